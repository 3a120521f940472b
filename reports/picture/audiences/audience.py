"""The three audiences of an edition, and what of its numbers and texts each of them gets.

What an audience may not have is taken out here, before anything is composed or drawn: no format can leak it.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from enum import StrEnum

from reports.picture.audiences.suppression import LEAST, Position, positions_to_hide
from reports.picture.drawings.worth import figure_of
from reports.picture.record import HIDDEN, Cell, Comparison, Picture, SourceRow, Verdict
from reports.picture.remarks import Assessment, Remarks
from reports.picture.wording.summary import draft_summary


class Audience(StrEnum):
    """Those who prepare the edition and meet over it; the steering group, which reads two pages; everybody."""

    INTERN = "intern"
    STYRGRUPP = "styrgrupp"
    ALLMAN = "allman"


def for_audience(picture: Picture, remarks: Remarks, audience: Audience) -> tuple[Picture, Remarks]:
    """The numbers and texts of an edition that an audience gets; hidden numbers are None.

    The steering group gets what was picked for it. The public gets no number that is 1 or 2, and none by which such a
    one could be worked out, not even by a member who knows all of one district; no place smaller than a district, no
    hours, no histories, and of what people have written only what is written to it.
    """
    match audience:
        case Audience.INTERN:
            return picture, remarks
        case Audience.STYRGRUPP:
            return _picked(picture, remarks.for_steering), _picked_remarks(remarks)
        case Audience.ALLMAN:
            shown = public_picture(picture)
            return shown, _public_remarks(remarks, _hidden_changes(picture, shown))


def corrections_for(remarks: Remarks, audience: Audience) -> tuple[str, ...]:
    """What an edition tells an audience of corrections in earlier ones: the public nothing, as those tell numbers that
    may be hidden from it, and the steering group all or nothing, as was picked.
    """
    is_told = audience is Audience.INTERN or (audience is Audience.STYRGRUPP and "corrections" in remarks.for_steering)
    return remarks.corrections if is_told else ()


def _picked(picture: Picture, picks: tuple[str, ...]) -> Picture:
    return replace(
        picture,
        places=picture.places if "places" in picks else (),
        hours=picture.hours[:1] if "hours" in picks else (),
        half_year=picture.half_year if "half_year" in picks else None,
        sources=picture.silent_sources,
        unplaced=(),
        source_cells=(),
        maps={},
        charts={key: svg for key, svg in picture.charts.items() if figure_of(key) in picks},
    )


def _picked_remarks(remarks: Remarks) -> Remarks:
    picks = remarks.for_steering
    return replace(
        remarks,
        comments={key: text for key, text in remarks.comments.items() if f"comment:{key}" in picks},
        events=tuple(event for number, event in enumerate(remarks.events) if f"event:{number}" in picks),
        child_perspective=remarks.child_perspective if "child_perspective" in picks else "",
        feedback=remarks.feedback if "feedback" in picks else "",
        corrections=corrections_for(remarks, Audience.STYRGRUPP),
    )


def _public_remarks(remarks: Remarks, hidden: Collection[str]) -> Remarks:
    """Whoever writes to the public is told that it is public; the rest was written for those who meet."""
    told = tuple(found for one in remarks.assessments for found in _public(one, remarks.public_reasons, hidden))
    return Remarks(summary=remarks.said_to_everybody, assessments=told)


def _public(one: Assessment, reasons: dict[str, str] | None, hidden: Collection[str]) -> list[Assessment]:
    """A step with its reason in words for everybody, and none without: a bare colour says more than anybody knows."""
    if reasons is None:  # published before there were such reasons: as its documents have it
        return [replace(one, reason="", by="", disagrees=False)]
    reason = reasons.get(one.district, "")
    disagrees = None if one.district in hidden else one.disagrees
    return [replace(one, reason=reason, by="", disagrees=disagrees)] if reason else []


def _hidden_changes(whole: Picture, public: Picture) -> frozenset[str]:
    """The districts where a clear change is hidden: whether a step agrees with that would tell of the number."""
    pairs = zip(whole.cells, public.cells, strict=True)
    totals = zip(whole.district_totals, public.district_totals, strict=True)
    return frozenset(one.district or "" for one, shown in (*pairs, *totals) if one.is_change and shown.is_hidden)


def public_picture(picture: Picture) -> Picture:
    """An edition's numbers as the public gets them, with a summary drafted anew from just these."""
    districts = len(picture.districts)
    hidden = positions_to_hide(_counts(picture), unprinted=(districts,), knowable=range(districts))
    shown = _with_public_cells(picture, hidden)
    public = replace(
        shown,
        without_district=None if (districts, len(picture.categories)) in hidden else shown.without_district,
        sources=tuple(_public_source(row) for row in picture.sources if (row.reports.now or 0) >= LEAST),
        districts=tuple(replace(label, drawn=0, outside_projected=None) for label in picture.districts),
        places=(),
        unplaced=(),
        unplaced_total=None,
        source_cells=(),
        hours=(),
        half_year=None,
        maps={},
        small_maps={},
        charts={},
    )
    return replace(public, summary=draft_summary(public))


def _counts(picture: Picture) -> list[list[int]]:
    """A row per district, and one for incidents whose district is unknown, which is not printed but follows."""
    rows = [[cell.counted for cell in picture.cells_of(label.key)] for label in picture.districts]
    known = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(picture.categories)
    return [*rows, [cell.counted - number for cell, number in zip(picture.category_totals, known, strict=True)]]


def _with_public_cells(picture: Picture, hidden: frozenset[Position]) -> Picture:
    told = {row.name for row in picture.sources if (row.reports.now or 0) >= LEAST}

    def public(cell: Cell, row: int, column: int) -> Cell:
        driver = cell.driven_by if cell.driven_by is None or cell.driven_by in told else ""
        comparison = HIDDEN if (row, column) in hidden else _public_comparison(cell.comparison)
        return Cell(cell.district, cell.category, comparison, driven_by=None if comparison.is_hidden else driver)

    last_row, last_column = len(picture.districts) + 1, len(picture.categories)
    cells: Iterable[Cell] = (
        public(cell, row, column)
        for row, label in enumerate(picture.districts)
        for column, cell in enumerate(picture.cells_of(label.key))
    )
    return replace(
        picture,
        total=public(picture.total, last_row, last_column),
        district_totals=tuple(public(cell, row, last_column) for row, cell in enumerate(picture.district_totals)),
        category_totals=tuple(public(cell, last_row, column) for column, cell in enumerate(picture.category_totals)),
        cells=tuple(cells),
    )


def _public_comparison(comparison: Comparison) -> Comparison:
    """Without the history, and without the range where that would tell how few they were before."""
    is_few = comparison.verdict is Verdict.TOO_FEW
    return Comparison(
        comparison.now,
        low=None if is_few else comparison.low,
        high=None if is_few else comparison.high,
        verdict=comparison.verdict,
        model=comparison.model,
    )


def _public_source(row: SourceRow) -> SourceRow:
    return replace(row, reports=_public_comparison(row.reports), incidents_now=None)
