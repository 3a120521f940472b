"""The sentences an edition opens with, drafted from its numbers for a person to edit."""

from collections.abc import Iterable

from reports.picture.record import Cell, Picture, Verdict
from reports.picture.wording.words import VERDICTS, WORDS, incidents, interval, listed, number

MOST_NAMED = 4


def draft_summary(picture: Picture) -> tuple[str, ...]:
    """Two or three sentences: how many, what surely changed or is to be watched, what is missing. No percentages."""
    watched = "" if any(cell.is_change for cell in changed_cells(picture)) else watch_words(picture)
    sentences = (_total(picture), _changes(picture), watched, _gaps(picture, with_unplaced=not watched))
    return tuple(sentence for sentence in sentences if sentence)


def change_name(picture: Picture, cell: Cell) -> str:
    """What a cell counts, in words: a category in a district, or a total."""
    words = WORDS[picture.language]
    district = next((label.name for label in picture.districts if label.key == cell.district), "")
    category = next((label.name for label in picture.categories if label.code == cell.category), "")
    pattern = "sum_in" if district and category else "sum_district" if district else "sum_whole"
    pattern = pattern if district or category else "sum_all"
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
    changed = [cell for cell in changed_cells(picture) if cell is not picture.total and not _is_repeated(picture, cell)]
    found = [
        _listed(picture, verdict, [cell for cell in changed if cell.verdict is verdict])
        for verdict in (Verdict.CLEAR_INCREASE, Verdict.CLEAR_DECREASE)
    ]
    steady = WORDS[picture.language]["sum_steady_shown" if hides_numbers(picture) else "sum_steady"]
    return " ".join(filter(None, found)) or steady


def hides_numbers(picture: Picture) -> bool:
    """Whether its audience may not have some of the districts' numbers: nothing can then be said of all."""
    return any(cell.is_hidden for cell in (*picture.cells, *picture.district_totals))


def changed_cells(picture: Picture) -> Iterable[Cell]:
    """All that has changed clearly: single cells, then totals, last that of everything."""
    cells = (*picture.cells, *picture.district_totals, *picture.category_totals, picture.total)
    return (cell for cell in cells if cell.is_change)


def watched_cells(picture: Picture) -> list[Cell]:
    """What lies outside the expected without a clear change, the least likely by chance first; not the total."""
    cells = (*picture.cells, *picture.district_totals, *picture.category_totals)
    return sorted((cell for cell in cells if cell.is_stray), key=lambda cell: (cell.p_value or 0.0, -cell.counted))


def watch_words(picture: Picture) -> str:
    """ "Att följa: Trafik i Norr (14, väntat 0–10). Det kan vara slump."; empty where there is nothing to."""
    watched, words = watched_cells(picture), WORDS[picture.language]
    names = _names(picture, watched)
    return words["sum_watch"].format(names="; ".join(names)) if names else ""


def _is_repeated(picture: Picture, total: Cell) -> bool:
    """Whether a total is nothing but one of its cells, which is named itself."""
    if total.district and total.category:
        return False
    own = [one for one in picture.cells if total.district == one.district or total.category == one.category]
    return any(one.is_change and one.now == total.now for one in own)


def _listed(picture: Picture, verdict: Verdict, cells: list[Cell]) -> str:
    if not cells:
        return ""
    language = picture.language
    strongest = sorted(cells, key=lambda cell: cell.p_value or 0.0)
    return f"{VERDICTS[language][verdict].capitalize()}: {'; '.join(_names(picture, strongest))}."


def _names(picture: Picture, cells: list[Cell]) -> list[str]:
    """The first of them, each with its number and what was expected, and how many more there are."""
    language = picture.language
    names = [
        f"{change_name(picture, cell)} ({number(cell.counted, language)}, {expected_words(cell, language)})"
        for cell in cells[:MOST_NAMED]
    ]
    more = len(cells) - MOST_NAMED
    return [*names, WORDS[language]["and_more"].format(number=more)] if more > 0 else names


def _gaps(picture: Picture, with_unplaced: bool) -> str:
    words, language = WORDS[picture.language], picture.language
    silent = listed((source.name for source in picture.silent_sources), language)
    parts = [words["sum_silent"].format(names=silent)] if silent else []
    if picture.unplaced_total and with_unplaced:
        parts.append(words["sum_unplaced"].format(number=incidents(picture.unplaced_total, language)))
    return " ".join(parts)
