"""What the commands share: options, the reader with its options, and how a line reaches standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.errors import LexiconError, MarsadError, OptionError
from marsad.intake import Document, filled

if TYPE_CHECKING:
    from marsad.codebook import Codebook as Book
    from marsad.model import Reading
    from marsad.observatory import Observatory
    from marsad.reader.explanation import Explanation
    from marsad.reader.whynot import Answer
    from marsad.tables import Fault

Lexicon = Annotated[
    Path | None,
    typer.Option("--lexicon", metavar="DIR", help="Your own word tables and predicates, on top of the built-in ones."),
]
Codebook = Annotated[
    Path | None,
    typer.Option(
        "--codebook", metavar="DIR", help="Your own predicates, where they are not in the folder of --lexicon."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON in place of a table.")]


class Reader:
    """The reader with the options of one run."""

    def __init__(
        self,
        publisher: str | None,
        published: str | None,
        lexicon: Path | None,
        min_confidence: float,
        codebook: Path | None = None,
    ) -> None:
        self.publisher = publisher
        self.published = published
        self.lexicon = lexicon
        self.min_confidence = min_confidence
        self.codebook = codebook

    def book(self) -> Book:
        """The predicates in use."""
        from marsad.lexicon import load

        return load(self.lexicon, self.codebook).book

    def __call__(self, document: Document) -> Reading:
        from marsad.reader import read

        reading = read(document.text, **self._metadata(document))
        if more := filled(document, reading.report.publisher, reading.report.published):
            document, reading = more, read(document.text, **self._metadata(more))
        return self._finished(document, reading)

    def explained(self, document: Document) -> tuple[Reading, list[Explanation]]:
        """The reading of a document, and of each of its claims how it came about."""
        from marsad.reader import explain

        reading, reasons = explain(document.text, **self._metadata(document))
        if more := filled(document, reading.report.publisher, reading.report.published):
            document, (reading, reasons) = more, explain(document.text, **self._metadata(more))
        reading = self._finished(document, reading)
        kept = {c.id for c in reading.claims}
        return reading, [e for e in reasons if e.claim in kept]

    def asked(self, document: Document, question: str) -> tuple[Reading, Answer]:
        """The reading of a document, and why it has not the claim of the question."""
        from marsad.reader import why_not

        reading, answer = why_not(document.text, question, **self._metadata(document))
        if more := filled(document, reading.report.publisher, reading.report.published):
            document, (reading, answer) = more, why_not(document.text, question, **self._metadata(more))
        return self._finished(document, reading), answer

    def _metadata(self, document: Document) -> dict[str, Any]:
        return {
            "title": document.title,
            "publisher": self.publisher or document.publisher,
            "published": self.published or document.published,
            "url": document.url,
            "lexicon": self.lexicon,
            "codebook": self.codebook,
        }

    def _finished(self, document: Document, reading: Reading) -> Reading:
        reading.notices[:0] = document.notices
        reading.report.pages = list(document.pages)
        return self.sure(reading)

    def sure(self, reading: Reading) -> Reading:
        """The reading without the claims, and their links, of which the reader is less sure than asked for."""
        if self.min_confidence:
            reading.claims = [c for c in reading.claims if c.confidence >= self.min_confidence]
            kept = {c.id for c in reading.claims}
            reading.links = [k for k in reading.links if k.from_ in kept and k.to in kept]
        return reading


def own_lexicon(folder: Path | None, codebook: Path | None = None) -> Path | None:
    """The folder of word tables, once they and the own codebook have been found to load. Raises LexiconError."""
    if folder is not None or codebook is not None:
        from marsad import lexicon

        for path in (folder, codebook):
            if path is not None:
                folder_at(path)
        try:
            lexicon.load(folder, codebook)
        except OSError as fault:
            raise LexiconError(str(fault.filename), fault.strerror or "cannot be read", "mend its rights") from None
    return folder


def folder_at(path: Path) -> Path:
    if not path.is_dir():
        raise OptionError(str(path), "is no folder", "name a folder of tables (*.tsv)")
    return path


def print_faults(faults: Iterable[Fault], sound: str) -> None:
    """Print faults and warnings; ``sound`` and exit code 0 where there are warnings at most, else exit code 1."""
    from marsad.arabic.display import harmless

    faults = list(faults)
    for fault in faults:
        typer.echo(harmless(str(fault)))
    if any(not fault.warning for fault in faults):
        raise typer.Exit(1)
    typer.echo(harmless(sound))


def clean(value: str) -> str:
    """An argument with its undecodable bytes replaced."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def say_unknown(store: Observatory, asked: Mapping[str, Any]) -> None:
    """Warn of the names in filters that nobody in the store bears, each with those that look like it."""
    from marsad.show import warn

    for name in store.unknown(**asked):
        near = store.nearest(name)
        meant = f"; did you mean {' or '.join(near)}?" if near else ""
        warn(f"{name}: nobody and no place in the store is called so{meant}")


def warn(fault: MarsadError) -> None:
    from marsad.show import warn

    warn(str(fault))


def print_line(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")


def print_json(value: object) -> None:
    from msgspec.json import encode

    print_line(encode(value))
