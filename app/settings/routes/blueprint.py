"""The blueprint that the pages of settings hang on, and who may change most of them."""

from flask import Blueprint

from app.access import allow
from app.models import Role
from app.settings import words

bp = Blueprint("settings", __name__)
bp.add_app_template_filter(words.organisation_kind)
keepers = allow(Role.ADMINISTRATOR, Role.COORDINATOR)
