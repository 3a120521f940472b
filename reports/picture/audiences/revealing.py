"""Whether somebody's own words tell a number that the public version hides, or one that the edition denies."""

import re
from collections.abc import Iterable, Sequence

from reports.picture.audiences.audience import public_picture
from reports.picture.audiences.deeds import AT_HOME, NO_CASES, has_deed, is_of_one, is_once
from reports.picture.audiences.told import NEAR, Told, Words, counts, is_own, told_in
from reports.picture.record import Cell, Picture
from reports.picture.remarks import Remarks

NO_WORDS: Words = {}
FEW = 10
"""A number below it, beside a district with hidden numbers, may be one of them whatever it is said to count."""


def revealing_sentences(picture: Picture, remarks: Remarks, words: Words = NO_WORDS) -> tuple[str, ...]:
    """The sentences to everybody that put a number beside a name whose number the public may not have.

    `picture` is the whole edition, `words` the everyday words of its categories. Whether the number is right makes no
    difference: else what is pointed out would tell. This is a reminder for whoever writes, not a guarantee: a text can
    tell a number in ways that no list of words knows.
    """
    texts = remarks.public_texts
    public = public_picture(picture) if texts else picture
    hidden = [whole for whole, shown in zip(_cells(picture), _cells(public), strict=True) if shown.is_hidden]
    wider = {code: (*words.get(code, ()), *AT_HOME.get(code, ())) for code in {*words, *AT_HOME}}
    return tuple(
        one for one in _sentences(texts) if any(_tells(picture, one, hidden, known) for known in (words, wider))
    )


def denied_sentences(
    picture: Picture, texts: Iterable[str], words: Words = NO_WORDS, district: str = ""
) -> tuple[str, ...]:
    """The sentences whose number of something is not the one that the edition has: "tre rån" where there are none.

    `picture` as its readers get it; hidden numbers deny nothing. `district` is the name of the one that texts
    are of. By an everyday word part of a category may be meant, so there only more than all of it is too many.
    """
    return tuple(
        one for one in _sentences(texts) if _is_denied(picture, told_in(picture, f"{one} {district}", words), words)
    )


def _sentences(texts: Iterable[str]) -> list[str]:
    return [part for text in texts for part in re.split(r"(?<=[.!?])(?<!\bkl\.)(?<!\bv\.)\s+|\n", text.strip()) if part]


def _cells(picture: Picture) -> Iterable[Cell]:
    return (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells)


def _tells(picture: Picture, sentence: str, hidden: Sequence[Cell], words: Words) -> bool:
    """With the numbers that count cases: all of them where something done is told."""
    told = told_in(picture, sentence, words)
    if not has_deed(told):
        told = told_in(picture, NO_CASES.sub(" ", sentence), words)
    return _tells_hidden(picture, told, hidden, words)


def _tells_hidden(picture: Picture, told: Told, hidden: Sequence[Cell], words: Words) -> bool:
    numbers = [number for number, after in told.numbers if number != 1 or _counts_one(picture, told, after, words)]
    numbers += [1] * is_once(told)
    if not numbers:
        return False
    districts_hidden = {cell.district for cell in hidden if cell.category}
    shown = {cell.now for cell in picture.district_totals if cell.district in told.districts and cell not in hidden}
    is_beside = not told.categories and not districts_hidden.isdisjoint(told.districts)
    if is_beside and any(number < FEW and number not in shown for number in numbers):
        return True
    return any(_is_meant(told, cell) or (_may_be(told, cell) and cell.now in numbers) for cell in hidden)


def _counts_one(picture: Picture, told: Told, after: Sequence[str], words: Words) -> bool:
    """ "en" before a word of something counted, or of somebody to whom it is done."""
    is_category = any(counts(picture, code, word, words) for code in told.categories for word in after)
    return is_category or is_of_one(told, after)


def _may_be(told: Told, cell: Cell) -> bool:
    """Whether all that a number is of is named."""
    return (cell.district is None or cell.district in told.districts) and (
        cell.category is None or cell.category in told.categories
    )


def _is_meant(told: Told, cell: Cell) -> bool:
    """Whether nothing narrower is named: a sum is not what a sentence on a part of it tells."""
    if cell.district is None and cell.category is None:
        return False
    is_district = cell.district is not None or not told.districts or told.is_of_all
    return _may_be(told, cell) and is_district and (cell.category is not None or not told.categories)


def _is_denied(picture: Picture, told: Told, words: Words) -> bool:
    return any(
        _is_wrong(picture, told, code, number, is_whole=any(is_own(picture, code, word) for word in after[:NEAR]))
        for number, after in told.numbers
        for code in told.categories
        if any(counts(picture, code, word, words) for word in after[:NEAR])
    )


def _is_wrong(picture: Picture, told: Told, code: str, number: int, is_whole: bool) -> bool:
    """Whether no number of this category, where the sentence says, is that one; `is_whole`: called by its name."""
    cells = [cell for cell in picture.cells if cell.category == code and cell.district in told.districts]
    if told.is_of_all or not told.districts:
        cells += [cell for cell in (*picture.category_totals, *picture.cells) if cell.category == code]
    if not cells or any(cell.is_hidden for cell in cells):
        return False
    known = {value for cell in cells for value in (cell.now, cell.low, cell.high, *cell.history)}
    known |= {one.now for cell in cells if (one := cell.last_year)} | {sum(cell.counted for cell in cells)}
    is_too_many = number > max(value for value in known if value is not None)
    return is_too_many or (is_whole and number not in known)
