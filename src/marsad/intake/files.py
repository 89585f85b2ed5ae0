"""A file or standard input to a document: size first, then the format, then the text."""

from __future__ import annotations

import re
from pathlib import Path

from marsad.errors import EmptyInput, MissingInput, TooLarge
from marsad.intake.document import Document, document
from marsad.intake.item import LIMIT as LIMIT
from marsad.intake.item import Item
from marsad.intake.packed import STDIN as STDIN
from marsad.intake.packed import STDIN_NAME, opened
from marsad.intake.text import decode

# Files that are for other commands: read as a report, they would give an empty reading, and nobody would know why.
_NO_REPORTS = (
    ((".jsonl", ".jsonl.gz", ".ndjson"), "holds JSON lines, not one report", "read it with marsad read --jsonl FILE"),
    ((".parquet",), "is a table of reports, not one", "read it with marsad read FILE"),
    ((".json",), "is JSON, not a report", "give the report itself; marsad ties, balance and the like take readings"),
    ((".yaml", ".yml"), "is a gold file, not a report", "give the report beside it (.txt); marsad evaluate takes gold"),
    ((".csv", ".tsv"), "is a table, not a report", "marsad read FILE takes tables of reports, marsad camps of ties"),
)
_LOOK = 4096  # bytes by which a page is known
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def load(path: Path | str, limit: int = LIMIT) -> Document:
    """The document in a file, or on standard input for ``-``. ``limit`` is the most bytes to take.

    Raises a subclass of InputError: MissingInput, EmptyInput, BinaryInput, UndecodableInput or TooLarge.
    """
    name = STDIN_NAME if str(path) == STDIN else str(path)
    for endings, trouble, remedy in _NO_REPORTS:
        if name.lower().endswith(endings):
            raise MissingInput(name, trouble, remedy)
    with opened(str(path), name) as (_, file):
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(name, f"is larger than {limit:,} bytes", "split it, or raise the limit with --max-bytes")
    if not _hostile(data):
        return parse(data, name)
    from marsad.intake import apart

    return apart.parse(Item(origin=name, format="text", data=data))


def _hostile(data: bytes) -> bool:
    """Is it for a parser that hostile bytes could break: a page?"""
    return data[:_LOOK].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n\f")[:1] == b"<"


def parse(data: bytes, where: str) -> Document:
    """The document in ``data``; ``where`` names it in errors, and by its ending tells a page.

    This parses hostile bytes where it is called: in a process of its own. ``load`` sees to that.
    """
    if not data.strip():
        raise EmptyInput(where, "is empty", "give a file that holds a report")
    text = decode(data, where)
    if where.lower().removesuffix(".gz").endswith((".html", ".htm", ".xhtml")) or _PAGE.match(text[:_LOOK]):
        from marsad.intake.html import page

        out, holds = page(text, where), "holds no text outside scripts, menus and forms, or is nested too deeply"
    else:
        out, holds = document(text), "holds no text"
    if not out.text.strip():
        raise EmptyInput(where, holds, "give a file that holds a report")
    return out
