// The small map beside two incidents: both marks with their letters, rings where a place is only about there.
import { SmallMap } from "./small-map.js";

const { L } = window;
const NEAREST = 15;
const container = document.getElementById("small-map");
const small = new SmallMap(container);
const marks = JSON.parse(container.dataset.marks);

small.at = marks[0]; // the outlines are not to be fitted over them
// Two at one spot share a mark.
function spots() {
  const found = new Map();
  for (const { lat, lon, letter, radius } of marks) {
    const key = `${lat.toFixed(4)} ${lon.toFixed(4)}`;
    const spot = found.get(key) ?? { at: [lat, lon], letters: "", radius };
    found.set(key, { ...spot, letters: spot.letters + letter, radius: Math.min(spot.radius, radius) });
  }
  return [...found.values()];
}

small.ready.then(() => {
  for (const { at, letters, radius } of spots()) {
    if (radius) L.circle(at, { radius, className: "about", interactive: false }).addTo(small.marks);
    L.circleMarker(at, { radius: 8 + 4 * letters.length, className: "here", interactive: false })
      .bindTooltip(letters, { permanent: true, direction: "center", className: "letter" })
      .addTo(small.marks);
  }
  const bounds = L.latLngBounds(marks.map(({ lat, lon }) => [lat, lon]));
  small.map.fitBounds(bounds.pad(0.5), { maxZoom: NEAREST, animate: false });
});
