"""What a page says of itself: in its head, in linked data (JSON-LD), and in what it marks as title or day.

The day is what the page marks as one. Where it marks none, htmldate looks for one outside the paragraphs: a day that the
article tells of is not the day on which it was published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from lxml import html

from marsad.intake.document import iso_date

Node = Any  # an lxml element

_TITLES = ("og:title", "twitter:title", "dc.title")
_PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "application-name")
_DATES = (
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate", "publish-date",
    "publish_date", "date", "dc.date", "dc.date.issued", "dcterms.created", "sailthru.date",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "byl")
_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
_PROSE = ("p", "li", "td", "th", "blockquote", "dd", "pre", "script", "style")
_LINE = 60  # characters: what is longer is prose, too
_LOOKED_AT = 200_000  # characters of a page in which a day is looked for


class Known(NamedTuple):
    """Each None where the page does not say; ``published`` is an ISO date."""

    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    url: str | None


def known(root: Node) -> Known:
    """What the page says of itself. Takes the whole tree, scripts included, and leaves it as it is."""
    meta = _meta(root)
    linked = list(_linked(root))
    url = next((v for v in (*root.xpath("//link[@rel='canonical']/@href"), meta.get("og:url", "")) if "://" in v), None)
    publisher = next((meta[k] for k in _PUBLISHERS if k in meta and "://" not in meta[k]), None)
    author = next((meta[k] for k in _AUTHORS if k in meta and "://" not in meta[k]), None)
    return Known(
        title=_title(root, meta),
        publisher=publisher or _named(linked, "publisher"),
        author=author or _named(linked, "author"),
        published=_marked_day(root, meta, linked) or _found_day(root, url),
        url=url,
    )


def _meta(root: Node) -> dict[str, str]:
    out: dict[str, str] = {}
    for tag in root.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop")
        value = " ".join((tag.get("content") or "").split())
        if key and value:
            out.setdefault(key.lower(), value)
    return out


def _linked(root: Node) -> Iterator[dict[str, Any]]:
    """The things that JSON-LD tells of, one by one."""
    for script in root.xpath("//script[@type='application/ld+json']"):
        waiting: list[Any]
        try:
            waiting = [json.loads(script.text_content())]
        except (ValueError, RecursionError):  # broken, as it often is
            waiting = [{"datePublished": day} for day in _DATE.findall(script.text_content())[:1]]
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, list):
                waiting += reversed(thing)
            elif isinstance(thing, dict):
                yield thing
                waiting += [value for key, value in thing.items() if key == "@graph"]


def _named(linked: list[dict[str, Any]], role: str) -> str | None:
    for thing in linked:
        value = thing.get(role)
        value = value[0] if isinstance(value, list) and value else value
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str) and name.strip() and "://" not in name:
            return " ".join(name.split())
    return None


def _title(root: Node, meta: dict[str, str]) -> str:
    heads = [_inline(h) for h in root.iter("h1")]
    own = next((_inline(t) for t in root.iter("title")), "")
    site = meta.get("og:site_name", "")
    if site:
        own = re.sub(rf"\s*[|–—:-]\s*{re.escape(site)}\s*$", "", own)
    marked = next((meta[k] for k in _TITLES if k in meta), "")
    return marked or (heads[0] if len(heads) == 1 and heads[0] else own)


def _marked_day(root: Node, meta: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    candidates = [meta[k] for k in _DATES if k in meta]
    candidates += [str(thing["datePublished"]) for thing in linked if thing.get("datePublished")]
    candidates += root.xpath("//*[@itemprop='datePublished']/@datetime") + root.xpath("//time/@datetime")[:1]
    return next((day for value in candidates if (day := iso_date(value) or _mail_date(value))), None)


def _mail_date(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return None


def _found_day(root: Node, url: str | None) -> str | None:
    """A day that stands beside the article or in its address."""
    from htmldate import find_date

    with suppress(Exception):  # a page that the library stumbles over has no day
        frame = html.tostring(root, encoding="unicode")
        if len(frame) > _LOOKED_AT:
            return None
        beside = html.document_fromstring(frame)
        for element in list(beside.iter(*_PROSE)):
            if element.getparent() is not None:
                element.drop_tree()
        for element in beside.iter():
            element.text, element.tail = (
                None if len(part or "") > _LINE else part for part in (element.text, element.tail)
            )
        return find_date(beside, extensive_search=False, original_date=True, url=url)
    return None


def _inline(element: Node) -> str:
    return " ".join(element.text_content().split())
