"""Readings into files. What can be read is written, what cannot is told at the end, and no file is ever left half."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from marsad.cli.common import Reader
from marsad.cli.pages import Pages
from marsad.cli.progress import progress
from marsad.cli.reports import Inputs, unread
from marsad.errors import InputError, OptionError
from marsad.exports.rows import Origin
from marsad.intake.files import STDIN

if TYPE_CHECKING:
    from marsad.model import Reading


@dataclass(frozen=True, slots=True)
class Targets:
    """The file of each format that was asked for, as it was named; ``-`` is standard output."""

    csv: str | None = None
    parquet: str | None = None
    html: str | None = None

    def named(self) -> dict[str, str]:
        """Option to file."""
        return {f"--{f.name}": target for f in fields(self) if (target := getattr(self, f.name)) is not None}


class Writer(Protocol):
    """What takes one reading after another; returns how many claims it took."""

    def add(self, reading: Reading, origin: Origin | None = None) -> int: ...


class _NothingRead(Exception):
    """Leaves the files as they were."""


def write_readings(reader: Reader, inputs: Inputs, targets: Targets, example: bool = False) -> int:
    """Read everything into the targets, and tell how it went on standard error.

    Returns the exit code: 0, 1 where some reports could not be read, 2 where none could; then nothing is written.
    Raises OptionError, OutputError, MissingExtra and EmptyInput before anything is read.
    """
    _check(inputs, targets)
    pages = Pages(targets.html, inputs, example) if targets.html is not None else None
    import tempfile

    total, passed_over = inputs.survey()
    count: Counter[str] = Counter(over=passed_over)
    with tempfile.SpooledTemporaryFile(1 << 20, "w+", encoding="utf-8") as faults:
        try:
            with _terminable(), ExitStack() as stack:
                writers = _open(targets, stack)
                with progress(total, bar=STDIN not in targets.named().values() or not sys.stdout.isatty()) as advance:
                    for item in inputs:
                        _take(reader, item.document, item.origin, writers, pages, count, faults)
                        advance(count["claims"])
                if count["failed"] and not count["read"]:
                    raise _NothingRead
        except _NothingRead:
            pass
        _tell(count, targets, faults)
    return 0 if not count["failed"] else 1 if count["read"] else 2


@contextmanager
def _terminable() -> Iterator[None]:
    """A termination, by ``timeout`` or a scheduler, ends the run as an interrupt does: what is half written goes."""

    def stop(number: int, _: object) -> None:
        sys.exit(128 + number)

    before = None
    with suppress(ValueError):  # not in the main thread: whoever runs there decides
        before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def _check(inputs: Inputs, targets: Targets) -> None:
    named = targets.named()
    if targets.parquet == STDIN:
        raise OptionError("--parquet", "cannot go to standard output", "name a file, as claims.parquet")
    for option, target in named.items():
        if not target:
            raise OptionError(option, "names no file", "write one, as claims.csv or page.html")
        if target != STDIN and inputs.holds(Path(target)):
            raise OptionError(option, f"{target} is one of the reports", "name another file, or it would be lost")
    paths = [STDIN if target == STDIN else os.path.realpath(target) for target in named.values()]
    if len(set(paths)) < len(paths):
        raise OptionError(" and ".join(named), "name the same file", "give each its own")


def _open(targets: Targets, stack: ExitStack) -> list[Writer]:
    """A writer for each target, which is closed with the stack; libraries are loaded for what is asked for."""
    writers: list[Writer] = []
    if targets.csv == STDIN:
        from marsad.exports.csv import CsvWriter

        writers.append(CsvWriter(sys.stdout.buffer))
    elif targets.csv:
        from marsad.exports.csv import open_csv

        writers.append(stack.enter_context(open_csv(Path(targets.csv))))
    if targets.parquet:
        from marsad.exports.parquet import open_parquet

        writers.append(stack.enter_context(open_parquet(Path(targets.parquet))))
    return writers


def _take(
    reader: Reader, document: object, origin: Origin, writers: list[Writer], pages: Pages | None, count: Counter[str],
    faults: IO[str],
) -> None:  # fmt: skip
    """Read one report into all writers and its page, or note why not."""
    from marsad.arabic.display import isolated
    from marsad.intake import Document

    if isinstance(document, Document):
        try:
            reading, reasons = reader.explained(document) if pages else (reader(document), [])
        except Exception as bug:
            document = unread(origin, bug)
        else:
            if pages:
                pages.add(reading, reasons, origin)
            for writer in writers:
                writer.add(reading, origin)
            count["read"] += 1
            count["claims"] += len(reading.claims)
            count["none"] += not reading.claims
            count["foreign"] += reading.report.language != "ar"
            return
    assert isinstance(document, InputError)
    count["failed"] += 1
    faults.write(f"  {isolated(str(document))}\n")


def _tell(count: Counter[str], targets: Targets, faults: IO[str]) -> None:
    from marsad.arabic.display import harmless

    parts = [f"{_of(count['read'], 'report')} read, {_of(count['claims'], 'claim')}"]
    besides = {"without a claim": "none", "not in Arabic": "foreign", "files passed over": "over"}
    parts += [f"{words}: {count[key]:,}" for words, key in besides.items() if count[key]]
    files = [harmless(target) for target in targets.named().values() if target != STDIN]
    done = f"; written: {', '.join(files)}" if files and (count["read"] or not count["failed"]) else ""
    sys.stderr.write(f"marsad: {'; '.join(parts)}{done}\n")
    if count["failed"]:
        nothing = "" if count["read"] else "; nothing was written"
        sys.stderr.write(f"marsad: {count['failed']:,} could not be read{nothing}:\n")
        faults.seek(0)
        for line in faults:
            sys.stderr.write(line)


def _of(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
