"""``marsad``, and ``python -m marsad``: the command line, and how it stops.

Ctrl-C, the system's request to end and a closed terminal stop every command in the same way, from its first moment,
before the command line itself is loaded: what it was writing is finished or taken away, one line says that it was
stopped, and the exit code is 128 and the signal's number.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

from marsad.stopping import Stopped, listen


def main() -> NoReturn:
    """Run the command line with the arguments of the process, and exit."""
    try:
        listen()
        from marsad.cli import main as run

        run()
    except (KeyboardInterrupt, Stopped) as stopped:
        with suppress(OSError):
            sys.stderr.write("marsad: stopped\n")
            sys.stderr.flush()
        _leave(128 + (stopped.number if isinstance(stopped, Stopped) else signal.SIGINT))


def _leave(code: int) -> NoReturn:
    """Exit without the rounds of the interpreter, which a second signal would break into."""
    with suppress(OSError):
        sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
