// Names on a meeting's map, as many as have room: under no mark, over no other name, and whole. A place to find one's
// way by (a school, a station) has a small dot as well.

const { L } = window;
// From which zoom level each kind is named, with letters of the map page's size; the dearest first.
const KINDS = {
  district: 0, station: 9, centre: 10, village: 9, square: 12, school: 11.5, area: 11, leisure: 12.5, nature: 12, church: 12.5, street: 12.5,
};
const RANKS = Object.keys(KINDS);
const WITH_DOT = new Set(["station", "square", "school", "leisure"]);
const FAR = 1.5; // lines that a name may stand from its place beside what covers it
const MOST_TRIED = 150;
const GAP = 2; // pixels between a name and what it stands beside
const [AIR, FROM_DOT, DOT] = [0.25, 0.4, 0.22]; // letters: beside a name, from a dot to its name, half a dot

export class Names {
  // `layer`: the map's own names, which give way to these. Those of the districts are taken over.
  constructor(map, layer) {
    this.map = map;
    const districts = layer.getLayers().filter(({ feature }) => feature.properties.kind === "district");
    const places = JSON.parse(document.getElementById("names").textContent);
    this.all = [
      ...districts.map((one) => ({ name: unescaped(one.feature.properties.name), kind: "district", at: one.getLatLng() })),
      ...places.map(([name, kind, lon, lat]) => ({ name, kind, at: L.latLng(lat, lon) })),
    ];
    layer.remove();
    this.dots = L.layerGroup().addTo(map);
    this.shown = [];
  }

  // `letter`: pixels; `zoom`: as it would be with the map page's letters; `without`: a district that is named elsewhere.
  draw(letter, zoom, without) {
    this.dots.clearLayers();
    for (const { element } of this.shown) element.remove();
    const taken = this.#covered();
    const tried = this.#wanted(zoom, without, taken);
    for (const one of tried) this.map.getPane("shadowPane").append(one.element);
    // Measured all at once, or the browser lays out the page anew for each.
    for (const one of tried) one.size = [one.element.offsetWidth, one.element.offsetHeight];
    const told = new Set();
    this.shown = tried.filter((one) => {
      const box = told.has(one.name) ? null : this.#room(one, letter, taken);
      if (!box) {
        one.element.remove();
        return false;
      }
      this.#place(one, box, letter);
      told.add(one.name);
      taken.push(box);
      if (WITH_DOT.has(one.kind)) taken.push(boxAt(one.point.x, one.point.y, [2 * DOT * letter, 2 * DOT * letter]));
      return true;
    });
  }

  // What no name may lie over, in pixels of the map: marks, groups, the scale, who made the background.
  #covered() {
    const { left, top } = this.map.getContainer().getBoundingClientRect();
    const over = this.map.getContainer().querySelectorAll(".leaflet-marker-icon, .leaflet-control");
    return [...over].map((one) => {
      const box = one.getBoundingClientRect();
      return { left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top };
    });
  }

  // The dearest kinds first, and of each what lies nearest to something that has happened.
  #wanted(zoom, without, marks) {
    const view = this.map.getBounds();
    const isNamed = this.#namedByBackground();
    const middles = marks.map(({ left, right, top, bottom }) => L.point((left + right) / 2, (top + bottom) / 2));
    const wanted = this.all
      .filter(({ kind, name, at }) => zoom >= KINDS[kind] && view.contains(at) && !(kind === "district" && name === without))
      .filter(({ kind }) => !isNamed(kind))
      .map((one) => {
        const point = this.map.latLngToContainerPoint(one.at);
        return { ...one, point, far: Math.min(...middles.map((middle) => middle.distanceTo(point))) };
      })
      .sort((a, b) => RANKS.indexOf(a.kind) - RANKS.indexOf(b.kind) || a.far - b.far);
    return wanted.slice(0, MOST_TRIED).map((one) => ({ ...one, element: elementOf(one) }));
  }

  // Shapes come with the names of streets, images perhaps with all.
  #namedByBackground() {
    const { classList } = this.map.getContainer(); // see map-background.js
    if (classList.contains("has-background-names")) return (kind) => kind !== "district" && !WITH_DOT.has(kind);
    return (kind) => kind === "street" && classList.contains("has-background");
  }

  #room({ kind, point, size }, letter, taken) {
    const { x: width, y: height } = this.map.getSize();
    const air = AIR * letter;
    const over = taken.find((box) => box.left < point.x && point.x < box.right && box.top < point.y && point.y < box.bottom);
    const near = WITH_DOT.has(kind) ? around(boxAt(point.x, point.y, [2 * FROM_DOT * letter, 2 * DOT * letter]), size) : [[point.x, point.y]];
    const beside = over ? around(over, size).toReversed().filter((middle) => isToldOf(point, over, middle, size)) : [];
    return [...near, ...beside]
      .map(([x, y]) => boxAt(x, y, size))
      .find(
        (box) =>
          box.left >= air && box.top >= air && box.right <= width - air && box.bottom <= height - air &&
          taken.every((other) => box.right + air < other.left || other.right + air < box.left || box.bottom < other.top || other.bottom < box.top),
      );
  }

  #place({ kind, at, element }, { left, top }, letter) {
    L.DomUtil.setPosition(element, this.map.containerPointToLayerPoint([left, top]));
    if (WITH_DOT.has(kind)) L.circleMarker(at, { radius: DOT * letter, className: "map-reference", interactive: false }).addTo(this.dots);
  }
}

function elementOf({ name, kind }) {
  const element = document.createElement("div");
  element.className = `leaflet-tooltip map-name map-name-${WITH_DOT.has(kind) ? "reference" : kind} is-placed`;
  element.textContent = name;
  return element;
}

// The middles of a name to the right and left of a box, below and above it.
function around({ left, right, top, bottom }, [width, height]) {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return [[right + width / 2 + GAP, y], [left - width / 2 - GAP, y], [x, bottom + height / 2 + GAP], [x, top - height / 2 - GAP]];
}

// Whether a name beside what covers its place is read as that of the place: on its side and not far off, or the place is
// the very middle. As on paper (geo/drawing/labels.py).
function isToldOf(point, over, [x, y], [width, height]) {
  const [middleX, middleY] = [(over.left + over.right) / 2, (over.top + over.bottom) / 2];
  const [east, south] = [point.x - middleX, point.y - middleY];
  if (Math.max(Math.abs(east), Math.abs(south)) <= GAP + 1) return true;
  const far = Math.hypot(Math.max(Math.abs(x - point.x) - width / 2, 0), Math.max(Math.abs(y - point.y) - height / 2, 0));
  return east * (x - middleX) + south * (y - middleY) > 0 && far <= FAR * height;
}

// geo/maps.py escapes them for Leaflet.
function unescaped(text) {
  return new DOMParser().parseFromString(text, "text/html").body.textContent;
}

function boxAt(x, y, [width, height]) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}
