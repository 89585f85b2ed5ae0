"""The main text of a simple page: its title, its paragraphs, its publisher and date; no scripts, menus or footers.

The article is the element that the page marks as one (``<article>``, ``<main>``, ``itemprop="articleBody"``), or else
the one whose own paragraphs hold the most text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree, html

from marsad.errors import EmptyInput
from marsad.intake.document import Document, document, iso_date

Node = Any  # an lxml element

_SKIPPED = frozenset(
    ["script", "style", "noscript", "template", "iframe", "object", "svg", "math", "canvas", "audio", "video", "form",
     "button", "select", "textarea", "input", "nav", "footer", "aside", "figure", "menu", "dialog"]
)  # fmt: skip
_BLOCKS = frozenset(
    ["address", "article", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "h1",
     "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table",
     "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
_TITLES = ("og:title", "twitter:title", "dc.title")
_PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "application-name")
_DATES = (
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate", "publish-date",
    "publish_date", "date", "dc.date", "dc.date.issued", "dcterms.created", "sailthru.date",
)  # fmt: skip


def page(text: str, where: str) -> Document:
    """The document of a page; ``where`` names it in errors. Raises EmptyInput where the page holds no text."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise EmptyInput(where, "is a page without text", "save the article's own page") from None
    meta = _meta(root)
    title = _title(root, meta)
    for element in list(root.iter(*_SKIPPED)):
        element.drop_tree()
    for element in root.xpath("//*[@hidden or @aria-hidden='true']"):
        if element.getparent() is not None:
            element.drop_tree()
    body = [b for b in _blocks(_article(root)) if b != title]
    return document(
        "\n".join(body),
        title=title if body else None,
        publisher=next((meta[k] for k in _PUBLISHERS if k in meta and "://" not in meta[k]), None),
        published=_published(root, meta, text),
        url=next(
            (v for v in (*root.xpath("//link[@rel='canonical']/@href"), meta.get("og:url", "")) if "://" in v), None
        ),
    )


def _meta(root: Node) -> dict[str, str]:
    out: dict[str, str] = {}
    for tag in root.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop")
        value = " ".join((tag.get("content") or "").split())
        if key and value:
            out.setdefault(key.lower(), value)
    return out


def _title(root: Node, meta: dict[str, str]) -> str:
    heads = [_inline(h) for h in root.iter("h1")]
    own = next((_inline(t) for t in root.iter("title")), "")
    site = meta.get("og:site_name", "")
    if site:
        own = re.sub(rf"\s*[|–—:-]\s*{re.escape(site)}\s*$", "", own)
    marked = next((meta[k] for k in _TITLES if k in meta), "")
    return marked or (heads[0] if len(heads) == 1 and heads[0] else own)


def _published(root: Node, meta: dict[str, str], text: str) -> str | None:
    candidates = [meta[k] for k in _DATES if k in meta]
    candidates += _DATE.findall(text)[:1]
    candidates += root.xpath("//*[@itemprop='datePublished']/@datetime") + root.xpath("//time/@datetime")[:1]
    for value in candidates:
        if day := iso_date(value) or _mail_date(value):
            return day
    return None


def _mail_date(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return None


def _article(root: Node) -> Node:
    marked = root.xpath("//article | //main | //*[@itemprop='articleBody'] | //*[@role='main']")
    if marked:
        best = max(marked, key=_prose)
        if _prose(best):
            return best
    weight: dict[Node, int] = defaultdict(int)
    for paragraph in root.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            weight[parent] += len(paragraph.text_content().strip())
    whole: Node = root.find("body") if root.find("body") is not None else root
    if not weight:
        return whole
    best = max(weight, key=lambda element: weight[element])
    return best if weight[best] >= 0.5 * sum(weight.values()) else whole


def _prose(element: Node) -> int:
    return len("".join(element.text_content().split()))


def _blocks(article: Node) -> Iterator[str]:
    """Paragraphs in their order: text between the edges of block elements and ``<br>``, white space made one blank."""
    parts: list[str] = []

    def cut() -> Iterator[str]:
        block = " ".join("".join(parts).split())
        parts.clear()
        if block:
            yield block

    for event, element in etree.iterwalk(article, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield from cut()
        if event == "start":
            parts.append(element.text or "")
        elif element is not article:
            parts.append(element.tail or "")
    yield from cut()


def _inline(element: Node) -> str:
    return " ".join(element.text_content().split())
