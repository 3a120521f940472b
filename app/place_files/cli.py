"""The command that reads places and addresses from a file."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import DBAPIError

from app import context
from app.formatting import number
from app.place_files.rules import PlaceFileError
from app.place_files.runs import How, Tally, import_places
from app.place_files.words import file_fault
from geo.files import MapFileError
from geo.files.columns import Field

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def init_app(app: Flask) -> None:
    app.cli.command("import-places")(with_appcontext(read_places))


@click.argument("file", type=FILE)
@click.option("--source", default="", help="Where it is from; the file's name unless said. The same one is updated.")
@click.option("--column", "told", multiple=True, help=f"What a column holds, as street=GATA: {', '.join(Field)}.")
@click.option("--layer", default="", help="Layer of a GeoPackage that has several.")
@click.option("--crs", default="", help="Coordinate system, such as EPSG:3006, of a map file that does not say it.")
@click.option("--bad-rows", type=click.Path(dir_okay=False, path_type=Path), help="Where the bad rows are written.")
@click.option("--dry-run", is_flag=True, help="Only tell what the file holds.")
def read_places(
    file: Path, source: str, told: tuple[str, ...], layer: str, crs: str, bad_rows: Path | None, dry_run: bool
) -> None:
    """Read places and addresses from FILE: GTFS, a table, or a map file; docs/places.md tells what it may hold."""
    columns = {word: heading for word, _equals, heading in (one.partition("=") for one in told)}
    how = How((source or file.stem)[:60], columns, crs, layer, is_kept=not dry_run)
    out = bad_rows or file.with_suffix(".felrader.csv")
    tally = Tally()
    with _plain_words(tally), context.database().session(may_write=how.is_kept) as session:
        for _step in _told_on_the_way(import_places(session, file, how, out, tally)):
            session.commit()
    for words in _told(tally, is_kept=not dry_run):
        click.echo(words)
    if tally.bad:
        click.echo(_("%(fault)s Alla felrader står i %(file)s.", fault=tally.first_fault, file=out))
    if dry_run:
        click.echo(_("Inget är ändrat: det här var ett prov. Kör utan --dry-run för att läsa in."))


def _told_on_the_way(run: Iterator[Tally]) -> Iterator[Tally]:
    """Each step; at a terminal, tell how far it has come."""
    told = time.monotonic()
    for tally in run:
        if sys.stderr.isatty() and time.monotonic() > told + 1:
            told = time.monotonic()
            click.echo(f"\r\x1b[K{_rows(tally)}", nl=False, err=True)
        yield tally
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def _told(tally: Tally, *, is_kept: bool) -> Iterator[str]:
    yield _rows(tally)
    if tally.addresses:
        yield _("Adresser i kommunen: %(number)s", number=number(tally.addresses))
        if is_kept:
            facts = {"added": number(tally.added), "streets": number(tally.streets)}
            yield _("  varav nya %(added)s; gator %(streets)s", **facts)
    if tally.places:
        yield _("Platser i kommunen: %(number)s", number=number(tally.places))
        if is_kept:
            facts = {"new": number(tally.new), "changed": number(tally.changed)}
            yield _("  varav nya %(new)s, ändrade %(changed)s", **facts)
    if tally.outside:
        yield _("Utanför kommunen, inte inlästa: %(number)s", number=number(tally.outside))
    if tally.bad:
        yield _("Går inte att läsa: %(number)s", number=number(tally.bad))


def _rows(tally: Tally) -> str:
    return str(ngettext("%(count)s rad läst", "%(count)s rader lästa", tally.rows, count=number(tally.rows)))


@contextmanager
def _plain_words(tally: Tally) -> Iterator[None]:
    """What may go wrong, in a sentence instead of a trace, and what of the file is there by then."""
    try:
        yield
    except (MapFileError, PlaceFileError, DBAPIError, OSError) as error:
        raise click.ClickException(f"{_fault(error)}\n{_left(tally)}") from None


def _fault(error: Exception) -> str:
    if isinstance(error, MapFileError):
        return file_fault(error)
    if isinstance(error, DBAPIError):
        return str(_("Databasen svarar inte som den ska: %(why)s", why=error.orig))
    return str(error)


def _left(tally: Tally) -> str:
    if not tally.kept:
        return str(_("Inget är ändrat."))
    return str(
        _("Adresser som hann läsas in ligger kvar. Kör samma kommando igen när felet är avhjälpt; inget blir dubbelt.")
    )
