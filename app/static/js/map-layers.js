// What a layer that is not the incidents themselves does: it is drawn, told of beside the map, and follows the time shown.

const WAIT = 250; // milliseconds without a change before the server is asked

export class Layer {
  #timer = null;
  #asked = "{}";
  #number = 0;

  constructor(page, popups) {
    Object.assign(this, { page, popups, addresses: JSON.parse(page.part.dataset.asks) });
  }

  start() {
    this.#show();
    this.page.addEventListener("shown", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#follow(), WAIT);
    });
  }

  // An address of the server's, with the time that is shown.
  address(name) {
    const address = new URL(this.addresses[name], location.href);
    for (const [key, value] of Object.entries(this.page.asked)) address.searchParams.set(key, value);
    return address.pathname + address.search;
  }

  #follow() {
    const asked = JSON.stringify(this.page.asked);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#tell();
  }

  async #tell() {
    const number = (this.#number += 1);
    const answer = await fetch(this.address("beside")).catch(() => null);
    const text = answer?.ok ? await answer.text() : null;
    if (number !== this.#number) return;
    if (text === null) {
      this.#failed(true);
      return;
    }
    const parts = new DOMParser().parseFromString(text, "text/html");
    for (const part of parts.querySelectorAll("[data-of]")) document.getElementById(part.dataset.of).innerHTML = part.innerHTML;
    this.#show();
  }

  async #show() {
    this.#offerPlaces();
    try {
      await this.draw();
      this.#failed(false);
    } catch (error) {
      this.#failed(true);
      throw error;
    }
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

  #failed(isSo) {
    const status = document.getElementById("map-status");
    if (isSo) status.textContent = this.page.words.noLayer;
    status.hidden = !isSo;
  }
}
