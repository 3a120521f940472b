"""What the pages of an edition call things, from the same words as its documents."""

import re
from datetime import date
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.i18n import language
from app.models import AssessmentLevel, PictureStatus, ReturnedWhy
from reports.picture.audiences.audience import Audience
from reports.picture.drawings.levels import level_swatch
from reports.picture.periods import Period
from reports.picture.record import Cell, Picture
from reports.picture.remarks import Assessment
from reports.picture.wording.words import SIGNS, VERDICTS, period_words

RANGE = re.compile(r"\d+(?:[\u00a0,.]\d+)*–\d+(?:[\u00a0,.]\d+)*")
"""As `reports.picture.wording.words.interval` writes one, in either language."""


def format_name(kind: str) -> str:
    names = {"pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel", "json": "JSON"}
    return names.get(kind, kind)


def period(value: Period) -> str:
    """ "26 oktober–8 november 2026, v. 44–45"."""
    return period_words(value, language())


def fortnight(start: date) -> str:
    """The same of the fortnight that begins on a Monday."""
    return period(Period(start))


def verdict(cell: Cell, language: str) -> str:
    """ "▲ tydlig ökning": sign and word, so that colour never carries the meaning alone."""
    return f"{SIGNS[cell.judged]} {VERDICTS[language][cell.judged]}"


def unbroken(words: str) -> Markup:
    """ "väntat 30–50" with each range on one line: a browser may else begin a line after the dash."""
    return Markup(RANGE.sub(r'<span class="nowrap">\g<0></span>', str(escape(words))))  # noqa: S704 - escaped here


def picture_status(status: PictureStatus) -> str:
    names = {
        PictureStatus.DRAFT: _("Utkast"),
        PictureStatus.REVIEWED: _("Granskad"),
        PictureStatus.PUBLISHED: _("Publicerad"),
        PictureStatus.WITHDRAWN: _("Tillbakadragen"),
    }
    return str(names[status])


def returned_why(why: ReturnedWhy) -> str:
    """Why a reviewed edition is a draft again."""
    names = {
        ReturnedWhy.DATA: _("Lägesbilden är ett utkast igen: uppgifterna ändrades efter granskningen."),
        ReturnedWhy.TEXTS: _("Lägesbilden är ett utkast igen: det som står i den ändrades efter granskningen."),
        ReturnedWhy.ASKED: _("Lägesbilden är ett utkast igen: granskningen togs tillbaka."),
    }
    return str(names[why])


def swatch(level: AssessmentLevel | Assessment) -> Markup:
    """A step's colour and pattern; its word has to stand beside it."""
    return Markup(level_swatch(level.colour, level.pattern))  # noqa: S704 - drawn by us, what is configured is escaped


def audience(value: Audience, may_prepare: bool) -> str:
    """The name of a version; those who prepare the edition see how others see it."""
    if may_prepare:
        names = {
            Audience.INTERN: _("Samordningsgruppen"),
            Audience.STYRGRUPP: _("Så ser styrgruppen den"),
            Audience.ALLMAN: _("Så ser allmänheten den"),
        }
        return str(names[value])
    names = {
        Audience.INTERN: _("Samordningsgruppen"),
        Audience.STYRGRUPP: _("Styrgruppen"),
        Audience.ALLMAN: _("Allmän version"),
    }
    return str(names[value])


def words_of(picture: Picture) -> dict[str, Any]:
    """The names of an edition's categories by their code: it speaks the language it was made in, whoever reads it."""
    return {"labels": {label.code: label for label in picture.categories}}


def init_app(app: Flask) -> None:
    for maker in (period, fortnight, verdict, picture_status, returned_why, swatch, audience, format_name, unbroken):
        app.jinja_env.filters[maker.__name__] = maker
