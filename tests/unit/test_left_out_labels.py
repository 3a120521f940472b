"""What is left out of a report, and under which name."""

import pytest

from reports.incoming.reading import LeftOutReason
from tests.unit.test_guard_reports import reading

INCIDENT = "23.10 Klotter på Bro station"


def reasons(text: str) -> list[LeftOutReason]:
    return [left.reason for left in reading(text).left_out]


@pytest.mark.parametrize(
    "line",
    [
        "22:30-23:15 Bevakning Kungsängens C, lugnt",
        "22.30 Bevakning Bro centrum lugnt",
        "21:00 Yttre rond Råbyskolan allt lugnt",
        "01.15 Tillsyn Brunna IP, helt lugnt",
        "22.40 Larm | felaktigt larm",
        "23.55 Inbrottslarm, falskt larm",
        "02:10 Brandlarm: oavsiktligt larm",
    ],
)
def test_a_quiet_patrol_and_a_false_alarm_are_none(line: str) -> None:
    read = reading(f"{line}\n{INCIDENT}")
    assert [one.draft.summary for one in read.incidents] == ["Klotter på Bro station"]
    assert [left.reason for left in read.left_out] == [LeftOutReason.NO_INCIDENT]


@pytest.mark.parametrize(
    "line",
    [
        "22.30 Bevakning Bro centrum, ungdomar slogs, nu lugnt",
        "22.40 Inbrottslarm på Råbyskolan, ruta krossad",
        "01.15 Tillsyn Brunna IP, klotter på väggen, i övrigt inget",
        "23.00 Bråk vid Bro station, lugnt när patrullen kom",
        "22.15 Rond Råbyskolan, inbrott i förråd",
        "22.40 Brandlarm, felaktigt larm men dörren uppbruten",
    ],
)
def test_a_patrol_that_saw_something_is_one(line: str) -> None:
    assert len(reading(f"{line}\n{INCIDENT}").incidents) == 2


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("DYGNSRAPPORT Påhittad Security 2026-11-20 18:00 - 2026-11-21 06:00", LeftOutReason.HEADING),
        ("Väktare: 1234", LeftOutReason.HEADING),
        ("Ordningsvakter: 12, 14", LeftOutReason.HEADING),
        ("Från: Testa Påhittad", LeftOutReason.HEADING),
        ("Ämne: natten", LeftOutReason.HEADING),
        ("Här kommer nattens händelser. Totalt ett 40-tal ärenden, inga grova brott.", LeftOutReason.TOTAL),
        ("Hej på er!", LeftOutReason.GREETING),
    ],
)
def test_what_stands_above_is_told_for_what_it_is(title: str, reason: LeftOutReason) -> None:
    read = reading(f"{title}\n{INCIDENT}")
    assert [one.draft.summary for one in read.incidents] == ["Klotter på Bro station"]
    assert [left.reason for left in read.left_out] == [reason]
