// Draws density as five steps of cells: no glow that would tell more than is known.
import { Layer } from "./map-layers.js";

const { L } = window;

export class Density extends Layer {
  #drawn = null;

  async draw() {
    const answer = await fetch(this.address("density"));
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
    const found = await answer.json();
    this.#drawn?.remove();
    const style = ({ properties }) => ({ className: `map-density density-${properties.step}` });
    this.#drawn = L.geoJSON(found, { interactive: false, style }).addTo(this.page.map);
  }
}
