"""Two editions side by side: counts, what was said of them, assessments."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.picture.inputs import CategoryLabel
from reports.picture.record import Cell, Picture
from reports.picture.remarks import Assessment, Remarks


@dataclass(frozen=True, slots=True)
class Pair:
    """A category (None: all) of a district in both; None where an edition does not have it."""

    category: CategoryLabel | None
    one: Cell | None
    other: Cell | None

    @property
    def is_empty(self) -> bool:
        """Nothing in either, and nothing hidden."""
        return all(cell is None or cell.now == 0 for cell in (self.one, self.other))

    @property
    def difference(self) -> int | None:
        """The one less the other; None where either is missing or hidden: it would tell what is hidden."""
        if self.one is None or self.other is None or self.one.is_hidden or self.other.is_hidden:
            return None
        return (self.one.now or 0) - (self.other.now or 0)


@dataclass(frozen=True, slots=True)
class DistrictPair:
    """A district, or the whole municipality (`name` empty), in both editions."""

    key: str | None
    name: str
    total: Pair
    categories: tuple[Pair, ...]
    one: Assessment | None = None
    other: Assessment | None = None


def side_by_side(one: Picture, of_one: Remarks, other: Picture, of_other: Remarks) -> list[DistrictPair]:
    """Every district that either edition has, in the order of the newer one, and then the whole municipality."""
    newer, older = (one, other) if one.period.start >= other.period.start else (other, one)
    names = {label.key: label.name for label in (*older.districts, *newer.districts)}
    keys = dict.fromkeys(label.key for label in (*newer.districts, *older.districts))
    labels = {label.code: label for label in (*newer.categories, *older.categories)}
    districts = [
        DistrictPair(
            key,
            names[key],
            _total(one.district_totals, other.district_totals, key),
            _pairs(one.cells_of(key), other.cells_of(key), labels.values()),
            of_one.assessment_of(key),
            of_other.assessment_of(key),
        )
        for key in keys
    ]
    whole = _pairs(one.category_totals, other.category_totals, labels.values())
    return [*districts, DistrictPair(None, "", Pair(None, one.total, other.total), whole)]


def _total(one: Iterable[Cell], other: Iterable[Cell], key: str) -> Pair:
    first, second = (next((cell for cell in cells if cell.district == key), None) for cells in (one, other))
    return Pair(None, first, second)


def _pairs(one: Iterable[Cell], other: Iterable[Cell], labels: Iterable[CategoryLabel]) -> tuple[Pair, ...]:
    first, second = ({cell.category: cell for cell in cells} for cells in (one, other))
    pairs = (Pair(label, first.get(label.code), second.get(label.code)) for label in labels)
    return tuple(pair for pair in pairs if not pair.is_empty)
