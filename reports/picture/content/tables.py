"""Tables that set counts against what was expected."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from reports.picture.content.basis import Kind
from reports.picture.content.blocks import About, Band, Column, Row, Side, Symbol, Table, Value
from reports.picture.content.edition import Edition
from reports.picture.inputs import CategoryLabel
from reports.picture.record import Cell, Comparison, Verdict
from reports.picture.wording.words import number

NO_BREAK = "\u00a0"


def count_value(edition: Edition, comparison: Comparison, about: About | None) -> Value:
    """The number, or that it is hidden; a hidden one leads nowhere."""
    if comparison.is_hidden:
        return Value(edition.say("hidden"), is_hidden=True)
    return Value(edition.number(comparison.counted), comparison.now, about=about if comparison.now else None)


def expected_value(edition: Edition, comparison: Comparison) -> Value:
    """ "3–9", with a star where the number is outside it and yet no clear change."""
    star = f"{NO_BREAK}*" if comparison.is_stray else ""
    return Value((edition.range(comparison) or "–") + star)


def verdict_value(edition: Edition, comparison: Comparison, kind: Kind = Kind.CELL) -> Value:
    if comparison.verdict is None:
        return Value(edition.say("hidden_cell") if comparison.is_hidden else "–", is_hidden=comparison.is_hidden)
    words, note = edition.verdict(comparison.verdict), edition.stray(comparison)
    return Value(words, verdict=comparison.verdict, note=note, basis=edition.basis(comparison, kind))


def per_category(edition: Edition, key: str, caption: str, total: Cell, cells: Sequence[Cell]) -> Table:
    """Rows for the categories that have had anything; the others are named below."""
    known = [(label, cell) for cell in cells if (label := edition.category(cell.category))]
    shown = [(label, cell) for label, cell in known if _has_had(cell)]
    calm = "; ".join(label.name for label, cell in known if not _has_had(cell))
    rows = tuple(_category_row(edition, label, cell) for label, cell in shown)
    notes = _notes(edition, [cell for _, cell in shown], total)
    if any(label.enforcement for label, _ in shown):
        notes.append(edition.say("enforcement"))
    if calm and shown:
        notes.append(edition.say("zeros" if not edition.is_public else "zeros_now", names=calm))
    last = _row(edition, edition.say("all"), total)
    rest = (edition.say("rest_one"), edition.say("rest_many", number="{number}"))
    return replace(_table(edition, key, caption, edition.say("category"), rows, last, notes), rest=rest)


def shortened(table: Table, kept: Collection[Row], language: str) -> Table:
    """A table with some of its rows, and a last one that says how many more there are and what they add up to.

    A sum with a hidden number in it is hidden.
    """
    rows, others = [row for row in table.rows if row in kept], [row for row in table.rows if row not in kept]
    if not others:
        return table
    counts = [row.values[1] for row in others]
    total = sum(value.number or 0 for value in counts)
    hidden = next((value for value in counts if value.is_hidden), None)
    name = table.rest[len(others) > 1].format(number=len(others))
    more = [Value("–") for _ in table.columns[2:]]
    last = Row((Value(name), hidden or Value(number(total, language), total), *more))
    return replace(table, rows=(*rows, last))


def per_district(edition: Edition) -> Table:
    """A row per district, one for incidents whose district is unknown, and the whole municipality."""
    picture = edition.picture
    rows = [_row(edition, edition.district(cell.district), cell) for cell in picture.district_totals]
    rows += _without_district(edition)
    caption, head = edition.say("districts_compared"), edition.say("district")
    notes = _notes(edition, picture.district_totals, picture.total)
    last = _row(edition, edition.say("whole"), picture.total)
    return _table(edition, "districts", caption, head, tuple(rows), last, notes)


def comparison_columns(edition: Edition, head: str) -> tuple[Column, ...]:
    return (
        Column(head, weight=1),
        Column(edition.say("number"), Side.RIGHT),
        Column(edition.say("expected_head"), Side.RIGHT),
        Column(edition.say("compared"), weight=1),
    )


def comparison_values(
    edition: Edition, name: Value, comparison: Comparison, about: About | None, kind: Kind = Kind.CELL
) -> tuple[Value, Value, Value, Value]:
    return (
        name,
        count_value(edition, comparison, about),
        expected_value(edition, comparison),
        verdict_value(edition, comparison, kind),
    )


def explained_marks(edition: Edition, comparisons: Sequence[Comparison]) -> list[str]:
    """What the star and a hidden number mean, below a table that has them."""
    notes = [edition.say("stray")] if any(found.is_stray for found in comparisons) else []
    return notes + ([edition.say("hidden_about")] if any(found.is_hidden for found in comparisons) else [])


def _has_had(cell: Cell) -> bool:
    """Anything now or before, as far as the audience may know: what could be judged has had something."""
    return cell.now != 0 or cell.baseline_total > 0 or cell.verdict not in (Verdict.TOO_FEW, Verdict.NO_BASELINE)


def _category_row(edition: Edition, label: CategoryLabel, cell: Cell) -> Row:
    name = label.name + (f"{NO_BREAK}†" if label.enforcement else "")
    return _row(edition, name, cell, Symbol(label.mark, label.colour))


def _row(edition: Edition, name: str, cell: Cell, symbol: Symbol | None = None) -> Row:
    about = edition.about(cell.district, cell.category)
    band = None if cell.now is None else Band(cell.now, cell.low, cell.high)
    return Row(comparison_values(edition, Value(name), cell.comparison, about), symbol, band)


def _without_district(edition: Edition) -> list[Row]:
    number = edition.picture.without_district
    if number == 0:
        return []
    count = count_value(edition, Comparison(number), edition.about_no_district())
    return [Row((Value(edition.say("without_district")), count, Value("–"), Value("–")))]


def _notes(edition: Edition, cells: Sequence[Cell], total: Cell) -> list[str]:
    return explained_marks(edition, [cell.comparison for cell in (*cells, total)])


def _table(
    edition: Edition, key: str, caption: str, head: str, rows: tuple[Row, ...], total: Row, notes: list[str]
) -> Table:
    bands = [row.band for row in rows if row.band]
    has_ranges = any(band.high is not None for band in bands)
    scale = max((max(band.now, band.high or 0) for band in bands), default=0) or 1
    columns = comparison_columns(edition, head)
    return Table(key, caption, columns, rows, total, tuple(notes), scale if has_ranges else 0)
