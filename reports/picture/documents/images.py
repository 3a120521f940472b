"""Drawings as PNG, for formats whose readers do not all show SVG."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import vl_convert

PRINTED = 1400
"""Pixels across a drawing as wide as the page: about 200 to the inch."""
SMALL = 560
MARK = 64
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Image:
    """A drawing in pixels, with its height as a share of its width."""

    png: bytes
    ratio: float


@lru_cache(maxsize=256)
def image(svg: str, fonts: Path, pixels: int) -> Image:
    """`svg` drawn `pixels` wide; `fonts` is a folder with its typeface as TTF.

    Drawn once for all formats and audiences that show it. Raises ValueError for what is no SVG with a size.
    """
    found = _SIZE.match(svg)
    if found is None:
        raise ValueError("a drawing needs a width and a height")
    _register(fonts)
    width, height = float(found[1]), float(found[2])
    return Image(vl_convert.svg_to_png(svg, scale=pixels / width), height / width)


@lru_cache(maxsize=2)
def _register(fonts: Path) -> None:
    if fonts.is_dir():
        vl_convert.register_font_directory(str(fonts.resolve()))
