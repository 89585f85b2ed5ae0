"""``marsad follow``: feeds into the store, again and again."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.add import MEGABYTES, SECONDS, MaxBytes, MaxMemory, MaxSeconds, Workers, limits_of, now_and_then
from marsad.cli.common import AsJson, Lexicon, own_lexicon, print_json
from marsad.cli.options import AllowHost, AllowPrivate, Contact, Db, FetchSeconds, observatory, policy
from marsad.intake import LIMIT

if TYPE_CHECKING:
    from marsad.observatory.feedstate import FeedState
    from marsad.observatory.follow import Polled


def follow(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="The list of feeds; docs/web.md has an example.")],
    once: Annotated[
        bool, typer.Option("--once", help="Ask the feeds that are due and end, for a timer as cron.")
    ] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="Show when each feed was asked and is due, and its trouble; ask none.")
    ] = False,
    allow_host: AllowHost = None,
    allow_private: AllowPrivate = False,
    contact: Contact = None,
    fetch_seconds: FetchSeconds = 60.0,
    lexicon: Lexicon = None,
    max_bytes: MaxBytes = LIMIT,
    max_seconds: MaxSeconds = SECONDS,
    max_memory: MaxMemory = MEGABYTES,
    workers: Workers = 0,
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """Follow feeds: ask each when it is due, fetch what is new, read it and keep it in the store.

    Ctrl-C ends it when what is under way is written; started again, it goes on where it was. A feed that cannot be had
    stops no other. Exit code 0, and with --once 1 where a feed or an article could not be had; 2: the list, an option or
    the store cannot be used.
    """
    troubled = False

    def told(polled: Polled) -> None:
        nonlocal troubled
        troubled = troubled or polled.trouble is not None or polled.failed > 0
        print_json(polled) if as_json else _print(polled)
        sys.stdout.flush()  # who watches a long run sees each line when it is there

    limits, fetch = (
        limits_of(max_bytes, max_seconds, max_memory, workers),
        policy(allow_host, allow_private, contact, fetch_seconds, max_bytes),
    )
    with observatory(db) as store:
        if listed:
            _list(store.feeds(feeds), as_json)
            return
        follower = store.follower(
            feeds, lexicon=own_lexicon(lexicon), limits=limits, fetch=fetch, told=told, watch=now_and_then()
        )
        with _stopping(follower.stop) as was_stopped:
            if once:
                follower.once()
            else:
                follower.follow()
    if was_stopped():
        from marsad.show import warn

        warn("stopped: what was had is kept; run it again to go on")
    elif once and troubled:
        raise typer.Exit(1)


@contextmanager
def _stopping(stop: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """The first Ctrl-C or SIGTERM stops with care, the second at once. Yields whether one came."""
    came = False
    before: dict[int, Any] = {}

    def handle(number: int, frame: object) -> None:
        nonlocal came
        came = True
        for one, old in before.items():
            signal.signal(one, old)
        stop()

    for known in (signal.SIGINT, signal.SIGTERM):
        before[known] = signal.signal(known, handle)
    try:
        yield lambda: came
    finally:
        for one, old in before.items():
            signal.signal(one, old)


def _list(states: list[FeedState], as_json: bool) -> None:
    """What is remembered of the feeds."""
    from marsad.show import table

    if as_json:
        for state in states:
            print_json(state)
        return
    rows = [
        [state.address, _minute(state.asked), _minute(state.due), f"{state.faults}", state.trouble or ""]
        for state in states
    ]
    table([("feed", 6), ("asked, UTC", 0), ("due", 0), ("faults", 0), ("trouble", 8)], rows)


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")


def _print(polled: Polled) -> None:
    """A line for a feed that was asked."""
    from marsad.show import harmless, warn

    if polled.trouble:
        warn(f"{polled.trouble} (asked again {_minute(polled.due)} UTC)")
    else:
        found = f"{polled.entries:,} entries, {polled.new:,} new" if polled.changed else "nothing new"
        failed = f", {polled.failed:,} not to be had (marsad failures)" if polled.failed else ""
        typer.echo(harmless(f"{_minute(polled.asked)} {polled.feed}: {found}{failed}"))
    if polled.moved:
        warn(f"{polled.feed}: has moved to {polled.moved} for good; write that into your list")
