"""An edition as JSON: the numbers and texts of one audience, for other systems to read."""

import orjson

from reports.picture.record import Picture
from reports.picture.remarks import Remarks


def render_data(picture: Picture, remarks: Remarks) -> bytes:
    """`picture` and `remarks` as the audience gets them (`for_audience`); the same ones always give the same bytes."""
    return orjson.dumps({"picture": picture, "remarks": remarks}, option=orjson.OPT_SORT_KEYS)
