"""Drawings as PNG, for formats whose readers do not all show SVG."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

import typst
import vl_convert

from reports.picture.documents.typefaces import typefaces

PRINTED = 1400
"""Pixels across a drawing as wide as the page: about 200 to the inch."""
SMALL = 560
MARK = 64
_SHEET = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.pixels) * 1pt)"""
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Image:
    """A drawing in pixels, with its height as a share of its width."""

    png: bytes
    ratio: float


_LOCKS = tuple(Lock() for _ in range(64))


def image(svg: str, fonts: Path, pixels: int) -> Image:
    """`svg` drawn `pixels` wide; `fonts` is a folder with its typeface as TTF.

    Drawn once for all formats and audiences that show it, by whichever thread comes first. Raises ValueError for what
    is no SVG with a size. What has words is drawn by typst: in half the time, a third of the bytes, and while other
    threads go on. A mark is drawn faster by vl-convert.
    """
    key = svg, fonts, pixels
    with _LOCKS[hash(key) % len(_LOCKS)]:  # who comes while it is being drawn waits for it
        return _image(*key)


@lru_cache(maxsize=256)
def _image(svg: str, fonts: Path, pixels: int) -> Image:
    found = _SIZE.match(svg)
    if found is None:
        raise ValueError("a drawing needs a width and a height")
    width, height = float(found[1]), float(found[2])
    if "<text" in svg:
        return Image(_with_words(svg, fonts, pixels), height / width)
    return Image(vl_convert.svg_to_png(svg, scale=pixels / width), height / width)


def _with_words(svg: str, fonts: Path, pixels: int) -> bytes:
    """At 72 to the inch a point is a pixel."""
    told = {"svg": svg, "pixels": str(pixels)}
    return typst.compile(_SHEET, font_paths=typefaces(fonts), sys_inputs=told, format="png", ppi=72)
