"""The blueprint that the map's pages hang on."""

from flask import Blueprint

bp = Blueprint("maps", __name__)
