"""What stands in one line though it was written in several: a report's title, a sign-off; and texts in English."""

import pytest

from reports.incoming.language import is_english
from reports.incoming.reading import Confidence, LeftOutReason
from tests.unit.test_guard_reports import left_out, reading, whens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dygnsrapport Upplands-Bro 20-21 nov Stöld, Kungsängen18.30. En cykel togs vid affären."
            " Misshandel, Bro21.15. Två män slogs.",
            ["19 18.30", "19 21.15"],
        ),
        ("Nattrapport område norr Misshandel, Bro 21.15 Två män slogs vid stationen.", ["19 21.15"]),
        ("Vaktrapport Brunna 18.30 Stöld, Brunna. En cykel togs vid affären.", ["19 18.30"]),
        (
            "Nattrapport 19/11 Stöld, Bro 21.10 En cykel togs. Inbrott, Brunna 23.20 En ruta krossades.",
            ["19 21.10", "19 23.20"],
        ),
        ("Vaktrapport 18.00-06.00 Bil 47\n20.10 Bråk i Bro centrum.", ["19 20.10"]),
        ("Dygnsrapport 07.00 Bro\n20.10 Bråk i Bro centrum.", ["19 20.10"]),
    ],
)
def test_the_title_of_a_report_before_its_first_event(text: str, expected: list[str]) -> None:
    assert whens(reading(text)) == expected
    assert left_out(text)[0][0] is LeftOutReason.HEADING


@pytest.mark.parametrize("title", ["Nattrapport", "Polisens nattrapport 20 november", "Sammanfattning natten"])
def test_neither_the_title_nor_the_town_of_a_heading_stands_before_what_is_told(title: str) -> None:
    (incident,) = reading(f"{title} Fordonsbrand, Bro 01.10 En bil brinner på Råbyvägen. Ingen skadad.").incidents
    assert incident.draft.summary == "En bil brinner på Råbyvägen. Ingen skadad."


@pytest.mark.parametrize(
    "closing", ["Hälsn. Vera / bil 47", "Mvh Vera", "/Vera, bil 47", "Ingenting mer att rapportera"]
)
def test_a_sign_off_without_a_full_stop_before_it(closing: str) -> None:
    text = f"21.15 Klotter i Bro centrum, ca 3 kvm {closing}"
    (incident,) = reading(text).incidents
    assert text[slice(*incident.draft.passage)] == "21.15 Klotter i Bro centrum, ca 3 kvm"


@pytest.mark.parametrize("rest", ["", ". Polis på plats.", " Hälsn. Vera", "\nHälsn. Vera / bil 47"])
def test_a_false_alarm_is_told(rest: str) -> None:
    (incident,) = reading(f"03.20 Larm Brunna centrum, falsklarm{rest}").incidents
    assert "falsklarm" in incident.draft.summary
    assert "Vera" not in incident.draft.summary


ENGLISH = (
    "Good morning,\n10.15 pm Assault at Bro station. Two men were fighting and one was hit in the face.\n"
    "11:40 pm Theft, Brunna. A bicycle was stolen from the yard.\n1:20 am Fire, a moped was burning.\nBest regards"
)


def test_a_text_in_english_is_told_of_and_nothing_in_it_is_sure() -> None:
    read = reading(ENGLISH)
    assert read.is_english
    assert whens(read) == ["19 22.15", "19 23.40", "20 01.20"]
    bases = [basis for one in read.incidents for basis in (one.when, one.where, one.what)]
    assert {basis.confidence for basis in bases} == {Confidence.DOUBTFUL}
    assert not any("pm" in one.draft.summary or "regards" in one.draft.summary for one in read.incidents)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("At about 11 pm a window was broken at Brunnaskolan.", "19 23.00"),
        ("12:05 am Fire, Brunna.", "20 00.05"),
        ("12.05 p.m. Fire, Brunna.", "19 12.05"),
        ("Kl 10 AM-moped utan lykta på Fjärilsstigen.", "19 10.00"),
    ],
)
def test_half_days(text: str, hour: str) -> None:
    assert whens(reading(text)) == [hour]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, True),
        ("The window was broken.", False),
        ("Hej! Killen ropade 'what the hell' och sprang. Han var på väg till stationen.", False),
        ("22.15 Bråk, Bro centrum.", False),
        ("", False),
    ],
)
def test_is_english(text: str, expected: bool) -> None:
    assert is_english(text) is expected
