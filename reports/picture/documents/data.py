"""An edition as JSON: the numbers and texts of one audience, for other systems to read (see docs/picture-json.md)."""

import orjson

from reports.picture.content.blocks import Document
from reports.picture.record import Picture
from reports.picture.remarks import Remarks

VERSION = 1
"""Of the shape: raised when a name is taken away or changes its meaning, not when one is added."""


def render_data(document: Document, picture: Picture, remarks: Remarks) -> bytes:
    """`picture` and `remarks` as the audience gets them (`for_audience`); the same ones always give the same bytes."""
    facts = {
        "version": VERSION,
        "name": document.edition,
        "municipality": document.municipality,
        "period": document.period,
        "audience": document.audience,
        "language": document.language,
        "cutoff": document.made_at,
        "fingerprint": document.fingerprint,
        "status": document.status,
    }
    said = orjson.loads(orjson.dumps(remarks))
    for assessment in said["assessments"]:
        if assessment["disagrees"] is None:  # not told is not the same as no
            del assessment["disagrees"]
    return orjson.dumps({"edition": facts, "picture": picture, "remarks": said}, option=orjson.OPT_SORT_KEYS)
