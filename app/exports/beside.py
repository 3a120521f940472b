"""A process beside the web's that draws and typesets, kept while it is used.

It holds up to half a gigabyte, three times as much as all of the web process, and takes a second or two to begin.
"""

from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from threading import Lock, Timer
from typing import Any, TypeVar

Done = TypeVar("Done")
IDLE = 300.0
"""Seconds after which a process that nobody uses is ended."""


class Beside:
    """Runs functions of modules, with arguments and results that can be pickled; one at a time."""

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._running = 0
        self._end: Timer | None = None

    @property
    def is_there(self) -> bool:
        return self._pool is not None

    def run(self, task: Callable[..., Done], *args: Any) -> Done:
        """Raises what `task` raises; where the process itself was ended, such as for want of memory, another tries."""
        try:
            return self._run(task, *args)
        except BrokenProcessPool:
            return self._run(task, *args)

    def _run(self, task: Callable[..., Done], *args: Any) -> Done:
        pool, future = self._begun(task, *args)
        try:
            return future.result()
        except BrokenProcessPool:
            self._forget(pool)
            raise
        finally:
            self._await_idle()

    def _begun(self, task: Callable[..., Done], *args: Any) -> "tuple[ProcessPoolExecutor, Future[Done]]":
        with self._lock:
            if self._end:
                self._end.cancel()
            self._pool = self._pool or ProcessPoolExecutor(1, mp_context=get_context("spawn"))
            try:
                future = self._pool.submit(task, *args)
            except BrokenProcessPool:
                self._pool = None
                raise
            self._running += 1
            return self._pool, future

    def _forget(self, pool: ProcessPoolExecutor) -> None:
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


drawing = Beside()
