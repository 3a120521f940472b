"""Words below a drawing that are true of it alone, so that the two are one image."""

import re
from html import escape
from textwrap import wrap

from geo.drawing.ground import QUIET

SIZE, LINE, AIR = 12.0, 16, 6
WIDEST = 0.62
"""Of the size: a sign's width in the typefaces that a browser may take instead of ours, which a picture cannot load."""
_ROOT = re.compile(r'(<svg [^>]*?)width="(\d+)" height="(\d+)" viewBox="0 0 \2 \3">')


def captioned(svg: str, words: str) -> str:
    """An image as `geo.drawing.vega.svg_image` makes it, with words on white below it, in as many lines as they need.

    Without words it is as it was. Raises ValueError for an image of another kind.
    """
    if not words:
        return svg
    root = _ROOT.match(svg)
    if root is None:
        raise ValueError("an image without a size in pixels")
    head, width, height = root[1], int(root[2]), int(root[3])
    lines = wrap(words, int(width / SIZE / WIDEST))
    whole = height + len(lines) * LINE + AIR
    band = f'<rect y="{height}" width="{width}" height="{whole - height}" fill="#ffffff"/>'
    told = "".join(
        f'<text x="2" y="{height + number * LINE}">{escape(line)}</text>' for number, line in enumerate(lines, 1)
    )
    style = f'font-family="\'Source Sans 3\', sans-serif" font-size="{SIZE}px" fill="{QUIET}"'
    rest = svg[root.end() :].removesuffix("</svg>")
    size = f'width="{width}" height="{whole}" viewBox="0 0 {width} {whole}"'
    return f"{head}{size}>{rest}{band}<g {style}>{told}</g></svg>"
