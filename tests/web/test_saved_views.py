"""Views of the map that a group comes back to: what is kept of an address, who sees which, who may take one away."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.incidents.choices import choices_for
from app.maps.routes import saved
from app.maps.saved_views import kept_address
from app.models import District, Event, Role, SavedView, User
from tests.clients import Client
from tests.factories import NOON, Town, make_town, make_user
from tests.pages import parse, words

TODAY = date(2026, 11, 20)


def signed_in(app: Flask, session: Session, user: User) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    client.sign_in(user, session)
    return client


def member_of(session: Session, *districts: District) -> User:
    return make_user(session, role=Role.AREA_MEMBER, districts=list(districts))


def make_view(session: Session, name: str, district: District | None = None, by: User | None = None) -> SavedView:
    view = SavedView(name=name, query="from=&to=", district=district, by=by, created_at=NOON)
    session.add(view)
    session.flush()
    return view


def save(client: Client, name: str, *, whose: int | str = "", address: str = "from=&to=") -> Any:
    return client.post(
        f"/map?{address.partition('#')[0]}", data={"name": name, "whose": str(whose), "address": address}
    )


def remove(client: Client, view: SavedView) -> int:
    return client.post(f"/map/views/{view.id}/remove").status_code


def offered(client: Client) -> list[str]:
    root = parse(client.get("/map").text)
    [part] = root.findall(".//details[@class='saved-views']")
    return [words(link) for link in part.findall("ul/li/a")]


def names(session: Session) -> list[str]:
    return list(session.scalars(select(SavedView.name).order_by(SavedView.name)))


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (
            "from=2026-11-01&to=2026-11-07&layer=density&metres=300",
            "from=2026-11-01&to=2026-11-07&layer=density&metres=300",
        ),
        ("category=trafik&hours=116-122", "category=trafik&hours=116-122"),
        ("from=&to=#map=12.5/59.5000/17.7000", "from=&to=#map=12.5/59.5000/17.7000"),
        ("", ""),
        ("show=watched&show=reference", "show=watched&show=reference"),
        ("from=&to=&page=3&lang=en&evil=%3Cscript%3E#x<script>", "from=&to="),
        ("//evil.example/?place=x", ""),
        ("q=%22%3E%3Cb%3E&from=&to=", "from=&to=&q=%22%3E%3Cb%3E"),
    ],
)
def test_of_an_address_what_the_map_knows_is_kept(session: Session, town: Town, address: str, kept: str):
    assert kept_address(address, TODAY, choices_for(session, make_user(session))) == kept


def test_of_districts_and_categories_those_are_kept_that_there_are(session: Session, town: Town):
    choices = choices_for(session, make_user(session))
    address = "from=&to=&district=ingenstans&district=vast&category=Kalle+Karlsson&source=okand"
    assert kept_address(address, TODAY, choices) == "from=&to=&district=vast"


def test_no_personal_data_stand_in_a_name(client: Client, session: Session):
    answer = save(client, "Kalle 19900101-2385")
    assert (answer.status_code, "läses av andra" in answer.text) == (409, True)
    assert names(session) == []


@pytest.mark.parametrize("sought", ["Kalle+19900101-2385", "kalle.karlsson%40example.com"])
def test_search_words_with_personal_data_are_told_of_as_what_they_are(
    client: Client, session: Session, town: Town, sought: str
):
    answer = save(client, "Kvällar", address=f"from=&to=&q={sought}")
    assert (answer.status_code, names(session)) == (409, [])
    root = parse(answer.text)
    [part], [told] = root.findall(".//details[@class='saved-views']"), root.findall(".//*[@id='view-problem']")
    assert "personuppgifterna ur sökorden, under ”Ändra urvalet”" in words(told)
    assert (told.get("tabindex"), [one.get("id") for one in part.iter() if "autofocus" in one.attrib]) == (
        "-1",
        ["view-problem"],
    )
    assert list(part).index(told) < list(part).index(part.find("form[@id='save-view']"))
    [field] = root.findall(".//input[@id='view-name']")
    assert (field.get("value"), field.get("aria-invalid"), field.get("aria-describedby")) == ("Kvällar", None, None)
    assert save(client, "Kvällar").status_code == 302


def test_a_group_that_there_is_not_is_told_of(client: Client, session: Session, town: Town):
    answer = save(client, "Kvällar", whose=987654)
    assert (answer.status_code, "Den kommundelen finns inte" in answer.text) == (409, True)
    assert names(session) == []


def test_an_address_that_is_no_text_is_no_trouble(client: Client, town: Town):
    assert client.get("/map", environ_overrides={"QUERY_STRING": "q=\xff"}).status_code == 200


def test_a_view_is_saved_for_everybody_and_opened_again(client: Client, session: Session, town: Town):
    answer = save(client, "  Bro om   kvällen ", address="from=&to=&layer=places#map=13/59.5144/17.6425")
    assert answer.headers["Location"] == "/map?from=&to=&layer=places#map=13/59.5144/17.6425"
    [view] = session.scalars(select(SavedView))
    assert (view.name, view.district_id, view.by is not None) == ("Bro om kvällen", None, True)
    root = parse(client.get("/map").text)
    [link] = [link for link in root.findall(".//details//a") if words(link) == "Bro om kvällen"]
    assert link.get("href") == "/map?from=&to=&layer=places#map=13/59.5144/17.6425"
    [event] = session.scalars(select(Event).where(Event.subject == "saved_view"))
    assert (event.verb, event.subject_id, event.changes) == ("saved", view.id, {})


def test_a_group_sees_everybodys_views_and_its_own(app: Flask, client: Client, session: Session, town: Town):
    for name, district in (("Alla", None), ("Väst", town.west), ("Öst", town.east)):
        make_view(session, name, district)
    west = signed_in(app, session, member_of(session, town.west))
    reporter = signed_in(app, session, make_user(session, role=Role.REPORTER, organisation=town.guards))
    assert [offered(one) for one in (client, west, reporter)] == [["Alla", "Väst", "Öst"], ["Alla", "Väst"], []]


def test_a_member_saves_for_the_own_groups_alone(app: Flask, session: Session, town: Town):
    west = signed_in(app, session, member_of(session, town.west))
    root = parse(west.get("/map").text)
    assert [words(option) for option in root.findall(".//select[@id='view-whose']/option")] == ["Väst"]
    assert save(west, "Vår", whose=town.west.id).status_code == 302
    assert [save(west, "Deras", whose=whose).status_code for whose in (town.east.id, "", "x", "9" * 30)] == [409] * 4
    assert names(session) == ["Vår"]


def test_one_takes_away_ones_own_and_who_coordinates_any(app: Flask, client: Client, session: Session, town: Town):
    own, other = member_of(session, town.west), member_of(session, town.west)
    views = [make_view(session, name, town.west, by=own) for name in ("A", "B")]
    hidden = make_view(session, "C", town.east)
    assert [remove(signed_in(app, session, other), view) for view in (views[0], hidden)] == [403, 404]
    assert remove(signed_in(app, session, own), views[0]) == 302
    assert remove(client, views[1]) == 302
    assert names(session) == ["C"]


def test_a_group_has_one_view_of_a_name(client: Client, session: Session, town: Town):
    assert [save(client, "Torget", whose=whose).status_code for whose in ("", town.west.id, "", town.west.id)] == [
        302,
        302,
        409,
        409,
    ]
    assert "redan en vy som heter" in save(client, "Torget").text
    assert names(session) == ["Torget", "Torget"]


def test_a_name_in_other_capitals_is_taken(client: Client, session: Session, town: Town):
    assert save(client, "Ängen vid ån").status_code == 302
    refused = save(client, "ängen VID ÅN")
    assert (refused.status_code, names(session)) == (409, ["Ängen vid ån"])
    assert "en vy som heter ”Ängen vid ån”" in refused.text
    assert save(client, "ängen vid ån", whose=town.west.id).status_code == 302


@pytest.mark.parametrize(
    ("name", "said"), [("", "Vyn har inget namn"), ("   ", "Vyn har inget namn"), ("x" * 61, "har 61 tecken, högst 60")]
)
def test_a_view_needs_a_name(client: Client, session: Session, name: str, said: str):
    answer = save(client, name)
    assert (answer.status_code, names(session)) == (409, [])
    assert said in answer.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("  ", "Vyn har inget namn. Skriv ett och spara igen. Kartan är kvar."),
        ("x" * 61, "har 61 tecken, högst 60 får plats. Korta det och spara igen. Kartan är kvar."),
        ("Torget", "en vy som heter ”Torget”. Välj ett annat namn, eller ta bort den först. Kartan är kvar."),
        ("Kalle 19900101-2385", "ta bort personuppgifterna ur det och spara igen. Kartan är kvar."),
    ],
)
def test_why_a_name_is_refused_is_said_at_its_field(client: Client, session: Session, town: Town, name: str, said: str):
    for district in (None, town.west):
        make_view(session, "Torget", district)
    address = "from=2026-11-01&to=2026-11-07&layer=places"
    root = parse(save(client, name, whose=town.west.id, address=address).text)
    [part] = root.findall(".//details[@class='saved-views']")
    [field] = part.findall(".//input[@id='view-name']")
    assert "open" in part.attrib
    assert "autofocus" in field.attrib
    assert (field.get("value"), field.get("aria-invalid")) == (name, "true")
    [told] = root.findall(f".//*[@id='{field.get('aria-describedby')}']")
    assert said in words(told)
    assert [words(one) for one in part.findall(".//option[@selected]")] == ["Väst"]
    [kept] = part.findall(".//input[@name='address']")
    assert kept.get("value") == address
    [layer] = root.findall(".//section[@data-layer]")
    assert "from=2026-11-01&to=2026-11-07" in layer.get("data-layer", "")
    assert root.findall(".//a[@data-key='3'][@aria-current='true']")


def test_others_write_while_the_map_is_shown_again(
    own_database: Database, new_coordinator: Callable[[], FlaskClient], watched: Callable[..., list[str]]
):
    with own_database.writing() as session:
        make_town(session)
    client, called = new_coordinator(), watched(saved, "map_page")
    answers = [client.post("/map?from=&to=", data={"name": name, "address": "from=&to="}) for name in ("A", "A", "")]
    assert [answer.status_code for answer in answers] == [302, 409, 409]
    assert called == ["map_page", "map_page"]
    with own_database.reading() as session:
        logged = session.scalars(select(Event.verb).where(Event.subject == "saved_view")).all()
        assert (names(session), logged) == (["A"], ["saved"])


def test_why_a_group_is_refused_is_said_at_the_choice_of_groups(client: Client, town: Town):
    root = parse(save(client, "Kvällar", whose=987654).text)
    [chosen], [field] = root.findall(".//select[@id='view-whose']"), root.findall(".//input[@id='view-name']")
    assert (chosen.get("aria-describedby"), field.get("aria-invalid")) == ("view-problem", None)
    assert field.get("value") == "Kvällar"


@pytest.mark.parametrize("role", [Role.REPORTER, Role.STEERING])
def test_who_belongs_to_no_group_saves_nothing(client_as: Callable[[Role], Client], session: Session, role: Role):
    client = client_as(role)
    assert save(client, "Min").status_code == 403
    assert remove(client, make_view(session, "Alla")) == 403
