"""Commands of `.venv/bin/flask`: features bring their own, the schema's are here."""

import click
from flask import Flask
from flask.cli import with_appcontext

from app import context, schema
from app.accounts import cli as accounts
from app.background import cli as background
from app.boundaries import cli as boundaries
from app.intake import cli as intake
from app.intake import read_reports
from app.pictures import cli as pictures
from app.place_files import cli as place_files


def init_app(app: Flask) -> None:
    app.cli.command("migrate")(with_appcontext(migrate))
    app.cli.command("write-migration")(click.argument("what")(with_appcontext(write_migration)))
    accounts.init_app(app)
    intake.init_app(app)
    read_reports.init_app(app)
    pictures.init_app(app)
    boundaries.init_app(app)
    place_files.init_app(app)
    background.init_app(app)


def migrate() -> None:
    """Bring the database to the newest schema."""
    schema.upgrade(context.database())


def write_migration(what: str) -> None:
    """Write a migration from the database's tables to the models', for a person to read and mend."""
    schema.write_migration(context.database(), what)
