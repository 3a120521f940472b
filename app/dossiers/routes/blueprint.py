"""The blueprint that the pages of dossiers hang on, and the dossier that an address asks for."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, request
from flask_babel import gettext as _

from app import context
from app.background.in_use import OnPaper, on_paper
from app.dossiers.choice import Choice
from app.dossiers.queries.counting import Reader, counted
from app.dossiers.queries.period import first_period
from app.dossiers.queries.place import Known, known_place, map_of
from app.dossiers.queries.saved import saved_dossier
from app.dossiers.rules import DossierError, may_ask_about
from app.formatting import local_today
from app.i18n import language
from app.models import Dossier
from geo.drawing.content import DistrictMap, MapKind, MapMark
from reports.dossier.inputs import DossierInput, Texts
from reports.dossier.sheet import Sheet

bp = Blueprint("dossiers", __name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier as it is asked for: what the choice means, its numbers, the marks of its map, the page's content.

    `background` is the file of map tiles that its map is drawn on.
    """

    known: Known
    data: DossierInput
    marks: tuple[MapMark, ...]
    sheet: Sheet
    background: OnPaper


def asked_choice() -> Choice:
    """What the address asks for; where it names no days, the period that suits the data."""
    session, user = context.session(), context.signed_in_user()
    return Choice.from_args(request.args, local_today(), lambda today: first_period(session, user, today))


def saved_of(choice: Choice) -> Dossier | None:
    """The saved dossier whose texts are asked for. Raises NoResultFound where there is none for this person."""
    return None if choice.saved is None else saved_dossier(context.session(), choice.saved, context.signed_in_user())


def texts_of(dossier: Dossier | None) -> Texts:
    if dossier is None:
        return Texts()
    return Texts(dossier.why, dossier.sources, dossier.selection, dossier.meaning)


def known_of(choice: Choice) -> Known:
    """Raises DossierError as `known_place`, and for a place that this person may not ask about."""
    user = context.signed_in_user()
    known = known_place(context.session(), choice, user, local_today())
    if not may_ask_about(user, known.spot.districts[0]):
        raise DossierError(_("Platsen ligger utanför dina kommundelar. Välj en plats i någon av dem."))
    return known


def make(choice: Choice, texts: Texts) -> Made:
    """Raises DossierError as `known_of`."""
    # Loaded here alone: it brings the library of statistics, which the web process does without until it is asked.
    from reports.dossier.compose import compose

    known = known_of(choice)
    reader = Reader(context.signed_in_user(), language(), context.municipality().name, datetime.now(UTC))
    data, marks = counted(context.session(), known.spot, known.asked, reader, texts)
    return Made(known, data, marks, compose(data), on_paper(context.settings()))


def map_content(made: Made) -> DistrictMap:
    """Shared outside it has no marks: a single one would show where one incident was."""
    kinds = {one.code: MapKind(one.name, one.mark, one.colour) for one in made.data.categories}
    marks = () if made.sheet.is_shared else made.marks
    return map_of(context.session(), made.known, marks, kinds, made.sheet.map_alt, local_today())
