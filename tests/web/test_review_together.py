"""Two coordinators at one report at the same time: on databases that really commit, nothing of either is lost."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.db import Database
from app.models import Incident, IncidentStatus, Report
from app.review import reading
from app.review.rules import version_of
from tests.at_once import at_once
from tests.factories import make_town
from tests.review_reports import FIRST, SECOND, TEXT, make_draft, make_first_draft, make_read_report, send

AT = TEXT.index("Senare")
CHANGED = "Någon annan har ändrat"


class Night(NamedTuple):
    """A report with two drafts, by their ids, and the versions that both coordinators see."""

    report: int
    first: int
    second: int
    versions: dict[int, str]


@pytest.fixture
def night(own_database: Database) -> Night:
    with own_database.writing() as session:
        report = make_read_report(session, make_town(session).guards)
        first = make_first_draft(session, report)
        second = make_draft(session, report, SECOND)
        return Night(report.id, first.id, second.id, {one.id: version_of(one) for one in (first, second)})


@pytest.fixture
def two(new_coordinator: Callable[[], FlaskClient], night: Night) -> Sequence[FlaskClient]:
    return new_coordinator(), new_coordinator()


def ask(client: FlaskClient, night: Night, what: str, **form: Any) -> dict[str, Any]:
    """What is answered to somebody who has the page of before any change."""
    version = {"version": night.versions[form["draft"]]} if "draft" in form else {}
    return send(client, night.report, what, **version, **form)


def both(two: Sequence[FlaskClient], night: Night, *asked: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """What each is answered who asks at the same moment as the other."""
    return at_once(*(partial(ask, one, night, what, **form) for one, (what, form) in zip(two, asked, strict=True)))


def one_refused(answers: Sequence[dict[str, Any]]) -> int:
    """Which of two got through; the other is told why it was not, and shown what stands there now."""
    assert sorted("said" in answer for answer in answers) == [False, True], answers
    refused = next(answer for answer in answers if "said" not in answer)
    assert (refused["is_changed"], CHANGED in refused["problem"]) == (True, True)
    return next(number for number, answer in enumerate(answers) if "said" in answer)


def drafts(database: Database) -> list[Incident]:
    with database.reading() as session:
        return list(session.scalars(select(Incident).order_by(Incident.id)))


@pytest.mark.parametrize("_again", range(3))
def test_of_two_texts_one_stands_and_the_other_is_told(own_database, two, night, _again):
    texts = "Det ena.", "Det andra."
    answers = both(two, night, *(("change", {"draft": night.first, "summary": text}) for text in texts))
    assert drafts(own_database)[0].summary == texts[one_refused(answers)]


@pytest.mark.parametrize("_again", range(3))
def test_of_two_fields_the_later_is_not_written_over_unseen(own_database, two, night, _again):
    """Each page sends only what was typed in it, but its person has not seen what the other wrote."""
    forms = {"summary": "Det ena."}, {"quantity": "3"}
    answers = both(two, night, *(("change", {"draft": night.first, **form}) for form in forms))
    told = drafts(own_database)[0]
    assert (told.summary == "Det ena.", told.quantity == 3) == ((True, False), (False, True))[one_refused(answers)]


def test_who_leaves_out_and_who_confirms_do_not_both_decide(own_database, two, night):
    answers = both(two, night, ("confirm", {"draft": night.first}), ("leave-out", {"draft": night.first}))
    decided = (IncidentStatus.CONFIRMED, IncidentStatus.WITHDRAWN)[one_refused(answers)]
    assert drafts(own_database)[0].status is decided


def test_what_both_confirm_is_confirmed_once(own_database, two, night):
    answers = both(two, night, *[("confirm", {"draft": night.first})] * 2)
    assert sorted(answer["said"] for answer in answers) == ["Bekräftad.", "Redan bekräftad."]
    assert drafts(own_database)[0].status is IncidentStatus.CONFIRMED


def test_what_is_typed_while_the_other_confirms_all_sure_ones_is_not_lost_unsaid(own_database, two, night):
    answers = both(two, night, ("change", {"draft": night.first, "summary": "Ny."}), ("confirm-sure", {}))
    told = drafts(own_database)[0]
    assert told.status is IncidentStatus.CONFIRMED
    assert ("said" in answers[0]) == (told.summary == "Ny.")
    assert answers[1]["said"].startswith("1 säker")


@pytest.mark.parametrize("_again", range(3))
def test_what_both_split_is_split_once(own_database, two, night, _again):
    answers = both(two, night, *[("split", {"draft": night.second, "at": AT})] * 2)
    one_refused(answers)
    with own_database.reading() as session:
        sources = sorted(session.get_one(Report, night.report).sources, key=lambda source: source.start)
        assert [(source.start, source.end) for source in sources] == [FIRST, (SECOND[0], AT), (AT, SECOND[1])]


def test_what_both_join_is_joined_once(own_database, two, night):
    both(two, night, *[("join", {"draft": night.second})] * 2)
    first, second = drafts(own_database)
    assert (first.status, second.status) == (IncidentStatus.DRAFT, IncidentStatus.WITHDRAWN)
    assert first.summary.count("hund") == 1


def test_text_that_both_make_an_incident_is_made_one(own_database, two, night):
    answers = both(two, night, *[("add", {"start": 0, "end": TEXT.index("\n")})] * 2)
    assert sorted("said" in answer for answer in answers) == [False, True]
    assert "hör redan till en händelse" in next(answer["problem"] for answer in answers if "problem" in answer)
    assert len(drafts(own_database)) == 3


@pytest.mark.parametrize(("way", "form"), [("split", {"at": AT}), ("add", {"start": 0, "end": TEXT.index("\n")})])
def test_a_stretch_is_read_before_writing(own_database, two, night, watched, way: str, form: dict[str, Any]):
    called = watched(reading, "read_passage")
    said = ask(two[0], night, way, **({"draft": night.second} if way == "split" else {}), **form)
    assert said["said"]
    assert called == ["read_passage"] * (2 if way == "split" else 1)
    assert len(drafts(own_database)) == 3


@pytest.mark.parametrize("meanwhile", ["split", "change"])
def test_what_is_changed_while_a_stretch_is_read_refuses_the_split(two, night, monkeypatch, meanwhile: str):
    real, others = reading.read_passage, [{"at": AT + 7} if meanwhile == "split" else {"summary": "Ny."}]

    def read(*args: Any) -> Any:
        if others:
            assert "said" in ask(two[1], night, meanwhile, draft=night.second, **others.pop())
        return real(*args)

    monkeypatch.setattr(reading, "read_passage", read)
    refused = ask(two[0], night, "split", draft=night.second, at=AT)
    assert (CHANGED in refused["problem"], len(refused["order"])) == (True, 3 if meanwhile == "split" else 2)


@pytest.mark.parametrize("is_shown", [True, False])
def test_what_is_added_while_a_stretch_is_read_refuses_the_same(own_database, two, night, monkeypatch, is_shown):
    real, others = reading.read_passage, [{"start": 0, "end": 11 if is_shown else 4}]

    def read(*args: Any) -> Any:
        if others:
            assert "said" in ask(two[1], night, "add", **others.pop())
        return real(*args)

    monkeypatch.setattr(reading, "read_passage", read)
    assert "hör redan till" in ask(two[0], night, "add", start=0, end=11)["problem"]
    assert len(drafts(own_database)) == 3
