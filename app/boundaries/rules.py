"""Which district an area of a file is, and when new boundaries may begin to hold."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count

from flask_babel import gettext as _

from app.errors import DomainError
from geo.areas import Area
from geo.boundaries import Fault, Survey, mend, polygons
from geo.files import AreaFile, FileArea
from geo.files.columns import DISTRICT_KEYS, DISTRICT_NAMES
from geo.gazetteer import fold

LEAST_COVERED = 0.01
"""Share of the present districts: files that cover less are of another place."""
LONGEST_KEY, LONGEST_NAME = 60, 120


class BoundaryError(DomainError):
    """The file, or the day, cannot be used; nothing has changed."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be read: columns with keys and names, layer, coordinate system; empty: as found."""

    valid_from: date
    key_field: str = ""
    name_field: str = ""
    layer: str = ""
    crs: str = ""


def areas_of(file: AreaFile, wish: Wish, known: Mapping[str, str]) -> tuple[list[Area], list[Fault]]:
    """The districts of a file, mended and in order, and what was mended; `known` maps present keys to names.

    An area is the district whose key or name it bears, else a new one; several of one name are parts of one district.
    """
    key_field, name_field = _columns(file, wish)
    parts: dict[str, list[Area]] = {}
    faults = []
    new: dict[str, str] = {}
    for number, found in enumerate(file.areas, 1):
        key, name = _identity(_words(found, (key_field, name_field), number), known, new)
        area, fault = mend(Area(key, name, found.shape))
        faults += [fault] if fault else []
        parts.setdefault(key, []).append(area)
    return [_joined(same) for _key, same in sorted(parts.items())], faults


def check_day(valid_from: date, latest: date | None, today: date) -> None:
    """New boundaries hold from today or earlier, but after the present ones began."""
    if valid_from > today:
        raise BoundaryError(_("Gränserna kan inte börja gälla i framtiden. Välj i dag eller en tidigare dag."))
    if latest is not None and valid_from <= latest:
        raise BoundaryError(
            _(
                "Det finns redan gränser från %(day)s. Välj en senare dag, eller ångra den inläsningen först.",
                day=latest,
            )
        )


def check_place(found: Survey) -> None:
    """A file from another municipality, or one whose coordinates are misread, must not move everything away."""
    if found.covered < LEAST_COVERED:
        raise BoundaryError(
            _(
                "Områdena i filen ligger inte där kommunens kommundelar ligger. Kontrollera att det är rätt fil, och "
                "vilket koordinatsystem den har. Inget är ändrat."
            )
        )


def _columns(file: AreaFile, wish: Wish) -> tuple[str, str]:
    """The columns with key and name; one of them may be empty."""
    for wanted in filter(None, (wish.key_field, wish.name_field)):
        if wanted not in file.columns:
            raise BoundaryError(_no_column(file, wanted))
    key = wish.key_field or ("" if wish.name_field else _known_column(file.columns, DISTRICT_KEYS))
    name = wish.name_field or _known_column(file.columns, DISTRICT_NAMES)
    if not (key or name):
        raise BoundaryError(_no_column(file, ""))
    return key, name


def _known_column(columns: Iterable[str], words: Sequence[str]) -> str:
    by_word = {fold(column): column for column in columns}
    return next((by_word[word] for word in words if word in by_word), "")


def _no_column(file: AreaFile, wanted: str) -> str:
    columns = ", ".join(file.columns) or _("inga kolumner")
    if wanted:
        return str(_("Filen har ingen kolumn ”%(wanted)s”. Den har: %(columns)s.", wanted=wanted, columns=columns))
    return str(
        _(
            "Det syns inte i vilken kolumn kommundelarnas namn står. Filen har: %(columns)s. Ange en av dem.",
            columns=columns,
        )
    )


def _words(found: FileArea, fields: Sequence[str], number: int) -> list[str]:
    """What an area is called: its key and name, or one of them."""
    written = [found.columns.get(field, "").strip() for field in fields if field]
    told = [words for words in written if words]
    if not told:
        raise BoundaryError(
            _("Område nummer %(number)s i filen saknar namn. Fyll i det och läs in filen igen.", number=number)
        )
    return told


def _identity(told: Sequence[str], known: Mapping[str, str], new: dict[str, str]) -> tuple[str, str]:
    """Key and name; `new` maps what new districts are called to their keys, and gets those that are met."""
    for key, name in known.items():
        if {fold(words) for words in told} & {fold(key), fold(name)}:
            return key, name
    called = fold(told[0])
    if called not in new:
        new[called] = _new_key(told[0], {*known, *new.values()})
    return new[called], told[-1][:LONGEST_NAME]


def _new_key(words: str, taken: Collection[str]) -> str:
    """Two names may be the same in plain letters, and yet are two districts."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    begun = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_KEY - 5] or "omrade"
    numbered = (f"{begun}-{number}" for number in count(2))
    return next(key for key in chain([begun], numbered) if key not in taken)


def _joined(parts: Sequence[Area]) -> Area:
    if len(parts) == 1:
        return parts[0]
    whole = parts[0].shape
    for part in parts[1:]:
        whole = whole.union(part.shape)
    return Area(parts[0].key, parts[0].name, polygons(whole))
