"""Candidates: the claims that a cue may make, the grammar's own and others, each with its signs.

The grammar proposes the sides that it found. Beside them stand the names around the cue, who acted last, and who speaks:
each may take the place of a side, and all of them a side that the grammar left open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from marsad.reader.cues import Cue
from marsad.reader.drafts import Side
from marsad.reader.entities import Ent
from marsad.reader.nodes import Node, Sentence
from marsad.reader.nominals import Arg

REACH = 12  # nodes on each side of a cue
MOST = 3  # names on each side of it
AGENTS, PATIENTS = 8, 5  # tried for a cue of which the grammar found nothing that fits
OWN, LEFT_OUT, OTHER, LOOSE = "own", "left out", "other", "loose"

Pair = tuple[Side | None, Side | None]


class Candidate(Struct):
    """A claim that a cue may make. ``kind``: the grammar's ``own``, ``left out`` for want of a side, ``other`` than the
    grammar's in one side, ``loose`` where no frame fits; ``more`` are signs of how it came about."""

    kind: str
    cue: Cue
    a: Side | None
    b: Side | None
    more: tuple[str, ...] = ()


class Around(Struct):
    """What candidates are drawn from beside the names of the sentence."""

    main: list[tuple[Ent, Node]]  # subject of the sentence's first verb
    speaker: tuple[Ent, Node] | None  # whose word the cue is


Sides = Callable[[Arg, int], Side | None]
Enough = Callable[[Cue, Side | None, Side | None], bool]


def own(cue: Cue, pairs: list[Pair], enough: Enough) -> list[Candidate]:
    """The grammar's candidates, and what it leaves out."""
    out: list[Candidate] = []
    seen: set[tuple[int, int]] = set()
    for a, b in pairs:
        key = _key(a, b)
        if key not in seen and not (a is not None and b is not None and a[0] is b[0]):
            seen.add(key)
            if enough(cue, a, b):
                out.append(Candidate(OWN, cue, a, b))
            elif a is not None or b is not None:
                out.append(Candidate(LEFT_OUT, cue, a, b))
    return out


def other(sent: Sentence, cue: Cue, pairs: list[Pair], around: Around, side: Sides, enough: Enough) -> list[Candidate]:
    """The candidates that put somebody else in the place of the agent or patient of the grammar's ``pairs``.

    ``side`` gives who an argument is as agent (0) or patient (1), ``enough`` tells whether a claim may have these sides.
    """
    out: list[Candidate] = []
    seen = {_key(a, b) for a, b in pairs}
    rule, filled = cue.rule, cue.filled
    settled = _settled(cue)
    for arg in others(sent, cue, around):
        for n in (0, 1):
            who = None if n == 0 and settled else side(arg, n)
            if who is None:
                continue
            by = None
            for a0, b0 in pairs[:2]:
                a, b = (who, b0) if n == 0 else (a0, who)
                key = _key(a, b)
                if key in seen or (a is not None and b is not None and a[0] is b[0]):
                    continue
                seen.add(key)
                if by is None:
                    sides = replace(filled, agent=arg) if n == 0 else replace(filled, patient=arg)
                    by = replace(cue, filled=sides)
                if enough(by, a, b):
                    had = (a0, b0)[n] is not None
                    more = (f"{n}", f"{n}&had={had}&rule={rule}", f"{n}&via={arg.via}&rule={rule}&had={had}")
                    out.append(Candidate(OTHER, by, a, b, more))
    return out


def _settled(cue: Cue) -> bool:
    """Does the verb itself say who acts: nobody that it names (نعى), or whom a preposition names (خسر … لصالح …)?"""
    agent = cue.filled.agent
    if cue.rule != "verb":
        return False
    return not cue.filled.frame.agent or (agent is not None and any(a is agent for _, a in cue.found.preps))


def loose(sent: Sentence, cue: Cue, _: list[Pair], around: Around, side: Sides, enough: Enough) -> list[Candidate]:
    """The candidates of a cue of which no frame fits what the grammar found around it."""
    pool = list(others(sent, cue, around))
    agents = [None, *pool[:AGENTS]]
    patients = [None, *(p for p in pool if p.at >= 0)][: PATIENTS + 1]
    found = cue.found
    args = f"found={found.subject is not None}&{bool(found.objects)}&{len(found.preps) > 0}"
    out = []
    seen: set[tuple[int, int]] = set()
    for x in agents:
        a = side(x, 0) if x is not None else None
        if x is not None and a is None:
            continue
        for y in patients:
            b = side(y, 1) if y is not None else None
            key = _key(a, b)
            if (y is not None and b is None) or key == (-1, -1) or key in seen or (a and b and a[0] is b[0]):
                continue
            seen.add(key)
            by = replace(cue, filled=replace(cue.filled, agent=x, patient=y))
            if enough(by, a, b):
                more = (*(f"{n}&via={z.via if z else None}&rule={cue.rule}" for n, z in enumerate((x, y))), args)
                out.append(Candidate(LOOSE, by, a, b, more))
    return out


def others(sent: Sentence, cue: Cue, around: Around) -> Iterator[Arg]:
    """Who else may stand on a side of a cue: the names behind it and before it, nearest first, and who acted or speaks."""
    nodes = sent.nodes
    for step in (1, -1):
        m, found = cue.k + step, 0
        while 0 <= m < len(nodes) and abs(m - cue.k) <= REACH and found < MOST:
            n = nodes[m]
            if n.t == "np" and n.ent is not None and n.ent.kind != "source":
                found += 1
                yield Arg(n, [(n.ent, n)], m, m + 1, "near")
            elif n.adjs:
                found += 1
                yield Arg(n, [(n.adjs[0][0], n)], m, m + 1, "nearadj")
            elif n.t in (".", "|", "؟", "!"):
                break
            m += step
    for via, who in (("carried", cue.carried[:1]), ("main", around.main[:1]), ("speaker", [around.speaker])):
        if who and who[0] is not None:
            ent, node = who[0]
            yield Arg(node, [(ent, node)], -1, -1, via)


def _key(a: Side | None, b: Side | None) -> tuple[int, int]:
    return (a[0].id if a is not None else -1, b[0].id if b is not None else -1)
