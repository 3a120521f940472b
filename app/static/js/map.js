// The map page: puts controls, names and incidents on the map that the page's own script has made.
import { addBackground } from "./map-background.js";
import { compare } from "./map-compare.js";
import { addHours } from "./map-hours.js";
import { kindsOf, showIncidents } from "./map-incidents.js";
import { Marks } from "./map-marks.js";
import { showNamesWithRoom } from "./map-names.js";
import { showOverlays } from "./map-overlays.js";
import { MapPage } from "./map-page.js";
import { Popups } from "./map-popup.js";
import { followView } from "./map-rows.js";
import { takeAway } from "./map-take.js";
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

function marksOn(page, kinds) {
  const popups = new Popups(page);
  return { popups, marks: new Marks(page.map, kinds, words, (...incident) => popups.open(...incident)) };
}

// The incidents, or another layer: there only those that are picked in the table are shown.
async function show() {
  const { popups, marks } = marksOn(page, kindsOf("legend"));
  followView(page, (...incident) => marks.show(...incident));
  const { beside, density } = JSON.parse(part.dataset.asks);
  if (!beside) {
    const tell = (isUnreachable) => page.tell("incidents", isUnreachable ? words.unreachable : null);
    await showIncidents(page, marks, { tell, drawn: tellDrawn });
    return;
  }
  if (density) new (await import("./map-density.js")).Density(page, popups).start();
  else new (await import("./map-places.js")).Places(page, popups).start();
  page.load([]);
}

function tellDrawn() {
  requestAnimationFrame(() => performance.mark("incidents-drawn"));
}

function offerSharing() {
  const copy = document.getElementById("copy-link");
  if (copy) copy.hidden = false;
  copy?.querySelector("button").addEventListener("click", async ({ target }) => {
    // The days as they are shown: "the latest 28" would be others for who opens it another day.
    const address = new URL(page.address(copy.dataset.address, { lang: document.documentElement.lang }), location.href);
    address.hash = location.hash;
    const isCopied = await copyText(address.href);
    copy.querySelector("[role=status]").textContent = isCopied ? target.dataset.copied : `${target.dataset.failed} ${address.href}`;
  });
  // What is saved is what is shown, its place on the map too.
  document.getElementById("save-view")?.addEventListener("submit", ({ target }) => {
    target.elements.address.value = location.search.slice(1) + location.hash;
    target.action = location.pathname + location.search + location.hash; // where it is shown again if it is refused
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

addControls();
addJumps();
offerSharing();
keepViewInAddress();
showNamesWithRoom(map);
document.fonts.ready.then(centreNames);
showOverlays(page);
addTime(page);
takeAway(page);
addHours();
compare(page, (other, kinds) => marksOn(other, kinds).marks);
addBackground(map, (fault) => page.tell("background", fault), show());
