"""The names of Sweden's municipalities and towns, so that a report from anywhere can be placed."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("towns.txt")


class TownName(NamedTuple):
    """The name of a municipality, or of a town within one."""

    name: str
    is_municipality: bool


@cache
def towns() -> dict[str, TownName]:
    """By name as it is written: the municipalities (SCB), and their larger towns and villages of another name."""
    found: dict[str, TownName] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            municipality, _, others = line.partition(":")
            for name in filter(None, others.strip().split(", ")):
                found.setdefault(name, TownName(name, is_municipality=False))
            found[municipality] = TownName(municipality, is_municipality=True)
    return found


# What is larger than any municipality: "in Skåne" tells no place.
REGIONS = frozenset(
    (
        *("Sverige", "Norge", "Danmark", "Finland", "Norden", "Europa", "EU", "Schengen", "Tyskland", "Polen"),
        *("Norrland", "Svealand", "Götaland", "Skåne", "Blekinge", "Halland", "Småland", "Öland", "Östergötland"),
        *("Västergötland", "Bohuslän", "Dalsland", "Värmland", "Närke", "Södermanland", "Sörmland", "Västmanland"),
        *("Uppland", "Dalarna", "Gästrikland", "Hälsingland", "Medelpad", "Jämtland", "Härjedalens", "Ångermanland"),
        *("Västerbotten", "Norrbotten", "Lappland", "Jönköpings län", "Kronoberg", "Kalmar län", "Västernorrland"),
        *("Storgöteborg", "Sjuhärad", "Skaraborg", "Älvsborg", "Fyrbodal", "Hallands", "Bohus", "Norrbottens"),
        *("Gävleborg", "Roslagen", "Bergslagen", "Västra Götaland", "Storstockholm"),
    )
)
