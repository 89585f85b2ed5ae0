"""Reports as bytes, each with where it stands: what is kept of a report before it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from marsad.errors import InputError

LIMIT = 5_000_000


class Options(Struct, frozen=True):
    """How files are taken: ``limit`` is the most bytes of a report, ``columns`` which column of a table is which field."""

    limit: int = LIMIT
    columns: Mapping[str, str] = {}


class Said(Struct, frozen=True, omit_defaults=True):
    """What a feed says of a report; it goes behind what the report says itself. ``published`` is an ISO date.

    ``named`` is what the one who follows the feed calls its publisher; it goes before all.
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    author: str | None = None
    named: str | None = None


class Item(Struct, frozen=True, kw_only=True):
    """One report as bytes.

    ``origin`` is the path of its file (or "standard input"), ``position`` where it stands in it: empty for the whole
    file, else ``id NAME``, ``line N``, ``row N`` or ``record N``, with ``number`` that N. ``address`` is where it came
    from on the web, where the container says so; ``retrieved`` when, as ISO 8601, where the container says so.
    ``format`` is a key of ``formats.FORMATS``. What was fetched has ``final``, the address that redirects led to, and
    what the server said of its version: ``modified`` (ISO 8601) and ``etag``; ``said`` is what a feed says of it.
    """

    origin: str
    format: str
    data: bytes
    position: str = ""
    address: str | None = None
    retrieved: str | None = None
    number: int = 0
    final: str | None = None
    modified: str | None = None
    etag: str | None = None
    said: Said | None = None

    @property
    def where(self) -> str:
        return f"{self.origin} {self.position}" if self.position else self.origin


class Refused(NamedTuple):
    """A report, or a file of them, whose bytes could not be had."""

    origin: str
    position: str
    format: str
    fault: InputError
    said: Said | None = None


def legible(text: str) -> str:
    """``text`` as every database can keep it: no NUL, no half of a surrogate pair."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\0", "\ufffd")
