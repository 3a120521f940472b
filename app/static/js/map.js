// The map page: puts controls, names and incidents on the map that the page's own script has made.
import { compare } from "./map-compare.js";
import { addHours } from "./map-hours.js";
import { fetchMarks } from "./map-layer.js";
import { Marks, RADIUS } from "./map-marks.js";
import { showOverlays } from "./map-overlays.js";
import { MapPage } from "./map-page.js";
import { Popups } from "./map-popup.js";
import { followView } from "./map-rows.js";
import { addTime } from "./map-time.js";

const { L, map_laget: map, geo_json_laget_names: names } = window;
const part = document.getElementById("map-part");
const page = new MapPage(map, part);
const { words } = page;

function addControls() {
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  map.getContainer().addEventListener("keydown", (event) => {
    // Leaflet knows these keys only while the map itself has the focus, not one of its marks.
    if (event.target === map.getContainer()) return;
    if (event.key === "+") map.zoomIn();
    else if (event.key === "-") map.zoomOut();
  });
}

function showNamesWithRoom() {
  const zoom = map.getZoom();
  names.eachLayer((layer) => {
    layer.getTooltip().getElement().hidden = zoom < layer.feature.properties.zoom;
  });
}

// They were centred before their letters had come.
function centreNames() {
  names.eachLayer((layer) => layer.getTooltip().update());
}

function fit([west, south, east, north]) {
  map.fitBounds([[south, west], [north, east]], { padding: [12, 12], animate: false });
}

function addJumps() {
  const jumps = document.getElementById("map-jumps");
  jumps.hidden = false;
  for (const button of jumps.querySelectorAll("button")) {
    button.addEventListener("click", () => fit(JSON.parse(button.dataset.bounds)));
  }
}

// The view stands in the address, so that it can be shared, and stays when the filter is changed.
function keepViewInAddress() {
  const [zoom, lat, lon] = location.hash.replace("#map=", "").split("/").map(Number);
  if (lon !== undefined && [zoom, lat, lon].every(Number.isFinite)) map.setView([lat, lon], zoom, { animate: false });
  else if (part.dataset.start) fit(JSON.parse(part.dataset.start));
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    history.replaceState(null, "", `#map=${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`);
    const filter = document.querySelector("form.filters");
    if (filter) filter.action = location.pathname + location.hash;
  });
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href]");
    if (link?.pathname === location.pathname && !link.hash) link.hash = location.hash;
  });
}

function kindsOfLegend() {
  const items = [...document.querySelectorAll("#legend [data-kind]")];
  return new Map(items.map((item) => [Number(item.dataset.kind), { name: item.dataset.name, symbol: item.querySelector("svg") }]));
}

// Layers other than the incidents: what draws them.
async function showLayer(popups) {
  const { beside, density } = JSON.parse(part.dataset.asks);
  if (density) new (await import("./map-density.js")).Density(page, popups).start();
  else if (beside) new (await import("./map-places.js")).Places(page, popups).start();
  return Boolean(beside);
}

function tellUnreachable(isSo) {
  page.tell("incidents", isSo ? words.unreachable : null);
}

// What shows the incidents, or only those that are picked in the table where another layer is drawn.
async function newMarks() {
  const popups = new Popups(page);
  const marks = new Marks(map, kindsOfLegend(), words, (...incident) => popups.open(...incident));
  followView(page, (...incident) => marks.show(...incident));
  return { marks, isOther: await showLayer(popups) };
}

function tellDrawn() {
  requestAnimationFrame(() => performance.mark("incidents-drawn"));
}

async function showIncidents() {
  try {
    const made = newMarks();
    const { beside } = JSON.parse(part.dataset.asks); // another layer is drawn, and its rows bring their own places
    const found = beside ? [] : await fetchMarks(part.dataset.layer);
    const { marks, isOther } = await made;
    if (!isOther) page.addEventListener("shown", () => marks.load(page.shown));
    page.load(found);
    tellDrawn();
  } catch (error) {
    tellUnreachable(true);
    throw error;
  }
}

// Very many: what is in view comes as tiles, and again whenever the view or what is asked for changes.
async function showTiles() {
  const { Tiles } = await import("./map-tiles.js");
  const { marks, isOther } = await newMarks();
  if (isOther) {
    page.load([]);
    return;
  }
  const tiles = new Tiles(map, RADIUS, JSON.parse(part.dataset.tiles));
  tiles.addEventListener("ready", () => {
    tellUnreachable(false);
    marks.use(tiles);
    tellDrawn();
  });
  tiles.addEventListener("failed", () => tellUnreachable(true));
  page.addEventListener("shown", () => tiles.update(page.asked));
  page.load([]);
}

function offerSharing() {
  const copy = document.getElementById("copy-link");
  if (copy) copy.hidden = false;
  copy?.querySelector("button").addEventListener("click", async ({ target }) => {
    const address = new URL(location.href);
    address.searchParams.set("lang", document.documentElement.lang);
    const isCopied = await copyText(address.href);
    copy.querySelector("[role=status]").textContent = isCopied ? target.dataset.copied : `${target.dataset.failed} ${address.href}`;
  });
  // What is saved is what is shown, its place on the map too.
  document.getElementById("save-view")?.addEventListener("submit", ({ target }) => {
    target.elements.address.value = location.search.slice(1) + location.hash;
  });
}

// The clipboard is there only over HTTPS or on the machine itself.
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

map.on("zoomend", showNamesWithRoom);
addControls();
addJumps();
offerSharing();
keepViewInAddress();
showNamesWithRoom();
document.fonts.ready.then(centreNames);
showOverlays(page);
addTime(page);
addHours();
compare(page, (other, kinds) => {
  const popups = new Popups(other);
  return new Marks(other.map, kinds, words, (...incident) => popups.open(...incident));
});
if (page.isTiled) showTiles();
else showIncidents();
