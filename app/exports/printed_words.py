"""What stands around a printed map."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.background.in_use import OwnFile
from app.exports.asked import Asked
from app.exports.choice_words import title
from app.exports.imprint import Imprint
from app.exports.map_content import RINGS, MapContent, symbol
from app.exports.rows import Row
from app.formatting import moment, number
from app.i18n import language
from app.incidents.words import place_and_district, when_words, word
from app.maps.queries.marks import MOST_MARKS
from app.maps.views import Layer
from app.maps.wording import map_word
from app.models import IncidentStatus
from geo.points import LocationPrecision
from geo.printed_map import Sheet
from reports.incoming.drafts import Certainty, Interval
from reports.printed_map.document import Kind, Listed, Words
from reports.printed_map.paper import LegendSize

LONGEST_CHOICE = 210
MOST_LISTED = 200
"""Rows of the table behind a map: a few pages. Who wants more takes the rows as a file."""


def counts(content: MapContent, asked: Asked) -> str:
    """ "124 händelser på kartan, varav 3 obekräftade utkast, 12 utan plats på kartan"; of a view also of how many."""
    drawn, total = content.drawn, content.tally.total_drawn
    shown = ngettext("%(count)s händelse på kartan", "%(count)s händelser på kartan", drawn, count=number(drawn))
    drafts = sum(row.is_drawn and row.status is IncidentStatus.DRAFT for row in content.rows)
    if drafts:  # On paper nobody sees that they may still be changed, or be another's twin.
        shown += ", " + ngettext(
            "varav %(count)s obekräftat utkast", "varav %(count)s obekräftade utkast", drafts, count=number(drafts)
        )
    if asked.box:
        shown += " " + _("(hela urvalet: %(total)s)", total=number(total))
    undrawn = content.tally.total_undrawn
    return str(_("%(shown)s, %(undrawn)s utan plats på kartan", shown=shown, undrawn=number(undrawn)))


def print_words(content: MapContent, asked: Asked, sheet: Sheet, imprint: Imprint, *, has_table: bool) -> Words:
    """What stands on the sheet that has been drawn."""
    choice, now = imprint.choice, imprint.made_at
    listed = content.rows[:MOST_LISTED] if has_table else ()
    is_told_behind = has_table and (listed or len(choice) > LONGEST_CHOICE)
    return Words(
        language=language(),
        title=title(asked),
        municipality=imprint.municipality,
        made=str(_("Uttagen %(moment)s", moment=moment(now))),
        choice=_shortened(choice, has_table=has_table),
        counts=counts(content, asked),
        legend_title=str(_("Tecken på kartan")),
        legend=_legend(content),
        signs=_signs(content),
        unplaced_title=str(_("Utan plats på kartan")),
        unplaced=tuple(f"{name or _('Okänd kommundel')}: {number(many)}" for name, many in content.unplaced),
        remarks=tuple(_remarks(content, asked, sheet.outside)),
        notes=tuple(_notes(content, asked, sheet, imprint.background)),
        table_title=str(_("Händelserna på kartan") if asked.box else _("Händelserna i urvalet")),
        about=tuple(_about(content, choice)) if is_told_behind else (),
        heads=(str(_("När")), str(_("Vad")), str(_("Var")), str(_("På kartan"))),
        rows=tuple(_listed(row, content, now) for row in listed),
        page=str(_("Sida")),
        alt=f"{title(asked)}. {counts(content, asked)}.",
    )


def legend_size(content: MapContent, asked: Asked) -> LegendSize:
    """How much will stand in the legend, before the map is drawn."""
    remarks = tuple(len(remark) for remark in _remarks(content, asked, outside=content.drawn))
    return LegendSize(len(content.kinds), len(content.unplaced), remarks)


def _shortened(choice: str, *, has_table: bool) -> str:
    """What there is room for above the map; all of it stands above the table."""
    if len(choice) <= LONGEST_CHOICE:
        return choice
    more = str(_("Hela urvalet står på nästa sida.")) if has_table else ""
    return f"{choice[:LONGEST_CHOICE].rpartition(' ')[0]} … {more}".rstrip()


def _legend(content: MapContent) -> tuple[Kind, ...]:
    return tuple(
        Kind(kind.name(language()), symbol(kind), kind.colour, number(content.counted[kind.id]))
        for kind in content.kinds
    )


def _signs(content: MapContent) -> tuple[tuple[str, str], ...]:
    if not content.drawn:
        return ()
    rings = [(RINGS[certainty], word(certainty)) for certainty in Certainty]
    circle = _(
        "händelsen är någonstans i cirkeln: gata %(street)s m, namngiven plats %(place)s m",
        street=LocationPrecision.STREET.radius,
        place=LocationPrecision.PLACE.radius,
    )
    return (*rings, ("circle", str(circle)))


def _remarks(content: MapContent, asked: Asked, outside: int) -> Iterator[str]:
    if content.drawn:
        yield str(_("Ring och cirkel ritas där en händelse står ensam. Där flera ligger nära varandra står antalet."))
    else:
        yield str(_("Ingen händelse i urvalet har en plats på kartan."))
    if content.unplaced:
        yield str(_("Utan plats ritas de inte: en gissad punkt skulle visa fel plats. Antalen gäller hela urvalet."))
    if outside:
        yield str(
            ngettext(
                "%(count)s ligger utanför bladet.",
                "%(count)s ligger utanför bladet.",
                outside,
                count=number(outside),
            )
        )
    if content.map.watched:
        yield str(_("Prickad linje: bevakat område."))
    if asked.view.against:
        yield str(_("Jämförelsen med en annan tid är inte med på bladet."))
    if asked.view.layer is not Layer.INCIDENTS:
        yield str(_("Bladet visar händelserna var för sig, inte lagret %(layer)s.", layer=map_word(asked.view.layer)))
    if len(content.rows) == MOST_MARKS:
        yield str(_("Bladet visar de %(most)s första i urvalet.", most=number(MOST_MARKS)))


def _notes(content: MapContent, asked: Asked, sheet: Sheet, background: OwnFile | None) -> Iterator[str]:
    scale = number(sheet.scale)
    yield str(
        _(
            "Skala 1:%(scale)s när bladet skrivs ut i verklig storlek på %(paper)s",
            scale=scale,
            paper=asked.paper.upper(),
        )
    )
    _metres, millimetres = sheet.bar
    yield str(_("skalstocken är %(long)s mm", long=number(round(millimetres, 1))))
    yield str(_("norr är uppåt"))
    if content.origins:
        yield str(_("Gränser: %(origins)s", origins=", ".join(content.origins)))
    if content.is_approximate:
        yield str(_("Kommundelarnas gränser är ungefärliga."))
    if background:
        yield from _background_notes(background, sheet)


def _background_notes(background: OwnFile, sheet: Sheet) -> Iterator[str]:
    if not sheet.has_background:
        yield str(_("Bakgrundskartan gick inte att läsa och är inte med."))
        return
    yield str(_("Bakgrund: %(source)s", source=background.attribution or background.file.name or background.path.name))
    if sheet.unread:
        yield str(_("Delar av bakgrundskartan gick inte att läsa och saknas."))


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
    return Listed(symbol(category.parent or category), (category.parent or category).colour, (when, what, where, known))
