// The map of a meeting's slides: one that is moved from slide to slide. All it draws stands in the page, so that it
// needs no network.
import { addBackground } from "./map-background.js";
import { asCount, asMarkOrGroup } from "./map-cells.js";
import { unpack } from "./map-layer.js";
import { addCounts, APART, COUNT, Marks, RADIUS } from "./map-marks.js";
import { fitted, keepViews } from "./meeting-kept.js";
import { Names } from "./meeting-names.js";

const { L, Supercluster } = window;
const LETTERS = 14; // pixels, for which the map page's marks and names are made
const SCALE = 100; // pixels that the bar of the scale is long at most, with such letters
const [MARGIN, MARGIN_OF_PART] = [12, 36]; // pixels around a district; around a part, where a group may lie at the edge

export class MeetingMap {
  #slide = null;
  #found = new Map();

  constructor(words) {
    const { map_laget: map, geo_json_laget_names: names, geo_json_laget_districts: districts } = window;
    Object.assign(this, { map, districts, times: 1, marks: new Marks(map, kindsOfTables(), words), names: new Names(map, names) });
    map.keyboard.disable(); // the keys turn the slides
    map.getContainer().removeAttribute("tabindex");
    map.on("resize", () => this.#slide && this.#fit());
    map.on("moveend", () => this.#slide && this.#follow());
    document.fonts.ready.then(() => this.#slide && this.#name());
    this.#layBackground();
  }

  // Moves the map into a slide that has room for one; gives whether it has.
  show(slide) {
    const holder = slide.querySelector(".slide-map");
    this.#slide = null;
    if (!holder) return false;
    holder.append(this.map.getContainer());
    this.map.invalidateSize({ animate: false, pan: false });
    this.#slide = { slide, holder };
    this.#fit();
    return true;
  }

  zoomBy(levels) {
    if (this.#slide) this.map.setZoom(this.map.getZoom() + levels, { animate: false });
  }

  // Marks and names grow with the slide's letters.
  #fit() {
    const { slide, holder } = this.#slide;
    this.times = parseFloat(getComputedStyle(holder).fontSize) / LETTERS;
    this.marks.times = this.times;
    this.scale?.remove();
    this.scale = L.control.scale({ imperial: false, position: "bottomleft", maxWidth: SCALE * this.times }).addTo(this.map);
    this.marks.load([]); // those of another slide, or of another size
    const margin = marginOf(slide, this.times);
    this.map.fitBounds(boundsOf(holder), { padding: [margin, margin], animate: false });
    this.#draw(holder.dataset.drawn);
    this.districts.eachLayer((layer) => {
      layer.getElement().classList.toggle("is-here", layer.feature.properties.name === slide.dataset.district);
    });
    this.#follow();
    this.map.fire("letters"); // the background's grow as well
  }

  #follow() {
    this.#count();
    this.#name();
  }

  #name() {
    const zoom = this.map.getZoom() - Math.log2(this.times);
    this.names.draw(this.times * LETTERS, zoom, this.#slide.slide.dataset.district);
  }

  // Nothing is said in the room where it cannot be had: the map has a ground of its own.
  async #layBackground() {
    try {
      const nameAnew = () => queueMicrotask(() => this.#slide && this.#name());
      const background = await addBackground(this.map, nameAnew, null, { times: () => this.times, hasPlaces: false });
      if (!background) return;
      nameAnew(); // who made it now stands in a corner
      await keepViews(background, this.#views());
    } catch {
      // as when there is none
    }
  }

  // What the slides' maps show on this screen; a slide is laid out for a moment to know the size of its map.
  #views() {
    return [...document.querySelectorAll(".slide:has(.slide-map)")].map((slide) => {
      const isShown = slide.classList.contains("is-shown");
      slide.classList.add("is-shown");
      const holder = slide.querySelector(".slide-map");
      const { clientWidth, clientHeight } = holder;
      const times = parseFloat(getComputedStyle(holder).fontSize) / LETTERS;
      slide.classList.toggle("is-shown", isShown);
      return fitted(this.map, boundsOf(holder), [clientWidth, clientHeight], marginOf(slide, times));
    });
  }

  #draw(key) {
    const { marks, cells } = this.#drawnOn(key);
    if (marks) this.marks.load(marks);
    else this.marks.use(asIndex(cells, this.times));
  }

  // The table beside a part of a district tells of what is seen: a group counts whole, and what the edge cuts as well.
  #count() {
    const { slide, holder } = this.#slide;
    const outside = slide.querySelector("[data-outside]");
    if (!outside) return;
    const counts = new Map();
    let inView = 0;
    for (const { feature: { properties } } of this.#visible()) {
      inView += properties.point_count ?? 1;
      if (!properties.cluster) counts.set(properties.kind, (counts.get(properties.kind) ?? 0) + 1);
      for (const [name, n] of Object.entries(properties)) {
        const kind = name.startsWith(COUNT) ? Number(name.slice(COUNT.length)) : null;
        if (properties.cluster && kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + n);
      }
    }
    for (const cell of slide.querySelectorAll("[data-count]")) cell.textContent = format(counts.get(Number(cell.dataset.count)) ?? 0);
    slide.querySelector("[data-in-view]").textContent = format(inView);
    outside.textContent = format(this.#numberOn(holder.dataset.drawn) - inView);
  }

  // The marks and groups of which at least a part is seen.
  #visible() {
    const view = this.map.getContainer().getBoundingClientRect();
    return [...this.marks.drawn.values()].filter(({ marker }) => meet(marker.getElement().getBoundingClientRect(), view));
  }

  #numberOn(key) {
    const { marks, cells } = this.#drawnOn(key);
    return marks ? marks.length : cells.reduce((sum, { properties }) => sum + properties.number, 0);
  }

  // What stands in the page for the slide of this key.
  #drawnOn(key) {
    if (!this.#found.has(key)) {
      const { marks, cells } = JSON.parse(document.getElementById(`drawn-${key}`).textContent);
      this.#found.set(key, marks ? { marks: unpack(marks) } : { cells: cells.map(asFeature) });
    }
    return this.#found.get(key);
  }
}

function boundsOf(holder) {
  const [west, south, east, north] = JSON.parse(holder.dataset.bounds);
  return L.latLngBounds([south, west], [north, east]);
}

function marginOf(slide, times) {
  return slide.querySelector("[data-outside]") ? MARGIN_OF_PART * times : MARGIN;
}

function meet(a, b) {
  return a.right > b.left && b.right > a.left && a.bottom > b.top && b.bottom > a.top;
}

function format(number) {
  return number.toLocaleString(document.documentElement.lang);
}

// Map of kind → { name, symbol }, from the tables beside the maps.
function kindsOfTables() {
  const rows = [...document.querySelectorAll("tr[data-kind]")];
  return new Map(rows.map((row) => [Number(row.dataset.kind), { name: row.dataset.name, symbol: row.querySelector("svg") }]));
}

// Groups cells, and answers as Supercluster does of marks.
function asIndex(features, times) {
  const index = new Supercluster({ radius: RADIUS * times * APART, extent: 256, maxZoom: 18, map: asCount, reduce: addCounts });
  index.load(features);
  return { getClusters: (box, zoom) => index.getClusters(box, zoom).map(asMarkOrGroup) };
}

function asFeature([lon, lat, number, kinds], place) {
  const counts = Object.fromEntries(kinds.map(([kind, n]) => [COUNT + kind, n]));
  const properties = { cell: true, number, place, ...counts };
  return { type: "Feature", properties, spot: [lon, lat, number, kinds], geometry: { type: "Point", coordinates: [lon, lat] } };
}
