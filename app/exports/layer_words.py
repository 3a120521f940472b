"""What is said on a printed map of density and of places with most incidents: the page's own words."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from app.exports.asked import Asked
from app.exports.layer_content import COLOURS, LayerContent
from app.exports.map_content import Chosen, MapContent, Smoothed
from app.formatting import number
from app.maps.layer_wording import away_words, density_words, hot_counts, hot_words, step_words
from app.maps.wording import change_sign, verdict_words
from reports.printed_map.document import Kind, Listed, Table

if TYPE_CHECKING:  # as in layer_content
    from app.maps.queries.density import DensePlace, DensityLayer
    from app.maps.queries.hot_places import HotPlace


def layer_counts(content: MapContent, asked: Asked) -> str:
    """ "91 händelser, 32 händelser utan plats på kartan", "18 av 24 platser med händelser, …"."""
    found, undrawn = content.chosen.found, content.chosen.tally.total_undrawn
    if found.density and content.smoothed:
        said = _smoothed_words(content.smoothed, content.chosen, asked)
    else:
        said = hot_counts(content.hot, found.hot.number if found.hot else 0)
    return str(
        ngettext(
            "%(shown)s, %(count)s händelse utan plats på kartan",
            "%(shown)s, %(count)s händelser utan plats på kartan",
            undrawn,
            shown=said,
            count=number(undrawn),
        )
    )


def _smoothed_words(smoothed: Smoothed, chosen: Chosen, asked: Asked) -> str:
    """How far each is smoothed stands below the legend."""
    if asked.box:
        return on_the_map(*smoothed, chosen, asked)
    # What lies beside the sheet is smoothed as well and, unlike a mark, told of nowhere: not all are "on the map".
    said = ngettext("%(count)s händelse", "%(count)s händelser", smoothed.number, count=number(smoothed.number))
    return str(said) + _of_them_drafts(smoothed.drafts)


def on_the_map(drawn: int, drafts: int, chosen: Chosen, asked: Asked) -> str:
    """ "41 händelser på kartan, varav 3 obekräftade utkast"; of a view also of how many."""
    said = str(ngettext("%(count)s händelse på kartan", "%(count)s händelser på kartan", drawn, count=number(drawn)))
    said += _of_them_drafts(drafts)
    if asked.box:
        said += " " + str(_("(hela urvalet: %(total)s)", total=number(chosen.tally.total_drawn)))
    return said


def _of_them_drafts(drafts: int) -> str:
    """On paper nobody sees that they may still be changed, or be another's twin."""
    if not drafts:
        return ""
    words = ngettext(
        "varav %(count)s obekräftat utkast", "varav %(count)s obekräftade utkast", drafts, count=number(drafts)
    )
    return f", {words}"


def layer_legend(found: LayerContent) -> tuple[str, tuple[Kind, ...]]:
    """Its heading and its lines."""
    if found.density:
        steps = zip(COLOURS, found.density.steps, strict=False)
        return str(_("Händelser per km²")), tuple(
            Kind(step_words(*step), "square", colour, "") for colour, step in steps
        )
    return str(_("Platser med flest händelser")), ()


def layer_remarks(found: LayerContent, asked: Asked) -> Iterator[str]:
    if found.density:
        yield from density_words(found.density)
    if found.hot:
        yield str(_("Cirkelns yta och siffran i den är antalet händelser under perioden vid platsen."))
        if any(change_sign(row.comparison) for row in found.hot.rows):
            yield str(_("▲ tydlig ökning, ▼ tydlig minskning mot platsens egna tidigare perioder."))
        yield str(_("Cirklar som skulle täcka varandra är skjutna isär. Namn utan plats på kartan står i tabellen."))
        yield from hot_words(found.hot, may_compare=found.may_compare, is_confirmed=not asked.filter.statuses)


def layer_table(found: LayerContent, shown: "Sequence[HotPlace]", asked: Asked) -> tuple[str, Table]:
    """Its heading, and the table behind the map."""
    if found.density:
        is_part = asked.box is not None
        heading = _("Här ligger händelserna tätast i hela urvalet") if is_part else _("Här ligger händelserna tätast")
        return str(heading), _dense_table(found.density, found.dense)
    return str(_("Platser")), _hot_table(shown)


def _dense_table(density: "DensityLayer", dense: "Sequence[DensePlace]") -> Table:
    heads = (_("Närmaste plats"), _("Händelser inom %(metres)s m", metres=density.reach), _("Per km²"))
    rows = [(_near(one), number(one.peak.number), number(round(one.peak.per_km2))) for one in dense]
    return Table(tuple(map(str, heads)), (2.0, 0.0, 0.0), tuple(Listed(cells=row) for row in rows), numbers=(1, 2))


def _near(one: "DensePlace") -> str:
    name = one.place.name if one.place else str(_("ingen namngiven plats"))
    return ", ".join(filter(None, (name, away_words(one))))


def _hot_table(shown: "Sequence[HotPlace]") -> Table:
    heads = (_("Plats"), _("Antal"), _("Väntat"), _("Jämfört med tidigare"), _("12 månader"))
    rows = [
        (
            row.place.name,
            number(row.comparison.counted),
            _expected(row),
            verdict_words(row.comparison),
            number(row.year),
        )
        for row in shown
    ]
    listed = tuple(Listed(cells=row) for row in rows)
    return Table(tuple(map(str, heads)), (2.0, 0.0, 0.0, 2.4, 0.0), listed, numbers=(1, 2, 4))


def _expected(row: "HotPlace") -> str:
    low, high = row.comparison.low, row.comparison.high
    return "–" if low is None or high is None else f"{low}–{high}"
