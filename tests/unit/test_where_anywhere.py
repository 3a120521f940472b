"""Places and towns of passages from anywhere in Sweden: no gazetteer, only the language. The texts are made up."""

from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from reports.incoming.places.reader import PlaceReader
from reports.incoming.places.towns import towns
from reports.incoming.reading import Confidence, Passage, PlaceRead
from tests.unit.upplands_bro import place_reader

ANYWHERE = PlaceReader(Gazetteer([]), [], {})
LOCAL = place_reader()


def read(marked: str, reader: PlaceReader = ANYWHERE) -> PlaceRead:
    """`marked` has ¦ where the heading ends, if there is one, and § where the passage begins."""
    before, _, rest = marked.rpartition("§")
    heading, mark, prose = rest.partition("¦")
    text = before + heading + prose
    end = len(before) + len(heading) if mark else len(before)
    return reader.read_passage(Passage(text, len(before), end, len(text)))


HEADINGS = [
    ("22.12 Misshandel, Borlänge¦\nEn man slår en annan på Hittegatan.", "Hittegatan", "Borlänge"),
    ("Misshandel, Borlänge22.12.¦ Bråk på en krog i centrum.", "centrum", "Borlänge"),
    ("01:45 Karlshamn, lägenhetsbrand¦Polis åker till Hittemåla efter ett larm.", "Hittemåla", "Karlshamn"),
    ("02:11, Bedrägeri – Göteborg¦Ordningsvakter vid en klubb intill Hittenyn.", "Hittenyn", "Göteborg"),
    ("Bilbrand i Nässjö¦02:20 inkommer ett larm om en bil i centrala Nässjö.", "centrala Nässjö", "Nässjö"),
    ("00:37, Hittefors, Krokom¦\nEn man har slagit sig.", "Hittefors", "Krokom"),
    ("Kl 00:40 E18 Västerås, trafikbrott¦\nEn bil kör för fort.", "E18", "Västerås"),
    ("04:16 Hittekraftsvägen Västerås.¦ Olovligt brukande.", "Hittekraftsvägen", "Västerås"),
    ("23:35 Hittebyhus.¦ Flera boende har ringt om oväsen.", None, "Hittebyhus"),
    ("22:09, Stöld, Umeå¦\nHittebola, polisen kontaktas om en stöld.", "Hittebola", "Umeå"),
    ("22:23, Trafikkontroll, Umeå¦\nHittsjö södra byväg, polisen kontrollerar.", "Hittsjö södra byväg", "Umeå"),
    ("22:50, Trafikbrott, Piteå¦\nHittfjärden, en personbil har kört i diket.", "Hittfjärden", "Piteå"),
    ("22:50, Trafikbrott, Piteå¦\nMopedföraren, en man i 20-årsåldern, stoppas.", None, "Piteå"),
    ("00.43 Rattfylleri Hittstad.¦ En patrull kontrollerar en bil.", None, "Hittstad"),
    ("01:59 Skadegörelse, Kungälv Hittegärde¦\nEn ruta är krossad.", "Hittegärde", "Kungälv"),
    ("02:33 Olovlig körning, Härnösand:¦ Vid kontroll av en bil, Hittvik, saknas körkort.", "Hittvik", "Härnösand"),
    ("02.23 Säter. Stöld genom inbrott.¦ Ett larm går.", None, "Säter"),
    ("03:15 Sundsvall, brand¦Vid Hitteröd börjar det brinna.", "Hitteröd", "Sundsvall"),
    ("03:00 Borås, brand¦Det brinner i ett hus i Sjöbo.", "Sjöbo", "Borås"),
    ("03:00 Borås, brand¦Det brinner i ett hus i Sjöbo kommun.", None, "Borås"),
    ("03:15 Falun, bilbrand¦I Hittvarvet brinner det.", "Hittvarvet", "Falun"),
    ("Arvika\n23.29. Stopp.\n§23.58.¦ En pojke spelar hög musik på Hittegatan.", "Hittegatan", "Arvika"),
]
PROSE = [
    ("Ett bråk utanför ett gatukök i Hitteby, Finspång.", "Hitteby", "Finspång"),
    ("En bil stoppas i centrala\xa0Örebro.", "centrala\xa0Örebro", "Örebro"),
    ("En bil stoppas i norra delarna av Örebro.", "norra delarna av Örebro", "Örebro"),
    ("En moped stoppas i utkanten av Hallstahammar.", "utkanten av Hallstahammar", "Hallstahammar"),
    ("En bil kontrolleras på söder i Örebro.", "söder", "Örebro"),
    ("En olycka mellan Hittsjö och Dittmyr.", "mellan Hittsjö och Dittmyr", None),
    ("En bil i diket på E4 mellan Tierp och Uppsala.", "E4 mellan Tierp och Uppsala", None),
    ("En älg på riksväg 53 i Hittunker, Flen.", "riksväg 53 i Hittunker", "Flen"),
    ("En krock på väg 999, i höjd med Hitterud.", "väg 999, i höjd med Hitterud", None),
    ("Krock på RV 47 utanför Mullsjö.", "RV 47", "Mullsjö"),
    ("Samtal om oväsen vid Karl Hitténs väg.", "Karl Hitténs väg", None),
    ("Samtal från Hittsjukhuset i Eskilstuna om ett bråk.", "Hittsjukhuset", "Eskilstuna"),
    ("En krog i Gamla staden i Norrköping.", "Gamla staden", "Norrköping"),
    ("Skadegörelse på Hittargs idrottsplats.", "Hittargs idrottsplats", None),
    ("En fordonskontroll genomförs på Väster i Jönköping.", "Väster", "Jönköping"),
    ("Fylleri i Stora Hittnäs Malmö.", "Stora Hittnäs", "Malmö"),
    ("Nio förare får blåsa i Östersunds kommun.", None, "Östersund"),
]
NOT_THE_SCENE = [
    ("00.46 Göteborg:¦ En man rånas och släpps i Hittlycke, där han larmar.", None, "Göteborg"),
    ("00.46 Göteborg:¦ Mannen förs med ambulans till sjukhus i Hittlycke.", None, "Göteborg"),
    ("00:42 Misshandel, Polisområde Halland¦\nEn kvinna har blivit slagen.", None, None),
    ("00.46 Göteborg:¦ Den misstänkte är bosatt i Hittlycke.", None, "Göteborg"),
    ("Bråk på ett hotell. En man omhändertas enligt LOB.", None, None),
    ("Polisen i Jönköpings län söker på Facebook efter vittnen i Småland.", None, None),
    ("Motorvägen är avstängd. Olycksplatsen är spärrad.", None, None),
    ("En bil körde på Hittegatan i riktning mot Dittetorget.", "Hittegatan", None),
    ("En bil kör i väg i riktning mot Hittarna.", "Hittarna", None),
]


@pytest.mark.parametrize(("marked", "words", "town"), [*HEADINGS, *PROSE, *NOT_THE_SCENE])
def test_place_and_town(marked: str, words: str | None, town: str | None):
    found = read(marked)
    assert (found.where.words, found.town) == (words, town)
    assert found.where.place_id is found.where.point is found.where.district is None


@pytest.mark.parametrize(
    ("marked", "offered"),
    [
        ("Klotter på Hittegatan.", "Hittegatan"),
        ("Klotter i centrum.", None),
        ("Klotter i Umeå.", None),
    ],
)
def test_an_unknown_name_is_offered_as_a_new_place(marked: str, offered: str | None):
    assert read(marked).unknown_place == offered


def test_a_report_from_elsewhere_is_not_looked_up_among_our_places():
    ours, theirs = read("22.12 Misshandel,¦ på Ringvägen.", LOCAL), read("22.12 Rån, Borlänge¦ på Ringvägen.", LOCAL)
    assert (ours.where.district, ours.basis.confidence) == ("kungsangen", Confidence.SURE)
    assert (theirs.where.words, theirs.where.place_id, theirs.where.district) == ("Ringvägen", None, None)
    assert (theirs.town, theirs.where.precision, theirs.basis.confidence) == ("Borlänge", "unknown", "doubtful")


def test_a_report_whose_prose_is_about_another_town_is_not_ours_either():
    found = read("En man rånas i centrala Enköping.", LOCAL)
    assert (found.where.words, found.where.precision, found.town) == ("centrala Enköping", "unknown", "Enköping")
    assert read("En man från Enköping rånas.", LOCAL).where.precision == "municipality"
    assert LOCAL.read("En man rånas i centrala Enköping.").precision == "municipality"


def test_a_neighbours_report_that_names_us_is_ours():
    found = read("22.12 Rån, Järfälla¦ på Fasanstigen i Bro.", LOCAL)
    assert (found.where.words, found.where.district) == ("Fasanstigen", "bro")


def test_every_municipality_is_known_and_most_are_found_in_a_heading():
    municipalities = [name for name, what in towns().items() if what.is_municipality]
    assert len(municipalities) == 290
    missed = [name for name in municipalities if read(f"22.12 Stöld, {name}¦\nEn cykel är borta.").town != name]
    assert missed == []


WORDS = ["Borlänge", "22.12", "Misshandel,", "i", "på", "vid", "Hittegatan", "centrala", "E18", "Bro", "förs", "till"]
ANY_TEXT = st.one_of(st.text(), st.lists(st.sampled_from([*WORDS, "\n", ".", ",", "Råby", "fasanstgen"])).map(" ".join))


@given(ANY_TEXT, st.tuples(*[st.integers(0, 40)] * 3), st.sampled_from([ANYWHERE, LOCAL]))
@example("mellan A och Bro Borlänge", (0, 0, 40), LOCAL)
def test_any_text_gives_an_answer_whose_spans_are_the_passages_own(
    text: str, cuts: tuple[int, ...], reader: PlaceReader
):
    start, heading_end, end = (min(cut, len(text)) for cut in sorted(cuts))
    found = reader.read_passage(Passage(text, start, heading_end, end))
    for span in found.basis.words:
        assert start <= span.start < span.end <= end
        assert text[slice(*span)] == found.where.words
    assert found.basis.words or found.basis.confidence is Confidence.DOUBTFUL
    assert found.unknown_place is None or found.unknown_place in text


@pytest.mark.parametrize(
    "piece", ["A", "a", "Ab ", "i Bo-", "väg 1 ", "Fasanstigen vid Hittegatan ", "centrala ", "på\xa0"]
)
def test_a_very_long_text_is_read_in_bounded_time(piece: str):
    text = piece * (500_000 // len(piece))
    began = process_time()
    LOCAL.read_passage(Passage(text, 0, len(text) // 2, len(text)))
    assert process_time() - began < 1
