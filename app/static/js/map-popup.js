// Opens what is known of an incident, or a list of those at one spot, in a popup over the map.

const { L } = window;

const CONTROLS = [52, 8]; // pixels at the upper left, where the zoom buttons stand
const BESIDE = 100; // those, the popup's own margins and some air

export class Popups {
  constructor(map, address, words) {
    Object.assign(this, { map, address, words, popup: null, opener: null });
    const container = map.getContainer();
    container.addEventListener("keydown", (event) => event.key === "Escape" && this.#close());
    map.on("popupclose", () => highlight([]));
  }

  // `number`: how many there are, where the list would be too long with all.
  async open(ids, at, marker, number = ids.length) {
    this.opener = marker?.getElement() ?? document.activeElement;
    const content = document.createElement("div");
    content.tabIndex = -1;
    content.className = "map-popup";
    content.textContent = this.words.loading;
    const maxWidth = Math.min(320, this.map.getSize().x - BESIDE);
    const popup = L.popup({ maxWidth, minWidth: 180, maxHeight: 320, offset: [0, -8], autoPanPaddingTopLeft: CONTROLS });
    this.popup = popup.setLatLng(at).setContent(content).openOn(this.map);
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", this.words.close);
    highlight(ids);
    await this.#fill(content, ids, number);
    popup.update();
    content.focus({ preventScroll: true });
  }

  async #fill(content, ids, number) {
    const answer = await fetch(`${this.address}${ids.join(",")}?of=${number}`).catch(() => null);
    if (answer?.ok) content.innerHTML = await answer.text(); // escaped by the server
    else content.textContent = this.words.failed;
  }

  #close() {
    if (!this.popup?.isOpen()) return;
    this.popup.close();
    this.opener?.focus?.({ preventScroll: true });
  }
}

// Marks the table's rows of what is open.
function highlight(ids) {
  const wanted = new Set(ids.map((id) => `row-${id}`));
  for (const row of document.querySelectorAll("tr[id^=row-]")) row.classList.toggle("picked", wanted.has(row.id));
}
