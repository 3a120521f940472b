"""Commands that read files in: the police's notices, and tables of incidents."""

import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app import context
from app.errors import DomainError
from app.i18n import language
from app.incidents.words import WORDS, when_words
from app.intake.runs import How, import_notices, import_rows
from app.intake.tally import NO_DISTRICT, Example, Outcome, Tally
from app.intake.words import bad_rows_words, outcome_words, outcomes_words, state_words, unknown_types_words
from app.models import Category, District, IncidentStatus
from app.privacy import masked_words
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval
from reports.incoming.errors import ReadingError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
STATUS = click.Choice([IncidentStatus.CONFIRMED.value, IncidentStatus.DRAFT.value])


def init_app(app: Flask) -> None:
    app.cli.command("import-polisen")(with_appcontext(import_polisen))
    app.cli.command("import-csv")(with_appcontext(import_csv))


@click.argument("file", type=FILE)
@click.option("--municipality", default="", help='Another municipality than this one, or "all".')
@click.option("--all", "everywhere", is_flag=True, help="The same as --municipality all.")
@click.option("--status", type=STATUS, default=IncidentStatus.CONFIRMED.value, help="Status of the new incidents.")
def import_polisen(file: Path, municipality: str, everywhere: bool, status: str) -> None:
    """Read the police's public notices from FILE: JSON or JSON lines, gzipped or not.

    A notice that is here already is not added again; one whose text has changed changes its incident.
    """
    how = How(keep=True, status=IncidentStatus(status), language=language())
    with _plain_words(), file.open("rb") as opened:
        run = import_notices(context.database(), opened, how, "all" if everywhere else municipality)
        tally = _followed(run)
    _tell(tally)


@click.argument("file", type=FILE)
@click.option("--commit", is_flag=True, help="Read the good rows in; without it nothing is changed.")
@click.option("--source", default="", help="Organisation (key) that reports the rows which name none.")
@click.option("--status", type=STATUS, default=IncidentStatus.CONFIRMED.value, help="Status of the new incidents.")
@click.option("--bad-rows", type=click.Path(dir_okay=False, path_type=Path), help="Where the bad rows are written.")
def import_csv(file: Path, commit: bool, source: str, status: str, bad_rows: Path | None) -> None:
    """Read incidents from the table FILE; docs/csv-import.md tells what it may hold.

    Without --commit it only tells what it would do.
    """
    out = _free(bad_rows or file.with_suffix(".felrader.csv")) if commit or bad_rows else None
    how = How(keep=commit, status=IncidentStatus(status), language=language())
    reasons: list[str] = []
    with _plain_words(), file.open("rb") as opened:
        tally = _followed(_heard(import_rows(context.database(), opened, file.name, how, source, out), reasons))
    if not commit:
        click.echo(_("Inget är inläst än. Så här blir det med --commit:"))
    _tell(tally)
    if commit and reasons:
        click.echo(bad_rows_words(tally.outcomes, reasons[0], str(out)))


def _free(path: Path) -> Path:
    """The path, or one beside it: somebody may be mending the bad rows of last time."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def _heard(run: Iterable[Tally], reasons: list[str]) -> Iterator[Tally]:
    """The run, while the first reason is kept."""
    for tally in run:
        reasons += [fault.reason for fault in tally.faults[: not reasons]]
        yield tally


def _followed(run: Iterable[Tally]) -> Tally:
    """Go through a run: each bad row is told, and at a terminal how far it has come."""
    tally, told = Tally(), time.monotonic()
    for tally in run:
        for fault in tally.faults:
            click.echo(fault.reason)
        if sys.stderr.isatty() and time.monotonic() > told + 1:
            told = time.monotonic()
            click.echo(f"\r\x1b[K{state_words(vars(tally))}", nl=False, err=True)
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    return tally


@contextmanager
def _plain_words() -> Iterator[None]:
    """What may go wrong, in a sentence instead of a trace."""
    again = _(
        "Det som hann läsas in ligger kvar. Kör samma kommando igen när felet är avhjälpt; inget läses in två gånger."
    )
    try:
        yield
    except ReadingError as error:
        raise click.ClickException(error.in_words(language())) from None
    except DomainError as error:
        raise click.ClickException(str(error)) from None
    except DBAPIError as error:
        words = _("Databasen svarar inte som den ska: %(why)s", why=error.orig)
        raise click.ClickException(f"{words}\n{again}") from None
    except OSError as error:
        raise click.ClickException(f"{error}\n{again}") from None


def _tell(tally: Tally) -> None:
    for words in outcomes_words(tally.outcomes):
        click.echo(f"  {words}")
    if not tally.outcomes:
        click.echo(f"  {outcome_words(Outcome.NEW, 0)}")
    with context.database().reading() as session:
        categories = {category.code: category.name(language()) for category in session.scalars(select(Category))}
        districts = {district.key: district.name for district in session.scalars(select(District))}
    districts[NO_DISTRICT] = _("ingen kommundel")
    precisions = {precision.value: str(words) for precision, words in WORDS[LocationPrecision].items()}
    _tell_counts(_("Kategori"), tally.categories, categories)
    _tell_counts(_("Kommundel"), tally.districts, districts)
    _tell_counts(_("Plats"), tally.precisions, precisions)
    _tell_counts(_("Källa"), tally.organisations, {})
    if words := unknown_types_words(tally.unknown_types):
        click.echo(words)
    if words := masked_words(tally.masked):
        click.echo(words)
    for example in tally.first:
        _tell_example(example, categories, districts)


def _tell_counts(heading: str, counts: Mapping[str, int], names: Mapping[str, str]) -> None:
    if counts:
        named = sorted((-many, names.get(key, key)) for key, many in counts.items())
        click.echo(f"{heading}: " + ", ".join(f"{name} {-many}" for many, name in named))


def _tell_example(example: Example, categories: Mapping[str, str], districts: Mapping[str, str]) -> None:
    when = when_words(Interval(example.start, example.end), datetime.now(UTC), language())
    click.echo(f"  {when} · {categories[example.category]} · {example.where(districts)}")
