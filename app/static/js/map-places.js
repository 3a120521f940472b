// Draws hot places as circles with their number, from the table that tells of them.
import { Layer } from "./map-layers.js";

const { L } = window;
const [LEAST, MOST] = [26, 56]; // pixels across
const [OVERLAP, MOST_TURNS, ASIDE] = [4, 40, 0.35]; // pixels that may overlap; tries; radians
const ABOVE = 1000; // what is smaller lies on top, wherever it is

export class Places extends Layer {
  #drawn = L.layerGroup();
  #circles = []; // of each its marker, its place and pixels across, the largest first

  start() {
    super.start();
    this.page.map.on("zoomend", () => this.#part());
  }

  draw() {
    this.#drawn.clearLayers().addTo(this.page.map);
    this.#circles = [];
    const rows = [...document.querySelectorAll("#hot-places tr[data-circle]")];
    const most = Math.max(...rows.map((row) => Number(row.dataset.number)));
    rows.forEach((row, rank) => this.#add(row, most, rank));
    this.#part();
    for (const button of document.querySelectorAll("button[data-opens]")) {
      button.hidden = false;
      button.addEventListener("click", () => this.#open(document.getElementById(`place-${button.dataset.opens}`), button));
    }
  }

  #add(row, most, rank) {
    const { circle, name, number, sign, verdict } = row.dataset;
    const [lon, lat] = circle.split(" ").map(Number);
    const across = Math.max(LEAST, MOST * Math.sqrt(Number(number) / most));
    const html = document.createElement("span");
    html.textContent = `${number}${sign}`;
    const title = this.page.words.atPlace.replace("{place}", name).replace("{number}", number).replace("{verdict}", verdict);
    const icon = L.divIcon({ html, className: "map-hot-place", iconSize: [across, across] });
    const marker = L.marker([lat, lon], { icon, title, alt: title, riseOnHover: true, zIndexOffset: rank * ABOVE }).addTo(this.#drawn);
    this.#circles.push({ marker, place: L.latLng(lat, lon), across });
    const open = () => this.#open(row, marker.getElement());
    marker.on("click", open);
    marker.on("keydown", ({ originalEvent: event }) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    });
  }

  // Circles that would hide each other's numbers are pushed apart, the smaller away from the larger.
  #part() {
    const { map } = this.page;
    const placed = [];
    for (const { marker, place, across } of this.#circles) {
      let at = map.latLngToLayerPoint(place);
      for (let turn = 0; turn < MOST_TURNS; turn += 1) {
        const other = placed.find((one) => one.at.distanceTo(at) < (one.across + across) / 2 - OVERLAP);
        if (!other) break;
        const way = at.subtract(other.at);
        const far = Math.hypot(way.x, way.y);
        const [x, y] = far ? [way.x / far, way.y / far] : [1, 0];
        // A little aside each time, so that it comes past a row of others.
        const angle = turn * ASIDE;
        const turned = L.point(x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle));
        at = other.at.add(turned.multiplyBy((other.across + across) / 2));
      }
      placed.push({ at, across });
      marker.setLatLng(map.layerPointToLatLng(at));
    }
  }

  #open(row, opener) {
    const [lon, lat] = row.dataset.circle.split(" ").map(Number);
    const heading = document.createElement("h2");
    heading.append(row.querySelector("th a").cloneNode(true));
    const told = document.createElement("p");
    const { name, number, verdict } = row.dataset;
    told.textContent = this.page.words.atPlace.replace("{place}", name).replace("{number}", number).replace("{verdict}", verdict);
    this.popups.tell([heading, told], [lat, lon], opener);
    row.classList.add("picked");
  }
}
