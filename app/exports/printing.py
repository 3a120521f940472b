"""Prints a map: gathers it, draws it at a true scale, says what stands around it, and has it typeset."""

from dataclasses import replace
from typing import Literal

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.beside import drawing
from app.errors import DomainError
from app.exports.asked import Asked
from app.exports.choice_words import title
from app.exports.imprint import Imprint
from app.exports.map_content import MapContent, map_content
from app.exports.printed_words import counts, legend_size, print_words
from app.formatting import local
from app.models import User
from app.pictures.documents import FONTS
from geo.printed_map import Sheet, draw_largest
from reports.printed_map.document import render_picture, render_print
from reports.printed_map.paper import Layout, layouts


class NoGroundError(DomainError):
    """There is no map before there are boundaries."""


def print_map(session: Session, user: User, asked: Asked, imprint: Imprint) -> bytes:
    """A PDF of what is asked for, as this user may see it."""
    content, sheet, laid = draw_map(session, user, asked, imprint)
    words = print_words(content, asked, sheet, imprint, has_table=True)
    return drawing.run(render_print, words, sheet, laid, FONTS, imprint.made_at)


def picture_map(session: Session, user: User, asked: Asked, imprint: Imprint, kind: Literal["svg", "png"]) -> bytes:
    """The sheet with the map, without its table, as "svg" or "png": words as outlines, the same on any machine."""
    content, sheet, laid = draw_map(session, user, asked, imprint)
    words = print_words(content, asked, sheet, imprint, has_table=False)
    return drawing.run(render_picture, words, sheet, laid, FONTS, kind)


def draw_map(session: Session, user: User, asked: Asked, imprint: Imprint) -> tuple[MapContent, Sheet, Layout]:
    """What is asked for, the drawing of it, and the sheet on which that is largest.

    Raises NoGroundError before boundaries are there.
    """
    content = map_content(session, asked, user, local(imprint.made_at).date(), imprint.background)
    if not content.map.districts:
        raise NoGroundError(_("Kartan kan skrivas ut när kommundelarnas gränser har lästs in. Listan finns som fil."))
    drawn = replace(content.map, description=f"{title(asked)}. {counts(content, asked)}.")
    laid = layouts(asked.paper, asked.turn, legend_size(content, asked))
    best, sheet = drawing.run(draw_largest, drawn, [each.room for each in laid], asked.edges())
    return content, sheet, laid[best]
