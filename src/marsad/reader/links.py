"""Links between claims, where connectives or clause relations tie them: the argument of a report."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.reader.claims import Draft
from marsad.reader.nodes import Sentence

SUBORDINATE = {"while": "while", "after": "cause", "when": "while"}
RESPONSE = frozenset("ردا رد الرد".split())
CONTRAST = frozenset("بينما فيما لكن غير بالمقابل المقابل".split())
PURPOSE_KINDS = frozenset({"intended"})


@dataclass(slots=True)
class Tie:
    """A link between two drafts, with the tokens of the connective."""

    from_: Draft
    to: Draft
    type: str
    sent: Sentence
    cue: tuple[int, int]


def links(sent: Sentence, drafts: list[Draft]) -> list[Tie]:
    """The links of one sentence, among the claims read from it."""
    here = [(d, ev.cue[0]) for d in drafts for ev in d.evidence if ev.sent is sent]
    if len(here) < 2:
        return []
    here.sort(key=lambda x: x[1])
    out: list[Tie] = []
    for n in sent.nodes:
        type_ = ""
        if n.t == "sub" and n.head == "while":
            type_ = "contrast" if sent.toks[n.i].key.endswith("بينما") else "while"
        elif n.t == "prep" and n.head == "before":
            type_ = "before"
        elif n.t in ("prep", "sub") and n.head in ("after", "cause", "because"):
            type_ = "cause"
        elif n.t == "cond":
            type_ = "condition"
        elif sent.toks[n.i].key in RESPONSE and n.j < sent.hi and sent.toks[n.j].key == "علي":
            type_ = "response"
        elif n.t == "o" and sent.lex.ops[n.ops[0]].kind == "intended":
            type_ = "purpose"
        if not type_:
            continue
        left = [d for d, at in here if at < n.i and d.predicate not in ("leads", "part_of", "based_in")]
        right = [d for d, at in here if at >= n.i and d.predicate not in ("leads", "part_of", "based_in")]
        if not right or (not left and type_ != "condition"):
            continue
        if type_ == "condition":
            later = [d for d in right if d is not right[0]]
            if later:
                out.append(Tie(right[0], later[0], type_, sent, (n.i, n.j)))
            continue
        a, b = left[-1], right[0]
        if type_ == "cause":
            a, b = b, a
        if a is not b:
            out.append(Tie(a, b, type_, sent, (n.i, n.j)))
    # a verb of aiming ties its subject's event to what it aims at: ترمي الزيارة إلى فك العزلة
    for d, at in here:
        aims = [e for e in d.evidence[-1].ops if e[0] == "intended"]
        if d.modality == "intended" and aims and d.evidence[-1].sent is sent:
            before = [
                x
                for x, w in here
                if w < aims[0][1]
                and x is not d
                and x.modality == "asserted"
                and x.predicate in ("visits", "meets", "deploys", "attacks", "agrees", "arms")
            ]
            between = [w for x, w in here if before and aims[0][1] > w > at]
            if before and not between and not any(t.from_ is before[-1] and t.to is d for t in out):
                out.append(Tie(before[-1], d, "purpose", sent, (aims[0][1], aims[0][2])))
    return out
