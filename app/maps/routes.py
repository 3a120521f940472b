"""Pages of maps."""

from flask import Blueprint

bp = Blueprint("maps", __name__)
