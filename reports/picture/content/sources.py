"""Who has reported and who has not, what lacks a place, what the edition rests on."""

from reports.picture.content.basis import Kind
from reports.picture.content.blocks import (
    Block,
    Column,
    Notice,
    Paragraph,
    Row,
    Section,
    SectionKind,
    Side,
    Table,
    Terms,
    Value,
)
from reports.picture.content.edition import Edition
from reports.picture.content.tables import comparison_columns, comparison_values, explained_marks
from reports.picture.inputs import UnplacedInput
from reports.picture.record import SourceRow
from reports.picture.wording.words import listed

MOST_UNPLACED = 120
"""Rows that fit three pages; the system lists them all."""


def sources_section(edition: Edition) -> list[Section]:
    """Reports per source, beside what is usual for it; the silent ones first of all."""
    sources = edition.picture.sources
    if not sources and edition.is_public:
        return []
    blocks: list[Block] = [*silence(edition), Paragraph(edition.say("sources_about"), is_quiet=True)]
    blocks.append(_table(edition) if sources else Paragraph(edition.say("no_sources")))
    return [Section(SectionKind.SOURCES, "sources", edition.say("sources"), tuple(blocks))]


def silence(edition: Edition) -> list[Block]:
    """That somebody is silent must be seen: it is not calm."""
    names = listed((source.name for source in edition.picture.silent_sources), edition.language)
    return [Notice(edition.say("silent", names=names))] if names else []


def silence_section(edition: Edition) -> list[Section]:
    """The same for readers who get no table of sources."""
    blocks = tuple(silence(edition))
    return [Section(SectionKind.SOURCES, "sources", edition.say("sources"), blocks)] if blocks else []


def unplaced_section(edition: Edition) -> list[Section]:
    """Incidents without a place: counted, listed, and never drawn."""
    total, shown = edition.picture.unplaced_total, edition.picture.unplaced[:MOST_UNPLACED]
    if total is None:
        return []
    about = edition.say("unplaced_about", number=edition.incidents(total)) if total else edition.say("unplaced_none")
    blocks: list[Block] = [Paragraph(about)]
    if shown:
        blocks.append(_unplaced_table(edition, shown))
    if total > len(shown):
        blocks.append(Paragraph(edition.say("unplaced_more", number=edition.number(total - len(shown))), is_quiet=True))
    return [Section(SectionKind.UNPLACED, "unplaced", edition.say("unplaced"), tuple(blocks))]


def limits_section(edition: Edition) -> Section:
    """The four questions of every picture: why, from what, how far does it see, what does that mean."""
    answers = (
        ("why", edition.say("why_answer", municipality=edition.picture.municipality)),
        ("which", _which(edition)),
        ("how", _how(edition)),
        ("meaning", edition.say("meaning_answer")),
    )
    terms = tuple((Value(edition.say(question)), answer) for question, answer in answers)
    return Section(SectionKind.LIMITS, "limits", edition.say("limits"), (Terms(terms),))


def _table(edition: Edition) -> Table:
    columns = comparison_columns(edition, edition.say("source"))
    columns = (columns[0], Column(edition.say("reports"), Side.RIGHT), *columns[2:])
    if not edition.is_public:
        columns = (*columns, Column(edition.say("told"), Side.RIGHT))
    rows = tuple(_row(edition, source) for source in edition.picture.sources)
    notes = explained_marks(edition, [source.reports for source in edition.picture.sources])
    return Table("sources", edition.say("sources"), columns, rows, notes=tuple(notes))


def _row(edition: Edition, source: SourceRow) -> Row:
    values = comparison_values(edition, Value(source.name), source.reports, None, Kind.OTHER)
    told = source.incidents_now
    return Row(values if told is None else (*values, Value(edition.number(told), told)))


def _unplaced_table(edition: Edition, shown: tuple[UnplacedInput, ...]) -> Table:
    heads = ("when", "category", "district", "stated_place")
    columns = tuple(Column(edition.say(head), weight=0 if head == "when" else 1) for head in heads)
    rows = tuple(_unplaced_row(edition, incident) for incident in shown)
    return Table("unplaced", edition.say("unplaced"), columns, rows)


def _unplaced_row(edition: Edition, incident: UnplacedInput) -> Row:
    label = edition.category(incident.category)
    texts = (label.name if label else incident.category, edition.district(incident.district))
    when = Value(incident.when, about=edition.about_incident(incident.incident_id))
    return Row((when, *map(Value, texts), Value(incident.words or edition.say("unknown"))))


def _which(edition: Edition) -> str:
    picture = edition.picture
    telling = listed((source.name for source in picture.sources if not source.is_silent), edition.language)
    silent = listed((source.name for source in picture.silent_sources), edition.language)
    parts = [edition.say("which_answer", names=telling) if telling else edition.say("which_answer_none")]
    if silent:
        parts.append(edition.say("which_silent", names=silent))
    return " ".join([*parts, edition.say("which_left")])


def _how(edition: Edition) -> str:
    parts = [edition.say("how_answer")]
    if edition.picture.unplaced_total:
        parts.append(edition.say("how_unplaced", number=edition.incidents(edition.picture.unplaced_total)))
    if edition.picture.without_district:
        parts.append(edition.say("how_without", number=edition.incidents(edition.picture.without_district)))
    return " ".join(parts)
