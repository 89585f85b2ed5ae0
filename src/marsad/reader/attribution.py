"""Attribution: which stretch of a sentence is whose word.

A reporting verb reaches over the «أن» clause or the quotation that it opens, to the end of its sentence; «بحسب» over its
sentence; «فلان: …» over its line; an open quotation over the sentences up to its close.
"""

from __future__ import annotations

from dataclasses import dataclass

from marsad.reader.arguments import ACTORS, Arg, Arguments
from marsad.reader.entities import Ent
from marsad.reader.nodes import Node, Sentence

SPEAKERS = ACTORS - {"place"}


@dataclass(slots=True)
class Reach:
    """Tokens ``lo`` to ``hi`` are the word of ``speaker``; ``cue`` is the reporting word's tokens."""

    lo: int
    hi: int
    speaker: Ent
    node: Node | None
    cue: tuple[int, int] | None
    stance: str


@dataclass(slots=True)
class Voice:
    """Who spoke last, and whose quotation is still open."""

    speaker: Ent | None = None
    node: Node | None = None
    open: Reach | None = None
    stance: str = "neutral"


class Attribution:
    """The reaches of one sentence."""

    def __init__(self, sent: Sentence, args: Arguments, voice: Voice) -> None:
        self.s = sent
        self.nodes = sent.nodes
        self.args = args
        self.voice = voice
        self.out: list[Reach] = []

    def reaches(self) -> list[Reach]:
        self._open_quote()
        self._colon()
        for k, n in enumerate(self.nodes):
            if n.t == "v":
                self._verb(k, n)
            elif n.t == "r":
                self._phrase(k, n)
        self._left_open()
        return self.out

    def _speaker(self, arg: Arg | None) -> tuple[Ent, Node] | None:
        if arg is None:
            return None
        return next(((e, n) for e, n in arg.ents if e.kind in SPEAKERS), None)

    def _add(self, lo: int, hi: int, speaker: Ent, node: Node | None, cue: tuple[int, int] | None, stance: str) -> None:
        if hi > lo:
            self.out.append(Reach(lo, hi, speaker, node, cue, stance))
            self.voice.speaker, self.voice.node, self.voice.stance = speaker, node, stance

    def _verb(self, k: int, n: Node) -> None:
        lex = self.s.lex
        refs = [v.lemma for v in n.verbs] or [x.lemma for x in n.nouns]
        report = next((r for ref in refs for r in lex.lemmas[ref].reports), None)
        if report is None:
            return
        op = lex.ops[report]
        args = self.args.around(k)
        frames = any(lex.lemmas[ref].frames for ref in refs)
        after = self.nodes[k + 1] if k + 1 < len(self.nodes) else None
        opens = args.comp >= 0 or self._quote_after(k, args.end)
        if not opens and frames:
            return
        speaker = None
        if n.role == "hal" or args.dropped:
            if self.voice.speaker is not None and self.voice.speaker.kind in SPEAKERS and n.role == "hal" and self.out:
                speaker = (self.voice.speaker, self.voice.node or n)
            else:
                speaker = self._speaker(args.subject)
            if speaker is None and self.voice.speaker is not None:
                speaker = (self.voice.speaker, self.voice.node or n)
            elif args.dropped and n.role != "hal" and self.voice.speaker is not None and n.conj and k <= 1:
                speaker = (self.voice.speaker, self.voice.node or n)
        else:
            speaker = self._speaker(args.subject)
        if speaker is None or args.passive:
            return
        if k and self.nodes[k - 1].t in ("sub", "what") and self.nodes[k - 1].head in ("as", "") and not opens:
            self._add(self.s.lo, self.s.hi, *speaker, (n.i, n.j), op.kind)  # …، كما قال فلان
            return
        lo = self.nodes[args.comp].i if args.comp >= 0 else n.j
        if not opens and n.role != "hal":
            before = self.nodes[k - 1] if k else None
            if (
                before is not None
                and before.t in (",", "،", '"')
                and (after is None or args.end >= len(self.nodes) - 1)
            ):
                self._add(self.s.lo, self.s.hi, *speaker, (n.i, n.j), op.kind)  # "…"، قال فلان
                return
        self._add(lo, self.s.hi, *speaker, (n.i, n.j), op.kind)

    def _quote_after(self, k: int, end: int) -> bool:
        return any(self.nodes[j].t in ('"', ":") for j in range(k + 1, min(end + 2, len(self.nodes))))

    def _phrase(self, k: int, n: Node) -> None:
        op = self.s.lex.ops[n.ops[0]]
        for j in range(k + 1, min(k + 6, len(self.nodes))):
            m = self.nodes[j]
            if m.t == "np" and m.ent is not None and m.ent.kind in SPEAKERS:
                self._add(self.s.lo, self.s.hi, m.ent, m, (n.i, n.j), op.kind)
                return
            if m.t == "v":
                speaker = self._speaker(self.args.around(j).subject)
                if speaker is not None:
                    self._add(self.s.lo, self.s.hi, *speaker, (n.i, n.j), op.kind)
                return
            if m.t in (".", "،", ",", ":"):
                return

    def _colon(self) -> None:
        """«الدفاع الروسية: …» at the head of a line or flash."""
        nodes = self.nodes
        at = next((k for k, n in enumerate(nodes[:14]) if n.t == ":"), None)
        if at is None or any(n.t in ("v", ".") for n in nodes[:at]):
            return
        speakers = [n for n in nodes[:at] if n.t == "np" and n.ent is not None and n.ent.kind in SPEAKERS]
        if not speakers:
            return
        who = next((n for n in speakers if n.prep == "عن"), speakers[0])
        if who.ent is not None:
            self._add(nodes[at].j, self.s.hi, who.ent, who, (nodes[at].i, nodes[at].j), "neutral")

    def _open_quote(self) -> None:
        reach = self.voice.open
        if reach is None:
            return
        close = next((n.j for n in self.nodes if n.t == '"'), None)
        self.out.append(Reach(self.s.lo, close or self.s.hi, reach.speaker, None, None, reach.stance))
        if close is not None:
            self.voice.open = None

    def _left_open(self) -> None:
        """Does a quotation opened by a speaker stay open at the end of the sentence?"""
        marks = [t for t in self.s.toks[self.s.lo : self.s.hi] if t.key == '"']
        if self.voice.open is not None:
            return
        if len(marks) % 2 and self.out and self.s.toks.index(marks[-1], self.s.lo) >= self.out[-1].lo:
            self.voice.open = self.out[-1]


def innermost(reaches: list[Reach], at: int) -> list[Reach]:
    """The reaches over a token, outermost first."""
    over = [r for r in reaches if r.lo <= at < r.hi and not (r.cue is not None and r.cue[0] <= at < r.cue[1])]
    over.sort(key=lambda r: (r.lo, -r.hi))
    out: list[Reach] = []
    for r in over:
        if not out or out[-1].speaker is not r.speaker:
            out.append(r)
    return out
