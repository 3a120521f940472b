"""Secret tokens: made at random, kept only as hashes."""

import hashlib
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """A fast hash is enough: a token is 256 random bits, there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()
