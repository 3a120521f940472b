"""Secrets made at random and kept only as hashes, and names that are counted without being kept."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """A fast hash is enough: a token is 256 random bits, there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def pseudonym(key: str, name: str) -> str:
    """The same for the same name, and of no use to anybody who lacks the key."""
    return hmac.new(key.encode(), name.encode(), "sha256").hexdigest()
