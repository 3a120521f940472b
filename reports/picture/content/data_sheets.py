"""An edition's numbers and texts as plain typed tables, for those who want to count on: all that its audience gets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reports.picture.periods import LOCAL_TIME, Period
from reports.picture.record import Cell, Comparison, Picture
from reports.picture.remarks import EarlierAssessments, Remarks, Step
from reports.picture.wording.data_sheets import MODELS, SHEETS
from reports.picture.wording.words import VERDICTS, weekday

Content = str | int | float | date | None
Rows = list[tuple[Content, ...]]


class Kind(StrEnum):
    """How a column's values are written; a hidden number is a word in any of them, and None an empty cell."""

    TEXT = "text"
    COUNT = "count"
    PART = "part"
    SHARE = "share"
    CHANCE = "chance"
    DEGREES = "degrees"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class DataColumn:
    head: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class DataSheet:
    """`key` is the same in every language; `title` is short enough for a sheet's name, `about` says what a row is."""

    key: str
    title: str
    about: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[Content, ...], ...]


def data_sheets(picture: Picture, remarks: Remarks) -> tuple[DataSheet, ...]:
    """`picture` and `remarks` as the audience gets them (`for_audience`); what they do not hold gives no
    sheet, and no column."""
    names = Names(picture)
    found = {**_numbers(names), **_said(names, remarks), "unplaced": _unplaced(names)}
    return tuple(_sheet(names, key, tuple(rows)) for key, rows in found.items() if rows)


def _numbers(names: "Names") -> dict[str, Rows]:
    picture = names.picture
    return {
        "counts": [_counted(names, cell) for cell in _cells(picture)] + _without_district(names),
        "history": _histories(names),
        "places": [
            (one.name, names.district(one.district), *names.compared(one.comparison), one.year)
            for one in picture.places
        ],
        "sources": [(one.name, *names.compared(one.reports), one.incidents_now) for one in picture.sources],
        "source_cells": _source_cells(names),
        "hours": _hours(names),
        "near_repeats": _near_repeats(names),
        "hot_spots": _hot_spots(names),
    }


def _said(names: "Names", remarks: Remarks) -> dict[str, Rows]:
    return {
        "assessments": [
            (names.district(one.district), one.order + 1, one.label, one.reason, one.by,
             one.at.astimezone(LOCAL_TIME).date(), None if one.disagrees is None else names.yes(one.disagrees))
            for one in remarks.assessments
        ],
        "over_time": _over_time(names, remarks),
        "decisions": list(enumerate(remarks.decisions_wanted, 1)),
        "events": [
            (one.start, one.end, names.district(one.district) if one.district else names.words["everywhere"], one.words)
            for one in sorted(remarks.events, key=lambda event: event.start)
        ],
        "texts": _texts(names, remarks),
    }  # fmt: skip


def _over_time(names: "Names", remarks: Remarks) -> Rows:
    """A row per edition, this one first: of each district the step's name, and then of each its place in the scale.

    None where there is nothing before to set it beside: the step of today has a sheet of its own.
    """
    if not remarks.earlier:
        return []
    picture = names.picture
    now = {one.district: Step(one.order, one.label) for one in remarks.assessments}
    editions = (EarlierAssessments(picture.name, picture.period.start, now), *remarks.earlier)
    return [
        (
            one.edition,
            one.start,
            Period(one.start).last_day,
            *(step.label if step else None for step in _steps(picture, one)),
            *(step.order + 1 if step else None for step in _steps(picture, one)),
        )
        for one in editions
    ]


def _steps(picture: Picture, edition: EarlierAssessments) -> list[Step | None]:
    return [edition.steps.get(label.key) for label in picture.districts]


def _unplaced(names: "Names") -> Rows:
    return [
        (one.incident_id, one.when, names.category(one.category), names.district(one.district), one.words)
        for one in names.picture.unplaced
    ]


class Names:
    """What things are called in the edition's own language."""

    def __init__(self, picture: Picture) -> None:
        self.picture, self.language = picture, picture.language
        self.words = SHEETS[picture.language]["words"]
        self._districts = {label.key: label.name for label in picture.districts}
        self._categories = {label.code: label for label in picture.categories}

    def district(self, key: str | None) -> str:
        return self._districts.get(key or "", self.words["unknown"])

    def category(self, code: str) -> str:
        return self._categories[code].name if code in self._categories else code

    def follows_police(self, code: str | None) -> str:
        return self.yes(bool(code and code in self._categories and self._categories[code].enforcement))

    def yes(self, is_so: bool) -> str:
        return self.words["yes" if is_so else "no"]

    def number(self, comparison: Comparison) -> Content:
        return self.words["hidden"] if comparison.is_hidden else comparison.now

    def compared(self, found: Comparison) -> tuple[Content, ...]:
        """Number, mean, range, whether outside it, verdict, p-value, model, fortnights."""
        verdict = VERDICTS[self.language][found.verdict] if found.verdict else None
        has_range = found.now is not None and found.low is not None and found.high is not None
        is_outside = has_range and not (found.low or 0) <= (found.now or 0) <= (found.high or 0)
        return (
            self.number(found),
            found.expected,
            found.low,
            found.high,
            self.yes(is_outside) if has_range else None,
            verdict,
            found.p_value,
            MODELS[self.language][found.model] if found.p_value is not None else None,
            len(found.history) or None,
        )


def columns(key: str, language: str) -> tuple[DataColumn, ...]:
    """The columns of a sheet whose heads are known beforehand."""
    heads = SHEETS[language][key]["heads"]
    parts = (part.rsplit(":", 1) for part in heads.split("|"))
    return tuple(DataColumn(head, Kind(kind)) for head, kind in parts)


def _sheet(names: Names, key: str, rows: tuple[tuple[Content, ...], ...]) -> DataSheet:
    words, made = SHEETS[names.language][key], columns(key, names.language)
    if key == "history":
        made += tuple(DataColumn(head, Kind.COUNT) for head in _fortnights(names.picture))
    if key == "over_time":
        labels = names.picture.districts
        made += tuple(DataColumn(label.name, Kind.TEXT) for label in labels)
        made += tuple(DataColumn(f"{label.name}, {names.words['step']}", Kind.COUNT) for label in labels)
    if key == "hours":
        made += tuple(DataColumn(f"{hour:02}–{hour + 1:02}", Kind.PART) for hour in range(24))
    filled = [at for at in range(len(made)) if any(row[at] not in (None, "") for row in rows)]
    kept = tuple(tuple(row[at] for at in filled) for row in rows)
    return DataSheet(key, words["title"], words["about"], tuple(made[at] for at in filled), kept)


def _cells(picture: Picture) -> tuple[Cell, ...]:
    return (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells)


def _where(names: Names, cell: Cell) -> tuple[Content, Content, Content]:
    """The level, so that sums are not counted twice; the district; the category."""
    words = names.words
    level = "cell" if cell.district and cell.category else "district" if cell.district else "category"
    if cell.district is None and cell.category is None:
        level = "total"
    district = names.district(cell.district) if cell.district else words["whole"]
    return words[level], district, names.category(cell.category) if cell.category else words["all"]


def _counted(names: Names, cell: Cell) -> tuple[Content, ...]:
    year = cell.last_year
    has_year = year is not None and bool(year.history)
    return (
        *_where(names, cell),
        *names.compared(cell.comparison),
        _share(names.picture, cell),
        year.history[-1] if year and has_year else None,
        VERDICTS[names.language][year.verdict] if year and has_year and year.verdict else None,
        cell.driven_by if cell.driven_by is None else cell.driven_by or names.words["one_source"],
        names.follows_police(cell.category),
    )


def _share(picture: Picture, cell: Cell) -> float | None:
    """Of the incidents of its district, or of all; None where either number is not shown."""
    totals = {total.district: total.now for total in picture.district_totals} | {None: picture.total.now}
    whole = totals.get(cell.district if cell.category else None)
    return None if cell.now is None or not whole else cell.now / whole


def _without_district(names: Names) -> Rows:
    number, words = names.picture.without_district, names.words
    if not number:
        return []
    return [(words["district"], words["unknown"], words["all"], number, *[None] * 12, words["no"])]


def _fortnights(picture: Picture) -> list[str]:
    """The first day of each fortnight that anything was compared with, and of the period itself."""
    longest = max(len(cell.history) for cell in _cells(picture))
    return [period.start.isoformat() for period in (*picture.period.before(longest), picture.period)]


def _histories(names: Names) -> Rows:
    cells = _cells(names.picture)
    longest = max(len(cell.history) for cell in cells)
    if not longest:
        return []
    return [
        (*_where(names, cell), *[None] * (longest - len(cell.history)), *cell.history, names.number(cell.comparison))
        for cell in cells
    ]


def _source_cells(names: Names) -> Rows:
    sources = {row.key: row.name for row in names.picture.sources}
    return [
        (sources.get(one.source, one.source), names.district(one.district), names.category(one.category), one.now,
         one.before)
        for one in names.picture.source_cells
    ]  # fmt: skip


def _hours(names: Names) -> Rows:
    return [
        (
            names.district(grid.district) if grid.district else names.words["whole"],
            weekday(day, names.language).capitalize(),
            *(round(number, 2) for number in row),
        )
        for grid in names.picture.hours
        for day, row in enumerate(grid.now)
    ]


def _near_repeats(names: Names) -> Rows:
    found = names.picture.half_year
    return [
        (names.category(one.category), one.metres, one.days, one.pairs, one.expected, one.p_value,
         names.yes(one.is_clear))
        for one in (found.near_repeat if found else ())
    ]  # fmt: skip


def _hot_spots(names: Names) -> Rows:
    found = names.picture.half_year
    spots = found.hot_spots if found else ()
    return [(names.district(one.district), one.lat, one.lon, one.number, one.around) for one in spots]


def _texts(names: Names, remarks: Remarks) -> Rows:
    words = names.words

    def said(part: str, texts: Iterable[str], district: str = "") -> Rows:
        return [(words[part], district, text) for text in texts if text.strip()]

    comments = [line for key, text in remarks.comments.items() for line in said("comment", [text], names.district(key))]
    return [
        *said("summary", remarks.summary or names.picture.summary),
        *comments,
        *said("corrected", remarks.corrections),
        *said("children", [remarks.child_perspective]),
        *said("feedback", [remarks.feedback]),
    ]
