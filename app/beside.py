"""A process beside the web's that counts editions, draws and typesets, kept while it is used.

It holds half a gigabyte or more, three times as much as all of the web process, and takes a second or two to begin. One
drawing at a time is made in it; a few may wait for it, and more are refused, as each holds a thread of the web. It is
ended when nobody uses it, when it has grown too large, when a drawing takes too long, and with the process that began
it.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from threading import BoundedSemaphore, Lock, Timer
from typing import Any, TypeVar

from flask_babel import gettext as _

from app.errors import DomainError
from geo.ending import end_with_parent, run_within

Done = TypeVar("Done")
IDLE = 300.0
"""Seconds after which a process that nobody uses is ended."""
MOST_SECONDS = 60.0
"""For one drawing, from when its turn comes."""
MOST_MEGABYTES = 700
"""What it may hold to be kept for the next: what draws remembers what it has drawn, 70 MB for a whole edition."""
MOST_WAITING = 3
"""Drawings at once, those that wait for their turn too: less than half of the threads that the web has."""
PATIENCE = 3.0
"""Seconds to wait for a place among those."""


class BusyError(DomainError):
    """As much is drawn already as may be at once."""

    code = 503


class TooLongError(DomainError):
    """A drawing took longer than it may."""


class Beside:
    """Runs functions of modules, with arguments and results that can be pickled; one at a time."""

    def __init__(
        self,
        idle: float = IDLE,
        seconds: float = MOST_SECONDS,
        waiting: int = MOST_WAITING,
        patience: float = PATIENCE,
        megabytes: float = MOST_MEGABYTES,
    ) -> None:
        self._idle, self._seconds, self._patience, self._megabytes = idle, seconds, patience, megabytes
        self._line = BoundedSemaphore(waiting)
        self._turn = Lock()
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._running = 0
        self._end: Timer | None = None

    @property
    def is_there(self) -> bool:
        return self._pool is not None

    def run(self, task: Callable[..., Done], *args: Any) -> Done:
        """Raises what `task` raises (an error that cannot be pickled ends the process), BusyError and TooLongError.

        Where the process itself was ended, such as for want of memory, another tries.
        """
        if not self._line.acquire(timeout=self._patience):
            raise BusyError(_("Något annat ritas just nu. Vänta en stund och försök igen. Inget är borta."))
        try:
            with self._turn:
                try:
                    return self._run(task, *args)
                except BrokenProcessPool:
                    return self._run(task, *args)
        finally:
            self._line.release()

    def _run(self, task: Callable[..., Done], *args: Any) -> Done:
        began = time.monotonic()
        pool, future = self._begun(task, *args)
        try:
            done, held = future.result()
            if held > self._megabytes:
                self._forget(pool)
            return done
        except BrokenProcessPool:
            self._forget(pool)
            if time.monotonic() - began < self._seconds:
                raise
            raise TooLongError(
                _(
                    "Det tog för lång tid att rita. Försök igen om en stund. En karta går fortare med ett mindre "
                    "utsnitt eller en kortare period. Inget är borta."
                )
            ) from None
        finally:
            self._await_idle()

    def _begun(self, task: Callable[..., Done], *args: Any) -> "tuple[ProcessPoolExecutor, Future[tuple[Done, float]]]":
        with self._lock:
            if self._end:
                self._end.cancel()
            self._pool = self._pool or _process()
            try:
                future = self._pool.submit(run_within, self._seconds, task, *args)
            except BrokenProcessPool:
                self._pool = None
                raise
            self._running += 1
            return self._pool, future

    def _forget(self, pool: ProcessPoolExecutor) -> None:
        pool.shutdown(wait=False)
        with self._lock:
            self._pool = None if self._pool is pool else self._pool

    def _await_idle(self) -> None:
        with self._lock:
            self._running -= 1
            self._end = Timer(self._idle, self._end_if_idle)
            self._end.daemon = True
            self._end.start()

    def _end_if_idle(self) -> None:
        with self._lock:
            if self._pool and not self._running:
                self._pool.shutdown(wait=False)
                self._pool = None


def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=end_with_parent)


drawing = Beside()
"""The process beside the web's that draws: kept while it is used, made anew where it is gone."""
