"""Commands that lay a background under the map, and tell which is in use."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import gettext as _

from app import context
from app.background import words
from app.background.in_use import background_in_use
from app.background.installing import checked_file, install
from app.errors import DomainError
from app.formatting import local_today
from app.places.queries import area_index
from geo.tile_files import TileFileError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def init_app(app: Flask) -> None:
    app.cli.command("background")(with_appcontext(tell))
    app.cli.command("install-background")(with_appcontext(install_file))


def tell() -> None:
    """Tell what lies under the map."""
    found = background_in_use(context.settings())
    click.echo(words.title(found))
    for line in words.facts(found):
        click.echo(f"  {line}")
    _warn(words.warnings(found))


@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only tell what the file holds.")
def install_file(file: Path, dry_run: bool) -> None:
    """Lay FILE (PMTiles, version 3) under the map; docs/background.md tells where to get one."""
    settings = context.settings()
    target = settings.background_path
    with _plain_words():
        with context.database().session(may_write=False) as session:
            areas = [area.shape for area in area_index(session, local_today()).areas]
        found = checked_file(file, areas)
        for line in words.file_facts(found):
            click.echo(line)
        if not areas:
            click.echo(_("Kommunens gränser är inte inlästa, så det är inte prövat att filen täcker den."))
        _warn(words.lack_words(found, settings.background_attribution or found.attribution))
        if dry_run:
            click.echo(_("Inget är ändrat: det här var ett prov. Kör utan --dry-run för att lägga in filen."))
            return
        install(file, target)
    click.echo(_("Filen ligger nu i %(path)s, och kartan visar den. Ingen omstart behövs.", path=target))
    if settings.background_url:
        _warn([_("BACKGROUND_URL är satt, så kartan visar tjänsten och inte filen. Ta bort den inställningen.")])


def _warn(lines: list[str]) -> None:
    for line in lines:
        click.echo(_("Obs: %(line)s", line=line))


@contextmanager
def _plain_words() -> Iterator[None]:
    """What may go wrong, in a sentence instead of a trace."""
    try:
        yield
    except (TileFileError, DomainError, OSError) as error:
        raise click.ClickException(f"{words.fault_words(error)}\n{_('Inget är ändrat.')}") from None
