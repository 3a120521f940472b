"""The blueprint that the pages of editions hang on, and who may see what of them."""

from flask import Blueprint, abort

from app import context
from app.models import Picture, PictureStatus, Role
from app.pictures import queries

bp = Blueprint("pictures", __name__)
PREPARING = (Role.COORDINATOR, Role.ADMINISTRATOR)


def may_prepare() -> bool:
    """Whether the signed-in user makes editions; others read what is published."""
    return context.signed_in_user().role in PREPARING


def readable_edition(year: int, number: int) -> Picture:
    """An edition that the signed-in user may read; a 404 for any other."""
    found = queries.edition(context.session(), year, number)
    if not may_prepare() and found.status != PictureStatus.PUBLISHED:
        abort(404)
    return found
