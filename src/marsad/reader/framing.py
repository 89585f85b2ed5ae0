"""Framing: a report's loaded words and whom they hit. Codebook, section 7.

``settle`` decides over the whole report what ``loaded`` found in its sentences: each loaded word once per entity, words
that are news vocabulary («المتمردين», «النظام») only in a report that is partisan by its other words, and labels without
a name («الخونة») for the side that the report runs down.
"""

from __future__ import annotations

import re
from collections import Counter

from marsad.reader.cues import Cue
from marsad.reader.entities import PARTIES, Ent
from marsad.reader.loaded import Loaded, terms
from marsad.reader.names import Names
from marsad.reader.nodes import Sentence
from marsad.reader.quotes import scare_quotes
from marsad.reader.whom import PRAISE

__all__ = ["Loaded", "loaded", "settle"]

MILITIA = ("مليشي", "ميليشي", "ملشي", "ميلشي")
_HATED = frozenset("عدوان احتلال انقلاب ارهاب".split())


def loaded(sent: Sentence, names: Names, cues: list[Cue]) -> list[Loaded]:
    """The candidates of a sentence: loaded terms and scare quotes."""
    return terms(sent, names, cues) + scare_quotes(sent)


def settle(found: list[Loaded]) -> list[tuple[int, int, Ent, str]]:
    """The framing of a report from its candidates, in the order of the text."""
    tone = {_family(x.term) for x in found if not x.needs}
    foes: Counter[int] = Counter()
    heroes: Counter[int] = Counter()
    ents: dict[int, Ent] = {}
    for x in found:
        if (
            x.ent is not None
            and not x.loose
            and x.ent.kind in PARTIES
            and x.device != "scare_quotes"
            and x.needs <= len(tone)
        ):
            ents[x.ent.id] = x.ent
            (heroes if x.device in PRAISE else foes)[x.ent.id] += 1
    out: list[tuple[int, int, Ent, str]] = []
    seen: set[tuple[int, str]] = set()
    for x in sorted(found, key=lambda x: (x.start, -x.end)):
        family = _family(x.term)
        ent = x.ent
        if x.needs > len(tone - {family}):
            continue
        if x.free and (ent is None or (x.loose and ent.actor is None)):
            ent = ents.get(_main(heroes if x.device in PRAISE else foes, ent is None), ent)
        if ent is None or (ent.id, family) in seen:
            continue
        if out and x.end <= out[-1][1] and out[-1][2] is ent:
            continue  # «الباسلة» in «قواتنا المسلحة الباسلة»
        if (
            family == "نظام"
            and x.end - x.start <= len("النظام")
            and any(_family(y.term) == "نظام" and y.end - y.start > x.end - x.start for y in found)
        ):
            continue  # «النظام السوري» stands elsewhere
        seen.add((ent.id, family))
        out.append((x.start, x.end, ent, x.device))
    return out


def _main(side: Counter[int], nameless: bool) -> int:
    """Whom a partisan report runs down, or praises, most; -1 where none stands out."""
    if not side:
        return -1
    best = max(side.values())
    most = min(i for i, n in side.items() if n == best)
    return most if best >= (2 if nameless else 3) or (nameless and len(side) == 1) else -1


def _family(term: str) -> str:
    """Spellings and numbers of one label count as one: ميليشيا, المليشيات."""
    first, _, rest = term.partition(" ")
    if rest in _HATED:
        first = rest  # قوى العدوان, دول العدوان
    if first.startswith(MILITIA):
        return "ميليشيا"
    return re.sub(r"(?:ات|ون|ين|يي|يه|ه|ها|هم|ا|ي)$", "", first) if len(first) > 4 else first
