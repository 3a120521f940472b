"""Commands of `.venv/bin/flask`: features bring their own, the schema's are here."""

from flask import Flask
from flask.cli import with_appcontext

from app import context, schema


def init_app(app: Flask) -> None:
    app.cli.command("migrate")(with_appcontext(migrate))


def migrate() -> None:
    """Bring the database to the newest schema."""
    schema.upgrade(context.database())
