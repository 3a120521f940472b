"""How a workbook's cells look."""

from typing import Any

from reports.picture.documents.office import ACCENT, FONT, INK, QUIET

TITLE, LINE = 24, 15.5
"""Points: not every program finds out by itself how high a row of wrapped text is."""


def formats_of(book: Any) -> dict[str, Any]:
    """By what they are for: the kinds of `content.data_sheets.Kind`, and what stands around them."""
    plain = {"font_name": FONT, "font_size": 11, "font_color": f"#{INK}", "valign": "top"}
    head = {"bold": True, "text_wrap": True, "bottom": 2, "valign": "bottom", "align": "left", "indent": 1}
    kinds: dict[str, dict[str, Any]] = {
        "text": {"text_wrap": True, "align": "left", "indent": 1},
        "count": {"num_format": "#,##0"},
        "part": {"num_format": "#,##0.0"},
        "share": {"num_format": "0 %"},
        "chance": {"num_format": "0.0000"},
        "degrees": {"num_format": "0.0000"},
        "day": {"num_format": "yyyy-mm-dd", "align": "left", "indent": 1},
        "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left", "indent": 1},
        "word": {"align": "right", "font_color": f"#{QUIET}"},
        "title": {"bold": True, "font_size": 16},
        "term": {"bold": True, "text_wrap": True, "align": "left", "indent": 1},
        "quiet": {"font_color": f"#{QUIET}"},
        "link": {"font_color": f"#{ACCENT}", "underline": 1, "align": "left", "indent": 1},
        "head": head,
        "head-right": {**head, "align": "right", "indent": 0},
    }
    return {name: book.add_format({**plain, **kind}) for name, kind in kinds.items()}


def lines_of(text: str, width: float) -> int:
    """How many lines words take that are set in so many letters."""
    total = 0
    for part in text.split("\n"):
        lines, left = 1, width
        for word in part.split():
            if len(word) > left and left < width:
                lines, left = lines + 1, width
            left -= len(word) + 1
        total += lines
    return total
