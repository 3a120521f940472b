// Draws incidents as marks, and near ones together as a numbered group; only what is in view is in the page.

const { L, Supercluster } = window;
export const RADIUS = 60; // pixels within which marks are drawn as one
const SIZE = 26;
const [PADDING, SYMBOL, DIGIT] = [21, 13, 8]; // pixels, as map.css sets them
const MOST_SYMBOLS = 3; // of a group's kinds, the most frequent ones
export const COUNT = "kind-"; // before a kind, where its number stands
const MOST_LISTED = 50;
const [ROOM_FOR_A_CIRCLE, MOST_CIRCLES] = [22, 150]; // pixels from its middle; in view
const PICTURE = { interactive: false, keyboard: false };
export const APART = 1.25; // how much farther apart marks of a picture are: one that is half covered cannot be brought forth
const BESIDE = 0.2; // how far beyond the view's edge marks are kept, as part of its width

export class Marks {
  // `kinds`: Map of kind → { name, shape } with the legend's symbol; `words`: see data-words in index.html. Without an
  // `openPopup` the marks are a picture alone. `times`: how much larger than on the map page they are.
  constructor(map, kinds, words, openPopup = null, times = 1) {
    Object.assign(this, { map, kinds, words, openPopup, times, drawn: new Map(), byId: new Map(), index: null });
    this.circles = L.layerGroup().addTo(map);
    this.layer = L.layerGroup().addTo(map);
    map.on("moveend", () => this.draw());
  }

  load(marks) {
    this.byId = new Map(marks.map((mark) => [mark.id, mark]));
    const maxZoom = this.map.getMaxZoom();
    const radius = RADIUS * this.times * (this.openPopup ? 1 : APART);
    this.index = new Supercluster({ radius, extent: 256, maxZoom, map: asCount, reduce: addCounts });
    this.index.load(marks.map(asFeature));
    this.draw();
  }

  // What finds and groups them itself, and answers as Supercluster does: see map-tiles.js.
  use(index) {
    this.index = index;
    this.draw();
  }

  draw() {
    if (!this.index) return;
    const view = this.map.getBounds().pad(BESIDE);
    const box = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()];
    const features = this.index.getClusters(box, Math.round(this.map.getZoom()));
    const wanted = new Map(features.map((feature) => [keyOf(feature), feature]));
    const lost = this.#focused();
    for (const [key, { marker }] of this.drawn) {
      if (wanted.has(key)) continue;
      this.layer.removeLayer(marker);
      this.drawn.delete(key);
    }
    for (const [key, feature] of wanted) {
      const known = this.drawn.get(key);
      if (known) known.feature = feature; // the same group, which another index knows by another id
      else this.drawn.set(key, this.#add(feature));
    }
    this.#drawCircles(features);
    if (lost && !lost._map) this.#focusNear(lost.getLatLng());
  }

  // `place`: where it lies, for one that is not loaded.
  show(id, place) {
    const mark = this.byId.get(id) ?? place;
    if (!mark) return;
    const at = [mark.lat, mark.lon];
    this.map.setView(at, Math.max(this.map.getZoom(), this.map.getMaxZoom() - 2), { animate: false });
    this.openPopup([id], at);
  }

  #add(feature) {
    const [lon, lat] = feature.geometry.coordinates;
    const icon = feature.properties.cluster ? this.#pill(feature) : this.#symbol(feature.properties);
    const marker = L.marker([lat, lon], { icon, ...(this.openPopup ? this.#named(feature) : PICTURE) });
    const shown = { marker, feature };
    if (this.openPopup) this.#addOpening(shown);
    marker.addTo(this.layer);
    return shown;
  }

  #named({ properties }) {
    return { title: properties.cluster ? this.#clusterName({ properties }) : this.#markName(properties), riseOnHover: true };
  }

  #addOpening(shown) {
    const open = () => (shown.feature.properties.cluster ? this.#openCluster(shown) : this.#openMark(shown));
    shown.marker.on("click", open);
    shown.marker.on("keydown", ({ originalEvent: event }) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    });
  }

  #openMark({ marker, feature }) {
    const [lon, lat] = feature.geometry.coordinates;
    this.openPopup([feature.properties.id], [lat, lon], marker);
  }

  // Lists those in a group, and offers to zoom until it falls apart; what lies at one spot never does.
  async #openCluster({ marker, feature: { id, geometry, properties } }) {
    const [lon, lat] = geometry.coordinates;
    const { index } = this;
    // Both at once, for the id is known only until the next marks are loaded.
    const asked = [index.getClusterExpansionZoom(id), index.getLeaves(id, Infinity)];
    const [zoom, leaves] = await Promise.all(asked);
    const ids = newest(leaves).map((leaf) => leaf.properties.id);
    const nearer = zoom <= this.map.getMaxZoom() ? () => this.#zoomTo([lat, lon], zoom) : null;
    this.openPopup(ids, [lat, lon], marker, properties.point_count, nearer);
  }

  #zoomTo(at, zoom) {
    this.map.once("moveend", () => this.#focusNear(L.latLng(at)));
    this.map.setView(at, zoom);
  }

  // Around each mark that is no exact point the circle within which it lies, once there is room to see it.
  #drawCircles(features) {
    this.circles.clearLayers();
    const { radii } = this.words;
    if (!Object.values(radii).some((radius) => this.#hasRoom(radius))) return;
    const wanted = new Map();
    for (const { lon, lat, precision } of features.flatMap((feature) => this.#marksOf(feature)))
      if (this.#hasRoom(radii[precision])) wanted.set(`${lon} ${lat} ${precision}`, [[lat, lon], radii[precision]]);
    if (wanted.size > MOST_CIRCLES) return;
    for (const [at, radius] of wanted.values())
      L.circle(at, { radius, interactive: false, className: "map-precision" }).addTo(this.circles);
  }

  #hasRoom(radius) {
    return this.#pixels(radius) >= ROOM_FOR_A_CIRCLE;
  }

  // A group's own ones are known where all are loaded. On a picture no circle may lie around nothing: there only those
  // count that lie under the group.
  #marksOf({ id, properties, geometry }) {
    if (!properties.cluster) return [properties];
    if (!(this.index instanceof Supercluster)) return [];
    const all = this.index.getLeaves(id, MOST_LISTED).map((leaf) => leaf.properties);
    if (this.openPopup) return all;
    const [lon, lat] = geometry.coordinates;
    const middle = this.map.latLngToLayerPoint([lat, lon]);
    return all.filter((one) => this.map.latLngToLayerPoint([one.lat, one.lon]).distanceTo(middle) < (this.times * SIZE) / 2);
  }

  // How long so many metres are in the middle of the map.
  #pixels(metres) {
    const { lat } = this.map.getCenter();
    return (metres / (40075017 * Math.cos((lat * Math.PI) / 180))) * 256 * 2 ** this.map.getZoom();
  }

  // The number of incidents beside the symbols of their most frequent kinds.
  #pill({ properties }) {
    const html = document.createElement("span");
    const symbols = this.#mostFrequent(properties).map((kind) => this.kinds.get(kind).symbol.cloneNode(true));
    const number = `${properties.point_count_abbreviated}`;
    html.append(...symbols, number);
    const width = PADDING + SYMBOL * symbols.length + DIGIT * number.length;
    return L.divIcon({ html, className: "map-group", iconSize: [this.times * width, this.times * SIZE] });
  }

  #mostFrequent(counts) {
    const kinds = [...this.kinds.keys()].filter((kind) => counts[COUNT + kind]);
    return kinds.sort((a, b) => counts[COUNT + b] - counts[COUNT + a]).slice(0, MOST_SYMBOLS);
  }

  // The ring around it tells how sure it is.
  #symbol({ kind, certainty }) {
    const html = this.kinds.get(kind).symbol.cloneNode(true);
    return L.divIcon({ html, className: `map-mark map-mark-${certainty}`, iconSize: [this.times * SIZE, this.times * SIZE] });
  }

  #clusterName({ properties }) {
    return this.words.cluster.replace("{number}", properties.point_count);
  }

  #markName({ kind, precision, certainty }) {
    const { precisions, certainties } = this.words;
    const sure = certainty === "observed" ? [] : [certainties[certainty]];
    return [this.kinds.get(kind).name, precisions[precision], ...sure].join(", ");
  }

  #focused() {
    const markers = [...this.drawn.values()].map(({ marker }) => marker);
    return markers.find((marker) => marker.getElement() === document.activeElement);
  }

  // Whoever opens a group by keyboard goes on among what it held.
  #focusNear(place) {
    const distance = (marker) => marker.getLatLng().distanceTo(place);
    const markers = [...this.drawn.values()].map(({ marker }) => marker);
    const [nearest] = markers.sort((a, b) => distance(a) - distance(b));
    nearest?.getElement().focus({ preventScroll: true });
  }
}

// As many as are listed; of those that the server has counted only no times are known.
function newest(leaves) {
  const hour = ({ properties }) => properties.hour ?? 0;
  return leaves.sort((a, b) => hour(b) - hour(a)).slice(0, MOST_LISTED);
}

// Counts stand side by side in one flat object, for that is what Supercluster copies.
function asCount({ kind }) {
  return { [COUNT + kind]: 1 };
}

export function addCounts(sum, counts) {
  for (const [kind, number] of Object.entries(counts)) sum[kind] = (sum[kind] ?? 0) + number;
}

function asFeature(mark) {
  return { type: "Feature", properties: mark, geometry: { type: "Point", coordinates: [mark.lon, mark.lat] } };
}

// The same group keeps its marker, and with it the keyboard's focus, while the map is moved.
function keyOf({ properties, geometry }) {
  return properties.cluster ? `${geometry.coordinates}:${properties.point_count}` : properties.id;
}
