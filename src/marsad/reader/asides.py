"""Claims that no cue tells: titles, seats, tolls and denials; and what is said of how public a meeting was."""

from __future__ import annotations

import re

from msgspec.structs import replace

from marsad.reader.attribution import Reach, innermost
from marsad.reader.cues import Cue
from marsad.reader.denials import Denial
from marsad.reader.drafts import Draft, Drafts, Ev, Side, span_of
from marsad.reader.entities import Registry
from marsad.reader.nodes import Node, Sentence
from marsad.reader.slots import PLACED

_UNANNOUNCED = re.compile(
    r"(?:لم|لا) (?:يكن )?(?:ي|ت)?علن (?:عنه|عنها)|غير (?:ال)?معلنه?\b|(?:ال)?سريه?\b|مفاجيه?\b(?= )"
)
_UNDISCLOSED = re.compile(
    r"(?:دون|بدون|لم|غير|رفض)(?: ان)?(?: (?:يتم|تتم|يجر|يجري))? "
    r"(?:ال)?(?:ي|ت)?(?:كشفا?|يكشف|تكشف|افصاح|يفصح|تفصح|اعلان|يعلن|يعط|يدل|ذكر|يذكر) (?:عنه|عنها|عن|عما|اي|تفاصيل|مضمون|فحوي)"
)
DISCLOSED = frozenset({"visits", "meets", "agrees", "deploys", "arms"})
HAPPENING = frozenset(
    "attacks fights kills wounds seizes retreats visits meets agrees detains displaces protests deploys falls trains".split()
)
SPOKEN = frozenset({"accuses", "demands", "threatens"})


class Asides(Drafts):
    """What a sentence tells beside its cues."""

    def __init__(self, reg: Registry) -> None:
        super().__init__(reg)
        self.happening = HAPPENING | (self.events & self.book.placed)

    def _titles(self, sent: Sentence, reaches: list[Reach]) -> None:
        """«قائد الجيش فلان»: a title ties its holder to a body."""
        for predicate, person, body, i, j, cue in sent.roles:
            if person is not body and not person.nameless:
                chain = innermost(reaches, i)
                self.add(Draft(predicate, person, body, False, "asserted", chain, None, None, None, None, None, None, 0.85, "title"),
                         Ev(sent, cue, (i, j), (i, j)))  # fmt: skip

    def _seats(self, sent: Sentence, cues: list[Cue], reaches: list[Reach]) -> None:
        """«البرلمان في طبرق»: a body right before «في» and a place has its seat there, unless something happens there."""
        nodes = sent.nodes
        for k, n in enumerate(nodes[:-2]):
            if (
                n.t != "np"
                or n.ent is None
                or n.kind not in ("org", "armed_group")
                or n.num is not None
                or n.role == "both"
            ):
                continue
            if nodes[k + 1].t != "prep" or nodes[k + 1].prep != "في" or n.head == "title":
                continue
            if (k and nodes[k - 1].t == "m" and not n.conj) or n.prep in ("ضد", "علي", "من", "مع", "بين"):
                continue  # محاصرة التنظيم في المدينة, عملية ضد التنظيم في رفح
            place = nodes[k + 2]
            if place.t != "np" or place.kind != "place" or place.ent is None:
                continue
            if any(c.k < k and c.hi > k and c.filled.frame.predicate in self.happening for c in cues) or any(
                m.t == "v" and not m.conj for m in nodes[k + 3 : k + 5]
            ):
                continue
            chain = innermost(reaches, n.i)
            places = [place]
            j = k + 3
            while j < len(nodes) and (
                nodes[j].t == "prep" or (nodes[j].t == "np" and nodes[j].coord and nodes[j].kind == "place")
            ):
                if nodes[j].t == "np":
                    places.append(nodes[j])
                elif not nodes[j].conj:
                    break
                j += 1
            for p in places:
                self.add(Draft("based_in", n.ent, p.ent, False, "asserted", list(chain), None, None, None, None, None, None, 0.5, "seat"),
                          Ev(sent, span_of(nodes[k + 1]), span_of(n), span_of(p)))  # fmt: skip

    def _victims(self, sent: Sentence, k: int, node: Node, reaches: list[Reach]) -> None:
        """«17 قتيلا», «قتلى في صفوف الجيش»: a toll told by its nouns."""
        if node.num is None and node.art:
            return
        nodes = sent.nodes
        if node.num is None and not ((k and nodes[k - 1].t in ("v", "m", "conj")) or node.conj):
            return
        patient: Side | None = None
        for n in nodes[k + 1 : k + 6]:
            if (
                n.t == "np"
                and n.kind in ("people", "armed_group", "state", "org", "person")
                and n.ent is not None
                and n.prep in ("من", "في", "بين", "ل", "في صفوف", "من بين")
            ):
                patient = (n.ent, n)
                break
            if n.t in ("v", ".", ",", "،") or (n.t == "vic" and not n.conj and nodes[k + 1].t != "u"):
                break
        chain = list(innermost(reaches, node.i))
        ev = Ev(sent, (node.i, node.j), None, span_of(patient[1]) if patient else None)
        number = number_max = None
        if node.num is not None:
            number, number_max = node.num[0], node.num[1]
            ev.number = (node.num[2], node.num[3])
        place = next((n for n in nodes[k + 1 : k + 7] if n.t == "np" and n.kind == "place" and n.prep in PLACED), None)
        if place is not None:
            ev.place = span_of(place)
        negative = any(n.t == "neg" for n in nodes[max(0, k - 2) : k])
        self.add(Draft(node.kind, None, patient[0] if patient else None, negative, "asserted", chain, place.ent if place else None, None,
                        number, number_max, None, None, 0.6, f"victims:{node.kind}"), ev)  # fmt: skip

    def _disclosure(self, sent: Sentence) -> None:
        if not any(d.predicate in DISCLOSED for d in self.told):
            return
        text = " ".join(t.key for t in sent.toks[sent.lo : sent.hi])
        taken = -1
        for pattern, value in ((_UNANNOUNCED, "unannounced"), (_UNDISCLOSED, "undisclosed")):
            m = pattern.search(text)
            if m is None or m.start() == taken:
                continue
            taken = m.start()
            at = sent.lo + text[: m.start()].count(" ")
            best = None
            for d in self.told:
                cue = d.evidence[-1].cue[0]
                if d.predicate in DISCLOSED and cue < at and (best is None or cue >= best.evidence[-1].cue[0]):
                    best = d
            if best is not None:
                best.disclosure = value

    def _deny(self, sent: Sentence, denial: Denial) -> None:
        """Tell the claims right before a denial again, as its speaker has them."""
        told = [d for d in self.told if d.evidence[-1].cue[0] < denial.at]
        told = told or self.told_before  # at the head of a sentence: what the one before told last
        last = max((d.evidence[-1].cue[0] for d in told), default=-1)
        told = [d for d in told if d.evidence[-1].cue[0] == last]
        for d in told:
            if d.predicate in SPOKEN or d.negative or d.modality not in ("asserted", "intended"):
                continue
            if d.chain and d.chain[-1].speaker is denial.denier:
                continue
            ev = d.evidence[-1]
            reach = Reach(*denial.cue, denial.denier, denial.node, denial.cue, "affirming")
            own = replace(ev, source=None, ops=(*ev.ops, ("denied", *denial.cue)) if ev.sent is sent else ev.ops)
            self.add(replace(d, negative=True, chain=[reach], rule=f"denial:{d.predicate}", evidence=[],
                              confidence=round(d.confidence - 0.1, 2)), own)  # fmt: skip
