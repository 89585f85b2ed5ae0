"""The reader: one report in, sourced claims out.

Deterministic: a reading depends on the text, its metadata and the tables, and on nothing else. The text is never edited;
matching is done on normalised keys and mapped back.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from marsad import model
from marsad.reader.pipeline import Trace, trace

__all__ = ["Trace", "read", "trace"]


def read(
    text: str, *, id: str | None = None, title: bool = False, publisher: str | None = None, published: str | None = None,
    url: str | None = None, lexicon: Path | None = None,
) -> model.Reading:  # fmt: skip
    """Read one report.

    ``text`` is the report as published (``title=True``: its first line is a separate title); ``published`` an ISO date
    that relative dates count from; ``lexicon`` a folder of tables that add to or override the built-in ones. ``id`` is
    taken for the report's id only where given; by default it is the SHA-256 of the text. Raises ValueError for a table
    or a date that cannot be read.
    """
    from marsad.reader.assemble import reading

    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return reading(text, id or digest, title, publisher, published, url, lexicon)
