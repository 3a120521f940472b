"""Lines of a form: "Tid: 22.10", "Plats: Bro centrum", "Händelse: Bråk"."""

import re
from typing import NamedTuple

_WHAT = frozenset(
    {
        *("händelse", "händelsetyp", "brott", "vad", "typ", "rubrik", "beskrivning", "kategori", "typ av händelse"),
        *("vad har hänt", "vad hände", "händelseförlopp", "händelsebeskrivning", "brottstyp", "ärendetyp"),
    }
)
_OTHERS = (
    *(
        "tid",
        "tidpunkt",
        "datum",
        "klockslag",
        "när",
        "plats",
        "var",
        "adress",
        "ort",
        "område",
        "åtgärd",
        "dnr",
        "diarienr",
    ),
    *("ärende", "ärendenr", "ärendenummer", "k-nummer", "knr", "rapportör", "väktare", "signalement", "larmtid"),
)
_LINE = re.compile(
    rf"[ \t\xa0]*(?P<key>{'|'.join(sorted([*_WHAT, *_OTHERS], key=len, reverse=True))})[ \t\xa0]*:[ \t\xa0]*",
    re.IGNORECASE,
)
_LINES = re.compile(f"^{_LINE.pattern}", re.IGNORECASE | re.MULTILINE)
_FEWEST = 2  # different fields from which a text is a form


class Field(NamedTuple):
    """The name of a field in small letters, and where what it holds begins."""

    key: str
    told: int

    @property
    def tells_what(self) -> bool:
        return self.key in _WHAT


def holds_forms(text: str) -> bool:
    """Whether a text has the fields of a form, one of them what happened."""
    keys = {found["key"].casefold() for found in _LINES.finditer(text)}
    return len(keys) >= _FEWEST and bool(keys & _WHAT)


def without_names(text: str) -> str:
    """What the fields of a form hold, as sentences, without their names at the beginning of lines."""
    *before, last = (part.strip() for part in _LINES.split(text)[::2])
    return ". ".join([*(part.rstrip(".") for part in before if part), last])


def field_at(text: str, start: int, end: int) -> Field | None:
    """The field that the line text[start:end] fills in."""
    found = _LINE.match(text, start, end)
    return Field(found["key"].casefold(), found.end()) if found else None
