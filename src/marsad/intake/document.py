"""A text as it enters the reader, with what its source says of it."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from marsad.model import Page

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")


class Document(Struct, frozen=True):
    """A report before reading. ``title`` true says that the first line of ``text`` is a separate title.

    ``id`` is the caller's own and goes back to the caller; ``published`` is an ISO date; ``notices`` is what a person
    should know of the way the text came in. ``author`` and ``made`` (ISO date) are what a file says of itself, which
    stands behind what its text says; see ``filled``. ``pages`` is where the pages of a paged source stand in the text.
    """

    text: str
    id: str | int | None = None
    title: bool = False
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    notices: tuple[str, ...] = ()
    author: str | None = None
    made: str | None = None
    pages: tuple[Page, ...] = ()


def iso_date(value: str) -> str | None:
    """The day of an ISO 8601 date or date-time, ``YYYY-MM-DD``; None where it is neither."""
    value = value.strip()
    if not _DAY.match(value):
        return None
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        return None


def document(
    text: str,
    *,
    id: str | int | None = None,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
    notices: tuple[str, ...] = (),
    author: str | None = None,
    made: str | None = None,
    pages: tuple[Page, ...] = (),
) -> Document:
    """A document of the parts that a source gives, ``pages`` by their place in ``text`` without the title.

    A date that is none is left out, with a notice.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    head = " ".join((title or "").split())
    if head and " ".join(text.lstrip().partition("\n")[0].split()) == head:
        text, shift = text.lstrip(), len(text.lstrip()) - len(text)  # the title stands there already
    elif head:
        text, shift = f"{head}\n{text}", len(head) + 1
    else:
        shift = 0
    day = iso_date(published) if published else None
    if published and not day:
        notices += (f"published: {published[:40]!r} is no ISO date and was left out",)
    moved = tuple(Page(max(0, page.start + shift), page.end + shift, page.page) for page in pages)
    return Document(text, id, bool(head), publisher or None, day, url or None, notices, author, made, moved)


def filled(document: Document, publisher: str | None, published: str | None) -> Document | None:
    """The document with what its file says of itself, where a reading of its text has no publisher or no day.

    None where there is nothing to add, and the reading is as good as it gets.
    """
    notices = document.notices
    if publisher is None and document.author:
        publisher = document.author
        notices += (f"publisher: {publisher[:80]!r} is the author that the file names",)
    if published is None and document.made:
        published = document.made
        notices += (f"published: {published} is the day on which the file was made",)
    if notices == document.notices:
        return None
    return replace(document, publisher=publisher, published=published, notices=notices)
