"""Following feeds: those that are due are asked, several hosts at once but each one by itself, and what is new is added.

A feed that cannot be had stops no other: it is asked again after twice the time, and twice that, up to a day, or when it
asks to be. What a feed held is written down when it is in the store.
"""

from __future__ import annotations

import datetime
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
from msgspec import Struct

from marsad.errors import InputError, Unreachable
from marsad.intake.feeds import entry_of
from marsad.intake.fetch.fetcher import Fetched, Fetcher, Stopped
from marsad.intake.item import Item, Options, Refused, Said
from marsad.intake.web import Web, unfolded
from marsad.observatory import schema
from marsad.observatory.add import Limits, Progress, Run, Watch
from marsad.observatory.engine import Store
from marsad.observatory.feedlist import Feed
from marsad.observatory.feedstate import FeedState, FeedStates, entry_key
from marsad.observatory.messages import Given
from marsad.observatory.write import Writer

AT_ONCE = 8  # feeds
TICK = 0.5  # seconds after which what was read is written, though nothing new has come
APART = threading.Semaphore(2)  # feeds that are taken apart at once, each in a process
SLACK = 60  # seconds that a feed may be asked too early, so that the next run of a timer finds it due
LONGEST_BACK_OFF = 24 * 3600
_ISO = "%Y-%m-%dT%H:%M:%SZ"


class Polled(Struct, kw_only=True):
    """What came of asking a feed once. ``entries`` it names; ``new`` are added or failed reports; ``trouble`` why it was not
    to be had; ``moved`` where it is now; ``due`` when it is asked again, ISO 8601, UTC."""

    feed: str
    asked: str
    due: str = ""
    changed: bool = True
    entries: int = 0
    new: int = 0
    known: int = 0
    failed: int = 0
    trouble: str | None = None
    moved: str | None = None


class Follower:
    """Follows feeds into a store. ``told`` is called with each feed that was asked, ``watch`` as reports are added;
    ``clock`` gives the time, UTC."""

    def __init__(
        self, store: Store, feeds: tuple[Feed, ...], fetcher: Fetcher, *, limits: Limits, lexicon: Path | None = None,
        told: Callable[[Polled], None], clock: Callable[[], datetime.datetime] | None = None,
        watch: Watch | None = None,
    ) -> None:  # fmt: skip
        self._writer = Writer(store)
        self._states = FeedStates(store)
        self._feeds = feeds
        self._fetcher = fetcher
        self._limits = limits
        self._lexicon = lexicon
        self._told = told
        self._watch = watch
        self._clock = clock or (lambda: datetime.datetime.now(datetime.UTC))
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End after what is under way has been written; from any thread, or a signal."""
        self._stopped.set()
        self._fetcher.stop()

    def follow(self) -> None:
        """Ask each feed when it is due, until ``stop``."""
        while not self._stopped.is_set():
            self.once()
            self._stopped.wait(self.seconds_left())

    def seconds_left(self) -> float:
        """Seconds until a feed is due; at least one."""
        states = self._states.states(feed.url for feed in self._feeds)
        dues = [states[feed.url].due for feed in self._feeds if feed.url in states]
        if len(dues) < len(self._feeds):
            return 1.0
        first = datetime.datetime.strptime(min(dues), _ISO).replace(tzinfo=datetime.UTC)
        return max(1.0, (first - self._clock()).total_seconds())

    def once(self) -> Progress:
        """Ask the feeds that are due, and add what is new. What was added, and what could not be had."""
        states = self._states.states(feed.url for feed in self._feeds)
        jobs = [_Job(feed, states.get(feed.url), self) for feed in self._feeds if self._due(feed, states.get(feed.url))]
        if not jobs:
            return Progress()
        gathered = _Gathered(jobs, self._stopped, self.stop)
        progress = Run(self._writer, self._limits, Given(), self._lexicon, False, self._watch).add(gathered)
        for job in jobs:
            self._write_down(job)
        return progress

    def _due(self, feed: Feed, state: FeedState | None) -> bool:
        early = datetime.timedelta(seconds=min(SLACK, feed.interval / 10))
        return state is None or state.due <= (self._clock() + early).strftime(_ISO)

    def _write_down(self, job: _Job) -> None:
        if not job.asked:
            return
        polled, old = job.polled, job.state
        due = datetime.datetime.strptime(polled.asked, _ISO) + datetime.timedelta(seconds=job.pause())
        polled.due = due.strftime(_ISO)
        version: Fetched | FeedState | None = job.got if job.got and job.got.changed else old
        if job.again or not all(job.entries.values()):
            version = None  # what is to be tried again is to be looked at again
        state = FeedState(
            address=job.feed.url, asked=polled.asked, due=polled.due, faults=job.faults, trouble=polled.trouble,
            etag=version.etag if version else None, modified=version.modified if version else None,
        )  # fmt: skip
        self._states.write(state, job.entries)
        self._told(polled)

    def opened(self, job: _Job) -> Iterator[Item | Refused]:
        """The new reports of a feed, in the thread of its job. Raises InputError, Stopped."""
        feed, state = job.feed, job.state
        etag, modified = (state.etag, state.modified) if state else (None, None)
        got = self._fetcher.fetch(feed.url, etag=etag, modified=modified, language=feed.language)
        options = Options(self._limits.bytes)
        with APART:
            found = list(unfolded(got, options)) if got.changed else []
        if any(isinstance(one, Item) and one.format != "entry" for one in found):
            raise Unreachable(feed.url, "is no feed", "give the address of an RSS or Atom feed", lasting=True)
        job.got = got
        job.polled.entries = len(found)
        done = self._states.done(feed.url)
        web = Web(articles=feed.articles, known=self._has, fetcher=self._fetcher)
        for entry in found[: feed.most]:
            if isinstance(entry, Item) and (key := entry_key(entry.position, entry_of(entry).link)) not in done:
                yield from self._reports(job, key, list(web.article(entry, options, got.final)))

    def _has(self, link: str) -> str | None:
        """An article that could not be had is no reason not to try it again."""
        have = self._writer.has_address(link)
        return have if have == schema.reports.name else None

    def _reports(self, job: _Job, key: str, found: list[Item | Refused]) -> Iterator[Item | Refused]:
        for one in found:
            said = msgspec.structs.replace(one.said or Said(), named=job.feed.publisher)
            if isinstance(one, Refused):
                job.polled.failed += 1
                if getattr(one.fault, "wait", 0.0):
                    job.again = True  # its site asks for quiet: that is no try
                else:
                    job.entries[key] = getattr(one.fault, "lasting", True)
                yield one._replace(said=said)
            else:
                job.polled.new += 1
                job.entries[key] = True
                yield msgspec.structs.replace(one, said=said)
        if not found:
            job.polled.known += 1
            job.entries[key] = True

    def job_done(self, job: _Job, fault: InputError | None, got: Fetched | None) -> None:
        """A feed was asked, and gave what it has or a fault."""
        job.asked = True
        job.polled.changed = got.changed if got else False
        job.polled.moved = got.final if got and got.moved else None
        job.polled.trouble = str(fault) if fault else None
        job.faults = (job.state.faults if job.state else 0) + 1 if fault else 0
        job.wait = getattr(fault, "wait", 0.0)

    def now(self) -> str:
        return self._clock().strftime(_ISO)


class _Job:
    """One feed that is asked."""

    def __init__(self, feed: Feed, state: FeedState | None, follower: Follower) -> None:
        self.feed = feed
        self.state = state
        self.polled = Polled(feed=feed.url, asked=follower.now())
        self.got: Fetched | None = None
        self.entries: dict[str, bool] = {}  # key to: done with it
        self.asked = self.again = False
        self.faults = 0
        self.wait = 0.0
        self._follower = follower

    def pause(self) -> float:
        """Seconds until it is asked again."""
        back_off = float(self.feed.interval * 2 ** min(self.faults, 20))
        return max(min(back_off, max(LONGEST_BACK_OFF, self.feed.interval)), self.wait)

    def run(self, put: Callable[[Item | Refused], None]) -> None:
        """Ask it, and hand on what is new. A fault is its own."""
        fault = None
        try:
            for found in self._follower.opened(self):
                put(found)
        except Stopped:
            return  # it is asked again by the next run
        except InputError as found_fault:
            fault = found_fault
        self._follower.job_done(self, fault, self.got)


class _Gathered:
    """What several feeds give, as one intake."""

    def __init__(self, jobs: list[_Job], stopped: threading.Event, stop: Callable[[], None]) -> None:
        self.total = self.done = self.passed_over = 0
        self.web: Web | None = None
        self.addresses: list[str] = []
        self._jobs = jobs
        self._stopped = stopped
        self._stop = stop
        self._queue: queue.Queue[Item | Refused | BaseException | None] = queue.Queue(64)

    def __iter__(self) -> Iterator[Item | Refused | None]:
        with ThreadPoolExecutor(AT_ONCE, "feed") as pool:
            try:
                for job in self._jobs:
                    pool.submit(self._run, job)
                left = len(self._jobs)
                while left:
                    try:
                        found = self._queue.get(timeout=TICK)
                    except queue.Empty:
                        yield None
                        continue
                    if isinstance(found, BaseException):
                        raise found
                    if found is None:
                        left -= 1
                    else:
                        yield found
            except BaseException:
                self._stop()
                raise
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                while self._stopped.is_set() and not self._queue.empty():
                    self._queue.get_nowait()

    def _run(self, job: _Job) -> None:
        try:
            if not self._stopped.is_set():
                job.run(self._put)
            self._queue.put(None)
        except BaseException as bug:
            self._queue.put(bug)

    def _put(self, found: Item | Refused) -> None:
        while True:
            if self._stopped.is_set():
                raise Stopped
            try:
                return self._queue.put(found, timeout=0.5)
            except queue.Full:
                continue
