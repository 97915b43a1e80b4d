"""What was worked out last, for whoever asks for the same again: a few results, each by all that it depends on."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")


class Lately(Generic[T]):
    """The results that were asked for last, `most` of them, by whichever thread: values that nobody changes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made for a key, or make it: the key holds all that it depends on, or it is wrong later."""
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        # nobody waits meanwhile: two who ask for the same at once make it twice
        made = make()
        with self._turn:
            self._kept[key] = made
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
