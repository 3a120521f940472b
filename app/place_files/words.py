"""What is wrong with a file of places, in words."""

from flask_babel import gettext as _

from app.boundaries.words import fault_words
from app.formatting import number
from geo.files import MapFileError


def file_fault(error: MapFileError) -> str:
    """What is wrong with a map file, and how to mend it."""
    if error.code == "too_large":
        sizes = {name: number(round(error.details[name] / 1e6)) for name in ("size", "most")}
        return str(_("Filen är på %(size)s MB, högst %(most)s MB går. Dela den i flera.", **sizes))
    return fault_words(error)
