"""Whether somebody's own words to everybody tell a number that the public version hides."""

import re
from collections.abc import Iterable

from reports.picture.audiences.audience import public_picture
from reports.picture.record import Cell, Picture
from reports.picture.remarks import Remarks

SPELT = {
    "sv": {1: ("en", "ett", "ensam"), 2: ("två",), 3: ("tre",), 4: ("fyra",), 5: ("fem",), 6: ("sex",)},
    "en": {1: ("one", "a"), 2: ("two",), 3: ("three",), 4: ("four",), 5: ("five",), 6: ("six",)},
}
SMALL_WORDS = frozenset(("och", "and", "mot", "the", "med", "with"))
SHORTEST, STEM = 3, 6
"""A name is told by any of its words of 3 letters or more, and by their first 6: "rånet", "skadegörelsen"."""


def revealing_sentences(picture: Picture, remarks: Remarks) -> tuple[str, ...]:
    """The sentences that name a district or category together with its number, where the public may not have that.

    `picture` is the whole edition. This is a reminder for whoever writes, not a guarantee: a text can tell a number in
    ways that no list of words knows.
    """
    said = remarks.public_texts
    public = public_picture(picture) if said else picture
    hidden = [whole for whole, shown in zip(_cells(picture), _cells(public), strict=True) if shown.is_hidden]
    sentences = [part for text in said for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]
    return tuple(sentence for sentence in sentences if any(_tells(picture, sentence, cell) for cell in hidden))


def _cells(picture: Picture) -> Iterable[Cell]:
    return (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells)


def _tells(picture: Picture, sentence: str, cell: Cell) -> bool:
    words = re.findall(r"\w+", sentence.lower())
    number = {str(cell.now), *SPELT[picture.language].get(cell.counted, ())}
    names = [label.name for label in picture.districts if label.key == cell.district]
    names += [label.name for label in picture.categories if label.code == cell.category]
    return not number.isdisjoint(words) and all(_is_named(name, words) for name in names)


def _is_named(name: str, words: list[str]) -> bool:
    told = [word for word in re.findall(r"\w+", name.lower()) if len(word) >= SHORTEST and word not in SMALL_WORDS]
    return any(word.startswith(part[:STEM]) for part in told for word in words)
