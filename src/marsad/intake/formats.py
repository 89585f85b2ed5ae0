"""What is read, a format an entry: how a file falls into reports, and how the bytes of one become a document.

``split`` takes one pass and little memory. ``parse`` of what is ``hostile`` is for a process of its own (a worker, or
``apart``), where such bytes can do no harm; so is ``split`` where compiled code reads the file (``apart``). A new format
is one entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from marsad.errors import EmptyInput, InputError, TooLarge
from marsad.intake import feeds, files, jsonlines, parquet, rows, warc
from marsad.intake.document import Document
from marsad.intake.folder import ARCHIVES, LINES, REPORTS
from marsad.intake.item import Item, Options, Refused, legible


class Format(NamedTuple):
    """``endings`` of its files, ``magic`` how they begin; ``split`` gives the reports, ``parse`` the document of one."""

    endings: tuple[str, ...]
    split: Callable[[BinaryIO, str, Options], Iterator[Item | Refused]]
    parse: Callable[[Item], Document]
    magic: bytes = b""
    apart: bool = False
    packed: bool = False  # it unpacks its files itself
    hostile: bool = False


def _whole(file: BinaryIO, origin: str, options: Options) -> Iterator[Item | Refused]:
    """The file is the report."""
    try:
        yield files.take(file, origin, options.limit)
    except (TooLarge, EmptyInput) as fault:
        yield Refused(origin, "", "text", fault)


def _report(item: Item) -> Document:
    return files.parse(item.data, item.origin)


def _lines(file: BinaryIO, origin: str, options: Options) -> Iterator[Item | Refused]:
    """JSON lines: a line is a report, told from others by its ``url``, or else its ``id``, or else its number."""
    for number, line in jsonlines.lines(file, origin, options.limit):
        if not isinstance(line, bytes):
            yield Refused(origin, f"line {number}", "jsonl", line)
            continue
        own, url = jsonlines.place(line)
        position = f"line {number}" if own is None else f"id {legible(str(own)[:200])}"
        yield Item(
            origin=origin, format="jsonl", data=line.rstrip(b"\r\n"), position=position,
            address=legible(url) if url else None, number=number,
        )  # fmt: skip


def _line_document(item: Item) -> Document:
    number = int(item.position[5:]) if item.position.startswith("line ") else 0
    out = jsonlines.parse(item.data, item.origin, number)
    if isinstance(out, Document):
        return out
    raise InputError(item.where, out.trouble, out.remedy) if not number else out


def _page(item: Item) -> Document:
    """A page of which the server said that it is one, however it begins."""
    from marsad.intake.html import page
    from marsad.intake.text import decode_page

    text, notices = decode_page(item.data, item.where)
    out = page(text, item.where, notices)
    if not out.text.strip():
        raise EmptyInput(item.where, "holds no text outside scripts, menus and forms", "give the article's own address")
    return out


def _none(file: BinaryIO, origin: str, options: Options) -> Iterator[Item | Refused]:
    """Reports of a format that no file has."""
    return iter(())


FORMATS = {
    "text": Format(REPORTS, _whole, _report, hostile=True),
    "pdf": Format((), _whole, _report, b"%PDF-", hostile=True),
    "docx": Format((), _whole, _report, b"PK\x03\x04", hostile=True),
    "jsonl": Format(LINES, _lines, _line_document),
    "csv": Format((".csv", ".tsv"), rows.split, rows.parse),
    "parquet": Format((".parquet",), parquet.split, rows.parse, b"PAR1", apart=True),
    "feed": Format(feeds.ENDINGS, feeds.split, feeds.parse, apart=True),
    "entry": Format((), _none, feeds.parse, hostile=True),
    "warc": Format(ARCHIVES, warc.split, _page, b"WARC/", apart=True, packed=True),
    "page": Format((), _none, _page, hostile=True),
}


def parse(item: Item) -> Document:
    """The document of a report's bytes. Raises a subclass of InputError."""
    return FORMATS[item.format].parse(item)


def by_ending(name: str) -> str | None:
    """The format that the ending of a file's name tells."""
    plain = name.lower().removesuffix(".gz")
    return next((key for key, kind in FORMATS.items() if kind.endings and plain.endswith(kind.endings)), None)


def kind_of(name: str, begin: bytes) -> str:
    """The format of a file: by its ending, else by its first bytes."""
    if ending := by_ending(name):
        return ending
    if feeds.is_feed(begin):
        return "feed"
    for key, kind in FORMATS.items():
        if kind.magic and begin.startswith(kind.magic):
            return key
    return "jsonl" if begin.lstrip()[:1] == b"{" else "text"
