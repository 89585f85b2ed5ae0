"""A file or standard input to a document: size first, then the format, then the text."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from marsad.errors import EmptyInput, MissingInput, TooLarge
from marsad.intake.document import Document, document
from marsad.intake.text import decode

LIMIT = 5_000_000
STDIN = "-"
# Files that are for other commands: read as a report, they would give an empty reading, and nobody would know why.
_NO_REPORTS = (
    ((".jsonl", ".jsonl.gz", ".ndjson"), "holds JSON lines, not one report", "read it with marsad read --jsonl FILE"),
    ((".json",), "is JSON, not a report", "give the report itself; marsad ties, balance and the like take readings"),
    ((".yaml", ".yml"), "is a gold file, not a report", "give the report beside it (.txt); marsad evaluate takes gold"),
    ((".csv", ".tsv"), "is a table, not a report", "give the report itself; marsad camps takes signed edge lists"),
)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def load(path: Path | str, limit: int = LIMIT) -> Document:
    """The document in a file, or on standard input for ``-``. ``limit`` is the most bytes to take.

    Raises a subclass of InputError: MissingInput, EmptyInput, BinaryInput, UndecodableInput or TooLarge.
    """
    name = "standard input" if str(path) == STDIN else str(path)
    for endings, trouble, remedy in _NO_REPORTS:
        if name.lower().endswith(endings):
            raise MissingInput(name, trouble, remedy)
    data = _stdin(limit) if str(path) == STDIN else _bytes(Path(path), limit)
    return parse(data, name)


def parse(data: bytes, where: str) -> Document:
    """The document in ``data``; ``where`` names it in errors, and by its ending tells a page."""
    if not data.strip():
        raise EmptyInput(where, "is empty", "give a file that holds a report")
    text = decode(data, where)
    if where.lower().endswith((".html", ".htm", ".xhtml")) or _PAGE.match(text[:4096]):
        from marsad.intake.html import page

        out, holds = page(text, where), "holds no text outside scripts, menus and forms, or is nested too deeply"
    else:
        out, holds = document(text), "holds no text"
    if not out.text.strip():
        raise EmptyInput(where, holds, "give a file that holds a report")
    return out


def _bytes(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            return _within(file.read(limit + 1), str(path), limit)
    except FileNotFoundError:
        raise MissingInput(str(path), "no such file", "check the path, or give - for standard input") from None
    except IsADirectoryError:
        raise MissingInput(str(path), "is a folder", "name the files in it") from None
    except PermissionError:
        raise MissingInput(str(path), "may not be read", "give yourself the right to read it") from None
    except (OSError, ValueError) as fault:  # a name too long, a null in it, a broken disk
        reason = getattr(fault, "strerror", None) or str(fault)
        raise MissingInput(str(path), f"cannot be read ({reason})", "check the path") from None


def _stdin(limit: int) -> bytes:
    data = sys.stdin.buffer.read(limit + 1) if sys.stdin else b""  # none where the caller closed it
    return _within(data, "standard input", limit)


def _within(data: bytes, where: str, limit: int) -> bytes:
    if len(data) > limit:
        raise TooLarge(where, f"is larger than {limit:,} bytes", "split it, or raise the limit with --max-bytes")
    return data
