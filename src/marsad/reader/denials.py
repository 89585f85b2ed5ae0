"""Denials of what was just told: «وهو ما نفته الجماعة», «ونفت طهران الاتهامات», «لكن الجيش نفى ذلك».

The denied claims are told again, with the other polarity and the denier as their source.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from marsad.reader.entities import Ent
from marsad.reader.nodes import Node, Sentence
from marsad.reader.nominals import STOPS
from marsad.reader.subjects import Subjects

# What may be denied in one word: the charge, the news, «that».
TOLD = frozenset(
    "اتهام اتهامات نبا انباء تقرير تقارير مزاعم زعم ادعاء ادعاءات شايعه شايعات رواية روايه روايات معلومات صحه امر خبر "
    "تهمه تهم اتهاماته اتهاماتها مزاعمه مزاعمها".split()
)
THAT = frozenset({"ذلك", "هذا", "هذه", "تلك", "الامر"})


class Denial(Struct, frozen=True):
    """Who denies what was told before token ``at``; ``cue`` are the tokens of the denying word."""

    at: int
    denier: Ent
    node: Node | None
    cue: tuple[int, int]


def denials(sent: Sentence, args: Subjects) -> Iterator[Denial]:
    """The denials of a sentence that take up what was told before them."""
    nodes = sent.nodes
    for k, node in enumerate(nodes):
        if node.t != "v" or not _denies(sent, node):
            continue
        start = _which(sent, k)
        if start < 0 and not _takes_up(sent, k):
            continue
        found = args.verbs.get(k)
        subject = found.subject if found is not None else None
        who = next(((e, n) for e, n in subject.ents if e.kind != "place"), None) if subject is not None else None
        if who is None and start >= 0:
            who = _behind(sent, k)
        if who is not None:
            yield Denial(nodes[start if start >= 0 else k].i, who[0], who[1], (node.i, node.j))


def _denies(sent: Sentence, node: Node) -> bool:
    lex = sent.lex
    return any(lex.ops[o].kind == "denied" for f in node.verbs for o in lex.lemmas[f.lemma].ops)


def _which(sent: Sentence, k: int) -> int:
    """The node of «وهو ما», «الأمر الذي» right before the denying verb at ``k``; -1 for none."""
    nodes = sent.nodes
    if k >= 2 and nodes[k - 1].t == "what" and nodes[k - 2].t == "pron":
        return k - 2
    if k >= 2 and nodes[k - 1].t == "rel" and sent.toks[nodes[k - 2].i].key in ("الامر", "والامر", "الشيء"):
        return k - 2
    return k - 1 if k >= 1 and nodes[k - 1].t == "what" else -1


def _takes_up(sent: Sentence, k: int) -> bool:
    """Is the object of the verb at ``k`` «ذلك», the charge or the news, with nothing told behind it?"""
    nodes = sent.nodes
    taken = False
    for n in nodes[k + 1 : k + 8]:
        if n.t in ("comp", "m", "r") or (n.t in STOPS and n.t not in (".", "؛", ";")):
            word = sent.words[n.i].main.stem
            if n.t != "m" or word not in TOLD:
                return False
        if n.t in (".", "؛", ";", ",", "،"):
            break
        words = {sent.words[i].main.stem for i in range(n.i, n.j)} | {sent.toks[n.i].key}
        taken |= bool(words & TOLD) or bool(words & THAT)
    return taken


def _behind(sent: Sentence, k: int) -> tuple[Ent, Node] | None:
    for n in sent.nodes[k + 1 : k + 4]:
        if n.t == "np" and n.ent is not None and not n.prep and n.ent.kind != "place":
            return n.ent, n
        if n.t in STOPS:
            break
    return None
