"""Framing: loaded words and whom they hit."""

from __future__ import annotations

from marsad.reader.clauses import Cue
from marsad.reader.entities import Ent
from marsad.reader.names import Names
from marsad.reader.nodes import Node, Sentence

SO_CALLED = frozenset("يسمي تسمي يسميه تسميه يسمونه المزعوم المزعومه المدعو المدعوه مسمي".split())


def framing(sent: Sentence, names: Names, cues: list[Cue]) -> list[tuple[int, int, Ent, str]]:
    """Loaded words of a sentence as (start, end, entity, device), in source offsets."""
    out: list[tuple[int, int, Ent, str]] = []
    nodes = sent.nodes
    i = sent.lo
    while i < sent.hi:
        found = next((p for p in names.phrase(i) if p[1][0] == "l"), None) if sent.words[i].phrases else None
        if found is None:
            i += 1
            continue
        j, code, cut = found
        device, _, target = code[1:].partition(",")
        hit = _target(target, nodes, i, j, cues)
        if hit is not None:
            ent, node = hit
            start, end = sent.start(i, cut.skip), sent.end(j)
            if target == "next" and node is not None and node.j > j:
                end = sent.end(node.j)
            elif target == "prev" and node is not None and node.i < i:
                pass
            out.append((start, end, ent, device))
        i = j
    out += _quotes(sent)
    return out


def _target(target: str, nodes: list[Node], i: int, j: int, cues: list[Cue]) -> tuple[Ent, Node | None] | None:
    inside = next((n for n in nodes if n.t == "np" and n.ent is not None and n.i <= i and j <= n.j), None)
    if target == "self":
        return (inside.ent, None) if inside is not None and inside.ent is not None else None
    if target == "next":
        after = inside or next((n for n in nodes if n.t == "np" and n.ent is not None and i <= n.i <= j + 1), None)
        return (after.ent, after) if after is not None and after.ent is not None else None
    if target == "prev":
        if inside is not None and inside.ent is not None:
            return inside.ent, inside
        before = [n for n in nodes if n.t == "np" and n.ent is not None and n.j <= i and i - n.j <= 2]
        return (before[-1].ent, before[-1]) if before and before[-1].ent is not None else None
    for cue in cues:
        if cue.tokens[0] <= j and i <= cue.node.j and (cue.tokens[0] <= i < cue.node.j or abs(cue.tokens[0] - i) <= 2):
            arg = cue.filled.agent if target == "agent" else cue.filled.patient
            if arg is not None and arg.ents:
                return arg.ents[0][0], arg.ents[0][1]
    return None


def _quotes(sent: Sentence) -> list[tuple[int, int, Ent, str]]:
    """A name in quotation marks after «ما يسمى»; an adjective that names an actor in quotation marks («الخليجي»)."""
    out: list[tuple[int, int, Ent, str]] = []
    toks = sent.toks
    for node in sent.nodes:
        for ent, i, j in node.adjs:
            if i > sent.lo and j < sent.hi and toks[i - 1].key == toks[j].key and toks[j].key in ('"', "'"):
                out.append((toks[i - 1].start, toks[j].end, ent, "scare_quotes"))
        if node.t == "np" and node.ent is not None and node.i > sent.lo:
            quoted = toks[node.i].key == '"' or toks[node.i - 1].key == '"'
            called = any(toks[m].key in SO_CALLED for m in range(max(sent.lo, node.i - 3), node.i))
            if called and quoted:
                out.append((sent.start(node.i), sent.end(node.j), node.ent, "scare_quotes"))
    return out
