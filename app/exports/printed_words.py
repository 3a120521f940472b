"""What stands around a printed map."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _

from app.exports.asked import Asked
from app.exports.choice_words import title
from app.exports.imprint import Imprint
from app.exports.layer_words import layer_counts, layer_table, on_the_map
from app.exports.legend_words import legend, notes, remarks, signs
from app.exports.map_content import MapContent, symbol
from app.exports.rows import Row
from app.formatting import moment, number
from app.i18n import language
from app.incidents.ways import period_words
from app.incidents.words import place_and_district, when_words, word
from app.maps.views import Layer
from app.models import IncidentStatus
from geo.printed_map import Sheet
from reports.incoming.drafts import Interval
from reports.printed_map.document import Listed, Table, Words

LONGEST_CHOICE = 210
MOST_LISTED = 200
"""Rows of the table behind a map: a few pages. Who wants more takes the rows as a file."""


def sheet_title(asked: Asked) -> str:
    """What is shown, and of which time."""
    period = period_words(asked.filter)
    match asked.view.layer:
        case Layer.DENSITY:
            return str(_("Händelser per km² %(period)s", period=period))
        case Layer.PLACES:
            return str(_("Händelser per plats %(period)s", period=period))
        case _:
            return title(asked)


def counts(content: MapContent, asked: Asked) -> str:
    """ "124 händelser på kartan, varav 3 obekräftade utkast, 12 utan plats på kartan"; of a view also of how many."""
    chosen = content.chosen
    if asked.view.layer is not Layer.INCIDENTS:
        return layer_counts(content, asked)
    drafts = sum(row.is_drawn and row.status is IncidentStatus.DRAFT for row in content.rows)
    shown, undrawn = on_the_map(content.drawn, drafts, chosen, asked), chosen.tally.total_undrawn
    return str(_("%(shown)s, %(undrawn)s utan plats på kartan", shown=shown, undrawn=number(undrawn)))


def print_words(content: MapContent, asked: Asked, sheet: Sheet, imprint: Imprint, *, has_table: bool) -> Words:
    """What stands on the sheet that has been drawn."""
    choice, chosen = imprint.choice, content.chosen
    legend_title, kinds = legend(content, asked)
    table_title, table = _table(content, asked, imprint.made_at)
    is_told_behind = has_table and (table.rows or len(choice) > LONGEST_CHOICE)
    return Words(
        language=language(),
        title=sheet_title(asked),
        municipality=imprint.municipality,
        made=str(_("Uttagen %(moment)s", moment=moment(imprint.made_at))),
        choice=_shortened(choice, has_table=has_table),
        counts=counts(content, asked),
        legend_title=legend_title,
        legend=kinds,
        signs=signs(content),
        unplaced_title=str(_("Utan plats på kartan")),
        unplaced=tuple(f"{name or _('Okänd kommundel')}: {number(many)}" for name, many in chosen.unplaced),
        remarks=tuple(remarks(content, asked, sheet)),
        notes=tuple(notes(content, asked, sheet, imprint.background)),
        table_title=table_title,
        about=tuple(_about(content, choice)) if is_told_behind else (),
        table=table if has_table else replace(table, rows=()),
        page=str(_("Sida")),
        alt=f"{sheet_title(asked)}. {counts(content, asked)}.",
    )


def _table(content: MapContent, asked: Asked, now: datetime) -> tuple[str, Table]:
    """Its heading, and what stands behind the map."""
    if asked.view.layer is not Layer.INCIDENTS:
        return layer_table(content.chosen.found, content.hot, asked)
    heads = (str(_("När")), str(_("Vad")), str(_("Var")), str(_("På kartan")))
    rows = tuple(_listed(row, content, now) for row in content.rows[:MOST_LISTED])
    words = str(_("Händelserna på kartan") if asked.box else _("Händelserna i urvalet"))
    return words, Table(heads, (0, 1.5, 2, 1.2), rows)


def _shortened(choice: str, *, has_table: bool) -> str:
    """What there is room for above the map; all of it stands above the table."""
    if len(choice) <= LONGEST_CHOICE:
        return choice
    more = str(_("Hela urvalet står på nästa sida.")) if has_table else ""
    return f"{choice[:LONGEST_CHOICE].rpartition(' ')[0]} … {more}".rstrip()


def _about(content: MapContent, choice: str) -> Iterator[str]:
    yield choice
    if len(content.rows) > MOST_LISTED:
        yield str(
            _(
                "Tabellen visar de %(most)s första av %(total)s. Ta med alla som fil.",
                most=number(MOST_LISTED),
                total=number(len(content.rows)),
            )
        )


def _listed(row: Row, content: MapContent, now: datetime) -> Listed:
    category = content.names.categories[row.category]
    district = content.names.districts[row.district].name if row.district else None
    what = category.name(language())
    if row.status is not IncidentStatus.CONFIRMED:
        what = f"{what} ({word(row.status)})"
    where = place_and_district(row.place, district)
    known = word(row.precision) if row.is_drawn else f"{word(row.placing)}, {word(row.precision)}"
    when = when_words(Interval(row.start, row.end), now, language())
    kind = category.parent or category
    return Listed((when, what, where, known), symbol(kind), kind.colour)
