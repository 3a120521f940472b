"""Prints a map: gathers it, draws it at a true scale, says what stands around it, and has it typeset."""

from dataclasses import replace
from typing import Literal

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.beside import drawing
from app.errors import DomainError
from app.exports.asked import Asked
from app.exports.imprint import Imprint
from app.exports.legend_words import legend_size
from app.exports.map_content import MapContent, areas_in_question, chosen_content, map_content
from app.exports.printed_words import counts, print_words, sheet_title
from app.formatting import local
from app.maps.queries.rows import Box
from app.models import User
from app.pictures.documents import FONTS
from geo.paper import PaperRoom
from geo.print_frame import grown, largest
from geo.printed_map import Sheet, draw_printed_map
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
    today = local(imprint.made_at).date()
    shapes = [area.shape for area in areas_in_question(session, asked, user, today)]
    if not shapes:
        raise NoGroundError(_("Kartan kan skrivas ut när kommundelarnas gränser har lästs in. Listan finns som fil."))
    chosen = chosen_content(session, asked, user, today)
    laid = layouts(asked.paper, asked.turn, legend_size(chosen, asked))
    rooms = [each.room for each in laid]
    best = largest(shapes, rooms, asked.edges())
    shown = _grown(asked, rooms[best])
    content = map_content(session, shown, user, today, chosen, imprint.background)
    drawn = replace(content.map, description=f"{sheet_title(asked)}. {counts(content, shown)}.")
    return content, drawing.run(draw_printed_map, drawn, rooms[best], shown.edges()), laid[best]


def _grown(asked: Asked, room: PaperRoom) -> Asked:
    """With all that the sheet has room for around the view, so that it holds the incidents there too."""
    edges = asked.edges()
    return replace(asked, box=Box(*grown(edges, room))) if edges else asked
