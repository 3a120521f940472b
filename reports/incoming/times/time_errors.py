"""What can be wrong with a time in words."""

from collections.abc import Mapping
from typing import ClassVar

from reports.incoming.errors import ReadingError


class UnknownTimeError(ReadingError):
    """The words tell no time that can be known. `details` always holds `words`, as they were written."""

    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "not_understood": (
            "Tiden ”{words}” går inte att tyda. Skriv till exempel 22.15, igår kväll eller 18 nov 22.15.",
            "The time “{words}” cannot be read. Write for example 22:15, yesterday evening or 18 Nov 22:15.",
        ),
        "no_such_clock": ("Klockslaget ”{words}” finns inte.", "There is no clock time “{words}”."),
        "no_such_date": ("Datumet ”{words}” finns inte.", "There is no date “{words}”."),
        "wrong_weekday": (
            "Veckodag och datum går inte ihop i ”{words}”.",
            "Weekday and date do not agree in “{words}”.",
        ),
        "wrong_part_of_day": (
            "Klockslag och tid på dygnet går inte ihop i ”{words}”.",
            "Clock time and part of the day do not agree in “{words}”.",
        ),
        "ends_before_start": ("Slutet ligger före början i ”{words}”.", "The end is before the start in “{words}”."),
    }
