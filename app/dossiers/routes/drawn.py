"""A dossier's map and its page of paper."""

from urllib.parse import quote

from flask import Response, request

from app import context
from app.access import READERS, allow
from app.dossiers.drawing import draw_document, draw_picture
from app.dossiers.forms import read_typed
from app.dossiers.routes.blueprint import asked_choice, bp, make, map_content, saved_of, texts_of
from app.dossiers.rules import check_texts
from app.formatting import local_today
from geo.drawing.content import DistrictMap
from geo.spelling import fold
from reports.dossier.inputs import Texts

TOLD = "Map-Background"
"""A header of a map's picture: what only the drawing knows of its background, percent-encoded, for the page's text."""


@bp.get("/dossiers/place/map.svg")
@allow(*READERS)
def drawn_map() -> Response:
    made = make(asked_choice(), Texts())
    content = _let_go(map_content(made))
    svg, told = draw_picture(content, made.known.spot.shape, made.background)
    return Response(svg, mimetype="image/svg+xml", headers={TOLD: quote(told)} if told else {})


@bp.get("/dossiers/place.pdf")
@allow(*READERS)
def document() -> Response:
    """With the texts of the saved one that is asked for, else as they are drafted."""
    return _document(texts_of(saved_of(asked_choice())))


@bp.post("/dossiers/place.pdf")
@allow(*READERS)
@context.only_reads
def document_as_typed() -> Response:
    """With what stands in the boxes, saved or not. Raises DossierError as `check_texts`."""
    texts = read_typed(request.form).texts
    check_texts(texts)
    return _document(texts)


def _document(texts: Texts) -> Response:
    choice = asked_choice()
    made = make(choice, texts)
    content = draw_document(made.sheet, _let_go(map_content(made)), made.known.spot.shape, made.background)
    name = "-".join(fold(made.known.name).split())[:60] or "plats"
    safe = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign == "-"))
    # What may be sent on must not be taken for what is internal, nor overwrite it.
    shared = "-for-delning" if choice.for_sharing else ""
    shown = f'inline; filename="platsunderlag-{safe}-{local_today()}{shared}.pdf"'
    return Response(content, mimetype="application/pdf", headers={"Content-Disposition": shown})


def _let_go(content: DistrictMap) -> DistrictMap:
    """All is read: the database's connection is another's while this is drawn."""
    context.session().commit()
    return content
