"""What stops a command: Ctrl-C, the system's request to end, a closed terminal."""

from __future__ import annotations

import signal
from types import FrameType

_SIGNALS = {"SIGINT": signal.default_int_handler, "SIGTERM": signal.SIG_DFL, "SIGHUP": signal.SIG_DFL}
_AGAIN = 0.02  # seconds until it is tried again to stop
_asked: list[int] = []  # the signal that has come


class Stopped(BaseException):
    """A signal asks the command to end. ``number`` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def listen() -> None:
    """Raise ``Stopped`` in place of ending at once; what is ignored (nohup, a job in the background) stays ignored."""
    for name, usual in _SIGNALS.items():
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == usual:
            signal.signal(number, _stop)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, lambda _, frame: _stop(_asked[0], frame))


def _stop(number: int, frame: FrameType | None) -> None:
    """Stop here, or a little later where a module is being loaded: there an exception may be lost."""
    _asked[:] = [number]
    if hasattr(signal, "setitimer") and _loads(frame):
        signal.setitimer(signal.ITIMER_REAL, _AGAIN)
    else:
        raise Stopped(number)


def _loads(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False
