"""The list of feeds that are followed: a TOML file with a table ``[[feed]]`` for each. A fault names file, line and key."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from marsad.errors import FeedListError, ForbiddenAddress, OptionError
from marsad.intake.fetch.address import address
from marsad.intake.fetch.guard import ANY, private_hosts
from marsad.intake.fetch.headers import user_agent

SHORTEST, LONGEST = 60, 30 * 24 * 3600  # seconds between two questions
LONGEST_URL = 2000  # characters; it is a key of the store
_UNITS = {"m": 60, "h": 3600, "d": 24 * 3600}
_INTERVAL = re.compile(r"([1-9][0-9]{0,5})\s*([mhd])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_HEADER = re.compile(r"\s*\[\[\s*[\"']?feed[\"']?\s*\]\]")


class Feed(Struct, frozen=True):
    """A feed. ``interval`` is in seconds; ``articles`` says that those are fetched; ``most`` is how many entries are looked
    at, the first ones; ``publisher`` goes before what its reports say; ``language`` (BCP 47) is asked for."""

    url: str
    publisher: str | None = None
    interval: int = 30 * 60
    language: str = "ar"
    articles: bool = True
    most: int = 100


class FeedList(Struct, frozen=True):
    """Feeds, and how to fetch: ``contact`` and ``private`` as in ``Policy``, ``pause`` in seconds."""

    feeds: tuple[Feed, ...]
    contact: str | None = None
    private: tuple[str, ...] = ()
    pause: float = 2.0


class _Fault(Exception):
    """What is wrong with a value, and the way out."""


def load(path: Path) -> FeedList:
    """The list in a file. Raises FeedListError."""
    name = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = tomllib.loads(text)
    except UnicodeDecodeError as fault:
        raise FeedListError(name, f"is not UTF-8 (byte {fault.start})", "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as fault:
        trouble, _, at = str(fault).partition(" (at ")
        line = re.search(r"line (\d+)", at)
        where = f"{name}:{line[1]}" if line else f"{name}:{text.count(chr(10)) + 1}"
        raise FeedListError(where, f"is no TOML ({trouble})", "mend it; docs/web.md has an example") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise FeedListError(name, f"cannot be read ({reason})", "check the path") from None
    return _Checker(name, text).list(found)


class _Checker:
    """Checks what a file holds; knows where it stands there."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._lines = text.splitlines()

    def list(self, found: Mapping[str, Any]) -> FeedList:
        tables = found.get("feed")
        if not isinstance(tables, list) or not tables:
            raise FeedListError(self._name, "names no feed", 'add one: a line [[feed]], and below it url = "https://…"')
        general = {key: value for key, value in found.items() if key != "feed"}
        own = self._values(general, _GENERAL, None)
        feeds = []
        for number, table in enumerate(tables):
            if not isinstance(table, dict):
                raise self._fault(number, "", "is no table", "write [[feed]], and its keys below")
            if "url" not in table:
                raise self._fault(number, "", "has no url", 'add url = "https://…"')
            feeds.append(Feed(**self._values(table, _FEED, number)))
            if feeds[-1].url in (feed.url for feed in feeds[:-1]):
                raise self._fault(number, "url", "is named twice", "leave one out")
        return FeedList(tuple(feeds), **own)

    def _values(
        self, table: Mapping[str, Any], known: Mapping[str, tuple[str, Callable[[Any], Any]]], number: int | None
    ) -> dict[str, Any]:
        out = {}
        for key, value in table.items():
            if key not in known:
                near = difflib.get_close_matches(key, [*known, *(["feed"] if number is None else [])], 1)
                remedy = f"is {near[0]} meant?" if near else f"use {', '.join(known)}"
                raise self._fault(number, key, "is no key that is known", remedy)
            field, check = known[key]
            try:
                out[field] = check(value)
            except _Fault as fault:
                trouble, remedy = fault.args
                raise self._fault(number, key, trouble, remedy) from None
        return out

    def _fault(self, number: int | None, key: str, trouble: str, remedy: str) -> FeedListError:
        what = f"{key} {trouble}" if key else f"feed {(number or 0) + 1} {trouble}"
        return FeedListError(f"{self._name}:{self._line(number, key)}", what, remedy)

    def _line(self, number: int | None, key: str) -> int:
        """The line in which a key of a table stands, or else that where the table begins."""
        wanted = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=") if key else None
        table, begins = -1, 1
        for line, text in enumerate(self._lines, 1):
            if _HEADER.match(text):
                table += 1
            here = table == (-1 if number is None else number)
            if here and _HEADER.match(text):
                begins = line
            if here and wanted and wanted.match(text):
                return line
        return begins


def _url(value: Any) -> str:
    try:
        found = address(_string(value)).text
    except ForbiddenAddress as fault:
        raise _Fault(fault.trouble, fault.remedy) from None
    if len(found) > LONGEST_URL:
        raise _Fault(f"is longer than {LONGEST_URL:,} characters", "check it")
    return found


def _string(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise _Fault("is no text of one line", 'write it in quotation marks, as "…"')
    return value.strip()


def _interval(value: Any) -> int:
    found = _INTERVAL.fullmatch(value.strip()) if isinstance(value, str) else None
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if not SHORTEST <= seconds <= LONGEST:
        raise _Fault(f"{value!r} is no time between 1m and 30d", 'write it as "30m", "2h" or "1d"')
    return seconds


def _language(value: Any) -> str:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise _Fault(f"{value!r} is no language", 'write it as "ar" or "en"')
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Fault(f"{value!r} is neither true nor false", "write true or false, without quotation marks")
    return value


def _most(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 2000:
        raise _Fault(f"{value!r} is no number from 1 to 2000", "write one, as 100")
    return value


def _contact(value: Any) -> str:
    try:
        user_agent(contact := _string(value))
    except OptionError as fault:
        raise _Fault(fault.trouble, fault.remedy) from None
    return contact


def _hosts(value: Any) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (ANY,) if value else ()
    if not isinstance(value, list):
        raise _Fault("is neither true nor a list of hosts", 'write it as ["intranet.example"]')
    hosts = tuple(map(_string, value))
    try:
        private_hosts(hosts)
    except OptionError as fault:
        raise _Fault(fault.trouble, fault.remedy) from None
    return hosts


def _pause(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 3600:
        raise _Fault(f"{value!r} is no number of seconds up to 3600", "write one, as 2")
    return float(value)


_GENERAL: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "contact": ("contact", _contact),
    "allow_private": ("private", _hosts),
    "pause": ("pause", _pause),
}
_FEED: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "url": ("url", _url),
    "publisher": ("publisher", _string),
    "interval": ("interval", _interval),
    "language": ("language", _language),
    "articles": ("articles", _yes_or_no),
    "most": ("most", _most),
}
