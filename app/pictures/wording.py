"""What the pages of an edition call things, from the same words as its documents."""

from typing import Any

from flask import Flask
from flask_babel import gettext as _

from app.i18n import language
from app.models import PictureStatus
from reports.picture.drawings.maps import map_alt
from reports.picture.periods import Period
from reports.picture.record import Cell, Picture
from reports.picture.wording.words import SIGNS, VERDICTS, WORDS, incidents, method_words, period_words


def period(value: Period) -> str:
    """ "26 oktober–8 november 2026, v. 44–45"."""
    return period_words(value, language())


def verdict(cell: Cell, language: str) -> str:
    """ "▲ tydlig ökning": sign and word, so that colour never carries the meaning alone."""
    return f"{SIGNS[cell.judged]} {VERDICTS[language][cell.judged]}"


def picture_status(status: PictureStatus) -> str:
    names = {
        PictureStatus.DRAFT: _("Utkast"),
        PictureStatus.REVIEWED: _("Granskad"),
        PictureStatus.PUBLISHED: _("Publicerad"),
    }
    return str(names[status])


def words_of(picture: Picture) -> dict[str, Any]:
    """An edition speaks the language it was made in, whoever reads it."""
    return {
        "words": WORDS[picture.language],
        "labels": {label.code: label for label in picture.categories},
        "enforced": {label.code for label in picture.categories if label.enforcement},
        "district_names": {label.key: label.name for label in picture.districts},
        "incidents": lambda count: incidents(count, picture.language),
        "map_alt": lambda district: map_alt(picture, district),
        "method": method_words(picture),
    }


def init_app(app: Flask) -> None:
    for maker in (period, verdict, picture_status):
        app.jinja_env.filters[maker.__name__] = maker
