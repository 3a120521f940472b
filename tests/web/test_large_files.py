"""Files and maps that take long: one does not stop another, and who is refused is told so in words."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.exports import routes, sheet, turns
from geo import apart
from geo.files import writing
from tests.clients import Client
from tests.factories import Town, make_incident
from tests.web.test_exports import ALL

GPKG = f"/export/incidents.gpkg?{ALL}"
CSV = f"/export/incidents.csv?{ALL}"


@pytest.fixture(autouse=True)
def _two(session: Session, town: Town) -> None:
    make_incident(session, at=town.in_west)
    make_incident(session, at=town.in_east)


def test_more_than_excel_holds_is_refused_before_any_of_it_is_read(client: Client, monkeypatch: pytest.MonkeyPatch):
    def unread(*_args: object) -> Any:
        raise AssertionError("rows were read")

    monkeypatch.setattr(sheet, "MOST_ROWS", 1)
    monkeypatch.setattr(routes, "batches", unread)
    answer = client.get(f"/export/incidents.xlsx?{ALL}")
    assert answer.status_code == 409
    assert "Excel rymmer en miljon rader" in answer.text


def test_one_large_file_at_a_time_and_small_ones_meanwhile(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    monkeypatch.setattr(turns, "LARGE", 1)
    with turns.turn_for(2):
        refused = client.get(CSV)
        assert refused.status_code == 503
        assert "En annan stor fil görs just nu" in refused.text
        assert client.get(f"{CSV}&district=vast").status_code == 200
    assert client.get(CSV).status_code == 200


def test_a_geopackage_does_not_wait_for_files_that_are_read(client: Client):
    with ThreadPoolExecutor(1) as thread:
        for _turn in range(apart.AT_ONCE):
            apart._turns.acquire()
        try:
            assert thread.submit(client.get, GPKG).result(timeout=20).status_code == 200
        finally:
            apart._turns.release(apart.AT_ONCE)


def test_a_geopackage_that_is_not_finished_is_told_in_words(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(writing, "MOST_SECONDS", 0.001)
    answer = client.get(GPKG)
    assert answer.status_code == 409
    assert "GeoPackage-filen blev inte färdig" in answer.text


def test_a_map_that_must_wait_too_long_is_refused_in_words(client: Client, all_busy):
    with all_busy():
        answer = client.get(f"/export/map.svg?{ALL}")
    assert answer.status_code == 503
    assert "Något annat ritas just nu" in answer.text
