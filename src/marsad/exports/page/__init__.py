"""One reading as one page: a self-contained HTML file that opens from disk and asks the network for nothing.

What stands in a report can do nothing in the page: text is escaped by the template, data is JSON that no parser can
leave, style and script run by their hash alone (Content Security Policy, Level 3), and nothing else may load. Without
scripts the page still reads: cards, links from words to claims and back, the argument.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from marsad import __version__, codebook
from marsad.arabic.display import harmless
from marsad.exports.page.quotes import words
from marsad.exports.page.segments import AnySpan, Cut, parts
from marsad.exports.page.view import View
from marsad.exports.page.wording import Pair, strings
from marsad.model import Operator, Reading
from marsad.reader.explanation import Explanation

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["MARK", "page"]

MARK = '<meta name="generator" content="Marsad '  # by which a file is known for a page of Marsad
_WEB = re.compile(r"https?://\w", re.ASCII | re.IGNORECASE)
_HERE = Path(__file__).parent
# What would end a script element or a line of it (HTML Living Standard, 4.12.1.3; ECMA-262, 12.3).
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def page(reading: Reading, explanations: Mapping[str, Explanation] | None = None) -> str:
    """A reading as an HTML page. ``explanations`` are the reasons of claims, by the id of the claim."""
    cut, view = Cut(reading), View(reading, explanations or {})
    style, script = _asset("page.css"), _asset("page.js")
    return _template().render(
        view=view,
        cut=cut,
        s=SimpleNamespace(**strings()),
        codebook=codebook,
        shown=lambda piece: words(view.text, piece),
        rule=lambda claim: harmless(claim.rule),
        device=lambda device: Pair(device.name.replace("_", " "), device.meaning_ar),
        made_by=_made_by(reading),
        data=_json(_data(cut, view)),
        style=style,
        script=script,
        policy=_policy(style, script),
        link=view.url if _WEB.match(view.url) else "",
        marsad=__version__,
    )


def _made_by(reading: Reading) -> Pair:
    """Which reader made the reading."""
    version, lexicon = harmless(reading.reader.version), harmless(reading.reader.lexicon[:12])
    made_by = strings()["made_by"]
    return Pair(*(text.replace("{version}", version).replace("{lexicon}", lexicon) for text in made_by))


def _policy(style: str, script: str) -> str:
    """Nothing but this style and this script; no sink turns text into markup or code."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    """A file of the package as it will stand in the page; the browser's line ends, so that its hash holds."""
    return (_HERE / name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return env.get_template("page.html.j2")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _data(cut: Cut, view: View) -> dict[str, Any]:
    """What the script needs: the pieces of each claim's evidence, by part, of each loaded word and of each actor."""

    def spans(named: list[tuple[str, AnySpan]]) -> list[list[Any]]:
        found = [(name, cut.pieces(span)) for name, span in named]
        return [[name, *pieces] for name, pieces in found if pieces is not None]

    return {
        "claims": [
            [
                spans([("evidence", evidence), *((_role(name, span), span) for name, span in parts(c.claim, evidence))])
                for evidence in c.claim.evidence
            ]
            for c in view.cards
        ],
        "frames": [spans([("frame", frame)]) for frame in view.reading.framing],
        "actors": [[pieces[1:] for pieces in spans([("", m) for m in e.mentions])] for e in view.reading.entities],
        "strings": {lang: {key: getattr(pair, lang) for key, pair in strings().items()} for lang in ("en", "ar")},
        "operators": {lang: {kind: getattr(pair, lang) for kind, pair in _kinds().items()} for lang in ("en", "ar")},
    }


def _role(name: str, span: AnySpan) -> str:
    """``operator:intended`` for a word that changes how a claim is told, else the name of the part."""
    return f"{name}:{span.kind}" if isinstance(span, Operator) and span.kind in _kinds() else name


@cache
def _kinds() -> dict[str, Pair]:
    """The kinds of operators that have a name."""
    own = {kind: strings()[f"operator_{kind}"] for kind in ("denied", "negative", "stopped")}
    return own | {m.name: Pair(m.words, m.words_ar) for m in codebook.modalities().values()}
