// Names of the ground stand on a map from the zoom level on where they have room.

export function showNamesWithRoom(map) {
  const show = () =>
    map.eachLayer((layer) => {
      const { zoom } = layer.feature?.properties ?? {};
      const name = zoom === undefined ? null : layer.getTooltip()?.getElement();
      if (name) name.hidden = map.getZoom() < zoom;
    });
  map.on("zoomend", show);
  show();
}
