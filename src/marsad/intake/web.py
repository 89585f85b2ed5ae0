"""From addresses and entries of feeds to reports: what is fetched is read as what it is, a page, a PDF, a feed, a table.

An entry's article is fetched from its link; the entry's own text takes its place where that is not to be had and the
entry is whole, or where nothing is to be fetched.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import PurePosixPath
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from marsad.errors import ForbiddenAddress, InputError, Unreachable
from marsad.intake import feeds
from marsad.intake.fetch.address import address, onward
from marsad.intake.fetch.policy import Policy
from marsad.intake.folder import known_ending
from marsad.intake.item import Item, Options, Refused, legible

if TYPE_CHECKING:
    from marsad.intake.fetch.fetcher import Fetched, Fetcher

_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
}
_XML = ("text/xml", "application/xml")
_NOT_READ = ("image/", "audio/", "video/", "font/")

Known = Callable[[str], str | None]


class Web:
    """Reports from the web.

    ``known`` tells of an article of a feed whether, and as what, it is there already; ``passed`` counts these.
    ``articles`` false fetches no article of a feed.
    """

    def __init__(
        self, policy: Policy | None = None, *, articles: bool = True, known: Known | None = None,
        fetcher: Fetcher | None = None,
    ) -> None:  # fmt: skip
        self._policy = policy
        self._own = fetcher
        self._articles = articles
        self._known = known or (lambda link: None)
        self.passed: Counter[str] = Counter()

    def __enter__(self) -> Web:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        if "fetcher" in self.__dict__:
            self.fetcher.stop()

    @cached_property
    def fetcher(self) -> Fetcher:
        """Made when there is something to fetch. Raises OptionError for a policy that cannot be."""
        from marsad.intake.fetch.fetcher import Fetcher

        return self._own or Fetcher(self._policy)

    def reports(self, text: str, options: Options) -> Iterator[Item | Refused]:
        """The reports at an address: one, or those of a feed, or of a file of many."""
        try:
            got = self.fetcher.fetch(text)
            yield from self.opened(got, options)
        except InputError as fault:
            yield Refused(origin_of(text), "", "text", fault)

    def opened(self, got: Fetched, options: Options) -> Iterator[Item | Refused]:
        """The reports in what was fetched. Raises InputError for what holds none."""
        all_ = unfolded(got, options)
        if feeds.is_feed(got.data[:4096]):
            all_ = iter(list(all_))  # its process need not wait for the articles
        for found in all_:
            if isinstance(found, Item) and found.format == "entry":
                yield from self.article(found, options, got.final)
            else:
                yield found

    def article(self, entry: Item, options: Options, base: str = "") -> Iterator[Item | Refused]:
        """The report of an entry: what its link leads to, or else its own text. ``base`` is the feed's address."""
        have = feeds.entry_of(entry)
        if not self._articles:
            yield entry
            return
        fault, link = None, None
        try:
            link = linked(have, base)
            if link and (there := self._known(link)):
                self.passed[there] += 1
                return
            if link:
                yield self._page(link, have, options)
                return
        except InputError as found:
            fault = found
        if have.whole or not have.link:
            yield msgspec.structs.replace(entry, address=link)
        elif fault is not None:
            yield _refused(entry, link, fault, have)

    def _page(self, link: str, have: feeds.Entry, options: Options) -> Item:
        """The article, as one report. Raises InputError."""
        found = list(unfolded(self.fetcher.fetch(link), options))
        if len(found) != 1 or (isinstance(found[0], Item) and found[0].format == "entry"):
            trouble = "is no article, but a feed or a file of many reports"
            raise Unreachable(link, trouble, "add it by itself", lasting=True)
        if isinstance(found[0], Refused):
            raise found[0].fault
        return msgspec.structs.replace(found[0], said=have.said)


def linked(entry: feeds.Entry, base: str = "") -> str | None:
    """The address of an entry's article; None where it has no link. Raises ForbiddenAddress for one that is no address."""
    if not entry.link:
        return None
    return onward(address(base), entry.link).text if base else address(entry.link).text


def origin_of(text: str) -> str:
    """What a report at this address is called, also where the address is none to be fetched."""
    try:
        return address(text).text
    except InputError as fault:
        return legible(fault.where)


def unfolded(got: Fetched, options: Options) -> Iterator[Item | Refused]:
    """What was fetched, as the files of its kind are read. Raises InputError for what is nothing to read."""
    from marsad.intake.items import reports

    if got.kind.startswith(_NOT_READ):
        raise Unreachable(got.address, f"is no text, but {got.kind}", "give the article's address", lasting=True)
    ending = ending_of(got)
    if not ending and got.kind in _XML and b"<html" not in got.data[:4096].lower():
        raise Unreachable(got.address, "is XML, but no feed and no page", "give the article's address", lasting=True)
    with tempfile.NamedTemporaryFile(prefix="marsad-", suffix=ending) as copy:
        copy.write(got.data)
        copy.flush()
        for item, _ in reports(copy.name, got.address, options):
            yield _placed(item, got, ending) if isinstance(item, Item) else item


def ending_of(got: Fetched) -> str:
    """What a file with this content would end in: by its first bytes, what the server says, the address."""
    if feeds.is_feed(got.data[:4096]):
        return ".rss"
    named = PurePosixPath(urlsplit(got.final).path).suffix.lower()
    return _ENDINGS.get(got.kind) or (named if known_ending(named) else "")


def _placed(item: Item, got: Fetched, ending: str) -> Item:
    """A report with where and when it was had."""
    changes: dict[str, object] = {"retrieved": item.retrieved or got.retrieved}
    if not item.position:
        changes |= {"address": got.address, "final": got.final, "modified": got.modified, "etag": got.etag}
        if ending == ".html" and item.format == "text":
            changes["format"] = "page"
    return msgspec.structs.replace(item, **changes)


def _refused(entry: Item, link: str | None, fault: InputError, have: feeds.Entry) -> Refused:
    """An entry that could not be had: by its article's address, so that it can be tried again, or by its place."""
    if link:
        return Refused(link, "", "text", fault, have.said)
    wrong = ForbiddenAddress(entry.where, f"its link cannot be followed: {fault.where} {fault.trouble}", "leave it out")
    return Refused(entry.origin, entry.position, "entry", wrong, have.said)
