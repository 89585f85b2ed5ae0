"""A text as it enters the reader, with what its source says of it."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")


class Document(Struct, frozen=True):
    """A report before reading. ``title`` true says that the first line of ``text`` is a separate title.

    ``id`` is the caller's own and goes back to the caller; ``published`` is an ISO date; ``notices`` is what a person
    should know of the way the text came in.
    """

    text: str
    id: str | int | None = None
    title: bool = False
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    notices: tuple[str, ...] = ()


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
) -> Document:
    """A document of the parts that a source gives. A date that is none is left out, with a notice."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    head = " ".join((title or "").split())
    if head and " ".join(text.lstrip().partition("\n")[0].split()) == head:
        text = text.lstrip()  # the title stands there already
    elif head:
        text = f"{head}\n{text}"
    day = iso_date(published) if published else None
    notices = () if day or not published else (f"published: {published[:40]!r} is no ISO date and was left out",)
    return Document(text, id, bool(head), publisher or None, day, url or None, notices)
