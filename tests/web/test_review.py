"""The review: a report's text beside its drafts, what is decided there, and that all of it can be undone."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import DraftReading, Event, Incident, IncidentStatus, Report, Role
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from tests.factories import Town, make_incident, make_place, make_report
from tests.review_reports import (
    DECISIVE,
    FIRST,
    SECOND,
    TEXT,
    basis,
    make_draft,
    make_first_draft,
    make_read_report,
    now,
    send,
)


@pytest.fixture
def report(session: Session, town: Town) -> Report:
    return make_read_report(session, town.guards)


@pytest.fixture
def first(session: Session, report: Report) -> Incident:
    return make_first_draft(session, report)


@pytest.fixture
def second(session: Session, report: Report, first: Incident) -> Incident:
    return make_draft(session, report, SECOND)


def test_the_text_stands_beside_the_drafts_with_its_marks(client, report, first, second):
    page = client.get(f"/reports/{report.id}/review").text
    assert page.count('class="passage ') == 2
    assert 'class="led-when led-where led-what "' in page
    assert '<span class="left-out"' in page
    assert "hälsning" in page
    assert page.count("osäker") == 3
    assert "2 kvar" in page
    assert "Bekräfta alla säkra" in page


def test_drafts_are_confirmed_and_left_out_and_taken_back(client, session, report, first, second):
    said = send(client, report, "confirm", draft=first.id)
    assert (said["said"], said["left"], said["waiting"]) == ("Bekräftad.", "1 kvar", 1)
    assert now(session, first).status is IncidentStatus.CONFIRMED
    assert "is-confirmed" in said["cards"][str(first.id)]
    assert send(client, report, "leave-out", draft=second.id)["left"] == "Allt är granskat"
    assert now(session, second).status is IncidentStatus.WITHDRAWN
    send(client, report, "reopen", draft=second.id)
    assert now(session, second).status is IncidentStatus.DRAFT


def test_every_change_is_undone_in_turn(client, session, report, first, second):
    make_place(session, "Fasanstigen", Town.in_east)
    tokens = [send(client, report, "change", draft=first.id, category="ovrigt")["undo"]]
    tokens.append(send(client, report, "change", draft=first.id, place="Fasanstigen", known="place")["undo"])
    tokens.append(send(client, report, "change", draft=first.id, when="21.05")["undo"])
    tokens.append(send(client, report, "change", draft=first.id, summary="Något annat.")["undo"])
    tokens.append(send(client, report, "confirm", draft=first.id)["undo"])
    changed = now(session, first)
    assert (changed.place_words, changed.category.code, changed.summary) == ("Fasanstigen", "ovrigt", "Något annat.")
    for token in reversed(tokens):
        assert send(client, report, "undo", token=token)["said"] == "Ångrat."
    back = now(session, first)
    assert (back.place_words, back.category.code, back.status) == ("Provtorget", "trafik", IncidentStatus.DRAFT)
    assert (back.lonlat, back.summary, back.district.key) == (
        Town.in_west,
        " ".join(TEXT[slice(*FIRST)].split()),
        "vast",
    )
    assert session.scalars(select(DraftReading).where(DraftReading.incident_id == first.id)).one().fields == basis(
        **dict.fromkeys(DECISIVE, (FIRST[0], FIRST[0] + 5))
    )


def test_only_sure_drafts_are_confirmed_all_at_once(client, session, report, first, second):
    said = send(client, report, "confirm-sure")
    assert said["said"] == "1 säker är bekräftad."
    assert (now(session, first).status, now(session, second).status) == (
        IncidentStatus.CONFIRMED,
        IncidentStatus.DRAFT,
    )
    send(client, report, "undo", token=said["undo"])
    assert now(session, first).status is IncidentStatus.DRAFT


def test_a_twin_that_came_after_the_page_counted_waits_and_is_told_of(client, session, town, report, first):
    page = client.get(f"/reports/{report.id}/review").text
    assert '(<span id="sure">1</span>)' in page
    make_incident(
        session,
        report=make_report(session, organisation=town.police),
        when=Interval(first.occurred_from),
        category="trafik",
        summary=first.summary,
        where=Whereabouts("Provtorget", None, town.in_west, LocationPrecision.PLACE, "vast"),
    )
    said = send(client, report, "confirm-sure", shown=first.id)
    assert said["said"] == (
        "0 säkra är bekräftade. 1 väntar: den liknar en händelse som har kommit in sedan sidan visades."
    )
    assert now(session, first).status is IncidentStatus.DRAFT
    assert "samma som …?" in said["cards"][str(first.id)]


def test_only_what_was_shown_as_sure_is_confirmed(client, session, report, first):
    assert send(client, report, "confirm-sure", shown="")["said"] == "0 säkra är bekräftade."
    assert now(session, first).status is IncidentStatus.DRAFT


def test_what_is_decided_by_hand_is_doubtful_no_more(client, session, report, second):
    make_place(session, "Fasanstigen", Town.in_east)
    said = send(client, report, "change", draft=second.id, category="trafik", place="Fasanstigen", known="place")
    assert said["cards"][str(second.id)].count("osäker") == 1
    said = send(client, report, "change", draft=second.id, when="03.30")
    assert "osäker" not in said["cards"][str(second.id)]
    assert now(session, second).occurred_from.isoformat() == "2026-11-18T02:30:00+00:00"


def test_a_clock_time_of_the_evening_is_of_the_day_before_the_report(client, session, report, second):
    send(client, report, "change", draft=second.id, when="22.05")
    assert now(session, second).occurred_from.isoformat() == "2026-11-17T21:05:00+00:00"


@pytest.mark.parametrize(
    ("typed", "words", "field"),
    [
        ({"place": "Ingenstansvägen", "known": "place"}, "finns inte bland kommunens platser", "place"),
        ({"when": "kvart över"}, "går inte att tyda", "when"),
        ({"quantity": "många"}, "Skriv antalet med siffror", ""),
        ({"category": "nonsens"}, "Kategorin finns inte", ""),
    ],
)
def test_what_cannot_be_understood_is_told_and_nothing_is_saved(client, session, report, first, typed, words, field):
    said = send(client, report, "confirm", draft=first.id, **typed)
    assert words in said["problem"]
    assert said["field"] == field
    assert now(session, first).status is IncidentStatus.DRAFT
    page = client.post(f"/reports/{report.id}/review/confirm", data={"draft": first.id, **typed})
    assert page.status_code == 409
    assert words in page.text
    assert next(iter(typed.values())) in page.text or "category" in typed


def test_two_at_once_are_told_and_overwrite_nothing(client, session, report, first):
    shown = first.updated_at.isoformat()
    send(client, report, "change", draft=first.id, version=shown, summary="Det en skrev.")
    said = send(client, report, "change", draft=first.id, version=shown, summary="Det en annan skrev.")
    assert said["is_changed"]
    assert "Någon annan har ändrat" in said["problem"]
    assert now(session, first).summary == "Det en skrev."
    assert send(client, report, "confirm", draft=first.id, version=said["versions"][str(first.id)])


def test_what_was_changed_since_is_not_undone(client, session, report, first):
    token = send(client, report, "change", draft=first.id, summary="Ett.")["undo"]
    send(client, report, "change", draft=first.id, summary="Två.")
    assert "Det går inte att ångra" in send(client, report, "undo", token=token)["problem"]
    assert now(session, first).summary == "Två."


def test_a_memory_is_of_use_for_its_report_and_person_alone(client, client_as, session, town, report, first):
    token = send(client, report, "change", draft=first.id, summary="Ett.")["undo"]
    other = make_read_report(session, town.police)
    assert client.post(f"/reports/{other.id}/review/undo", data={"token": token}).status_code == 400
    neighbour = client_as(Role.COORDINATOR)
    assert neighbour.post(f"/reports/{report.id}/review/undo", data={"token": token}).status_code == 400
    assert client.post(f"/reports/{report.id}/review/undo", data={"token": "x" + token}).status_code == 400


def test_a_passage_is_split_and_joined_and_split_again(client, session, report, first, second):
    at = TEXT.index("Senare")
    said = send(client, report, "split", draft=second.id, at=at)
    assert len(said["order"]) == 3
    made = session.get_one(Incident, said["order"][2])
    assert made.summary == "Senare jagar den en katt."
    assert [(source.start, source.end) for source in now(session, second).sources] == [(SECOND[0], at)]
    joined = send(client, report, "join", draft=made.id)
    assert joined["order"] == [first.id, second.id]
    assert "katt" in now(session, second).summary
    assert len(send(client, report, "undo", token=joined["undo"])["order"]) == 3
    assert send(client, report, "undo", token=said["undo"])["order"] == [first.id, second.id]
    assert now(session, second).summary == " ".join(TEXT[slice(*SECOND)].split())


@pytest.mark.parametrize("at", [0, SECOND[0], SECOND[0] + 1, len(TEXT), 10**9])
def test_nothing_is_split_at_its_edge(client, session, report, second, at):
    assert "Peka där den andra" in send(client, report, "split", draft=second.id, at=at)["problem"]


def test_text_that_was_left_out_becomes_a_draft(client, session, report, first):
    said = send(client, report, "add", start=0, end=11)
    assert len(said["order"]) == 2
    made = session.get_one(Incident, said["goto"])
    assert (made.summary, made.status) == ("God morgon!", IncidentStatus.DRAFT)
    assert "hälsning" not in said["text"]
    assert "hälsning" in send(client, report, "undo", token=said["undo"])["text"]
    assert "Markera texten" in send(client, report, "add", start=11, end=11)["problem"]


def test_a_twin_is_merged_or_told_apart_and_that_is_undone(client, session, town, report, first):
    twin = make_incident(
        session,
        report=make_report(session, organisation=town.police),
        when=Interval(first.occurred_from),
        category="trafik",
        summary=first.summary,
        where=Whereabouts("Provtorget", None, town.in_west, LocationPrecision.PLACE, "vast"),
    )
    page = client.get(f"/reports/{report.id}/review").text
    assert "Samma som …?" in page
    assert '(<span id="sure">0</span>)' in page
    assert send(client, report, "confirm-sure")["said"].startswith("0")
    apart = send(client, report, "apart", draft=first.id, other=twin.id)
    assert "Samma som …?" not in apart["cards"][str(first.id)]
    assert "Samma som …?" in send(client, report, "undo", token=apart["undo"])["cards"][str(first.id)]
    merged = send(client, report, "merge", draft=first.id, other=twin.id)
    assert now(session, first).status is IncidentStatus.MERGED
    assert merged["order"] == [first.id]
    assert "sammanslagen" in merged["cards"][str(first.id)]
    send(client, report, "undo", token=merged["undo"])
    assert now(session, first).status is IncidentStatus.DRAFT


def test_the_state_is_told_in_few_words_and_only_when_new(client, client_as, report, first):
    address = f"/reports/{report.id}/review/state.json"
    told = client.get(address)
    assert told.json == {str(first.id): first.updated_at.isoformat()}
    assert client.get(address, headers={"If-None-Match": told.headers["ETag"]}).status_code == 304
    send(client_as(Role.COORDINATOR), report, "confirm", draft=first.id)
    news = client.get(f"/reports/{report.id}/review/pieces.json?drafts={first.id}").json
    assert list(news["cards"]) == [str(first.id)]
    assert "har granskat rapporten samtidigt" in news["by"]


def test_a_plain_form_works_too(client, session, report, first, second):
    response = client.post(f"/reports/{report.id}/review/leave-out", data={"draft": second.id})
    assert response.status_code == 302
    page = client.get(response.location).text
    assert "Lämnad utanför." in page
    assert now(session, second).status is IncidentStatus.WITHDRAWN


def test_an_administrator_reads_no_sensitive_draft_and_decides_none(client_as, session, report, second):
    secret = make_draft(session, report, (12, 20), category="nara_relation", summary="Hemligt")
    administrator = client_as(Role.ADMINISTRATOR)
    page = administrator.get(f"/reports/{report.id}/review").text
    assert "Hemligt" not in page
    assert "God morgon" not in page
    assert administrator.post(f"/reports/{report.id}/review/confirm", data={"draft": secret.id}).status_code == 403
    assert administrator.post(f"/reports/{report.id}/review/add", data={"start": 0, "end": 11}).status_code == 403
    assert now(session, secret).status is IncidentStatus.DRAFT


def test_a_draft_of_another_report_is_out_of_reach(client, session, town, report, first):
    other = make_read_report(session, town.police)
    assert client.post(f"/reports/{other.id}/review/confirm", data={"draft": first.id}).status_code == 404
    assert client.post(f"/reports/{other.id}/review/confirm", data={"draft": 10**12}).status_code == 400


def test_reports_that_wait_are_listed_and_the_next_is_offered(client, session, town, report, first):
    other = make_read_report(session, town.police)
    make_draft(session, other, FIRST)
    page = client.get("/review").text
    assert f"/reports/{report.id}/review" in page
    assert f"/reports/{other.id}/review" in page
    assert f"/reports/{other.id}/review" not in client.get(f"/review?source={town.guards.key}").text
    assert "Nästa rapport: Polisen" in client.get(f"/reports/{report.id}/review").text
    send(client, other, "leave-out", draft=session.scalars(select(Incident.id).order_by(Incident.id.desc())).first())
    assert "Inga fler rapporter väntar." in client.get(f"/reports/{report.id}/review").text


def test_a_report_without_incidents_says_what_can_be_done(client, report):
    page = client.get(f"/reports/{report.id}/review").text
    assert "Inga händelser hittades" in page
    assert "Gör markeringen till händelse" in page


def test_personal_data_is_stopped_where_it_is_typed_and_masked_by_one_key(client, session, report, first):
    typed = {"draft": first.id, "summary": "Ring 070-123 45 67 om hunden."}
    said = send(client, report, "change", **typed)
    assert "Här står ett telefonnummer." in said["problem"]
    assert '<mark class="personal">070-123 45 67</mark>' in said["personal"]
    page = client.post(f"/reports/{report.id}/review/change", data=typed)
    assert page.status_code == 409
    assert "Maskera" in page.text
    assert "070" not in now(session, first).summary
    send(client, report, "change", personal="mask", **typed)
    assert now(session, first).summary == "Ring [telefonnummer] om hunden."


def test_personal_data_may_stand_for_a_reason_that_is_logged(client, session, report, first):
    send(client, report, "change", draft=first.id, summary="Ring 070-123 45 67.", personal="organisation")
    assert now(session, first).summary == "Ring 070-123 45 67."
    event = session.scalars(select(Event).where(Event.verb == "allowed_personal_data")).one()
    assert event.changes == {"kinds": [[], ["phone"]], "reason": [None, "organisation"]}


def test_a_category_that_is_not_in_use_here_gives_way_to_a_wider_one(client, session, report):
    start = TEXT.index("En hund")
    said = send(client, report, "add", start=start, end=len(TEXT))
    assert session.get_one(Incident, said["goto"]).category.code == "ovrigt"


def test_a_draft_that_is_sensitive_no_more_has_its_place_again(client, session, report, first):
    make_place(session, "Provtorget", Town.in_west)
    send(client, report, "change", draft=first.id, category="nara_relation")
    assert now(session, first).lonlat is None
    send(client, report, "change", draft=first.id, category="trafik")
    assert (now(session, first).place_words, now(session, first).lonlat) == ("Provtorget", Town.in_west)
