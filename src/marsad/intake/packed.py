"""Files as they lie on the disk, or come on standard input, packed or not."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from marsad.errors import MissingInput, TooLarge

STDIN = "-"
STDIN_NAME = "standard input"
UNPACKED = 4_000_000_000  # bytes that a packed file may unpack to where it must lie on the disk for that
_BUFFER = 1 << 16


class _Unpacked(io.RawIOBase):
    """A gzip file that gives what it has before it says that it breaks off."""

    def __init__(self, file: BinaryIO) -> None:
        import gzip

        self._file = gzip.GzipFile(fileobj=file)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read1(len(buffer))
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def opened(path: str, origin: str) -> Iterator[tuple[BinaryIO, io.BufferedReader]]:
    """The file as it lies there, for how far it has been read, and the same unpacked where it is packed with gzip.

    Raises MissingInput for a file that is not there, may not be read, or breaks off.
    """
    try:
        with _raw(path) as raw:
            file = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, raw), _BUFFER)
            if file.peek(2)[:2] == b"\x1f\x8b":
                file = io.BufferedReader(_Unpacked(file), _BUFFER)
            elif path.lower().endswith(".gz"):
                raise MissingInput(origin, "is called .gz, but is not packed with gzip", "call it by what it is")
            yield raw, file
    except FileNotFoundError:
        raise MissingInput(origin, "no such file", "check the path, or give - for standard input") from None
    except IsADirectoryError:
        raise MissingInput(origin, "is a folder", "name the files in it") from None
    except PermissionError:
        raise MissingInput(origin, "may not be read", "give yourself the right to read it") from None
    except (OSError, EOFError, ValueError, zlib.error) as fault:  # a name too long, a null in it, a broken disk
        reason = getattr(fault, "strerror", None) or str(fault)
        raise MissingInput(origin, f"cannot be read ({reason})", "check the path and the file") from None


def sought(raw: BinaryIO, file: io.BufferedReader, origin: str) -> BinaryIO:
    """A file that can be sought in: itself, or its contents unpacked into a file without a name. Raises TooLarge."""
    import tempfile

    if file is raw and raw.seekable():
        return file
    out = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - it goes when nobody holds it any more
    spool(file, out, origin)
    return out


def spool(file: BinaryIO, out: BinaryIO, origin: str) -> None:
    """Copy a file to the disk, and go back to where it begins there. Raises TooLarge."""
    while block := file.read(1 << 20):
        out.write(block)
        if out.tell() > UNPACKED:
            raise TooLarge(origin, f"unpacks to more than {UNPACKED:,} bytes", "unpack it yourself, and name that file")
    out.seek(0)


@contextmanager
def _raw(path: str) -> Iterator[BinaryIO]:
    if path == STDIN:
        yield sys.stdin.buffer if sys.stdin else io.BytesIO()  # none where the caller closed it
        return
    with Path(path).open("rb", buffering=_BUFFER) as file:
        yield file
