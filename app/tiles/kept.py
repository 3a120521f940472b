"""Keeps what was made until it is too much: the least lately used goes first. Made once, however many ask at once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

Made = TypeVar("Made")


class Kept:
    """`most` bounds the sum of the sizes that the makers tell."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    @property
    def size(self) -> int:
        return self._size

    def get(self, key: Hashable, make: Callable[[], tuple[Made, int]]) -> Made:
        """What is kept under a key; else what `make` gives with its size, and nobody makes it twice at once."""
        with self._lock:
            if key in self._entries:
                return cast(Made, self._found(key))
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._entries:
                    return cast(Made, self._found(key))
            try:
                made, size = make()
                self._keep(key, made, size)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def _found(self, key: Hashable) -> Any:
        self._entries.move_to_end(key)
        return self._entries[key][0]

    def _keep(self, key: Hashable, made: Any, size: int) -> None:
        with self._lock:
            if size > self._most:
                return
            _, before = self._entries.pop(key, (None, 0))
            self._entries[key] = (made, size)
            self._size += size - before
            while self._size > self._most:
                _, (_, dropped) = self._entries.popitem(last=False)
                self._size -= dropped
