"""Pages of pictures."""

from flask import Blueprint

bp = Blueprint("pictures", __name__)
