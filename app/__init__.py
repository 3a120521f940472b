"""The web application: `create_app` puts its parts together."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from app import access, asked_values, cli, compression, context, errors, formatting, i18n, kept_files, security
from app.accounts.routes import bp as accounts
from app.api.routes import bp as api
from app.background import on_map
from app.background.routes import bp as background
from app.boundaries.routes import bp as boundaries
from app.config import Settings
from app.db import Database
from app.dossiers.routes import bp as dossiers
from app.exports.routes import bp as exports
from app.incidents.routes import bp as incidents
from app.intake.routes import bp as intake
from app.lessons.routes import bp as lessons
from app.maps import layer_wording
from app.maps import wording as map_wording
from app.maps.routes import bp as maps
from app.meeting_mode.routes import bp as meeting_mode
from app.pictures import wording as picture_wording
from app.pictures.routes import bp as pictures
from app.place_files.routes import bp as place_files
from app.places.routes import bp as places
from app.review.routes import bp as review
from app.settings.routes import bp as settings_pages
from app.start.routes import bp as start
from app.tiles.routes import bp as tiles
from app.twins.routes import bp as twins
from app.watched.routes import bp as watched

FEATURES = (
    start,
    accounts,
    incidents,
    places,
    intake,
    maps,
    meeting_mode,
    exports,
    tiles,
    watched,
    background,
    dossiers,
    pictures,
    review,
    lessons,
    twins,
    settings_pages,
    boundaries,
    place_files,
    api,
)

LONGEST_FORM = 4 * 1024 * 1024
"""Bytes of the fields of a form without its files: half a million letters of a pasted report, however they are sent."""


class RowNumber(IntegerConverter):
    """A number in an address: one too large to be a row's is no page, rather than an error of the database."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=2**31 - 1)


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    settings = settings or Settings.from_env()
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=settings.cookie_key(),
        MAX_CONTENT_LENGTH=settings.upload_megabytes * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=LONGEST_FORM,
        SESSION_COOKIE_NAME="laget",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.url_map.converters["int"] = RowNumber
    app.extensions["settings"] = settings
    app.extensions["database"] = database or Database(settings.sqlalchemy_url)
    asked_values.init_app(app)
    context.init_app(app)
    i18n.init_app(app)
    # Before access: it reads the whole body, and nobody's slow line may keep a writing session open meanwhile.
    security.init_app(app, settings)
    access.init_app(app)
    formatting.init_app(app)
    compression.init_app(app)
    kept_files.init_app(app)
    picture_wording.init_app(app)
    map_wording.init_app(app)
    layer_wording.init_app(app)
    on_map.init_app(app)
    errors.init_app(app)
    cli.init_app(app)
    for feature in FEATURES:
        app.register_blueprint(feature)
    return app
