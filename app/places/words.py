"""Where something is, in words: the place, its district, and how exactly that is known."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from app.formatting import number
from geo.addresses import ADDRESS
from geo.gazetteer import Place
from geo.points import LocationPrecision

NEARBY = 1000
"""Metres beyond which a place says nothing about a point."""


def place_words(place: Place, districts: Mapping[str, str]) -> str:
    """ "Fjärilsstigen, Bro – gatans läge"; `districts` maps keys to names."""
    return f"{with_district(place, districts)} – {_exactness(place, districts)}"


def with_district(place: Place, districts: Mapping[str, str]) -> str:
    """ "Fjärilsstigen, Bro"; a place in several districts, or one that says its district itself, stands alone."""
    only = districts[place.districts[0]] if len(place.districts) == 1 else ""
    return f"{place.name}, {only}" if only and only not in place.name else place.name


def point_words(nearest: tuple[Place, float] | None, district: str | None) -> str:
    """ "120 m från Fjärilsstigen, Bro"."""
    if district is None:
        return str(_("Punkten ligger utanför kommunens kommundelar."))
    if nearest is None or nearest[1] > NEARBY:
        return str(_("Punkt på kartan, %(district)s", district=district))
    metres = number(max(10, round(nearest[1], -1)))
    near = _("%(metres)s m från %(place)s", metres=metres, place=nearest[0].name)
    return str(_("Punkt på kartan, %(near)s, %(district)s", near=near, district=district))


def _exactness(place: Place, districts: Mapping[str, str]) -> str:
    if place.kind == ADDRESS:
        return str(_("adressens läge"))
    if place.point:
        own = {LocationPrecision.POINT: _("platsens eget läge"), LocationPrecision.STREET: _("gatans läge")}
        return str(own.get(place.precision) or _("platsens ungefärliga läge, ±500 m"))
    if len(place.districts) == 1:
        return str(_("bara kommundelen är känd"))
    if place.districts:
        names = _listed([districts[key] for key in place.districts])
        return str(_("går genom %(districts)s; välj kommundel om du vet vilken", districts=names))
    return str(_("läget är okänt; välj kommundel om du vet vilken"))


def _listed(names: Sequence[str]) -> str:
    return str(_("%(first)s och %(last)s", first=", ".join(names[:-1]), last=names[-1]))
