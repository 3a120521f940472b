// The table under the map follows what is in view and shown; picking a row shows its point.
import { Following } from "./map-following.js";

const DECIMALS = 5;

export function followView(page, show) {
  new Rows(page, show).start();
}

// What the map shows, as the server reads it: west, south, east, north.
export function boxInView(map) {
  const bounds = map.getBounds();
  const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  return edges.map((edge) => edge.toFixed(DECIMALS)).join(",");
}

class Rows {
  #isHeld = false; // while a row's own point is shown, so that the row stays where it was

  constructor(page, show) {
    const address = JSON.parse(page.part.dataset.asks).rows;
    Object.assign(this, { page, show, address, table: document.getElementById("rows") });
    this.told = document.getElementById("in-view");
    const fail = () => this.#isHeld || (this.told.textContent = page.words.noRows);
    this.following = new Following({ show: (text) => this.#show(text), fail });
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
    this.following.soon(() => (this.#isHeld ? null : this.#inView()));
  }

  #show(text) {
    if (this.#isHeld) return;
    const focused = document.activeElement?.dataset?.show;
    this.table.innerHTML = text; // escaped by the server
    this.#offer();
    if (focused) this.table.querySelector(`[data-show="${focused}"]`)?.focus({ preventScroll: true });
    this.told.textContent = this.table.querySelector("caption, .empty").textContent;
    this.page.dispatchEvent(new Event("rows"));
  }

  #inView() {
    return this.page.address(this.address, { bbox: boxInView(this.page.map) });
  }

  #offer() {
    for (const button of this.table.querySelectorAll("button[data-show]")) button.hidden = false;
  }
}
