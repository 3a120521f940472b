"""The sentences an edition opens with, drafted from its numbers for a person to edit."""

from collections.abc import Iterable

from reports.picture.record import Cell, Picture, Verdict
from reports.picture.wording.words import VERDICTS, WORDS, incidents, interval, listed, number

MOST_NAMED = 3


def draft_summary(picture: Picture) -> tuple[str, ...]:
    """Two or three sentences: how many, what surely changed, and what is missing. Never a percentage."""
    return tuple(sentence for sentence in (_total(picture), _changes(picture), _gaps(picture)) if sentence)


def change_name(picture: Picture, cell: Cell) -> str:
    """What a cell counts, in words: a category in a district, or a total."""
    words = WORDS[picture.language]
    district = next((label.name for label in picture.districts if label.key == cell.district), "")
    category = next((label.name for label in picture.categories if label.code == cell.category), "")
    pattern = "sum_in" if district and category else "sum_district" if district else "sum_whole"
    return words[pattern].format(district=district, category=category)


def expected_words(cell: Cell, language: str) -> str:
    """ "väntat 3–9", or nothing where there is no baseline."""
    if cell.low is None or cell.high is None:
        return ""
    return f"{WORDS[language]['expected']} {interval(cell.low, cell.high, language)}"


def _total(picture: Picture) -> str:
    words, cell = WORDS[picture.language], picture.total
    stray = words["stray_after"] if cell.is_stray else ""  # else word and range seem to disagree
    if cell.is_hidden:
        return words["sum_hidden"]
    expected = expected_words(cell, picture.language)
    pattern = "sum_none" if not cell.now else "sum_alone" if not expected else "sum_total"
    return words[pattern].format(
        number=incidents(cell.counted, picture.language),
        verdict=VERDICTS[picture.language][cell.judged],
        expected=f" ({expected}{stray})" if expected else "",
    )


def _changes(picture: Picture) -> str:
    if not picture.fortnights:
        return ""
    found = [
        _listed(picture, verdict, [cell for cell in changed_cells(picture) if cell.verdict is verdict])
        for verdict in (Verdict.CLEAR_INCREASE, Verdict.CLEAR_DECREASE)
    ]
    is_all_shown = not any(cell.is_hidden for cell in (*picture.cells, *picture.district_totals))
    steady = WORDS[picture.language]["sum_steady" if is_all_shown else "sum_steady_shown"]
    return " ".join(filter(None, found)) or steady


def changed_cells(picture: Picture) -> Iterable[Cell]:
    """What has changed clearly: single cells, then the totals that no single cell explains."""
    changed = [cell for cell in picture.cells if cell.is_change]
    yield from changed
    explained = {(cell.district, cell.verdict) for cell in changed} | {
        (cell.category, cell.verdict) for cell in changed
    }
    for total in (*picture.district_totals, *picture.category_totals):
        if (total.district or total.category, total.verdict) not in explained:
            yield total


def _listed(picture: Picture, verdict: Verdict, cells: list[Cell]) -> str:
    if not cells:
        return ""
    language = picture.language
    strongest = sorted(cells, key=lambda cell: cell.p_value or 0.0)
    names = [
        f"{change_name(picture, cell)} ({number(cell.counted, language)}, {expected_words(cell, language)})"
        for cell in strongest[:MOST_NAMED]
    ]
    if len(cells) > MOST_NAMED:
        names.append(WORDS[language]["and_more"].format(number=len(cells) - MOST_NAMED))
    return f"{VERDICTS[language][verdict].capitalize()}: {'; '.join(names)}."


def _gaps(picture: Picture) -> str:
    words, language = WORDS[picture.language], picture.language
    silent = listed((source.name for source in picture.silent_sources), language)
    parts = [words["sum_silent"].format(names=silent)] if silent else []
    if picture.unplaced_total:
        parts.append(words["sum_unplaced"].format(number=incidents(picture.unplaced_total, language)))
    return " ".join(parts)
