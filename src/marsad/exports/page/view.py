"""A reading as the page shows it: cards, actors, loaded words and the argument, with every text of the report harmless.

Nothing here is markup; the template escapes all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from marsad import codebook
from marsad.arabic.display import harmless
from marsad.exports.page.quotes import Quote, quote, words
from marsad.exports.page.wording import Pair, notice, strings, when
from marsad.model import Claim, Entity, Reading
from marsad.reader.explanation import Explanation

PUBLISHER = "publisher"
ALONE = frozenset({"falls"})  # predicates that ask for no second side


@dataclass(frozen=True, slots=True)
class Name:
    """An actor where it is named: its number on the page (None for nobody), its name, and what it is called in English."""

    number: int | None
    text: str
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A word on how a claim is told, with its meaning."""

    key: str
    words: Pair
    meaning: Pair


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker of the chain; ``name`` is None for the report itself, ``cue`` the reporting word."""

    name: Name | None
    stance: Told | None = None
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    part: Pair
    text: Pair
    words: str = ""
    rival: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as one of its claims sees it: ``forward`` where it leads to ``other``."""

    type: codebook.Term
    other: int
    forward: bool


@dataclass(slots=True)
class Card:
    """One claim. ``who``, ``whom`` and ``place`` are names; ``whom`` is None for a predicate with one side only."""

    number: int
    claim: Claim
    predicate: codebook.Predicate
    verb: Pair
    who: Name
    whom: Name | None
    place: Name | None
    told: list[Told]
    voices: list[Voice]
    time: Pair | None
    amount: str
    item: str
    quotes: list[Quote]
    reasons: list[Reason] = field(default_factory=list)
    rivals: list[Reason] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    @property
    def actors(self) -> list[int]:
        """The numbers of the actors on its sides and of its place."""
        names = (self.who, self.whom, self.place)
        return sorted({name.number for name in names if name is not None and name.number is not None})


@dataclass(slots=True)
class Actor:
    """``uses`` counts the claims in which it is who, whom, where and source; ``names`` how it is named, and how often."""

    number: int
    entity: Entity
    name: Name
    kind: codebook.Kind
    names: list[tuple[str, int]]
    uses: Counter[str]
    frames: list[int] = field(default_factory=list)

    @property
    def involved(self) -> int:
        """How often it is who, whom or where."""
        return self.uses["who"] + self.uses["whom"] + self.uses["where"]


@dataclass(frozen=True, slots=True)
class Frame:
    number: int
    words: str
    whom: Name
    device: codebook.Device


class View:
    """What the template shows of a reading."""

    def __init__(self, reading: Reading, explanations: Mapping[str, Explanation]) -> None:
        self.reading = reading
        self.text = reading.report.text
        self.meant = codebook.predicates_of(reading)
        self._numbers = {entity.id: n for n, entity in enumerate(reading.entities, 1)}
        self.names = {entity.id: self._name(entity) for entity in reading.entities}
        self.cards = [self._card(n, claim, explanations.get(claim.id)) for n, claim in enumerate(reading.claims, 1)]
        self._tie()
        self.frames = [
            Frame(n, words(self.text, f), self._named(f.entity), codebook.devices()[f.device])
            for n, f in enumerate(reading.framing, 1)
        ]
        self.actors = sorted(self._actors(), key=lambda actor: (-actor.involved, not actor.uses, actor.number))
        self.notices = [notice(text) for text in reading.notices]
        report = reading.report
        self.language = harmless(report.language)
        self.title = words(self.text, report.title) if report.title else ""
        self.publisher = harmless(report.publisher or "")
        self.published = when(report.published) if report.published else None
        self.day = harmless(report.published or "")
        self.url = harmless(report.url or "")
        self.groups = [(group, [c for c in self.cards if c.predicate.group == group]) for group in codebook.GROUPS]

    @property
    def argument(self) -> list[Card]:
        """The cards from which a link leads on, in the order of the text."""
        return [card for card in self.cards if any(tie.forward for tie in card.ties)]

    def card(self, number: int) -> Card:
        return self.cards[number - 1]

    def headline(self, refs: Iterable[str]) -> Pair:
        """What some words lead to, in a line: «Egypt backs the army», and of which a loaded word is."""
        told = []
        for name, _, number in (ref.partition("-") for ref in refs):
            if name == "claim":
                card = self.card(int(number))
                sides = [_called(card.who), _called(card.whom) if card.whom else Pair("", "")]
                told.append(
                    [f"{a} {verb} {b}".strip() for a, verb, b in zip(sides[0], card.verb, sides[1], strict=True)]
                )
            else:
                frame = self.frames[int(number) - 1]
                device = (frame.device.name.replace("_", " "), frame.device.meaning_ar)
                told.append([f"{a}: {b}" for a, b in zip(_called(frame.whom), device, strict=True)])
        return Pair(*("; ".join(line[n] for line in told) for n in (0, 1)))

    def voices(self) -> list[tuple[str, Name | None, int]]:
        """Sources with the number of their claims, most first: key, name (None for the report itself), claims."""
        count = Counter(card.claim.source for card in self.cards)
        return [(self.key(source), self._speaker(source), n) for source, n in _ranked(count)]

    def told(self) -> list[tuple[Told, int]]:
        """How claims are told, with the number of claims told so, most first."""
        seen = {told.key: told for card in self.cards for told in card.told}
        return [(seen[key], n) for key, n in _ranked(Counter(t.key for card in self.cards for t in card.told))]

    def predicates(self) -> list[tuple[codebook.Predicate, int]]:
        """The predicates that occur, in the codebook's order, with their claims."""
        count = Counter(card.predicate.name for card in self.cards)
        return [(p, count[p.name]) for p in self.meant.values() if p.name in count]

    def key(self, source: str) -> str:
        """What a source is called in the page's data: the number of its actor, or ``own`` for the report itself."""
        return "own" if source == PUBLISHER else str(self._numbers.get(source, 0))

    def _name(self, entity: Entity) -> Name:
        name, gloss = harmless(entity.name), harmless(entity.label_en or "")
        return Name(self._numbers[entity.id], name, "" if gloss == name else gloss)

    def _named(self, id: str | None) -> Name:
        return self.names.get(id) or Name(None, harmless(id)) if id is not None else Name(None, "")

    def _speaker(self, id: str) -> Name | None:
        return None if id == PUBLISHER else self._named(id)

    def _card(self, number: int, claim: Claim, explanation: Explanation | None) -> Card:
        predicate = self.meant[claim.predicate]
        alone = claim.predicate in ALONE and claim.patient is None
        reasons, rivals = self._reasons(explanation)
        return Card(
            number=number,
            claim=claim,
            predicate=predicate,
            verb=Pair(*codebook.phrase(predicate, codebook.modalities()[claim.modality], claim.polarity)),
            who=self._named(claim.agent),
            whom=None if alone else self._named(claim.patient),
            place=self._named(claim.place) if claim.place else None,
            told=list(_told(claim)),
            voices=self._voices(claim),
            time=when(claim.time) if claim.time else None,
            amount=_amount(claim),
            item=harmless(claim.item or ""),
            quotes=[quote(self.text, claim, evidence) for evidence in claim.evidence],
            reasons=reasons,
            rivals=rivals,
        )

    def _voices(self, claim: Claim) -> list[Voice]:
        """The chain of speakers, outermost first; the report itself where there is none."""
        stances = codebook.terms("stance")
        chain = [
            Voice(
                self._speaker(link.source),
                _term(f"stance-{link.stance}", stances[link.stance]),
                _worded(words(self.text, link.cue)) if link.cue else "",
            )
            for link in claim.attribution
        ]
        if not claim.attribution or claim.attribution[-1].source != claim.source:
            chain.append(Voice(self._speaker(claim.source)))
        return chain

    def _reasons(self, explanation: Explanation | None) -> tuple[list[Reason], list[Reason]]:
        if explanation is None:
            return [], []
        steps = [
            Reason(_part(s.part), _safe(s.en, s.ar), words(self.text, s.span) if s.span else "")
            for s in explanation.steps
        ]
        rivals = [
            Reason(_part(r.part), _safe(r.en, r.ar), words(self.text, r.span) if r.span else "", harmless(r.name))
            for r in explanation.rivals
        ]
        return steps, rivals

    def _tie(self) -> None:
        by_id = {card.claim.id: card for card in self.cards}
        for link in self.reading.links:
            start, end = by_id.get(link.from_), by_id.get(link.to)
            if start is not None and end is not None:
                term = codebook.terms("link")[link.type]
                start.ties.append(Tie(term, end.number, True))
                end.ties.append(Tie(term, start.number, False))

    def _actors(self) -> Iterable[Actor]:
        uses: dict[str | None, Counter[str]] = {entity: Counter() for entity in self.names}
        for claim in self.reading.claims:
            for side, use in (
                (claim.agent, "who"), (claim.patient, "whom"), (claim.place, "where"), (claim.source, "source"),
            ):  # fmt: skip
                if side in uses:
                    uses[side][use] += 1
        for number, entity in enumerate(self.reading.entities, 1):
            named = Counter(words(self.text, m) for m in entity.mentions if m.type == "name")
            frames = [n for n, f in enumerate(self.reading.framing, 1) if f.entity == entity.id]
            kind = codebook.kinds()[entity.kind]
            yield Actor(number, entity, self.names[entity.id], kind, _ranked(named), uses[entity.id], frames)


def _called(name: Name) -> Pair:
    """A name in a line of text: in English what it is called in English, where that is known."""
    nobody = strings()["nobody"]
    return Pair(name.gloss or name.text or nobody.en, name.text or nobody.ar)


def _ranked(count: Counter[str]) -> list[tuple[str, int]]:
    """Most first, and in the order of first occurrence where equal."""
    return sorted(count.items(), key=lambda item: -item[1])


def _told(claim: Claim) -> Iterable[Told]:
    """How a claim is told: as true, wished, foretold …, untrue; with caution or doubt; announced or not."""
    modality = codebook.modalities()[claim.modality]
    negative = claim.polarity == "negative"
    said = Pair(modality.negative, modality.negative_ar) if negative else Pair(modality.words, modality.words_ar)
    key = f"{claim.modality}-not" if negative else claim.modality
    yield Told(key, said, Pair(modality.meaning_en, modality.meaning_ar))
    if claim.certainty != "plain":
        yield _term(claim.certainty, codebook.terms("certainty")[claim.certainty])
    if claim.disclosure:
        yield _term(claim.disclosure, codebook.terms("disclosure")[claim.disclosure])


def _term(key: str, term: codebook.Term) -> Told:
    return Told(key, Pair(term.en, term.ar), Pair(term.meaning_en, term.meaning_ar))


def _worded(cue: str) -> str:
    """A reporting word; a bare colon or dash is none."""
    return cue if any(char.isalpha() for char in cue) else ""


def _amount(claim: Claim) -> str:
    if claim.number is None:
        return ""
    return f"{claim.number:,}–{claim.number_max:,}" if claim.number_max else f"{claim.number:,}"


def _part(name: str) -> Pair:
    return strings().get(f"part_{name}", Pair(name, name))


def _safe(english: str, arabic: str) -> Pair:
    return Pair(harmless(english), harmless(arabic))
