"""The start page, *Idag*, and the sign of life."""

from flask import Blueprint, render_template

from app import context
from app.access import public, signed_in

bp = Blueprint("start", __name__)


@bp.get("/")
@signed_in
def today() -> str:
    return render_template("start/today.html", user=context.signed_in_user())


@bp.get("/healthz")
@public
def health() -> dict[str, str]:
    """For supervisors: answers only when the process serves."""
    return {"status": "ok"}
