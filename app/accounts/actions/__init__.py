"""What changes accounts. Flushes and never commits."""

from app.accounts.actions.links import (
    LIFETIME,
    create_first_administrator,
    first_link,
    make_link,
    set_password_by_link,
)
from app.accounts.actions.people import change_account, close_account, invite, open_account
from app.accounts.actions.sessions import (
    change_password,
    choose_language,
    choose_mail,
    count_attempt,
    forget_failures,
    keep_alive,
    open_session,
    renew_hash,
    revoke,
    revoke_all,
)

__all__ = [
    "LIFETIME",
    "change_account",
    "change_password",
    "choose_language",
    "choose_mail",
    "close_account",
    "count_attempt",
    "create_first_administrator",
    "first_link",
    "forget_failures",
    "invite",
    "keep_alive",
    "make_link",
    "open_account",
    "open_session",
    "renew_hash",
    "revoke",
    "revoke_all",
    "set_password_by_link",
]
