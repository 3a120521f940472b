// A map's incidents: all at once, or very many as tiles; whoever uses the slider of time then gets them all after all.
import { fetchMarks } from "./map-layer.js";
import { RADIUS } from "./map-marks.js";

// Of a legend's list with this id: Map of kind → { name, symbol }.
export function kindsOf(legend) {
  const items = [...document.querySelectorAll(`#${legend} [data-kind]`)];
  return new Map(items.map((item) => [Number(item.dataset.kind), { name: item.dataset.name, symbol: item.querySelector("svg") }]));
}

// Where they come from stands at the page's part. `tell(isUnreachable)` each time that some have come or have not,
// `drawn()` once they are drawn.
export async function showIncidents(page, marks, { tell, drawn = () => {} }) {
  try {
    if (page.isTiled) await showTiles(page, marks, tell, drawn);
    else showAll(page, marks, await fetchMarks(page.part.dataset.layer), drawn);
  } catch (error) {
    tell(true);
    throw error;
  }
}

function showAll(page, marks, found, drawn) {
  page.addEventListener("shown", () => marks.load(page.shown));
  page.load(found);
  drawn();
}

// What is in view is fetched, and again whenever the view or what is asked for changes.
async function showTiles(page, marks, tell, drawn) {
  const { Tiles } = await import("./map-tiles.js");
  const tiles = new Tiles(page.map, RADIUS, JSON.parse(page.part.dataset.tiles));
  const update = () => tiles.update(page.asked);
  tiles.addEventListener("ready", () => {
    tell(false);
    marks.use(tiles);
    drawn();
  });
  tiles.addEventListener("failed", () => tell(true));
  page.addEventListener("shown", update);
  page.load([]);
  const { layer } = page.part.dataset;
  if (!layer) return; // more than a browser should hold
  const fetchAll = async () => {
    const found = await fetchMarks(layer).catch(() => null);
    if (!found) return; // tiles do as well, only slower
    tiles.stop();
    page.removeEventListener("shown", update);
    showAll(page, marks, found, drawn);
    tell(false);
    performance.mark("all-incidents");
  };
  page.addEventListener("time", fetchAll, { once: true });
}
