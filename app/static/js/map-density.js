// Draws density as five steps of cells: no glow that would tell more than is known.
import { Following } from "./map-following.js";
import { Layer } from "./map-layers.js";

const { L } = window;

export class Density extends Layer {
  #drawn = null;
  #cells = new Following({ show: (text) => this.#put(JSON.parse(text)), fail: () => this.failed(true) });

  draw() {
    this.#cells.now(this.page.address(this.addresses.density));
  }

  #put(found) {
    this.#drawn?.remove();
    const style = ({ properties }) => ({ className: `map-density density-${properties.step}` });
    this.#drawn = L.geoJSON(found, { interactive: false, style }).addTo(this.page.map);
  }
}
