"""Attribution: which stretch of a sentence is whose word.

A reporting verb reaches over the «أن» clause or the quotation that it opens, to the end of its sentence; «بحسب» over its
sentence; «فلان: …» over its line; an open quotation over the sentences up to its close.
"""

from __future__ import annotations

from msgspec import Struct

from marsad.reader.arguments import Arguments
from marsad.reader.entities import Ent
from marsad.reader.nodes import Node, Sentence
from marsad.reader.nominals import Arg, VerbArgs
from marsad.reader.sides import ACTORS

SPEAKERS = ACTORS - {"place"}


class Reach(Struct):
    """Tokens ``lo`` to ``hi`` are the word of ``speaker``; ``cue`` is the reporting word's tokens."""

    lo: int
    hi: int
    speaker: Ent
    node: Node | None
    cue: tuple[int, int] | None
    stance: str


class Voice(Struct):
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
        if args.passive:
            return
        quoted = next((a for p, a in args.preps if p == "عن" and self._speaker(a)), None) if op.lemma == "نقل" else None
        start = self._content(k, args, quoted)
        relayed = any(m.t in ("sub", "what") and m.head in ("as", "") for m in self.nodes[max(0, k - 1) : k])
        before = self.nodes[k - 1] if k else None
        closes = before is not None and (before.t in (",", "،", '"') or relayed) and args.end >= len(self.nodes) - 1
        if start < 0 and op.kind == "denying" and relayed:
            return  # وهو ما تنفيه طهران: what stands before is another's word
        if start < 0 and not relayed and not closes:
            told = [("O", a) for a in args.objects] + args.preps
            # أكد وقوع الهجوم tells of it; شهدت بيروت احتجاجات does not
            if any(lex.lemmas[ref].frames for ref in refs) or not any(
                a.node.t == "m" and (not op.takes or p in op.takes) for p, a in told
            ):
                return
            start = self._behind(k, args)
        speaker = self._speaker(quoted) if quoted is not None else self._who(k, n, args)
        if speaker is None:
            return
        if start < 0 and (relayed or closes):  # "…"، قال فلان; كما قال فلان
            self._add(self.s.lo, self.s.hi, *speaker, (n.i, n.j), op.kind)
        else:
            self._add(start, self.s.hi, *speaker, (n.i, n.j), op.kind)

    def _who(self, k: int, n: Node, args: VerbArgs) -> tuple[Ent, Node] | None:
        """The speaker of a reporting verb; «وأضاف» takes up the last one."""
        last = (self.voice.speaker, self.voice.node or n) if self.voice.speaker is not None else None
        if n.role == "hal":
            return (last if self.out else None) or self._speaker(args.subject) or last
        if args.dropped or args.subject is None:
            if last is not None and k <= 2:
                return last
            return self._speaker(args.subject) or last
        return self._speaker(args.subject)

    def _content(self, k: int, args: VerbArgs, quoted: Arg | None) -> int:
        """The token at which the words reported begin: at «أن», a colon or an opening quotation mark; -1 for none."""
        if args.comp >= 0:
            return self.nodes[args.comp].i
        behind = max([k + 1, *(a.end for a in (args.subject, quoted) if a is not None and a.at > k)])
        for j in range(k + 1, min(behind + 4, len(self.nodes))):
            t = self.nodes[j].t
            if t == ":":
                return self.nodes[j].j
            if t == '"' and j >= behind:
                return self.nodes[j].i
            if t in ("v", ".", "sub"):
                return -1
        return -1

    def _behind(self, k: int, args: VerbArgs) -> int:
        """The token behind a verb and its subject."""
        end = args.subject.end if args.subject is not None and args.subject.at > k else k + 1
        return self.nodes[end].i if end < len(self.nodes) else self.s.hi

    def _phrase(self, k: int, n: Node) -> None:
        op = self.s.lex.ops[n.ops[0]]
        if op.pos != "p":
            return
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
            if m.t in (".", "،", ",", ":", "m"):  # أنباء عن اعتقال فلان: who is behind the event has not told it
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
        plain = [n for n in speakers if not n.prep and not (n.i and self.s.toks[n.i - 1].key == "#")]
        who = next((n for n in speakers if n.prep == "عن"), (plain or speakers)[-1])
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
