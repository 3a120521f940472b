"""Drawings as PNG, for formats whose readers do not all show SVG."""

import re
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import orjson
import typst
import vl_convert

from reports.picture.documents.typefaces import typefaces

PRINTED = 1400
"""Pixels across a drawing as wide as the page: about 200 to the inch."""
SMALL = 560
MARK = 64
KEPT = 256
"""Drawings that are kept for the next document that shows them."""
_PAGES = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#for (svg, pixels) in json(bytes(sys.inputs.drawings)) {
  page(image(bytes(svg), format: "svg", width: pixels * 1pt))
}"""
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Image:
    """`svg` as it will be `pixels` wide, drawn when it is needed; `fonts` is a folder with its typeface as TTF."""

    svg: str
    fonts: Path
    pixels: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in the drawing's own unit. Raises ValueError for what is no SVG with a size."""
        found = _SIZE.match(self.svg)
        if found is None:
            raise ValueError("a drawing needs a width and a height")
        return float(found[1]), float(found[2])

    @property
    def ratio(self) -> float:
        """Its height as a share of its width."""
        width, height = self.size
        return height / width

    @property
    def png(self) -> bytes:
        """Drawn once for all formats and audiences that show it; who comes while it is being drawn waits for it."""
        return _drawn((self,))[0].result()


def image(svg: str, fonts: Path, pixels: int) -> Image:
    """Raises ValueError for what is no SVG with a size."""
    made = Image(svg, fonts, pixels)
    assert made.size
    return made


def draw_ahead(images: Iterable[Image]) -> None:
    """Draw at once what documents will ask for: together it takes two thirds of the time."""
    _drawn(tuple(images))


_FOUND: dict[Image, Future[bytes]] = {}
_LOCK = Lock()


def _drawn(images: Sequence[Image]) -> list[Future[bytes]]:
    """Each image's PNG, now or as soon as whoever asked for it first has drawn it."""
    with _LOCK:
        mine = [image for image in dict.fromkeys(images) if image not in _FOUND]
        _FOUND.update((image, Future()) for image in mine)
        found = [_FOUND[image] for image in images]
        promised = [_FOUND[image] for image in mine]
        for old in list(_FOUND)[:-KEPT]:
            del _FOUND[old]
    try:
        for promise, png in zip(promised, _pngs(mine), strict=True):
            promise.set_result(png)
    except BaseException as error:
        _forget(mine, promised, error)
    return found


def _forget(images: Sequence[Image], promised: Sequence[Future[bytes]], error: BaseException) -> None:
    """Whoever waits hears of it; who asks later tries anew."""
    with _LOCK:
        for image in images:
            _FOUND.pop(image, None)
    for promise in promised:
        promise.set_exception(error)


def _pngs(images: Sequence[Image]) -> list[bytes]:
    """What is large is drawn by typst: in half the time, a third of the bytes. A mark is drawn faster by vl-convert."""
    typeset: dict[Image, bytes] = {}
    for fonts in {image.fonts for image in images}:
        large = [image for image in images if image.fonts == fonts and _is_large(image)]
        typeset |= zip(large, _typeset(large, fonts), strict=True) if large else ()
    return [typeset.get(image) or _marked(image) for image in images]


def _marked(image: Image) -> bytes:
    return vl_convert.svg_to_png(image.svg, scale=image.pixels / image.size[0])


def _is_large(image: Image) -> bool:
    return "<text" in image.svg or image.pixels >= SMALL


def _typeset(images: Sequence[Image], fonts: Path) -> list[bytes]:
    """A page each: at 72 to the inch a point is a pixel. Other threads go on meanwhile."""
    told = orjson.dumps([(image.svg, image.pixels) for image in images]).decode()
    made: Any = typst.compile(_PAGES, font_paths=typefaces(fonts), sys_inputs={"drawings": told}, format="png", ppi=72)
    return [made] if len(images) == 1 else made
