"""Makes an SVG with drawings inside it into one drawing, whose lines and words any program can take apart."""

import re
from base64 import b64decode

_INNER = re.compile(
    r'<image(?: transform="(?P<moved>[^"]*)")? xlink:href="data:image/svg\+xml;base64,(?P<drawing>[^"]*)"'
    r' width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"[^>]*?(?:/>|></image>)'
)
_HEAD = re.compile(r"<svg\b[^>]*>")
_BOX = re.compile(r'viewBox="([^"]*)"')


def flat(svg: str) -> str:
    """The same with each drawing that it carries as data put in its place. Raises ValueError for one that stays."""
    made = _INNER.sub(_put, svg)
    if "data:" in made:
        raise ValueError("a drawing could not be put in its place")
    return made


def _put(found: re.Match[str]) -> str:
    drawing = b64decode(found["drawing"]).decode()
    box = _BOX.search(drawing)
    size = f'width="{found["width"]}" height="{found["height"]}" viewBox="{box[1] if box else ""}"'
    inner = _HEAD.sub(f'<svg {size} preserveAspectRatio="none">', drawing, count=1)
    return f'<g transform="{found["moved"] or ""}">{inner}</g>'
