"""What a run reads: files, folders, JSON lines and standard input, as one stream of documents."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.errors import BrokenLine, BrokenRow, EmptyInput, InputError, MissingInput
from marsad.exports.rows import Origin
from marsad.intake import Document, Options, load
from marsad.intake.fetch import is_address
from marsad.intake.files import STDIN
from marsad.intake.folder import ENDINGS, files_in, holds_many, is_lines, is_report

if TYPE_CHECKING:
    from marsad.intake.fetch.policy import Policy


@dataclass(frozen=True, slots=True)
class Input:
    """One report, or why there is none; ``found`` where it is one of many in a folder or in JSON lines."""

    origin: Origin
    document: Document | InputError
    found: bool


class Inputs:
    """The reports of one run, in the order of the names; those of a folder by name.

    ``names`` are files, folders, addresses or ``-``; ``lines`` is a file of JSON lines or ``-``. ``fetch`` is how
    addresses are fetched; ``articles`` says that those of a feed at an address are fetched, too.
    """

    def __init__(
        self, names: list[str], lines: str | None, options: Options, fetch: Policy | None = None, articles: bool = True
    ) -> None:
        self.names = names
        self.lines = lines
        self.options = options
        self.fetch = fetch
        self.articles = articles

    @cached_property
    def single(self) -> bool:
        """One file that holds one report."""
        return self.lines is None and len(self.names) == 1 and not holds_many(self.names[0]) and not self._folders()

    def _folders(self) -> list[Path]:
        return [Path(name) for name in self.names if name != STDIN and _is_dir(name)]

    def survey(self) -> tuple[int | None, int]:
        """How many reports there are, None where files hold a number unknown; and how many files are passed over.

        Raises EmptyInput for a folder without a report.
        """
        total, over, unknown = len(self.names), 0, self.lines is not None or any(map(holds_many, self.names))
        for folder in self._folders():
            total -= 1
            here = 0
            for path in files_in(folder):
                if isinstance(path, Path) and not is_report(path):
                    over += 1
                    continue
                here += 1
                unknown = unknown or (isinstance(path, Path) and holds_many(path))
            if not here:
                raise EmptyInput(str(folder), f"holds no report ({ENDINGS})", "name a folder with reports in it")
            total += here
        return (None if unknown else total), over

    def holds(self, path: Path) -> bool:
        """Is the file one of those that are read?"""
        if not path.exists():
            return False
        target = Path(os.path.realpath(path))
        names = [name for name in (*self.names, self.lines) if name is not None and name != STDIN]
        return target in (Path(os.path.realpath(name)) for name in names) or (
            is_report(path) and any(target.is_relative_to(os.path.realpath(folder)) for folder in self._folders())
        )

    def __iter__(self) -> Iterator[Input]:
        if self.lines is not None:
            yield from self._lines(self.lines)
        for name in self.names:
            if name != STDIN and _is_dir(name):
                for path in files_in(Path(name)):
                    if isinstance(path, MissingInput):
                        yield Input(Origin(path.where), path, True)
                    elif is_report(path):
                        yield from self._file(str(path), True)
            else:
                yield from self._file(name, False)

    def _file(self, name: str, found: bool) -> Iterator[Input]:
        if is_address(name) and not found:
            yield from self._web(name)
        elif is_lines(name):
            yield from self._lines(name)
        elif holds_many(name):
            yield from self._many(name)
        else:
            try:
                document: Document | InputError = load(name, self.options.limit)
            except InputError as fault:
                document = fault
            yield Input(Origin(name), document, found)

    def _web(self, name: str) -> Generator[Input, None, None]:
        from marsad.intake.many import taken
        from marsad.intake.web import Web

        with Web(self.fetch, articles=self.articles) as web:
            for number, document in taken(web.reports(name, self.options)):
                one = number == 0
                own = document.id if isinstance(document, Document | BrokenRow) else None
                yield Input(Origin(name, number or None, own), document, not one)

    def load(self, name: str) -> Document:
        """The one document under a name. Raises InputError."""
        if not is_address(name):
            return load(name, self.options.limit)
        with closing(self._web(name)) as found:
            document = next(found).document
        if isinstance(document, InputError):
            raise document
        return document

    def _lines(self, name: str) -> Iterator[Input]:
        from marsad.intake.jsonlines import stream

        try:
            for number, document in stream(name, self.options.limit):
                yield Input(Origin(name, number, document.id), document, True)
        except MissingInput as fault:
            yield Input(Origin(name), fault, False)

    def _many(self, name: str) -> Iterator[Input]:
        from marsad.intake.many import documents

        try:
            for number, document in documents(name, self.options):
                own = document.id if isinstance(document, Document | BrokenRow) else None
                yield Input(Origin(name, number, own), document, True)
        except InputError as fault:
            yield Input(Origin(name), fault, False)


def unread(origin: Origin, bug: Exception) -> InputError:
    """A fault of the reader, as an error of its report: it must not cost the reports after it."""
    trouble, remedy = f"could not be read ({type(bug).__name__}: {bug})", "report this fault of the reader"
    if origin.line is not None:
        name = origin.file or ""
        kind = BrokenRow if holds_many(name) and not is_lines(name) else BrokenLine
        return kind(name, origin.line, trouble, remedy, origin.id)
    return InputError(origin.file or "", trouble, remedy)


def _is_dir(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):  # a name too long, a null in it: loading it says so
        return False
