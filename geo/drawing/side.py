"""The column beside a map: title, legend with numbers, overview; and the notes at its foot."""

from collections import Counter
from textwrap import wrap
from typing import Any

from geo.drawing.content import DistrictMap
from geo.drawing.frame import Frame, Panel
from geo.drawing.ground import QUIET, Ground, draw_overview
from geo.drawing.labels import shortened
from geo.drawing.vega import Drawing
from geo.symbols import INK

ROW, OVERVIEW = 16.5, 92.0
LINE, NOTE = 15.0, 13.0
TEXT, SMALL_PRINT = 11.0, 10.0
SIGNS_PER_LINE, SIGNS_PER_NOTE = 36, 156
SIGNS_PER_TITLE, TITLE_LINES, TITLE_LINE = 24, 3, 20.0

OUTSIDE = {"sv": "{number} utanför kartbilden, se översikten", "en": "{number} outside the frame, see the overview"}


def draw_side(drawing: Drawing, content: DistrictMap, panel: Panel, frame: Frame, ground: Ground, outside: int) -> None:
    """`outside` incidents are on the overview alone, and the column says so."""
    heading_end = _draw_heading(drawing, content, panel)
    lines = wrap(OUTSIDE[content.language].format(number=outside), SIGNS_PER_LINE) if outside else []
    foot = panel.top + panel.height - LINE * len(lines)
    _draw_lines(drawing, lines, panel.left, foot + LINE / 2, LINE, fontSize=TEXT, fill=INK)
    is_part = _shows_part(frame, ground)
    legend_end = _draw_legend(drawing, content, panel, heading_end + 8, foot - OVERVIEW * is_part)
    if is_part:
        top = legend_end + 2
        _draw_located(
            drawing, content, ground, frame, Panel(panel.left, top, panel.width, foot - top - 4 * bool(lines))
        )


def note_lines(content: DistrictMap) -> list[str]:
    """What is said under the whole map, as lines that fit its width."""
    return wrap(" · ".join(content.notes), SIGNS_PER_NOTE, break_on_hyphens=False)


def draw_notes(drawing: Drawing, lines: list[str], top: float) -> None:
    """Small print under the whole map: of what, up to when, from where."""
    _draw_lines(drawing, lines, 0, top + NOTE / 2, NOTE, fontSize=SMALL_PRINT, fill=QUIET)


def _draw_heading(drawing: Drawing, content: DistrictMap, panel: Panel) -> float:
    title = wrap(content.title, SIGNS_PER_TITLE, max_lines=TITLE_LINES, placeholder="…")
    _draw_lines(drawing, title, panel.left, panel.top + 10, TITLE_LINE, fontSize=17, fontWeight=600)
    lines = [line for text in content.about for line in wrap(text, SIGNS_PER_LINE)]
    below = panel.top + 32 + TITLE_LINE * max(len(title) - 1, 0)
    return _draw_lines(drawing, lines, panel.left, below, LINE, fontSize=TEXT, fill=INK)


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
    drawing.texts(names, fontSize=TEXT, align="left")
    counts = [{"x": panel.left + panel.width, "y": y, "text": str(number)} for y, _, number in rows]
    drawing.texts(counts, fontSize=TEXT, align="right")
    return top + step * len(drawn)


def _shows_part(frame: Frame, ground: Ground) -> bool:
    """Whether the district goes on outside the frame."""
    whole: bool = frame.extent().covers(ground.district)
    return not whole


def _draw_located(drawing: Drawing, content: DistrictMap, ground: Ground, frame: Frame, panel: Panel) -> None:
    """The whole district, and a rectangle for the part that the main map shows."""
    overview = draw_overview(drawing, content, ground, panel)
    shown = overview.clip(frame.extent())
    drawing.outlines([shown], stroke=INK, strokeWidth=1.2)
