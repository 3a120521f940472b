"""Commands of `.venv/bin/flask`: features bring their own, the schema's are here."""

from flask import Flask
from flask.cli import with_appcontext

from app import context, schema
from app.accounts import cli as accounts


def init_app(app: Flask) -> None:
    app.cli.command("migrate")(with_appcontext(migrate))
    accounts.init_app(app)


def migrate() -> None:
    """Bring the database to the newest schema."""
    schema.upgrade(context.database())
