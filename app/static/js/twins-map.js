// The small map beside two incidents: both marks with their letters, rings where a place is only about there.
import { SmallMap } from "./small-map.js";

const { L } = window;
const NEAREST = 15;
const container = document.getElementById("small-map");
const small = new SmallMap(container);
const marks = JSON.parse(container.dataset.marks);

small.at = marks[0]; // the outlines are not to be fitted over them
small.ready.then(() => {
  for (const { lat, lon, letter, radius } of marks) {
    if (radius) L.circle([lat, lon], { radius, className: "about", interactive: false }).addTo(small.marks);
    L.circleMarker([lat, lon], { radius: 8, className: "here", interactive: false })
      .bindTooltip(letter, { permanent: true, direction: letter === "A" ? "left" : "right", className: "letter" })
      .addTo(small.marks);
  }
  const bounds = L.latLngBounds(marks.map(({ lat, lon }) => [lat, lon]));
  small.map.fitBounds(bounds.pad(0.5), { maxZoom: NEAREST, animate: false });
});
