"""The map at a meeting: all slides in one page, which needs no network once it is open."""

from dataclasses import replace
from datetime import date
from typing import Any

from babel.dates import get_day_names
from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from app import context
from app.access import READERS, allow
from app.background.in_use import OwnFile, background_in_use
from app.background.on_map import map_background
from app.formatting import local_today
from app.i18n import language
from app.incidents.choices import choices_for, filter_of
from app.maps.queries import ground
from app.maps.views import MapView
from app.maps.wording import mark_words
from app.meeting_mode.queries import meeting, names
from app.meeting_mode.sections import slides
from reports.picture.periods import Period
from reports.picture.record import Comparison
from reports.picture.wording.words import interval

bp = Blueprint("meeting_mode", __name__)


@bp.get("/meeting")
@allow(*READERS)
def index() -> str:
    """The filter is the map's; of it all but the words and the statuses is told on the first slide."""
    session, user, today = context.session(), context.signed_in_user(), local_today()
    choices = choices_for(session, user)
    view = MapView.from_args(request.args, filter_of(request.args, today, choices).on_page(1))
    shown = meeting(session, user, view, today, choices)
    return render_template(
        "meeting_mode/index.html",
        meeting=shown,
        slides=list(slides(shown)),
        view=view,
        told=replace(view.filter, words="", statuses=()),
        choices=choices,
        outlines=ground.outlines(session, today),
        origins=ground.boundary_origins(session),
        names=names(session),
        background=_background(),
        day_names=get_day_names("wide", locale=language()),
        short_days=get_day_names("abbreviated", locale=language()),
        words=_words(),
    )


@bp.app_template_global()
def fortnight_at_meeting(start: date) -> dict[str, str]:
    """This page's arguments for the fortnight of an edition."""
    return {"from": str(start), "to": str(Period(start).last_day)}


@bp.app_template_filter()
def expected_words(comparison: Comparison) -> str:
    """ "3–9"; a dash where nothing is expected as there is nothing to compare with."""
    if comparison.low is None or comparison.high is None:
        return "–"
    return interval(comparison.low, comparison.high, language())


def _background() -> dict[str, Any] | None:
    """A file of ours alone: no service elsewhere learns what a meeting looks at."""
    return map_background() if isinstance(background_in_use(context.settings()), OwnFile) else None


def _words() -> dict[str, Any]:
    """What the page's scripts say."""
    return {
        "at": _("{number} av {total}"),
        "noFullscreen": _("Webbläsaren visar inte helskärm här. Bilderna fungerar ändå; prova tangenten F11."),
        "stay": _("Nätet är borta. Bilderna finns kvar här; lämna dem när nätet är tillbaka."),
        **mark_words(),
    }
