"""A drawing of outlines, symbols, lines and texts in pixels, made into SVG by Vega-Lite."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

import orjson
import shapely
import shapely.geometry
import vl_convert
from shapely.geometry.base import BaseGeometry

from geo.symbols import INK, shape_path

FONT = "'Source Sans 3', sans-serif"  # quoted: a family's name may not begin a word with a digit

Style = dict[str, Any]
Spec = dict[str, Any]

# Vega names every group for screen readers; here the whole is one image with one description.
_READER_NOISE = re.compile(r' (?:role|aria-[a-z]+|class|xmlns:xlink|version)="[^"]*"')


@dataclass(slots=True)
class Drawing:
    """Layers from bottom to top, in pixels from the top left corner, y downwards; `under` is SVG below all."""

    width: int
    height: int
    layers: list[Spec] = field(default_factory=list)
    under: str = ""

    def outlines(self, geometries: list[BaseGeometry], **style: Any) -> None:
        """Polygons and lines; `style` holds mark properties of Vega-Lite: fill, stroke, strokeWidth …"""
        values = [
            {"type": "Feature", "geometry": shapely.geometry.mapping(shape), "properties": {}}
            for shape in geometries
            if not shape.is_empty
        ]
        # "clip" off: Vega would number its clip paths anew in every drawing, and ids could meet on one page.
        self._add(
            values,
            {"type": "geoshape", "clip": False, **style},
            {},
            {"type": "identity", "scale": 1, "translate": [0, 0]},
        )

    def symbols(self, rows: list[dict[str, Any]]) -> None:
        """Rows of x, y, radius, shape (see `geo.symbols`) and colour, on a white halo."""
        values = [{**row, "path": shape_path(row["shape"]), "area": (2 * row["radius"]) ** 2} for row in rows]
        place = {"shape": _as_is("path", "nominal"), "size": _as_is("area")}
        halo = {"type": "point", "filled": True, "fill": "white", "stroke": "white", "strokeWidth": 3.5}
        halo |= {"strokeJoin": "round", "opacity": 1}
        self._add(values, halo, place)
        coloured = {**halo, "fill": None, "stroke": INK, "strokeWidth": 0.7}
        self._add(values, coloured, {**place, "fill": _as_is("colour", "nominal")})

    def line(self, points: list[tuple[float, float]], **style: Any) -> None:
        self.outlines([shapely.LineString(points)], filled=False, **style)

    def texts(self, rows: list[dict[str, Any]], halo: str | None = None, **style: Any) -> None:
        """Rows of x, y and text; `style` holds fontSize, fontWeight, fontStyle, align, fill; y is the middle."""
        placed = [{"text": row["text"], "x": round(row["x"], 1), "y": round(row["y"], 1)} for row in rows]
        mark = {"type": "text", "font": FONT, "baseline": "middle", "fill": INK, **style}
        if halo:
            self._add(placed, {**mark, "fill": halo, "stroke": halo, "strokeWidth": 3}, {"text": {"field": "text"}})
        self._add(placed, mark, {"text": {"field": "text"}})

    def svg(self, description: str) -> str:
        """The drawing as one SVG image, safe inside a page: no script, style, id, or outside address."""
        spec = {
            "width": self.width, "height": self.height, "padding": 0, "autosize": "none", "background": None,
            "config": {"aria": False, "view": {"stroke": None}}, "layer": self.layers,
        }  # fmt: skip
        image = svg_image(spec, description)
        head, end, rest = image.partition(">")
        return head + end + self.under + rest

    def _add(self, values: list[Any], mark: Style, encoding: Spec, projection: Spec | None = None) -> None:
        if not values:
            return
        layer: Spec = {"data": {"values": values}, "mark": mark, "encoding": encoding}
        if projection:
            layer["projection"] = projection
        else:
            layer["encoding"] = {"x": _as_is("x"), "y": _as_is("y"), **encoding}
        self.layers.append(layer)


def _as_is(name: str, kind: str = "quantitative") -> Spec:
    return {"field": name, "type": kind, "scale": None}


def svg_image(spec: Spec, description: str) -> str:
    """A Vega-Lite specification drawn as one SVG image, safe inside a page: no script, style or outside address.

    `description` is what a screen reader says. Raises ValueError where the specification cannot be drawn.
    """
    svg = _drawn(orjson.dumps(spec, option=orjson.OPT_SERIALIZE_NUMPY).decode())
    image = f'<svg role="img" aria-label="{escape(description)}"'
    return _READER_NOISE.sub("", svg).replace("<svg", image, 1)


# As many as an edition of twelve districts has: it is built anew when anything changes, and most drawings have not.
@lru_cache(maxsize=64)
def _drawn(spec: str) -> str:
    return vl_convert.vegalite_to_svg(orjson.loads(spec))
