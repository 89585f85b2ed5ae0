"""The reader: one report in, sourced claims out.

Deterministic: a reading depends on the text, its metadata and the tables, and on nothing else. The text is never edited;
matching is done on normalised keys and mapped back.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from marsad import lexicon as lexicons
from marsad import model
from marsad.reader.collector import at_rest
from marsad.reader.explanation import Explanation
from marsad.reader.pipeline import Trace, trace

if TYPE_CHECKING:
    from marsad.reader.whynot import Answer

__all__ = ["Explanation", "Trace", "explain", "read", "trace", "why_not"]


@at_rest()
def read(
    text: str, *, id: str | None = None, title: bool = False, publisher: str | None = None, published: str | None = None,
    url: str | None = None, lexicon: Path | str | None = None, codebook: Path | str | None = None,
) -> model.Reading:  # fmt: skip
    """Read one report.

    ``text`` is the report as published (``title=True``: its first line is a separate title); ``published`` an ISO date
    that relative dates count from; ``lexicon`` a folder of word tables that add to or override the built-in ones,
    ``codebook`` a folder with predicates of one's own. ``id`` is taken for the report's id only where given; by default it
    is the SHA-256 of the text. Raises LexiconError for a table and ValueError for a date that cannot be read.
    """
    from marsad.reader.assemble import reading

    text, digest = _cleaned(text)
    return reading(text, id or digest, title, publisher, published, url, lexicons.load(lexicon, codebook))


@at_rest()
def explain(
    text: str, *, id: str | None = None, title: bool = False, publisher: str | None = None, published: str | None = None,
    url: str | None = None, lexicon: Path | str | None = None, codebook: Path | str | None = None,
) -> tuple[model.Reading, list[Explanation]]:  # fmt: skip
    """Read one report as ``read`` does, and say of each claim how it came about, in the order of the claims."""
    from marsad.reader.assemble import traced
    from marsad.reader.explaining import explanations

    text, digest = _cleaned(text)
    reading, found, ids = traced(text, id or digest, title, publisher, published, url, lexicons.load(lexicon, codebook))
    return reading, explanations(found, reading, ids) if found is not None else []


@at_rest()
def why_not(
    text: str, question: str, *, id: str | None = None, title: bool = False, publisher: str | None = None,
    published: str | None = None, url: str | None = None, lexicon: Path | str | None = None, codebook: Path | str | None = None,
) -> tuple[model.Reading, Answer]:  # fmt: skip
    """Read one report as ``read`` does, and say why it has not the claim of ``question``: «arms(russia, libyan army)».

    Raises OptionError for a question of another shape, an unknown predicate, or a name that the report does not hold.
    """
    from marsad.reader.assemble import traced
    from marsad.reader.whynot import answer, parse

    lex = lexicons.load(lexicon, codebook)
    asked = parse(question, lex.book)
    text, digest = _cleaned(text)
    reading, found, ids = traced(text, id or digest, title, publisher, published, url, lex)
    return reading, answer(asked, reading, found, ids, lex)


def _cleaned(text: str) -> tuple[str, str]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
