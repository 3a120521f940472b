"""What a passage tells that happened. All texts are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.incoming.categories.reader import CategoryReader
from reports.incoming.reading import Confidence, Passage
from tests.unit.upplands_bro import POLICE_TYPES

READER = CategoryReader(POLICE_TYPES)


def passage(heading: str, prose: str = "", before: str = "Hej!\n", after: str = "") -> Passage:
    text = before + heading + prose + after
    end = len(text) - len(after)
    return Passage(text, len(before), len(before) + len(heading), end)


def told(read_passage: Passage, reader: CategoryReader = READER) -> tuple[str, list[str]]:
    """The category, and the words that led to it."""
    read = reader.read_passage(read_passage)
    return read.code, [read_passage.text[span.start : span.end] for span in read.basis.words]


def top(prose: str, heading: str = "") -> str:
    return told(passage(heading, prose))[0].partition(".")[0]


@pytest.mark.parametrize(
    ("heading", "code", "label"),
    [
        ("22.12 Misshandel, Bro", "vald_hot.misshandel", "Misshandel"),
        ("Kl 01.15 Trafikolycka Riksväg 24", "trafik.olycka", "Trafikolycka"),
        ("Misshandel, grov, Bro", "vald_hot.misshandel", "Misshandel, grov"),
        ("Mord/dråp, försök, Bro", "vald_hot.mord_drap", "Mord/dråp, försök"),
        ("Försök till rån, Bro", "stold_ran_inbrott.ran", "rån"),
        ("Bro, brand", "skadegorelse_brand", "brand"),
        ("Stöld, Rattfylleri, Bro", "stold_ran_inbrott", "Stöld"),
        ("Rattfylleri, Bro03:35", "trafik.rattfylleri", "Rattfylleri"),
        ("BråkBro centrum", "ordning.brak", "Bråk"),
        ("- brand - Brunna", "skadegorelse_brand", "brand"),
        ("23.10 Trasig belysning, Råbystigen", "otrygg_plats.belysning", "Trasig belysning"),
        ("21.40 Ofredande, Brunna", "vald_hot.ofredande", "Ofredande"),
        ("Stenkastning mot polis, Bro", "vald_hot.mot_tjansteman", "Stenkastning mot polis"),
    ],
)
def test_the_label_of_the_heading_decides(heading: str, code: str, label: str):
    read = READER.read_passage(passage(heading))
    assert (read.code, read.basis.confidence) == (code, Confidence.SURE)
    assert told(passage(heading))[1] == [label]


def test_the_label_goes_before_the_text():
    assert top("En ruta krossades och en cykel stals.", "22.12 Rattfylleri, Bro.") == "trafik"


def test_what_an_installation_calls_it_goes_before_what_others_do():
    own = CategoryReader({"graffiti": "otrygg_plats", "gröna veckan": "evenemang"})
    assert told(passage("Graffiti, Bro"), own)[0] == "otrygg_plats"
    assert told(passage("Gröna veckan, Bro"), own)[0] == "evenemang"


def test_a_general_label_gets_its_sub_category_from_the_text():
    fire = passage("Brand, Bro.", " Det brinner i en container bakom skolan.")
    assert told(fire) == ("skadegorelse_brand.brand_ute", ["Brand", "brinner i en container"])


@pytest.mark.parametrize(
    ("prose", "code"),
    [
        ("En man slogs ned av tre okända vid stationen. Han förs till sjukhus.", "vald_hot"),
        ("Två ungdomar hotade en kassörska och sprang.", "vald_hot"),
        ("Okänd har brutit upp ett hänglås och stulit två cyklar.", "stold_ran_inbrott"),
        ("Villainbrott på Korpstigen, smycken är borta.", "stold_ran_inbrott"),
        ("Ungdomar skjuter fyrverkerier mot balkongerna.", "skadegorelse_brand"),
        ("Två killar smäller raketer på torget.", "skadegorelse_brand"),
        ("Några ungdomar röker på baksidan av butiken.", "ordning"),
        ("Det brinner i en container vid torget, räddningstjänsten släcker.", "skadegorelse_brand"),
        ("Klotter på tunnelns vägg, cirka tre meter.", "skadegorelse_brand"),
        ("Stenkastning, Bro. Barn kastade sten på skolans fönster.", "skadegorelse_brand"),
        ("En kraftigt berusad person omhändertas enligt LOB.", "narkotika_alkohol"),
        ("Doft av cannabis, en påse med misstänkt narkotika tas i beslag.", "narkotika_alkohol"),
        ("Flera skott har avlossats mot en port, tomhylsor hittas.", "vapen_sprangning"),
        ("Ungdomsgäng stör på torget och vägrar lämna platsen.", "ordning"),
        ("En personbil och en lastbil har kolliderat i korsningen.", "trafik"),
        ("A-traktor kör burnout på parkeringen vid badet.", "trafik"),
        ("En äldre kvinna blev uppringd av någon som utgav sig för att vara från banken.", "bedrageri"),
        ("Två lampor ur funktion på gångvägen, mörkt och otryggt.", "otrygg_plats"),
        ("Överfull papperskorg och skräp vid bänkarna.", "otrygg_plats"),
        ("En elev slog läraren, som hotades med stryk.", "skola_personal"),
        ("Demonstration på torget med ett tjugotal deltagare.", "evenemang"),
        ("En lös hund springer på gården.", "ovrigt"),
        ("En äldre man är försvunnen från sitt boende.", "ovrigt"),
        ("Någon har kladdat på tunneln vid stationen.", "skadegorelse_brand"),
        ("Full man på bänken.", "narkotika_alkohol"),
        ("En bil som körde på en lyktstolpe.", "trafik"),
    ],
)
def test_the_words_of_the_text_tell_where_there_is_no_label(prose: str, code: str):
    assert top(prose) == code


@pytest.mark.parametrize(
    ("prose", "code"),
    [
        ("Villabrand på Fasanstigen.", "skadegorelse_brand.brand_byggnad"),
        ("En bil brinner på parkeringen.", "skadegorelse_brand.brand_fordon"),
        ("Någon har klottrat på skolans vägg.", "skadegorelse_brand.klotter"),
        ("Krock mellan två bilar vid rondellen.", "trafik.olycka"),
        ("Personrån mot en pojke vid stationen.", "stold_ran_inbrott.ran"),
        ("Källarinbrott i ett flerfamiljshus.", "stold_ran_inbrott.inbrott_lokal"),
        ("Larm om en detonation vid en port.", "vapen_sprangning.sprangning"),
    ],
)
def test_clear_words_tell_the_sub_category(prose: str, code: str):
    assert told(passage("", prose))[0] == code


@pytest.mark.parametrize(
    ("heading", "prose"),
    [
        ("00.34 Misshandel, Bro.", " En man misstänks ha slagit sin sambo."),
        ("Olaga hot, Bro.", " Mannen hotade en kvinna som han tidigare haft en relation med."),
        ("", "En kvinna misshandlades av sin före detta make i hemmet."),
        ("", "Bråk i en lägenhet, mannen skriker på sin fru."),
        ("", "Brott i nära relation anmäldes."),
    ],
)
def test_violence_between_people_who_are_close_is_of_its_own(heading: str, prose: str):
    assert top(prose, heading) == "nara_relation"


@pytest.mark.parametrize(
    "prose",
    [
        "En man har kört av vägen, hans sambo hämtade honom.",
        "En man stal en väska från sin bror.",
        "Kvinnan misshandlades av en okänd man.",
        "En man och hans sambo hotades av en okänd.",
    ],
)
def test_a_relationship_alone_makes_no_violence_nor_violence_a_relationship(prose: str):
    assert top(prose) != "nara_relation"


@pytest.mark.parametrize(
    ("heading", "prose"),
    [
        ("23.15 Bråk i lägenhet på Provstigen.", " Far har hotat sin 17-åriga dotter på grund av pojkvän."),
        ("Ordningsstörning.", " Kvinna rädd, talar om hedersförtryck."),
        ("Olaga hot, Bro.", " Son hotade sin gamla mamma."),
    ],
)
def test_closeness_and_honour_beat_the_label(heading: str, prose: str):
    assert top(prose, heading) == "nara_relation"


@pytest.mark.parametrize(
    ("heading", "prose"),
    [
        ("23.15 Bråk i lägenhet.", " Fadern hotfull mot en flicka."),
        ("Misshandel, Bro.", " Slagen av släktingar efter att ha träffat en pojkvän."),
        ("Skadegörelse, Bro.", " Mannen slog sönder dörren hos exet."),
    ],
)
def test_what_may_be_close_is_never_sure(heading: str, prose: str):
    assert READER.read_passage(passage(heading, prose)).basis.confidence is Confidence.DOUBTFUL


def test_a_label_is_sure_where_nobody_may_be_close():
    read = READER.read_passage(passage("22.10 Misshandel, Bro.", " En man slog en annan man."))
    assert (read.code, read.basis.confidence) == ("vald_hot.misshandel", Confidence.SURE)


def test_the_relationship_is_shown_as_a_reason():
    assert told(passage("22.10 Bro.", " Mannen slog sin sambo.")) == (
        "nara_relation.vald_vuxen",
        ["slog", "sambo"],
    )


def test_what_is_denied_does_not_count():
    assert (
        top("Larm om rök. Det var ingen brand, inga skott och inte någon olycka utan en båt som sjunkit.") != "trafik"
    )
    assert told(passage("", "Ingen brand."))[1] == []


def test_a_text_without_a_known_word_is_other_and_doubtful():
    read = READER.read_passage(passage("", "Lorem ipsum dolor."))
    assert (read.code, read.basis.confidence, read.basis.words) == ("ovrigt", Confidence.DOUBTFUL, ())


def test_words_that_speak_for_two_categories_are_doubtful():
    clear = READER.read_passage(passage("", "Två personbilar har kolliderat, förarna är oskadda."))
    mixed = READER.read_passage(passage("", "En full man bråkade, stal öl och hade kniv."))
    assert (clear.basis.confidence, mixed.basis.confidence) == (Confidence.SURE, Confidence.DOUBTFUL)


def test_a_lesson_goes_before_labels_and_words():
    taught = CategoryReader(POLICE_TYPES, {"blå lådan": "otrygg_plats.trasigt", "blå": "ovrigt"})
    stolen = passage("Stöld, Bro.", " Någon tog sig in i den Blå Lådan.", after=" Slut.")
    assert told(stolen, taught) == ("otrygg_plats.trasigt", ["Blå Lådan"])
    assert told(stolen)[0].startswith("stold_ran_inbrott")


def test_no_lesson_hides_that_people_are_close():
    taught = CategoryReader(POLICE_TYPES, {"husfriden": "vald_hot.hot"})
    assert told(passage("", "Husfriden bröts när mannen skrek åt sin sambo."), taught)[0].startswith("nara_relation")


def test_what_stands_outside_the_passage_is_not_read():
    between = passage("", "En lös hund springer på gården.", "Villabrand. ", " Skottlossning. Rån.")
    assert told(between)[0] == "ovrigt.djur"


@given(st.text(max_size=300), st.data())
def test_any_text_gives_an_answer_with_its_reason_inside(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    heading_end = data.draw(st.integers(start, end))
    read = READER.read_passage(Passage(text, start, heading_end, end))
    assert read.code
    assert all(start <= span.start < span.end <= end for span in read.basis.words)


TELLING = ["Rån", "brand", "sambo", "slog", "ingen", "22.12", ".", ",", "\n", "lob", "utan", "körkort", "Misshandel"]


@given(st.lists(st.sampled_from(TELLING)))
def test_any_order_of_telling_words_gives_an_answer(words: list[str]):
    text = " ".join(words)
    read = READER.read_passage(Passage(text, 0, min(len(text), 20), len(text)))
    assert all(text[span.start : span.end].strip() for span in read.basis.words)
    assert list(read.basis.words) == sorted(read.basis.words)
