"""The blueprint that the pages of the review hang on, and what their templates call things."""

from flask import Blueprint

from app.access import allow
from app.incidents.rules import EDITORS
from app.models import Lesson
from app.privacy import REASONS
from app.review import words
from app.review.rules import version_of
from reports.incoming.drafts import Certainty

bp = Blueprint("review", __name__)
reviewers = allow(*EDITORS)
for maker in (
    words.standing,
    words.doubt_words,
    words.left_out_words,
    words.values_of,
    words.shown_of,
    version_of,
    words.quantity_words,
):
    bp.add_app_template_filter(maker)
bp.add_app_template_filter(words.knowable)


@bp.app_template_global()
def certainties() -> tuple[Certainty, ...]:
    return tuple(Certainty)


@bp.app_template_global()
def allow_reasons() -> list[tuple[str, str]]:
    """Why personal data may stand, as value and words."""
    return [(reason.value, str(words)) for reason, words in REASONS.items()]


@bp.app_template_global()
def place_kinds() -> list[tuple[str, str]]:
    """The kinds of place that may be added, as value and words."""
    return [(kind, str(named)) for kind, named in words.KINDS.items()]


@bp.app_template_filter()
def learned_words(lesson: Lesson) -> str:
    return words.learned(lesson)
