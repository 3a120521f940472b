// A small map without a background: the districts' outlines and the named places, one mark, and a way to point.
const { L } = window;
const PLACE_RADIUS = 500;

export class SmallMap {
  constructor(container) {
    this.container = container;
    this.words = JSON.parse(container.dataset.words);
    this.map = L.map(container, { attributionControl: false, zoomControl: false, zoomSnap: 0.5, maxZoom: 18, zoomAnimation: false, fadeAnimation: false });
    L.control.zoom({ zoomInTitle: this.words.zoomIn, zoomOutTitle: this.words.zoomOut }).addTo(this.map);
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", this.words.map);
    for (const button of container.querySelectorAll(".leaflet-control-zoom a")) button.tabIndex = -1;
    this.marks = L.layerGroup().addTo(this.map);
    this.map.on("zoomend", () => container.classList.toggle("is-near", this.map.getZoom() >= 13));
    this.ready = this.drawOutlines();
  }

  async drawOutlines() {
    const answer = await fetch(this.container.dataset.outlines);
    this.bounds = L.latLngBounds([]);
    L.geoJSON(await answer.json(), {
      interactive: false,
      pane: "tilePane", // below the mark, whichever is drawn first
      style: ({ properties }) => ({ className: properties.kind }),
      pointToLayer: (_, at) => L.circleMarker(at, { radius: 2.5, pane: "tilePane", interactive: false }),
      onEachFeature: ({ properties: { name, kind } }, layer) => {
        if (!name) return;
        layer.bindTooltip(name, { permanent: true, direction: kind === "place" ? "right" : "center", className: `${kind}-name`, interactive: false });
        this.bounds.extend(layer.getBounds ? layer.getBounds() : layer.getLatLng());
      },
    }).addTo(this.map);
    if (!this.at && this.bounds.isValid()) this.map.fitBounds(this.bounds, { animate: false });
  }

  // Marks a point; `isAbout` rings it, for a place whose own position is not known.
  mark(lat, lon, { isAbout = false } = {}) {
    this.at = [lat, lon];
    this.marks.clearLayers();
    if (isAbout) L.circle(this.at, { radius: PLACE_RADIUS, className: "about", interactive: false }).addTo(this.marks);
    L.circleMarker(this.at, { radius: 8, className: "here", interactive: false }).addTo(this.marks);
    this.map.setView(this.at, Math.max(this.map.getZoom() ?? 0, 13), { animate: false });
  }

  unmark() {
    this.at = null;
    this.marks.clearLayers();
  }

  // `told(lat, lon)` when somebody clicks, or presses Enter to take the middle of the map.
  onPoint(told) {
    this.container.classList.add("can-point");
    this.map.on("click", ({ latlng }) => told(latlng.lat, latlng.lng));
    this.container.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey) return;
      event.preventDefault();
      const { lat, lng } = this.map.getCenter();
      told(lat, lng);
    });
  }
}
