"""How often one address may ask for what costs something, or answers questions that could be guessed at."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ADDRESSES = 4096


class Throttle:
    """Lets each address ask so many times within so many seconds; the oldest addresses are forgotten first.

    It is of one process: of several each lets as many through.
    """

    def __init__(self, most: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self.most, self.seconds, self.now = most, seconds, now
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def lets(self, address: str) -> bool:
        """Count a question of an address, and tell whether it may be answered."""
        with self._lock:
            now, times = self.now(), self._asked.setdefault(address, deque(maxlen=self.most))
            self._asked.move_to_end(address)
            while len(self._asked) > _ADDRESSES:
                self._asked.popitem(last=False)
            if len(times) == self.most and now - times[0] < self.seconds:
                return False
            times.append(now)
            return True
