"""Loaded words of one sentence: the terms of the framing table, with the phrase and the entity of each.

A row's ``target`` says where the entity is: self, next, prev, agent or patient of the act; ``self@2`` asks for two other
loaded words in the report.
"""

from __future__ import annotations

from typing import NamedTuple

from marsad.arabic.words import Cut
from marsad.reader.cues import Cue
from marsad.reader.entities import Ent
from marsad.reader.names import Names
from marsad.reader.nodes import Node, Sentence
from marsad.reader.whom import PERSONAL, QUOTES, Whom


class Loaded(NamedTuple):
    """A candidate: span in source offsets, entity (None: the report's foe or hero), device, term, other words it needs."""

    start: int
    end: int
    ent: Ent | None
    device: str
    term: str
    needs: int
    loose: bool = False  # the entity is only known by this label («الخونة») or by its country («أذنابه في تركيا»)
    free: bool = False  # may the label mean the report's foe or hero?


def terms(sent: Sentence, names: Names, cues: list[Cue]) -> list[Loaded]:
    """The terms of the framing table in a sentence, the longest at each place."""
    out: list[Loaded] = []
    finder = _Terms(sent, names, cues)
    i, hi, words = sent.lo, sent.hi, sent.words
    while i < hi:
        for found in names.phrase(i) if words[i].loads else ():
            if found[1][0] == "l":
                break
        else:
            i += 1
            continue
        j, code, cut = found
        device, _, where = code[1:].partition(",")
        target, _, needs = where.partition("@")
        got = finder.candidate(i, j, cut, device, target, int(needs or 0))
        if got is not None:
            out.append(got)
        i = j
    return out


class _Terms(Whom):
    """Finds the phrase of each term."""

    def candidate(self, i: int, j: int, cut: Cut, device: str, target: str, needs: int) -> Loaded | None:
        """The candidate of a term in tokens ``i`` to ``j``."""
        if self.proper(i, j, device, target):
            return None
        term = " ".join([cut.stem, *(self.s.words[k].bare for k in range(i + 1, j))])
        suffix = cut.suffix or (self.s.words[i].main.suffix if j == i + 1 else "")
        if target == "prev" and (cut.conj or cut.prep):
            target = "next" if cut.stem in PERSONAL else "self"  # «سلّمتها للمتمرد»: no adjective
        act = -1
        ent: Ent | None = None
        node = self.named(i, j, cut, target, suffix)
        if target == "next" and device == "legitimising" and node is not None and node.i <= i and node.j <= j:
            return None  # «الرئيس المنتخب» of nobody
        if node is not None:
            ent = self.regime(i, j) or self.inner(i, j, node) or node.ent
        elif target == "agent":
            ent = self.agent(i, j, suffix)
        elif target == "patient":
            ent = self.patient(i, j)
        elif target == "prev" and device == "vilifying" and (act := self.act(i)) >= 0:
            ent = self.agent(act, j, "")
        if ent is None and node is None and cut.stem in PERSONAL:
            ent = self.known(i, j)
        elif ent is None and device == "glorifying" and target in ("self", "next"):
            ent = self.own(i)
        lo, hi = self.reach(i, j, cut, target, node, suffix)
        lo = act if act >= 0 else lo
        start, end, quoted = self.span(lo, hi, cut.skip if lo == i else self.s.words[lo].main.skip)
        alone = node is not None and node.i >= i - 1 and node.j <= j
        free = device not in ("legitimising", "scare_quotes") and cut.stem not in PERSONAL and not suffix
        return Loaded(start, end, ent, device, term, 0 if quoted else needs, alone or suffix != "", free)

    def named(self, i: int, j: int, cut: Cut, target: str, suffix: str) -> Node | None:
        """The name that the term stands in, before or behind."""
        over = self.over(i, j)
        if target == "self":
            return over or (None if cut.article else self.right(j))
        if target == "next" and cut.stem in PERSONAL and (behind := self.right(j)) is not None:
            return behind
        if target == "next":
            return self.proxied(j) if cut.stem == "ما" or suffix else self.over(i, j, True) or self.right(j) or over
        if target == "prev":
            if over is not None and over.i < i:
                return over
            return self.left(i) or (over if over is not None and over.i == i else None)
        return None

    def reach(self, i: int, j: int, cut: Cut, target: str, node: Node | None, suffix: str) -> tuple[int, int]:
        """The tokens of the phrase: «ميليشيا «قسد»», «البرلمان الشرعي», «الرئيس الشهيد», «هذه الميليشيا»; «المدعو» alone."""
        lo, hi = i, j
        before = self.s.words[i - 1] if i > self.s.lo and not self.mark(i - 1) else None
        kinds = {c[0] for c, _ in before.codes} if before is not None else set()
        if node is not None and target == "prev":
            if node.j <= i + 1 and before is not None:
                lo = max(node.i, i - 1)
        elif node is not None and (not suffix or cut.stem == "ما"):
            if cut.stem == "ما" or ((not cut.article or node.i == i) and node.kind != "person"):
                hi = self.genitive(j, node)
            pointed = before is not None and before.part is not None and before.part[0] == "dem"
            if pointed or (target == "self" and node.i == i - 1 and before is not None and not kinds & {"t", "l"}):
                lo = i - 1  # «جيش العدو»; but not the «قادة» of «المليشيا»
        if target == "next" and cut.article and "t" in kinds:
            lo = i - 1  # «الرئيس الشهيد» العقيد معمر القذافي
        return lo, self.modifiers(j) if hi == j else hi

    # --- spans --------------------------------------------------------------------------------------------------------

    def span(self, i: int, j: int, skip: int) -> tuple[int, int, bool]:
        """Source offsets of tokens ``i`` to ``j``, with the quotation marks that stand around just these."""
        opens = i > self.s.lo and self.toks[i - 1].key in QUOTES
        closes = j < self.s.hi and self.toks[j].key in QUOTES
        if opens and closes:
            return self.toks[i - 1].start, self.toks[j].end, True
        if self.toks[i].key in QUOTES and self.toks[j - 1].key in QUOTES:
            return self.toks[i].start, self.toks[j - 1].end, True
        if closes and any(self.toks[k].key in QUOTES for k in range(i + 1, j)):
            j += 1  # ميليشيا «قسد»
        return self.s.start(i, skip), self.s.end(j), False

    def genitive(self, j: int, node: Node) -> int:
        """The end of the name that a label stands on, up to a conjunction."""
        end = max(j, min(node.j, j + 5)) if node.i <= j + 2 else j
        for k in range(j, end):
            if self.s.words[k].main.conj:
                return k
        return end

    def modifiers(self, j: int) -> int:
        """The end of further loading and origin: «حرب إبادة بربرية وهمجية», «مرتزقة «فاغنر» الروس»."""
        most = j + 3
        while j < min(self.s.hi, most) and self.toks[j].kind == "w" and not self.s.words[j].main.prep:
            codes = (c.partition(",") for c, _ in self.s.words[j].codes if c[0] == "l")
            adj = any(where.partition("@")[0] in ("prev", "agent") for _, _, where in codes)
            if not adj and not (self.names.nationality(j) and self.s.words[j].main.article):
                break
            j += 1
        return j
