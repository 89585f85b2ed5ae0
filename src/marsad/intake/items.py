"""Reports as bytes, each with where it stands: what is kept of a report before it is read.

A format says how a file falls into reports (``split``, here, one pass, little memory) and how the bytes of one become a
document (``parse``, in a worker process, where a hostile one can do no harm). A new format is one entry in ``FORMATS``.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from msgspec import Struct

from marsad.errors import EmptyInput, InputError, MissingInput, OptionError, TooLarge
from marsad.intake import files, jsonlines
from marsad.intake.document import Document
from marsad.intake.files import LIMIT, STDIN
from marsad.intake.folder import REPORTS, files_in

STDIN_NAME = "standard input"
_ADDRESSES = ("http://", "https://", "ftp://", "file://")


class Item(Struct, frozen=True, kw_only=True):
    """One report as bytes.

    ``origin`` is the absolute path of its file (or "standard input"), ``position`` where it stands in it: empty for the
    whole file, else ``id NAME`` or ``line N``. ``address`` is where it came from on the web, where the container says so;
    ``retrieved`` when, as ISO 8601, where the container says so. ``format`` is a key of ``FORMATS``.
    """

    origin: str
    format: str
    data: bytes
    position: str = ""
    address: str | None = None
    retrieved: str | None = None

    @property
    def where(self) -> str:
        return f"{self.origin} {self.position}" if self.position else self.origin


class Refused(NamedTuple):
    """A report, or a file of them, whose bytes could not be had."""

    origin: str
    position: str
    format: str
    fault: InputError


class Format(NamedTuple):
    """``endings`` of its files; ``split(file, origin, limit)`` gives the reports, ``parse(item)`` the document of one."""

    endings: tuple[str, ...]
    split: Callable[[BinaryIO, str, int], Iterator[Item | Refused]]
    parse: Callable[[Item], Document]


def _whole(file: BinaryIO, origin: str, limit: int) -> Iterator[Item | Refused]:
    """A text or a page: the file is the report."""
    data = file.read(limit + 1)
    if len(data) > limit:
        trouble = f"is larger than {limit:,} bytes"
        yield Refused(origin, "", "text", TooLarge(origin, trouble, "split it, or raise the limit with --max-bytes"))
    elif not data.strip():
        yield Refused(origin, "", "text", EmptyInput(origin, "is empty", "give a file that holds a report"))
    else:
        yield Item(origin=origin, format="text", data=data)


def _lines(file: BinaryIO, origin: str, limit: int) -> Iterator[Item | Refused]:
    """JSON lines: a line is a report, told from others by its ``url``, or else its ``id``, or else its number."""
    for number, line in jsonlines.lines(file, origin, limit):
        if not isinstance(line, bytes):
            yield Refused(origin, f"line {number}", "jsonl", line)
            continue
        own, url = jsonlines.place(line)
        position = f"line {number}" if own is None else f"id {legible(str(own)[:200])}"
        yield Item(
            origin=origin, format="jsonl", data=line.rstrip(b"\r\n"), position=position,
            address=legible(url) if url else None,
        )  # fmt: skip


def _line_document(item: Item) -> Document:
    number = int(item.position[5:]) if item.position.startswith("line ") else 0
    out = jsonlines.parse(item.data, item.origin, number)
    if isinstance(out, Document):
        return out
    raise InputError(item.where, out.trouble, out.remedy) if not number else out


FORMATS = {
    "text": Format(REPORTS, _whole, lambda item: files.parse(item.data, item.origin)),
    "jsonl": Format((".jsonl", ".ndjson"), _lines, _line_document),
}


def parse(item: Item) -> Document:
    """The document of a report's bytes. Raises a subclass of InputError."""
    return FORMATS[item.format].parse(item)


class Intake:
    """The reports in files, folders and standard input, one after the other, files of a folder by name.

    Of a folder the files with a known ending are taken, by name; hidden ones, devices, pipes and links that lead out of
    the folder are passed over. ``total`` and ``done`` are bytes on the disk, for a bar; ``passed_over`` counts the files
    that were not taken. Raises MissingInput for a path that is not there, OptionError for an address.
    """

    def __init__(self, paths: Iterable[str | os.PathLike[str]], limit: int = LIMIT) -> None:
        self.limit = limit
        self.done = self.total = self.passed_over = 0
        self._files: list[tuple[str, int]] = []
        self._closed: list[MissingInput] = []  # folders that may not be looked into
        for path in paths:
            path = os.fspath(path)
            if path.startswith(_ADDRESSES):
                raise OptionError(path, "is an address, not a file", "save the page and name its file")
            self._files += self._found(path)
        self.total = sum(size for _, size in self._files)

    def __iter__(self) -> Iterator[Item | Refused]:
        for closed in self._closed:
            yield Refused(legible(os.path.realpath(closed.where)), "", "text", closed)
        for path, size in self._files:
            before = self.done
            origin = STDIN_NAME if path == STDIN else legible(os.path.realpath(path))
            try:
                yield from self._reports(path, origin, before)
            except InputError as fault:
                yield Refused(origin, "", "text", fault)
            self.done = before + size

    def _found(self, path: str) -> list[tuple[str, int]]:
        if path == STDIN or not Path(path).is_dir():
            return [(path, 0 if path == STDIN else _size(path))]
        root, out = os.path.realpath(path), []
        for found in files_in(Path(path)):
            if isinstance(found, MissingInput):
                self._closed.append(found)
            elif _ending(found.name) and _inside(found, root):
                out.append((str(found), _size(str(found))))
            else:
                self.passed_over += 1
        return out

    def _reports(self, path: str, origin: str, before: int) -> Iterator[Item | Refused]:
        try:
            with _raw(path) as raw:
                file, kind = _opened(raw, path)
                for item in FORMATS[kind].split(file, origin, self.limit):
                    if raw.seekable():
                        self.done = before + raw.tell()
                    yield item
        except FileNotFoundError:
            raise MissingInput(origin, "no such file", "check the path, or give - for standard input") from None
        except PermissionError:
            raise MissingInput(origin, "may not be read", "give yourself the right to read it") from None
        except (OSError, EOFError, ValueError, zlib.error) as fault:
            reason = getattr(fault, "strerror", None) or str(fault)
            raise MissingInput(origin, f"cannot be read ({reason})", "check the file") from None


def legible(text: str) -> str:
    """``text`` as every database can keep it: no NUL, no half of a surrogate pair."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\0", "\ufffd")


def _raw(path: str) -> AbstractContextManager[BinaryIO]:
    if path == STDIN:
        return nullcontext(sys.stdin.buffer if sys.stdin else io.BytesIO())  # none where the caller closed it
    return Path(path).open("rb")


def _opened(raw: BinaryIO, path: str) -> tuple[BinaryIO, str]:
    """The file, unpacked where it is packed, and its format: by its ending, else by its first bytes."""
    file = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, raw))
    if file.peek(2)[:2] == b"\x1f\x8b":
        file = io.BufferedReader(gzip.GzipFile(fileobj=file))
    return file, _ending(path) or ("jsonl" if file.peek(1).lstrip()[:1] == b"{" else "text")


def _ending(name: str) -> str | None:
    name = name.lower().removesuffix(".gz")
    return next((key for key, kind in FORMATS.items() if name.endswith(kind.endings)), None)


def _inside(path: Path, root: str) -> bool:
    """A file that is where it seems to be: no link leads out of the folder, or into nothing."""
    if not path.is_symlink():
        return True
    target = Path(os.path.realpath(path))
    return target.is_relative_to(root) and target.is_file()


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise MissingInput(legible(path), f"cannot be read ({reason})", "check the path") from None


__all__ = ["FORMATS", "Format", "Intake", "Item", "Refused", "legible", "parse"]
