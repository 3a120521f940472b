// Names of the ground stand on a map from the zoom level on where they have room, and where no mark lies over them.
const ASIDE = [0, -26, 26, -48, 48, -70, 70]; // pixels that a district's name may give way: it is no point
const AIR = 2; // pixels

// `times()`: how much larger than on the map page they are just now.
export function showNamesWithRoom(map, times = () => 1) {
  const marks = map.getPanes().markerPane;
  let isAsked = false;
  const show = () => {
    isAsked = false;
    const names = namesOn(map);
    for (const { name, zoom } of names) name.hidden = map.getZoom() - Math.log2(times()) < zoom;
    const shown = names.filter(({ name }) => !name.hidden && getComputedStyle(name).visibility !== "hidden");
    for (const { name, isArea } of shown) if (isArea) name.style.marginTop = "";
    // First all is measured, then all is set: otherwise the page would be laid out anew for each.
    const taken = [...marks.children].map((mark) => mark.getBoundingClientRect());
    const found = shown.map((one) => ({ ...one, free: freeOf(one, taken) }));
    for (const { name, isArea, free } of found) {
      if (isArea) name.style.marginTop = `${free ?? 0}px`;
      else name.hidden = free === undefined;
    }
  };
  const ask = () => {
    if (!isAsked) requestAnimationFrame(show);
    isAsked = true;
  };
  map.on("zoomend moveend", ask);
  new MutationObserver(ask).observe(marks, { childList: true });
  document.fonts.ready.then(ask);
  show();
}

function namesOn(map) {
  const names = [];
  map.eachLayer((layer) => {
    const { zoom, kind } = layer.feature?.properties ?? {};
    const name = zoom === undefined ? null : layer.getTooltip()?.getElement();
    if (name) names.push({ name, zoom, isArea: kind === "district" });
  });
  return names;
}

// By how much it gives way: a place's name not at all. Undefined where there is no room.
function freeOf({ name, isArea }, taken) {
  const box = name.getBoundingClientRect();
  return (isArea ? ASIDE : [0]).find((down) => taken.every((other) => areApart(box, other, down)));
}

function areApart(box, other, down) {
  const isBeside = box.right + AIR < other.left || other.right + AIR < box.left;
  return isBeside || box.bottom + down + AIR < other.top || other.bottom + AIR < box.top + down;
}
