"""Drafts: claims in the making, merged as they come in: one per pair, repeats with all their evidence."""

from __future__ import annotations

from msgspec import Struct

from marsad.reader.attribution import Reach
from marsad.reader.cues import Cue
from marsad.reader.entities import Ent, Registry
from marsad.reader.nodes import Node, Sentence

Side = tuple[Ent, Node]
LEAST = 0.3  # below it two in three are wrong
MOST = 200  # claims of one pair that a new one is compared with, the last ones
NAMED_ELSEWHERE = frozenset({"attacks", "kills", "wounds", "seizes", "fights", "detains"})


class Ev(Struct):
    """Evidence in tokens of the report."""

    sent: Sentence
    cue: tuple[int, int]
    agent: tuple[int, int] | None
    patient: tuple[int, int] | None
    source: tuple[int, int] | None = None
    place: tuple[int, int] | None = None
    time: tuple[int, int] | None = None
    number: tuple[int, int] | None = None
    item: tuple[int, int] | None = None
    ops: tuple[tuple[str, int, int], ...] = ()
    origin: Cue | None = None  # what explains it


class Draft(Struct):
    """A claim in the making."""

    predicate: str
    agent: Ent | None
    patient: Ent | None
    negative: bool
    modality: str
    chain: list[Reach]
    place: Ent | None
    time: str | None
    number: int | None
    number_max: int | None
    item: str | None
    disclosure: str | None
    confidence: float
    rule: str
    evidence: list[Ev] = []

    def key(self, symmetric: frozenset[str]) -> tuple[object, ...]:
        """What a repeat of the claim has too; ``symmetric`` are the predicates whose sides may swap."""
        a = self.agent.id if self.agent else -1
        b = self.patient.id if self.patient else -1
        if self.predicate in symmetric and b < a:
            a, b = b, a
        return self.predicate, a, b, self.negative, self.modality


def span_of(node: Node) -> tuple[int, int]:
    return node.i, node.name_end or node.j


class Drafts:
    """The claims of a report, as they are told sentence by sentence."""

    def __init__(self, reg: Registry) -> None:
        self.reg = reg
        self.book = reg.lex.book
        self.events = frozenset(self.book.own) - self.book.standing  # of the user's own predicates
        self.named_elsewhere = NAMED_ELSEWHERE | self.events
        self.drafts: list[Draft] = []
        self.told: list[Draft] = []  # what the sentence being read tells
        self.told_before: list[Draft] = []  # what the one before told
        self._by_key: dict[tuple[object, ...], list[Draft]] = {}
        self.pairs: dict[tuple[int, int], set[str]] = {}  # agent and patient: what is told of them
        self.parts: dict[tuple[int, str], str] = {}  # who, in what group of predicates: agent a, patient p, both ap

    def next_sentence(self) -> None:
        """What is told from here on is another sentence's."""
        self.told_before, self.told = self.told, []

    def add(self, draft: Draft, ev: Ev) -> None:
        """Take a claim with its evidence in, or add the evidence to the one that tells the same."""
        if draft.predicate in self.book.off:
            return
        draft.evidence.append(ev)
        same = self._by_key.setdefault(draft.key(self.book.symmetric), [])
        for have in same[-MOST:]:
            if draft.predicate in self.book.standing or _same_event(have, draft):
                have.evidence.append(ev)
                have.confidence = max(have.confidence, draft.confidence)
                have.place = have.place or draft.place
                have.time = have.time or draft.time
                have.item = have.item or draft.item
                if have.number is None:
                    have.number, have.number_max = draft.number, draft.number_max
                self.told = [*(t for t in self.told if t is not have), have]  # told last
                return
        self.told.append(draft)
        same.append(draft)
        self.drafts.append(draft)
        self._note(draft)

    def _note(self, draft: Draft) -> None:
        """Remember who has told part in what."""
        a, b = draft.agent, draft.patient
        if a is not None and b is not None:
            self.pairs.setdefault((a.id, b.id), set()).add(draft.predicate)
        group = self.book.predicates[draft.predicate].group
        for part, ent in (("a", a), ("p", b)):
            if ent is not None:
                have = self.parts.get((ent.id, group), "")
                self.parts[ent.id, group] = "ap" if have and have != part else part

    def finish(self) -> list[Draft]:
        """The claims; one with an open side is dropped where another of the same kind names it."""
        whole: dict[tuple[object, ...], set[int | None]] = {}  # claims with both sides, by either: their numbers
        for d in self.drafts:
            if d.agent is not None and d.patient is not None and d.confidence >= LEAST:
                for key in (_half(d, True, d.agent), _half(d, False, d.patient)):
                    whole.setdefault(key, set()).add(d.number)
        return [d for d in self.drafts if d.confidence >= LEAST and not self._named(d, whole)]

    def _named(self, d: Draft, whole: dict[tuple[object, ...], set[int | None]]) -> bool:
        """Does another claim tell the same as ``d`` and name the side that ``d`` leaves open?"""
        if d.predicate not in self.named_elsewhere or (d.agent is None) == (d.patient is None):
            return False
        numbers = whole.get(_half(d, d.agent is not None, d.agent or d.patient), set())
        return bool(numbers) and (d.number is None or None in numbers or d.number in numbers)


def _half(d: Draft, agent: bool, side: Ent | None) -> tuple[object, ...]:
    """A claim with one of its sides; ``agent`` says which."""
    return d.predicate, d.negative, d.modality, agent, side.id if side is not None else -1


def _same_event(a: Draft, b: Draft) -> bool:
    return (
        (a.place is None or b.place is None or a.place == b.place)
        and (a.time is None or b.time is None or a.time == b.time)
        and (a.number is None or b.number is None or a.number == b.number)
    )
