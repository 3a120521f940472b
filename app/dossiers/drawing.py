"""Draws a dossier's map and document, in a process of its own: the libraries that draw hold much memory."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from shapely import Polygon

from app.config import ROOT
from geo.drawing.content import DistrictMap
from reports.dossier.sheet import Sheet

FONTS: Path = ROOT / "app" / "static" / "vendor" / "fonts-ttf"
Drawn = TypeVar("Drawn")


def map_apart(content: DistrictMap, area: Polygon) -> str:
    """The map of a place as SVG."""
    return _apart(_map, content, area)


def document_apart(sheet: Sheet, content: DistrictMap, area: Polygon) -> bytes:
    """The dossier as a PDF."""
    return _apart(_document, sheet, content, area)


def _apart(draw: Callable[..., Drawn], *parts: Any) -> Drawn:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(draw, *parts).result()


def _map(content: DistrictMap, area: Polygon) -> str:
    # Loaded here alone, where it is another process.
    from geo.place_map import draw_place_map

    return draw_place_map(content, area)


def _document(sheet: Sheet, content: DistrictMap, area: Polygon) -> bytes:
    from reports.dossier.pdf import render_pdf

    return render_pdf(sheet, _map(content, area), FONTS)
