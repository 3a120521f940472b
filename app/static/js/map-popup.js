// Opens what is known of an incident, or a list of those at one spot, in a popup over the map.

const { L } = window;

const CONTROLS = [52, 8]; // pixels at the upper left, where the zoom buttons stand
const BESIDE = 100; // those, the popup's own margins and some air
const ABOVE = 90; // its margins, its tip and the mark that it opens from, which has to stay in view

export class Popups {
  #ids = [];

  constructor(page) {
    const { map, part, words } = page;
    Object.assign(this, { map, address: part.dataset.popup, words, popup: null, opener: null });
    const container = map.getContainer();
    container.addEventListener("keydown", (event) => event.key === "Escape" && this.#close());
    map.on("popupclose", () => this.#highlight([]));
    page.addEventListener("rows", () => this.#highlight(this.#ids));
  }

  // `number`: how many there are, where the list would be too long with all; `zoom`: leads nearer to those in a group.
  async open(ids, at, marker, number = ids.length, zoom = null) {
    const content = this.#show(at, marker?.getElement() ?? document.activeElement);
    content.textContent = this.words.loading;
    this.#highlight(ids);
    await this.#fill(content, ids, number, zoom);
    this.#look(content);
  }

  // Opens with parts of a page that are there already.
  tell(parts, at, opener) {
    const content = this.#show(at, opener);
    content.append(...parts);
    this.#look(content);
  }

  // The map moves so that all of it is in view there; of a map that reaches out of the window the page moves too.
  #look(content) {
    this.popup.update();
    this.map.getContainer().scrollIntoView({ block: "nearest" });
    content.focus({ preventScroll: true });
  }

  #show(at, opener) {
    this.opener = opener;
    const content = document.createElement("div");
    content.tabIndex = -1;
    content.className = "map-popup";
    const { x, y } = this.map.getSize();
    const size = { maxWidth: Math.min(320, x - BESIDE), minWidth: 180, maxHeight: Math.min(320, y - ABOVE) };
    const popup = L.popup({ ...size, offset: [0, -8], autoPanPaddingTopLeft: CONTROLS });
    this.popup = popup.setLatLng(at).setContent(content).openOn(this.map);
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", this.words.close);
    return content;
  }

  async #fill(content, ids, number, zoom) {
    const apart = zoom ? "&apart" : "";
    const answer = await fetch(`${this.address}${ids.join(",")}?of=${number}${apart}`).catch(() => null);
    if (answer?.ok) content.innerHTML = await answer.text(); // escaped by the server
    else content.textContent = this.words.failed;
    if (zoom) content.querySelector("h2")?.after(this.#nearer(zoom));
  }

  #nearer(zoom) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "secondary", textContent: this.words.zoomHere });
    button.addEventListener("click", () => {
      this.popup.close();
      zoom();
    });
    return button;
  }

  #close() {
    if (!this.popup?.isOpen()) return;
    const { opener } = this;
    this.popup.close();
    // A row that opened it may have been drawn anew meanwhile.
    const again = opener?.isConnected ? opener : document.querySelector(`[data-show="${opener?.dataset?.show}"]`);
    // The page was scrolled to the map when it was opened from a row.
    (again ?? this.map.getContainer()).focus();
  }

  // Marks the tables' rows of what is open.
  #highlight(ids) {
    this.#ids = ids;
    const wanted = new Set(ids.map((id) => `row-${id}`));
    for (const row of document.querySelectorAll("tr[id^=row-], tr.picked")) row.classList.toggle("picked", wanted.has(row.id));
  }
}
