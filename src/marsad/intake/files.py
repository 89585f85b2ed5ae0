"""A file or standard input to a document: size first, then the format, then the text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from marsad.errors import EmptyInput, MissingInput, TooLarge
from marsad.intake.document import Document, document
from marsad.intake.fetch import is_address
from marsad.intake.item import LIMIT as LIMIT
from marsad.intake.item import Item
from marsad.intake.packed import STDIN as STDIN
from marsad.intake.packed import STDIN_NAME, opened
from marsad.intake.text import decode, decode_page

# Files that are for other commands: read as a report, they would give an empty reading, and nobody would know why.
_NO_REPORTS = (
    ((".jsonl", ".jsonl.gz", ".ndjson"), "holds JSON lines, not one report", "read it with marsad read --jsonl FILE"),
    ((".warc", ".warc.gz"), "is a web archive of many pages", "read it with marsad read FILE"),
    ((".parquet",), "is a table of reports, not one", "read it with marsad read FILE"),
    ((".json",), "is JSON, not a report", "give the report itself; marsad ties, balance and the like take readings"),
    ((".yaml", ".yml"), "is a gold file, not a report", "give the report beside it (.txt); marsad evaluate takes gold"),
    ((".csv", ".tsv"), "is a table, not a report", "marsad read FILE takes tables of reports, marsad camps of ties"),
)
PAGES = (".html", ".htm", ".xhtml")
ROOM = 10
_LOOK = 4096  # bytes by which a format is known
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def load(path: Path | str, limit: int = LIMIT) -> Document:
    """The document in a file, or on standard input for ``-``. ``limit`` is the most bytes to take.

    What hostile bytes could break is parsed in a process of its own. Raises a subclass of InputError: MissingInput,
    EmptyInput, BinaryInput, UndecodableInput, TooLarge or NeedsExtra.
    """
    name = STDIN_NAME if str(path) == STDIN else str(path)
    if is_address(name):
        remedy = "read it with marsad read ADDRESS --json > reading.json, and give that; or add it to a store"
        raise MissingInput(name, "is an address, not a file", remedy)
    if name.lower().startswith(("ftp://", "file://")):
        raise MissingInput(name, "is an address, not a file", "give a path; only http:// and https:// are fetched")
    for endings, trouble, remedy in _NO_REPORTS:
        if name.lower().endswith(endings):
            raise MissingInput(name, trouble, remedy)
    with opened(str(path), name) as (_, file):
        item = take(file, name, limit)
    if item.format == "text" and not _is_page(item.data):
        return parse(item.data, name)
    from marsad.intake import apart

    return apart.parse(item)


def take(file: BinaryIO, where: str, limit: int) -> Item:
    """The report that an open file is. Raises TooLarge and EmptyInput; never holds more than the limit in memory.

    Word files and PDFs may have ``ROOM`` times the limit, for the pictures in them.
    """
    data = file.read(min(_LOOK, limit + 1))
    kind = kind_of(data, where)
    limit *= 1 if kind == "text" else ROOM
    data += file.read(max(0, limit + 1 - len(data)))
    if len(data) > limit:
        raise TooLarge(where, f"is larger than {limit:,} bytes", "split it, or raise the limit with --max-bytes")
    if not data.strip():
        raise EmptyInput(where, "is empty", "give a file that holds a report")
    return Item(origin=where, format=kind, data=data)


def kind_of(data: bytes, where: str) -> str:
    """What a report is: by how it begins, else by the ending of its name."""
    if b"%PDF-" in data[:1024]:  # where PDF readers look for it
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    name = where.lower().removesuffix(".gz")
    return next((kind for kind in ("pdf", "docx") if name.endswith(f".{kind}")), "text")


def parse(data: bytes, where: str) -> Document:
    """The document in ``data``; ``where`` names it in errors, and tells a page by its ending.

    This parses hostile bytes where it is called: in a process of its own. ``load`` sees to that.
    """
    if not data.strip():
        raise EmptyInput(where, "is empty", "give a file that holds a report")
    kind = kind_of(data, where)
    if kind == "docx":
        from marsad.intake import docx

        return docx.parse(data, where)
    if kind == "pdf":
        from marsad.intake import pdf

        return pdf.parse(data, where)
    is_page = where.lower().removesuffix(".gz").endswith(PAGES) or _is_page(data)
    text, notices = decode_page(data, where) if is_page else (decode(data, where), ())
    if where.lower().removesuffix(".gz").endswith(PAGES) or _PAGE.match(text[:_LOOK]):
        from marsad.intake.html import page

        out, holds = (
            page(text, where, notices),
            "holds no text outside scripts, menus and forms, or is nested too deeply",
        )
    else:
        out, holds = document(text), "holds no text"
    if not out.text.strip():
        raise EmptyInput(where, holds, "give a file that holds a report")
    return out


def _is_page(data: bytes) -> bool:
    """May it be a page, for a parser that hostile bytes could break?"""
    return data[:_LOOK].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n\f")[:1] == b"<"
