"""What is said of density and of places with most incidents, the same on the page and on paper."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from app.formatting import number

if TYPE_CHECKING:  # what counts and smooths is loaded when it is asked for
    from app.maps.queries.density import DensePlace, DensityLayer
    from app.maps.queries.hot_places import HotPlace, HotPlaces

NEAR, ROUNDED = 50, 50
"""Metres from which it is said how far a place is from the densest, and to what they are rounded."""


def step_words(low: float, high: float | None) -> str:
    """ "under 20", "20–40", "160 och fler"."""
    if not low:
        return str(_("under %(high)s", high=number(high or 0)))
    if high is None:
        return str(_("%(low)s och fler", low=number(low)))
    return f"{number(low)}–{number(high)}"


def density_words(density: "DensityLayer") -> Iterator[str]:
    """What its colours mean."""
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


def away_words(dense: "DensePlace") -> str:
    """ "150 m bort", of a named place that does not lie where it is densest; else nothing."""
    if dense.metres < NEAR:
        return ""
    return str(_("%(metres)s m bort", metres=round(dense.metres / ROUNDED) * ROUNDED))


def hot_counts(shown: "Sequence[HotPlace]", total: int) -> str:
    """How many of the places are told of, and how many of these no map shows."""
    if not total:
        return str(_("Inga platser med händelser"))
    told, missing = len(shown), sum(row.place.point is None for row in shown)
    if told == total:
        said = str(_("Alla %(total)s platser med händelser", total=number(total)))
    else:
        said = str(_("%(shown)s av %(total)s platser med händelser", shown=number(told), total=number(total)))
    return said + (", " + str(_("%(count)s saknar plats på kartan", count=number(missing))) if missing else "")


def hot_words(hot: "HotPlaces", *, may_compare: bool, is_confirmed: bool) -> Iterator[str]:
    """What the numbers of places are set against, and what they count; `is_confirmed`: confirmed incidents alone."""
    if hot.compared:
        yield (
            ngettext(
                "Jämfört med %(count)s lika lång period före.",
                "Jämfört med de %(count)s lika långa perioderna före.",
                hot.compared,
                count=hot.compared,
            )
            + " "
            + str(_("Samma prövning som i lägesbilden: alla platser bedöms tillsammans."))
        )
    elif may_compare:
        yield str(_("Det finns inga lika långa perioder före att jämföra med."))
    if hot.is_running:
        yield str(_("Perioden är inte slut: antalen kan växa."))
    if is_confirmed:
        yield str(_("Bara bekräftade händelser räknas."))


def init_app(app: Flask) -> None:
    for words in (step_words, density_words, away_words, hot_counts, hot_words):
        app.jinja_env.globals[words.__name__] = words
