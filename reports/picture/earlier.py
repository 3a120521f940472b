"""Editions stored before a count kept its history: their numbers in today's shape, and nothing that they did not hold.

Cells, sources and places once were flat and told of the baseline by its sum alone. Published editions are frozen as
they were stored, and must open for as long as they are kept.
"""

from typing import Any

Data = dict[str, Any]
JUDGED = ("now", "expected", "low", "high", "p_value", "verdict")


def as_stored_today(picture: Data) -> Data:
    """A stored picture as today's are stored; one that is already so comes back as it is."""
    if "comparison" in picture.get("total", {"comparison": None}):
        return picture
    cells = {name: [_cell(cell) for cell in picture[name]] for name in ("district_totals", "category_totals", "cells")}
    fortnights = picture["fortnights"]
    sources = [_source(source, fortnights) for source in picture["sources"]]
    places = [_place(place, fortnights) for place in picture["places"]]
    return {**picture, **cells, "total": _cell(picture["total"]), "sources": sources, "places": places}


def _cell(cell: Data) -> Data:
    """The history is one number, the sum: fortnight by fortnight it was not kept."""
    judged = {name: cell[name] for name in JUDGED}
    history = [cell["baseline_total"]] if cell["expected"] is not None else []
    return {
        "district": cell["district"],
        "category": cell["category"],
        "comparison": {**judged, "history": history},
    }


def _source(source: Data, fortnights: int) -> Data:
    history = source["before"][-fortnights:] if fortnights else []
    expected = sum(history) / fortnights if fortnights else None
    reports = {"now": source["now"], "history": history, "expected": expected}
    return {"key": source["name"], "name": source["name"], "kind": source["kind"], "reports": reports}


def _place(place: Data, fortnights: int) -> Data:
    """Twelve months were not counted then: all that is known of is."""
    expected = place["before"] / fortnights if fortnights else None
    history = [place["before"]] if fortnights else []
    comparison = {"now": place["now"], "history": history, "expected": expected}
    year = place["now"] + place["before"]
    return {"name": place["name"], "district": place["district"], "comparison": comparison, "year": year}
