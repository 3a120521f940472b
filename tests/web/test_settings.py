"""Pages of settings: what is configured, police types, organisations, districts, the event log."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.events import record
from app.models import (
    Category,
    Event,
    Incident,
    IncidentStatus,
    Organisation,
    OrganisationKind,
    PoliceType,
    ReportKind,
    Role,
)
from app.settings.rules import key_for
from app.settings.words import setting_purposes, settings_in_words
from tests.clients import Client
from tests.factories import Town, make_category, make_incident, make_organisation, make_report


@pytest.fixture
def misshandel(session: Session, town: Town) -> PoliceType:
    ovrigt = session.scalars(select(Category).where(Category.code == "ovrigt")).one()
    found = PoliceType(label="Misshandel", category=ovrigt, is_mapped=False)
    session.add_all([PoliceType(label="Brand", category=ovrigt), found])
    session.flush()
    return found


def organisation(**fields: Any) -> dict[str, Any]:
    return {"name": "Nattvandrarna", "kind": "association", "reports_every_days": "7", "is_active": "y", **fields}


def logged(session: Session) -> list[tuple[str, str, Any]]:
    chosen = select(Event.verb, Event.subject, Event.changes).where(Event.subject != "user").order_by(Event.id)
    return [(verb, subject, changes) for verb, subject, changes in session.execute(chosen)]


def test_overview_leads_each_role_to_what_it_may_see(client_as):
    coordinators, administrators = (
        client_as(role).get("/settings").text for role in (Role.COORDINATOR, Role.ADMINISTRATOR)
    )
    for link in ("/users", "/settings/events"):
        assert f'href="{link}"' not in coordinators
        assert f'href="{link}"' in administrators


def test_every_setting_is_explained_and_shown(client: Client):
    assert set(setting_purposes()) == {field.name for field in fields(Settings)}
    page = client.get("/settings").text
    for field in fields(Settings):
        assert f">{field.name.upper()}</code>" in page


def test_no_secret_is_shown(app, settings: Settings):
    secretive = Settings(secret_key="s3kret", database_url="postgresql://u:s3kret@db/x")
    with app.test_request_context():
        assert "s3kret" not in str(settings_in_words(secretive))


def test_types_that_wait_for_a_category_stand_first(client: Client, misshandel: PoliceType):
    page = client.get("/settings/police-types").text
    assert page.index("Misshandel") < page.index("Brand")
    assert "1 väntar på kategori" in client.get("/settings").text


def test_chosen_category_is_kept(client: Client, session: Session, misshandel: PoliceType):
    vald = make_category(session, "vald_hot", name_sv="Våld och hot", sort=5)
    slag = make_category(session, "misshandel", name_sv="Misshandel ute", parent_id=vald.id, sort=6)
    before = misshandel.category_id
    assert '<optgroup label="Våld och hot">' in client.get(f"/settings/police-types/{misshandel.id}").text
    client.post(f"/settings/police-types/{misshandel.id}", data={"category": slag.id})
    session.refresh(misshandel)
    assert (misshandel.category_id, misshandel.is_mapped) == (slag.id, True)
    assert logged(session) == [("mapped", "police_type", {"category_id": [before, slag.id]})]


def notice(session: Session, town: Town, title: str, **fields: Any) -> Incident:
    report = make_report(session, organisation=town.police, kind=ReportKind.NOTICE, title=title)
    return make_incident(session, report=report, at=town.in_west, **fields)


def category_of(session: Session, incident: Incident) -> str:
    session.refresh(incident)
    session.refresh(incident, ["category"])
    return incident.category.code


def test_earlier_incidents_move_with_their_type(client: Client, session: Session, town: Town, misshandel: PoliceType):
    vald, before = make_category(session, "vald_hot", sort=5), misshandel.category_id
    ours = notice(session, town, "20 november 07.10, Misshandel, Provstad")
    longer = notice(session, town, "20 november 07.10, Misshandel, grov, Provstad")
    other = notice(session, town, "20 november 07.10, Brand, Misshandel, Provstad")
    withdrawn = notice(session, town, "20 november 07.10, Misshandel, Provstad", status=IncidentStatus.WITHDRAWN)
    edited = notice(session, town, "20 november 07.10, Misshandel, Provstad")
    record(session, "revised", "incident", edited.id, {}, None)
    session.flush()
    page = f"/settings/police-types/{misshandel.id}"
    assert "Flytta även 1 händelse" in client.get(page).text
    client.post(page, data={"category": vald.id, "with_earlier": "y"})
    assert category_of(session, ours) == "vald_hot"
    assert {category_of(session, one) for one in (longer, other, withdrawn, edited)} == {"ovrigt"}
    assert ours.lonlat == town.in_west
    assert ("updated", "incident", {"category_id": [before, vald.id]}) in logged(session)


def test_earlier_incidents_stay_where_that_is_wanted(
    client: Client, session: Session, town: Town, misshandel: PoliceType
):
    vald = make_category(session, "vald_hot", sort=5)
    ours = notice(session, town, "20 november 07.10, Misshandel, Provstad")
    client.post(f"/settings/police-types/{misshandel.id}", data={"category": vald.id})
    assert category_of(session, ours) == "ovrigt"


def test_a_sensitive_category_hides_the_place(client: Client, session: Session, town: Town, misshandel: PoliceType):
    sensitive = session.scalars(select(Category).where(Category.code == "nara_relation")).one()
    ours = notice(session, town, "20 november 07.10, Misshandel, Provstad")
    data = {"category": sensitive.id, "with_earlier": "y"}
    client.post(f"/settings/police-types/{misshandel.id}", data=data)
    session.refresh(ours)
    assert (ours.category_id, ours.lonlat, ours.place_words, ours.district_id) == (
        sensitive.id,
        None,
        None,
        town.west.id,
    )


@pytest.mark.parametrize("is_past", [True, False])
def test_only_valid_categories_can_be_chosen(client: Client, session: Session, misshandel: PoliceType, is_past: bool):
    old = make_category(session, "gammal", valid_to=date(2020, 1, 1) if is_past else None)
    client.post(f"/settings/police-types/{misshandel.id}", data={"category": old.id})
    session.refresh(misshandel)
    assert misshandel.is_mapped is not is_past


def test_organisation_is_added(client: Client, session: Session):
    client.post("/settings/organisations/new", data=organisation())
    found = session.scalars(select(Organisation).where(Organisation.name == "Nattvandrarna")).one()
    assert (found.key, found.kind, found.reports_every_days, found.is_active) == (
        "nattvandrarna",
        OrganisationKind.ASSOCIATION,
        7,
        True,
    )
    assert logged(session) == [("created", "organisation", {"kind": [None, "association"]})]


def test_organisation_is_changed_and_keeps_its_key(client: Client, session: Session):
    found = make_organisation(session, key="vakt", name="Vakt AB", kind=OrganisationKind.GUARDS, reports_every_days=1)
    edited = organisation(name="Vakt & Co", kind="guards", reports_every_days="")
    del edited["is_active"]
    client.post(f"/settings/organisations/{found.id}", data=edited)
    session.refresh(found)
    assert (found.key, found.name, found.reports_every_days, found.is_active) == ("vakt", "Vakt & Co", None, False)
    changes = {"name": None, "reports_every_days": [1, None], "is_active": [True, False]}
    assert logged(session) == [("changed", "organisation", changes)]
    assert "Inte längre" in client.get("/settings/organisations").text


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "VÄKTARNA"}, {"reports_every_days": "0"}, {"kind": "circus"}])
def test_refused_organisation_is_not_saved(client: Client, session: Session, wrong: dict[str, str]):
    before = session.scalars(select(Organisation.name)).all()
    assert 'class="errors"' in client.post("/settings/organisations/new", data=organisation(**wrong)).text
    assert session.scalars(select(Organisation.name)).all() == before


def test_two_organisations_cannot_come_to_share_a_name(client: Client, session: Session, town: Town):
    edited = organisation(name="polisen")
    assert "heter så" in client.post(f"/settings/organisations/{town.guards.id}", data=edited).text
    assert client.post(f"/settings/organisations/{town.police.id}", data=edited).status_code == 302


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Fält & Väktare i Öst", (), "falt-vaktare-i-ost"),
        ("Skolan", ("skolan", "skolan-2"), "skolan-3"),
        ("警察", (), "organisation"),
    ],
)
def test_keys_are_plain_and_their_own(name: str, taken: tuple[str, ...], key: str):
    assert key_for(name, taken) == key


def test_districts_say_when_a_boundary_is_approximate(client: Client, session: Session, town: Town):
    town.west.boundaries[0].is_approximate = True
    session.flush()
    page = client.get("/settings/districts").text
    assert page.index("Väst") < page.index("Ungefärlig") < page.index("Öst") < page.index("Officiell")


def test_event_log_is_read_in_words(client_as, session: Session, town: Town):
    administrator = client_as(Role.ADMINISTRATOR)
    record(session, "changed", "user", 4711, {"role": (Role.REPORTER, Role.STEERING), "name": ("Eva", "Ea")}, None)
    record(session, "mapped", "police_type", 1234, {"category_id": (1, 2)}, None)
    session.flush()
    page = administrator.get("/settings/events").text
    assert page.index("Valde kategori för") < page.index('<a href="/users/4711">konto 4711</a>')
    assert "roll: rapportör → medlem i styrgrupp" in page
    assert "Systemet" in page
    filtered = administrator.get("/settings/events?subject=user").text
    assert "4711" in filtered
    assert "1234" not in filtered
    assert "Här står" in administrator.get("/settings/events?subject=ufo").text
