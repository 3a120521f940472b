"""How a filter looks on a page: what can be chosen, the usual periods, and chips that tell what it asks for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from app.incidents.choices import Choices
from app.incidents.filters import NO_DISTRICT, IncidentFilter, Placing
from app.incidents.hours import hours_words
from app.incidents.words import word
from app.models import IncidentStatus
from geo.points import LocationPrecision


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another filter: what it is called, where it leads, and whether that is where we are."""

    words: str
    filter: IncidentFilter
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes of the filter form that belong together: the URL's argument, its name on screen, values with words."""

    name: str
    words: str
    options: Sequence[tuple[str, str]]
    chosen: Sequence[str]


@dataclass(frozen=True, slots=True)
class FilterView:
    """All that a page shows of a filter."""

    filter: IncidentFilter
    groups: Sequence[Group]
    periods: Sequence[Way]
    chips: Sequence[Way]


def filter_view(
    chosen: IncidentFilter, choices: Choices, today: date, language: str, places: Mapping[int, str]
) -> FilterView:
    """`places` are the names of those that are asked for."""
    return FilterView(
        chosen,
        _groups(chosen, choices, language),
        quick_periods(chosen, today),
        list(chips(chosen, choices, language, places)),
    )


def _groups(chosen: IncidentFilter, choices: Choices, language: str) -> list[Group]:
    """Sub-categories stand among the boxes only where one is asked for: a hundred boxes help nobody."""
    districts = list(choices.districts.items())
    if not choices.is_limited:
        districts.append((NO_DISTRICT, _("okänd kommundel")))
    categories = [
        (category.code, category.name(language))
        for category in choices.categories.values()
        if category.parent_id is None or category.code in chosen.categories
    ]
    groups = [
        Group("district", _("Kommundel"), districts, chosen.districts),
        Group("category", _("Kategori"), categories, chosen.categories),
        Group("source", _("Källa"), list(choices.organisations.items()), chosen.sources),
        Group("precision", _("Platsnoggrannhet"), _worded(LocationPrecision), chosen.precisions),
        Group("placing", _("Karta"), _worded(Placing), chosen.placings),
        Group("status", _("Status"), _worded(IncidentStatus), chosen.statuses),
    ]
    return [group for group in groups if len(group.options) > 1]


def _worded(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, word(value)) for value in kind]


def quick_periods(chosen: IncidentFilter, today: date) -> list[Way]:
    """The same filter over the usual periods up to today."""
    named = [
        (_("14 dagar"), today - timedelta(days=13), today),
        (_("28 dagar"), today - timedelta(days=27), today),
        (_("26 veckor"), today - timedelta(weeks=26) + timedelta(days=1), today),
        (_("i år"), today.replace(month=1, day=1), today),
        (_("allt"), None, None),
    ]
    return [
        Way(words, replace(chosen, start=start, end=end, page=1), (chosen.start, chosen.end) == (start, end))
        for words, start, end in named
    ]


def chips(
    chosen: IncidentFilter, choices: Choices, language: str, places: Mapping[int, str] = MappingProxyType({})
) -> Iterator[Way]:
    """What a filter asks for beside its period, each with the filter that asks for it no longer."""
    districts = {**choices.districts, NO_DISTRICT: _("okänd kommundel")}
    categories = {code: category.name(language) for code, category in choices.categories.items()}
    named = [
        *(("districts", key, districts[key]) for key in chosen.districts),
        *(("categories", code, categories[code]) for code in chosen.categories),
        *(("sources", key, choices.organisations[key]) for key in chosen.sources),
        *(("places", id_, places.get(id_, _("okänd plats"))) for id_ in chosen.places),
        *(("precisions", precision, word(precision)) for precision in chosen.precisions),
        *(("placings", placing, word(placing)) for placing in chosen.placings),
        *(("statuses", status, word(status)) for status in chosen.statuses),
    ]
    for field, value, words in named:
        left: dict[str, Any] = {field: tuple(other for other in getattr(chosen, field) if other != value)}
        yield Way(words, replace(chosen, page=1, **left))
    if chosen.hours:
        yield Way("; ".join(hours_words(chosen.hours, language)), replace(chosen, page=1, hours=()))
    if chosen.words:
        yield Way(f"”{chosen.words}”", replace(chosen, page=1, words=""))


def period_words(chosen: IncidentFilter) -> str:
    """ "24 oktober – 20 november 2026"."""
    start, end = (format_date(moment, "d MMMM y") if moment else None for moment in (chosen.start, chosen.end))
    if start and end:
        return start if start == end else f"{start} – {end}"
    if start:
        return str(_("från %(start)s", start=start))
    return str(_("till och med %(end)s", end=end)) if end else str(_("hela tiden"))
