"""What must not happen in a review: secrets told, incidents counted twice, somebody's work lost."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import logbook
from app.models import DraftReading, Incident, IncidentStatus, Report, ReviewMemory, Role
from app.review.actions.memories import forget_memories
from tests.factories import Town, make_incident, make_place, make_report, make_user
from tests.review_reports import (
    DECISIVE,
    FIRST,
    JSON,
    SECOND,
    TEXT,
    make_draft,
    make_first_draft,
    make_read_report,
    now,
    send,
)

SECRET = "Hemligt om ett par"


@pytest.fixture
def report(session: Session, town: Town) -> Report:
    return make_read_report(session, town.guards)


@pytest.fixture
def first(session: Session, report: Report) -> Incident:
    return make_first_draft(session, report)


@pytest.fixture
def secret(session: Session, report: Report, first: Incident) -> Incident:
    return make_draft(session, report, SECOND, DECISIVE, category="nara_relation", summary=SECRET)


def test_what_is_split_stays_as_secret_as_it_was(client, session, report, secret):
    said = send(client, report, "split", draft=secret.id, at=TEXT.index("Senare"))
    halves = [session.get_one(Incident, id_) for id_ in said["order"][1:]]
    assert [half.category.code for half in halves] == ["nara_relation", "nara_relation"]
    assert [half.place_words for half in halves] == [None, None]


def test_what_is_decided_outlives_a_split(client, session, report, first):
    second = make_draft(session, report, SECOND)
    send(client, report, "change", draft=second.id, category="trafik", when="02.15")
    said = send(client, report, "split", draft=second.id, at=TEXT.index("Senare"))
    kept = now(session, second)
    assert (kept.category.code, kept.occurred_from.isoformat()) == ("trafik", "2026-11-18T01:15:00+00:00")
    assert kept.reading.fields["by_hand"] == ["when", "what"]
    send(client, report, "undo", token=said["undo"])
    assert now(session, second).category.code == "trafik"


def test_a_secret_that_is_joined_makes_all_of_it_secret(client, session, report, first, secret):
    said = send(client, report, "join", draft=secret.id)
    joined = now(session, first)
    assert SECRET in joined.summary
    assert (joined.category.code, joined.place_words, joined.lonlat) == ("nara_relation", None, None)
    send(client, report, "undo", token=said["undo"])
    assert (now(session, first).category.code, now(session, first).lonlat) == ("trafik", Town.in_west)


@pytest.mark.parametrize("at", [-10, -(10**9), 10**40])
def test_nothing_is_split_outside_of_itself(client, session, report, secret, at):
    said = send(client, report, "split", draft=secret.id, at=at)
    assert "Peka där den andra" in said["problem"]
    assert said["order"] == [id_ for id_ in said["order"] if session.get_one(Incident, id_).sources[0].start >= 0]


def test_text_of_an_incident_becomes_no_second_one(client, session, report, first):
    made = send(client, report, "add", start=0, end=11)
    assert len(made["order"]) == 2
    for start, end in ((0, 11), (0, FIRST[0] + 5), (FIRST[1] - 4, SECOND[0] + 5), FIRST):
        said = send(client, report, "add", start=start, end=end)
        assert "hör redan till en händelse" in said["problem"]
        assert said["order"] == made["order"]
    send(client, report, "undo", token=made["undo"])
    assert len(send(client, report, "add", start=0, end=11)["order"]) == 2


def test_a_merged_or_replaced_draft_is_not_made_one_again(client, session, town, report, first):
    second = make_draft(session, report, SECOND)
    send(client, report, "join", draft=second.id)
    assert "problem" in send(client, report, "reopen", draft=second.id)
    other = make_incident(session, report=make_report(session, organisation=town.police), category="trafik")
    send(client, report, "merge", draft=first.id, other=other.id)
    assert "problem" in send(client, report, "reopen", draft=first.id)
    assert now(session, first).status is IncidentStatus.MERGED
    assert now(session, second).status is IncidentStatus.WITHDRAWN


def test_a_split_keeps_the_case_number_with_its_text_and_masks_what_was_read(client, session, town):
    text = "22.12 Trafik, Kråkvägen 12 lgh 1203\nEn moped kör.\nSenare en bil. Ärendenr 5000-K123456-26."
    report = make_read_report(session, town.guards, text)
    report.left_out = []
    draft = make_draft(session, report, (0, len(text)), case_number="5000-K123456-26")
    said = send(client, report, "split", draft=draft.id, at=text.index("Senare"))
    first, second = (session.get_one(Incident, id_) for id_ in said["order"])
    session.expire_all()
    assert (first.case_number, second.case_number) == (None, "5000-K123456-26")
    assert "1203" not in str(session.scalars(select(DraftReading.fields)).all())


def test_what_one_typed_while_another_confirmed_is_not_passed_over(client, client_as, session, report, first):
    shown = first.updated_at.isoformat()
    send(client_as(Role.COORDINATOR), report, "confirm", draft=first.id, version=shown)
    typed = {"draft": first.id, "version": shown, "when": "21.05", "summary": "Det någon noga skrev."}
    said = send(client, report, "confirm", **typed)
    assert said["is_changed"]
    send(client, report, "change", **typed | {"version": said["versions"][str(first.id)]})
    assert now(session, first).summary == "Det någon noga skrev."
    # What is sent once more, as its answer was lost, says nothing new.
    assert send(client, report, "confirm", **typed)["said"] == "Redan bekräftad."


def test_what_is_remembered_is_kept_here_and_the_page_holds_an_id_alone(client, session, report, first):
    made = [send(client, report, "change", draft=first.id, summary=f"Text {number}.")["undo"] for number in range(2)]
    assert all(len(token) == 43 for token in made)
    assert len(session.scalars(select(ReviewMemory)).all()) == 2
    client.post(f"/reports/{report.id}/review/change", data={"draft": first.id, "summary": "Utan skript."})
    assert len(session.scalars(select(ReviewMemory)).all()) == 2


def test_what_is_remembered_is_forgotten_after_a_day(own_database, settings):
    with own_database.writing() as session:
        report, user = make_report(session), make_user(session)
        for id_, days in (("old", 2), ("new", 0)):
            at = datetime.now(UTC) - timedelta(days=days)
            session.add(ReviewMemory(id=id_, report_id=report.id, by_id=user.id, at=at, content={}))
    forget_memories(own_database, settings)
    with own_database.reading() as session:
        assert session.scalars(select(ReviewMemory.id)).all() == ["new"]


def test_nothing_is_joined_with_what_one_may_not_read(client_as, session, report):
    secret = make_draft(session, report, FIRST, DECISIVE, category="nara_relation", summary=SECRET)
    second = make_draft(session, report, SECOND, DECISIVE)
    client = client_as(Role.ADMINISTRATOR)
    response = client.post(f"/reports/{report.id}/review/join", data={"draft": second.id}, headers=JSON)
    assert response.status_code == 403
    assert now(session, secret).summary == SECRET


def test_what_one_may_not_read_is_not_placed_likewise(client, client_as, session, report, first, secret):
    place = make_place(session, "Fasanstigen", Town.in_east)
    for draft in (first, secret):
        draft.reading.fields = {**draft.reading.fields, "unknown_place": "Okändvägen"}
    session.flush()
    typed = {"draft": first.id, "place": "Fasanstigen", "place_id": place.id, "known": "place"}
    said = send(client_as(Role.ADMINISTRATOR), report, "change", **typed)
    assert now(session, first).place_words == "Fasanstigen"
    assert "by_hand" not in now(session, secret).reading.fields
    assert SECRET not in str(session.scalars(select(ReviewMemory.content)).all())
    assert said["undo"]


def test_what_was_let_stand_stands_again_after_an_undo(client, session, report, first):
    stands = "Bilen ABC 123 vid kiosken, ring 08-123 456 78"
    send(client, report, "change", draft=first.id, summary=stands, personal="organisation")
    undo = send(client, report, "change", draft=first.id, summary="Kort.")["undo"]
    send(client, report, "undo", token=undo)
    assert now(session, first).summary == stands
    make_draft(session, report, SECOND)
    send(client, report, "join", draft=session.scalars(select(Incident.id).order_by(Incident.id.desc())).first())
    assert now(session, first).summary.startswith(stands)


def test_a_merge_that_is_undone_bars_no_undo_of_what_was_before(client, session, town, report, first):
    other = make_incident(session, report=make_report(session, organisation=town.police), category="trafik")
    changed = send(client, report, "change", draft=first.id, summary="Något annat.")["undo"]
    merged = send(client, report, "merge", draft=first.id, other=other.id)["undo"]
    assert send(client, report, "undo", token=merged)["said"] == "Ångrat."
    assert send(client, report, "undo", token=changed)["said"] == "Ångrat."
    assert now(session, first).summary.startswith("22.12")


def test_what_was_changed_after_a_merge_stays_changed_for_others(client, session, town, report, first):
    other = make_incident(session, report=make_report(session, organisation=town.police), category="trafik")
    seen = now(session, other).updated_at
    merged = send(client, report, "merge", draft=first.id, other=other.id)["undo"]
    logbook.revise_incident(session, other, other.content._replace(summary="Ny."), make_user(session))
    send(client, report, "undo", token=merged)
    assert (now(session, other).summary, now(session, other).updated_at > seen) == ("Ny.", True)


def test_a_draft_that_no_row_can_be_is_none(client, report, first):
    address = f"/reports/{report.id}/review/when.json?text=22.10&draft="
    assert client.get(f"{address}{first.id}").status_code == 200
    assert [client.get(f"{address}{id_}").status_code for id_ in (10**22, 0, first.id + 1)] == [400, 400, 404]


def test_nul_is_left_out_of_what_is_asked(client, session, report, first):
    assert client.get("/review?source=a%00b").status_code == 200
    send(client, report, "change", draft=first.id, summary="En\0 bil.", category="ov\0rigt")
    assert (now(session, first).summary, now(session, first).category.code) == ("En bil.", "ovrigt")
    send(client, report, "add-place", draft=first.id, new_name="Kråk\0vägen", new_district="va\0st")
    assert (now(session, first).place_words, now(session, first).district.key) == ("Kråkvägen", "vast")
