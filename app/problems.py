"""What goes wrong, told to a program: problem documents (RFC 9457) instead of pages."""

from collections.abc import Mapping
from http import HTTPStatus

import orjson
from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

MEDIA_TYPE = "application/problem+json"
PASSED_ON = ("WWW-Authenticate", "Retry-After", "Allow")


def is_for_a_program() -> bool:
    """Whether a program asks, rather than a browser: it gets what went wrong as JSON."""
    return request.path.startswith("/api/") and request.path != "/api/docs"


def problem(status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """`detail` is a sentence for the person who minds that program; without it, what the status usually means."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or _usual(status),
    }
    given = {name: value for name, value in (headers or {}).items() if name in PASSED_ON}
    return Response(orjson.dumps(told), status, given, content_type=MEDIA_TYPE)


def _usual(status: int) -> str:
    known = {
        400: _("Anropet går inte att tyda. Inget är sparat."),
        401: _(
            "Nyckeln saknas, är fel eller indragen. Skicka huvudet Authorization: Bearer och nyckeln. Inget är sparat."
        ),
        403: _("Organisationen rapporterar inte längre hit. Tala med kommunens samordnare. Inget är sparat."),
        404: _("Det finns inget sådant här, eller så är det någon annans."),
        405: _("Så kan adressen inte användas. Se /api/docs."),
        413: _("Rapporten är för stor. Dela den. Inget är sparat."),
        415: _("Skicka application/json eller text/plain. Inget är sparat."),
        429: _("För många anrop. Vänta så länge som Retry-After säger och skicka igen. Inget är sparat."),
        500: _(
            "Något gick fel hos oss. Inget är sparat. Skicka igen om en stund; samma rapport sparas aldrig två gånger."
        ),
    }
    return str(known.get(status, known[400]))
