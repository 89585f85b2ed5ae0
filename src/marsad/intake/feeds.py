"""Feeds (RSS, Atom): each entry is a report, with what the feed says of it and the text that it carries.

The bytes of such a report are its entry as one JSON object, so that it is the same report wherever else the feed has
changed. ``split`` and ``parse`` read hostile bytes: they are for a process of their own.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO
from urllib.parse import urljoin

import msgspec
from msgspec import Struct

from marsad.errors import EmptyInput, ForbiddenAddress, InputError, TooLarge
from marsad.intake.document import Document, document, iso_date
from marsad.intake.fetch import is_address
from marsad.intake.fetch.address import address
from marsad.intake.item import Item, Options, Refused, Said, legible

ENDINGS = (".rss", ".atom")
MOST = 2000  # entries of one feed
_NO_FEED = "give the address or file of an RSS or Atom feed, or read it as what it is"
_BEGIN = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*
    # Declarations, style sheets, comments: each as short as can be and not gone back into, or many take for ever.
    (?:(?><\?.*?\?> | <!--.*?--> | <!DOCTYPE[^>]*>)\s*)*+
    <(?:rss|feed|rdf:RDF|atom:feed)\b""",
    re.VERBOSE | re.DOTALL,
)
_BLOCKS = frozenset(
    "address article blockquote br caption dd div dl dt figcaption footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre "
    "section table td th tr ul".split()
)
_SILENT = ("script", "style", "noscript", "template", "iframe", "object", "svg", "form", "button", "audio", "video")


class Entry(Struct, omit_defaults=True):
    """An entry. ``text`` is its own text, ``markup`` says that this is HTML; ``whole`` that it is no mere summary."""

    text: str = ""
    markup: bool = False
    whole: bool = False
    link: str | None = None
    said: Said = Said()


def is_feed(begin: bytes) -> bool:
    """Do bytes begin as a feed does?"""
    return _BEGIN.match(begin) is not None


def split(file: BinaryIO, origin: str, options: Options) -> Iterator[Item | Refused]:
    """The entries of a feed, told apart by their link, or else their id. Raises InputError for what is no feed."""
    import feedparser

    data = file.read(options.limit + 1)
    if len(data) > options.limit:
        raise TooLarge(origin, f"is larger than {options.limit:,} bytes", "raise the limit with --max-bytes")
    # Bytes in a file object: a string would be taken for an address or a path, and fetched or opened.
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version") and not found.entries:
        raise InputError(origin, "is no feed", _NO_FEED)
    publisher = _plain(found.feed.get("title"))
    home = "" if is_address(origin) else str(found.feed.get("link") or "")  # of a file: what its links go out from
    for number, entry in enumerate(found.entries[:MOST], 1):
        yield _item(entry, publisher, home, origin, number)


def parse(item: Item) -> Document:
    """The document of an entry from its own text. Raises EmptyInput where it has none, InputError for other bytes."""
    entry = entry_of(item)
    text = _text(entry.text) if entry.markup else entry.text
    if not text.strip():
        raise EmptyInput(
            item.where, "carries no text of its own", "leave out --no-fetch, or give the article's address"
        )
    return document(
        text, title=entry.said.title, publisher=entry.said.publisher, published=entry.said.published, url=item.address,
        author=entry.said.author,
    )  # fmt: skip


def entry_of(item: Item) -> Entry:
    """The entry whose bytes these are. Raises InputError."""
    try:
        return msgspec.json.decode(item.data, type=Entry)
    except (msgspec.MsgspecError, UnicodeError) as fault:
        raise InputError(item.where, f"is no entry of a feed ({fault})", "add the feed again") from None


def told(found: Document, said: Said | None) -> Document:
    """A document with what a feed says of it where it does not say so itself."""
    if said is None:
        return found
    out = document(
        found.text, id=found.id, title=None if found.title else said.title, publisher=found.publisher or said.publisher,
        published=found.published or said.published, url=found.url, notices=found.notices,
        author=found.author or said.author, made=found.made, pages=found.pages,
    )  # fmt: skip
    return msgspec.structs.replace(out, title=out.title or found.title)


def _item(entry: Any, publisher: str | None, home: str, origin: str, number: int) -> Item:
    text, markup, whole = _content(entry)
    link = _link(entry, home)
    said = Said(
        title=_plain(entry.get("title")),
        publisher=_plain((entry.get("source") or {}).get("title")) or publisher,
        published=_day(entry),
        author=_plain(entry.get("author")),
    )
    made = Entry(text, markup, whole, link, said)
    own = (
        " ".join(str(entry.get("id") or "").split())
        or link
        or hashlib.sha256(msgspec.json.encode(made)).hexdigest()[:16]
    )
    return Item(
        origin=origin, format="entry", data=msgspec.json.encode(made), position=f"entry {legible(str(own)[:200])}",
        address=_own_address(link), number=number,
    )  # fmt: skip


def _content(entry: Any) -> tuple[str, bool, bool]:
    """The longest of its contents, or else its summary: text, is it HTML, is it more than a summary?"""
    contents = [part for part in entry.get("content") or [] if str(part.get("value") or "").strip()]
    best = max(contents, key=lambda part: len(part["value"]), default=None)
    part = best or entry.get("summary_detail") or {}
    markup = "html" in str(part.get("type") or "html")
    return _half(str(part.get("value") or "")), markup, best is not None


def _link(entry: Any, home: str) -> str | None:
    """Where the article is: the link that the entry gives, as it stands, or going out from ``home``."""
    links = entry.get("links") or []
    own = next((part.get("href") for part in links if part.get("rel") == "alternate"), None) or entry.get("link")
    link = _half(str(own).strip()) if own else None
    try:
        return urljoin(home, link) if link and is_address(home) else link
    except ValueError:
        return link


def _own_address(link: str | None) -> str | None:
    try:
        return address(link).text if link and is_address(link) else None
    except ForbiddenAddress:
        return None


def _day(entry: Any) -> str | None:
    """The day of publication where it was published; in UTC where only that is known."""
    for name in ("published", "updated", "created"):
        value = str(entry.get(name) or "").strip()
        if day := iso_date(value) or _mail_date(value):
            return day
        if (moment := entry.get(f"{name}_parsed")) and 1000 <= moment[0] <= 9999:
            return f"{moment[0]:04}-{moment[1]:02}-{moment[2]:02}"
    return None


def _mail_date(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _plain(value: object) -> str | None:
    """One line of text; what is marked up in it is taken for HTML."""
    text = _half(str(value or ""))
    if "<" in text or "&" in text:
        text = _text(text)
    return " ".join(text.split())[:500] or None


def _half(text: str) -> str:
    return text.encode("utf-8", "replace").decode() if any("\ud800" <= sign <= "\udfff" for sign in text) else text


def _text(markup: str) -> str:
    """The text of a piece of HTML, a paragraph a line."""
    from lxml import etree, html

    try:
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        root = html.fragment_fromstring(markup.replace("\0", "").encode(), create_parent="div", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    for element in list(root.iter(*_SILENT, etree.Comment, etree.ProcessingInstruction)):
        element.drop_tree()
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        words = (element.text if event == "start" else element.tail) or ""
        parts += ["\n" if element.tag in _BLOCKS else "", re.sub(r"\s+", " ", words)]
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
