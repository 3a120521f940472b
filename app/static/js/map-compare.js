// Two times on two maps with one view: beside each other, or one over the other with a line between that is moved.
import { addBackground } from "./map-background.js";
import { kindsOf, showIncidents } from "./map-incidents.js";
import { showNamesWithRoom } from "./map-names.js";
import { MapPage } from "./map-page.js";

const { L } = window;
const DAY = 24 * 60 * 60 * 1000;
const AIR = 8; // pixels between the line and what it was moved for

// `makeMarks(page, kinds)` gives what draws incidents on a map.
export async function compare(page, makeMarks) {
  const part = document.getElementById("map-against");
  if (!part) return;
  Object.assign(part.dataset, { words: page.part.dataset.words, popup: page.part.dataset.popup });
  const map = copyOf(page.map, document.getElementById("map_against"));
  const other = new MapPage(map, part);
  shareView(page.map, map);
  addSwipe(page.map, map);
  followTime(page, other, Number(part.dataset.back));
  const tell = (isUnreachable) => page.tell("against", isUnreachable ? page.words.unreachable : null);
  const shown = showIncidents(other, makeMarks(other, kindsOf("legend-against")), { tell });
  addBackground(map, (fault) => page.tell("background against", fault), shown);
  await shown;
}

// A map of the same ground and names.
function copyOf(first, element) {
  const { minZoom, maxZoom, zoomSnap } = first.options;
  const map = L.map(element, { minZoom, maxZoom, zoomSnap, zoomControl: false, attributionControl: false });
  map.setView(first.getCenter(), first.getZoom(), { animate: false });
  const { geo_json_laget_land: land, geo_json_laget_districts: districts, geo_json_laget_names: names } = window;
  for (const layer of [land, districts, names]) if (layer) L.geoJSON(layer.toGeoJSON(), layer.options).addTo(map);
  showNamesWithRoom(map);
  return map;
}

function shareView(one, other) {
  let isFollowing = false;
  const follow = (from, to) => () => {
    if (isFollowing) return;
    isFollowing = true;
    to.setView(from.getCenter(), from.getZoom(), { animate: false });
    isFollowing = false;
  };
  one.on("move zoomend", follow(one, other));
  other.on("move zoomend", follow(other, one));
}

// The slider moves in both times, as many days apart as the two lie.
function followTime(page, other, back) {
  page.addEventListener("time", () => other.dispatchEvent(new Event("time")));
  page.addEventListener("shown", () => {
    const { from, to } = page.asked;
    if (!from) {
      other.only("time", null);
      return;
    }
    const [first, last] = [from, to].map((day) => Date.parse(day) / DAY - back);
    const [start, end] = [24 * first, 24 * (last + 1)];
    other.only("time", ({ hour }) => hour >= start && hour < end, { from: iso(first), to: iso(last) });
  });
}

function iso(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

// The second map lies over the first and is cut off at the line; what is opened or focused is never behind it.
function addSwipe(one, other) {
  const range = document.getElementById("map-swipe");
  if (!range) return;
  const pair = document.getElementById("map-pair");
  const line = pair.querySelector(".swipe-line");
  for (const hidden of pair.querySelectorAll(".swipe-line, .swipe")) hidden.hidden = false;
  const move = (share) => {
    range.value = share;
    range.setAttribute("aria-valuetext", `${Math.round(range.value)} %`);
    line.style.left = `${range.value}%`;
    other.getContainer().style.clipPath = `inset(0 0 0 ${range.value}%)`;
  };
  const shareAt = (x) => {
    const { left, width } = one.getContainer().getBoundingClientRect();
    return Math.min(100, Math.max(0, (100 * (x - left)) / width));
  };
  const uncover = (element, isOther) => {
    const { left, right } = element.getBoundingClientRect();
    if (isOther && shareAt(left - AIR) < Number(range.value)) move(Math.floor(shareAt(left - AIR)));
    else if (!isOther && shareAt(right + AIR) > Number(range.value)) move(Math.ceil(shareAt(right + AIR)));
  };
  for (const [map, isOther] of [[one, false], [other, true]]) {
    const container = map.getContainer();
    // Once it has its room and stands still.
    map.on("popupopen moveend", () => requestAnimationFrame(() => {
      const popup = container.querySelector(".leaflet-popup");
      if (popup) uncover(popup, isOther);
    }));
    container.addEventListener("focusin", ({ target }) => {
      if (target !== container) uncover(target.closest(".leaflet-popup") ?? target, isOther);
    });
  }
  range.addEventListener("input", () => move(Number(range.value)));
  line.addEventListener("pointerdown", (event) => line.setPointerCapture(event.pointerId));
  line.addEventListener("pointermove", (event) => line.hasPointerCapture(event.pointerId) && move(shareAt(event.clientX)));
  move(50);
}
