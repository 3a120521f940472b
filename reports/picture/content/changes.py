"""What has changed, how sure that is, and what else may lie behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reports.picture.content.basis import Kind
from reports.picture.content.blocks import Block, Bullets, Paragraph, Row, Section, SectionKind, Table, Terms, Value
from reports.picture.content.edition import Edition
from reports.picture.content.tables import comparison_columns, comparison_values, per_district
from reports.picture.record import Cell, Verdict
from reports.picture.wording.summary import change_name, changed_cells, hides_numbers, watch_words
from reports.picture.wording.words import MEANINGS, WORDS


def changes_section(edition: Edition) -> Section:
    """The clear changes of the edition, strongest first; how to read the words; the districts beside each other."""
    changed, sure = _changed(edition), sure_changes_section(edition)
    before = last_year(edition, [*changed, *edition.picture.district_totals, edition.picture.total])
    return replace(sure, blocks=(*sure.blocks, *before, reading_key(edition), per_district(edition)))


def sure_changes_section(edition: Edition) -> Section:
    """The same for readers with a minute: the changes and what else may lie behind them."""
    changed = _changed(edition)
    blocks: list[Block] = [Paragraph(_about(edition, changed), is_quiet=bool(changed))]
    if changed:
        blocks.append(_table(edition, changed))
    blocks += caveats(edition, changed)
    blocks += [Paragraph(words) for words in (watch_words(edition.picture),) if words]
    return Section(SectionKind.CHANGES, "changes", edition.say("changes"), tuple(blocks))


def _changed(edition: Edition) -> list[Cell]:
    return strongest_first(changed_cells(edition.picture))


def whole_changes(edition: Edition) -> list[Block]:
    """Below the districts' cards, the categories that have changed in all of the municipality."""
    items = tuple(_whole_change(edition, cell) for cell in strongest_first(edition.picture.category_totals))
    return [Bullets(items)] if items else []


def _whole_change(edition: Edition, cell: Cell) -> Value:
    name, number = change_name(edition.picture, cell), edition.number(cell.counted)
    words = edition.say("card_change", name=name, now=number, range=edition.range(cell.comparison))
    about = edition.about(category=cell.category)
    return Value(words, cell.now, cell.verdict, about, basis=edition.basis(cell.comparison))


def strongest_first(cells: Iterable[Cell]) -> list[Cell]:
    """By how unlikely chance alone is; where that is not told, in their own order."""
    return sorted((cell for cell in cells if cell.is_change), key=lambda cell: cell.p_value or 0.0)


def change_words(edition: Edition, name: str, cell: Cell) -> str:
    """ "Trafik i Norr: tydlig ökning: 12, väntat 2–7"."""
    return edition.say(
        "change",
        name=name,
        verdict=edition.verdict(cell.judged),
        now=edition.number(cell.counted),
        range=edition.range(cell.comparison),
    )


def caveats(edition: Edition, changed: Sequence[Cell]) -> list[Block]:
    """What else than trouble may lie behind a change: one source's reporting, or the work of the police."""
    items = []
    for cell in changed:
        name, label = change_name(edition.picture, cell), edition.category(cell.category)
        if cell.driven_by is not None:
            items.append(edition.say("driven", name=name, source=cell.driven_by or edition.say("one_source")))
        if label and label.enforcement:
            items.append(edition.say("enforced", name=name))
    return [Bullets(tuple(Value(item) for item in items))] if items else []


def last_year(edition: Edition, cells: Iterable[Cell]) -> list[Block]:
    """Those that surely differ from the same weeks last year."""
    items = [
        Value(_than_last_year(edition, cell), verdict=year.verdict, basis=edition.basis(year, Kind.LAST_YEAR))
        for cell in cells
        if (year := cell.last_year) is not None and year.is_change
    ]
    return [Paragraph(edition.say("last_year") + ":"), Bullets(tuple(items))] if items else []


def reading_key(edition: Edition) -> Terms:
    """The words that the edition uses of changes, each with what it means."""
    picture = edition.picture
    cells = (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells)
    met = {cell.verdict for cell in cells}
    verdicts = [verdict for verdict in Verdict if verdict in met]
    meanings = MEANINGS[edition.language]
    terms = [(Value(edition.verdict(verdict), verdict=verdict), meanings[verdict]) for verdict in verdicts]
    if picture.fortnights:
        terms.append((Value(edition.say("expected")), edition.say("key_expected")))
    return Terms(tuple(terms), title=edition.say("key"))


def _about(edition: Edition, changed: Sequence[Cell]) -> str:
    picture, fortnights = edition.picture, edition.picture.fortnights
    if not fortnights:
        return edition.say("changes_alone")
    if not changed and hides_numbers(picture):
        return WORDS[edition.language]["sum_steady_shown"]
    if not changed:
        return edition.say("changes_none" if fortnights > 1 else "changes_none_one", fortnights=fortnights)
    return edition.say("changes_about" if fortnights > 1 else "changes_one", fortnights=fortnights)


def _table(edition: Edition, changed: Sequence[Cell]) -> Table:
    rows = tuple(
        Row(
            comparison_values(
                edition,
                Value(change_name(edition.picture, cell)),
                cell.comparison,
                edition.about(cell.district, cell.category),
            )
        )
        for cell in changed
    )
    return Table("changes", edition.say("changes"), comparison_columns(edition, edition.say("what")), rows)


def _than_last_year(edition: Edition, cell: Cell) -> str:
    year = cell.last_year
    assert year is not None
    is_all = cell.district is None and cell.category is None
    return edition.say(
        "than_last_year",
        name=edition.say("whole") if is_all else change_name(edition.picture, cell),
        now=edition.number(year.counted),
        then=edition.number(year.history[-1]),
        verdict=edition.verdict(year.judged),
    )
