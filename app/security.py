"""HTTP security: content policy with a nonce per answer, cross-site request forgery, other headers."""

import secrets

from flask import Flask, g, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from app.config import Settings

csrf = CSRFProtect()

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
}


def csp_nonce() -> str:
    """The nonce of this answer's scripts and styles."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def allow_images_from(origin: str) -> None:
    """Let this answer's page show images of one other server, as https://host."""
    g.images_from = origin


def init_app(app: Flask, settings: Settings) -> None:
    csrf.init_app(app)
    app.after_request(_add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    nonce = csp_nonce()
    images = ["'self'", "data:", *([g.images_from] if "images_from" in g else [])]
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; connect-src 'self'; "
        f"font-src 'self'; img-src {' '.join(images)}; manifest-src 'self'; "
        f"script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'"
    )
    if request.endpoint != "static":
        # What is shown depends on who looks, so no shared cache may keep it.
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response
