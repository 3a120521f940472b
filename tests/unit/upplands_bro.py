"""The seed of Upplands-Bro as plain values, for tests of geo and reports that need no database."""

import tomllib
from pathlib import Path

from geo.gazetteer import Gazetteer, Place
from geo.points import LocationPrecision, Point
from reports.incoming.places.reader import PlaceReader

SEED = Path(__file__).parents[2] / "seed"
FOLDER = SEED / "municipalities" / "upplands_bro"

MUNICIPALITY = tomllib.loads((FOLDER / "municipality.toml").read_text())
DISTRICTS = {district["key"]: district["name"] for district in MUNICIPALITY["districts"]}
POLICE_TYPES = tomllib.loads((SEED / "police_types.toml").read_text())["category_of"]


def places() -> list[Place]:
    rows = tomllib.loads((FOLDER / "places.toml").read_text())["places"]
    return [
        Place(
            number,
            row["name"],
            row["kind"],
            tuple(row.get("names", ())),
            tuple(row["districts"]),
            Point(row["lon"], row["lat"]) if "lat" in row else None,
            LocationPrecision(row["precision"]),
        )
        for number, row in enumerate(rows, 1)
    ]


def place_reader() -> PlaceReader:
    names, around, beyond = (MUNICIPALITY[key] for key in ("spellings", "neighbours", "elsewhere"))
    return PlaceReader(Gazetteer(places()), names, DISTRICTS, around, beyond)
