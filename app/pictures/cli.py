"""Commands for editions: build and write their documents, list, publish and verify them."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app import context
from app.config import Settings
from app.db import Database
from app.errors import DomainError
from app.formatting import local_today
from app.models import Municipality, Picture, PictureStatus
from app.pictures.actions.deciding import Drawn, check_ready, publish_picture, review_picture
from app.pictures.actions.keeping import keep_edition, remove_draft
from app.pictures.building import Edition, build_edition
from app.pictures.documents import FONTS, document_name, draw_documents
from app.pictures.freezing import faults, printed_signs
from app.pictures.freshness import Seen, looked_at
from app.pictures.queries import archive
from app.pictures.queries.before_publishing import before_publishing
from app.pictures.queries.written import written
from app.pictures.rules import EARLIEST, check_may_change
from reports.picture.audiences.audience import Audience
from reports.picture.documents.drawing import EVERY_PART, drawing_ahead
from reports.picture.periods import Period, newest_closed_period, period_of

Name = tuple[int, int, int]
"""Of an edition: year, number, revision."""


class EditionName(click.ParamType[Name]):
    """ "2026:23" or "2026-23"; what replaces a withdrawn edition is "2026:23-2"."""

    name = "edition"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Name:
        parts = str(value).replace(":", "-").split("-")
        if len(parts) not in (2, 3) or not all(part.isascii() and part.isdecimal() for part in parts):
            self.fail(f"{value} is no edition: write it as 2026:23, and a replacement as 2026:23-2", param, ctx)
        year, number, revision = (*map(int, parts), 1)[:3]
        return year, number, revision


def init_app(app: Flask) -> None:
    for command in (build_picture, list_pictures, publish_picture_, remove_picture, verify_picture):
        app.cli.command(command.__name__.strip("_").replace("_", "-"))(with_appcontext(_in_english(command)))


def _in_english(command: Callable[..., None]) -> Callable[..., None]:
    """Commands speak English, also where they tell what a page would have refused; editions keep their language."""

    @wraps(command)
    def speak(*arguments: Any, **named: Any) -> None:
        with force_locale("en"):
            command(*arguments, **named)

    return speak


@click.option("--period", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="A day of the fortnight.")
@click.option(
    "--out", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to write."
)
@click.option("--audience", type=click.Choice([one.value for one in Audience]), help="Only what these get.")
@click.option("--empty", "may_be_empty", is_flag=True, help="Build it though it has neither incidents nor reports.")
@click.option("--withdrawn", "may_be_withdrawn", is_flag=True, help="Write the documents of a withdrawn one too.")
@click.option("--replace", "replaces", is_flag=True, help="Build what replaces a withdrawn one.")
def build_picture(
    day: datetime, folder: Path, audience: str | None, may_be_empty: bool, may_be_withdrawn: bool, replaces: bool
) -> None:
    """Build the edition of the fortnight that holds a day, and write its documents; a published one as it was."""
    period, settings = _closed_period(day.date(), context.settings()), context.settings()
    _check_wanted(context.database(), period, may_be_empty, may_be_withdrawn, replaces)
    _make_folder(folder)
    built = _documents(context.database(), settings, period, audience, replaces)
    if built.replaced:
        click.echo(f"{built.picture.reference} replaces {built.replaced}, which is withdrawn.")
    for (readers, kind), content in built.documents.items():
        if audience in (None, readers):
            name = document_name(*built.numbers, readers, kind, built.is_withdrawn, built.picture.revision)
            click.echo(_write(folder / name, content))


def list_pictures() -> None:
    """Print each edition: number, first and last day, state, cut-off of the data, and the hash of a published one.

    Behind it stands, where one replaces another, which.
    """
    with context.database().reading() as session:
        for one in archive.editions(session):
            days = f"{one.period_start} {Period(one.period_start).last_day}"
            facts = f"{one.reference} {days} {one.status} {one.cutoff:%Y-%m-%dT%H:%MZ} {one.sha256 or '-'}"
            click.echo(facts + _standing(session, one))


def _standing(session: Session, edition: Picture) -> str:
    """What an edition replaces, and what replaces it, in words; empty for most."""
    before, after = archive.replaced_one(session, edition), archive.replaced_by(session, edition)
    told = [f"replaces {before.reference}"] if before else []
    told += [f"replaced by {after.reference} ({after.status})"] if after else []
    return f" {', '.join(told)}" if told else ""


@click.argument("edition", type=EditionName())
@click.option("--reviewed", is_flag=True, help="You have read it: it need not be marked as reviewed before.")
@click.option("--as-is", is_flag=True, help="Publish it though something is missing or disagrees.")
def publish_picture_(edition: Name, reviewed: bool, as_is: bool) -> None:
    """Draw all documents of EDITION, such as 2026:23, and freeze it."""
    now = datetime.now(UTC)
    try:
        with _looked_at(edition) as seen, context.database().writing() as session:
            picture = _edition(session, edition)
            if reviewed:
                review_picture(session, picture, now, None, seen)
            check_ready(session, picture, now, seen)
            if not as_is:
                _require_whole(session, picture)
            record, remarks = picture.record, written(session, picture)
        drawn = Drawn(record, remarks, draw_documents(record, remarks))
        with _looked_at(edition) as seen, context.database().writing() as session:
            picture = _edition(session, edition)
            publish_picture(session, picture, drawn, now, None, seen)
            click.echo(f"{picture.reference} is published: {picture.sha256}{_standing(session, picture)}")
    except DomainError as error:
        raise click.ClickException(str(error)) from None


def _looked_at(edition: Name) -> AbstractContextManager[Seen | None]:
    """Its data are read while other writers are let on."""
    with context.database().reading() as session:
        return looked_at(context.database(), _edition(session, edition).id)


def _require_whole(session: Session, picture: Picture) -> None:
    """The command asks what the page asks."""
    if found := before_publishing(session, picture).objections:
        told = "\n".join(f"  {words}" for words in found)
        advice = "Nothing is published. Write it on the edition's page, or publish it as it is with --as-is."
        raise click.ClickException(f"{picture.edition} is not whole:\n{told}\n{advice}")


@click.argument("edition", type=EditionName())
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")
def remove_picture(edition: Name, is_sure: bool) -> None:
    """Remove the draft EDITION, such as one of a fortnight without data; a published one stays."""
    try:
        with context.database().reading() as session:
            check_may_change(_edition(session, edition))
        is_sure or click.confirm("Its texts and assessments go with it. Remove it?", abort=True)
        with context.database().writing() as session:
            picture = _edition(session, edition)
            remove_draft(session, picture, by=None)
            click.echo(f"{picture.reference} is removed.")
    except DomainError as error:
        raise click.ClickException(str(error)) from None


@click.argument("edition", type=EditionName())
def verify_picture(edition: Name) -> None:
    """Work the hash of a published EDITION out anew; exits with 1 where anything is not as it was published."""
    with context.database().reading() as session:
        picture = _edition(session, edition)
        if not picture.status.is_frozen:
            raise click.ClickException(f"{picture.reference} is not published: there is nothing to verify yet.")
        wrong = faults(picture)
        signs = {} if wrong else printed_signs(picture)
        standing = _standing(session, picture)
        is_withdrawn = picture.status is PictureStatus.WITHDRAWN
    if wrong:
        raise click.ClickException(
            f"{picture.reference} is NOT as it was published. Changed, added or lost: {', '.join(wrong)}. "
            "Take the edition from a backup of before, and find out who could write to the database."
        )
    click.echo(f"{picture.reference} is as it was published: {picture.sha256}")
    if is_withdrawn or standing:
        told = [*["is withdrawn"] * is_withdrawn, *[standing.strip()] * bool(standing)]
        click.echo(f"{picture.reference} {', '.join(told)}")
    for readers, printed in signs.items():
        click.echo(f"{readers}: documents print {printed}")


def _closed_period(day: date, settings: Settings) -> Period:
    newest = newest_closed_period(local_today(), settings.picture_first_monday)
    if day < EARLIEST:
        raise click.BadParameter(f"{day} is too long ago: the first day is {EARLIEST}.", param_hint="--period")
    asked = period_of(day, settings.picture_first_monday)
    if asked > newest:
        told = f"The fortnight {asked.start} to {asked.last_day} has not ended."
        raise click.BadParameter(f"{told} The newest that has is that of {newest.start}.", param_hint="--period")
    return asked


def _check_wanted(
    database: Database, period: Period, may_be_empty: bool, may_be_withdrawn: bool, replaces: bool
) -> None:
    """Refuse a withdrawn edition, and a period of nothing, unless it is asked for; and to replace a published one."""
    with database.reading() as session:
        found = archive.newest_of(session, period)
        if replaces and found and found.status is PictureStatus.PUBLISHED:
            raise click.ClickException(f"{found.reference} is published and not withdrawn. Nothing is replaced.")
        if found and found.status is PictureStatus.WITHDRAWN and not (may_be_withdrawn or replaces):
            raise click.ClickException(
                f"{found.reference} is withdrawn, and nothing replaces it. Nothing is written. Add --replace to build "
                "what replaces it, or --withdrawn to get its documents as they were published."
            )
        is_seeded = session.scalar(select(Municipality.id)) is not None
        if is_seeded and not (found or may_be_empty or archive.has_data(session, period)):
            raise click.ClickException(
                f"There is neither a confirmed incident nor a report of {period.start} to {period.last_day}. "
                "Nothing is built. Add --empty to build it all the same."
            )


@dataclass(frozen=True, slots=True)
class Built:
    """An edition as it is written out: its documents by audience and format, and the one that it replaces, if any."""

    picture: Picture
    documents: Mapping[tuple[str, str], bytes]
    replaced: str = ""

    @property
    def numbers(self) -> tuple[int, int]:
        return self.picture.year, self.picture.number

    @property
    def is_withdrawn(self) -> bool:
        return self.picture.status is PictureStatus.WITHDRAWN


def _documents(database: Database, settings: Settings, period: Period, audience: str | None, replaces: bool) -> Built:
    """Drawn now for those who get them, or all as they were published; `replaces`: of a withdrawn one what replaces it
    is built."""
    with ExitStack() as meanwhile:
        with database.snapshot() as session:
            if session.scalar(select(Municipality.id)) is None:
                raise click.ClickException("The database is empty: run python -m seed first.")
            found = archive.newest_of(session, period)
            is_replaced = replaces and found is not None and found.status is PictureStatus.WITHDRAWN
            if found and found.status.is_frozen and not is_replaced:
                return Built(found, {(one.audience, one.format): one.content for one in found.documents})
            ahead = [meanwhile.enter_context(drawing_ahead(FONTS))] if audience is None else []
            edition = build_edition(session, settings, period, datetime.now(UTC), *ahead)
        return _kept_and_drawn(database, edition, audience)


def _kept_and_drawn(database: Database, edition: Edition, audience: str | None) -> Built:
    try:
        with database.writing() as session:
            picture = keep_edition(session, edition, by=None)
            record, remarks = picture.record, written(session, picture)
            replaced = archive.replaced_one(session, picture)
    except DomainError as error:
        raise click.ClickException(str(error)) from None
    drawn = draw_documents(record, remarks, [part for part in EVERY_PART if audience in (None, part[0])], is_draft=True)
    documents = {(str(part[0]), str(part[1])): content for part, content in drawn.items()}
    return Built(picture, documents, replaced.reference if replaced else "")


def _make_folder(folder: Path) -> None:
    """Before anything is built: a folder that cannot be used is told at once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"The folder {folder} cannot be made: {error.strerror}. Nothing is built.") from None


def _write(path: Path, content: bytes) -> Path:
    """Whole or not at all: the name is given when everything is written."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        return part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise click.ClickException(
            f"{path} cannot be written: {error.strerror}. The edition is kept in the database; "
            "make room or choose another folder, and run the command again."
        ) from None


def _edition(session: Session, edition: Name) -> Picture:
    year, number, revision = edition
    try:
        return archive.edition(session, year, number, revision, to_change=True)
    except NoResultFound:
        named = f"{year}:{number}{f'-{revision}' * (revision > 1)}"
        raise click.ClickException(f"There is no edition {named}. See flask list-pictures.") from None
