// Draws hot places as circles with their number, from the table that tells of them.
import { Layer } from "./map-layers.js";

const { L } = window;
const [LEAST, MOST] = [26, 56]; // pixels across
const ABOVE = 1000; // what is smaller lies on top, wherever it is

export class Places extends Layer {
  #drawn = L.layerGroup();

  draw() {
    this.#drawn.clearLayers().addTo(this.page.map);
    const rows = [...document.querySelectorAll("#hot-places tr[data-circle]")];
    const most = Math.max(...rows.map((row) => Number(row.dataset.number)));
    rows.forEach((row, rank) => this.#add(row, most, rank));
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
    const open = () => this.#open(row, marker.getElement());
    marker.on("click", open);
    marker.on("keydown", ({ originalEvent: event }) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    });
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
