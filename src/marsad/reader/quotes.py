"""Scare quotes: quotation marks that keep a name or a claim at arm's length.

They stand behind «ما يسمى» and «ما سماه», around an adjective that names an actor («الخليجي»), around a lone finite verb
(الجيش «استعاد» حلب), and around a body's name in a report that mocks. Codebook, case 22.
"""

from __future__ import annotations

from marsad.reader.entities import PARTIES
from marsad.reader.loaded import Loaded
from marsad.reader.nodes import Node, Sentence
from marsad.reader.whom import QUOTES, SO_CALLED

CALLING = frozenset("مما فيما بما ما عما لما كما".split())
MOCKING = 6  # loaded words of a report in which quotation marks around a body's name mock it
STATELY = frozenset(
    "حكومه جيش الجيش مجلس المجلس برلمان البرلمان جمهوريه دوله رييس وحدات قوات المقاومه محور وقف هدنه اتفاق".split()
)


def scare_quotes(sent: Sentence) -> list[Loaded]:
    """The scare quotes of a sentence, as candidates."""
    return _Quotes(sent).found()


class _Quotes:
    """Looks at each short quotation of a sentence."""

    def __init__(self, sent: Sentence) -> None:
        self.s = sent
        self.nodes = sent.nodes
        self.toks = sent.toks

    def found(self) -> list[Loaded]:
        """Quotation marks that keep a name or a word at arm's length."""
        out: list[Loaded] = []
        for node in self.nodes:
            for ent, i, j in node.adjs:  # «الخليجي»
                if i <= self.s.lo or j >= self.s.hi:
                    continue
                if self.toks[i - 1].key == self.toks[j].key and self.toks[j].key in QUOTES:
                    out.append(Loaded(self.toks[i - 1].start, self.toks[j].end, ent, "scare_quotes", "adj", 0))
        free = self.s.lo
        for i in [i for i in range(free, self.s.hi) if self.toks[i].key in QUOTES]:
            close = self.closing(i) if i >= free else -1
            if close < 0:
                continue
            got = self.quoted(i, close)
            if got is not None:
                out.append(got)
            free = close + 1
        return out

    def closing(self, i: int) -> int:
        """The token of the mark that closes a short quotation opened at ``i``; -1 for none."""
        for j in range(i + 1, min(i + 7, self.s.hi)):
            if self.toks[j].key == self.toks[i].key:
                return j if j > i + 1 else -1
        return -1

    def quoted(self, i: int, close: int) -> Loaded | None:
        """One short quotation: after «ما يسمى», around a lone verb, or around a body's name in a report that mocks."""
        inside = next(
            (n for n in self.nodes if n.t == "np" and n.ent is not None and i <= n.i and n.j <= close + 1), None
        )
        first = self.called(i)
        term = "«" + " ".join(t.key for t in self.toks[i + 1 : close])
        end = self.toks[close].end
        if first >= 0:
            near = inside if inside is not None and inside.kind != "measure" else self.beside(i, close) or inside
            direct = self.toks[first].key in CALLING
            start = self.s.start(first, 0) if direct and i - first <= 2 else self.toks[i].start
            return Loaded(start, end, near.ent, "scare_quotes", term, 0) if near is not None else None
        word = self.s.words[i + 1]
        before = next((n for n in reversed(self.nodes) if n.j <= i), None)
        if close == i + 2 and word.verbs and word.verbs[0].tense == "p" and not word.names and inside is None:
            full = before is not None and (before.j - before.i > 1 or (before.ent is not None and before.ent.actor))
            if full and before is not None and before.t == "np" and before.ent is not None and before.kind in PARTIES:
                return Loaded(self.toks[i].start, end, before.ent, "scare_quotes", term, 0)  # الجيش «استعاد» حلب
        pact = next((n.measure for n in self.nodes if n.measure is not None and i <= n.i < close), None)
        if pact is not None and inside is None:
            return Loaded(self.toks[i].start, end, pact, "scare_quotes", term, MOCKING)  # «وقف إطلاق النار»
        if inside is not None and inside.kind in ("org", "armed_group", "bloc", "measure") and word.key in STATELY:
            return Loaded(self.toks[i].start, end, inside.ent, "scare_quotes", term, MOCKING)
        return None

    def called(self, i: int) -> int:
        """The token at which «ما يسمى» before a quotation begins, or -1."""
        for k in range(i - 1, max(self.s.lo, i - 4) - 1, -1):
            if self.toks[k].key in SO_CALLED:
                return k - 1 if k > self.s.lo and self.toks[k - 1].key in CALLING else -1
        return -1

    def beside(self, i: int, close: int) -> Node | None:
        """Whom a quoted claim is about: the next actor in the sentence, else the last one."""
        after = [n for n in self.nodes if close < n.i <= close + 8]
        near = next((n for n in after if n.t == "np" and n.ent is not None and n.kind in PARTIES and not n.prep), None)
        before = [n for n in self.nodes if n.t == "np" and n.ent is not None and n.j <= i and n.kind in PARTIES]
        return near or (before[-1] if before else None)
