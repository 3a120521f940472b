"""What changes settings kept in the database. Flushes and never commits."""

from app.settings.actions.fetching import switch_polisen_off, switch_polisen_on, try_letters_again
from app.settings.actions.mail import send_again, send_test
from app.settings.actions.organisations import add_organisation, add_sender, change_organisation
from app.settings.actions.police_types import map_police_type
from app.settings.actions.scale import add_level, change_level
from app.settings.actions.tokens import make_token, revoke_token

__all__ = [
    "add_level",
    "add_organisation",
    "add_sender",
    "change_level",
    "change_organisation",
    "make_token",
    "map_police_type",
    "revoke_token",
    "send_again",
    "send_test",
    "switch_polisen_off",
    "switch_polisen_on",
    "try_letters_again",
]
