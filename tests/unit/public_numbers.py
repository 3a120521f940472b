"""Editions with any numbers, and somebody who wants to know what the public edition of one hides.

The attacker reads the public JSON alone: what it tells is set up as linear equations over all numbers of its tables,
those that are hidden and those that are not even printed, with what everybody knows: they are whole and not negative.
A member of an area group is such a reader too, who has seen all incidents of one district.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import orjson
from scipy.optimize import linprog

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.audiences.suppression import LEAST
from reports.picture.inputs import CategoryLabel
from reports.picture.periods import LOCAL_TIME
from reports.picture.record import Cell, Comparison, DistrictLabel, Picture, Verdict
from reports.picture.remarks import Remarks
from reports.picture.storage import to_json
from tests.unit.picture_data import PERIOD

Counts = Sequence[Sequence[int]]
Key = tuple[int, int]
"""Row and column; the row after the last is the sums, and so is the column after the last."""


def picture_of(counts: Counts) -> Picture:
    """An edition with these numbers: a row per district and one, the last, for incidents whose district is unknown."""
    rows = np.array(counts, dtype=int)
    keys = [f"d{number}" for number in range(len(rows) - 1)]
    codes = [f"k{number}" for number in range(rows.shape[1])]
    cells = [cell(key, code, rows[r, c]) for r, key in enumerate(keys) for c, code in enumerate(codes)]
    return Picture(
        municipality="Provköping",
        number=23,
        year=2026,
        period=PERIOD,
        cutoff=datetime(2026, 11, 9, 6, tzinfo=LOCAL_TIME),
        fortnights=26,
        total=cell(None, None, rows.sum()),
        without_district=int(rows[-1].sum()),
        district_totals=tuple(cell(key, None, rows[r].sum()) for r, key in enumerate(keys)),
        category_totals=tuple(cell(None, code, rows[:, c].sum()) for c, code in enumerate(codes)),
        cells=tuple(cells),
        categories=tuple(CategoryLabel(code, f"Sak {chr(65 + c)}", "ring", "#000000") for c, code in enumerate(codes)),
        districts=tuple(DistrictLabel(key, f"Del {chr(65 + r)}", False, 0) for r, key in enumerate(keys)),
        sources=(),
        places=(),
        unplaced=(),
        unplaced_total=0,
    )


def cell(district: str | None, category: str | None, number: int) -> Cell:
    now = int(number)
    history = (now,) * 26
    verdict = Verdict.WITHIN_NORMAL if now else Verdict.TOO_FEW
    return Cell(district, category, Comparison(now, history, now, max(now - 2, 0), now + 3, 0.5, verdict))


def published(picture: Picture) -> dict[str, Any]:
    public, _ = for_audience(picture, Remarks(), Audience.ALLMAN)
    return orjson.loads(to_json(public))


def told(edition: dict[str, Any]) -> tuple[dict[Key, int | None], int, int]:
    """What a public edition prints, by place in its table (None: hidden), and the numbers of its rows and columns."""
    districts = [label["key"] for label in edition["districts"]]
    categories = [label["code"] for label in edition["categories"]]
    rows, columns = len(districts) + 1, len(categories)
    where = {key: at for at, key in enumerate(districts)} | {None: rows}
    which = {code: at for at, code in enumerate(categories)} | {None: columns}
    printed = [edition["total"], *edition["district_totals"], *edition["category_totals"], *edition["cells"]]
    found = {(where[one["district"]], which[one["category"]]): one["comparison"]["now"] for one in printed}
    return found | {(rows - 1, columns): edition["without_district"]}, rows, columns


class Attacker:
    """All that follows from a public edition; and from knowing which of its hidden numbers are 1 or 2.

    `own` holds the true numbers of a district that its reader is a member of.
    """

    def __init__(
        self, edition: dict[str, Any], known_small: Collection[Key] = (), own: Mapping[Key, int] | None = None
    ) -> None:
        self.known_small, self.own = known_small, own or {}
        public, self.rows, self.columns = told(edition)
        self.told = public | self.own
        self.size = (self.rows + 1) * (self.columns + 1)
        self.sums = np.array(list(self._equations()))
        self.hidden = sorted(key for key, number in self.told.items() if number is None)

    def works_out(self) -> dict[Key, int]:
        """The hidden numbers that can have one value only."""
        return self._fixed({key: self._aim(key) for key in self.hidden})

    def works_out_small(self) -> dict[Key, int]:
        """Each 1 or 2 that follows: of a place in the table that is not the reader's own, printed or not, or of what
        is left of a sum without the reader's own."""
        places = {key: self._aim(key) for key, _ in self._all() if key not in self.own}
        row = next((row for row, _ in self.own), self.rows)
        for column in range(self.columns + 1):
            if row != self.rows:
                places[self.rows, column] = self._aim((self.rows, column)) - self._aim((row, column))
        return self._fixed(places, range(1, LEAST))

    def _fixed(self, aims: Mapping[Key, np.ndarray], among: Collection[int] = range(10**9)) -> dict[Key, int]:
        """Those of the sums that can have one value only, and have one of these.

        Whatever the aim, the answer is a whole number: the equations are those of a network.
        """
        if not aims:
            return {}
        # What can have one value only has it in whatever fits, so one answer leaves few sums to be looked into.
        first = self._possible(np.zeros(self.size))
        open_ = {key for key, aim in aims.items() if int(aim @ first) in among}
        chance = np.random.default_rng(1)
        for _ in range(6 * bool(open_)):
            other = self._possible(chance.normal(size=self.size))
            open_ = {key for key in open_ if aims[key] @ other == aims[key] @ first}
        return {key: int(aims[key] @ first) for key in sorted(open_) if self._is_fixed(aims[key])}

    def _is_fixed(self, aim: np.ndarray) -> bool:
        return bool(aim @ self._possible(aim) == aim @ self._possible(-aim))

    def _aim(self, key: Key) -> np.ndarray:
        aim = np.zeros(self.size)
        aim[self._at(key)] = 1
        return aim

    def _possible(self, aim: np.ndarray) -> np.ndarray:
        """Numbers that fit all that is published, and make `aim` smallest; nobody expects more than 9,999."""
        bounds = [self._bounds(key, number) for key, number in self._all()]
        found = linprog(aim, A_eq=self.sums, b_eq=np.zeros(len(self.sums)), bounds=bounds)
        assert found.success, "the true numbers fit, so something must"
        return np.round(found.x)

    def _bounds(self, key: Key, number: int | None) -> tuple[int, int]:
        if number is not None:
            return number, number
        return (1, 2) if key in self.known_small else (0, 9999)

    def _all(self) -> Iterator[tuple[Key, int | None]]:
        for row in range(self.rows + 1):
            for column in range(self.columns + 1):
                yield (row, column), self.told.get((row, column))

    def _at(self, key: Key) -> int:
        return key[0] * (self.columns + 1) + key[1]

    def _equations(self) -> Iterator[np.ndarray]:
        """Each row's and each column's numbers less their sum are nothing."""
        for row in range(self.rows + 1):
            yield self._sum([(row, column) for column in range(self.columns)], (row, self.columns))
        for column in range(self.columns + 1):
            yield self._sum([(row, column) for row in range(self.rows)], (self.rows, column))

    def _sum(self, parts: list[Key], whole: Key) -> np.ndarray:
        equation = np.zeros(self.size)
        equation[[self._at(part) for part in parts]] = 1
        equation[self._at(whole)] = -1
        return equation
