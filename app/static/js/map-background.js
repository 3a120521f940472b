// Draws what lies under the incidents: a file of map tiles, or images from a service that the settings name. Where
// it is shown, the land and the names of places that the map has of its own give way to it.

const { L } = window;
const IMAGE = 256; // pixels
const LATELY = 10_000; // milliseconds
const [DARK, PAPER] = ["(prefers-color-scheme: dark)", "print"].map((media) => window.matchMedia(media));

// `tell(words)` when it cannot be fetched, and with null once it can. What has happened is drawn first: `first` is a
// promise of that. How it looks: `times()` is how much larger than on the map page letters and lines are, and the map's
// event "letters" says that they are others; without `hasPlaces` shapes come without names of places, and the map keeps
// its own. Gives the background, or null where there is none.
export async function addBackground(map, tell, first, look = { times: () => 1, hasPlaces: true }) {
  const told = document.getElementById("map-background")?.dataset.background;
  if (!told) return null;
  const background = new Background(map, JSON.parse(told), tell, look);
  await background.show(first);
  return background;
}

class Background {
  #isThere = true;
  #cameAt = -Infinity;

  constructor(map, told, tell, look) {
    Object.assign(this, { map, told, tell, look });
  }

  async show(first) {
    const { map, told } = this;
    L.control.attribution({ prefix: false }).addTo(map);
    map.on("zoomend", () => this.#giveWay());
    onOtherScheme(() => this.#giveWay());
    this.#giveWay(); // not first the one ground and then the other
    await first?.catch(() => {}); // told by who asked for it
    try {
      const layer = await this.#layer({ attribution: escaped(told.attribution), className: `map-background ${told.kind}` });
      layer.addTo(map);
      map.on("letters", () => layer.restyle?.());
    } catch (error) {
      this.#found(false);
      throw error;
    }
  }

  async #layer(options) {
    const { told } = this;
    if (told.kind === "outside") return this.#watching(L.tileLayer(told.url, { ...options, maxNativeZoom: this.map.getMaxZoom() }));
    const { openFile, basemap } = await import("./map-basemap.js");
    const file = openFile(told.url);
    const source = { getZxy: (...place) => this.#watched(file.getZxy(...place)) };
    Object.assign(options, { minZoom: told.firstZoom, bounds: told.bounds });
    if (told.kind === "vector") return basemap(source, { ...options, maxDataZoom: told.lastLevel }, this.look);
    return new Images(source, told.type, { ...options, maxNativeZoom: told.lastLevel });
  }

  // Fetches the tiles of a view out of the file, and holds them for when there is no network. Shapes are drawn out of
  // tiles one level further out.
  async keep(bounds, zoom) {
    const { kind, url, lastLevel, firstZoom } = this.told;
    if (kind === "outside" || Math.round(zoom) < firstZoom) return;
    const { openFile } = await import("./map-basemap.js");
    const level = Math.min(lastLevel, Math.max(Math.round(zoom) - (kind === "vector" ? 1 : 0), 0));
    const [first, last] = [bounds.getNorthWest(), bounds.getSouthEast()].map((at) => L.CRS.EPSG3857.latLngToPoint(at, level).divideBy(IMAGE).floor());
    const asked = [];
    for (let { x } = first; x <= last.x; x += 1) for (let { y } = first; y <= last.y; y += 1) asked.push(openFile(url).keep(level, x, y));
    await Promise.all(asked);
  }

  #watching(layer) {
    return layer.on("tileload", () => this.#found(true)).on("tileerror", () => this.#found(false));
  }

  async #watched(asked) {
    try {
      const tile = await asked;
      this.#found(true);
      return tile;
    } catch (error) {
      if (error.name !== "AbortError") this.#found(false);
      throw error;
    }
  }

  // Where some has come lately, what is missing is a gap: a service may end at the border.
  #found(isThere) {
    const now = performance.now();
    if (isThere) this.#cameAt = now;
    else if (now - this.#cameAt < LATELY) return;
    if (this.#isThere === isThere) return;
    this.#isThere = isThere;
    this.tell(isThere ? null : this.told.failed);
    this.#giveWay();
  }

  #giveWay() {
    const isShown = this.#isThere && Math.round(this.map.getZoom()) >= (this.told.firstZoom ?? 0);
    const { classList } = this.map.getContainer();
    classList.toggle("has-background", isShown);
    classList.toggle("is-dark-background", isShown && this.told.kind === "vector" && DARK.matches);
    const { kind, hasNames } = this.told;
    classList.toggle("has-background-names", isShown && hasNames && (kind !== "vector" || this.look.hasPlaces));
  }
}

// Images out of a file; drawn, as an address of their own would be one that the content policy has to know.
const Images = L.GridLayer.extend({
  initialize(source, type, options) {
    L.setOptions(this, options);
    Object.assign(this, { source, type });
  },

  createTile({ x, y, z }, done) {
    const tile = document.createElement("canvas");
    Object.assign(tile, { width: IMAGE, height: IMAGE });
    this.draw(tile, [z, x, y]).then(() => done(null, tile), (error) => done(error, tile));
    return tile;
  },

  async draw(tile, place) {
    const found = await this.source.getZxy(...place);
    if (!found) return;
    const image = await createImageBitmap(new Blob([found.data], { type: this.type }));
    tile.getContext("2d").drawImage(image, 0, 0, IMAGE, IMAGE);
    image.close();
  },
});

// On its way to paper a page turns light, which what is drawn already does not.
export function onOtherScheme(act) {
  DARK.addEventListener("change", () => PAPER.matches || act());
}

function escaped(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span.innerHTML;
}
