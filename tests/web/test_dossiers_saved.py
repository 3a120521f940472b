"""Saved dossiers: what is kept of them, who reads and removes them, and that nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Dossier, Event, Place, Role
from reports.incoming.drafts import Interval
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_incidents, make_place
from tests.pages import parse, words

TIMES = "from=2026-10-01&to=2026-11-20"


@pytest.fixture
def square(session: Session, town: Town) -> Place:
    each = [{"when": Interval(NOON - timedelta(days=days))} for days in range(2, 200, 20)]
    make_incidents(session, each, at=town.in_east)
    return make_place(session, "Torget", town.in_west, town.west)


def boxes(page: str) -> dict[str, str]:
    """What stands in the boxes of the page, and its hidden fields."""
    [form] = [one for one in parse(page).findall(".//form") if one.get("id") == "texts"]
    typed = {box.get("name", ""): box.text or "" for box in form.iter("textarea")}
    return {one.get("name", ""): one.get("value", "") for one in form.iter("input")} | typed


def kept_as(client: Client, address: str) -> str | None:
    [form] = [one for one in parse(client.get(address).text).findall(".//form") if one.get("id") == "texts"]
    return form.get("data-kept-as")


def save(client: Client, address: str, **typed: str) -> Any:
    """Opens the page, types and saves."""
    return client.post(address, data=boxes(client.get(address).text) | typed)


def address_of(place: Place, **more: object) -> str:
    return f"/dossiers/place?place={place.id}&{TIMES}" + ("&" + urlencode(more) if more else "")


def test_what_was_typed_is_kept_and_counted_anew_when_opened(client: Client, session: Session, square: Place):
    answer = save(client, address_of(square, radius=200), title="  Ljus på   torget ", meaning="Mörkt\r\nom kvällen.")
    [dossier] = session.scalars(select(Dossier))
    assert (dossier.title, dossier.meaning, dossier.why, dossier.version) == (
        "Ljus på torget",
        "Mörkt\nom kvällen.",
        "",
        1,
    )
    assert f"saved={dossier.id}" not in dossier.query
    assert "radius=200" in dossier.query
    make_incident(session, at=Town.in_west)
    page = client.get(answer.headers["Location"]).text
    assert "Antalen är räknade på nytt nu" in page
    assert boxes(page)["meaning"].strip() == "Mörkt\nom kvällen."
    assert "1 händelse" in boxes(page)["why"].replace("\u00a0", " ")


def test_one_is_changed_and_moved_to_another_time(client: Client, session: Session, square: Place):
    save(client, address_of(square), why="Först.")
    [dossier] = session.scalars(select(Dossier))
    moved = f"/dossiers/place?place={square.id}&from=2026-09-01&to=2026-09-30&saved={dossier.id}"
    assert save(client, moved, why="Sedan.").status_code == 302
    session.expire_all()
    [dossier] = session.scalars(select(Dossier))
    assert (dossier.why, dossier.version, "from=2026-09-01" in dossier.query) == ("Sedan.", 2, True)
    verbs = session.scalars(select(Event.verb).where(Event.subject == "dossier").order_by(Event.id))
    assert list(verbs) == ["saved", "changed"]


def test_who_saves_over_another_is_told_and_keeps_the_words(client: Client, session: Session, square: Place):
    save(client, address_of(square), why="Först.")
    [dossier] = session.scalars(select(Dossier))
    address = address_of(square, saved=dossier.id)
    opened = boxes(client.get(address).text)
    save(client, address, why="Någon annans ord.")
    refused = client.post(address, data=opened | {"why": "Mina ord."})
    assert (refused.status_code, "Någon annan har sparat" in refused.text) == (409, True)
    assert boxes(refused.text)["why"].strip() == "Mina ord."
    session.expire_all()
    assert session.scalars(select(Dossier.why)).one() == "Någon annans ord."
    assert client.post(address, data=boxes(refused.text)).status_code == 302
    assert session.scalars(select(Dossier.why)).one() == "Mina ord."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": " "}, "Ge underlaget ett namn"),
        ({"why": "x" * 801}, "högst 800 tecken"),
        ({"meaning": "Ring 19900101-2385"}, "ta bort personuppgifterna"),
        ({"title": "Kalle 070-174 06 12"}, "ta bort personuppgifterna"),
    ],
)
def test_what_cannot_be_saved_stands_in_the_boxes(
    client: Client, session: Session, square: Place, typed: dict[str, str], said: str
):
    refused = save(client, address_of(square), **({"selection": "Mitt eget svar."} | typed))
    assert (refused.status_code, said in refused.text) == (409, True)
    assert "Inget av det du skrev är borta" in refused.text
    assert boxes(refused.text)["selection"].strip() == "Mitt eget svar."
    assert list(session.scalars(select(Dossier))) == []


def test_a_group_reads_its_own_and_the_coordinator_all(
    client_as: Callable[..., Client], session: Session, town: Town, square: Place
):
    west, east = (client_as(Role.AREA_MEMBER, districts=[one]) for one in (town.west, town.east))
    save(west, address_of(square), title="Västs underlag")
    [dossier] = session.scalars(select(Dossier))
    assert "Västs underlag" in west.get("/dossiers").text
    assert "Västs underlag" in client_as(Role.COORDINATOR).get("/dossiers").text
    assert "Västs underlag" not in east.get("/dossiers").text
    assert east.get(address_of(square, saved=dossier.id)).status_code == 404
    assert east.post(f"/dossiers/{dossier.id}/remove").status_code == 404
    other = client_as(Role.AREA_MEMBER, districts=[town.west])
    assert other.post(f"/dossiers/{dossier.id}/remove").status_code == 403


def test_what_another_has_saved_stays_and_becomes_ones_own(
    client: Client, client_as: Callable[..., Client], session: Session, town: Town, square: Place
):
    save(client, address_of(square), title="Samordnarens", why="Ljus.")
    [theirs] = session.scalars(select(Dossier))
    was = (theirs.title, theirs.why, theirs.query, theirs.version)
    member = client_as(Role.AREA_MEMBER, districts=[town.west], name="Kim Exempel")
    moved = address_of(square, radius=500, saved=theirs.id)
    assert "det du sparar blir ett eget underlag" in member.get(moved).text
    answer = member.post(moved, data=boxes(member.get(moved).text) | {"title": "x", "why": ""})
    assert "är sparat som ditt eget" in member.get(answer.headers["Location"]).text
    session.expire_all()
    theirs, own = session.scalars(select(Dossier).order_by(Dossier.id))
    assert (theirs.title, theirs.why, theirs.query, theirs.version) == was
    assert (own.title, own.by.name if own.by else "", "radius=500" in own.query) == ("x", "Kim Exempel", True)


def test_who_wrote_in_one_last_is_told(client_as: Callable[..., Client], session: Session, town: Town, square: Place):
    member = client_as(Role.AREA_MEMBER, districts=[town.west], name="Kim Exempel")
    save(member, address_of(square), why="Först.")
    [dossier] = session.scalars(select(Dossier))
    address = address_of(square, saved=dossier.id)
    save(client_as(Role.COORDINATOR, name="Robin Prov"), address, why="Sedan.")
    for page in (member.get(address).text, member.get("/dossiers").text):
        assert ("av Robin Prov" in page, "av Kim Exempel" in page) == (True, False)
    assert save(member, address, why="Igen.").status_code == 302
    assert "av Kim Exempel" in member.get("/dossiers").text


@pytest.mark.parametrize("version", ["9999999999999999999999999", "-1", "x", ""])
def test_a_version_that_no_dossier_has_is_refused(client: Client, session: Session, square: Place, version: str):
    save(client, address_of(square), why="Först.")
    [dossier] = session.scalars(select(Dossier))
    refused = save(client, address_of(square, saved=dossier.id), why="Mina ord.", version=version)
    assert (refused.status_code, "Någon annan har sparat" in refused.text) == (409, True)


def test_what_was_typed_about_a_place_that_is_refused_is_shown(client: Client, square: Place):
    typed = boxes(client.get(address_of(square)).text) | {"title": "Ljus på torget", "meaning": "Mörkt om kvällen."}
    refused = client.post("/dossiers/place?at=60.9,17.6&" + TIMES, data=typed)
    assert (refused.status_code, "utanför kommunens kommundelar" in refused.text) == (409, True)
    shown = [box.text for box in parse(refused.text).iter("textarea") if (box.get("id") or "").startswith("typed-")]
    assert [(text or "").strip() for text in shown] == ["Ljus på torget", "Mörkt om kvällen."]


def test_what_was_written_in_one_that_is_taken_away_meanwhile_is_saved(client: Client, session: Session, square: Place):
    save(client, address_of(square), why="Först.")
    [gone] = session.scalars(select(Dossier))
    address = address_of(square, saved=gone.id)
    opened = boxes(client.get(address).text)
    client.post(f"/dossiers/{gone.id}/remove")
    assert client.post(address, data=opened | {"why": "Mina ord."}).status_code == 302
    assert session.scalars(select(Dossier.why)).one() == "Mina ord."


def test_unsaved_texts_are_kept_apart_by_dossier_and_by_whom_they_are_for(
    client: Client, session: Session, square: Place
):
    for title in ("Ett", "Två"):
        save(client, address_of(square), title=title)
    ids = list(session.scalars(select(Dossier.id)))
    about = ({}, {"for": "sharing"}, {"saved": ids[0]}, {"saved": ids[1]}, {"saved": ids[1], "for": "sharing"})
    assert len({kept_as(client, address_of(square, **more)) for more in about}) == len(about)
    assert kept_as(client, address_of(square)) == kept_as(client, address_of(square, radius=500))
    here, elsewhere = (f"/dossiers/place?{place}&saved={ids[0]}" for place in (f"place={square.id}", "at=59.51,17.64"))
    assert kept_as(client, here) == kept_as(client, elsewhere)


def test_an_area_member_saves_none_outside_the_own_districts(
    client_as: Callable[..., Client], session: Session, town: Town, square: Place
):
    east = client_as(Role.AREA_MEMBER, districts=[town.east])
    assert east.post(address_of(square), data={"title": "Torget"}).status_code == 409
    assert list(session.scalars(select(Dossier))) == []


def test_one_is_taken_away_by_who_wrote_it(
    client_as: Callable[..., Client], session: Session, town: Town, square: Place
):
    west = client_as(Role.AREA_MEMBER, districts=[town.west])
    save(west, address_of(square), title="Bort med det")
    [dossier] = session.scalars(select(Dossier))
    assert west.post(f"/dossiers/{dossier.id}/remove").status_code == 302
    page = west.get("/dossiers").text
    assert "Bort med det” är borttaget" in page
    assert [words(one) for one in parse(page).findall(".//ul[@class='dossiers']/li")] == []
