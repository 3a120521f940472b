// Draws what stands beside the incidents: watched areas as outlines, reference points as small dots with their names.

const { L } = window;

export async function showOverlays({ map, part, words }) {
  if (!part.dataset.overlays) return;
  const answer = await fetch(part.dataset.overlays).catch(() => null);
  if (!answer?.ok) {
    const status = document.getElementById("map-status");
    status.textContent = words.noOverlays;
    status.hidden = false;
    return;
  }
  L.geoJSON(await answer.json(), {
    interactive: false,
    pane: "overlayPane",
    style: () => ({ className: "map-watched" }),
    pointToLayer: (feature, at) => L.circleMarker(at, { radius: 3, className: "map-reference", interactive: false }),
    onEachFeature: ({ properties }, layer) => layer.bindTooltip(escaped(properties.name), tooltipOf(properties)),
  }).addTo(map);
}

function tooltipOf({ overlay }) {
  const direction = overlay === "watched" ? "center" : "right";
  return { permanent: true, opacity: 1, pane: "shadowPane", direction, className: `map-name map-name-${overlay}` };
}

function escaped(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span.innerHTML;
}
