// Draws what stands beside the incidents: watched areas as outlines, reference points as small dots with their names.
import { followTime, Following } from "./map-following.js";

const { L, geo_json_laget_names: groundNames } = window;
const AIR = 2; // pixels around a name

export function showOverlays(page) {
  if (page.part.dataset.overlays) new Overlays(page).start();
}

class Overlays {
  #layer = null;

  constructor(page) {
    this.page = page;
    const fail = () => page.tell("overlays", page.words.noOverlays);
    this.following = new Following({ show: (text) => this.#draw(JSON.parse(text)), fail });
  }

  start() {
    const { map, part } = this.page;
    const address = () => this.page.address(part.dataset.overlays);
    this.following.now(address());
    // Once the marks are drawn, which lie over names.
    map.on("moveend", () => requestAnimationFrame(() => this.#showNamesWithRoom()));
    document.fonts.ready.then(() => this.#showNamesWithRoom());
    // The numbers in watched areas are of the time that is shown.
    followTime(this.page, () => this.following.soon(address));
  }

  #draw(found) {
    this.page.tell("overlays", null);
    this.#layer?.remove();
    this.#layer = L.geoJSON(found, {
      interactive: false,
      pane: "overlayPane",
      style: () => ({ className: "map-watched" }),
      pointToLayer: (feature, at) => L.circleMarker(at, { radius: 3, className: "map-reference", interactive: false }),
    }).addTo(this.page.map);
    for (const layer of this.#layer.getLayers()) this.#name(layer);
    this.#showNamesWithRoom();
  }

  // An area has its name above it, where it covers none of what lies within.
  #name(layer) {
    const { properties } = layer.feature;
    layer.bindTooltip(escaped(nameOf(properties)), tooltipOf(properties));
    if (properties.overlay !== "watched") return;
    const around = layer.getBounds();
    layer.openTooltip([around.getNorth(), around.getCenter().lng]);
  }

  // Reference points keep their names only where these cover no other; their dots are always there.
  #showNamesWithRoom() {
    if (!this.#layer) return;
    const shown = [...groundNames.getLayers(), ...this.#layer.getLayers()].map((layer) => layer.getTooltip()?.getElement());
    const names = shown.filter(Boolean);
    for (const name of names) if (name.classList.contains("map-name-reference")) name.hidden = false;
    const taken = [...this.page.map.getPanes().markerPane.children].map((mark) => mark.getBoundingClientRect());
    const texts = new Set();
    for (const name of names) {
      if (name.hidden || getComputedStyle(name).visibility === "hidden") continue;
      const isReference = name.classList.contains("map-name-reference");
      const box = name.getBoundingClientRect();
      const hasRoom = !texts.has(name.textContent) && taken.every((other) => areApart(box, other));
      if (isReference && !hasRoom) name.hidden = true;
      else {
        taken.push(box);
        texts.add(name.textContent);
      }
    }
  }
}

function nameOf({ name, number }) {
  return number === undefined ? name : `${name}: ${new Intl.NumberFormat(document.documentElement.lang).format(number)}`;
}

function areApart(a, b) {
  return a.right + AIR < b.left || b.right + AIR < a.left || a.bottom + AIR < b.top || b.bottom + AIR < a.top;
}

function tooltipOf({ overlay }) {
  const direction = overlay === "watched" ? "top" : "right";
  return { permanent: true, opacity: 1, pane: "shadowPane", direction, className: `map-name map-name-${overlay}` };
}

function escaped(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span.innerHTML;
}
