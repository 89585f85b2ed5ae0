"""JSON lines, one report a line, read as a stream: a broken line costs that line and no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from marsad.errors import BrokenLine
from marsad.intake.document import Document, document
from marsad.intake.item import LIMIT
from marsad.intake.packed import STDIN, STDIN_NAME, opened

_REMEDY = 'a line is one JSON object with "text" and, if known, "id", "title", "publisher", "published", "url"'


class _Line(msgspec.Struct):
    text: str
    id: str | int | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


class _Id(msgspec.Struct):
    id: str | int | None = None


class _Place(msgspec.Struct):
    id: str | int | None = None
    url: str | None = None


_line = msgspec.json.Decoder(_Line)
_id = msgspec.json.Decoder(_Id)
_place = msgspec.json.Decoder(_Place)


def stream(path: Path | str, limit: int = LIMIT) -> Iterator[tuple[int, Document | BrokenLine]]:
    """The documents of a file (plain or .gz) or of standard input (``-``) with their lines; a broken line as its error.

    Blank lines are passed over. ``limit`` is the most bytes of one line. Raises MissingInput.
    """
    name = STDIN_NAME if str(path) == STDIN else str(path)
    with opened(str(path), name) as (_, file):
        for number, line in lines(file, name, limit):
            yield number, parse(line, name, number) if isinstance(line, bytes) else line


def lines(file: BinaryIO, where: str, limit: int = LIMIT) -> Iterator[tuple[int, bytes | BrokenLine]]:
    """The lines of an open file that are not blank, with their numbers from 1; one that is too long as its error."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(file)
            fault = BrokenLine(where, number, f"is longer than {limit:,} bytes", "raise the limit with --max-bytes")
            yield number, fault
        elif line.strip():
            yield number, line


def place(line: bytes) -> tuple[str | int | None, str | None]:
    """The ``id`` and the ``url`` that a line gives, where they are legible: what tells it from others."""
    try:
        have = _place.decode(line)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return _legible_id(line), None
    return have.id, have.url


def parse(line: bytes, where: str, number: int) -> Document | BrokenLine:
    """The document of one line, or what is wrong with it."""
    try:
        have = _line.decode(line)
        have.text.encode()  # half a surrogate pair is no text
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        return BrokenLine(where, number, f"is no report ({_reason(fault)})", _REMEDY, _legible_id(line))
    if not have.text.strip():
        return BrokenLine(where, number, "has an empty text", _REMEDY, have.id)
    return document(
        have.text,
        id=have.id,
        title=have.title,
        publisher=have.publisher,
        published=have.published,
        url=have.url,
    )


def _reason(fault: Exception) -> str:
    return "bytes that are not UTF-8" if isinstance(fault, UnicodeError) else str(fault)


def _legible_id(line: bytes) -> str | int | None:
    try:
        return _id.decode(line).id
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass
