// What a layer that is not the incidents themselves does: it is drawn, told of beside the map, and follows the time shown.
import { followTime, Following } from "./map-following.js";

export class Layer {
  constructor(page, popups) {
    Object.assign(this, { page, popups, addresses: JSON.parse(page.part.dataset.asks) });
    const fail = () => this.failed(true);
    this.beside = new Following({ show: (text) => this.#tell(text), fail });
  }

  start() {
    this.#show();
    followTime(this.page, () => this.beside.soon(() => this.page.address(this.addresses.beside)));
  }

  failed(isSo) {
    this.page.tell("layer", isSo ? this.page.words.noLayer : null);
  }

  #tell(text) {
    const parts = new DOMParser().parseFromString(text, "text/html");
    for (const part of parts.querySelectorAll("[data-of]")) document.getElementById(part.dataset.of).innerHTML = part.innerHTML;
    this.#show();
  }

  #show() {
    this.#offerPlaces();
    this.failed(false);
    this.draw();
  }

  // Rows of a place without an incident of its own go there.
  #offerPlaces() {
    const { map, part } = this.page;
    for (const button of document.querySelectorAll("button[data-goes]")) {
      const [lon, lat] = button.dataset.goes.split(" ").map(Number);
      button.hidden = false;
      button.addEventListener("click", () => {
        map.setView([lat, lon], Math.max(map.getZoom(), 14), { animate: false });
        part.scrollIntoView({ block: "nearest" });
      });
    }
  }
}
