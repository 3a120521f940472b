"""What a judgement rests on, in words: count, range, test, p-values, model and the fortnights compared with."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from reports.picture.record import Comparison, Picture, Verdict
from reports.picture.wording.basis import BASIS
from reports.picture.wording.words import interval, number, probability

CLEAR_AT = 0.03
"""The adjusted p-value up to which a cell or total is a clear change: `numbers.comparing.CELLS_RATE`, named here too as
those numbers come with libraries that a page never needs."""
LEAST = 0.001

Pairs = tuple[tuple[str, str], ...]


class Kind(StrEnum):
    """Comparisons of a kind are judged together. Of `OTHER`, places and sources, an edition does not name all."""

    CELL = "cell"
    LAST_YEAR = "last_year"
    OTHER = "other"


Adjusted = dict[Kind, dict[Comparison, float]]


def adjusted(picture: Picture) -> Adjusted:
    """By kind and comparison, the adjusted p-value of each that was tested.

    A number is a clear change just where it is at most its kind's share of the 5 %: CLEAR_AT for cells and totals.
    What an audience gets no p-values of is not in it.
    """
    cells = (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells)
    years = [cell.last_year for cell in cells if cell.last_year is not None]
    return {
        Kind.CELL: _of_one_kind([cell.comparison for cell in cells]),
        Kind.LAST_YEAR: _of_one_kind(years),
        Kind.OTHER: {},
    }


def adjusted_p_values(p_values: Sequence[float]) -> list[float]:
    """Each p-value (0 to 1) as the least false discovery rate at which it would count as found; in the same order.

    Source: Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300; as p-values Yekutieli &
    Benjamini (1999), Journal of Statistical Planning and Inference 82, 171-196.
    """
    least, found = 1.0, [1.0] * len(p_values)
    order = sorted(range(len(p_values)), key=lambda at: p_values[at])
    for rank in range(len(order), 0, -1):
        at = order[rank - 1]
        least = min(least, p_values[at] * len(order) / rank)
        found[at] = least
    return found


def basis_of(comparison: Comparison, language: str, of_all: Adjusted, kind: Kind) -> Pairs:
    """(what, its value) of all that the audience gets; empty for a hidden number."""
    if comparison.is_hidden or comparison.verdict is None:
        return ()
    words = BASIS[language]
    found = [(words["now"], number(comparison.counted, language)), (words["range"], _range(comparison, language))]
    if comparison.p_value is not None or _is_tested(comparison):
        found.append((words["test"], words[f"test_{comparison.model.value}"]))
    if comparison.p_value is not None:
        found.append((words["p"], _chance(comparison.p_value, language)))
        found += _adjusted_words(of_all[kind].get(comparison), language, kind)
    if comparison.history:
        found.append((words["before"], _before(comparison, language)))
    return tuple(found)


def _of_one_kind(comparisons: Iterable[Comparison]) -> dict[Comparison, float]:
    tested = [one for one in comparisons if one.p_value is not None and _is_tested(one)]
    values = adjusted_p_values([one.p_value for one in tested if one.p_value is not None])
    return dict(zip(tested, values, strict=True))


def _adjusted_words(value: float | None, language: str, kind: Kind) -> list[tuple[str, str]]:
    words = BASIS[language]
    if value is None:
        return []
    told = _chance(value, language)
    if kind is Kind.CELL:
        told = words["adjusted_to"].format(value=told, limit=probability(CLEAR_AT, language))
    return [(words["adjusted"], told)]


def _range(comparison: Comparison, language: str) -> str:
    words = BASIS[language]
    if comparison.low is None or comparison.high is None:
        return words["range_none"]
    return words["range_of"].format(range=interval(comparison.low, comparison.high, language))


def _before(comparison: Comparison, language: str) -> str:
    counts = ", ".join(number(count, language) for count in comparison.history)
    pattern = "before_of_one" if len(comparison.history) == 1 else "before_of"
    mean = number(round(comparison.expected or 0.0, 1), language)
    return BASIS[language][pattern].format(counts=counts, number=len(comparison.history), mean=mean)


def _chance(value: float, language: str) -> str:
    words = probability(max(value, LEAST), language)
    return BASIS[language]["under"].format(value=words) if value < LEAST else words


def _is_tested(comparison: Comparison) -> bool:
    return comparison.is_change or comparison.verdict is Verdict.WITHIN_NORMAL
