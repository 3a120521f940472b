"""`python -m seed`: from nothing to a database with a demo, its newest picture and a link to sign in by."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import schema
from app.accounts.actions import first_link
from app.config import Settings, SettingsError
from app.db import Database, DatabaseError
from app.models import Incident, Municipality, Picture
from app.pictures.documents import draw_documents
from app.pictures.due import build_due_pictures
from app.pictures.queries.archive import newest_edition
from app.pictures.queries.written import written
from reports.picture.audiences.audience import Audience
from reports.picture.documents.formats import Format
from seed.demo_reports import log_demo_reports
from seed.demo_weeks import has_demo, seed_demo
from seed.tables import UnknownMunicipalityError, seed_tables


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did, for the lines it prints."""

    municipality: str
    incidents: int
    is_demo: bool
    edition: str
    document: Path
    link: str | None


def main() -> None:
    try:
        settings = Settings.from_env()
        done = prepare(settings, Database(settings.sqlalchemy_url))
    except (SettingsError, DatabaseError, UnknownMunicipalityError) as error:
        sys.exit(f"{error}")
    print(f"{done.municipality}: {done.incidents} händelser i databasen{', påhittade' if done.is_demo else ''}.")
    print(f"Lägesbild {done.edition} finns som PDF: {done.document}")
    address = f"http://{settings.bind_host}:{settings.port}"
    if done.link:
        print(f"Skapa administratörens konto (länken gäller en gång): {address}/welcome/{done.link}")
    else:
        print(f"Logga in: {address}")


def prepare(settings: Settings, database: Database) -> Done:
    """Each step is harmless to repeat, so a start that was interrupted is mended by the next."""
    schema.upgrade(database)
    now = datetime.now(UTC)
    with database.writing() as session:
        seed_tables(session, settings.municipality)
    with database.writing() as session:
        if settings.demo and seed_demo(session, settings.picture_first_monday, now):
            log_demo_reports(session, now)
    build_due_pictures(database, settings)  # cut off now, after the demo's incidents were entered
    with database.writing() as session:
        edition = newest_edition(session)
        assert edition is not None
        return Done(
            municipality=session.scalars(select(Municipality.name)).one(),
            incidents=session.scalars(select(func.count()).select_from(Incident)).one(),
            is_demo=has_demo(session),
            edition=edition.edition,
            document=_write_document(session, edition, settings.instance_dir),
            link=first_link(session),
        )


def _write_document(session: Session, edition: Picture, instance: Path) -> Path:
    folder = instance / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"lagesbild-{edition.year}-{edition.number:02}.pdf"
    part = (Audience.INTERN, Format.PDF)
    path.write_bytes(draw_documents(edition.record, written(session, edition), [part], is_draft=True)[part])
    return path


if __name__ == "__main__":
    main()
