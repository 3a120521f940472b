// The map page: puts controls, names and incidents on the map that the page's own script has made.
import { addHours } from "./map-hours.js";
import { fetchMarks } from "./map-layer.js";
import { Marks, RADIUS } from "./map-marks.js";
import { showOverlays } from "./map-overlays.js";
import { MapPage } from "./map-page.js";
import { Popups } from "./map-popup.js";
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

function offerShowing(marks) {
  for (const button of document.querySelectorAll("button[data-show]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const [lon, lat] = button.dataset.at.split(" ").map(Number);
      marks.show(Number(button.dataset.show), { lon, lat });
      part.scrollIntoView({ block: "nearest" });
    });
  }
}

function tellUnreachable(isSo) {
  const status = document.getElementById("map-status");
  status.textContent = words.unreachable;
  status.hidden = !isSo;
}

function newMarks() {
  const popups = new Popups(map, part.dataset.popup, words);
  return new Marks(map, kindsOfLegend(), words, (...incident) => popups.open(...incident));
}

function tellDrawn() {
  requestAnimationFrame(() => performance.mark("incidents-drawn"));
}

async function showIncidents() {
  try {
    const found = await fetchMarks(part.dataset.layer);
    const marks = newMarks();
    page.addEventListener("shown", () => marks.load(page.shown));
    page.load(found);
    offerShowing(marks);
    tellDrawn();
  } catch (error) {
    tellUnreachable(true);
    throw error;
  }
}

// Very many: what is in view comes as tiles, and again whenever the view or what is asked for changes.
async function showTiles() {
  const { Tiles } = await import("./map-tiles.js");
  const marks = newMarks();
  const tiles = new Tiles(map, RADIUS, JSON.parse(part.dataset.tiles));
  offerShowing(marks);
  tiles.addEventListener("ready", () => {
    tellUnreachable(false);
    marks.use(tiles);
    tellDrawn();
  });
  tiles.addEventListener("failed", () => tellUnreachable(true));
  page.addEventListener("shown", () => tiles.update(page.asked));
  page.load([]);
}

map.on("zoomend", showNamesWithRoom);
addControls();
addJumps();
keepViewInAddress();
showNamesWithRoom();
document.fonts.ready.then(centreNames);
showOverlays(page);
addTime(page);
addHours();
if (page.isTiled) showTiles();
else showIncidents();
