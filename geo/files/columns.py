"""What registers and drawing programs call their columns, and the kinds of places in them."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

DISTRICT_KEYS = ("key", "nyckel", "kod", "kommundelskod", "omradeskod", "områdeskod", "code")
DISTRICT_NAMES = (
    "namn", "name", "kommundel", "kommundelsnamn", "omradesnamn", "områdesnamn", "omrade", "område", "distrikt",
)  # fmt: skip


class Field(StrEnum):
    """What a column may hold."""

    ID = "id"
    NAME = "name"
    KIND = "kind"
    ADDRESS = "address"
    STREET = "street"
    NUMBER = "number"
    LETTER = "letter"
    LON = "lon"
    LAT = "lat"
    EAST = "east"
    NORTH = "north"
    LOCATION_TYPE = "location_type"


# Words as they are compared: folded, letters and digits alone. The first that a file has is taken.
FIELD_WORDS: Mapping[Field, Sequence[str]] = {
    Field.ID: ("stopid", "objektidentitet", "objektid", "adressplatsid", "adressid", "uuid", "fullid", "osmid", "id"),
    Field.NAME: ("stopname", "namn", "name", "platsnamn", "ortnamn"),
    Field.KIND: (
        "kind", "slag", "railway", "amenity", "highway", "publictransport", "leisure", "shop", "landuse", "natural",
        "building", "typ", "type",
    ),
    Field.ADDRESS: ("adress", "address", "fulladress", "belagenhetsadress", "belägenhetsadress"),
    Field.STREET: (
        "addrstreet", "gatunamn", "gata", "street", "vägnamn", "vagnamn", "adressområde", "adressomrade",
        "adressområdesnamn", "adressomradesnamn", "adressomradefaststalltnamn",
    ),
    Field.NUMBER: (
        "addrhousenumber", "housenumber", "gatunummer", "husnummer", "adressplatsnummer", "adressnummer",
        "adressplatsbeteckning", "adressplats", "nummer", "number",
    ),
    Field.LETTER: ("bokstav", "bokstavstillägg", "bokstavstillagg", "littera", "letter"),
    Field.LON: ("stoplon", "lon", "longitude", "longitud", "lng", "long"),
    Field.LAT: ("stoplat", "lat", "latitude", "latitud"),
    Field.EAST: ("e", "ost", "öst", "easting", "east", "sweref99tme", "ekoordinat", "ostkoordinat", "x"),
    Field.NORTH: ("n", "nord", "norr", "northing", "north", "sweref99tmn", "nkoordinat", "nordkoordinat", "y"),
    Field.LOCATION_TYPE: ("locationtype",),
}  # fmt: skip

KINDS: Mapping[str, str] = {
    "school": "school",
    "kindergarten": "school",
    "skola": "school",
    "förskola": "school",
    "station": "station",
    "halt": "station",
    "bus_stop": "stop",
    "platform": "stop",
    "stop_position": "stop",
    "hållplats": "stop",
    "place_of_worship": "church",
    "church": "church",
    "kyrka": "church",
    "sports_centre": "leisure",
    "sports_hall": "leisure",
    "pitch": "leisure",
    "playground": "leisure",
    "fritidsgård": "leisure",
    "community_centre": "leisure",
    "swimming_pool": "leisure",
    "park": "nature",
    "nature_reserve": "nature",
    "square": "square",
    "torg": "square",
    "pedestrian": "square",
    "marketplace": "square",
    "mall": "centre",
    "centrum": "centre",
    "retail": "centre",
}
