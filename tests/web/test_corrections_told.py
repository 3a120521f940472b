"""Who is told in which edition a correction stands: only who finds it there, in whatever language it was told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.models import Incident, IncidentStatus, Picture, Role
from app.pictures.actions.deciding import withdraw_picture
from app.pictures.queries.corrections import editions_that_tell, untold_corrections
from reports.incoming.drafts import Interval
from reports.picture.audiences.audience import Audience
from reports.picture.storage import remarks_from_json, remarks_to_json
from tests.editions import AFTER, DURING, PERIOD, build, publish
from tests.factories import Town, make_incident, make_user

LATER = AFTER + timedelta(days=14)
CORRECTED = "Lägesbild 2026:23, Väst, Trafik och buskörning: nu 1, då 0."


@pytest.fixture
def edition(session: Session, settings: Settings, town: Town) -> Picture:
    """Corrected since it was published, and not yet told of."""
    made = publish(session, build(session, settings), parts=[])
    make_incident(session, when=Interval(DURING), at=Town.in_west, category="trafik")
    session.flush()
    return made


def following(session: Session, settings: Settings) -> Picture:
    return publish(session, build(session, settings, PERIOD.after(), LATER), LATER, parts=[])


def rewritten(session: Session, edition: Picture, **changes) -> None:
    """As if it had been published with other remarks."""
    edition.remarks = remarks_to_json(replace(remarks_from_json(edition.remarks), **changes))
    session.flush()


@pytest.mark.parametrize("picks", [(), ("corrections",)])
def test_the_steering_group_is_led_where_its_own_version_tells(session, settings, edition, client_as, picks):
    later = following(session, settings)
    rewritten(session, later, for_steering=picks)
    roles, address = (Role.STEERING, Role.COORDINATOR), "/pictures/2026-23"
    steering, coordinator = (client_as(role).get(address).text for role in roles)
    assert CORRECTED in steering
    assert ("Rättelserna står i" in steering, "nästa lägesbild" in steering) == (bool(picks), False)
    assert "Rättelserna står i" in coordinator


def test_a_next_edition_is_not_promised_to_the_steering_group(session, edition, client_as):
    assert "nästa lägesbild" not in client_as(Role.STEERING).get("/pictures/2026-23").text
    assert "nästa lägesbild" in client_as(Role.COORDINATOR).get("/pictures/2026-23").text


def test_no_edition_is_promised_to_tell_of_one_that_is_withdrawn(session, settings, edition, client_as):
    client = client_as(Role.COORDINATOR)
    assert "nästa lägesbild" in client.get("/pictures/2026-23").text
    withdraw_picture(session, edition, "En källa räknades två gånger.", AFTER, make_user(session))
    session.flush()
    page = client.get("/pictures/2026-23").text
    assert CORRECTED in page
    assert "nästa lägesbild" not in page
    assert untold_corrections(session, build(session, settings, PERIOD.after(), LATER), "sv") == ()


def test_who_reads_the_public_version_learns_that_it_was_corrected_alone(session, edition, client_as):
    page = client_as(Role.AREA_MEMBER).get("/pictures/2026-23").text
    assert "Uppgifter i den här lägesbilden har rättats sedan den publicerades." in page
    assert "nästa lägesbild" not in page
    assert "Trafik och buskörning: nu" not in page


def test_a_correction_is_found_in_an_edition_of_another_language(session, settings, edition):
    later = following(session, settings)
    (told,) = remarks_from_json(later.remarks).corrections
    assert told == CORRECTED
    rewritten(session, later, corrections=("Picture 2026:23, Väst, Trafik och buskörning: now 1, then 0.",))
    (found,) = editions_that_tell(session, edition, Audience.INTERN)
    assert (found.edition, found.sentences) == (later, (CORRECTED,))
    last = build(session, settings, PERIOD.after().after(), LATER + timedelta(days=14))
    assert untold_corrections(session, last, "sv") == (), "told once, whatever the language"


def in_turn(session: Session, settings: Settings, change) -> list[tuple[str, ...]]:
    """What the two editions that follow tell: of what was corrected, and of what changed after that was told."""
    first = following(session, settings)
    change()
    session.flush()
    later = LATER + timedelta(days=14)
    second = publish(session, build(session, settings, PERIOD.after().after(), later), later, parts=[])
    return [remarks_from_json(one.remarks).corrections for one in (first, second)]


def test_a_correction_that_is_so_no_longer_is_taken_back_once(session, settings, edition, client_as):
    incident = session.scalars(select(Incident)).one()

    def withdraw() -> None:
        incident.status = IncidentStatus.WITHDRAWN

    again = "Lägesbild 2026:23, Väst, Trafik och buskörning: åter 0, som då."
    assert in_turn(session, settings, withdraw) == [(CORRECTED,), (again,)]
    (found,) = editions_that_tell(session, edition, Audience.INTERN)
    assert (found.edition.edition, found.sentences) == ("2026:25", (again,))
    page = client_as(Role.COORDINATOR).get("/pictures/2026-23").text
    assert again in page
    assert "Inget har ändrats" not in page
    later = LATER + timedelta(days=28)
    third = build(session, settings, PERIOD.after().after().after(), later)
    assert untold_corrections(session, third, "en") == ()
    incident.status = IncidentStatus.CONFIRMED
    session.flush()
    assert untold_corrections(session, third, "sv") == (CORRECTED,), "the last that was told is that it is as it was"


def test_a_number_that_is_corrected_anew_is_told_anew(session, settings, edition):
    def another() -> None:
        make_incident(session, when=Interval(DURING), at=Town.in_west, category="trafik")

    anew = "Lägesbild 2026:23, Väst, Trafik och buskörning: nu 2, då 0."
    assert in_turn(session, settings, another) == [(CORRECTED,), (anew,)]


def test_the_last_that_was_published_tells_not_that_of_the_last_fortnight(session, settings, edition):
    """An edition may be replaced after the one that follows it."""
    first = following(session, settings)
    make_incident(session, when=Interval(DURING), at=Town.in_west, category="trafik")
    session.flush()
    later = LATER + timedelta(days=14)
    second = publish(session, build(session, settings, PERIOD.after().after(), later), later, parts=[])
    first.published_at = later + timedelta(days=1)
    session.flush()
    anew = "Lägesbild 2026:23, Väst, Trafik och buskörning: nu 2, då 0."
    assert remarks_from_json(second.remarks).corrections == (anew,)
    third = build(session, settings, PERIOD.after().after().after(), later + timedelta(days=14))
    assert untold_corrections(session, third, "sv") == (anew,)
    (found,) = editions_that_tell(session, edition, Audience.INTERN)
    assert (found.edition, found.is_next) == (None, True)
