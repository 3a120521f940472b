"""What the columns of a table are called on screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

COLUMN_WORDS: dict[str, LazyString] = {
    "date": _l("Datum (gärna med tid)"),
    "time": _l("Klockslag"),
    "end": _l("Slut"),
    "category": _l("Kategori"),
    "place": _l("Plats"),
    "lat": _l("Latitud"),
    "lon": _l("Longitud"),
    "district": _l("Kommundel"),
    "text": _l("Beskrivning"),
    "source": _l("Källa"),
    "certainty": _l("Säkerhet"),
    "quantity": _l("Antal"),
    "id": _l("Avsändarens nummer"),
    "case": _l("Ärendenummer"),
}
