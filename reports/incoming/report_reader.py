"""Reads a report's text: which passages tell of incidents, and of each one when, where and what."""

from collections.abc import Mapping
from datetime import datetime

from reports.incoming.day_report import ReadsPlaces, read_day_report
from reports.incoming.reading import ReadIncident, Reading


def read_report(text: str, received: datetime, places: ReadsPlaces, category_of: Mapping[str, str]) -> Reading:
    """The incidents that a report tells of, in the order of its text, and what was left out of it.

    `received` (aware) tells the day of its clock times. `category_of` gives a category's code by the police's or
    guards' label, folded (geo.spelling.fold).
    """
    return Reading(tuple(map(ReadIncident, read_day_report(text, received, places, category_of))))
