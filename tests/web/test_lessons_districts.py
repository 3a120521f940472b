"""A district that is named beside a place stays a district: in the location box, in a draft and in what is learned."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning import without_district
from app.models import Incident, Lesson, Place, Report
from app.places.queries import gazetteer
from app.places.rules import TypedPlace, meaning, typed_whereabouts
from app.review.forms import typed_change
from geo.points import LocationPrecision
from reports.incoming.drafts import Whereabouts
from tests.factories import Town, make_place
from tests.review_reports import FIRST, basis, make_draft, make_read_report, now, send

DISTRICT, MUNICIPALITY, UNKNOWN = (
    LocationPrecision.DISTRICT,
    LocationPrecision.MUNICIPALITY,
    LocationPrecision.UNKNOWN,
)


@pytest.fixture
def report(session: Session, town: Town) -> Report:
    return make_read_report(session, town.guards)


@pytest.fixture
def road(session: Session, town: Town) -> Place:
    """A long road through both districts."""
    for name, district in (("Väst", town.west), ("Öst", town.east)):
        make_place(session, name, None, district).kind = "district"
    made = make_place(session, "Landsvägen", None, town.west, town.east)
    session.flush()
    return made


@pytest.fixture
def draft(session: Session, report: Report, road: Place) -> Incident:
    """The reader knew the district alone."""
    made = make_draft(session, report, FIRST, where=Whereabouts("Väst Landsvägen", None, None, DISTRICT, "vast"))
    made.reading.fields = {**basis(), "unknown_place": "Väst Landsvägen"}
    session.flush()
    return made


def kept(session: Session, draft: Incident) -> tuple[str | None, LocationPrecision, str | None]:
    """The name of its place, how exactly that is known, and its district."""
    made = now(session, draft)
    return made.place and made.place.name, made.precision, made.district and made.district.key


def test_a_road_that_is_picked_keeps_the_district_that_was_told(client, session, report, draft, road):
    send(client, report, "change", draft=draft.id, place="Landsvägen", place_id=road.id, known="place")
    assert kept(session, draft) == ("Landsvägen", DISTRICT, "vast")
    assert session.scalars(select(Lesson)).all() == [], "the rest of the words is the road's own name"


@pytest.mark.parametrize("words", ["Öst Landsvägen", "öst landsvägen", "Landsvägen, Öst", "Landsvägen i Öst"])
def test_a_district_beside_a_road_is_understood_in_the_box(session, road, words: str):
    known = gazetteer(session)
    meant = meaning(words, known)
    assert meant.place == known.place(road.id)
    where = typed_whereabouts(TypedPlace(words), known, lambda _at: None)
    assert (where.place_id, where.precision, where.district) == (road.id, DISTRICT, "ost")


def test_words_that_are_typed_where_nothing_was_known_are_looked_up(client, session, town, report, draft):
    make_place(session, "Provparken", town.in_west, town.west)
    nowhere = {"draft": draft.id, "place": "Gamla lekplatsen", "known": "unknown"}
    said = send(client, report, "change", **nowhere)
    assert kept(session, draft) == (None, UNKNOWN, None)
    assert "okänd plats" in said["cards"][str(draft.id)]
    send(client, report, "confirm", draft=draft.id, place="provparken")
    assert kept(session, draft) == ("Provparken", LocationPrecision.PLACE, "vast")


def test_a_confirmed_card_with_words_that_nobody_knows_says_so(client, session, report, draft):
    send(client, report, "change", draft=draft.id, place="Gamla lekplatsen", known="unknown")
    said = send(client, report, "confirm", draft=draft.id, place="Nya lekplatsen")
    assert kept(session, draft) == (None, UNKNOWN, None)
    assert now(session, draft).place_words == "Nya lekplatsen"
    assert '<span class="tag warning">okänd plats</span>' in said["cards"][str(draft.id)]


def test_a_place_that_was_emptied_is_still_only_known_by_its_district(session, draft):
    change = typed_change({"place": ""}, draft)
    assert change.place is not None
    assert change.place.known == "district:vast"


@pytest.mark.parametrize(
    ("words", "learned"),
    [
        ("Väst Gamla vägen", "Gamla vägen"),
        ("väst gamla vägen", "gamla vägen"),
        ("Väst, Pizzeria Exempel", "Pizzeria Exempel"),
        ("Väst Landsvägen", "Landsvägen"),
        ("Väst torg", "Väst torg"),
        ("Väst station", "Väst station"),
        ("Västers kiosk", "Västers kiosk"),
        ("Gula kiosken", "Gula kiosken"),
    ],
)
def test_a_lesson_does_not_swallow_a_leading_district(session, road, words: str, learned: str):
    assert without_district(session, words, road) == learned
