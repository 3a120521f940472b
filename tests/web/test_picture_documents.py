"""Documents of an edition as pages hand them out: drawn for a draft, stored for a published one, rightly named."""

from hashlib import sha256

import pytest
from sqlalchemy.orm import Session

from app.config import Settings
from app.models import Picture, PictureStatus, Role
from app.pictures.freezing import faults
from reports.picture.audiences.audience import Audience
from reports.picture.documents.drawing import EVERY_PART
from reports.picture.documents.formats import Format
from tests.editions import build, publish
from tests.factories import Town


@pytest.fixture
def edition(session: Session, settings: Settings, town: Town) -> Picture:
    return build(session, settings)


def test_it_is_reviewed_and_published_by_two_buttons(session: Session, edition: Picture, client_as) -> None:
    coordinator, steering = client_as(Role.COORDINATOR), client_as(Role.STEERING)
    refused = coordinator.post("/pictures/2026-23/publish", follow_redirects=True)
    assert "Lägesbilden är ett utkast." in refused.text
    assert "Publicera lägesbild" not in refused.text
    reviewed = coordinator.post("/pictures/2026-23/review", follow_redirects=True)
    assert "Publicera lägesbild" in reviewed.text
    published = coordinator.post("/pictures/2026-23/publish", follow_redirects=True)
    assert "Styrgruppen kan läsa den nu." in published.text
    assert "Områdesgrupperna kan läsa den allmänna versionen." in published.text
    session.refresh(edition)
    assert edition.status == PictureStatus.PUBLISHED
    assert faults(edition) == []
    assert edition.sha256 in published.text
    assert steering.get("/pictures/2026-23").status_code == 200


def test_what_is_stored_is_handed_out_with_its_type_and_name(session: Session, edition: Picture, client_as) -> None:
    publish(session, edition, parts=EVERY_PART)
    coordinator = client_as(Role.COORDINATOR)
    assert {(one.audience, one.format) for one in edition.documents} == set(EVERY_PART)
    for one in edition.documents:
        answer = coordinator.get(f"/pictures/2026-23/{one.audience}.{one.format}")
        assert answer.data == one.content
        assert answer.mimetype == Format(one.format).media_type
        name = f"lagesbild-2026-23-{one.audience}.{one.format}"
        assert answer.headers["Content-Disposition"].endswith(f'; filename="{name}"')


def test_a_draft_is_drawn_when_it_is_asked_for(edition: Picture, client_as) -> None:
    answer = client_as(Role.COORDINATOR).get("/pictures/2026-23/allman.json")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lagesbild-2026-23-allman.json"'


def test_drawing_takes_turns_and_who_is_refused_may_try_again(session: Session, edition: Picture, client_as, all_busy):
    client = client_as(Role.COORDINATOR)
    client.post("/pictures/2026-23/review")
    with all_busy():
        opened = client.get("/pictures/2026-23/allman.json")
        published = client.post("/pictures/2026-23/publish", follow_redirects=True)
        built = client.post("/pictures/build", data={"period": "2026-10-12"}, follow_redirects=True)
    assert opened.status_code == 503
    assert "Något annat ritas just nu" in opened.text
    assert "Något annat ritas just nu" in published.text
    assert "Publicera lägesbild" in published.text
    assert "Något annat ritas just nu" in built.text
    assert built.request.path == "/pictures"
    session.refresh(edition)
    assert edition.status == PictureStatus.REVIEWED


@pytest.mark.parametrize("asked", ["allman.exe", "everybody.pdf", "allman.", "ALLMAN.pdf"])
def test_there_is_nothing_else(edition: Picture, client_as, asked: str) -> None:
    assert client_as(Role.COORDINATOR).get(f"/pictures/2026-23/{asked}").status_code == 404


def test_an_edition_of_before_keeps_its_one_document_and_its_hash(
    session: Session, edition: Picture, client_as
) -> None:
    """As a migration leaves it: no remarks, no manifest, the hash over record and document."""
    publish(session, edition, parts=[(Audience.INTERN, Format.PDF)])
    edition.manifest = edition.remarks = None
    edition.sha256 = sha256(edition.record + edition.documents[0].content).hexdigest()
    session.flush()
    assert faults(edition) == []
    for role in (Role.COORDINATOR, Role.STEERING):
        answer = client_as(role).get("/pictures/2026-23.pdf")
        assert answer.data == edition.documents[0].content
        assert client_as(role).get("/pictures/2026-23").status_code == 200
    edition.documents[0].content += b" "
    session.flush()
    assert faults(edition) != []
