"""The blueprint that the pages of incidents hang on, and what their templates call things."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint

from app import context
from app.access import READERS
from app.formatting import local, local_today
from app.i18n import language
from app.incidents.choices import Choices
from app.incidents.filters import IncidentFilter
from app.incidents.rules import is_sensitive, may_change, may_read_text
from app.incidents.sources import telling_organisations
from app.incidents.ways import FilterView, filter_view, period_words
from app.incidents.words import when_words, where_words, word
from app.models import Category, Incident, Role
from app.places.queries import gazetteer
from app.places.words import with_district
from app.privacy import marked
from geo.symbols import SHAPES, shape_path
from reports.incoming.categories.search_words import search_words as words_to_look_for

WRITERS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.REPORTER)
EVERYBODY_BUT_STEERING = (*READERS, Role.REPORTER)
FORTNIGHT = timedelta(days=14)

bp = Blueprint("incidents", __name__)
for rule in (is_sensitive, may_change, may_read_text):
    bp.add_app_template_global(rule)
bp.add_app_template_filter(word)
bp.add_app_template_filter(where_words)
bp.add_app_template_filter(period_words)
bp.add_app_template_filter(telling_organisations)
bp.add_app_template_filter(with_district, "place_label")
bp.add_app_template_filter(marked)


@bp.app_template_global()
def mark_path(category: Category) -> str:
    """The SVG path of a category's mark; a circle for a mark that nobody has drawn."""
    return shape_path(category.mark if category.mark in SHAPES else "circle")


@bp.app_template_filter()
def category_name(category: Category) -> str:
    return category.name(language())


@bp.app_template_filter()
def search_words(category: Category) -> str:
    """The words by which somebody may look for a category, for the script of the box in which it is chosen."""
    return " ".join(words_to_look_for(category.code))


@bp.app_template_filter()
def happened_words(incident: Incident) -> str:
    """ "fredag 20 november kl. 22.15–01.15"."""
    return when_words(incident.when, datetime.now(UTC), language())


@bp.app_template_global()
def view_of(chosen: IncidentFilter, choices: Choices) -> FilterView:
    """All that a page shows of a filter."""
    named = (gazetteer(context.session()).place(id_) for id_ in chosen.places)
    places = {place.id: place.name for place in named if place}
    return filter_view(chosen, choices, local_today(), language(), places)


@bp.app_template_global()
def around(incident: Incident) -> dict[str, str]:
    """The map's arguments for two weeks before and after an incident, at its place if that has a point."""
    day, at = local(incident.occurred_from).date(), None if is_sensitive(incident) else incident.lonlat
    view = {"_anchor": f"map=15/{at.lat:.4f}/{at.lon:.4f}"} if at else {}
    return {"from": str(day - FORTNIGHT), "to": str(day + FORTNIGHT), **view}
