"""The charts of an edition: each one Vega-Lite specification, the same on page, paper and slide."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo.drawing.labels import shortened
from geo.drawing.vega import svg_image

INK = "#14212b"
QUIET = "#4d5b63"
RULE = "#d5dad7"
BAND = "#cfd6d2"
ACCENT = "#0b5d5e"
FONT = "'Source Sans 3', sans-serif"

PANEL_WIDTH, PANEL_HEIGHT = 160, 56
COLUMNS = 3
LONGEST_TITLE = 34  # signs that fit a panel and the space beside it
CELL = 24
HEADROOM = 1.12  # the dot of the highest number stays inside its panel

Layer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Panel:
    """One row of fortnights: what was counted in each, oldest first, then now; the range expected now."""

    title: str
    before: tuple[int, ...]
    now: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Ends:
    """What stands under the first and the last fortnight, such as "nov. 2025" and "nu"."""

    first: str
    last: str


def history_svg(panels: Sequence[Panel], ends: Ends, description: str) -> str:
    """Small multiples, three beside each other: the fortnights as a grey line, the range expected now as a grey band,
    now as a dark dot with its number. Axes begin at zero; each panel has its own scale, named by its highest label.

    Returns an SVG image (see `geo.drawing.vega.svg_image`). Raises ValueError where there is no panel.
    """
    if not panels:
        raise ValueError("a chart needs something to show")
    spec = {
        "columns": COLUMNS,
        "spacing": {"row": 54, "column": 54},
        "bounds": "flush",
        "concat": [_panel(panel, ends) for panel in panels],
        "padding": 4,
        "config": _config(),
    }
    return svg_image(spec, description)


def hours_svg(weights: Sequence[Sequence[float]], days: Sequence[str], description: str) -> str:
    """Weekday by hour: a square per hour, its area after how much happened then, so that it reads without colour.

    `weights` is 7 rows (Monday first) of 24 numbers; `days` names the rows. Returns an SVG image. Raises ValueError
    for another shape.
    """
    if len(weights) != 7 or any(len(row) != 24 for row in weights) or len(days) != 7:
        raise ValueError("an hour grid has 7 days of 24 hours")
    most = max((weight for row in weights for weight in row), default=0.0) or 1.0
    rows = [
        {"day": day, "order": order, "hour": hour, "share": weight / most}
        for order, (day, row) in enumerate(zip(days, weights, strict=True))
        for hour, weight in enumerate(row)
    ]
    return svg_image(_grid(rows), description)


def _panel(panel: Panel, ends: Ends) -> Layer:
    counts = [*panel.before, panel.now]
    last = len(counts) - 1
    top = max(*counts, panel.high or 0, 4)
    before = [{"x": x, "y": y} for x, y in enumerate(counts)]
    layers = [] if panel.low is None or panel.high is None else [_band(panel.low, panel.high, last)]
    layers += [
        _layer(before, {"type": "line", "stroke": QUIET, "strokeWidth": 1.2}),
        _layer(
            [{"x": last, "y": panel.now}], {"type": "point", "filled": True, "color": INK, "opacity": 1, "size": 55}
        ),
        _text([{"x": last, "y": panel.now, "text": str(panel.now)}], align="left", dx=7, fontWeight=600, fontSize=13),
        _text([{"x": 0, "y": 0, "text": ends.first}], align="left", dy=11, fill=QUIET),
        _text([{"x": last, "y": 0, "text": ends.last}], align="right", dy=11, fill=QUIET),
    ]
    return {
        "title": {
            "text": shortened(panel.title, LONGEST_TITLE),
            "anchor": "start",
            "fontSize": 12,
            "fontWeight": 600,
            "color": INK,
            "frame": "group",
            "offset": 6,
        },
        "width": PANEL_WIDTH,
        "height": PANEL_HEIGHT,
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, max(last, 1)]}},
            "y": {
                "field": "y",
                "type": "quantitative",
                "axis": _count_axis(top),
                "scale": {"domain": [0, top * HEADROOM]},
            },
        },
        "layer": layers,
    }


def _band(low: int, high: int, last: int) -> Layer:
    """The range as wide as the panel: what is compared with it is the dot."""
    mark = {"type": "rect", "fill": BAND}
    ends = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    return {**_layer([{"x": 0, "x2": max(last, 1), "y": low, "y2": high}], mark), "encoding": ends}


def _layer(values: list[dict[str, Any]], mark: dict[str, Any]) -> Layer:
    return {"data": {"values": values}, "mark": mark}


def _text(values: list[dict[str, Any]], **style: Any) -> Layer:
    mark = {"type": "text", "font": FONT, "baseline": "middle", "fill": INK, "fontSize": 10.5, **style}
    return {**_layer(values, mark), "encoding": {"text": {"field": "text"}}}


def _count_axis(top: int) -> dict[str, Any]:
    """Zero and one round number: enough to read a height by."""
    step = next(step for step in (2, 5, 10, 20, 50, 100, 200, 500, 10**3, 10**4, 10**5, 10**9) if step * 2 > top)
    return {
        "values": [0, step if step <= top else step // 2], "title": None, "grid": True, "gridColor": RULE,
        "domain": False, "ticks": False, "labelColor": QUIET, "labelFontSize": 10.5, "labelPadding": 4,
    }  # fmt: skip


def _grid(rows: list[dict[str, Any]]) -> Layer:
    hours = {"values": [0, 3, 6, 9, 12, 15, 18, 21], "labelExpr": "datum.value < 10 ? '0' + datum.value : datum.value"}
    plain = {"title": None, "domain": False, "ticks": False, "labelColor": INK, "labelFontSize": 11, "labelAngle": 0}
    return {
        "width": 24 * CELL,
        "height": 7 * CELL,
        "padding": 4,
        "data": {"values": rows},
        "encoding": {
            "x": {"field": "hour", "type": "ordinal", "axis": {**plain, **hours, "orient": "top"}},
            "y": {"field": "day", "type": "ordinal", "sort": {"field": "order"}, "axis": plain},
        },
        "layer": [
            {"mark": {"type": "rect", "fill": "#f5f6f4", "stroke": "#ffffff", "strokeWidth": 2}},
            {
                "transform": [{"filter": "datum.share > 0"}],
                "mark": {"type": "point", "shape": "square", "filled": True, "color": ACCENT, "opacity": 1},
                "encoding": {
                    "size": {
                        "field": "share", "type": "quantitative", "legend": None,
                        "scale": {"domain": [0, 1], "range": [0, (CELL - 3) ** 2]},
                    }
                },
            },
        ],
        "config": _config(),
    }  # fmt: skip


def _config() -> dict[str, Any]:
    # "aria" off: Vega names every group for screen readers; here the whole is one image with one description.
    return {"aria": False, "font": FONT, "view": {"stroke": None}, "background": None}
