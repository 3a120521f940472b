"""The pages where two incidents become one: beside an incident, side by side, in a list, and at entry."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.maps.queries import marks as maps
from app.merging import merge
from app.models import Incident, IncidentStatus, Merge, NotSame, Organisation, Role, User
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_report, make_user
from tests.pages import parse, words

RECENTLY = datetime.now(UTC) - timedelta(hours=2)
Twins = tuple[Incident, Incident]


def told(session: Session, by: Organisation, summary: str, **fields: Any) -> Incident:
    report = make_report(session, organisation=by, raw_text=f"{by.name}: {summary}")
    defaults = {"category": "trafik", "when": Interval(RECENTLY), "at": Town.in_west}
    return make_incident(
        session, report=report, passage=(0, len(report.raw_text)), **{**defaults, **fields, "summary": summary}
    )


@pytest.fixture
def twins(session: Session, town: Town) -> Twins:
    """The police's word, confirmed, and the guards', a draft."""
    where = Whereabouts("Rävtorget", None, town.in_west, LocationPrecision.PLACE)
    return (
        told(session, town.police, "Moped krockade med cykel vid Rävtorget", where=where),
        told(session, town.guards, "Cykel påkörd av moped, Rävtorget", status=IncidentStatus.DRAFT),
    )


@pytest.fixture
def reporter(app: Flask, session: Session, town: Town) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    return client.sign_in(make_user(session, role=Role.REPORTER, organisation=town.guards), session)


def text(client: Client, address: str) -> str:
    return words(parse(client.get(address).text))


def merged(session: Session, twins: Twins) -> Merge:
    return merge(session, *twins, None)


def test_an_incident_shows_what_may_be_the_same(client: Client, twins: Twins):
    page = text(client, f"/incidents/{twins[0].id}")
    assert "Kan vara samma händelse" in page
    assert "Cykel påkörd av moped" in page
    assert "samma tid" in page
    assert "samma kategori" in page


def test_merging_on_the_page_and_taking_it_back(client: Client, session: Session, twins: Twins):
    kept, other = twins
    answer = client.post(f"/twins/{kept.id}/{other.id}/merge", data={"kept": kept.id})
    assert answer.location == f"/incidents/{kept.id}"
    page = text(client, answer.location)
    assert "Sett av 2 källor" in page
    assert "Polisen: Moped krockade" in page
    assert "Väktarna: Cykel påkörd" in page
    assert "slog ihop en annan händelse med den här" in page
    assert "Kan vara samma" not in page
    back = parse(client.get(answer.location).text)
    [undo] = [form.get("action") for form in back.iter("form") if "/undo" in form.get("action", "")]
    assert client.post(undo).location == f"/twins/{kept.id}/{other.id}"
    session.expire_all()
    assert (other.status, other.merged_into_id) == (IncidentStatus.DRAFT, None)
    assert "Sett av" not in text(client, f"/incidents/{kept.id}")
    assert client.post(undo).status_code == 409


def test_a_merged_incident_says_where_it_lives_on(client: Client, session: Session, town: Town, twins: Twins):
    last = told(session, town.police, "Moped och cykel")
    merged(session, twins)
    merge(session, last, twins[0], None)
    page = client.get(f"/incidents/{twins[1].id}").text
    assert f'href="/incidents/{last.id}"' in page
    assert "räknas där" in page
    assert "Väktarna: Cykel påkörd" in page


def test_the_two_stand_side_by_side_with_common_words_marked(client: Client, twins: Twins):
    page = client.get(f"/twins/{twins[0].id}/{twins[1].id}")
    assert {"moped", "cykel", "rävtorget"} <= {word.lower() for word in re.findall("<mark>([^<]+)</mark>", page.text)}
    rows = {words(row[0]): [words(cell) for cell in row[1:]] for row in parse(page.text).findall(".//tbody/tr")}
    assert rows["Var"] == ["Rävtorget, Väst (namngiven plats)", "Väst (exakt punkt)", "Rävtorget, Väst (exakt punkt)"]
    assert rows["Text"][2] == "Moped krockade med cykel vid Rävtorget"


def test_the_other_text_may_be_kept(client: Client, session: Session, twins: Twins):
    one, other = twins
    page = parse(client.get(f"/twins/{one.id}/{other.id}?kept={other.id}").text)
    assert words(page.findall(".//tbody/tr")[-2][3]) == "Cykel påkörd av moped, Rävtorget"
    client.post(f"/twins/{one.id}/{other.id}/merge", data={"kept": other.id})
    session.expire_all()
    assert (one.merged_into_id, other.status) == (other.id, IncidentStatus.CONFIRMED)


def test_the_list_leads_through_all_pairs(client: Client, session: Session, town: Town, twins: Twins):
    second = [told(session, by, "Lastbil fast under bron", at=town.in_east) for by in (town.police, town.guards)]
    start = client.get("/").text
    assert re.search(r'href="/twins"><strong>2</strong> möjliga dubbletter', start)
    page = text(client, "/twins")
    assert page.index("Lastbil fast") < page.index("Moped krockade")
    one, other = second[1].id, second[0].id
    onwards = client.post(f"/twins/{one}/{other}/not-same", data={"next": "list"}).location
    assert onwards == f"/twins/{twins[1].id}/{twins[0].id}?at=list"
    assert client.post(f"/twins/{twins[1].id}/{twins[0].id}/merge", data={"next": "list"}).location == "/twins"
    assert "Inga möjliga dubbletter" in text(client, "/twins")
    assert "dubblett" not in client.get("/").text


def test_not_the_same_can_be_taken_back(client: Client, session: Session, twins: Twins):
    pair = f"/twins/{twins[0].id}/{twins[1].id}"
    client.post(f"{pair}/not-same")
    assert "De föreslås inte igen." in text(client, pair)
    assert "Kan vara samma" not in text(client, f"/incidents/{twins[0].id}")
    client.post(f"{pair}/maybe-same")
    assert session.scalar(select(func.count()).select_from(NotSame)) == 0
    assert "Kan vara samma" in text(client, f"/incidents/{twins[0].id}")


def test_what_cannot_be_merged_is_told(client: Client, session: Session, twins: Twins):
    merged(session, twins)
    assert "redan sammanslagen" in text(client, f"/twins/{twins[0].id}/{twins[1].id}")
    answer = client.post(f"/twins/{twins[0].id}/{twins[1].id}/merge")
    assert answer.status_code == 409
    assert "Inget ändrades." in answer.text
    assert client.get(f"/twins/{twins[0].id}/{twins[0].id}").status_code == 404
    assert client.get(f"/twins/{twins[0].id}/4711").status_code == 404
    assert client.post("/twins/merges/4711/undo").status_code == 404


def test_what_has_just_been_entered_is_compared_at_once(client: Client, session: Session, town: Town, twins: Twins):
    entered = told(session, town.police, "Moped krockade med cyklist på Rävtorget")
    page = client.get(f"/incidents/new?saved={entered.id}&source={town.police.key}&day=2026-11-18").text
    assert "Samma som …?" in page
    form = {"kept": twins[0].id, "next": "new", "day": "2026-11-18", "source": town.police.key}
    onwards = client.post(f"/twins/{entered.id}/{twins[0].id}/merge", data=form).location
    assert onwards == f"/incidents/new?saved={twins[0].id}&day=2026-11-18&source={town.police.key}"
    session.expire_all()
    assert (entered.status, len(twins[0].sources)) == (IncidentStatus.MERGED, 2)


def test_the_list_and_the_map_count_them_once(client: Client, session: Session, twins: Twins):
    assert "2 händelser" in text(client, "/incidents?from=&to=")
    merged(session, twins)
    page = text(client, "/incidents?from=&to=")
    assert "1 händelse " in page
    assert "Polisen, Väktarna sett av 2 källor" in page
    assert "1 händelse" in text(client, "/map?from=&to=")


def test_a_reporter_is_shown_no_twins(reporter: Client, twins: Twins):
    page = reporter.get(f"/incidents/{twins[1].id}").text + reporter.get(f"/incidents/new?saved={twins[1].id}").text
    assert "Cykel påkörd" in page
    assert "Moped krockade" not in page
    assert "amma som" not in page
    assert "samma händelse" not in page


@pytest.mark.parametrize("guards_kept", [True, False])
def test_a_reporter_sees_after_a_merge_what_was_seen_before(
    reporter: Client, session: Session, town: Town, twins: Twins, guards_kept: bool
):
    theirs, own = twins
    merge(session, own, theirs, None) if guards_kept else merge(session, theirs, own, None)
    addresses = (
        "/incidents?from=&to=",
        f"/incidents/{own.id}",
        f"/reports/{own.sources[0].report_id}" if guards_kept else "/",
    )
    pages = [reporter.get(address).text for address in addresses]
    listed = words(parse(pages[0]))
    assert "1 händelse " in listed
    assert "Cykel påkörd av moped" in listed
    assert "Väktarna: Cykel påkörd" in pages[1]
    for page in pages:
        assert "Moped krockade" not in page
        assert "Polisen" not in page
        assert "Händelsen är sammanslagen" not in page
        assert '<span class="tag">sammanslagen' not in page
        assert "2 källor" not in page
    assert reporter.get(f"/incidents/{theirs.id}").status_code == 404
    assert "Cykel" in reporter.get(f"/incidents?from=&to=&source={town.guards.key}").text
    assert "0 händelser" in words(parse(reporter.get("/incidents?from=&to=&q=krockade").text))


def test_a_reporter_does_not_see_what_others_have_added(reporter: Client, session: Session, town: Town):
    vague = Whereabouts(precision=LocationPrecision.DISTRICT, district="vast")
    evening = Interval(RECENTLY - timedelta(hours=2), RECENTLY + timedelta(hours=1))
    own = told(session, town.guards, "Cykel påkörd", where=vague, when=evening)
    where = Whereabouts("bakom hemliga dörren", None, town.in_west, LocationPrecision.POINT)
    before = words(parse(reporter.get(f"/incidents/{own.id}").text))
    merge(session, own, told(session, town.police, "Moped krockade", where=where, quantity=3), None)
    assert words(parse(reporter.get(f"/incidents/{own.id}").text)) == before
    everything = {"Sec-Fetch-Dest": "empty"}
    addresses = ("/incidents?from=&to=", "/map?from=&to=", "/map/incidents.json?from=&to=", f"/map/incidents/{own.id}")
    answers = [reporter.get(address, headers=everything).text for address in addresses]
    assert not any("hemliga" in answer for answer in answers)
    user = session.scalars(select(User).where(User.role == Role.REPORTER)).one()
    assert maps.marks(session, IncidentFilter(), user) == []


def test_a_reporters_own_report_leads_to_the_own_incident(reporter: Client, session: Session, twins: Twins):
    theirs, own = twins
    report_id = own.sources[0].report_id
    merge(session, theirs, own, None)
    page = reporter.get(f"/reports/{report_id}").text
    assert f'href="/incidents/{own.id}"' in page
    assert f'href="/incidents/{theirs.id}"' not in page
    assert "Moped krockade" not in page


def test_a_reporter_counts_the_own_tellings_of_one_incident_once(reporter: Client, session: Session, town: Town):
    one, again = (told(session, town.guards, "Cykel påkörd av moped") for _ in range(2))
    merge(session, one, again, None)
    assert "1 händelse " in text(reporter, "/incidents?from=&to=")


def test_an_area_group_sees_the_one_that_counts(app: Flask, session: Session, town: Town, twins: Twins):
    member = app.test_client()
    assert isinstance(member, Client)
    member.sign_in(make_user(session, role=Role.AREA_MEMBER, districts=[town.west]), session)
    merged(session, twins)
    assert "1 händelse " in text(member, "/incidents?from=&to=")
    assert member.get(f"/incidents/{twins[1].id}").status_code == 404
    page = member.get(f"/incidents/{twins[0].id}").text
    assert "Sammanslaget hit" not in page
    assert "Väktarna: Cykel" not in page


def test_close_relations_are_hidden_from_the_administrator(
    client_as: Callable[[Role], Client], session: Session, town: Town
):
    where = Whereabouts(precision=LocationPrecision.DISTRICT, district="vast")
    pair = [
        told(session, by, "Slog sin partner i hallen", category="nara_relation", where=where)
        for by in (town.police, town.guards)
    ]
    address = f"/twins/{pair[0].id}/{pair[1].id}"
    administrator, coordinator = client_as(Role.ADMINISTRATOR), client_as(Role.COORDINATOR)
    assert "partner" in coordinator.get(address).text
    for page in (address, "/twins", f"/incidents/{pair[0].id}"):
        assert "partner" not in administrator.get(page).text
    assert "Texten visas bara för samordnaren." in administrator.get(address).text


def test_a_notice_that_changes_leaves_a_merged_incident_as_it_is(session: Session, town: Town, twins: Twins):
    from app.intake.queries.earlier import is_revised_by_hand

    assert not is_revised_by_hand(session, twins[0])
    merge(session, *twins, make_user(session))
    assert is_revised_by_hand(session, twins[0])


def test_old_incidents_are_compared_when_asked(client: Client, session: Session, town: Town):
    pair = [told(session, by, "Lastbil fast under bron", when=Interval(NOON)) for by in (town.police, town.guards)]
    assert "Kan vara samma" in text(client, f"/incidents/{pair[0].id}")


def test_the_pages_speak_english(client: Client, twins: Twins):
    one, other = twins
    compared = text(client, f"/twins/{one.id}/{other.id}?lang=en")
    assert "The same incident?" in compared
    assert "Becomes" in compared
    assert "same time" in compared
    assert "Possible duplicates" in text(client, "/twins?lang=en")
    assert "May be the same incident" in text(client, f"/incidents/{one.id}?lang=en")
