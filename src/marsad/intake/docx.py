"""Word files: paragraphs, tables, text boxes and notes as their author sees them, with title, author and day of the file.

python-docx opens the package and finds its parts; it resolves no entity and follows no link that leads out of the file.
The text is taken from the XML, for ``Paragraph.text`` leaves out what was inserted under review, stands in a content
control or a text box, and repeats merged cells (ECMA-376 part 1, section 17).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from marsad.errors import BinaryInput, EmptyInput, NeedsExtra, TooLarge
from marsad.intake.authors import author, heading
from marsad.intake.document import Document, document

UNPACKED = 200_000_000  # bytes that a file may unpack to
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {
    f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "instrText", "delText", "footnoteReference", "ruby", "sectPr")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # the same again, for older programs
_SPACE = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}
_OTHERS = (
    ("xl/", "an Excel workbook", "save the sheet with the reports as CSV"),
    ("ppt/", "a PowerPoint presentation", "save it as PDF"),
    ("content.xml", "an OpenDocument file", "save it as .docx"),
)
_NOTES = ("/footnotes", "/endnotes")  # how the type of their relationship ends


def parse(data: bytes, where: str) -> Document:
    """The document of a Word file.

    Raises BinaryInput for a file that is none or is broken, TooLarge for one that unpacks to too much, EmptyInput for
    one without text, NeedsExtra without python-docx.
    """
    _check(data, where)
    try:
        import docx
    except ImportError:
        raise NeedsExtra(where, "Word files", "python-docx") from None
    try:
        word = docx.Document(io.BytesIO(data))
        lines = [line for part in _parts(word) for line in _lines(part)]
        known = word.core_properties
        title = heading(_styled(word) or known.title)
        made = known.created
    except MemoryError:
        raise
    except Exception as fault:  # whatever python-docx, zipfile and lxml make of a broken part
        reason = " ".join(f"{type(fault).__name__}: {fault}".split())[:200]
        raise BinaryInput(
            where, f"is a Word file that cannot be opened ({reason})", "save it anew, or as PDF"
        ) from None
    if not any(line.strip() for line in lines):
        raise EmptyInput(where, "is a Word file without text", "give one that holds a report; pictures are not read")
    return document(
        "\n".join(lines), title=title, author=author(known.author), made=made.date().isoformat() if made else None
    )


def _check(data: bytes, where: str) -> None:
    """Is it a Word file that unpacks to something sensible? zipfile gives no more of a member than it declares here."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as fault:
        kind = "a ZIP archive that is broken" if data.startswith(b"PK") else "no Word file"
        raise BinaryInput(where, f"is {kind} ({fault})", "save it anew as .docx, or as PDF") from None
    names = [member.filename for member in members]
    if not any(name.startswith("word/") for name in names):
        for begin, kind, remedy in _OTHERS:
            if any(name.startswith(begin) for name in names):
                raise BinaryInput(where, f"is {kind}", remedy)
        raise BinaryInput(where, "is a ZIP archive, not a Word file", "unpack it, and give the folder")
    if (size := sum(member.file_size for member in members)) > UNPACKED:
        raise TooLarge(
            where, f"unpacks to {size:,} bytes, more than {UNPACKED:,}", "take the pictures out, or leave it out"
        )


def _parts(word: Any) -> Iterator[Any]:
    """The XML of the page headers, each once, of the body, and of the notes."""
    from lxml import etree

    seen = set()
    for section in word.sections:
        for header in (section.first_page_header, section.header):
            if not header.is_linked_to_previous and (text := header._element.xpath("string()")) not in seen:
                seen.add(text)
                yield header._element
    yield word.element.body
    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    for relation in word.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(_NOTES):
            yield etree.fromstring(relation.target_part.blob, safe)


def _lines(root: Any) -> Iterator[str]:
    """Paragraphs in their order, one in a box before the one that the box is tied to."""
    from lxml import etree

    open_: list[list[str]] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _SKIPPED or (tag == f"{_W}r" and _is_hidden(element)):
                walk.skip_subtree()
            elif tag == f"{_W}p":
                open_.append([])
            elif open_ and tag == f"{_W}t":
                open_[-1].append(element.text or "")
            elif open_:
                open_[-1].append(_SPACE.get(tag, ""))
        elif tag == f"{_W}p":
            yield from (line for line in "".join(open_.pop()).split("\n") if line.strip())


def _is_hidden(run: Any) -> bool:
    marks = run.findall(f"{_W}rPr/{_W}vanish")
    return any(mark.get(f"{_W}val", "true") not in ("0", "false", "off") for mark in marks)


def _styled(word: Any) -> str | None:
    """The paragraph in the style for titles, where there is one before the text begins."""
    for paragraph in word.paragraphs[:10]:
        if paragraph.style is not None and paragraph.style.name == "Title" and paragraph.text.strip():
            return str(paragraph.text)
    return None
