"""Real notices as the incidents of a made-up year in the seeded municipality, some told twice, in other words."""

import gzip
import json
import random
import re
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from app.config import ROOT
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Interval, Whereabouts
from reports.incoming.twins.finder import Seen

YEAR = datetime(2026, 1, 1, tzinfo=UTC)
LP = LocationPrecision
PRECISIONS = {LP.POINT: 40, LP.STREET: 20, LP.PLACE: 22, LP.DISTRICT: 12, LP.MUNICIPALITY: 4, LP.UNKNOWN: 2}
"""How often each occurs, of a hundred."""
OTHER_PRECISION = {
    LP.POINT: (LP.PLACE, LP.STREET, LP.DISTRICT),
    LP.STREET: (LP.POINT, LP.PLACE, LP.DISTRICT),
    LP.PLACE: (LP.POINT, LP.STREET, LP.DISTRICT),
    LP.DISTRICT: (LP.POINT, LP.STREET, LP.PLACE),
    LP.MUNICIPALITY: (LP.POINT, LP.PLACE, LP.DISTRICT),
    LP.UNKNOWN: (LP.POINT, LP.PLACE, LP.DISTRICT),
}
OTHERWISE = {
    "vald_hot": ("vald_hot", "vald_hot", "ordning"),
    "ordning": ("ordning", "ordning", "vald_hot"),
    "skadegorelse_brand": ("skadegorelse_brand", "skadegorelse_brand", "ovrigt"),
    "stold_ran_inbrott": ("stold_ran_inbrott", "stold_ran_inbrott", "skadegorelse_brand"),
    "narkotika_alkohol": ("narkotika_alkohol", "narkotika_alkohol", "ordning"),
    "vapen_sprangning": ("vapen_sprangning", "vapen_sprangning", "vald_hot"),
}
"""What the other source may call it: mostly the same."""
SYNONYMS = {
    "man": ("herre", "kille", "mansperson"),
    "kvinna": ("dam", "tjej", "kvinnlig person"),
    "misstänks": ("tros", "antas"),
    "misshandlat": ("slagit", "slagit och sparkat"),
    "misshandlad": ("slagen", "nedslagen"),
    "misshandel": ("slagsmål", "handgemäng"),
    "bråk": ("tumult", "stök"),
    "bil": ("personbil", "fordon"),
    "bilen": ("fordonet", "personbilen"),
    "personbil": ("bil",),
    "personbilar": ("bilar",),
    "lastbil": ("tungt fordon",),
    "mopedist": ("mopedförare",),
    "moped": ("mopeden", "eu-moped"),
    "föraren": ("chauffören", "den som körde"),
    "brinner": ("eldsvåda i", "brand i"),
    "brand": ("eld", "eldsvåda"),
    "räddningstjänst": ("brandkår", "brandkåren"),
    "räddningstjänsten": ("brandkåren",),
    "ambulans": ("sjukvård", "ambulansen"),
    "sjukhus": ("akuten", "lasarettet"),
    "butik": ("affär", "butiken"),
    "stöld": ("tillgrepp", "snatteri"),
    "stulit": ("tagit", "snattat"),
    "inbrott": ("intrång", "inbrottsförsök"),
    "rån": ("rånförsök", "personrån"),
    "berusad": ("full", "alkoholpåverkad"),
    "påverkad": ("drogad", "hög"),
    "narkotika": ("droger", "knark"),
    "kniv": ("stickvapen", "knivliknande föremål"),
    "ungdomar": ("ungar", "tonåringar"),
    "gripen": ("omhändertagen", "tagen av polis"),
    "grips": ("omhändertas", "tas"),
    "avvikit": ("sprungit iväg", "lämnat platsen"),
    "skadad": ("med skador", "skadats"),
    "skador": ("blessyrer", "kroppsskador"),
    "kör": ("framför", "åker"),
    "krock": ("kollision", "sammanstötning"),
    "kollision": ("krock", "smäll"),
    "kolliderat": ("krockat", "kört ihop"),
    "trafikolycka": ("krock", "olycka"),
    "singelolycka": ("avåkning", "ensamolycka"),
    "hotat": ("hotfull mot", "uttalat hot mot"),
    "lägenhet": ("bostad", "lgh"),
    "skadegörelse": ("förstörelse", "vandalisering"),
}
BEFORE = (
    "Vi fick larm om detta.",
    "Under rondering uppmärksammades följande.",
    "Kund kontaktade oss.",
    "Uppringda av boende.",
    "Väktare på plats.",
    "Enligt förbipasserande:",
    "",
    "",
)
AFTER = ("Polis på plats.", "Vi avvaktade tills polis kom.", "Inget mer att rapportera.", "Rapport skriven.", "", "")


SHORT_NOTES = 0.25
"""The share of those who write down no more than eight words."""


class Pair(NamedTuple):
    """An incident, and the same one as another source tells it."""

    one: Seen
    other: Seen


class Year(NamedTuple):
    """All incidents of the year, and the pairs among them."""

    all: list[Seen]
    pairs: list[Pair]


class _Truth(NamedTuple):
    """Where an incident really happened, and the place beside it."""

    point: Point
    spot: dict[str, Any]


def make_year(notices: Path, others: int, pairs: int, seed: int = 1, days: int = 365) -> Year:
    """`others` incidents, and `pairs` more that are told twice, spread over some days of it."""
    chance = random.Random(seed)
    rows, spots = _chosen(notices, others + pairs, chance), _spots()
    told: list[Seen] = []
    again: list[Pair] = []
    for number, row in enumerate(rows, 1):
        truth = _somewhere(spots, chance)
        told.append(_incident(number, row, truth, days, chance))
        if number <= pairs:
            again.append(Pair(told[-1], _told_again(told[-1], number + len(rows), truth, chance)))
    return Year([*told, *(pair.other for pair in again)], again)


def _chosen(notices: Path, number: int, chance: random.Random) -> list[dict[str, Any]]:
    types = tomllib.loads((ROOT / "seed/police_types.toml").read_text())["category_of"]
    with gzip.open(notices, "rt") as file:
        rows = [row for row in map(json.loads, file) if row["type"] in types]
    return [row | {"category": types[row["type"]]} for row in chance.sample(rows, number)]


def _spots() -> list[dict[str, Any]]:
    text = (ROOT / "seed/municipalities/upplands_bro/places.toml").read_text()
    return [place | {"id": n} for n, place in enumerate(tomllib.loads(text)["places"], 1) if "lat" in place]


def _somewhere(spots: Sequence[dict[str, Any]], chance: random.Random) -> _Truth:
    spot = chance.choice(spots)
    return _Truth(Point(spot["lon"] + chance.gauss(0, 0.003), spot["lat"] + chance.gauss(0, 0.0015)), spot)


def _incident(number: int, row: dict[str, Any], truth: _Truth, days: int, chance: random.Random) -> Seen:
    hour, minute = re.search(r" (\d+):(\d+)", row["datetime"]).groups()
    start = YEAR + timedelta(days=chance.randrange(days), hours=int(hour), minutes=int(minute))
    end = start + timedelta(hours=chance.choice((1, 4, 8))) if chance.random() < 0.1 else None
    precision = chance.choices(list(PRECISIONS), list(PRECISIONS.values()))[0]
    organisation = 1 if chance.random() < 0.6 else 2
    return Seen(
        id=number,
        when=Interval(start, end),
        where=_where(truth, precision, chance),
        category=row["category"],
        text=_without_town(row),
        reports=frozenset({number}),
        organisations=frozenset({organisation}),
    )


def _told_again(one: Seen, number: int, truth: _Truth, chance: random.Random) -> Seen:
    """By the other organisation: up to half an hour off, less or more exact, in other words."""
    start = one.when.start + timedelta(minutes=chance.uniform(-30, 30))
    [organisation] = one.organisations
    return one._replace(
        id=number,
        when=Interval(start),
        where=_where(truth, chance.choice(OTHER_PRECISION[one.where.precision]), chance),
        category=chance.choice(OTHERWISE.get(one.category, (one.category,))),
        text=_reworded(one.text, chance),
        reports=frozenset({number}),
        organisations=frozenset({3 - organisation}),
    )


def _where(truth: _Truth, precision: LocationPrecision, chance: random.Random) -> Whereabouts:
    """What is told of the true place with this precision."""
    spot, district = truth.spot, truth.spot["districts"][0]
    if precision is LP.POINT:
        about = Point(truth.point.lon + chance.gauss(0, 0.0003), truth.point.lat + chance.gauss(0, 0.00015))
        return Whereabouts(None, None, about, precision, district)
    if precision is LP.STREET:
        along = Point(truth.point.lon + chance.gauss(0, 0.002), truth.point.lat + chance.gauss(0, 0.001))
        return Whereabouts(None, None, along, precision, district)
    if precision is LP.PLACE:
        return Whereabouts(spot["name"], spot["id"], Point(spot["lon"], spot["lat"]), precision, district)
    return Whereabouts(precision=precision, district=district if precision is LP.DISTRICT else None)


def _without_town(row: dict[str, Any]) -> str:
    """All these happen in one municipality, so the names of others would tell too much."""
    town = row["location"]["name"].split()[0]
    return re.sub(rf"\b{re.escape(town)}\w*", "kommunen", f"{row['summary']} {row['body'] or ''}"[:1000])


def _reworded(text: str, chance: random.Random) -> str:
    """Sentences fall out and change places, words fall out and change, and the guards' own phrases stand around."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()] or [text]
    kept = [part for part in sentences if chance.random() < 0.6] or [chance.choice(sentences)]
    if chance.random() < SHORT_NOTES:
        kept = [" ".join(kept[0].split()[:8])]
    if chance.random() < 0.5:
        chance.shuffle(kept)
    words = [_other_word(word, chance) for part in kept for word in part.split() if chance.random() < 0.9]
    return " ".join((chance.choice(BEFORE), *words, chance.choice(AFTER))).strip()


def _other_word(word: str, chance: random.Random) -> str:
    plain = word.strip(".,:;!?").lower()
    return chance.choice(SYNONYMS[plain]) if plain in SYNONYMS and chance.random() < 0.8 else word
