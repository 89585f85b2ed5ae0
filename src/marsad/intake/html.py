"""The main text of a page: title, paragraphs, publisher, author and day; no scripts, menus, comments or footers.

trafilatura finds the article in a page that mixes it with other things. What the library is given has the parts that a
page itself marks as no text (menus, forms, hidden ones) taken out, and the result is cut into paragraphs here, without the
marks of lists and tables that it would write. In two cases the article is the element that the page marks as one
(``<article>``, ``<main>``, ``itemprop="articleBody"``), or else the one whose own paragraphs hold the most text: for a
short text, where trafilatura takes what stands around it, and where it finds nothing.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from marsad.errors import EmptyInput
from marsad.intake.document import Document, document
from marsad.intake.pagedata import known

Node = Any  # an lxml element

SHORT = 300  # characters of a text for which trafilatura looks around
_SKIPPED = frozenset(
    ["style", "noscript", "template", "iframe", "object", "svg", "math", "canvas", "audio", "video", "form",
     "button", "select", "textarea", "input", "nav", "footer", "aside", "figure", "menu", "dialog"]
)  # fmt: skip
_BLOCKS = frozenset(
    ["address", "article", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "h1",
     "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table",
     "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
     "ab", "cell", "code", "head", "item", "lb", "list", "quote", "row"]  # what trafilatura makes of them
)  # fmt: skip


def page(text: str, where: str, notices: tuple[str, ...] = ()) -> Document:
    """The document of a page; ``where`` names it in errors. Raises EmptyInput where the page holds no text."""
    root = _parsed(text, where)
    said = known(root)
    _strip(root)
    blocks = list(_blocks(_article(root)))
    if sum(map(len, blocks)) >= SHORT:
        blocks = _main(text, where) or blocks
    body = [block for block in blocks if block != said.title]
    return document(
        "\n".join(body),
        title=said.title if body else None,
        publisher=said.publisher,
        published=said.published,
        url=said.url,
        author=said.author,
        notices=notices,
    )


def _parsed(text: str, where: str) -> Node:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise EmptyInput(where, "is a page without text", "save the article's own page") from None


def _strip(root: Node) -> None:
    """Take out what the page marks as no text of its own."""
    for element in list(root.iter("script", *_SKIPPED)):
        element.drop_tree()
    for element in root.xpath("//*[@hidden or @aria-hidden='true']"):
        if element.getparent() is not None:
            element.drop_tree()


def _main(text: str, where: str) -> list[str]:
    """The paragraphs that trafilatura takes for the article; none where it finds none, or fails."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    root = _parsed(text, where)
    _strip(root)
    try:
        found = trafilatura.bare_extraction(root, include_comments=False, include_tables=True, with_metadata=False)
    except MemoryError:
        raise
    except Exception:  # a page that the library stumbles over: too deep, too odd
        return []
    body = getattr(found, "body", None)
    return [] if body is None else list(_blocks(body))


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
