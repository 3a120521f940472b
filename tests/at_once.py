"""Lets several do something at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Done = TypeVar("Done")


def at_once(*acts: Callable[[], Done]) -> list[Done]:
    """What each comes to, in their order; none begins before all are ready. Raises what one of them raises."""
    ready = Barrier(len(acts))

    def act(one: Callable[[], Done]) -> Done:
        ready.wait(timeout=10)
        return one()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [done.result(timeout=30) for done in [threads.submit(act, one) for one in acts]]
