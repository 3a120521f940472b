"""Drawing a place's dossier keeps nobody waiting, stops what must not be printed, and is done beside the web."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from app import beside
from app.db import Database
from app.dossiers.routes import blueprint, drawn
from app.models import Place
from tests.clients import Client
from tests.factories import make_place, make_town

TIMES = "from=2026-10-01&to=2026-11-20"


@pytest.fixture
def square(own_database: Database) -> Place:
    with own_database.writing() as session:
        town = make_town(session)
        return make_place(session, "Torget", town.in_west, town.west)


def test_others_write_while_a_document_is_counted_and_drawn(
    new_coordinator: Callable[[], FlaskClient], square: Place, watched: Callable[..., list[str]]
):
    client = new_coordinator()
    watched(blueprint, "map_of")
    called = watched(drawn, "draw_document")
    answer = client.post(f"/dossiers/place.pdf?place={square.id}&{TIMES}", data={"why": "Mer ljus."})
    assert (answer.status_code, answer.data[:4]) == (200, b"%PDF")
    assert called == ["map_of", "draw_document"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"why": "x" * 801}, "högst 800 tecken"), ({"meaning": "Ring 19900101-2385"}, "ta bort personuppgifterna")],
)
@pytest.mark.parametrize("audience", ["", "&for=sharing"])
def test_what_could_not_be_saved_is_not_drawn(client: Client, typed: dict[str, str], said: str, audience: str):
    refused = client.post(f"/dossiers/place.pdf?at=59.51,17.65&{TIMES}{audience}", data=typed)
    assert (refused.status_code, said in refused.text, refused.mimetype) == (409, True, "text/html")


def test_map_and_document_are_drawn_beside_the_web(client: Client, monkeypatch: pytest.MonkeyPatch):
    ran, run = [], beside.drawing.run

    def noted(task: Callable[..., object], *args: object) -> object:
        ran.append(task.__name__)
        return run(task, *args)

    monkeypatch.setattr(beside.drawing, "run", noted)
    place = f"at=59.51,17.65&{TIMES}"
    assert client.get(f"/dossiers/place/map.svg?{place}").text.startswith("<svg")
    assert client.get(f"/dossiers/place.pdf?{place}").data.startswith(b"%PDF")
    assert ran == ["draw_place_map", "draw_place_map", "render_pdf"]


def test_a_document_for_sharing_is_told_by_its_files_name(client: Client):
    inside, shared = (client.get(f"/dossiers/place.pdf?at=59.51,17.65&{TIMES}{more}") for more in ("", "&for=sharing"))
    assert (inside.data[:4], shared.data[:4]) == (b"%PDF", b"%PDF")
    assert "-for-delning" not in inside.headers["Content-Disposition"]
    assert shared.headers["Content-Disposition"].endswith('-for-delning.pdf"')
