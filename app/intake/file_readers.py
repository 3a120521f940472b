"""The readers of places and categories without a database: from the files that a new installation is filled from."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geo.gazetteer import Gazetteer, Place
from geo.points import LocationPrecision, Point
from geo.spelling import fold
from reports.incoming.categories.reader import CategoryReader
from reports.incoming.places.reader import PlaceReader

FOLDER = Path(__file__).parents[2] / "seed"
NOWHERE = "none"
"""The name by which no municipality is meant: places are read by their look alone."""


def municipalities() -> list[str]:
    """The names by which places may be asked for."""
    folders = (FOLDER / "municipalities").glob("*/municipality.toml")
    return [NOWHERE, *sorted(path.parent.name.replace("_", "-") for path in folders)]


def places_of(municipality: str) -> tuple[PlaceReader, dict[str, str]]:
    """What reads the places of a municipality, and the names of its districts by key."""
    if municipality == NOWHERE:
        return PlaceReader(Gazetteer([]), [], {}), {}
    folder = FOLDER / "municipalities" / municipality.replace("-", "_")
    facts = _read(folder / "municipality.toml")
    districts = {district["key"]: district["name"] for district in facts["districts"]}
    places = Gazetteer(_places(_read(folder / "places.toml")["places"]))
    return PlaceReader(places, facts["spellings"], districts, facts["neighbours"], facts["elsewhere"]), districts


def categories() -> CategoryReader:
    """What reads categories, by the police's types and the names of the categories as they are shipped."""
    labels = dict(_read(FOLDER / "police_types.toml")["category_of"])
    tops = _read(FOLDER / "categories.toml")
    for code, top in tops.items():
        labels |= {name: f"{code}.{sub}" for sub, *names in top["subs"] for name in names}
    for code, top in tops.items():  # a category's name goes before a sub-category's: it promises less
        labels |= {top["sv"]: code, top["en"]: code}
    return CategoryReader({fold(label): code for label, code in labels.items()})


def _places(rows: list[dict[str, Any]]) -> Iterable[Place]:
    for number, row in enumerate(rows, 1):
        point = Point(row["lon"], row["lat"]) if "lat" in row else None
        names, districts = tuple(row.get("names", ())), tuple(row["districts"])
        yield Place(number, row["name"], row["kind"], names, districts, point, LocationPrecision(row["precision"]))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
