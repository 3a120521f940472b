"""Languages: Swedish is written in the code, English comes from translations/en."""

from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.support import Translations
from flask import Flask, request
from flask_babel import Babel, get_locale

from app import context

LANGUAGES = ("sv", "en")


def language() -> str:
    """The language of this request: sv or en."""
    return "en" if str(get_locale()).startswith("en") else "sv"


@cache
def catalogue(language: str) -> NullTranslations:
    """The texts of a language, for what is said to somebody outside a request."""
    return Translations.load(Path(__file__).parent / "translations", [language])


def init_app(app: Flask) -> None:
    Babel(app, locale_selector=_chosen_language, default_timezone="Europe/Stockholm")
    app.jinja_env.globals["language"] = language


def _chosen_language() -> str:
    asked = request.args.get("lang") if request else None
    if asked in LANGUAGES:
        return asked
    user = context.user()
    if user is not None and user.language in LANGUAGES:
        return str(user.language)
    cookie = request.cookies.get("language") if request else None
    return cookie if cookie in LANGUAGES else context.settings().default_language
