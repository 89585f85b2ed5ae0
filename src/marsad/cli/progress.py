"""How far a long run is, on standard error: a bar at a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 30.0  # seconds between two lines

Advance = Callable[[int], None]


@contextmanager
def progress(total: int | None, bar: bool, after: float = 0.0) -> Iterator[Advance]:
    """Yields what to call after each report, with the claims so far. ``total`` is the number of reports, if known.

    A bar shows when the run has lasted ``after`` seconds.
    """
    if bar and sys.stderr.isatty():
        with _bar(total, after) as advance:
            yield advance
    else:
        yield _lines(total)


@contextmanager
def _bar(total: int | None, after: float) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    shown = [BarColumn(), TextColumn("{task.completed:,} reports, {task.fields[claims]:,} claims"), TimeElapsedColumn()]
    if total is not None:
        shown += [TextColumn("of {task.total:,}, left"), TimeRemainingColumn()]
    bar = Progress(*shown, console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=total, claims=0)
    begun = time.monotonic()

    def advance(claims: int) -> None:
        bar.update(task, advance=1, claims=claims)
        if not bar.live.is_started and time.monotonic() - begun >= after:
            bar.start()

    try:
        if not after:
            bar.start()
        yield advance
    finally:
        bar.stop()


def _lines(total: int | None) -> Advance:
    last, done = time.monotonic(), 0

    def advance(claims: int) -> None:
        nonlocal last, done
        done += 1
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            of = f" of {total:,}" if total else ""
            sys.stderr.write(f"marsad: {done:,}{of} reports, {claims:,} claims\n")
            sys.stderr.flush()

    return advance
