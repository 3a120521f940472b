"""The blueprint that the pages of intake hang on, and the words that their templates use."""

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint

from app.i18n import language
from app.incidents.words import when_words
from app.intake import words
from app.intake.tally import Example
from app.models import Category
from app.privacy import masked_words, number_with_masks
from reports.incoming.drafts import Interval

bp = Blueprint("intake", __name__)
for maker in (words.outcomes_words, words.bad_rows_words, words.unknown_types_words, words.state_words):
    bp.add_app_template_global(maker)
for worded in (words.report_title, words.kind_words, words.came_by, words.way_words):
    bp.add_app_template_filter(worded)
bp.add_app_template_global(words.waiting_words)
bp.add_app_template_filter(masked_words)
bp.add_app_template_filter(number_with_masks)


@bp.app_template_filter()
def example_when(example: Example) -> str:
    return when_words(Interval(example.start, example.end), datetime.now(UTC), language())


@bp.app_template_filter()
def counted(counts: Mapping[str, int], names: Mapping[str, str | Category] | None = None) -> list[tuple[str, int]]:
    """What was counted, by name, the most frequent first; a name that is not given is the key itself."""
    named = [(_name((names or {}).get(key, key)), many) for key, many in counts.items()]
    return sorted(named, key=lambda row: (-row[1], row[0]))


def _name(named: str | Category) -> str:
    return named.name(language()) if isinstance(named, Category) else named
