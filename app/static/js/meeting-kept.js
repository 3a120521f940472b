// Has the background of all slides' maps at hand before the network is lost.

const { L } = window;
const STEP = 0.25; // of a zoom level, as geo/maps.py fits views

// Of each view the tiles in `views`, and once all have them those of one level nearer, for zooming and a larger screen.
export async function keepViews(background, views) {
  for (const nearer of [0, 1])
    for (const { bounds, zoom } of views) {
      await idle();
      await background.keep(bounds, zoom + nearer);
    }
}

// What a map of this size (pixels) shows when it is fitted to the bounds with such a margin.
export function fitted(map, bounds, [width, height], margin) {
  const [first, last] = [bounds.getNorthWest(), bounds.getSouthEast()].map((at) => map.project(at, 0));
  const room = [(width - 2 * margin) / (last.x - first.x), (height - 2 * margin) / (last.y - first.y)];
  const zoom = Math.min(Math.floor(Math.log2(Math.min(...room)) / STEP) * STEP, map.getMaxZoom());
  const middle = first.add(last).divideBy(2);
  const half = L.point(width, height).divideBy(2 ** (zoom + 1));
  return { bounds: L.latLngBounds(map.unproject(middle.subtract(half), 0), map.unproject(middle.add(half), 0)), zoom };
}

function idle() {
  return new Promise((done) => (window.requestIdleCallback ? requestIdleCallback(done, { timeout: 1000 }) : setTimeout(done)));
}
