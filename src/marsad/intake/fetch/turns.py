"""One request at a time for each host, with a pause between two; and no waiting for one who asked for long quiet."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable

from marsad.errors import Unreachable

PATIENCE = 120.0  # seconds to wait for a host


class _Host:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.free = 0.0  # from then on it may be asked


class Turns:
    """Turns at hosts. ``wait(seconds)`` waits, and raises where the run was stopped."""

    def __init__(self, pause: float, wait: Callable[[float], None]) -> None:
        self._pause = pause
        self._wait = wait
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    def take(self, host: str) -> None:
        """Wait for the turn. Raises Unreachable where the host asked for more quiet than is worth to wait for."""
        state = self._hosts[host]
        while not state.lock.acquire(timeout=0.2):
            self._wait(0)
        try:
            left = state.free - time.monotonic()
            if left > PATIENCE:
                raise Unreachable(host, f"asks for {left:,.0f} more seconds of quiet", "try again later", wait=left)
            if left > 0:
                self._wait(left)
        except BaseException:
            state.lock.release()
            raise

    def give(self, host: str, delay: float = 0.0) -> None:
        """End the turn; the next one comes after the pause, or the ``delay`` that the site wants if that is longer."""
        state = self._hosts[host]
        state.free = max(state.free, time.monotonic() + max(self._pause, delay))
        state.lock.release()

    def quiet(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        state = self._hosts[host]
        state.free = max(state.free, time.monotonic() + seconds)
