"""What the commands share: options, the reader with its options, and how a line reaches standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.errors import LexiconError, MarsadError, OptionError
from marsad.intake import Document

if TYPE_CHECKING:
    from marsad.model import Reading
    from marsad.reader.explanation import Explanation
    from marsad.reader.whynot import Answer

Lexicon = Annotated[
    Path | None, typer.Option("--lexicon", metavar="DIR", help="Your own word tables, on top of the built-in ones.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON in place of a table.")]


class Reader:
    """The reader with the options of one run."""

    def __init__(
        self, publisher: str | None, published: str | None, lexicon: Path | None, min_confidence: float
    ) -> None:
        self.publisher = publisher
        self.published = published
        self.lexicon = lexicon
        self.min_confidence = min_confidence

    def __call__(self, document: Document) -> Reading:
        from marsad.reader import read

        return self._finished(document, read(document.text, **self._metadata(document)))

    def explained(self, document: Document) -> tuple[Reading, list[Explanation]]:
        """The reading of a document, and of each of its claims how it came about."""
        from marsad.reader import explain

        reading, reasons = explain(document.text, **self._metadata(document))
        reading = self._finished(document, reading)
        kept = {c.id for c in reading.claims}
        return reading, [e for e in reasons if e.claim in kept]

    def asked(self, document: Document, question: str) -> tuple[Reading, Answer]:
        """The reading of a document, and why it has not the claim of the question."""
        from marsad.reader import why_not

        reading, answer = why_not(document.text, question, **self._metadata(document))
        return self._finished(document, reading), answer

    def _metadata(self, document: Document) -> dict[str, Any]:
        return {
            "title": document.title,
            "publisher": self.publisher or document.publisher,
            "published": self.published or document.published,
            "url": document.url,
            "lexicon": self.lexicon,
        }

    def _finished(self, document: Document, reading: Reading) -> Reading:
        reading.notices[:0] = document.notices
        return self.sure(reading)

    def sure(self, reading: Reading) -> Reading:
        """The reading without the claims, and their links, of which the reader is less sure than asked for."""
        if self.min_confidence:
            reading.claims = [c for c in reading.claims if c.confidence >= self.min_confidence]
            kept = {c.id for c in reading.claims}
            reading.links = [k for k in reading.links if k.from_ in kept and k.to in kept]
        return reading


def own_lexicon(folder: Path | None) -> Path | None:
    """The folder, once its tables have been found to load."""
    if folder is not None:
        from marsad import lexicon

        try:
            lexicon.load(folder_at(folder))
        except (ValueError, OSError) as fault:
            raise LexiconError(str(folder), str(fault), f"see marsad lexicon check {folder}") from None
    return folder


def folder_at(path: Path) -> Path:
    if not path.is_dir():
        raise OptionError(str(path), "is no folder", "name a folder of word tables (*.tsv)")
    return path


def clean(value: str) -> str:
    """An argument with its undecodable bytes replaced."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def warn(fault: MarsadError) -> None:
    from marsad.show import warn

    warn(str(fault))


def print_line(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")


def print_json(value: object) -> None:
    from msgspec.json import encode

    print_line(encode(value))
