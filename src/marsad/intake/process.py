"""Processes that hostile bytes are parsed in: how one is started, what it is told and answers, and its limits.

Messages are MessagePack behind their length, on pipes. What hostile bytes break is such a process and nothing else.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeVar

import msgspec
from msgspec import Struct

import marsad

SECONDS, MEGABYTES = 60, 1000  # of processor time, of memory, for one report
_LENGTH = struct.Struct("!Q")
T = TypeVar("T")


def send(file: IO[bytes], message: Struct) -> None:
    """Write one message."""
    data = msgspec.msgpack.encode(message)
    file.write(_LENGTH.pack(len(data)) + data)
    file.flush()


def receive(file: IO[bytes], kind: type[T]) -> T | None:
    """Read one message; None at the end of the input."""
    head = file.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = file.read(length)
    return msgspec.msgpack.decode(data, type=kind) if len(data) == length else None


def start(module: str) -> subprocess.Popen[bytes]:
    """A process of this Python that runs ``main()`` of a module, with pipes to its standard input and output."""
    path = os.pathsep.join([str(Path(marsad.__file__).parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(
        [sys.executable, "-P", "-c", f"from {module} import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=0,  # Ctrl-C is for the one who started it, who ends it
        env={**os.environ, "PYTHONPATH": path},
    )


def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """In such a process: where messages come from and where answers go. Nothing that a library prints is an answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started it stops it
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, answers


def ended(process: subprocess.Popen[bytes]) -> str:
    """How a process ended: the name of a signal, or its exit code."""
    try:
        code = process.wait(10)
    except subprocess.TimeoutExpired:
        return "no answer"
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and close its pipes."""
    process.kill()
    process.wait()
    for file in (process.stdin, process.stdout):
        with suppress(OSError):
            if file:
                file.close()


def limit_memory(megabytes: int) -> None:
    """No more address space than there is now and ``megabytes`` on top, where the system tells how much there is."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """The kernel ends this process ``seconds`` of processor time from now."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds + 1, hard))
