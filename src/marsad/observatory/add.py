"""Adding: reports from an intake, read by worker processes, written by this one.

Nothing is remembered but what the store holds: a run that was cut off at any moment is finished by the next one, which
passes over what is there. Reports are written in small batches, each a short transaction, so that others can ask and
add meanwhile.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec
from msgspec import Struct

from marsad.errors import StoreError
from marsad.intake.items import Intake, Item, Refused, legible
from marsad.observatory.crew import Crew
from marsad.observatory.identity import digest, place_key, report_key
from marsad.observatory.messages import Failed, Given, Setup, Task
from marsad.observatory.unfold import Unfolded
from marsad.observatory.write import Done, Writer

GROUP = 64  # reports looked up in the store at once
BATCH = 100  # reports in one transaction
PAUSE = 1.0  # seconds until a smaller batch is written
LISTED = 1000  # failures of a run that are remembered to be listed


class Limits(Struct, frozen=True):
    """For each report: bytes, seconds of processor time, megabytes of memory. ``workers``: processes, 0 one a core."""

    bytes: int = 5_000_000
    seconds: int = 60
    megabytes: int = 1000
    workers: int = 0


class Progress(Struct):
    """How far a run has come. ``done`` of ``total`` bytes of the files; the other numbers count reports."""

    total: int = 0
    done: int = 0
    added: int = 0
    known: int = 0
    forgotten: int = 0
    failed: int = 0
    failed_before: int = 0
    passed_over: int = 0
    claims: int = 0
    seconds: float = 0.0
    failures: list[str] = []


if TYPE_CHECKING:
    from marsad.intake.web import Web

Watch = Callable[[Progress], None]
Put = Callable[[Sequence[Done[Unfolded | Failed]]], Counter[str]]


class Source(Protocol):
    """Where reports come from: an ``Intake``, or what is like one. None says that the next one takes its time."""

    total: int
    done: int
    passed_over: int
    web: Web | None

    @property
    def addresses(self) -> list[str]: ...

    def __iter__(self) -> Iterator[Item | Refused | None]: ...


class Run:
    """One run of adding. ``watch`` is called as it goes on."""

    def __init__(
        self, writer: Writer, limits: Limits, given: Given, lexicon: Path | None, again: bool, watch: Watch | None
    ) -> None:
        self._writer = writer
        self._put: Put = partial(writer.write, again=again)
        self._given = given
        self._again = again
        self._watch = watch or (lambda progress: None)
        count = limits.workers or cores()
        self._crew = Crew(count, Setup(limits.seconds, limits.megabytes, str(lexicon) if lexicon else None))
        self._limits = limits
        self._refused: set[str] = set()  # keys of what could not be had
        self._flying: set[str] = set()  # keys of reports under way
        self._batch: list[Done[Unfolded | Failed]] = []
        self._written = self._began = time.monotonic()
        self.progress = Progress()

    def add(self, intake: Source) -> Progress:
        """Add all reports of an intake that the store does not have."""
        self.progress.total, self.progress.passed_over = intake.total, intake.passed_over
        out = self._go(self._tasks(intake))
        for origin in intake.addresses:
            self._writer.settle(origin, self._refused)
        return out

    def retry(self, tasks: Iterable[Task], files: Sequence[tuple[str, Given]], web: Web | None = None) -> Progress:
        """Read these again; and look again into files and addresses of which something could not be had, with what was
        said of them."""

        def again() -> Iterator[Task]:
            yield from tasks
            for path, self._given in files:
                self._refused.clear()
                yield from self._tasks(Intake([path], self._limits.bytes, self._given.columns, web))
                self._writer.settle(legible(path), self._refused)

        return self._go(again())

    def reread(self, tasks: Iterable[Task]) -> Progress:
        """Read reports of the store anew; one that cannot be read keeps the reading that it has."""
        self._put = self._writer.replace
        return self._go(tasks)

    def _go(self, tasks: Iterable[Task]) -> Progress:
        try:
            for task in tasks:
                while not self._crew.offer(task):
                    self._gather(0.2)
                self._gather(0)
            while self._crew.open:
                self._gather(0.2)
        except StoreError:
            self._batch.clear()
            raise
        finally:
            self._crew.close()
            self._write()  # what was read before an interruption is kept
        return self.progress

    def _tasks(self, intake: Source) -> Iterator[Task]:
        for group in _groups(intake):
            keyed = {_key(item): item for item in group}
            have = self._writer.known([*keyed])
            for key, item in keyed.items():
                if isinstance(item, Refused):
                    self._refused.add(key)
                if not self._is_new(key, have.get(key)):
                    continue
                if isinstance(item, Refused):
                    self._refuse(key, item)
                else:
                    self._flying.add(key)
                    yield Task(key, item, self._said(item))
            self.progress.done = intake.done
            self._pass_over(intake)
            self._gather(0)
        self._pass_over(intake)

    def _said(self, item: Item | Refused) -> Given:
        if item.said is None:
            return self._given
        named = item.said.named or self._given.publisher
        return msgspec.structs.replace(self._given, publisher=named, feed=item.said)

    def _pass_over(self, intake: Source) -> None:
        """Count the articles of feeds that are there already, and were not fetched."""
        if intake.web:
            self.progress.known += intake.web.passed.pop("reports", 0)
            self.progress.failed_before += intake.web.passed.pop("failures", 0)

    def _is_new(self, key: str, state: str | None) -> bool:
        if key in self._flying:
            return False
        self.progress.known += state == "reports"
        self.progress.failed_before += state == "failures"
        forgotten = state == "tombstones" and not self._again
        self.progress.forgotten += forgotten
        return state is None or (state == "tombstones" and self._again)

    def _refuse(self, key: str, item: Refused) -> None:
        failed = Failed(type(item.fault).__name__, str(item.fault))
        what = Item(origin=item.origin, position=item.position, format=item.format, data=b"")
        self._batch.append(Done(key, None, 0, what, self._said(item), failed))
        self._list(failed)

    def _list(self, failed: Failed) -> None:
        if len(self.progress.failures) < LISTED:
            self.progress.failures.append(failed.reason)

    def _gather(self, timeout: float) -> None:
        """Take in what is ready, and write it when it is much or old."""
        while result := self._crew.take(timeout):
            timeout = 0
            task, outcome = result
            if isinstance(outcome, Failed):
                self._list(outcome)
            data = task.item.data
            item = msgspec.structs.replace(task.item, data=b"")
            self._batch.append(Done(task.key, digest(data), len(data), item, task.given, outcome))
            if len(self._batch) >= BATCH:
                self._write()
        if time.monotonic() - self._written > PAUSE:
            self._write()

    def _write(self) -> None:
        self._written = time.monotonic()
        if self._batch:
            counts = self._put(self._batch)
            self._flying -= {done.key for done in self._batch}
            self._batch.clear()
            for name, number in counts.items():
                setattr(self.progress, name, getattr(self.progress, name) + number)
        self.progress.seconds = time.monotonic() - self._began
        self._watch(self.progress)


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _key(item: Item | Refused) -> str:
    if isinstance(item, Refused):
        return place_key(None, item.origin, item.position)
    return report_key(item, digest(item.data))


def _groups(items: Iterable[Item | Refused | None]) -> Iterator[list[Item | Refused]]:
    """Items by the dozen, fewer of large ones; what was fetched at once, for the next one may take its time."""
    group: list[Item | Refused] = []
    size = 0
    for item in items:
        if item is None:
            yield group
            group, size = [], 0
            continue
        group.append(item)
        size += len(item.data) if isinstance(item, Item) else 0
        if len(group) >= GROUP or size > 4_000_000 or (isinstance(item, Item) and item.final):
            yield group
            group, size = [], 0
    if group:
        yield group
