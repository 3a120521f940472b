// The dossier of a place: suggests places, lets an area be drawn, and keeps what is typed until it is saved.
import { Combobox } from "./combobox.js";
import { readCorner } from "./corners.js";
import { SmallMap } from "./small-map.js";
import { keepTyped } from "./typed.js";

const { L } = window;
const PAUSE = 120;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function suggestPlaces(form) {
  const { q, place } = form.elements;
  const find = async (text) => {
    await pause(PAUSE);
    if (text !== q.value || !text.trim()) return [];
    const { places } = await (await fetch(`${q.dataset.suggest}?${new URLSearchParams({ q: text })}`)).json();
    return places.map((value) => ({ label: value.name, detail: value.label.slice(value.name.length).replace(/^, /, ""), value }));
  };
  const onPick = ({ value }) => { q.value = value.name; place.value = value.id; };
  new Combobox(q, { find, onPick });
  q.addEventListener("input", () => { place.value = ""; });
}

const cornersOf = (box) => box.value.split("\n").map(readCorner).filter(Boolean);

// The box with a corner per line is what counts; the map draws it and adds to it.
function drawArea(form) {
  const box = form.elements.area, container = document.getElementById("corner-map"), fold = container.closest("details");
  let map = null, drawn = null;
  const show = () => {
    const corners = cornersOf(box);
    drawn.clearLayers();
    if (corners.length > 1) L.polygon(corners, { className: "drawn", interactive: false }).addTo(drawn);
    for (const corner of corners) L.circleMarker(corner, { radius: 5, className: "corner", interactive: false }).addTo(drawn);
    return corners;
  };
  const begin = async () => {
    if (map || !fold.open) return;
    container.hidden = false;
    map = new SmallMap(container);
    drawn = L.layerGroup().addTo(map.map);
    map.onPoint((lat, lon) => {
      box.value = `${box.value.trim()}\n${lat.toFixed(5)}, ${lon.toFixed(5)}`.trim();
      show();
    });
    await map.ready;
    const corners = show();
    if (corners.length > 2) map.map.fitBounds(corners, { animate: false, padding: [24, 24] });
  };
  box.addEventListener("input", () => map && show());
  fold.addEventListener("toggle", begin);
  begin();
}

// Where a background broke as it was drawn the picture is higher, as it says so below itself. Not all can see that: its
// words are asked for, which draws it once more, and stand as text in the place of what was known before.
async function tellBackground(picture, told) {
  await picture.decode().catch(() => {});
  if (picture.naturalHeight <= Number(picture.getAttribute("height"))) return;
  const answer = await fetch(picture.src).catch(() => null);
  const words = answer?.headers.get("Map-Background");
  if (!words) return;
  told.textContent = decodeURIComponent(words);
  picture.classList.add("is-told");
}

const choice = document.getElementById("choice"), texts = document.getElementById("texts");
if (choice) {
  suggestPlaces(choice);
  drawArea(choice);
}
if (texts) keepTyped(texts, texts.dataset.keptAs);
const told = document.getElementById("map-credit");
if (told) tellBackground(document.getElementById("place-map"), told);
