"""Slots of a claim: where, when and how many, from the clause of its cue."""

from __future__ import annotations

from marsad.reader.cues import Cue
from marsad.reader.entities import Ent
from marsad.reader.nodes import Node, Sentence

PLACED = frozenset("في ب قرب شرق غرب شمال جنوب وسط داخل شرقي غربي شمالي جنوبي ضمن عند".split())
# Events that a place told anywhere in their sentence is the place of, where it is the only one.
WIDE = frozenset("attacks fights kills wounds detains protests meets agrees displaces".split())


def _places(nodes: list[Node]) -> list[Node]:
    return [n for n in nodes if n.t == "np" and n.kind == "place" and n.prep in PLACED and n.ent is not None]


def place_of(cue: Cue, sent: Sentence, patient: Ent | None) -> Node | None:
    """Where the event of a cue happened: in its own clause, behind the cue first; the patient is not its own place."""
    if cue.found.place is not None and cue.found.place.ents and cue.found.place.ents[0][0].kind == "place":
        return cue.found.place.ents[0][1]
    nodes = sent.nodes
    hi = min(max(cue.hi, cue.k + 1), len(nodes))
    options = _places(nodes[cue.k + 1 : _own_end(nodes, cue.k + 1, hi)]) or _places(nodes[cue.lo : cue.k])[-1:]
    if not options and cue.filled.frame.predicate in WIDE:
        options = _places(nodes)
        if len({n.ent.id for n in options if n.ent is not None}) != 1:
            options = []
    return next((n for n in options if n.ent is not patient), None)


def _own_end(nodes: list[Node], lo: int, hi: int) -> int:
    """Where a relative clause of another event begins: «السقوط بعد المجازر | التي ارتكبها في طرابلس …»."""
    other = False
    for k in range(lo, hi):
        if nodes[k].t == "rel" and other:
            return k
        other = other or nodes[k].t == "m"
    return hi


def date_of(cue: Cue, sent: Sentence) -> Node | None:
    """When it happened: the nearest date of the clause, or the only date of the sentence; a dateline's date is neither."""
    dates = [n for n in sent.nodes if n.t == "d" and n.i >= sent.dateline]
    if len(dates) > 1:
        hi = min(max(cue.hi, cue.k + 1), len(sent.nodes))
        lo, last = sent.nodes[cue.lo].i, sent.nodes[hi - 1].j
        dates = [n for n in dates if lo <= n.i < last]
    return min(dates, key=lambda n: (abs(n.i - cue.tokens[0]), n.i)) if dates else None


def number_of(cue: Cue) -> tuple[int, int | None, int, int] | None:
    """How many were killed, wounded, driven out or detained: value, maximum, first and end token."""
    for arg in (cue.filled.patient, cue.filled.agent):
        if arg is not None:
            if arg.node.num is not None:
                return arg.node.num
            for _, node in arg.ents:
                if node.num is not None:
                    return node.num
    return None
