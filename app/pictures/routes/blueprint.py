"""The blueprint that the pages of editions hang on, and who may see what of them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Blueprint, abort
from flask.typing import RouteCallable

from app import context
from app.models import Picture, Role
from app.pictures.queries import archive
from reports.picture.audiences.audience import Audience

bp = Blueprint("pictures", __name__)
PREPARING = (Role.COORDINATOR, Role.ADMINISTRATOR)
READING = (*PREPARING, Role.STEERING, Role.AREA_MEMBER)
AUDIENCES = {
    Role.COORDINATOR: (Audience.INTERN, Audience.STYRGRUPP, Audience.ALLMAN),
    Role.ADMINISTRATOR: (Audience.INTERN, Audience.STYRGRUPP, Audience.ALLMAN),
    Role.STEERING: (Audience.STYRGRUPP, Audience.ALLMAN),
    Role.AREA_MEMBER: (Audience.ALLMAN,),
}
"""What each role may read of an edition; the first is what it reads unless it asks for another."""


View = TypeVar("View", bound=RouteCallable)


def at_edition(rest: str = "", methods: Sequence[str] = ("GET",)) -> Callable[[View], View]:
    """The addresses of an edition's page: /pictures/2026-23, of what replaces a withdrawn one /pictures/2026-23-2."""
    first, later = "/pictures/<int:year>-<int:number>", "/pictures/<int:year>-<int:number>-<int:revision>"

    def register(view: View) -> View:
        bp.add_url_rule(first + rest, view_func=view, methods=methods, defaults={"revision": 1})
        bp.add_url_rule(later + rest, view_func=view, methods=methods)
        return view

    return register


def may_prepare() -> bool:
    """Whether the signed-in user makes editions; others read what is published."""
    return context.signed_in_user().role in PREPARING


def audiences() -> tuple[Audience, ...]:
    """The audiences whose content the signed-in user may read, their own first."""
    return AUDIENCES[context.signed_in_user().role]


def readable_edition(year: int, number: int, revision: int = 1) -> Picture:
    """An edition that the signed-in user may know of, withdrawn ones too; a 404 for any other."""
    found = archive.edition(context.session(), year, number, revision)
    if not may_prepare() and not found.status.is_frozen:
        abort(404)
    return found
