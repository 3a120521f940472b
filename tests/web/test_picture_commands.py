"""The commands for editions: what they write, print and refuse; the same fortnight built by several at once."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import orjson
import pytest
from click.testing import Result
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.actions import open_session
from app.config import ROOT, Settings
from app.models import Picture, PictureStatus
from app.pictures.actions.deciding import withdraw_picture
from reports.incoming.drafts import Interval
from tests.databases import Backend, connect
from tests.editions import DURING, build, publish
from tests.factories import Town, make_incident, make_town, make_user

Run = Callable[..., Result]
NAMES = [
    "lagesbild-2026-23-allman.json",
    "lagesbild-2026-23-intern.json",
    "lagesbild-2026-23-intern.pdf",
    "lagesbild-2026-23-styrgrupp.json",
]


@pytest.fixture
def run(app: Flask, session: Session, town: Town) -> Run:
    told = make_incident(session, when=Interval(DURING), at=Town.in_west)
    told.created_at = told.updated_at = DURING
    session.flush()
    return lambda *arguments: app.test_cli_runner().invoke(args=[str(argument) for argument in arguments])


def test_it_builds_and_writes_every_document(run: Run, session: Session, tmp_path: Path) -> None:
    told = run("build-picture", "--period", "2026-11-08", "--out", tmp_path / "new" / "folder")
    assert told.exit_code == 0, told.output
    written = sorted((tmp_path / "new" / "folder").iterdir())
    assert set(NAMES) <= {path.name for path in written}
    assert sorted(told.output.split()) == [str(path) for path in written]
    assert session.scalars(select(Picture.period_start)).one().isoformat() == "2026-10-26"


def test_one_audience_gets_only_its_own(run: Run, tmp_path: Path) -> None:
    run("build-picture", "--period", "2026-10-26", "--out", tmp_path, "--audience", "allman")
    assert {path.name.split("-")[-1].split(".")[0] for path in tmp_path.iterdir()} == {"allman"}


def test_a_published_edition_is_written_as_it_was(run: Run, session: Session, settings: Settings, tmp_path) -> None:
    edition = publish(session, build(session, settings))
    make_incident(session, when=Interval(DURING))
    assert run("build-picture", "--period", "2026-10-26", "--out", tmp_path).exit_code == 0
    stored = {f"lagesbild-2026-23-{one.audience}.{one.format}": one.content for one in edition.documents}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == stored


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2999-01-01", "has not ended. The newest that has is that of"),
        ("1999-12-31", "too long ago"),
        ("31/12 2025", "does not match the format"),
        ("2026-02-30", "does not match the format"),
    ],
)
def test_a_day_that_will_not_do_says_why(run: Run, tmp_path: Path, day: str, words: str) -> None:
    told = run("build-picture", "--period", day, "--out", tmp_path / "out")
    assert (told.exit_code, words in told.output) == (2, True), told.output
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_says_so_before_anything_is_built(run, session, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = run("build-picture", "--period", "2026-10-26", "--out", tmp_path / "file" / "out")
    assert told.exit_code == 1
    assert "cannot be made: Not a directory. Nothing is built." in told.output
    assert session.scalars(select(Picture)).all() == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_says_so_and_leaves_no_half_document(run: Run, session: Session, tmp_path: Path) -> None:
    (tmp_path / f"{NAMES[2]}.part").symlink_to("/dev/full")
    told = run("build-picture", "--period", "2026-10-26", "--out", tmp_path, "--audience", "intern")
    assert told.exit_code == 1
    assert "cannot be written: No space left on device. The edition is kept in the database" in told.output
    assert not (tmp_path / NAMES[2]).exists()
    assert session.scalars(select(Picture)).one()


def test_an_empty_database_says_what_to_do(app: Flask, tmp_path: Path) -> None:
    told = app.test_cli_runner().invoke(args=["build-picture", "--period", "2026-10-26", "--out", str(tmp_path)])
    assert told.exit_code == 1
    assert "The database is empty: run python -m seed first." in told.output


def test_publishing_listing_and_verifying(run: Run, session: Session, settings: Settings) -> None:
    edition = build(session, settings)
    assert "Error: The edition is a draft." in run("publish-picture", "2026:23").output
    assert run("verify-picture", "2026:23").exit_code == 1
    missing = run("publish-picture", "2026-23", "--reviewed")
    assert missing.exit_code == 1
    assert "Write about the children’s perspective." in missing.output
    assert "publish it as it is with --as-is" in missing.output
    session.refresh(edition)
    assert edition.status == PictureStatus.DRAFT, "a refusal keeps nothing"
    assert run("publish-picture", "2026-23", "--reviewed", "--as-is").exit_code == 0
    session.refresh(edition)
    verified = run("verify-picture", "2026:23")
    assert (verified.exit_code, edition.sha256 in verified.output) == (0, True)
    sheets = {one.audience: one.content for one in edition.documents if one.format == "pdf"}
    printed = dict(line.split(": documents print ") for line in verified.output.splitlines()[1:])
    assert printed.keys() == sheets.keys()
    for readers, sheet in sheets.items():
        assert printed[readers] in PdfReader(BytesIO(sheet)).pages[0].extract_text()
    assert f"2026:23 2026-10-26 2026-11-08 published 2026-11-09T23:00Z {edition.sha256}" in run("list-pictures").output
    again = run("publish-picture", "2026-23")
    assert (again.exit_code, "is published and cannot be changed" in again.output) == (1, True)


def test_verifying_fails_for_what_was_changed(run: Run, session: Session, settings: Settings) -> None:
    edition = publish(session, build(session, settings))
    edition.record = orjson.dumps({**orjson.loads(edition.record), "municipality": "Annanstad"})
    session.flush()
    told = run("verify-picture", "2026:23")
    assert told.exit_code == 1
    assert "2026:23 is NOT as it was published. Changed, added or lost: record." in told.output


@pytest.mark.parametrize(("edition", "code"), [("2026:99", 1), ("23", 2), ("2026:x", 2)])
@pytest.mark.parametrize("command", ["verify-picture", "publish-picture"])
def test_an_edition_that_is_not_there_is_told(run: Run, command: str, edition: str, code: int) -> None:
    told = run(command, edition)
    assert told.exit_code == code
    assert "Error" in told.output
    assert "Traceback" not in told.output


def test_two_processes_and_a_button_at_once_make_one_edition(backend: Backend, settings: Settings, tmp_path) -> None:
    settings = replace(settings, database_url=backend.fresh())
    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.extensions["database"].writing() as session:
        make_town(session)
        make_incident(session, when=Interval(DURING), at=Town.in_west)
        token = open_session(session, make_user(session), browser="", hours=1, now=datetime.now(UTC))

    def press() -> int:
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["token"] = token
        return client.post("/pictures/build", data={"period": "2026-10-26"}).status_code

    def command(number: int) -> int:
        arguments = ["build-picture", "--period", "2026-10-26", "--out", str(tmp_path / str(number))]
        # Drawing for all takes longer than building.
        arguments += ["--audience", "allman"]
        env = {"PATH": os.environ["PATH"], "DATABASE_URL": settings.database_url, "INSTANCE_DIR": str(tmp_path)}
        return subprocess.run([sys.executable, "-m", "flask", *arguments], cwd=ROOT, env=env, check=False).returncode

    with ThreadPoolExecutor(3) as pool:
        pressed, *commands = pool.submit(press), pool.submit(command, 1), pool.submit(command, 2)
        assert (pressed.result(), [one.result() for one in commands]) == (302, [0, 0])
    database = connect(settings.database_url)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Picture)) == 1
    for engine in (database.engine, app.extensions["database"].engine):
        engine.dispose()
    assert {path.name for path in (tmp_path / "1").iterdir()} == {path.name for path in (tmp_path / "2").iterdir()}


def test_a_fortnight_of_nothing_is_built_when_it_is_asked_for_and_can_be_removed(run: Run, session, tmp_path) -> None:
    asked = ("build-picture", "--period", "2020-01-21", "--out", tmp_path, "--audience", "allman")
    told = run(*asked)
    assert (told.exit_code, "Add --empty to build it all the same." in told.output) == (1, True)
    assert session.scalars(select(Picture)).all() == []
    assert run(*asked, "--empty").exit_code == 0
    asked_back = run("remove-picture", "2020:2")
    assert (asked_back.exit_code, "Remove it?" in asked_back.output) == (1, True)
    assert session.scalars(select(Picture)).one()
    assert run("remove-picture", "2020:2", "--yes").output == "2020:2 is removed.\n"
    assert session.scalars(select(Picture)).all() == []


def test_a_published_edition_is_not_removed(run: Run, session: Session, settings: Settings) -> None:
    publish(session, build(session, settings), parts=[])
    for sure in ([], ["--yes"]):
        told = run("remove-picture", "2026:23", *sure)
        assert (told.exit_code, "is published and cannot be changed" in told.output) == (1, True)
        assert "Remove it?" not in told.output
    assert session.scalars(select(Picture)).one()


def test_a_withdrawn_editions_documents_are_written_only_when_asked_for(run: Run, session, settings, tmp_path) -> None:
    edition = publish(session, build(session, settings))
    withdraw_picture(session, edition, "Fel.", edition.cutoff, make_user(session))
    asked = ("build-picture", "--period", "2026-10-26", "--out", tmp_path / "out")
    told = run(*asked)
    assert (told.exit_code, "2026:23 is withdrawn" in told.output) == (1, True)
    assert not (tmp_path / "out").exists()
    assert run(*asked, "--withdrawn").exit_code == 0
    assert {path.stem.rpartition("-")[2] for path in (tmp_path / "out").iterdir()} == {"tillbakadragen"}


def test_a_withdrawn_edition_is_replaced_when_asked_for(run: Run, session, settings, tmp_path) -> None:
    edition = publish(session, build(session, settings), parts=[])
    asked = ("build-picture", "--period", "2026-10-26", "--audience", "allman", "--out", tmp_path / "out")
    refused = run(*asked, "--replace")
    assert (refused.exit_code, "2026:23 is published and not withdrawn" in refused.output) == (1, True)
    withdraw_picture(session, edition, "Fel.", edition.cutoff, make_user(session))
    told = run(*asked, "--replace").output.splitlines()
    assert told[0] == "2026:23-2 replaces 2026:23, which is withdrawn."
    assert {path.stem for path in (tmp_path / "out").iterdir()} == {"lagesbild-2026-23-rev-2-allman"}
    first, second = run("list-pictures").output.splitlines()
    assert first.startswith("2026:23-2 2026-10-26 2026-11-08 draft")
    assert first.endswith(" - replaces 2026:23")
    assert second.endswith(" replaced by 2026:23-2 (draft)")
    told = run("verify-picture", "2026:23").output
    assert "2026:23 is withdrawn, replaced by 2026:23-2 (draft)" in told
    assert run("remove-picture", "2026:23-2", "--yes").output == "2026:23-2 is removed.\n"
    assert run("verify-picture", "2026:23:2:1").exit_code == 2
