"""The notes of night walkers, field assistants and caretakers: one event a sight, and nothing left out unasked."""

import pytest

from reports.incoming.drafts import Interval
from reports.incoming.passages.left_out import may_tell, names_trouble
from reports.incoming.reading import Confidence, Doubt, LeftOutReason, ReadIncident
from reports.incoming.times.local_time import to_wall
from tests.unit.test_guard_reports import reading


def kinds(text: str) -> list[str]:
    return [read.draft.category.partition(".")[0] for read in reading(text).incidents]


def clock(when: Interval) -> str:
    return f"{to_wall(when.start):%H.%M}"


@pytest.mark.parametrize(
    ("greeting", "rest"),
    [
        ("hej!!", "vi va 4 st ute. vid skateparken i brunna rökte nåra killar hasch"),
        ("Hej", "vi såg några slåss utanför Bro centrum"),
        ("hejsan,", "nån har krossat en ruta på Brunnaskolan i natt"),
        ("tjena!", "det va bråk vid Bro station igen"),
        ("god kväll", "vi hittade klotter på Råbyskolan"),
        ("Hej på er!", "i går kväll brann en soptunna vid Lillsjöskolan"),
        ("hej alla", "en kille blev rånad på sin mobil vid Kungsängens station"),
        ("Hallå!!", "två mopeder körde race på Granhammarsvägen"),
    ],
)
def test_a_greeting_takes_its_own_words_alone(greeting: str, rest: str) -> None:
    text = f"{greeting} {rest}"
    read = reading(text)
    greetings = [text[left.start : left.end] for left in read.left_out if left.reason is LeftOutReason.GREETING]
    assert greetings == [greeting]
    assert len(read.incidents) == 1


@pytest.mark.parametrize(
    "stretch",
    [
        "hej vi såg några som slogs vid stationen",
        "God kväll. Någon hade slagit sönder lamporna i tunneln.",
        "Sammanfattning av kvällen. Vid skolan rökte några hasch.",
        "Lugn kväll! Men nån kastade en flaska mot bussen.",
        "Totalt 12 ärenden. Ett gäng eldade bakom hallen.",
        "mvh\nglömde säga att det var bråk vid kiosken",
    ],
)
def test_what_names_trouble_is_offered_though_it_was_left_out(stretch: str) -> None:
    assert may_tell(stretch)


@pytest.mark.parametrize(
    "stretch",
    [
        "Hej alla!",
        "Inga grova brott, inget bråk.",
        "Totalt ett 40-tal ärenden har hanterats.",
        "Med vänliga hälsningar, Nattvandrarna i Påhittad stad",
        "Lugn natt utan några allvarliga händelser.",
        "Nattens rapport",
    ],
)
def test_what_names_none_is_not_offered(stretch: str) -> None:
    assert not may_tell(stretch)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Vid skateparken i Brunna satt ett tiotal ungdomar och drack öl och kastade en flaska mot oss. Runt tolv"
            " körde två mopeder race på Granhammarsvägen.",
            ["narkotika_alkohol", "trafik"],
        ),
        (
            "vi va 6 st ute i fredags från 21 till halv två. vid skateparken i brunna rökte ett gäng hasch. sen hade"
            " nån slagit sönder lamporna vid stationen i kungsängen.",
            ["narkotika_alkohol", "otrygg_plats"],
        ),
        ("bråk vid Bro station kl 23 och inbrott i Härneviskolan", ["ordning", "stold_ran_inbrott"]),
        ("slagsmål utanför Brohuset samt klotter på Råbyskolan", ["ordning", "skadegorelse_brand"]),
        (
            "vi va ute mellan 20 och 24 å de va mest lungt men vid ica i bro stog nåra å bråka sen vid stationen"
            " hade nån krossat ett fönster",
            ["ordning", "skadegorelse_brand"],
        ),
        (
            "Hej! En elev på Broskolan hotade en lärare med kniv i fredags. Samma dag hittade vi klotter på muggarna.",
            ["skola_personal", "skadegorelse_brand"],
        ),
        (
            "Vi gick i Brunna i går. Bakom skolan rökte några hasch. Vid macken körde en moped runt utan ljus. På"
            " skolan hade någon krossat en ruta.",
            ["narkotika_alkohol", "trafik", "skadegorelse_brand"],
        ),
    ],
)
def test_each_place_or_kind_of_its_own_is_an_event(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vi såg två killar slåss vid Bro station. Dom sprang när vi kom. Polisen kom sen.",
        "vid ica bro stod ett gäng å skrek på oss. de lugnade ner sej när vi prata med dom",
        "Vår vaktmästare hittade en krossad ruta på Brunnaskolan. Den är nu lagad. Vi anmäler.",
        "En tjej grät vid Bro station. Hon hade blivit av med sin mobil. Vi ringde hennes mamma.",
        "Vi mötte en full man i Bro centrum. Han ramlade. Ambulansen kom efter tio minuter.",
        "jag såg en bil brinna på Fjärilsstigen. brandkåren släckte. ingen skadad tror jag",
    ],
)
def test_how_it_went_on_stays_with_its_event(text: str) -> None:
    assert len(reading(text).incidents) == 1


@pytest.mark.parametrize(
    "hours",
    [
        "vi gick från 21 till 01.30.",
        "Vi var ute mellan 20 och 00.30.",
        "vi va 5 st ute 21-01.",
        "Nattvandrarna gick kl 21-24.",
        "vi startade 20.30 och va ute till 23.30.",
        "Vi var 4 vuxna ute från kl 21.00 till 01.00.",
        "Passet 19-23, vi gick runt.",
    ],
)
def test_when_somebody_was_out_is_no_events_time(hours: str) -> None:
    (read,) = reading(f"{hours} Vid ICA Bro såg vi två killar slåss.").incidents
    assert read.when.confidence is Confidence.DOUBTFUL
    assert not any(mark in clock(read.draft.when) for mark in ("21", "20", "01", "19"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("runt elva körde två moppar race på Granhammarsvägen", "22.30"),
        ("vid tolv var det bråk vid Bro station", "23.30"),
        ("kring tio satt nåra å rökte hasch vid Bro station", "21.30"),
        ("strax efter elva kastade nån en flaska på oss vid Bro station", "23.00"),
        ("runt ett krossades en ruta på Brunnaskolan", "00.30"),
        ("omkring nio såg vi två killar slåss vid Bro station", "20.30"),
    ],
)
def test_an_hour_in_words_is_the_evenings(words: str, expected: str) -> None:
    (read,) = reading(f"Vi gick i går kväll. {words}.").incidents
    assert clock(read.draft.when) == expected


@pytest.mark.parametrize("count", ["tolv killar", "tio ungdomar", "elva personer", "två tjejer", "sex vuxna", "fem st"])
def test_a_count_is_no_hour(count: str) -> None:
    (read,) = reading(f"Vi såg runt {count} som bråkade vid Bro station.").incidents
    assert not read.when.words


LINES = [
    "Stöld av moped, Kungsängens station, skett 19/11 mellan 08 och 16.",
    "Klotter på Brunnaskolan, upptäckt i morse.",
    "Inbrott i källarförråd, Hallonvägen.",
    "Misshandel på Köpmanvägen kl 01.20, en man slagen.",
    "Skadegörelse vid Råbyskolan. Tre rutor.",
    "Rattfylleri, E18 vid Bro.",
    "Den 18/11 stals en cykel vid Bro station.",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_begins_with_a_crime_or_a_date_is_an_event(line: str) -> None:
    first = "Vid 23-tiden larmades om bråk mellan ungdomar vid Emaljstigen, patrull skickades."
    read = reading(f"{first}\n{line}")
    assert [told(one, f"{first}\n{line}") for one in read.incidents] == [first, line]


@pytest.mark.parametrize(
    "line",
    [
        "Rån misstänks också ha skett.",
        "Misshandel ska ha föregått bråket.",
        "Brand har inte uppstått.",
        "Inbrott kan inte uteslutas.",
        "Stöld rubriceras händelsen som.",
        "Uppdatering: alla har lämnat platsen.",
    ],
)
def test_a_line_that_goes_on_is_none(line: str) -> None:
    assert len(reading(f"Vid 23-tiden larmades om bråk vid Emaljstigen, patrull skickades.\n{line}").incidents) == 1


def told(read: ReadIncident, text: str) -> str:
    return text[slice(*read.draft.passage)]


@pytest.mark.parametrize(
    "words", ["i helgen", "under helgen", "någon gång i helgen", "Under helgen", "hela helgen", "nån gång under helgen"]
)
def test_a_weekend_is_its_evenings_and_days(words: str) -> None:
    (read,) = reading(f"Klotter på Brunnaskolan, {words}.").incidents
    assert read.when.words
    assert read.when.confidence is Confidence.DOUBTFUL
    assert f"{to_wall(read.draft.when.start):%a %H}" == "Fri 18"


@pytest.mark.parametrize(
    "quiet",
    [
        "Vi gick förbi hotellet.",
        "Gräset var klippt.",
        "Hästarna stod i stallet.",
        "Vi skjutsade hem två.",
        "En lång kväll.",
    ],
)
def test_a_word_that_only_begins_like_trouble_is_none(quiet: str) -> None:
    assert not names_trouble(quiet)


def test_nothing_of_a_very_long_note_goes_unsaid() -> None:
    text = "vi gick ute. " + " ".join(f"Vid plats {n} slogs två killar." for n in range(90))
    read = reading(text)
    spans = sorted([(left.start, left.end) for left in read.left_out] + [one.draft.passage for one in read.incidents])
    unsaid = [
        text[end:start].strip() for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)
    ]
    assert [words for words in unsaid if words] == []
    assert Doubt.SEVERAL in read.incidents[-1].doubts
