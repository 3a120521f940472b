// How the shapes of the Protomaps basemap are drawn: calm, in the colours of map-background.css, with Swedish names.
import { onOtherScheme } from "./map-background.js";
import protomaps from "../vendor/protomaps-leaflet.js";

const { CenteredTextSymbolizer, LineLabelSymbolizer, LineSymbolizer, PmtilesSource, PolygonSymbolizer } = protomaps;
const SANS = '"Source Sans 3", system-ui, sans-serif';
const NAMES = ["name:sv", "name"];
const POINT = 1;
const GREEN = kinds(
  "allotments beach cemetery forest garden golf_course grass grassland meadow national_park nature_reserve orchard park",
  "pitch playground protected_area recreation_ground scrub village_green wood zoo",
);
const BUILT = kinds("aerodrome college commercial hospital industrial military pedestrian railway residential retail school university");
const FOREST = kinds("forest wood nature_reserve");
const PATHS = kinds("other path");
const SMALL = kinds("minor_road");
const LARGE = kinds("major_road medium_road");
const MOTORWAYS = kinds("highway");
const RAILS = kinds("rail");
// Widths of lines in pixels by zoom level; a casing is so much wider.
const CASING = 1.5;
const WIDTHS = {
  paths: [[14, 0.4], [18, 2.5]],
  small: [[12, 0.3], [14, 1.4], [18, 9]],
  large: [[8, 0.4], [12, 1.8], [15, 4], [18, 14]],
  motorways: [[6, 0.6], [12, 2.6], [15, 5.5], [18, 16]],
  streams: [[12, 0.6], [18, 5]],
};

// Reads a file in parts. Each has an address of its own: a browser lets those who ask for one address wait in line.
class Parts {
  constructor(url, cache) {
    Object.assign(this, { url, cache });
  }

  getKey() {
    return this.url;
  }

  async getBytes(offset, length, signal, tag) {
    const headers = { Range: `bytes=${offset}-${offset + length - 1}` };
    const answer = await fetch(`${this.url}&at=${offset}`, { headers, signal, cache: this.cache });
    const etag = answer.headers.get("ETag");
    if (answer.status !== 206 || (tag && tag !== etag)) throw new Error(`no part of that file: ${answer.status}`);
    return { data: await answer.arrayBuffer(), etag };
  }
}

// What could not be read may be so because another file has been laid there, so it is opened anew, and once tried again.
class TileFile {
  #opened;
  #kept = new Map();

  constructor(url) {
    this.url = url;
    this.#open("default");
  }

  #open(cache) {
    this.#opened = Object.assign(new PmtilesSource(this.url, false).p, { source: new Parts(this.url, cache) });
  }

  // Holds a tile for as long as the page is open.
  keep(...place) {
    const key = place.join("/");
    if (!this.#kept.has(key)) {
      const asked = this.getZxy(...place);
      this.#kept.set(key, asked);
      asked.catch(() => this.#kept.delete(key));
    }
    return this.#kept.get(key);
  }

  async getZxy(...place) {
    const kept = this.#kept.get(place.slice(0, 3).join("/"));
    if (kept) return kept;
    const file = this.#opened;
    try {
      return await file.getZxy(...place);
    } catch (error) {
      if (error.name === "AbortError") throw error;
      if (this.#opened === file) this.#open("reload");
      return this.#opened.getZxy(...place);
    }
  }
}

let opened = null;

// One for all maps of a page, so that what is fetched for one is there for the others.
export function openFile(url) {
  opened ??= new TileFile(url);
  return opened;
}

// `look`: as addBackground has it.
export function basemap(source, options, { times, hasPlaces }) {
  const tasks = ["400 13px", "600 14px"].map((font) => document.fonts.load(`${font} ${SANS}`));
  const layer = protomaps.leafletLayer({ ...options, url: source, lang: "sv", tasks, ...styled(times(), hasPlaces) });
  let drawn = times();
  const restyle = () => {
    drawn = times();
    Object.assign(layer, styled(drawn, hasPlaces));
    layer.clearLayout();
    layer.rerenderTiles();
  };
  onOtherScheme(restyle);
  return Object.assign(layer, { restyle: () => drawn === times() || restyle() });
}

function styled(times, hasPlaces) {
  const styles = getComputedStyle(document.documentElement);
  const ink = (name) => styles.getPropertyValue(`--map-${name}`).trim();
  const look = { ink, times };
  return { backgroundColor: ink("earth"), paintRules: ground(look).concat(roads(look)), labelRules: labels(look).filter(({ dataLayer }) => hasPlaces || dataLayer !== "places") };
}

function ground({ ink, times }) {
  return [
    area("earth", ink("earth")),
    area("landcover", ink("green"), kinds("forest grassland scrub")),
    area("landuse", ink("built"), BUILT),
    area("landuse", ink("green"), GREEN),
    area("landuse", ink("forest"), FOREST),
    area("natural", ink("green"), GREEN),
    { ...area("water", ink("water")), filter: (_zoom, { geomType }) => geomType !== POINT && geomType !== 2 },
    { ...line("water", ink("water"), times, WIDTHS.streams), filter: (_zoom, { geomType }) => geomType === 2 },
    { ...area("buildings", ink("building")), minzoom: 14 },
  ];
}

// The small ones first, so that the large lie over them.
function roads({ ink, times }) {
  return [
    { ...line("roads", ink("path"), times, WIDTHS.paths, PATHS), minzoom: 14 },
    { ...line("roads", ink("casing"), times, wider(WIDTHS.small), SMALL), minzoom: 14 },
    line("roads", ink("casing"), times, wider(WIDTHS.large), LARGE),
    line("roads", ink("casing"), times, wider(WIDTHS.motorways), MOTORWAYS),
    { ...line("roads", ink("road"), times, WIDTHS.small, SMALL), minzoom: 12 },
    line("roads", ink("road"), times, WIDTHS.large, LARGE),
    line("roads", ink("motorway"), times, WIDTHS.motorways, MOTORWAYS),
    line("roads", ink("rail"), times, [[8, 0.5], [14, 1.5]], RAILS),
    line("transit", ink("rail"), times, [[8, 0.5], [14, 1.5]], RAILS),
    { dataLayer: "boundaries", symbolizer: new LineSymbolizer({ color: ink("label"), width: 0.8 * times, opacity: 0.5, dash: [4, 3] }) },
  ];
}

function labels({ ink, times }) {
  const font = (weight, size) => `${weight} ${size * times}px ${SANS}`;
  const look = { fill: ink("label"), stroke: ink("halo"), width: 3 * times, lineHeight: 1.25 };
  const water = { fill: ink("water-label"), stroke: ink("halo"), width: 2 * times, font: `italic ${font(400, 13)}` };
  return [
    { ...text("places", { ...look, font: (_zoom, feature) => placeFont(feature, font) }, kinds("locality"), CenteredTextSymbolizer), sort: byRank },
    { ...text("places", { ...look, font: font(400, 13) }, kinds("neighbourhood macrohood"), CenteredTextSymbolizer), minzoom: 12 },
    { ...text("water", water, null, CenteredTextSymbolizer), filter: (_zoom, { geomType }) => geomType === POINT },
    { ...text("physical_point", water, null, CenteredTextSymbolizer), filter: (_zoom, feature) => kind(feature) !== "peak" },
    { ...text("roads", { ...look, font: font(400, 13) }, kinds("highway major_road medium_road"), LineLabelSymbolizer), minzoom: 13 },
    { ...text("roads", { ...look, font: font(400, 12) }, kinds("minor_road other path"), LineLabelSymbolizer), minzoom: 15 },
  ];
}

function area(dataLayer, fill, wanted = null) {
  return { dataLayer, symbolizer: new PolygonSymbolizer({ fill }), ...only(wanted) };
}

function line(dataLayer, color, times, widths, wanted = null) {
  const broad = widths.map(([zoom, width]) => [zoom, width * times]);
  const symbolizer = new LineSymbolizer({ color, width: protomaps.exp(1.4, broad), lineCap: "round", lineJoin: "round" });
  return { dataLayer, symbolizer, ...only(wanted) };
}

function text(dataLayer, look, wanted, Symbolizer) {
  return { dataLayer, symbolizer: new Symbolizer({ labelProps: NAMES, ...look }), ...only(wanted) };
}

function only(wanted) {
  return wanted ? { filter: (_zoom, feature) => wanted.has(kind(feature)) } : {};
}

function wider(widths) {
  return widths.map(([zoom, width]) => [zoom, width + CASING]);
}

// Files of the third version of the basemap have the older name.
function kind({ props }) {
  return props.kind ?? props["pmap:kind"];
}

function placeFont(feature, font) {
  return (feature?.props.population_rank ?? 0) > 7 ? font(600, 16) : font(600, 14);
}

function byRank(one, other) {
  return (one.min_zoom ?? 0) - (other.min_zoom ?? 0);
}

function kinds(...words) {
  return new Set(words.join(" ").split(" "));
}
