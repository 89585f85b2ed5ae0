"""What the writer's process and the worker processes say to each other."""

from __future__ import annotations

from msgspec import Struct

from marsad.intake.item import Item, Said
from marsad.observatory.unfold import Unfolded


class Given(Struct, frozen=True, omit_defaults=True):
    """What the person who adds reports says of them; it goes before what they say themselves.

    ``columns`` tells which column of a table is which field. ``feed`` goes behind what the report says: it is what the
    feed says that named the report.
    """

    publisher: str | None = None
    published: str | None = None
    columns: dict[str, str] = {}
    feed: Said | None = None


class Failed(Struct, frozen=True):
    """Why a report could not be read: a word for programs, a line for people, and its bytes, packed."""

    kind: str
    reason: str
    original: bytes | None = None


class Setup(Struct, frozen=True):
    """``seconds`` of processor time and ``megabytes`` beyond the word tables for each report; a folder of own tables."""

    seconds: int
    megabytes: int
    lexicon: str | None = None


class Task(Struct, frozen=True):
    """One report to read."""

    key: str
    item: Item
    given: Given


class Answer(Struct, frozen=True):
    """One of the two, or neither: ready. ``last`` says that the process ends with it."""

    read: Unfolded | None = None
    failed: Failed | None = None
    last: bool = False
