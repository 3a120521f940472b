"""How a process that is kept apart comes to its end: with the one that began it, and when a task takes too long.

Lies here, as such a process loads what it runs and no more: all of the application would be 100 MB. Maps, dossiers and
documents need none of it; only to build an edition does, which reads the database.
"""

import os
import resource
import signal
from collections.abc import Callable
from multiprocessing import connection, parent_process
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

Done = TypeVar("Done")


def end_with_parent() -> None:
    """Called in a process of `multiprocessing`: whoever began it may be killed, and could then not end it."""
    Thread(target=_await_parent, daemon=True).start()


def _await_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def run_within(seconds: float, task: Callable[..., Done], *args: Any) -> tuple[Done, float]:
    """What `task` returns, and how many megabytes the process holds after it; it is gone where that takes longer.

    Called in its main thread. The system ends it, as what draws may not let another thread run meanwhile.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return task(*args), megabytes_held()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def megabytes_held() -> float:
    """What this process holds now; 0 where the system has no `/proc` to tell it."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 1e6
