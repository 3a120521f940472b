"""New boundaries from a file: tried, applied, undone; by command and in settings."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from shapely import Point as Dot
from shapely import box
from shapely.geometry import shape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.boundaries import actions
from app.boundaries.rules import BoundaryError, Wish
from app.decisions import confirm, withdraw
from app.incidents.rules import WithdrawReason
from app.logbook import change_status, revise_incident
from app.models import (
    Address,
    BoundaryImport,
    District,
    DistrictBoundary,
    DistrictMove,
    Event,
    Incident,
    IncidentStatus,
    Role,
)
from app.pictures.drawing import gather
from app.pictures.queries.corrections import corrected, corrections_in_words
from app.places.queries import area_index
from geo.areas import to_plane
from geo.files import AreaFile, read_areas
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Interval, Whereabouts
from reports.picture.wording.corrections import ChangedCell
from reports.picture.wording.words import day_words
from tests.clients import Client
from tests.editions import AFTER, DURING, PERIOD, build, publish
from tests.factories import Town, make_incident, make_place, make_town, make_user
from tests.map_files import MapFile, write_map_files

NAMES = {"namn": ["Väst", "Öst"]}
TODAY = date(2026, 11, 18)
# The border moves from 17.7 to 17.66 and leaves Point(17.68, …) on the other side; north of 59.59 nothing is left.
MOVED = [box(17.6, 59.4, 17.66, 59.59), box(17.66, 59.4, 17.8, 59.59)]
BETWEEN, NORTH = Point(17.68, 59.5), Point(17.65, 59.595)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_map_files(
        tmp_path_factory.mktemp("granser"),
        MapFile("nya.gpkg", [to_plane(shape) for shape in MOVED], NAMES, crs="EPSG:3006"),
        MapFile("tre.geojson", [*MOVED, box(17.8, 59.4, 17.9, 59.59)], {"namn": ["Väst", "Öst", "Ön"]}),
        MapFile("andra.geojson", MOVED, {"namn": ["Ängarna", "Åsen"]}),
        MapFile("punkter.geojson", [Dot(17.65, 59.5)], {"namn": ["Väst"]}),
    )


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=[str(argument) for argument in arguments])


def tables(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """All that an import may change, as it stands in the database."""
    session.expire_all()
    return {
        "districts": [tuple(row) for row in session.execute(select(District.id, District.key).order_by(District.id))],
        "boundaries": [
            tuple(row)
            for row in session.execute(
                select(
                    DistrictBoundary.id,
                    DistrictBoundary.district_id,
                    DistrictBoundary.valid_from,
                    DistrictBoundary.valid_to,
                    func.ST_AsText(DistrictBoundary.area),
                ).order_by(DistrictBoundary.id)
            )
        ],
        "incidents": [
            tuple(row) for row in session.execute(select(Incident.id, Incident.district_id).order_by(Incident.id))
        ],
    }


@pytest.fixture
def incidents(session: Session, town: Town) -> dict[str, Incident]:
    known = Whereabouts(None, None, None, LocationPrecision.DISTRICT, "vast")
    return {
        "between": make_incident(session, at=BETWEEN),
        "draft": make_incident(session, at=BETWEEN, status=IncidentStatus.DRAFT),
        "north": make_incident(session, at=NORTH),
        "stays": make_incident(session, at=Point(17.62, 59.5)),
        "known": make_incident(session, where=known),
    }


def test_a_trial_tells_all_and_changes_nothing(app, session, incidents, files, tmp_path):
    before = tables(session)
    result = run(app, "import-districts", files / "nya.gpkg", "--dry-run", "--preview", tmp_path / "karta.svg")
    assert result.exit_code == 0, result.output
    assert "2 kommundelar lästes" in result.output
    assert "EPSG:3006" in result.output
    assert "2 händelser flyttas från Väst till Öst." in result.output
    assert "1 händelse flyttas från Väst till ingen kommundel." in result.output
    assert "av dagens Väst hamnar utanför alla kommundelar" in result.output
    assert "Inget är ändrat" in result.output
    assert (tmp_path / "karta.svg").read_text().startswith("<svg")
    assert tables(session) == before
    assert session.scalar(select(func.count()).select_from(BoundaryImport)) == 0


def test_incidents_follow_their_points_and_back_exactly(app, session, town, incidents, files, tmp_path):
    before = tables(session)
    place = make_place(session, "Provtorget", BETWEEN, town.west)
    address = Address(source="prov", external_id="1", name="Provgatan 1", key="provgatan 1", street_key="provgatan",
                      lon=BETWEEN.lon, lat=BETWEEN.lat, district_id=town.west.id)  # fmt: skip
    session.add(address)
    session.flush()
    result = run(app, "import-districts", files / "nya.gpkg", "--preview", tmp_path / "karta.svg")
    assert "2 händelser har flyttats från Väst till Öst." in result.output
    session.expire_all()
    districts = {name: one.district and one.district.key for name, one in incidents.items()}
    assert districts == {"between": "ost", "draft": "ost", "north": None, "stays": "vast", "known": "vast"}
    assert (place.districts, address.district) == ([town.east], town.east)
    logged = select(Event.subject_id, Event.changes).where(Event.verb == "redistricted").order_by(Event.id)
    assert tuple(session.execute(logged).first()) == (
        incidents["between"].id,
        {"district_id": [town.west.id, town.east.id]},
    )
    [number] = session.scalars(select(BoundaryImport.id))
    assert "3 händelser bytte tillbaka" in run(app, "undo-districts", number).output
    assert tables(session) == before
    assert (place.districts, address.district) == ([town.west], town.west)


@cache
def read(path: Path) -> AreaFile:
    """Reading a file takes longer than all that is done with it."""
    return read_areas(path)


def imported(session: Session, path: Path, today: date = TODAY) -> BoundaryImport:
    tried = actions.try_file(session, read(path), path.name, Wish(today), None, today)
    return actions.apply(session, tried.id, None, today)


def test_both_versions_are_kept(session, town, files):
    imported(session, files / "nya.gpkg")
    assert area_index(session, date(2026, 11, 17)).area_of(BETWEEN) == "vast"
    assert area_index(session, TODAY).area_of(BETWEEN) == "ost"


@pytest.mark.parametrize(("file", "keys"), [("nya.gpkg", ("vast", "ost")), ("andra.geojson", ("angarna", "asen"))])
def test_an_edition_of_before_counts_and_draws_by_the_same_boundaries(session, town, files, file, keys):
    """The import is of the day after the fortnight: its incidents lie in the new districts, and so must its maps."""
    for spot in (BETWEEN, BETWEEN, Point(17.62, 59.5), Town.in_east):
        make_incident(session, when=Interval(DURING), at=spot, category="trafik")
    imported(session, files / file)
    told = gather(session, "sv", PERIOD, AFTER)
    assert tuple(district.key for district in told.districts) == keys
    assert {(count.district, count.number) for count in told.counts} == {(keys[0], 1), (keys[1], 3)}
    for district in told.districts:
        outline = shape(district.outline)
        assert sum(mark.number for mark in district.marks) == sum(
            count.number for count in told.counts if count.district == district.key
        )
        assert all(outline.contains(Dot(mark.lon, mark.lat)) for mark in district.marks)


def test_undoing_leaves_alone_what_somebody_has_moved_since(session, town, incidents, files):
    tried = imported(session, files / "nya.gpkg")
    moved = incidents["between"]
    elsewhere = Whereabouts(point=town.in_east, precision=LocationPrecision.POINT)
    revise_incident(session, moved, moved.content._replace(where=elsewhere), None)
    later = make_incident(session, at=BETWEEN)
    assert later.district is town.east
    actions.undo(session, tried.id, None, TODAY)
    session.expire_all()
    assert moved.district is town.east
    assert later.district is town.west


def test_a_new_district_comes_and_goes(session, town, files):
    tried = imported(session, files / "tre.geojson")
    assert session.scalars(select(District.key).order_by(District.sort)).all() == ["vast", "ost", "on"]
    actions.undo(session, tried.id, None, TODAY)
    assert session.scalars(select(District.key).order_by(District.sort)).all() == ["vast", "ost"]


def test_the_newest_is_undone_first(app, session, town, files):
    first, second = imported(session, files / "nya.gpkg"), imported(session, files / "tre.geojson", date(2026, 11, 19))
    with app.test_request_context(), pytest.raises(BoundaryError, match=str(second.id)):
        actions.undo(session, first.id, None, TODAY)
    actions.undo(session, second.id, None, date(2026, 11, 19))
    actions.undo(session, first.id, None, date(2026, 11, 19))
    with app.test_request_context(), pytest.raises(BoundaryError):
        actions.undo(session, first.id, None, TODAY)
    assert session.scalar(select(func.count()).select_from(DistrictMove)) == 0


def test_editions_stay_as_they_were_drawn(app, client, session, town, settings, files):
    for _number in range(7):
        make_incident(session, at=BETWEEN, when=Interval(DURING))
    now = max(AFTER, datetime.now(UTC))  # else the incidents would have come after it was built
    edition = publish(session, build(session, settings, now=now), now, parts=[])
    address = f"/pictures/{edition.year}-{edition.number}"
    drawn = [line for line in client.get(address).text.splitlines() if "csrf_token" not in line]
    tried = imported(session, files / "nya.gpkg")
    assert session.scalar(select(func.count()).where(Incident.district_id == town.east.id)) == 7
    session.expire_all()
    others = [line for line in client.get(address).text.splitlines() if line not in drawn and "csrf_token" not in line]
    day = day_words(tried.applied_at, "sv")
    moved = (
        f"Lägesbild 2026:23: gränserna ändrades den {day}; 7\N{NO-BREAK SPACE}händelser hör nu till en annan kommundel."
    )
    assert len(others) == 3, others
    assert "Antalen är frysta" in others[0]
    assert "Rättat sedan dess" in others[1]
    assert f"<ul><li>{moved}</li></ul>" in others[2], "and no count of a district as if it had been wrong"
    make_incident(session, at=BETWEEN, when=Interval(DURING))
    session.flush()
    assert corrections_in_words(session, edition, "sv") == (moved, "Lägesbild 2026:23, Öst, Övrigt: nu 1, då 0.")
    actions.undo(session, tried.id, None, TODAY)
    assert corrections_in_words(session, edition, "sv") == ("Lägesbild 2026:23, Väst, Övrigt: nu 8, då 7.",)
    checked = run(app, "verify-picture", f"{edition.year}:{edition.number}")
    assert checked.exit_code == 0, checked.output


def test_boundaries_read_in_twice_correct_nothing_and_a_hand_does(session, town, settings, files):
    moved = [make_incident(session, at=BETWEEN, when=Interval(DURING), category="trafik") for _number in range(3)]
    before = make_incident(session, at=BETWEEN, when=Interval(PERIOD.starts_at - timedelta(days=3)), category="trafik")
    now = max(AFTER, datetime.now(UTC))
    edition, older = (
        publish(session, build(session, settings, period, now), now, parts=[])
        for period in (PERIOD, PERIOD.before(1)[0])
    )
    imported(session, files / "nya.gpkg")
    imported(session, files / "andra.geojson", date(2026, 11, 19))
    found = corrected(session, [edition, older])
    assert [found[one.id].cells for one in (edition, older)] == [(), ()]
    assert [found[one.id].redrawn.ways for one in (edition, older)] == [
        {("vast", "asen", "trafik"): number} for number in (3, 1)
    ]
    elsewhere = Whereabouts(point=Point(17.62, 59.5), precision=LocationPrecision.POINT)
    revise_incident(session, moved[0], moved[0].content._replace(where=elsewhere), None)
    session.flush()
    found = corrected(session, [edition, older])
    assert found[edition.id].redrawn.ways.total() == 2
    assert found[edition.id].cells == (ChangedCell("vast", "trafik", 3, 2), ChangedCell(None, "trafik", 0, 1))
    assert before.district.key == "asen"


def test_what_was_entered_since_is_a_correction_and_not_redrawn(session, town, settings, files):
    now = max(AFTER, datetime.now(UTC))
    edition = publish(session, build(session, settings, now=now), now, parts=[])
    late = make_incident(session, at=BETWEEN, when=Interval(DURING))
    late.created_at = now + timedelta(seconds=1)
    session.flush()
    entered = ("Lägesbild 2026:23, Väst, Övrigt: nu 1, då 0.",)
    assert corrections_in_words(session, edition, "sv") == entered
    imported(session, files / "nya.gpkg")
    session.expire_all()
    assert corrections_in_words(session, edition, "sv") == entered, "in the district that the edition has it in"
    after = make_incident(session, at=BETWEEN, when=Interval(DURING))
    session.flush()
    assert after.district.key == "ost"
    assert corrections_in_words(session, edition, "sv") == (*entered, "Lägesbild 2026:23, Öst, Övrigt: nu 1, då 0.")
    assert corrected(session, [edition])[edition.id].number == 2


def test_what_was_confirmed_or_moved_to_the_fortnight_since_is_a_correction_and_not_redrawn(
    session, town, settings, files
):
    counted, back, draft, other = (
        make_incident(session, at=BETWEEN, when=Interval(when), status=status)
        for when, status in (
            (DURING, IncidentStatus.CONFIRMED),
            (DURING, IncidentStatus.CONFIRMED),
            (DURING, IncidentStatus.DRAFT),
            (PERIOD.starts_at - timedelta(days=3), IncidentStatus.CONFIRMED),
        )
    )
    edition = build(session, settings, now=datetime.now(UTC))  # the log tells of everything after it by the clock
    session.expire_all()
    by = make_user(session)
    confirm(session, [draft], by)
    for incident, day in ((other, DURING), (counted, DURING + timedelta(hours=3))):
        revise_incident(session, incident, incident.content._replace(when=Interval(day)), by)
    withdraw(session, back, WithdrawReason.DUPLICATE, by)
    change_status(session, "reopened", back, IncidentStatus.DRAFT, by)
    confirm(session, [back], by)
    imported(session, files / "nya.gpkg")
    session.expire_all()
    assert {one.district.key for one in (counted, back, draft, other)} == {"ost"}
    found = corrected(session, [edition])[edition.id]
    assert found.redrawn.known == 2, "those two that it counted"
    assert found.cells == (ChangedCell("vast", "ovrigt", 2, 4),)


def test_what_was_applied_is_not_applied_twice(client_as, session, town, incidents, files):
    client = client_as(Role.ADMINISTRATOR)
    shown = upload(client, files / "nya.gpkg")
    client.post(f"{shown.location}/apply")
    before = tables(session)
    assert "redan inlästa" in client.post(f"{shown.location}/apply").text
    assert tables(session) == before


def test_what_is_applied_meanwhile_is_not_thrown_away(own_app, own_database, files):
    """Else the import would be gone, its boundaries would hold, and nobody could take them back."""
    with own_database.writing() as session:
        make_town(session)
        number = actions.try_file(session, read(files / "nya.gpkg"), "nya.gpkg", Wish(TODAY), None, TODAY).id

    def throw_away() -> None:
        with own_app.test_request_context(), own_database.writing() as other:
            actions.discard(other, number)

    with ThreadPoolExecutor(1) as pool:
        with own_database.writing() as session:
            actions.apply(session, number, None, TODAY)
            thrown = pool.submit(throw_away)
            wait([thrown], timeout=0.3)
        with pytest.raises(BoundaryError):
            thrown.result(timeout=20)
    with own_database.writing() as session:
        actions.undo(session, number, None, TODAY)
        assert area_index(session, TODAY).area_of(BETWEEN) == "vast"


def upload(client: Client, path: Path, **fields: str):
    data = {"file": (BytesIO(path.read_bytes()), path.name), "valid_from": "2026-11-18", **fields}
    return client.post("/settings/districts/import", data=data, content_type="multipart/form-data")


def test_an_administrator_tries_uses_and_undoes(client_as: Callable[[Role], Client], session, town, incidents, files):
    client = client_as(Role.ADMINISTRATOR)
    before = tables(session)
    shown = upload(client, files / "nya.gpkg")
    assert shown.status_code == 302
    page = client.get(shown.location).text
    assert "2 händelser flyttas från Väst till Öst." in page
    assert tables(session) == before
    assert client.get(f"{shown.location}/preview.svg").mimetype == "image/svg+xml"
    client.post(f"{shown.location}/apply")
    assert "2 händelser har flyttats" in client.get(shown.location).text
    assert "Gäller nu" in client.get("/settings/districts/import").text
    client.post(f"{shown.location}/undo")
    assert tables(session) == before
    assert "Ångrad" in client.get("/settings/districts/import").text


def test_a_tried_file_can_be_thrown_away(client_as, session, town, files):
    client = client_as(Role.ADMINISTRATOR)
    shown = upload(client, files / "nya.gpkg")
    client.post(f"{shown.location}/discard")
    assert client.get(shown.location).status_code == 404


def test_a_file_may_be_called_anything(client_as, session, town, files):
    data = {"file": (BytesIO((files / "nya.gpkg").read_bytes()), "nya.gp\0kg"), "valid_from": "2026-11-18"}
    shown = client_as(Role.ADMINISTRATOR).post(
        "/settings/districts/import", data=data, content_type="multipart/form-data"
    )
    assert shown.status_code == 302


def test_what_cannot_be_used_is_told_and_nothing_written(client_as, session, town, files, tmp_path):
    client = client_as(Role.ADMINISTRATOR)
    (tmp_path / "text.gpkg").write_text("Inga gränser här")
    assert "Det här är ingen kartfil" in upload(client, tmp_path / "text.gpkg").text
    assert "Filen har annat än ytor (Point)" in upload(client, files / "punkter.geojson").text
    assert "ingen kolumn ”kommundel”" in upload(client, files / "nya.gpkg", name_field="kommundel").text
    assert session.scalar(select(func.count()).select_from(BoundaryImport)) == 0


def test_the_command_says_it_in_a_sentence(app, session, town, files, tmp_path):
    large = tmp_path / "stor.gpkg"
    with large.open("wb") as opened:
        opened.truncate(200_000_000)
    for path, words in ((files / "punkter.geojson", "annat än ytor"), (large, "200 MB, högst 100 MB")):
        result = run(app, "import-districts", path)
        assert result.exit_code == 1
        assert words in result.output
        assert "Inget är ändrat" in result.output
    assert "ingen inläsning" in run(app, "undo-districts", 17).output
