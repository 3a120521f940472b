"""Places that people name by how they look: "Gula kiosken", "röda stugan", "den gamla tunneln"."""

import re
from collections.abc import Iterator

_ADJECTIVE = (
    r"(?:[Gg]ula|[Rr]öda|[Bb]lå|[Gg]röna|[Vv]ita|[Ss]varta|[Bb]runa|[Gg]rå|[Rr]osa|[Gg]amla|[Nn]ya|[Ss]tora|[Ll]illa|[Hh]öga"
    r"|[Ll]ånga|[Rr]unda|[Nn]edlagda|[Öö]vergivna)"
)
_NOUN = (
    r"[a-zåäö]*(?:kiosken|tunneln|stugan|huset|husen|bron|macken|skolan|ladan|villan|tornet|trappan|parkeringen|planen|parken"
    r"|affären|butiken|boden|baracken|paviljongen|garaget|garagen|längan|längorna|statyn|viadukten|fabriken|pizzerian|krogen"
    r"|puben|biblioteket|hallen|kvarnen|ladugården|lekplatsen|båthuset|bryggan|soprummet|cykelstället)"
)
_LOOKS = re.compile(
    rf"(?:{_NOUN}|[a-zåäö]*(?:vägen|gatan|stigen|torget|plan|centrum|station|stationen|gården|skola))\b"
)
_DESCRIBED = re.compile(rf"\b{_ADJECTIVE} (?:{_ADJECTIVE} )?{_NOUN}\b")


def described(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each place that is named so."""
    yield from (found.span() for found in _DESCRIBED.finditer(text))


def may_be_place(words: str) -> bool:
    """Whether folded words hold one that ends as places do: "centrumhuset plan 2", "skateparken"."""
    return _LOOKS.search(words) is not None
