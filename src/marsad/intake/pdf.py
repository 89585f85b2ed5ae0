"""PDF files: the text of their pages in reading order, and where each page stands in it; title, author and day.

PDFium reads them (through pypdfium2): it runs no script in them and opens nothing outside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from marsad.errors import BinaryInput, EmptyInput, NeedsExtra, TooLarge
from marsad.intake.authors import author, heading
from marsad.intake.columns import in_columns
from marsad.intake.document import Document, document, iso_date
from marsad.intake.glyphs import Line, lines
from marsad.intake.paragraphs import text_of
from marsad.model import Page

MOST = 5_000_000  # characters
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")  # ISO 32000-1, section 7.9.4
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SHOWN = 10  # pages that a notice names


def parse(data: bytes, where: str) -> Document:
    """The document of a PDF.

    Raises BinaryInput for one that is broken or locked, EmptyInput for one of pictures only, TooLarge for one with too
    much text, NeedsExtra without pypdfium2.
    """
    try:
        import pypdfium2
    except ImportError:
        raise NeedsExtra(where, "PDF files", "pypdfium2") from None
    try:
        pdf = pypdfium2.PdfDocument(data)
        count = len(pdf)
    except pypdfium2.PdfiumError as fault:
        raise _closed(fault, data, where) from None
    known = pdf.get_metadata_dict()
    pages, broken, characters = [], [], 0
    for n in range(count):
        try:
            page = in_columns(lines(pdf[n].get_textpage()))
        except pypdfium2.PdfiumError:
            page = []
            broken.append(n + 1)
        characters += sum(len(line.text) for line in page)
        if characters > MOST:
            raise TooLarge(where, f"holds more than {MOST:,} characters of text", "split it")
        pages.append(page)
    if not characters:
        raise _without_text(pdf, broken, where)
    return _document(pages, broken, known)


def _document(pages: Sequence[Sequence[Line]], broken: Sequence[int], known: dict[str, str]) -> Document:
    text, spans, left_out = text_of(pages)
    notices: tuple[str, ...] = ()
    if left_out:
        notices += ("running heads and page numbers were left out",)
    empty = [n for n, page in enumerate(pages, 1) if not page and n not in broken]
    if empty:
        notices += (f"{_named(empty)} without text, perhaps a picture, which is not read",)
    if broken:
        notices += (f"{_named(broken)} broken and not read",)
    made = _DATE.match(known.get("CreationDate", ""))
    return document(
        text, title=heading(known.get("Title")), author=author(known.get("Author")),
        made=iso_date("-".join(made.groups())) if made else None, notices=notices,
        pages=tuple(Page(start, end, n) for n, (start, end) in enumerate(spans, 1) if end > start),
    )  # fmt: skip


def _named(pages: Sequence[int]) -> str:
    named = ", ".join(map(str, pages[:_SHOWN])) + (" …" if len(pages) > _SHOWN else "")
    return f"page {named} is" if len(pages) == 1 else f"pages {named} are"


def _closed(fault: Any, data: bytes, where: str) -> BinaryInput:
    if fault.err_code == _PASSWORD:
        return BinaryInput(where, "is a PDF locked with a password", "save it without one, and give that file")
    if b"%PDF" not in data[:1024]:
        return BinaryInput(where, "is no PDF", "call it by what it is")
    reason = " ".join(str(fault).split())[:200]
    return BinaryInput(where, f"is a PDF that cannot be opened ({reason})", "save it anew, or get it again")


def _without_text(pdf: Any, broken: Sequence[int], where: str) -> BinaryInput | EmptyInput:
    if broken and len(broken) == len(pdf):
        return BinaryInput(where, "is a PDF whose pages are broken", "save it anew, or get it again")
    return EmptyInput(where, "is a PDF without text: a scan?", "run text recognition over it first (ocrmypdf FILE OUT)")
