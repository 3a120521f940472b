// Names of the ground stand on a map from the zoom level on where they have room.

// `times()`: how much larger than on the map page they are just now.
export function showNamesWithRoom(map, times = () => 1) {
  const show = () =>
    map.eachLayer((layer) => {
      const { zoom } = layer.feature?.properties ?? {};
      const name = zoom === undefined ? null : layer.getTooltip()?.getElement();
      if (name) name.hidden = map.getZoom() - Math.log2(times()) < zoom;
    });
  map.on("zoomend", show);
  show();
}
