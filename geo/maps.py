"""Interactive maps by folium, taken apart so that a page of ours can carry them: no file from elsewhere, stable ids."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import asinh, pi, radians, tan
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping

from geo.areas import Area
from geo.drawing.labels import Box, text_box
from geo.points import Point

if TYPE_CHECKING:  # folium takes half a second to load; the web process must start fast
    import folium
    from branca.element import Element

FIRST_ZOOM, LAST_ZOOM = 8, 18
ZOOM_STEP = 0.25
"""The view is fitted in such parts of a zoom level: with whole ones a municipality often fills only half the map."""
PADDING = 12
DECIMALS = 5
BEYOND = shapely.box(-60.0, 0.0, 100.0, 85.0)
"""Degrees: farther than anybody can zoom out, on whatever screen."""

KINDS = {
    "district": 8,
    "village": 10,
    "centre": 11,
    "station": 12,
    "area": 12,
    "church": 13,
    "nature": 13,
    "square": 14,
    "school": 14,
    "leisure": 15,
    "street": 15,
}
"""Which kinds of places are named, the dearest first, and from which zoom level; other kinds are not named."""
NAME_SIZE, DISTRICT_SIZE = 14.0, 22.0
BELOW = 22.0
CLEARANCE = 1.3

# A place's name stands below its point, which incidents would cover.
ADD_NAME = """(feature, layer) => layer.bindTooltip(feature.properties.name, {
    permanent: true, opacity: 1, pane: "shadowPane",
    direction: feature.properties.kind === "district" ? "center" : "bottom",
    className: "map-name map-name-" + feature.properties.kind
})"""


@dataclass(frozen=True, slots=True)
class MapName:
    """A name to stand on the map at a point. `kind` decides how early it shows; see `KINDS`."""

    text: str
    kind: str
    at: Point


@dataclass(frozen=True, slots=True)
class MapParts:
    """A map as the two parts that a page needs: the element that holds it, and the script that fills it.

    The script presumes Leaflet. It leaves two variables: `map_laget`, and `geo_json_laget_names` with the layer of
    names, whose features say in `properties.zoom` from which zoom level they have room.
    """

    html: str
    script: str


def district_map(areas: Sequence[Area], names: Iterable[MapName], land: shapely.MultiPolygon | None = None) -> MapParts:
    """A map without background tiles: the areas as outlines with their names, and the names that find room.

    `land` is what lies around the areas (WGS 84 degrees); what is neither is water, as far as the land is known.
    Equal input gives equal text, so that it can be kept and compared. ValueError without any area to show.
    """
    import folium

    if not areas:
        raise ValueError("A map needs an area to show")
    west, south, east, north = shapely.total_bounds([area.shape for area in areas])
    drawn = folium.Map(tiles=None, zoom_control=False, attribution_control=False)
    drawn._id = "laget"
    drawn.location = [(south + north) / 2, (west + east) / 2]
    # It begins far from the view it is fitted to: from near it would glide there, over any view asked for meanwhile.
    drawn.options |= {"zoom": LAST_ZOOM, "minZoom": FIRST_ZOOM, "maxZoom": LAST_ZOOM, "zoomSnap": ZOOM_STEP}
    if land is not None:
        _land(land_and_beyond(land, [area.shape for area in areas])).add_to(drawn)
    _outlines(areas).add_to(drawn)
    _names([*map(_area_name, areas), *names]).add_to(drawn)
    drawn.fit_bounds([[south, west], [north, east]], padding=(PADDING, PADDING))
    return _parts(drawn)


def land_and_beyond(land: shapely.MultiPolygon, areas: Sequence[shapely.MultiPolygon]) -> shapely.MultiPolygon:
    """The land and all that lies outside what is known of it (WGS 84 degrees), which is no water, as in drawn maps."""
    known = shapely.box(*shapely.total_bounds([land, *areas]))
    whole = shapely.union(land, shapely.difference(BEYOND, known))
    return shapely.MultiPolygon([part for part in shapely.get_parts(whole) if isinstance(part, shapely.Polygon)])


def zooms_with_room(names: Sequence[MapName]) -> list[int | None]:
    """For each name the first zoom level at which it overlaps none that is dearer; None where there is never room.

    Of two names of the same kind the one given first is the dearer. On closer levels all move apart, so a name that
    has found room keeps it.
    """
    dearest_first = sorted(range(len(names)), key=lambda i: [*KINDS, names[i].kind].index(names[i].kind))
    zooms: list[int | None] = [None] * len(names)
    placed: list[MapName] = []
    for i in dearest_first:
        levels = range(KINDS.get(names[i].kind, LAST_ZOOM + 1), LAST_ZOOM + 1)
        zooms[i] = next((level for level in levels if _has_room(names[i], placed, level)), None)
        if zooms[i] is not None:
            placed.append(names[i])
    return zooms


def _has_room(name: MapName, others: Iterable[MapName], zoom: int) -> bool:
    box = _box(name, zoom)
    return not any(box.overlaps(_box(other, zoom)) for other in others)


def _box(name: MapName, zoom: int) -> Box:
    """The room that a name takes, in pixels of the web's Mercator map at a zoom level."""
    world = 256 * 2**zoom
    x = (name.at.lon + 180) / 360 * world
    y = (1 - asinh(tan(radians(name.at.lat))) / pi) / 2 * world
    if name.kind == "district":  # in capitals
        return text_box(x, y, name.text, DISTRICT_SIZE)
    box = text_box(x, y + BELOW, name.text, NAME_SIZE)
    return Box(box.x, box.y, box.half_width * CLEARANCE, box.half_height * CLEARANCE)


def _area_name(area: Area) -> MapName:
    inside = area.shape.representative_point()
    return MapName(area.name, "district", Point(inside.x, inside.y))


def _land(land: shapely.MultiPolygon) -> "folium.GeoJson":
    import folium

    layer = folium.GeoJson(_collection([_feature(mapping(land))]), class_name="map-land", interactive=False)
    layer._id = "laget_land"
    return layer


def _outlines(areas: Iterable[Area]) -> "folium.GeoJson":
    """The looks are left to the page's style sheet, which knows light and dark."""
    import folium

    features = [_feature(mapping(area.shape), name=area.name) for area in areas]
    layer = folium.GeoJson(_collection(features), class_name="map-district", interactive=False)
    layer._id = "laget_districts"
    return layer


def _names(names: Sequence[MapName]) -> "folium.GeoJson":
    """Invisible points that carry their names. One layer: a folium marker each would be ten times the text."""
    import folium

    features = [
        _feature(
            {"type": "Point", "coordinates": (name.at.lon, name.at.lat)},
            name=escape(name.text),
            kind=name.kind,
            zoom=zoom,
        )
        for name, zoom in zip(names, zooms_with_room(names), strict=True)
        if zoom is not None
    ]
    dot = folium.CircleMarker(radius=1, stroke=False)
    dot.options["interactive"] = False
    layer = folium.GeoJson(_collection(features), marker=dot, on_each_feature=folium.JsCode(ADD_NAME))
    layer._id = "laget_names"
    return layer


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    rounded = {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}
    return {"type": "Feature", "geometry": rounded, "properties": properties}


def _rounded(coordinates: Any) -> Any:
    """Nested sequences of degrees, to about a metre."""
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]


def _parts(drawn: "folium.Map") -> MapParts:
    """Renders what lies below a figure and leaves out its head, where the links to other servers stand."""
    from branca.element import Figure

    figure = drawn.get_root()
    assert isinstance(figure, Figure)
    for child in figure._children.values():
        child.render()
    return MapParts(_tidy(figure.html), _tidy(figure.script))


def _tidy(part: "Element") -> str:
    """Folium's text is a quarter white space."""
    return "\n".join(line.strip() for line in part.render().splitlines() if line.strip())
