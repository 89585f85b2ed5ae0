"""Why a reading does not say something: the nearest candidate for a claim that was asked for, and what spoke against it."""

from __future__ import annotations

import difflib
import re
from typing import NamedTuple

from msgspec import Struct

from marsad import model
from marsad.arabic.normalise import normalise
from marsad.codebook import Codebook, modalities
from marsad.errors import OptionError
from marsad.lexicon import Lexicon
from marsad.reader.assemble import source_span
from marsad.reader.cues import Cue
from marsad.reader.drafts import LEAST, Draft
from marsad.reader.explanation import Part, Step
from marsad.reader.nodes import Node, Sentence
from marsad.reader.pipeline import Trace
from marsad.reader.reasons import Words, how_found, quoted, why_not_taken

_ASKED = re.compile(r"\s*(?P<predicate>\w+)\s*\(\s*(?P<agent>[^,،()]*?)\s*[,،]\s*(?P<patient>[^,،()]*?)\s*\)\s*")
_SHAPE = "write it as 'arms(russia, libyan army)', with ? for a side that is open"
OPEN = frozenset({"", "?", "؟"})


class Question(NamedTuple):
    """A claim that somebody asks for; a side that may be anybody is None."""

    predicate: str
    agent: str | None
    patient: str | None


class Answer(Struct, frozen=True):
    """What a reading has to say of a claim that was asked for.

    ``claim`` is its id where the reading has it, ``nearest`` that of the claim which comes closest. ``reasons`` are in
    the order of their weight, ``sentence`` is the sentence that comes closest.
    """

    question: str
    claim: str | None
    nearest: str | None
    reasons: list[Step]
    sentence: model.Span | None = None


class _Side(Struct):
    """A side of the question: the entities of the report that it means."""

    asked: str | None
    ids: frozenset[str]
    name: str

    def holds(self, id: str | None) -> bool:
        return self.asked is None or id in self.ids


def parse(text: str, book: Codebook) -> Question:
    """``predicate(agent, patient)`` as a question. Raises OptionError for another shape or an unknown predicate."""
    m = _ASKED.fullmatch(text)
    if m is None:
        raise OptionError("--why-not", f"{text!r} is no claim", _SHAPE)
    predicate = m["predicate"]
    if predicate not in book.predicates:
        near = difflib.get_close_matches(predicate, book.predicates, 3, 0.4)
        way = f"did you mean {' or '.join(near)}?" if near else "see marsad codebook"
        raise OptionError("--why-not", f"there is no predicate {predicate!r}", way)
    agent, patient = (None if m[side] in OPEN else m[side] for side in ("agent", "patient"))
    if agent is None and patient is None:
        raise OptionError("--why-not", "names no side", _SHAPE)
    return Question(predicate, agent, patient)


def key_of(name: str) -> str:
    """A name as it is compared: Arabic spelling variants, case, hyphens and underscores do not count."""
    return re.sub(r"[\s_\-]+", " ", normalise(name).key).strip().casefold()


def answer(
    question: Question, reading: model.Reading, trace: Trace | None, ids: dict[int, str], lex: Lexicon
) -> Answer:
    """Why ``reading`` has or has not the claim that is asked for.

    ``ids`` has the reading's entities by the registry's numbers. Raises OptionError for a name that the report does not
    hold, with the nearest that it does.
    """
    sides = tuple(_side(name, reading, lex) for name in (question.agent, question.patient))
    asked = f"{question.predicate}({question.agent or '?'}, {question.patient or '?'})"
    if trace is None:
        return Answer(asked, None, None, [Step("cue", "the report was not read", "لم يقرأ التقرير")])
    return _Search(question, sides[0], sides[1], reading, trace, ids).answer(asked)


def _side(name: str | None, reading: model.Reading, lex: Lexicon) -> _Side:
    if name is None:
        return _Side(None, frozenset(), "?")
    text = reading.report.text
    spellings: dict[str, set[str]] = {}
    for e in reading.entities:
        names = [
            e.name,
            e.label_en or "",
            e.actor or "",
            *(text[m.start : m.end] for m in e.mentions if m.type == "name"),
        ]
        for spelling in names:
            spellings.setdefault(key_of(spelling), set()).add(e.id)
    spellings.pop("", None)
    key = key_of(name)
    found = spellings.get(key) or spellings.get(key.removeprefix("ال")) or spellings.get(f"ال{key}")
    if not found and len(key) > 2:
        inside = [ids for spelling, ids in spellings.items() if f" {key} " in f" {spelling} "]
        found = set().union(*inside) if inside else None
    if not found:
        if key not in lex.names and not any(key in (key_of(e.key), e.label_en.casefold()) for e in lex.entries):
            near = difflib.get_close_matches(key, spellings, 3, 0.5)
            shown = [next(e.name for e in reading.entities if e.id in spellings[n]) for n in near]
            way = (
                f"did you mean {' or '.join(dict.fromkeys(shown))}?" if near else "the actors are in marsad read --json"
            )
            raise OptionError("--why-not", f"the report names no {name!r}", way)
        return _Side(name, frozenset(), name)
    first = next(e for e in reading.entities if e.id in found)
    return _Side(name, frozenset(found), " ".join(first.name.split()))


class _Candidate(NamedTuple):
    """A place in the report where the claim could have stood."""

    weight: int
    sent: Sentence
    node: Node | None
    cue: Cue | None
    present: tuple[bool, bool]


class _Search:
    def __init__(
        self,
        question: Question,
        agent: _Side,
        patient: _Side,
        reading: model.Reading,
        trace: Trace,
        ids: dict[int, str],
    ) -> None:
        self.q = question
        self.agent = agent
        self.patient = patient
        self.reading = reading
        self.trace = trace
        self.ids = ids
        self.reasons: list[Step] = []
        self.names = {e.id: " ".join(e.name.split()) for e in reading.entities}

    def say(
        self, part: Part, en: str, ar: str, sent: Sentence | None = None, tokens: tuple[int, int] | None = None
    ) -> None:
        span = source_span(sent, tokens) if sent is not None and tokens is not None else None
        self.reasons.append(Step(part, en, ar, span))

    def answer(self, asked: str) -> Answer:
        have, nearest = self._claims()
        if have is not None:
            return Answer(asked, have.id, None, self.reasons, model.Span(have.evidence[0].start, have.evidence[0].end))
        for side, part in ((self.agent, "agent"), (self.patient, "patient")):
            if side.asked is not None and not side.ids:
                self.say("agent" if part == "agent" else "patient", f"the report never names {side.name}",
                         f"لا يذكر التقرير {side.name}")  # fmt: skip
        self._unsure()
        best = self._candidate()
        if best is not None:
            self._against(best)
        span = None if best is None else model.Span(best.sent.start(best.sent.lo), best.sent.end(best.sent.hi))
        return Answer(asked, None, nearest.id if nearest is not None else None, self.reasons, span)

    # --- claims that are there ----------------------------------------------------------------------------------------

    def _claims(self) -> tuple[model.Claim | None, model.Claim | None]:
        """The claim itself, or else the nearest; says in which respect it differs."""
        best: tuple[int, model.Claim] | None = None
        for c in self.reading.claims:
            straight = self.agent.holds(c.agent) and self.patient.holds(c.patient)
            turned = self.agent.holds(c.patient) and self.patient.holds(c.agent)
            same = c.predicate == self.q.predicate
            if same and (straight or (turned and c.predicate in self.trace.reg.lex.book.symmetric)):
                self._told(c)
                return c, None
            half = (self.agent.asked is not None and self.agent.holds(c.agent)) or (
                self.patient.asked is not None and self.patient.holds(c.patient)
            )
            weight = 3 * (same and turned) + 2 * straight + 2 * (same and half) + (half or turned)
            if weight and (best is None or weight > best[0]):
                best = (weight, c)
        if best is None:
            return None, None
        c = best[1]
        told = f"{c.predicate}({self._name(c.agent)}, {self._name(c.patient)})"
        self.say("cue", f"the nearest claim is {c.id}: {told}", f"أقرب ما في القراءة {c.id}: {told}")
        return None, c

    def _name(self, id: str | None) -> str:
        return "?" if id is None else self.names.get(id, id)

    def _told(self, c: model.Claim) -> None:
        modality = modalities()[c.modality]
        denied = c.polarity == "negative"
        en = modality.negative if denied else modality.words
        ar = modality.meaning_ar + (" (منفي)" if denied else "")
        self.say("cue", f"the reading has it as {c.id}, {en}", f"هو في القراءة برقم {c.id}: {ar}")

    def _unsure(self) -> None:
        """A claim that was made, and left out again."""
        kept = {id(d) for d in self.trace.drafts}
        for d in self.trace.made:
            if id(d) in kept or d.predicate != self.q.predicate or not self._is(d):
                continue
            ev = d.evidence[0]
            word = quoted(ev.sent, *ev.cue)
            if d.confidence < LEAST:
                self.say("cue", f"{word} would make it, but the reader is too unsure of it ({d.confidence:g}, least is {LEAST:g})",
                         f"{word} تدل عليه، لكن الثقة به ضعيفة ({d.confidence:g} دون {LEAST:g})", ev.sent, ev.cue)  # fmt: skip
            else:
                self.say("cue", f"{word} would make it with one side open, and another claim tells the same with both",
                         f"{word} تدل عليه بطرف واحد، وفي القراءة خبر مثله بطرفيه", ev.sent, ev.cue)  # fmt: skip

    def _is(self, d: Draft) -> bool:
        a, b = (self.ids.get(e.id) if e is not None else None for e in (d.agent, d.patient))
        return self.agent.holds(a) and self.patient.holds(b)

    # --- where it could have stood ------------------------------------------------------------------------------------

    def _candidate(self) -> _Candidate | None:
        best: _Candidate | None = None
        for sent, cues in zip(self.trace.sents, self.trace.cues, strict=True):
            here = {self.ids.get(n.ent.id) for n in sent.nodes if n.ent is not None}
            here |= {self.ids.get(e.id) for n in sent.nodes for e, _, _ in n.adjs}
            present = tuple(s.asked is not None and bool(s.ids & here) for s in (self.agent, self.patient))
            asked = [c for c in cues if c.filled.frame.predicate == self.q.predicate]
            made = max(asked, key=self._shared, default=None)  # the first of the best
            node = made.node if made is not None else next((n for n in sent.nodes if self._could(sent, n)), None)
            weight = 2 * sum(present) + (2 + self._shared(made) if made is not None else 1 if node is not None else 0)
            if any(present) and (best is None or weight > best.weight):
                best = _Candidate(weight, sent, node, made, (present[0], present[1]))
        return best

    def _shared(self, cue: Cue) -> int:
        """How many of the sides asked for a cue has."""
        pairs = ((self.agent, cue.filled.agent), (self.patient, cue.filled.patient))
        return sum(
            side.asked is not None and any(self.ids.get(e.id) in side.ids for e, _ in arg.ents)
            for side, arg in pairs
            if arg is not None
        )

    def _could(self, sent: Sentence, node: Node) -> bool:
        """Can the word at a node stand for the predicate?"""
        lex = sent.lex
        forms = node.verbs or node.nouns
        refs = [*node.x, *(f for x in forms for f in lex.lemmas[x.lemma].frames)]
        return any(lex.frames[r].predicate == self.q.predicate for r in refs)

    def _against(self, c: _Candidate) -> None:
        sides: tuple[tuple[Part, int, _Side], ...] = (("agent", 0, self.agent), ("patient", 1, self.patient))
        wanted = [s for _, _, s in sides if s.asked is not None and s.ids]
        if len(wanted) == 2 and not all(c.present):
            self.say("cue", f"no sentence names both {wanted[0].name} and {wanted[1].name}",
                     f"لا جملة فيها {wanted[0].name} و{wanted[1].name} معا")  # fmt: skip
        if c.node is None:
            self.say("cue", f"the sentence that comes closest has no word that stands for “{self.q.predicate}”",
                     "أقرب جملة ليس فيها كلمة تدل على هذا الخبر")  # fmt: skip
            return
        tokens = (c.node.i, c.node.j)
        word = quoted(c.sent, *tokens)
        if c.cue is None:
            other = next((q for q in self.trace.cues[self.trace.sents.index(c.sent)] if q.node is c.node), None)
            if other is not None:
                read = other.filled.frame.predicate
                self.say("cue", f"{word} can stand for it, but fits “{read}” better here", f"{word} قد تدل عليه، لكنها هنا لمعنى آخر",
                         c.sent, tokens)  # fmt: skip
            else:
                self.say("cue", f"{word} can stand for it, but what its entry asks for does not stand around it",
                         f"{word} قد تدل عليه، لكن ما تتطلبه ليس حولها", c.sent, tokens)  # fmt: skip
            return
        for part, side, asked in sides:
            self._side_against(c, part, side, asked)

    def _side_against(self, c: _Candidate, part: Part, side: int, asked: _Side) -> None:
        cue = c.cue
        if cue is None or asked.asked is None or not asked.ids:
            return
        taken = cue.filled.agent if side == 0 else cue.filled.patient
        got = [self.ids.get(e.id) for e, _ in taken.ents] if taken is not None else []
        if any(e in asked.ids for e in got):
            return
        word = quoted(c.sent, *cue.tokens)
        role = Words("who acts", "صاحب الفعل") if side == 0 else Words("whom it concerns", "من وقع عليه")
        if taken is not None:
            name, how = quoted(c.sent, taken.node.i, taken.node.j), how_found(c.sent, cue, taken)
            self.say(part, f"{role.en} with {word} is {name}: {how.en}", f"{role.ar} مع {word} هو {name}: {how.ar}",
                     c.sent, (taken.node.i, taken.node.j))  # fmt: skip
        node = next((n for n in c.sent.nodes if n.ent is not None and self.ids.get(n.ent.id) in asked.ids), None)
        if node is not None:
            why = why_not_taken(c.sent, cue, side, node, taken)
            name = quoted(c.sent, node.i, node.j)
            self.say(part, f"{name} is not: {why.en}", f"{name} ليس كذلك: {why.ar}", c.sent, (node.i, node.j))


__all__ = ["Answer", "Question", "answer", "key_of", "parse"]
