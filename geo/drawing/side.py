"""The column beside a map: title, legend with numbers, overview, scale and notes."""

from collections import Counter
from textwrap import wrap
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.drawing.content import DistrictMap
from geo.drawing.frame import Frame, Panel
from geo.drawing.ground import QUIET, draw_overview, draw_scale_and_north
from geo.drawing.labels import shortened
from geo.drawing.vega import Drawing
from geo.symbols import INK

ROW, LOWEST_OVERVIEW = 15.5, 70.0
LINE, NOTE = 15.0, 12.5
SCALE_HEIGHT, SCALE_GAP = 16.0, 6.0
SIGNS_PER_LINE, SIGNS_PER_NOTE = 36, 42

OUTSIDE = {"sv": "{number} utanför kartbilden, se översikten", "en": "{number} outside the frame, see the overview"}


def draw_side(
    drawing: Drawing, content: DistrictMap, panel: Panel, frame: Frame, outline: BaseGeometry, outside: int
) -> None:
    """`outside` incidents are on the overview alone, and the column says so."""
    heading_end = _draw_heading(drawing, content, panel)
    notes = [*content.notes, *([OUTSIDE[content.language].format(number=outside)] if outside else [])]
    lines = [line for note in notes for line in wrap(note, SIGNS_PER_NOTE)]
    notes_top = panel.top + panel.height - NOTE * len(lines)
    _draw_lines(drawing, lines, panel.left, notes_top + NOTE / 2, NOTE, fontSize=9.5, fill=QUIET)
    draw_scale_and_north(drawing, frame, panel.left, notes_top - SCALE_GAP)
    foot = notes_top - SCALE_GAP - SCALE_HEIGHT
    legend_end = _draw_legend(drawing, content, panel, heading_end + 8, foot)
    room = foot - legend_end - 8
    if _shows_part(frame, outline) and room > LOWEST_OVERVIEW:
        _draw_located(drawing, content, outline, frame, Panel(panel.left, legend_end + 6, panel.width, room))


def _draw_heading(drawing: Drawing, content: DistrictMap, panel: Panel) -> float:
    title = shortened(content.title, 24)
    drawing.texts([{"x": panel.left, "y": panel.top + 11, "text": title}], fontSize=17, fontWeight=600, align="left")
    lines = [line for text in content.about for line in wrap(text, SIGNS_PER_LINE)]
    return _draw_lines(drawing, lines, panel.left, panel.top + 33, LINE, fontSize=11, fill=INK)


def _draw_lines(drawing: Drawing, lines: list[str], x: float, y: float, step: float, **style: Any) -> float:
    """Left-aligned lines from y down; returns where the next would stand."""
    rows = [{"x": x, "y": y + step * place, "text": line} for place, line in enumerate(lines)]
    drawing.texts(rows, align="left", **style)
    return y + step * len(lines)


def _draw_legend(drawing: Drawing, content: DistrictMap, panel: Panel, top: float, bottom: float) -> float:
    numbers: Counter[str] = Counter()
    for mark in content.marks:
        numbers[mark.kind] += mark.number
    drawn = [(kind, numbers[code]) for code, kind in content.kinds.items() if code in numbers]
    step = min(ROW, (bottom - top) / max(len(drawn), 1))
    rows = [(top + step * place, kind, number) for place, (kind, number) in enumerate(drawn)]
    drawing.symbols([
        {"x": panel.left + 7, "y": y, "radius": 5.2, "shape": kind.shape, "colour": kind.colour} for y, kind, _ in rows
    ])  # fmt: skip
    names = [{"x": panel.left + 19, "y": y, "text": shortened(kind.name, 31)} for y, kind, _ in rows]
    drawing.texts(names, fontSize=10.5, align="left")
    counts = [{"x": panel.left + panel.width, "y": y, "text": str(number)} for y, _, number in rows]
    drawing.texts(counts, fontSize=10.5, align="right")
    return top + step * len(drawn)


def _shows_part(frame: Frame, outline: BaseGeometry) -> bool:
    """Whether the district goes on outside the frame."""
    whole: bool = frame.extent().covers(outline)
    return not whole


def _draw_located(drawing: Drawing, content: DistrictMap, outline: BaseGeometry, frame: Frame, panel: Panel) -> None:
    """The whole district, and a rectangle for the part that the main map shows."""
    overview = draw_overview(drawing, content, outline, panel)
    shown = overview.clip(frame.extent())
    drawing.outlines([shown], filled=False, stroke=INK, strokeWidth=1.2)
