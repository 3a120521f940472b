"""The blueprint that the pages of accounts hang on."""

from flask import Blueprint

from app.accounts.words import role_advice, role_name

bp = Blueprint("accounts", __name__)
bp.add_app_template_filter(role_name)
bp.add_app_template_filter(role_advice)
