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


def _as_is(name: str, kind: str = "quantitative") -> Spec:
    return {"field": name, "type": kind, "scale": None}


STYLES = (
    *("fill", "fillOpacity", "stroke", "strokeWidth", "strokeOpacity", "strokeDash", "strokeJoin", "strokeCap"),
    *("fontSize", "fontWeight", "fontStyle", "align"),
)
"""What a row may say of how it is drawn."""
_AT = {"x": _as_is("x"), "y": _as_is("y")}
_MARKS: dict[str, Spec] = {
    # "clip" off: Vega would number its clip paths anew in every drawing, and ids could meet on one page.
    "geoshape": {"clip": False},
    "point": {"filled": True, "opacity": 1},
    "text": {"font": FONT, "baseline": "middle"},
}
_PLACED: dict[str, Spec] = {
    "geoshape": {"projection": {"type": "identity", "scale": 1, "translate": [0, 0]}},
    "point": {"encoding": {**_AT, "shape": _as_is("path", "nominal"), "size": _as_is("area")}},
    "text": {"encoding": {**_AT, "text": {"field": "text"}}},
}


@dataclass(slots=True)
class Drawing:
    """Marks from bottom to top, in pixels from the top left corner, y downwards; `under` is SVG below all.

    What follows upon marks of the same type joins their layer, each row with its own style: Vega-Lite takes some
    milliseconds for every layer, however little is in it.
    """

    width: int
    height: int
    layers: list[Spec] = field(default_factory=list)
    under: str = ""

    def outlines(self, geometries: list[BaseGeometry], **style: Any) -> None:
        """Polygons and lines; `style` holds mark properties of Vega-Lite (`STYLES`): fill, stroke, strokeWidth …"""
        shown = [shape for shape in geometries if not shape.is_empty]
        rows = [{"type": "Feature", "geometry": shapely.geometry.mapping(shape)} for shape in shown]
        self._add("geoshape", rows, style)

    def symbols(self, rows: list[dict[str, Any]]) -> None:
        """Rows of x, y, radius, shape (see `geo.symbols`) and colour, on a white halo."""
        placed = [
            {"x": row["x"], "y": row["y"], "path": shape_path(row["shape"]), "area": (2 * row["radius"]) ** 2}
            for row in rows
        ]
        self._add("point", placed, {"fill": "white", "stroke": "white", "strokeWidth": 3.5, "strokeJoin": "round"})
        coloured = [{**symbol, "fill": row["colour"]} for symbol, row in zip(placed, rows, strict=True)]
        self._add("point", coloured, {"stroke": INK, "strokeWidth": 0.7, "strokeJoin": "round"})

    def texts(self, rows: list[dict[str, Any]], halo: str | None = None, **style: Any) -> None:
        """Rows of x, y and text; `style` holds fontSize, fontWeight, fontStyle, align, fill; y is the middle."""
        placed = [{"text": row["text"], "x": round(row["x"], 1), "y": round(row["y"], 1)} for row in rows]
        style = {"fill": INK, "align": "center", **style}
        if halo:
            self._add("text", placed, {**style, "fill": halo, "stroke": halo, "strokeWidth": 3})
        self._add("text", placed, style)

    def svg(self, description: str) -> str:
        """The drawing as one SVG image, safe inside a page: no script, style, id, or outside address."""
        spec = {
            "width": self.width, "height": self.height, "padding": 0, "autosize": "none", "background": None,
            "config": {"aria": False, "view": {"stroke": None}}, "layer": self.layers,
        }  # fmt: skip
        image = svg_image(spec, description)
        head, end, rest = image.partition(">")
        return head + end + self.under + rest

    def _add(self, kind: str, rows: list[Any], style: Style) -> None:
        """Raises KeyError for a style that no mark is known to have."""
        if unknown := style.keys() - STYLES:
            raise KeyError(*unknown)
        if not rows:
            return
        if not self.layers or self.layers[-1]["mark"]["type"] != kind:
            self.layers.append(_layer(kind))
        self.layers[-1]["data"]["values"] += [{**style, **row} for row in rows]


def _layer(kind: str) -> Spec:
    """Without rows: each is drawn as it says itself."""
    own = {style: {"expr": f"datum.{style}"} for style in STYLES}
    return {"data": {"values": []}, "mark": {"type": kind, **_MARKS[kind], **own}, **_PLACED[kind]}


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
    return vl_convert.vegalite_to_svg(spec)
