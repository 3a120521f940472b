// The map page: puts controls, names and incidents on the map that the page's own script has made.
import { fetchMarks } from "./map-layer.js";
import { Marks } from "./map-marks.js";
import { showOverlays } from "./map-overlays.js";
import { MapPage } from "./map-page.js";
import { Popups } from "./map-popup.js";

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
      marks.show(Number(button.dataset.show));
      part.scrollIntoView({ block: "nearest" });
    });
  }
}

async function showIncidents() {
  const status = document.getElementById("map-status");
  try {
    const found = await fetchMarks(part.dataset.layer);
    const popups = new Popups(map, part.dataset.popup, words);
    const marks = new Marks(map, kindsOfLegend(), words, (...incident) => popups.open(...incident));
    page.addEventListener("shown", () => marks.load(page.shown));
    page.load(found);
    offerShowing(marks);
    requestAnimationFrame(() => performance.mark("incidents-drawn"));
  } catch (error) {
    status.textContent = words.unreachable;
    status.hidden = false;
    throw error;
  }
}

map.on("zoomend", showNamesWithRoom);
addControls();
addJumps();
keepViewInAddress();
showNamesWithRoom();
document.fonts.ready.then(centreNames);
showOverlays(page);
showIncidents();
