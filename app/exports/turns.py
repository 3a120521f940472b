"""Who may make a large file: one at a time, as each holds a thread of the web and slows all others down meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from flask_babel import gettext as _

from app.beside import BusyError

LARGE = 10_000
"""Rows that take about a second."""
PATIENCE = 3.0
"""Seconds to wait for the turn."""
_turn = BoundedSemaphore(1)


@contextmanager
def turn_for(rows: int) -> Iterator[None]:
    """While a file of so many rows is made. Raises BusyError where somebody else makes a large one."""
    if rows <= LARGE:
        yield
        return
    if not _turn.acquire(timeout=PATIENCE):
        raise BusyError(
            _("En annan stor fil görs just nu. Försök igen om en minut, eller korta perioden. Inget är borta.")
        )
    try:
        yield
    finally:
        _turn.release()
