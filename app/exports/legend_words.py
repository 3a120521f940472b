"""What stands in the legend of a printed map, and at its foot."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.background.in_use import OnPaper, credit
from app.exports.asked import Asked
from app.exports.layer_words import layer_legend, layer_remarks
from app.exports.map_content import RINGS, Chosen, MapContent, symbol
from app.formatting import number
from app.i18n import language
from app.incidents.words import word
from app.maps.queries.marks import MOST_MARKS
from app.maps.views import Layer, Overlay
from geo.points import LocationPrecision
from geo.printed_map import Sheet
from reports.incoming.drafts import Certainty
from reports.printed_map.document import Kind
from reports.printed_map.paper import LegendSize


def legend_size(chosen: Chosen, asked: Asked) -> LegendSize:
    """How much may stand in the legend at most, before it is known what is on the sheet."""
    remarks = tuple(len(words) for words in _remarks(chosen, asked, _at_most(chosen, asked)))
    kinds = len(chosen.tally.drawn) if asked.view.layer is Layer.INCIDENTS else len(layer_legend(chosen.found)[1])
    return LegendSize(kinds, len(chosen.unplaced), remarks)


def legend(content: MapContent, asked: Asked) -> tuple[str, tuple[Kind, ...]]:
    """Its heading and its lines."""
    if asked.view.layer is not Layer.INCIDENTS:
        return layer_legend(content.chosen.found)
    kinds = (
        Kind(kind.name(language()), symbol(kind), kind.colour, number(content.counted[kind.id]))
        for kind in content.kinds
    )
    return str(_("Tecken på kartan")), tuple(kinds)


def signs(content: MapContent) -> tuple[tuple[str, str], ...]:
    """What rings and circles mean."""
    if not content.drawn:
        return ()
    rings = [(RINGS[certainty], word(certainty)) for certainty in Certainty]
    circle = _(
        "händelsen är någonstans i cirkeln: gata %(street)s m, namngiven plats %(place)s m",
        street=LocationPrecision.STREET.radius,
        place=LocationPrecision.PLACE.radius,
    )
    return (*rings, ("circle", str(circle)))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What remarks depend on: whether anything is drawn, how many lie beside the sheet, and what else is on it."""

    drawn: int
    outside: int
    has_watched: bool
    is_cut: bool


def _at_most(chosen: Chosen, asked: Asked) -> _Seen:
    drawn = chosen.tally.total_drawn
    return _Seen(drawn, drawn, Overlay.WATCHED in asked.view.overlays, is_cut=drawn >= MOST_MARKS)


def remarks(content: MapContent, asked: Asked, sheet: Sheet) -> Iterator[str]:
    """What follows the legend."""
    seen = _Seen(content.drawn, sheet.outside, bool(content.map.watched), is_cut=len(content.rows) == MOST_MARKS)
    yield from _remarks(content.chosen, asked, seen)


def _remarks(chosen: Chosen, asked: Asked, seen: _Seen) -> Iterator[str]:
    if asked.view.layer is Layer.INCIDENTS:
        yield from _remarks_on_marks(seen)
    else:
        yield from layer_remarks(chosen.found, asked)
    if chosen.unplaced:
        yield str(_("Utan plats ritas de inte: en gissad punkt skulle visa fel plats. Antalen gäller hela urvalet."))
    if seen.has_watched:
        yield str(_("Prickad linje: bevakat område."))
    if asked.view.against:
        yield str(_("Jämförelsen med en annan tid är inte med på bladet."))


def _remarks_on_marks(seen: _Seen) -> Iterator[str]:
    if seen.drawn:
        yield str(_("Ring och cirkel ritas där en händelse står ensam. Där flera ligger nära varandra står antalet."))
    else:
        yield str(_("Ingen händelse i urvalet har en plats på kartan."))
    if seen.outside:
        outside = number(seen.outside)
        yield str(
            ngettext(
                "%(count)s ligger utanför bladet.", "%(count)s ligger utanför bladet.", seen.outside, count=outside
            )
        )
    if seen.is_cut:
        yield str(_("Bladet visar de %(most)s första i urvalet.", most=number(MOST_MARKS)))


def notes(content: MapContent, asked: Asked, sheet: Sheet, background: OnPaper) -> Iterator[str]:
    """What stands at the foot."""
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
    yield from credit(background, is_drawn=sheet.has_background, unread=sheet.unread)
