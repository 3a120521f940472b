"""Commands that read boundaries of districts from a file, and undo it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import NoResultFound

from app import context
from app.boundaries import actions
from app.boundaries.drawing import preview_of
from app.boundaries.rules import BoundaryError, Wish
from app.boundaries.words import file_fault_words, moves_words, remarks
from app.formatting import local_today
from app.models import BoundaryImport
from app.places.queries import districts
from geo.files import MapFileError, read_areas

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def init_app(app: Flask) -> None:
    app.cli.command("import-districts")(with_appcontext(import_districts))
    app.cli.command("undo-districts")(with_appcontext(undo_districts))


@click.argument("file", type=FILE)
@click.option("--valid-from", type=click.DateTime(["%Y-%m-%d"]), help="Day from which they hold; today unless said.")
@click.option("--key-field", default="", help="Column with the districts' keys.")
@click.option("--name-field", default="", help="Column with their names.")
@click.option("--layer", default="", help="Layer of a GeoPackage that has several.")
@click.option("--crs", default="", help="Coordinate system, such as EPSG:3006, of a file that does not say it.")
@click.option("--preview", type=click.Path(dir_okay=False, path_type=Path), help="Where the map is drawn (SVG).")
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
def import_districts(
    file: Path,
    valid_from: datetime | None,
    key_field: str,
    name_field: str,
    layer: str,
    crs: str,
    preview: Path | None,
    dry_run: bool,
) -> None:
    """Read new boundaries of the districts from FILE; docs/boundaries.md tells what it may hold."""
    today = local_today()
    wish = Wish(valid_from.date() if valid_from else today, key_field, name_field, layer, crs)
    with _plain_words():
        read = read_areas(file, crs, layer)
    with _plain_words(), context.database().session(may_write=True) as session:
        tried = actions.try_file(session, read, file.name, wish, None, today)
        drawn = preview_of(session, tried, today)
        if not dry_run:
            actions.apply(session, tried.id, None, today)
        names = {district.key: district.name for district in districts(session)}
        _tell(tried, names | {key: name for key, name, _wkb in tried.areas})
        out = preview or file.with_suffix(".granser.svg")
        out.write_text(drawn, encoding="utf-8")
        click.echo(_("Karta: %(file)s", file=out))
        if dry_run:
            session.rollback()
            click.echo(_("Inget är ändrat: det här var ett prov. Kör utan --dry-run för att läsa in."))
            return
        session.commit()
        number = str(tried.id)
        click.echo(_("Gränserna gäller nu. Ångra med: flask undo-districts %(number)s", number=number))


@click.argument("number", type=int)
def undo_districts(number: int) -> None:
    """Take back the boundaries that import NUMBER brought: all is as it was before."""
    with _plain_words(), context.database().writing() as session:
        moved = actions.undo(session, number, None, local_today())
    click.echo(
        ngettext(
            "Gränserna är som förut. %(num)s händelse bytte tillbaka.",
            "Gränserna är som förut. %(num)s händelser bytte tillbaka.",
            moved,
        )
    )


def _tell(found: BoundaryImport, names: dict[str, str]) -> None:
    look = _("Obs!")
    for remark in remarks(found):
        click.echo(f"{look} {remark.words}" if remark.is_warning else remark.words)
    for words in moves_words(found.moves, names, is_done=found.applied_at is not None):
        click.echo(words)


@contextmanager
def _plain_words() -> Iterator[None]:
    """What may go wrong, in a sentence instead of a trace."""
    try:
        yield
    except MapFileError as error:
        raise click.ClickException(file_fault_words(error)) from None
    except BoundaryError as error:
        raise click.ClickException(str(error)) from None
    except NoResultFound:
        raise click.ClickException(_("Det finns ingen inläsning med det numret.")) from None
    except OSError as error:
        nothing_changed = _("Inget är ändrat.")
        raise click.ClickException(f"{error}. {nothing_changed}") from None
