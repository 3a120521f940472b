// The table under the map follows what is in view and shown; picking a row shows its point.

const WAIT = 250; // milliseconds without a movement before the server is asked
const DECIMALS = 5;

export function followView(page, show) {
  new Rows(page, show).start();
}

class Rows {
  #timer = null;
  #asked = 0;
  #isHeld = false; // while a row's own point is shown, so that the row stays where it was

  constructor(page, show) {
    const address = JSON.parse(page.part.dataset.asks).rows;
    Object.assign(this, { page, show, address, table: document.getElementById("rows") });
    this.told = document.getElementById("in-view");
  }

  start() {
    this.#offer();
    this.table.addEventListener("click", ({ target }) => this.#pick(target.closest("button[data-show]")));
    const { map } = this.page;
    map.on("moveend", () => this.#soon());
    map.on("dragstart popupclose", () => this.#letGo());
    this.page.addEventListener("shown", () => this.#soon());
  }

  #pick(button) {
    if (!button) return;
    const [lon, lat] = button.dataset.at.split(" ").map(Number);
    this.show(Number(button.dataset.show), { lon, lat });
    this.#isHeld = true; // after what was open has closed
    this.page.part.scrollIntoView({ block: "nearest" });
  }

  #letGo() {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#soon();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#isHeld || this.#update(), WAIT);
  }

  async #update() {
    const number = (this.#asked += 1);
    const answer = await fetch(this.#inView()).catch(() => null);
    const text = answer?.ok ? await answer.text() : null;
    if (number !== this.#asked || this.#isHeld) return;
    if (text === null) {
      this.told.textContent = this.page.words.noRows;
      return;
    }
    const focused = document.activeElement?.dataset?.show;
    this.table.innerHTML = text; // escaped by the server
    this.#offer();
    if (focused) this.table.querySelector(`[data-show="${focused}"]`)?.focus({ preventScroll: true });
    this.told.textContent = this.table.querySelector("caption, .empty").textContent;
    this.page.dispatchEvent(new Event("rows"));
  }

  #inView() {
    const address = new URL(this.address, location.href);
    for (const [key, value] of Object.entries(this.page.asked)) address.searchParams.set(key, value);
    const bounds = this.page.map.getBounds();
    const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    address.searchParams.set("bbox", edges.map((edge) => edge.toFixed(DECIMALS)).join(","));
    return address.pathname + address.search;
  }

  #offer() {
    for (const button of this.table.querySelectorAll("button[data-show]")) button.hidden = false;
  }
}
