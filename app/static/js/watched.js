// The corners of an area: a list and a map that always tell the same, whichever is changed.
import { readCorner } from "./corners.js";
import { SmallMap } from "./small-map.js";

const { L } = window;
const DECIMALS = 6;
const MOST_HANDLES = 150; // beyond that corners are changed in the list
const [SIZE, BETWEEN, ROOM] = [16, 12, 48]; // pixels; of a side, for a handle on its middle

class Drawing {
  constructor(container, list) {
    this.list = list;
    this.words = JSON.parse(container.dataset.words);
    this.number = document.getElementById("corner-number");
    this.small = new SmallMap(container);
    this.small.ready.then(() => this.#begin(JSON.parse(container.dataset.others)));
  }

  // Once the outlines have come: until then the map has no view to draw in.
  #begin(others) {
    const { list, small: { map } } = this;
    const name = ({ properties }, layer) => layer.bindTooltip(textOf(properties.name), { permanent: true, direction: "center", className: "place-name" });
    L.geoJSON(others, { interactive: false, style: () => ({ className: "other" }), onEachFeature: name }).addTo(map);
    this.shape = L.polygon([], { className: "drawn", interactive: false }).addTo(map);
    this.handles = L.layerGroup().addTo(map);
    this.small.onPoint((lat, lon) => this.add(lat, lon));
    list.addEventListener("input", () => this.draw());
    document.getElementById("drop-corner").addEventListener("click", () => this.drop());
    document.getElementById("drop-all").addEventListener("click", () => this.write([]));
    this.draw();
    this.#fit();
    map.on("zoomend", () => this.draw()); // there may be room for other handles
    list.addEventListener("change", () => this.#fit());
  }

  // Shows what was written.
  #fit() {
    const bounds = this.shape.getBounds();
    if (bounds.isValid()) this.small.map.fitBounds(bounds, { padding: [40, 40], maxZoom: 16, animate: false });
  }

  get lines() {
    return this.list.value.split("\n");
  }

  write(lines) {
    this.list.value = lines.join("\n");
    this.draw();
  }

  add(lat, lon) {
    const lines = this.list.value.trimEnd() === "" ? [] : this.list.value.replace(/\s+$/, "").split("\n");
    this.write([...lines, written(lat, lon)]);
  }

  drop() {
    this.write(this.list.value.trimEnd().split("\n").slice(0, -1));
  }

  // What cannot be read as degrees is left to the server, which says what is wrong with it.
  draw() {
    const rings = [[]];
    let unread = 0;
    this.lines.forEach((line, at) => {
      const corner = readCorner(line);
      if (corner) rings.at(-1).push({ corner, at });
      else if (line.trim()) unread += 1;
      else if (rings.at(-1).length) rings.push([]);
    });
    const drawn = rings.filter((ring) => ring.length);
    this.shape.setLatLngs(drawn.map((ring) => [ring.map(({ corner }) => corner)]));
    const number = drawn.flat().length;
    this.number.textContent = (unread ? this.words.unread : this.words.number).replace("{number}", number).replace("{lines}", unread);
    this.#drawHandles(drawn, number);
  }

  #drawHandles(rings, number) {
    this.handles.clearLayers();
    if (number > MOST_HANDLES) return;
    for (const ring of rings)
      ring.forEach(({ corner, at }, place) => {
        const isLast = ring === rings.at(-1) && place === ring.length - 1;
        this.#handle(corner, isLast ? "corner last" : "corner", SIZE, (moved) => this.#put(at, 1, moved));
        const next = ring[(place + 1) % ring.length].corner;
        if (ring.length < 2 || this.#pixels(corner, next) < ROOM) return;
        const middle = [(corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2];
        this.#handle(middle, "corner between", BETWEEN, (moved) => this.#put(at + 1, 0, moved));
      });
  }

  #pixels(one, other) {
    const { map } = this.small;
    return map.latLngToLayerPoint(one).distanceTo(map.latLngToLayerPoint(other));
  }

  // The list is the way by keyboard, so handles are no stops.
  #handle(at, className, size, moved) {
    const icon = L.divIcon({ className, iconSize: [size, size] });
    const marker = L.marker(at, { icon, draggable: true, keyboard: false }).addTo(this.handles);
    marker.on("dragend", () => moved(marker.getLatLng()));
  }

  #put(at, instead, { lat, lng }) {
    const { lines } = this;
    lines.splice(at, instead, written(lat, lng));
    this.write(lines);
  }
}

function written(lat, lon) {
  return `${lat.toFixed(DECIMALS)}, ${lon.toFixed(DECIMALS)}`;
}

function textOf(name) {
  const span = document.createElement("span");
  span.textContent = name;
  return span.innerHTML;
}

const part = document.getElementById("area-map");
part.hidden = false;
new Drawing(part.querySelector(".small-map"), document.getElementById("corners"));
