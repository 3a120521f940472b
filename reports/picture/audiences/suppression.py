"""Which numbers of a table the public may not see, so that no small one can be read or worked out.

A table with its totals is a network: rows and columns are nodes, and a number leads from its row to its column, or back
where it is a total. Numbers that are not published can change together, and leave all that is published as it is, just
where their changes go round in a circle. So a number cannot be worked out when such a circle goes through it (Gusfield
1988, "A graph theoretic approach to statistical data security", SIAM J. Comput. 17(3); Cox 1995, "Network models for
complementary cell suppression", JASA 90). For each small number the cheapest circle is sought, and hidden.

Who knows all of one row sees the table that is left without it: there a circle has to go past that row.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush

LEAST = 3
"""The smallest number above 0 that the public may see."""

Position = tuple[int, int]
Node = tuple[str, int]
Move = tuple[Node, Position, int]
Way = tuple[int, list[Position]]

COST, COST_OF_TOTAL, COST_OF_ALL = 10, 1_000, 100_000
"""What it costs to hide a number, a row's or column's total, the grand total; and 1 for each incident."""


def positions_to_hide(
    counts: Sequence[Sequence[int]], unprinted: Collection[int] = (), knowable: Iterable[int] = ()
) -> frozenset[Position]:
    """Positions (row, column) to hide in a table and its totals, so that every 1 and 2 stays unknown.

    `counts` holds whole numbers from 0, its rows equally long. The row after the last stands for the columns' totals,
    the column after the last for the rows' totals. Of the rows in `unprinted` only the total is published; what can be
    worked out of them is protected all the same. With all that is published, and that no number is negative, no hidden
    number is determined. Where that costs no total, each 1 and 2 may be either even for one who knows which of the
    hidden numbers are 1 or 2. Of the rows in `knowable` somebody may know every true number, of one row at a time: to
    them no 1 or 2 of what the other rows hold is determined, nor of what these have together. The same counts always
    give the same.
    """
    table = _Table(_with_totals(counts), unprinted)
    _protect(table)
    for row in knowable:
        _protect(replace(table, known=row))  # hides in the same set
    return frozenset(table.hidden)


def _protect(table: "_Table") -> None:
    """Hide every 1 and 2, and what else could tell them."""
    small = [position for position in table.positions() if 0 < table.value(position) < LEAST]
    table.hidden.update(small)
    for position in small:
        table.hidden.update(_circle(table, position))


@dataclass(slots=True)
class _Table:
    """Values with totals, and what of them is hidden so far; `known` is a row that its reader knows all of."""

    values: list[list[int]]
    unprinted: Collection[int]
    hidden: set[Position] = field(default_factory=set)
    known: int | None = None

    @property
    def last(self) -> Position:
        return len(self.values) - 1, len(self.values[0]) - 1

    def positions(self) -> Iterator[Position]:
        """Of all that is left to know."""
        for row, numbers in enumerate(self.values):
            for column in range(len(numbers) if row != self.known else 0):
                yield row, column

    def value(self, position: Position) -> int:
        """A number; of a column's total what the known row leaves of it."""
        row, column = position
        known = self.values[self.known][column] if self.known is not None and row == self.last[0] else 0
        return self.values[row][column] - known

    def is_unprinted(self, position: Position) -> bool:
        return position[0] in self.unprinted and position[1] != self.last[1]

    def cost(self, position: Position) -> int:
        """0 where it is not published anyway."""
        if position in self.hidden or self.is_unprinted(position):
            return 0
        totals = sum(at == last for at, last in zip(position, self.last, strict=True))
        return (COST, COST_OF_TOTAL, COST_OF_ALL)[totals] + self.value(position)

    def ends(self, position: Position) -> tuple[Node, Node]:
        """From where to where one more there leads: each node's numbers balance its total."""
        (row, column), (last_row, last_column) = position, self.last
        nodes = (("row", row), ("column", column))
        return nodes if (row == last_row) == (column == last_column) else nodes[::-1]

    def may_step(self, position: Position, step: int, is_strict: bool) -> bool:
        """Whether a number may be one more or less for all that is known: never under 0; strictly, 1 and 2 stay so."""
        value = self.value(position)
        if is_strict and 0 < value < LEAST and not self.is_unprinted(position):
            return 0 < value + step < LEAST
        return value + step >= 0

    def moves(self, node: Node) -> Iterator[Move]:
        """(next node, position, step) of all that leads away from a node."""
        kind, index = node
        along = range(len(self.values[0]) if kind == "row" else len(self.values))
        for other in along:
            position = (index, other) if kind == "row" else (other, index)
            if position[0] == self.known:
                continue
            start, end = self.ends(position)
            yield (end, position, 1) if start == node else (start, position, -1)


def _circle(table: _Table, position: Position) -> list[Position]:
    """The cheapest other numbers whose changes make up for a change of this one."""
    strict = min(_ways(table, position, is_strict=True), default=None) if table.known is None else None
    if strict and strict[0] < COST_OF_TOTAL:
        return strict[1]
    return min(_ways(table, position, is_strict=False))[1]  # at worst all its totals grow with it


def _ways(table: _Table, position: Position, is_strict: bool) -> Iterator[Way]:
    """The cheapest ways to make up for one more and for one less."""
    start, end = table.ends(position)
    for step, (source, target) in ((1, (end, start)), (-1, (start, end))):
        if table.may_step(position, step, is_strict):
            way = _cheapest(table, source, target, position, is_strict)
            yield from [way] if way else []


def _cheapest(table: _Table, source: Node, target: Node, without: Position, is_strict: bool) -> Way | None:
    """Dijkstra's shortest way, as its cost and its positions."""
    waiting: list[tuple[int, list[Position], Node]] = [(0, [], source)]
    seen: set[Node] = set()
    while waiting:
        cost, way, node = heappop(waiting)
        if node == target:
            return cost, way
        if node in seen:
            continue
        seen.add(node)
        for beyond, position, step in table.moves(node):
            if beyond not in seen and position != without and table.may_step(position, step, is_strict):
                heappush(waiting, (cost + table.cost(position), [*way, position], beyond))
    return None


def _with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]
