"""Hostile bytes taken apart in a process of its own, for those who have no workers: what breaks it costs one report.

The process does one thing: the document of a report (``parse``), or one after the other the reports in a file that
compiled code reads (``split``). It has the limits of ``process`` for each report.
"""

from __future__ import annotations

import atexit
import subprocess
import threading
from collections.abc import Iterator
from functools import cache
from typing import IO

import msgspec
from msgspec import Struct

from marsad import errors
from marsad.errors import BrokenRow, InputError
from marsad.intake.document import Document
from marsad.intake.item import Item, Options, Refused
from marsad.intake.process import (
    MEGABYTES,
    SECONDS,
    ended,
    limit_memory,
    limit_time,
    pipes,
    receive,
    send,
    start,
    stop,
)

PATIENCE = 5 * SECONDS + 30  # seconds of the clock for one answer


class _Fault(Struct):
    """An InputError on its way between processes."""

    kind: str
    where: str
    trouble: str
    remedy: str
    row: int = 0
    id: str | int | None = None


class _Order(Struct):
    """One of the two: a report to parse, or a file (its path, what it is called, its format) to split."""

    item: Item | None = None
    path: str = ""
    origin: str = ""
    format: str = ""
    options: Options = Options()


class _Answer(Struct):
    """A document; or a report of a file, with the bytes of it that were read until then; or why not; or the end."""

    document: Document | None = None
    item: Item | None = None
    position: str = ""
    fault: _Fault | None = None
    done: int = 0
    last: bool = False  # the process ends with it


def parse(item: Item) -> Document:
    """``formats.parse`` in a process that is kept for the next report. Raises a subclass of InputError."""
    return _helper().parse(item)


def split(path: str, origin: str, format: str, options: Options) -> Iterator[tuple[Item | Refused, int]]:
    """The reports in a file, each with how many bytes of the file were read until then.

    A fault that ends the file raises a subclass of InputError; what came before it is good.
    """
    process = start(__name__)
    assert process.stdin is not None
    assert process.stdout is not None
    last = origin
    try:
        send(process.stdin, _Order(path=path, origin=origin, format=format, options=options))
        while answer := _receive(process.stdout):
            if answer.item:
                last = answer.item.where
                yield answer.item, answer.done
            elif answer.fault and answer.position:
                yield Refused(origin, answer.position, format, _error(answer.fault)), answer.done
            elif answer.fault:
                raise _error(answer.fault)
            else:
                return
        raise _lost(origin, ended(process), "" if last == origin else f" behind {last.removeprefix(origin).strip()}")
    finally:
        stop(process)


class _Helper:
    """A process that parses one report after the other, and is replaced when it dies."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def parse(self, item: Item) -> Document:
        with self._lock:
            process = self._process = self._process or start(__name__)
            assert process.stdin is not None
            assert process.stdout is not None
            alarm = threading.Timer(PATIENCE, process.kill)
            alarm.start()
            try:
                send(process.stdin, _Order(item=item))
                answer = _receive(process.stdout)
            except OSError:
                answer = None
            finally:
                alarm.cancel()
            if answer is None:
                how = ended(process)
                self.close()
                raise _lost(item.where, how)
            if answer.last:
                self.close()
        if answer.document is None:
            assert answer.fault is not None
            raise _error(answer.fault)
        return answer.document

    def close(self) -> None:
        if self._process:
            stop(self._process)
        self._process = None


@cache
def _helper() -> _Helper:
    helper = _Helper()
    atexit.register(helper.close)
    return helper


def _receive(file: IO[bytes]) -> _Answer | None:
    try:
        return receive(file, _Answer)
    except (OSError, msgspec.DecodeError):
        return None


def _lost(where: str, how: str, behind: str = "") -> InputError:
    if how == "SIGXCPU":
        return InputError(where, f"takes more than {SECONDS} seconds to take apart{behind}", "split it")
    return InputError(
        where, f"cannot be taken apart: it brought down the process that tried ({how}){behind}", "leave it out"
    )


def _fault(error: InputError) -> _Fault:
    row, own = (error.row, error.id) if isinstance(error, BrokenRow) else (0, None)
    return _Fault(type(error).__name__, error.where, error.trouble, error.remedy, row, own)


def _error(fault: _Fault) -> InputError:
    if fault.row:
        return BrokenRow(
            fault.where.removesuffix(f" row {fault.row}"), fault.row, fault.trouble, fault.remedy, fault.id
        )
    kind = getattr(errors, fault.kind)
    out: InputError = kind.__new__(kind)
    InputError.__init__(out, fault.where, fault.trouble, fault.remedy)
    return out


def main() -> None:
    """Carry out orders until there are no more."""
    from marsad.intake import formats

    orders, answers = pipes()
    limit_memory(MEGABYTES)
    while order := receive(orders, _Order):
        limit_time(SECONDS)
        where = order.item.where if order.item else order.origin
        try:
            if order.item:
                send(answers, _Answer(document=formats.parse(order.item)))
                continue
            for answer in _reports(order):
                send(answers, answer)
                limit_time(SECONDS)
            send(answers, _Answer())
        except InputError as fault:
            send(answers, _Answer(fault=_fault(fault)))
        except MemoryError:
            trouble = f"needs more than {MEGABYTES:,} MB of memory to take apart"
            send(answers, _Answer(fault=_Fault("InputError", where, trouble, "split it"), last=True))
            return
        except Exception as bug:
            trouble = f"cannot be taken apart ({type(bug).__name__}: {bug})"[:500]
            send(answers, _Answer(fault=_Fault("InputError", where, " ".join(trouble.split()), "leave it out")))


def _reports(order: _Order) -> Iterator[_Answer]:
    from marsad.intake import formats
    from marsad.intake.packed import opened, sought

    with opened(order.path, order.origin) as (raw, file):
        kind = formats.FORMATS[order.format]
        source = raw if kind.packed else sought(raw, file, order.origin)
        for found in kind.split(source, order.origin, order.options):
            if isinstance(found, Item):
                yield _Answer(item=found, done=raw.tell())
            else:
                yield _Answer(position=found.position, fault=_fault(found.fault), done=raw.tell())
