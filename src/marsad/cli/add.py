"""``marsad add``, ``retry`` and ``reread``: reports into the store."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.common import AsJson, Lexicon, clean, own_lexicon, print_json
from marsad.cli.options import (
    AllowHost,
    AllowPrivate,
    Column,
    Contact,
    Db,
    FetchSeconds,
    NoFetch,
    columns,
    observatory,
    policy,
)
from marsad.errors import OptionError
from marsad.intake import LIMIT, iso_date
from marsad.stopping import Stopped

if TYPE_CHECKING:
    from marsad.observatory.add import Limits, Progress

MaxBytes = Annotated[
    int,
    typer.Option(
        "--max-bytes", metavar="N", help="Largest report to take; PDF and Word files may have ten times that."
    ),
]
MaxSeconds = Annotated[
    int, typer.Option("--max-seconds", metavar="N", help="Most seconds of processor time for one report.")
]
MaxMemory = Annotated[int, typer.Option("--max-memory", metavar="MB", help="Most memory for one report.")]
Workers = Annotated[int, typer.Option("--workers", metavar="N", help="Processes that read; 0 is one a processor.")]
SECONDS, MEGABYTES = 60, 1000
LISTED = 20  # failures that are named at the end


def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|DIR|ADDRESS|-...",
            help="Reports (.txt, .html, .pdf, .docx), files of many (.jsonl, .csv, .parquet, .warc), feeds (.rss, .atom), addresses "
            "(https://...), folders, or - for standard input.",
        ),
    ],
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Who published them.")] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="Day of publication, as 2016-06-30.")
    ] = None,
    column: Column = None,
    no_fetch: NoFetch = False,
    allow_host: AllowHost = None,
    allow_private: AllowPrivate = False,
    contact: Contact = None,
    fetch_seconds: FetchSeconds = 60.0,
    again: Annotated[bool, typer.Option("--again", help="Take reports that were forgotten, too.")] = False,
    lexicon: Lexicon = None,
    max_bytes: MaxBytes = LIMIT,
    max_seconds: MaxSeconds = SECONDS,
    max_memory: MaxMemory = MEGABYTES,
    workers: Workers = 0,
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """Read reports and keep them in the store, which is made where there is none.

    What the store has already is passed over, so that a run that was stopped is finished by the next one. Exit code 0:
    all are in the store. 1: some could not be read; they are named at the end and kept (marsad failures). 2: a path,
    an option or the store cannot be used.
    """
    if published is not None and not iso_date(published):
        raise OptionError("--published", f"{published!r} is no date", "write it as 2016-06-30")
    limits = limits_of(max_bytes, max_seconds, max_memory, workers)
    with observatory(db) as store, _watched() as watch:
        done = store.add(
            *paths, publisher=publisher and clean(publisher), published=iso_date(published or ""),
            lexicon=own_lexicon(lexicon), limits=limits, again=again, watch=watch,
            columns=columns(column), articles=not no_fetch,
            fetch=policy(allow_host, allow_private, contact, fetch_seconds, max_bytes),
        )  # fmt: skip
    _finish(done, as_json)


def retry(
    lexicon: Lexicon = None, max_bytes: MaxBytes = LIMIT, max_seconds: MaxSeconds = SECONDS,
    max_memory: MaxMemory = MEGABYTES, workers: Workers = 0, allow_host: AllowHost = None, allow_private: AllowPrivate = False,
    contact: Contact = None, fetch_seconds: FetchSeconds = 60.0, as_json: AsJson = False, db: Db = None,
) -> None:  # fmt: skip
    """Try again to read, or to fetch, what could not be had before. Exit code 1 where some still cannot."""
    limits = limits_of(max_bytes, max_seconds, max_memory, workers)
    with observatory(db) as store, _watched() as watch:
        fetch = policy(allow_host, allow_private, contact, fetch_seconds, max_bytes)
        done = store.retry(lexicon=own_lexicon(lexicon), limits=limits, watch=watch, fetch=fetch)
    _finish(done, as_json)


def reread(
    lexicon: Lexicon = None, max_seconds: MaxSeconds = SECONDS, max_memory: MaxMemory = MEGABYTES, workers: Workers = 0,
    as_json: AsJson = False, db: Db = None,
) -> None:  # fmt: skip
    """Read reports in the store anew where an older reader or other word tables read them; old readings are kept."""
    limits = limits_of(LIMIT, max_seconds, max_memory, workers)
    with observatory(db) as store, _watched() as watch:
        done = store.reread(lexicon=own_lexicon(lexicon), limits=limits, watch=watch)
    _finish(done, as_json, "read anew")


def limits_of(size: int, seconds: int, megabytes: int, workers: int) -> Limits:
    """The limits that the options name. Raises OptionError."""
    from marsad.observatory import Limits

    named = {"--max-bytes": size, "--max-seconds": seconds, "--max-memory": megabytes}
    for option, value in named.items():
        if value < 1:
            raise OptionError(option, f"{value} is too little", "give a number from 1")
    if not 0 <= workers <= 256:
        raise OptionError(
            "--workers", f"{workers} is no number of processes", "give one from 1, or 0 for one a processor"
        )
    return Limits(size, seconds, megabytes, workers)


@contextmanager
def _watched() -> Iterator[Callable[[Progress], None]]:
    """A bar at a terminal, elsewhere a line now and then; what was read before an interruption is kept, and said."""
    from marsad.show import warn

    try:
        if sys.stderr.isatty():
            with _bar() as watch:
                yield watch
        else:
            yield now_and_then()
    except (KeyboardInterrupt, Stopped) as stopped:
        warn("stopped: what was read is kept; run it again to go on")
        raise typer.Exit(128 + getattr(stopped, "number", signal.SIGINT)) from None


def now_and_then() -> Callable[[Progress], None]:
    """What says every half minute how far a run is."""
    from marsad.cli.progress import EVERY
    from marsad.show import warn

    last = time.monotonic()

    def watch(now: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            warn(f"{now.done / now.total:.0%}: {_sums(now)}" if now.total else _sums(now))

    return watch


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[shown]}"), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, shown="")

        def watch(now: Progress) -> None:
            bar.update(task, total=now.total or None, completed=now.done, shown=_sums(now))

        yield watch


def _sums(now: Progress, verb: str = "added") -> str:
    rate = now.added / now.seconds if now.seconds else 0
    failed = f", {now.failed:,} failed" if now.failed else ""
    return f"{now.added:,} {verb}, {now.known:,} there already{failed}, {rate:,.0f} a second"


def _finish(done: Progress, as_json: bool, verb: str = "added") -> None:
    """Say what came of it, name the failures, and leave with the exit code."""
    from marsad.show import warn

    for reason in done.failures[:LISTED]:
        warn(reason)
    if (more := done.failed + done.failed_before - min(len(done.failures), LISTED)) > 0:
        warn(f"{more:,} more could not be read: see marsad failures, and marsad retry")
    if done.forgotten:
        warn(f"{done.forgotten:,} were forgotten before and not added: --again adds them")
    if done.passed_over:
        warn(f"{done.passed_over:,} files of other kinds were passed over")
    if as_json:
        print_json(done)
    else:
        typer.echo(f"{_sums(done, verb)}; {done.claims:,} claims")
    raise typer.Exit(1 if done.failed + done.failed_before else 0)
