"""Passwords as argon2id hashes."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's first choice for argon2id. The library's own default takes 64 MiB for each sign-in under way.
HASHER = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)


def hash_password(password: str) -> str:
    return HASHER.hash(_composed(password))


def is_right(stored: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. Takes as long when there is none, so that time tells nothing."""
    nobodys = _nobodys_hash()
    try:
        return HASHER.verify(stored or nobodys, _composed(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str | None) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return stored is not None and HASHER.check_needs_rehash(stored)


@cache
def _nobodys_hash() -> str:
    return HASHER.hash("the account does not exist")


def _composed(password: str) -> str:
    """One form of the same letters: keyboards differ in how they send å, ä and ö."""
    return unicodedata.normalize("NFC", password)
