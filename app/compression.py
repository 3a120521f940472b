"""Answers made smaller on their way: text is sent gzipped to those who take it.

What stands beside a secret in a packed page can betray it by its length to a site that makes a signed-in browser ask
again and again (BREACH). Our cookie is SameSite=Lax, so what other sites ask for is answered as to a stranger.
"""

import gzip
from functools import lru_cache

from flask import Flask, request
from werkzeug.wrappers import Response

WORTHWHILE = 1000
"""Bytes below which packing costs more than it saves."""
TEXTUAL = frozenset({"application/json", "application/geo+json", "image/svg+xml", "application/xml"})
LEVEL = 6


def init_app(app: Flask) -> None:
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not _is_textual(response):
        return response
    response.vary.add("Accept-Encoding")
    is_file = request.endpoint == "static"
    if not request.accept_encodings["gzip"] or not _is_whole(response) or (response.is_streamed and not is_file):
        return response
    response.direct_passthrough = False
    plain = response.get_data()
    if len(plain) >= WORTHWHILE:
        response.set_data(_packed_file(plain) if is_file else _packed(plain))
        response.content_encoding = "gzip"
        _weaken(response)
    return response


def _is_textual(response: Response) -> bool:
    kind = response.mimetype or ""
    return kind.startswith("text/") or kind in TEXTUAL


def _is_whole(response: Response) -> bool:
    return request.method != "HEAD" and response.status_code == 200 and not response.content_encoding


def _weaken(response: Response) -> None:
    """The bytes are no longer those that a strong tag promises."""
    tag, is_weak = response.get_etag()
    if tag and not is_weak:
        response.set_etag(tag, weak=True)


def _packed(plain: bytes) -> bytes:
    return gzip.compress(plain, LEVEL, mtime=0)


# Our own few files, whose text seldom changes, need not be packed for every visitor.
_packed_file = lru_cache(maxsize=64)(_packed)
