"""What is said on a printed map of density and of places with most incidents: the page's own words."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from app.exports.asked import Asked
from app.exports.layer_content import COLOURS, LayerContent, circles
from app.formatting import number
from app.maps.wording import change_sign, verdict_words
from reports.printed_map.document import Kind, Listed, Table

if TYPE_CHECKING:  # as in layer_content
    from app.maps.queries.density import DensePlace, DensityLayer
    from app.maps.queries.hot_places import HotPlace, HotPlaces

NEAR, ROUNDED = 50, 50
"""Metres from which it is said how far a place is from the densest, and to what they are rounded."""


def layer_counts(found: LayerContent, shown: "Sequence[HotPlace]", drafts: int, undrawn: int) -> str:
    """ "91 händelser, utjämnade över 300 m, 32 händelser utan plats på kartan", "18 av 24 platser med händelser, …"."""
    said = _density_counts(found.density, drafts) if found.density else _hot_counts(found.hot, shown)
    return str(
        ngettext(
            "%(shown)s, %(count)s händelse utan plats på kartan",
            "%(shown)s, %(count)s händelser utan plats på kartan",
            undrawn,
            shown=said,
            count=number(undrawn),
        )
    )


def _density_counts(density: "DensityLayer", drafts: int) -> str:
    said = ngettext("%(count)s händelse", "%(count)s händelser", density.number, count=number(density.number))
    if drafts:
        said += ", " + ngettext(
            "varav %(count)s obekräftat utkast", "varav %(count)s obekräftade utkast", drafts, count=number(drafts)
        )
    return str(_("%(incidents)s, utjämnade över %(metres)s m", incidents=said, metres=density.reach))


def _hot_counts(hot: "HotPlaces | None", shown: "Sequence[HotPlace]") -> str:
    total, drawn = hot.number if hot else 0, len(circles(shown))
    if total == drawn:
        return str(_("Alla %(total)s platser med händelser", total=number(total)))
    return str(_("%(shown)s av %(total)s platser med händelser", shown=number(drawn), total=number(total)))


def layer_legend(found: LayerContent) -> tuple[str, tuple[Kind, ...]]:
    """Its heading and its lines."""
    if found.density:
        return str(_("Händelser per km²")), tuple(_steps(found.density))
    return str(_("Platser med flest händelser")), ()


def _steps(density: "DensityLayer") -> Iterator[Kind]:
    for colour, (low, high) in zip(COLOURS, density.steps, strict=False):
        if not low:
            words = _("under %(high)s", high=number(high or 0))
        elif high is None:
            words = _("%(low)s och fler", low=number(low))
        else:
            words = f"{number(low)}–{number(high)}"
        yield Kind(str(words), "square", colour, "")


def layer_remarks(found: LayerContent, asked: Asked) -> Iterator[str]:
    if found.density:
        yield from _density_remarks(found.density)
    if found.hot:
        yield from _hot_remarks(found.hot, asked, may_compare=found.may_compare)


def _density_remarks(density: "DensityLayer") -> Iterator[str]:
    yield str(
        _(
            "Så många var det per kvadratkilometer under perioden. Varje händelse är utjämnad över %(metres)s m. "
            "Där färre än fem ligger inom %(metres)s m visas inget: det är för få för att säga något.",
            metres=density.reach,
        )
    )
    if density.vague:
        yield str(
            _(
                "%(vague)s av %(number)s händelser är kända bara till gata eller plats. "
                "De sprids också över sin egen osäkerhet: 150 m och 300 m.",
                vague=number(density.vague),
                number=number(density.number),
            )
        )


def _hot_remarks(hot: "HotPlaces", asked: Asked, *, may_compare: bool) -> Iterator[str]:
    yield str(_("Cirkelns yta och siffran i den är antalet händelser under perioden vid platsen."))
    if any(change_sign(row.comparison) for row in hot.rows):
        yield str(_("▲ tydlig ökning, ▼ tydlig minskning mot platsens egna tidigare perioder."))
    yield str(_("Cirklar som skulle täcka varandra är skjutna isär. Namn utan plats på kartan står i tabellen."))
    if hot.compared:
        said = ngettext(
            "Jämfört med %(count)s lika lång period före.",
            "Jämfört med de %(count)s lika långa perioderna före.",
            hot.compared,
            count=hot.compared,
        )
        yield f"{said} {_('Samma prövning som i lägesbilden: alla platser bedöms tillsammans.')}"
    elif may_compare:
        yield str(_("Det finns inga lika långa perioder före att jämföra med."))
    if hot.is_running:
        yield str(_("Perioden är inte slut: antalen kan växa."))
    if not asked.filter.statuses:
        yield str(_("Bara bekräftade händelser räknas."))


def layer_table(found: LayerContent, shown: "Sequence[HotPlace]") -> tuple[str, Table]:
    """Its heading, and the table behind the map."""
    if found.density:
        return str(_("Här ligger händelserna tätast")), _dense_table(found.density, found.dense)
    return str(_("Platser")), _hot_table(shown)


def _dense_table(density: "DensityLayer", dense: "Sequence[DensePlace]") -> Table:
    heads = (_("Närmaste plats"), _("Händelser inom %(metres)s m", metres=density.reach), _("Per km²"))
    rows = [(_near(one), number(one.peak.number), number(round(one.peak.per_km2))) for one in dense]
    return Table(tuple(map(str, heads)), (2.0, 0.0, 0.0), tuple(Listed(cells=row) for row in rows), numbers=(1, 2))


def _near(one: "DensePlace") -> str:
    name = one.place.name if one.place else str(_("ingen namngiven plats"))
    if one.metres < NEAR:
        return name
    return f"{name}, {_('%(metres)s m bort', metres=round(one.metres / ROUNDED) * ROUNDED)}"


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
