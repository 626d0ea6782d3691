"""A memo of what was read of mark-up that comes again on page after page: menus, above all."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_memos: list[Memo[Any]] = []


class Memo(Generic[T]):
    """Values by key, of about `most` bytes together: what was asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._lock = Lock()
        self.size = 0
        _memos.append(self)

    def get(self, key: Hashable) -> T | None:
        """What is kept under a key, None if nothing is."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def keep(self, key: Hashable, value: T, size: int) -> None:
        """Keep a value of about so many bytes, with its key; one that is too large is not kept."""
        if size > self._most:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self._kept[key] = (value, size)
            self.size += size - (old[1] if old is not None else 0)
            while self.size > self._most:
                _, (_, gone) = self._kept.popitem(last=False)
                self.size -= gone

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.size = 0


def forget() -> None:
    """Empty every memo: what is read next is read as by a new process."""
    for memo in _memos:
        memo.clear()
