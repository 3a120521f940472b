"""Pages of accounts: signing in, one's own account, everybody's accounts."""

from app.accounts.routes import own, people, sign_in
from app.accounts.routes.blueprint import bp

__all__ = ["bp", "own", "people", "sign_in"]
