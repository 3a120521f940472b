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

  constructor(url) {
    this.url = url;
    this.#open("default");
  }

  #open(cache) {
    this.#opened = Object.assign(new PmtilesSource(this.url, false).p, { source: new Parts(this.url, cache) });
  }

  async getZxy(...place) {
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

export function basemap(source, options) {
  const tasks = ["400 13px", "600 14px"].map((font) => document.fonts.load(`${font} ${SANS}`));
  const layer = protomaps.leafletLayer({ ...options, url: source, lang: "sv", tasks, ...styled() });
  onOtherScheme(() => {
    Object.assign(layer, styled());
    layer.clearLayout();
    layer.rerenderTiles();
  });
  return layer;
}

function styled() {
  const styles = getComputedStyle(document.documentElement);
  const ink = (name) => styles.getPropertyValue(`--map-${name}`).trim();
  return { backgroundColor: ink("earth"), paintRules: ground(ink).concat(roads(ink)), labelRules: labels(ink) };
}

function ground(ink) {
  return [
    area("earth", ink("earth")),
    area("landcover", ink("green"), kinds("forest grassland scrub")),
    area("landuse", ink("built"), BUILT),
    area("landuse", ink("green"), GREEN),
    area("landuse", ink("forest"), FOREST),
    area("natural", ink("green"), GREEN),
    { ...area("water", ink("water")), filter: (_zoom, { geomType }) => geomType !== POINT && geomType !== 2 },
    { ...line("water", ink("water"), WIDTHS.streams), filter: (_zoom, { geomType }) => geomType === 2 },
    { ...area("buildings", ink("building")), minzoom: 14 },
  ];
}

// The small ones first, so that the large lie over them.
function roads(ink) {
  return [
    { ...line("roads", ink("path"), WIDTHS.paths, PATHS), minzoom: 14 },
    { ...line("roads", ink("casing"), wider(WIDTHS.small), SMALL), minzoom: 14 },
    line("roads", ink("casing"), wider(WIDTHS.large), LARGE),
    line("roads", ink("casing"), wider(WIDTHS.motorways), MOTORWAYS),
    { ...line("roads", ink("road"), WIDTHS.small, SMALL), minzoom: 12 },
    line("roads", ink("road"), WIDTHS.large, LARGE),
    line("roads", ink("motorway"), WIDTHS.motorways, MOTORWAYS),
    line("roads", ink("rail"), [[8, 0.5], [14, 1.5]], RAILS),
    line("transit", ink("rail"), [[8, 0.5], [14, 1.5]], RAILS),
    { dataLayer: "boundaries", symbolizer: new LineSymbolizer({ color: ink("label"), width: 0.8, opacity: 0.5, dash: [4, 3] }) },
  ];
}

function labels(ink) {
  const look = { fill: ink("label"), stroke: ink("halo"), width: 3, lineHeight: 1.25 };
  const water = { fill: ink("water-label"), stroke: ink("halo"), width: 2, font: `italic 400 13px ${SANS}` };
  return [
    { ...text("places", { ...look, font: placeFont }, kinds("locality"), CenteredTextSymbolizer), sort: byRank },
    { ...text("places", { ...look, font: `400 13px ${SANS}` }, kinds("neighbourhood macrohood"), CenteredTextSymbolizer), minzoom: 12 },
    { ...text("water", water, null, CenteredTextSymbolizer), filter: (_zoom, { geomType }) => geomType === POINT },
    { ...text("physical_point", water, null, CenteredTextSymbolizer), filter: (_zoom, feature) => kind(feature) !== "peak" },
    { ...text("roads", { ...look, font: `400 13px ${SANS}` }, kinds("highway major_road medium_road"), LineLabelSymbolizer), minzoom: 13 },
    { ...text("roads", { ...look, font: `400 12px ${SANS}` }, kinds("minor_road other path"), LineLabelSymbolizer), minzoom: 15 },
  ];
}

function area(dataLayer, fill, wanted = null) {
  return { dataLayer, symbolizer: new PolygonSymbolizer({ fill }), ...only(wanted) };
}

function line(dataLayer, color, widths, wanted = null) {
  const symbolizer = new LineSymbolizer({ color, width: protomaps.exp(1.4, widths), lineCap: "round", lineJoin: "round" });
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

function placeFont(_zoom, feature) {
  return (feature?.props.population_rank ?? 0) > 7 ? `600 16px ${SANS}` : `600 14px ${SANS}`;
}

function byRank(one, other) {
  return (one.min_zoom ?? 0) - (other.min_zoom ?? 0);
}

function kinds(...words) {
  return new Set(words.join(" ").split(" "));
}
