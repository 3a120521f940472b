"""What a test does when the machine lacks a program it needs."""

import os
from typing import NoReturn

import pytest


def unavailable(what: str, need: str) -> NoReturn:
    """Skip, saying how to install it; fail where CI=true promises that nothing is skipped."""
    reason = f"{what}; install it with: scripts/install-system.sh {need}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
