"""Framing: loaded words and whom they hit."""

from __future__ import annotations

from marsad.reader.clauses import Cue
from marsad.reader.entities import Ent
from marsad.reader.names import Names
from marsad.reader.nodes import Node, Sentence

CALLED = frozenset("مدعو مدعوه مسمي".split())
NEUTRAL = frozenset("منتخب منتخبه وهابيين وهابيون وهابي مصرع متمردين متمردون اشقاء شقيق شقيقه حليف حليفه وطني".split())
MILITIAS = frozenset("ميليشيا ميليشيات مليشيا مليشيات عصابه".split())
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
            if _ordinary(cut.stem, ent):
                i = j
                continue
            if target == "next" and node is not None and node.j > j:
                if cut.article and node.kind == "person" and node.i <= i:
                    start = sent.start(node.i, len(node.conj) + len(node.prep))  # الرئيس الشهيد العقيد فلان
                elif not cut.article and not cut.suffix and sent.words[i].main.stem not in CALLED:
                    end = sent.end(node.j)  # إرهابيي «جبهة النصرة»; but «المدعو», «أذنابه» alone
            elif target == "prev" and node is not None and node.i < i and node.j >= j and node.kind != "person":
                start = sent.start(node.i, len(node.conj) + len(node.prep))  # البرلمان الشرعي, النظام السوري
            out.append((start, end, ent, device))
        i = j
    out += _quotes(sent)
    return out


def _ordinary(stem: str, ent: Ent) -> bool:
    """Words that newsrooms use without judging: «ميليشيا» of a group that is one, «منتخب» of a parliament."""
    return stem in NEUTRAL or (
        stem in MILITIAS and ent.kind in ("armed_group", "bloc") and not ent.name.startswith(("قوات", "جيش", "الجيش"))
    )


def once(found: list[tuple[int, int, Ent, str]], text: str) -> list[tuple[int, int, Ent, str]]:
    """Each loaded word once per report and entity: its first occurrence."""
    seen: set[tuple[str, int]] = set()
    out = []
    for start, end, ent, device in sorted(found, key=lambda f: (f[0], f[1])):
        key = (text[start:end] if device != "scare_quotes" else device, ent.id)
        if key not in seen:
            seen.add(key)
            out.append((start, end, ent, device))
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
