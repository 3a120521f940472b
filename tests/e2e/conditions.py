"""Waiting for something on a page that no locator tells of."""

import time
from typing import Any

from playwright.sync_api import Page

MOST_SECONDS = 30
STEP_MILLISECONDS = 50


def wait_until(page: Page, expression: str, arg: Any = None) -> None:
    """Until the expression, or a function of `arg`, is true.

    `Page.wait_for_function` asks from inside the page, where the content security policy stops it unless the first
    answer is yes.
    """
    until = time.monotonic() + MOST_SECONDS
    while not page.evaluate(expression, arg):
        assert time.monotonic() < until, expression
        page.wait_for_timeout(STEP_MILLISECONDS)
