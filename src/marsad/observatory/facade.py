"""``Observatory``: one store with the verbs of the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec.structs import replace

from marsad.balance.facts import Facts
from marsad.intake.fetch import is_address
from marsad.intake.fetch.policy import Policy
from marsad.intake.items import Intake, legible
from marsad.intake.web import Web
from marsad.model import Reading
from marsad.observatory import asking, keep, schema, taking
from marsad.observatory.add import Limits, Progress, Run, Watch
from marsad.observatory.asking import ClaimOf, Claims, Hit, ReportOf
from marsad.observatory.engine import DEFAULT, Store, open_store
from marsad.observatory.filters import checked, unknown_names
from marsad.observatory.ids import claim_id, report_id
from marsad.observatory.keep import Failure, Status
from marsad.observatory.messages import Given
from marsad.observatory.nearest import nearest
from marsad.observatory.taking import Exported
from marsad.observatory.tasks import failed_origins, failed_tasks, outdated_tasks
from marsad.observatory.trace import Trace, trace
from marsad.observatory.write import Writer

if TYPE_CHECKING:
    import networkx

    from marsad.observatory.balancing import Asked, BalanceOf, CampsOf, ScenarioOf, Ties
    from marsad.observatory.feedstate import FeedState
    from marsad.observatory.follow import Follower, Polled


def within(fetch: Policy | None, limits: Limits) -> Policy:
    """How to fetch, with the limit of bytes of a run."""
    return replace(fetch or Policy(), bytes=limits.bytes)


class Observatory:
    """Many reports with what was read from them, in an SQLite file or a PostgreSQL database.

    >>> with Observatory("marsad.db") as observatory:  # doctest: +SKIP
    ...     observatory.add("reports")
    ...     observatory.status()

    ``where`` is a path or a ``postgresql://`` address; adding makes the store where there is none. Every method raises a
    subclass of StoreError where the store cannot be used.
    """

    def __init__(self, where: str | os.PathLike[str] = DEFAULT) -> None:
        self._where = where
        self._open: Store | None = None

    def __enter__(self) -> Observatory:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        if self._open:
            self._open.close()
            self._open = None

    def store(self, *, create: bool = False) -> Store:
        """The open store. Raises MissingStore where there is none and ``create`` is false."""
        if self._open is None:
            self._open = open_store(self._where, create=create)
        return self._open

    def add(
        self, *paths: str | os.PathLike[str], publisher: str | None = None, published: str | None = None,
        lexicon: Path | None = None, limits: Limits | None = None, again: bool = False, watch: Watch | None = None,
        columns: Mapping[str, str] | None = None, fetch: Policy | None = None, articles: bool = True,
    ) -> Progress:  # fmt: skip
        """Add the reports in files, folders, ``-`` (standard input), addresses and feeds that the store does not have.

        ``publisher`` and ``published`` (ISO date) go before what reports say; ``lexicon`` is a folder of own word tables;
        ``again`` takes what was forgotten; ``watch`` is called with the progress; ``columns`` (field to name) tells which
        column of a CSV or Parquet file is which field, where they are not called like the fields. ``fetch`` is how
        addresses are fetched; ``articles`` false takes what stands in feeds, and fetches none of their articles. Raises
        InputError for a path that is not there; a report that cannot be read is a failure, in the progress and in the
        store.
        """
        limits = limits or Limits()
        with Web(within(fetch, limits), articles=articles, known=lambda link: writer.has_address(link)) as web:
            intake = Intake(paths, limits.bytes, columns, web)
            given = Given(publisher, published, dict(columns or {}))
            writer = Writer(self.store(create=True))
            return Run(writer, limits, given, lexicon, again, watch).add(intake)

    def retry(
        self, *, lexicon: Path | None = None, limits: Limits | None = None, watch: Watch | None = None,
        fetch: Policy | None = None,
    ) -> Progress:  # fmt: skip
        """Try all failures again; ``fetch`` is how addresses are fetched."""
        limits = limits or Limits()
        writer = Writer(self.store())
        lost = [(path, given) for path, given in failed_origins(writer) if is_address(path) or Path(path).exists()]
        run = Run(writer, limits, Given(), lexicon, False, watch)
        with Web(within(fetch, limits)) as web:
            return run.retry(failed_tasks(writer), lost, web)

    def follower(
        self, feeds: str | os.PathLike[str], *, lexicon: Path | None = None, limits: Limits | None = None,
        fetch: Policy | None = None, told: Callable[[Polled], None] = lambda polled: None, watch: Watch | None = None,
    ) -> Follower:  # fmt: skip
        """What follows the feeds in a TOML file: ``follower(...).once()``, or ``.follow()`` until ``.stop()``.

        ``fetch`` goes before what the file says; ``told`` is called with each feed that was asked, ``watch`` as reports
        are added. Raises FeedListError.
        """
        from marsad.intake.fetch.fetcher import Fetcher
        from marsad.observatory.feedlist import load
        from marsad.observatory.follow import Follower

        have, limits, fetch = load(Path(feeds)), limits or Limits(), fetch or Policy()
        policy = replace(
            within(fetch, limits), contact=fetch.contact or have.contact, private=(*fetch.private, *have.private),
            pause=have.pause,
        )  # fmt: skip
        fetcher = Fetcher(policy)
        return Follower(
            self.store(create=True), have.feeds, fetcher, limits=limits, lexicon=lexicon, told=told, watch=watch
        )

    def feeds(self, feeds: str | os.PathLike[str]) -> list[FeedState]:
        """What the store remembers of the feeds in a TOML file: when each was asked and is due. Raises FeedListError."""
        from marsad.observatory.feedlist import load
        from marsad.observatory.feedstate import FeedState, FeedStates

        addresses = [feed.url for feed in load(Path(feeds)).feeds]
        have = FeedStates(self.store()).states(addresses)
        return [have.get(address) or FeedState(address=address, asked="", due="") for address in addresses]

    def failures(self) -> list[Failure]:
        """What could not be read, and why."""
        return keep.failures(self.store())

    def claims(self, *, limit: int = 50, **filters: Any) -> Claims:
        """The claims that the filters mean, of the newest reports first; ``limit`` 0 is all of them.

        Filters are the fields of ``marsad.observatory.filters.Filter``: predicate, actor, agent, patient, place, source,
        time, published, modality, polarity, min_confidence. Raises OptionError for one that is none.
        """
        return Claims(self.iter_claims(limit=limit, **filters))

    def iter_claims(self, *, limit: int = 50, **filters: Any) -> Iterator[ClaimOf]:
        """The same one by one, in little memory."""
        return asking.claims(self.store(), checked(filters), asking.limited(limit))

    def readings(self, **filters: Any) -> Iterator[Reading]:
        """The readings of the store, each with the claims that the filters mean and no others; all without a filter."""
        return asking.readings(self.store(), checked(filters))

    def export(
        self, format: str, to: str | os.PathLike[str] | BinaryIO, *, lexicon: Path | None = None,
        watch: Callable[[int], None] | None = None, **filters: Any,
    ) -> Exported:  # fmt: skip
        """Write the claims that the filters mean in one of ``marsad.exports.formats.FORMATS``, in little memory.

        ``to`` is an open binary file, or a path: that file is whole or not there. ``lexicon`` is a folder of own word
        tables, for the points of own places; ``watch`` is called after each report with the claims so far. Raises
        OptionError for another format and for a file of the store, of a report or of another database, OutputError,
        MissingExtra.
        """
        return taking.export(self.store(), format, to, checked(filters), lexicon, watch)

    def keep_off(self, path: str | os.PathLike[str], option: str = "--out") -> None:
        """Raises OptionError for a file of a store, of another database or of a report of the store: it would be lost."""
        taking.keep_off(self.store(), Path(path), option)

    def facts(self, **filters: Any) -> Facts:
        """The claims that the filters mean as everything in ``marsad.balance`` takes them.

        Actors are those of the store, and ids of claims those by which the store knows them.
        """
        return taking.facts(self.store(), checked(filters))

    def ties(self, *, lexicon: Path | None = None, ties: Path | None = None, **filters: Any) -> Ties:
        """The ties between actors that the claims make; ``ties`` is a table of one's own by which claims weigh.

        As all methods on the balance of forces it takes the filters of ``claims``, and ``lexicon``, a folder of own word
        tables. Raises LexiconError, TableError.
        """
        from marsad.observatory.balancing import Ties

        asked = self._weighed(lexicon, ties, filters)
        return Ties(asked.facts, asked.ties())

    def camps(
        self, number: int = 2, *, seconds: float = 30.0, lexicon: Path | None = None, ties: Path | None = None, **filters: Any
    ) -> CampsOf:  # fmt: skip
        """Up to ``number`` camps of actors that leave the least weight of ties frustrated. Raises MissingExtra."""
        from marsad.observatory.balancing import camps

        return camps(self._weighed(lexicon, ties, filters), number, seconds)

    def balance(
        self, *, on: str | None = None, lexicon: Path | None = None, ties: Path | None = None, **filters: Any
    ) -> BalanceOf:
        """The balance of forces, on a day (``on``, ISO date) or by all claims. Raises MissingExtra."""
        from marsad.observatory.balancing import BalanceOf

        asked = self._weighed(lexicon, ties, filters)
        return BalanceOf(asked, asked.forces(on))

    def scenario(
        self, *, add: Sequence[str] = (), drop: Sequence[str] = (), change: Sequence[str] = (), file: Path | None = None,
        lexicon: Path | None = None, ties: Path | None = None, **filters: Any,
    ) -> ScenarioOf:  # fmt: skip
        """What would move if claims held, or did not; claims are written as for ``marsad scenario``, ``file`` is a TOML file.

        Raises ScenarioError, MissingExtra.
        """
        from marsad.observatory.balancing import plan, scenario

        return scenario(self._weighed(lexicon, ties, filters), plan(add, drop, change, file))

    def network(self, *, lexicon: Path | None = None, ties: Path | None = None, **filters: Any) -> networkx.Graph:
        """Actors and their ties as an undirected graph, see ``marsad.exports.network``. Raises MissingExtra."""
        from marsad.observatory.balancing import network

        return network(self._weighed(lexicon, ties, filters))

    def _weighed(self, lexicon: Path | None, ties: Path | None, filters: dict[str, Any]) -> Asked:
        from marsad.observatory.balancing import Asked

        return Asked.of(self.facts(**filters), lexicon, ties)

    def unknown(self, **filters: Any) -> list[str]:
        """The names in the filters that nobody and no place in the store is called by."""
        with self.store().read() as connection:
            return unknown_names(connection, checked(filters))

    def nearest(self, name: str) -> list[str]:
        """Names that the store knows and that look much like this one, the likeliest first; at most three."""
        with self.store().read() as connection:
            return nearest(connection, legible(name))

    def search(
        self, text: str, *, source: str | None = None, published: str | None = None, limit: int = 50
    ) -> list[Hit]:
        """The newest reports in which all words of ``text`` stand; words in quotation marks stand together."""
        return asking.search(self.store(), text, source, published, asking.limited(limit))

    def reports(self, *, source: str | None = None, published: str | None = None, limit: int = 50) -> list[ReportOf]:
        """The newest reports; by a publisher (``source``), of a span of days (``published``)."""
        return asking.reports(self.store(), source, published, asking.limited(limit))

    def report(self, name: str) -> tuple[ReportOf, Reading]:
        """A report and its reading; by id, how that begins, address or path. Raises UnknownId."""
        with self.store().read() as connection:
            return asking.reading_of(connection, report_id(connection, name))

    def claim(self, name: str) -> ClaimOf:
        """A claim by its id or how that begins. Raises UnknownId."""
        with self.store().read() as connection:
            return asking.claim(connection, claim_id(connection, name))

    def trace(self, name: str) -> Trace:
        """Where a claim comes from: report, address, bytes, reading, rule and words. Raises UnknownId."""
        with self.store().read() as connection:
            return trace(connection, claim_id(connection, name))

    def status(self) -> Status:
        """The store in numbers."""
        return keep.status(self.store())

    def reread(
        self, *, lexicon: Path | None = None, limits: Limits | None = None, watch: Watch | None = None
    ) -> Progress:
        """Read anew what an older reader or other word tables read. Old readings are kept beside the new ones."""
        writer = Writer(self.store())
        return Run(writer, limits or Limits(), Given(), lexicon, False, watch).reread(outdated_tasks(writer, lexicon))

    def forget(self, report: str) -> str:
        """Take a report (or a failure) out, whole, by its id or how that begins. The id, which alone is kept.

        Adding passes it over from then on. Raises UnknownId.
        """
        store = self.store()
        with store.read() as connection:
            key = report_id(connection, report, schema.reports, schema.failures)
        Writer(store).forget(key)
        return key

    def backup(self, path: str | os.PathLike[str]) -> int:
        """Copy the store to a new file while it is in use. The size in bytes."""
        return keep.backup(self.store(), Path(path))
