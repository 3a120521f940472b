"""Where something happened, read from made-up texts about Upplands-Bro; and its seed files."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.areas import Area, AreaIndex
from geo.gazetteer import Gazetteer, Place
from geo.points import LocationPrecision, Point
from reports.incoming.places.place_words import best_place_words
from reports.incoming.places.reader import PlaceReader
from reports.incoming.reading import Passage
from tests.unit.upplands_bro import DISTRICTS, FOLDER, place_reader, places

READER = place_reader()
PLACES = {place.name: place for place in places()}

EXAMPLES = [
    # the most exact of several
    ("Bråk i Bro centrum, sedan slagsmål på Fasanstigen i Bro.", "Fasanstigen", "street", "bro"),
    ("Vid Kungsängens järnvägsstation och Bygdegårdsvägen.", "Kungsängens järnvägsstation", "point", "kungsangen"),
    ("Klotter på Ekhammarskolans fasad.", "Ekhammarskolan", "place", "kungsangen"),
    ("En moped stals i Brunna.", "Brunna", "district", "brunna"),
    ("Någon har ringt om ett oväsen.", "Upplands-Bro", "municipality", None),
    # a street's own district beats the word Kungsängen
    ("I Kungsängen, på Energivägen, brann en container.", "Energivägen", "street", "brunna"),
    # a road through several districts takes the nearest that is named, or none
    ("Olycka på Granhammarsvägen i Brunna, Kungsängen.", "Granhammarsvägen", "street", "brunna"),
    ("I Kungsängen stoppades en bil på Granhammarsvägen.", "Granhammarsvägen", "street", "kungsangen"),
    ("Viltolycka på E18.", "E18", "street", None),
    ("Viltolycka på E18 i höjd med Bro.", "E18", "street", "bro"),
    ("Stillastående lastbil på E18 vid trafikplats Brunna.", "trafikplats Brunna", "street", "brunna"),
    # crossings: the district that both roads share
    ("Granhammarsvägen vid Mätarvägen, Kungsängen.", "Granhammarsvägen vid Mätarvägen", "street", "brunna"),
    ("Krock i korsningen Enköpingsvägen och Köpmanvägen.", "Enköpingsvägen och Köpmanvägen", "street", "bro"),
    ("Krock Enköpingsvägen/Nyvägen i Bro.", "Enköpingsvägen/Nyvägen", "street", "bro"),
    ("Krock i rondellen Granhammarsvägen - Mätarvägen.", "Granhammarsvägen - Mätarvägen", "street", "brunna"),
    ("De gick Fasanstigen och Korpstigen fram.", "Fasanstigen", "street", "bro"),
    # what stands before a name and is none: a label in capitals, a day, another cell of a row, a lost line break
    ("MISSHANDEL Bro centrum. En man slagen.", "Bro centrum", "place", "bro"),
    ("Lördag 22.10 Bråk i Bro", "Bro", "district", "bro"),
    ("Misshandel\tBro centrum\tTvå slogs", "Bro centrum", "place", "bro"),
    ("Misshandel, Bro centrum22.12. En man slagen.", "Bro centrum", "place", "bro"),
    # names that the gazetteer lacks
    ("En man låg på Karlssons väg i Bro.", "Karlssons väg", "street", "bro"),
    ("Krossad ruta på Påhittade skolan i Brunna.", "Påhittade skolan", "place", "brunna"),
    ("Inbrott i ett förråd på Låtsasgatan.", "Låtsasgatan", "street", None),
    ("Fortkörning på väg 269.", "väg 269", "street", None),
    ("Skadegörelse på Råby torg.", "Råby torg", "place", "bro"),
    ("Misshandel Fjällbo torg.", "Fjällbo torg", "place", None),
    ("Bråk på Fjällbo badplats i Bro.", "Fjällbo badplats", "place", "bro"),
    ("Avåkning vid Fjällboda öster om Bro.", "Fjällboda", "place", "bro"),
    ("Larm från Bro. Mannen vårdas i Fjällboda.", "Bro", "district", "bro"),
    ("I Bro stals en moped vid Fjällboda.", "Fjällboda", "place", "bro"),
    ("I Bro stals en bil som hittades i Kallhäll.", "Bro", "district", "bro"),
    # homonyms
    ("Bilen körde in i en bro.", "Upplands-Bro", "municipality", None),
    ("Den gripne är skriven i Kungsängen, Uppsala.", "Upplands-Bro", "municipality", None),
    ("Samtal från Upplands Bro kommun.", "Upplands-Bro", "municipality", None),
    ("Vid Kungsängens kyrka i Bro.", "Kungsängens kyrka", "place", "kungsangen"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "precision", "district"), EXAMPLES, ids=[text for text, *_ in EXAMPLES])
def test_reading(text: str, words: str, precision: str, district: str | None):
    where = READER.read(text)
    assert (where.words, where.precision, where.district) == (words, precision, district)


def test_a_known_point_is_given_and_an_unknown_one_is_not():
    assert READER.read("på Fasanstigen").point == PLACES["Fasanstigen"].point
    assert READER.read("på Kockbackavägen").place_id == PLACES["Kockbackavägen"].id
    assert READER.read("på Kockbackavägen").point is None
    assert READER.read("i Brunna").point is None


def test_streets_of_one_name_are_told_apart_by_the_district_or_not_at_all():
    twins = [
        Place(1, "Ringvägen", "street", (), ("bro",), Point(17.63, 59.51), LocationPrecision.STREET),
        Place(2, "Ringvägen", "street", (), ("brunna",), Point(17.73, 59.50), LocationPrecision.STREET),
    ]
    reader = PlaceReader(Gazetteer(twins), ["Upplands-Bro"], DISTRICTS)
    assert reader.read("på Ringvägen i Brunna").place_id == 2
    unsure = reader.read("på Ringvägen")
    assert (unsure.place_id, unsure.point, unsure.district, unsure.words) == (None, None, None, "Ringvägen")


CONFIDENCE = [
    ("Brand på Fjärilsstigens parkering i Bro.", "Fjärilsstigen", "bro", "sure"),
    ("Brand på Fjärlisstigen.", "Fjärilsstigen", "bro", "doubtful"),
    ("brand på fjärilstigen", "Fjärilsstigen", "bro", "doubtful"),
    ("Bråk vid Råby skolan.", "Råbyskolan", "bro", "sure"),
    ("Bråk vid Råbyskoaln.", "Råbyskolan", "bro", "doubtful"),
    ("Klotter på Bro statoin.", "Bro station", "bro", "doubtful"),
    ("Samtal från Kungsänggen om oväsen.", None, "kungsangen", "doubtful"),
    ("En moped stals i Brunna.", None, "brunna", "sure"),
    ("En man från Brunna är misstänkt.", None, "brunna", "doubtful"),
    ("Flera larm ur Bro och ur Brunna.", None, "bro", "doubtful"),
    # a road lies where the text says, and is then another of that name
    ("Rån på Fasanstigen i Kungsängen.", None, "kungsangen", "doubtful"),
    ("Viltolycka på E18.", "E18", None, "doubtful"),
    ("Viltolycka på E18 mellan Bro och Kungsängen.", "E18", None, "doubtful"),
    ("Rån i Kungsängen mellan Kungsängens station och Ringvägen.", None, "kungsangen", "doubtful"),
    ("Rån mellan Fasanstigen och Emaljstigen.", None, None, "doubtful"),
    # where somebody came from, went to or was taken
    ("De sprang från Fasanstigen till Korpstigen i Bro.", "Korpstigen", "bro", "sure"),
    ("Rån i Brunna. Två män sprang mot Fasanstigen.", None, "brunna", "sure"),
    ("Rån i Brunna. Två män bosatta på Fasanstigen greps.", None, "brunna", "sure"),
    ("Mannen fördes till sjukhuset i Kungsängen.", None, None, "doubtful"),
    ("Olycka på Fasanstigen. Föraren förd till Hittemåla sjukhus.", "Fasanstigen", "bro", "sure"),
    ("Polisen i Bro söker vittnen.", None, "bro", "doubtful"),
]


@pytest.mark.parametrize(("text", "place", "district", "confidence"), CONFIDENCE)
def test_how_sure_a_place_is(text: str, place: str | None, district: str | None, confidence: str):
    found = READER.read_passage(Passage(text, 0, 0, len(text)))
    known = PLACES[place].id if place else None
    assert (found.where.place_id, found.where.district, found.basis.confidence) == (known, district, confidence)
    assert [text[slice(*span)] for span in found.basis.words] == ([found.where.words] if found.basis.words else [])


def test_the_town_is_the_districts_name():
    text = "Kungsängens C, bråk."
    assert READER.read_passage(Passage(text, 0, 0, len(text))).where.words == "Kungsängens C"
    text = "Bråk i Kungsängens utkant."
    assert READER.read_passage(Passage(text, 0, 0, len(text))).town == "Kungsängen"


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Bråk vid Påhittade skolan i Brunna.", "Påhittade skolan"),
        ("Bråk i Hittehagen.", "Hittehagen"),
        ("Bråk på Fasanstigen vid Hittehagen.", None),
        ("Bråk på Fasanstgen.", None),
        ("Bråk mellan Hittehagen och Dittehagen.", None),
        ("Bråk i centrala delarna av Bro.", None),
    ],
)
def test_a_name_that_the_gazetteer_lacks_is_offered_as_a_new_place(text: str, offered: str | None):
    assert READER.read_passage(Passage(text, 0, 0, len(text))).unknown_place == offered


@given(st.lists(st.sampled_from([*PLACES, "i", "vid", "Polisen", "korsningen", "och", "/", ". ", "Nygatan", "E4"])))
def test_only_a_drawable_precision_has_a_point_and_the_words_are_the_texts_own(words: list[str]):
    text = " ".join(words)
    where = READER.read(text)
    assert where.point is None or where.precision.is_drawable
    assert where.words in text or where.precision is LocationPrecision.MUNICIPALITY
    if where.point:
        assert where.point == places()[(where.place_id or 0) - 1].point


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Krock på Storgatan i Umeå.", "Storgatan"),
        ("På länsväg 363 kör en bil av vägen.", "länsväg 363"),
        ("Motorvägen är avstängd. Förskolan stängd.", None),
        ("Polisen är på väg.", None),
        ("Bråk på Norra Obbolavägen.", "Norra Obbolavägen"),
        ("Slagsmål på Sergels torg", "Sergels torg"),
        ("Vid trafikplats Lund", "trafikplats Lund"),
        ("Inbrott i Jakobsberg", "Jakobsberg"),
    ],
)
def test_words_that_look_like_a_place(text: str, words: str | None):
    assert best_place_words(text) == words


def test_the_seed_is_whole():
    shapes = json.loads((FOLDER / "districts.geojson").read_text())["features"]
    areas = [Area(f["properties"]["key"], f["properties"]["name"], shapely.from_geojson(json.dumps(f))) for f in shapes]
    index = AreaIndex(areas)
    assert {area.key: area.name for area in areas} == DISTRICTS
    assert all(f["properties"]["approximate"] and f["properties"]["source"] for f in shapes)
    assert shapely.coverage_is_valid([area.shape for area in areas])
    assert len(PLACES) == len(places())
    for place in places():
        assert set(place.districts) <= set(DISTRICTS)
        assert place.precision.is_drawable == (place.point is not None)
        assert place.point is None or place.districts == (index.area_of(place.point),)
