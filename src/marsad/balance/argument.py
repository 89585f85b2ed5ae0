"""The argument of a report: what, as it tells it, follows from what.

Its links become a graph whose arrows run from the ground to what comes of it: act to aim, cause to effect, condition to
consequence, earlier to later, and from what is answered to the answer. Contrast and simultaneity have no arrow. Nothing is
added to what the report says: claims that it ties to nothing stand apart, standing relations as its background. Claims that
share their words with a tied one («السلاح الأطلسي والتركي») are one step with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from marsad.balance.facts import Facts, Tied, Told
from marsad.balance.wording import Wording

Role = Literal["background", "act", "aim", "forecast"]
ROLES: tuple[Role, ...] = ("background", "act", "aim", "forecast")
SIDEWAYS = frozenset({"contrast", "while"})  # ties without an arrow
_ROLE_OF: dict[str, Role] = {
    "intended": "aim", "demanded": "aim", "expected": "forecast", "possible": "forecast",
}  # fmt: skip
_FLOWS = frozenset({"arms", "funds", "trains", "aids"})  # «بينما يتدفق السلاح إلى …»: how things stand


@dataclass(frozen=True, slots=True)
class Step:
    """A claim with its place in the argument; ``number`` counts the claims from 1, as the table of a reading does.

    ``beside`` are claims that the same words make of other doers, or of others it is done to.
    """

    told: Told
    number: int
    role: Role
    beside: tuple[Told, ...] = ()

    @property
    def id(self) -> str:
        return self.told.id


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link in the direction of the argument; ``start`` and ``end`` are ids of steps."""

    start: str
    end: str
    type: str

    @property
    def sideways(self) -> bool:
        return self.type in SIDEWAYS


@dataclass(frozen=True, slots=True)
class Argument:
    """``threads`` are groups of steps that links hold together, ``apart`` the steps that no link reaches."""

    facts: Facts
    steps: dict[str, Step]
    arrows: list[Arrow]
    threads: list[list[Step]]
    apart: list[Step]


def argument(facts: Facts) -> Argument:
    """The argument of the reports behind ``facts``; threads and steps in the order of telling."""
    arrows = _arrows(facts)
    tied = {end for arrow in arrows for end in (arrow.start, arrow.end)}
    beside = _beside(facts, tied)
    taken = {told.id for others in beside.values() for told in others}
    steps = {
        told.id: Step(told, number, role(told), beside.get(told.id, ()))
        for number, told in enumerate(facts.told, 1)
        if told.id not in taken
    }
    return Argument(
        facts=facts,
        steps=steps,
        arrows=arrows,
        threads=_threads([step for key, step in steps.items() if key in tied], arrows),
        apart=[step for key, step in steps.items() if key not in tied],
    )


def role(told: Told) -> Role:
    """Wishes and demands are aims, what may or will be is foretold, standing relations and denials are background."""
    claim = told.claim
    if claim.modality != "asserted":
        return _ROLE_OF[claim.modality]
    return "background" if told.meant.standing or claim.polarity == "negative" or claim.predicate in _FLOWS else "act"


def tree(value: Argument, wording: Wording) -> Iterator[tuple[str, list[str]]]:
    """The argument as lines of an indented tree: the branch drawn before a line, and the parts of the line.

    A step is written out where the tree first comes to it, and named by its number after that.
    """
    onward = _onward(value)
    for thread in value.threads:
        done: set[str] = set()
        for root in _roots(onward, value, thread):
            waiting: list[tuple[Step, str, str, Arrow | None]] = [(root, "", "", None)]
            while waiting:
                step, branch, below, arrow = waiting.pop()
                lead = [f"{wording.word('answer', arrow.type)} "] if arrow else []
                if step.id in done:
                    yield branch, [*lead, f"#{step.number}"]
                    continue
                done.add(step.id)
                yield branch, [*lead, *line(step, wording)]
                arrows = onward.get(step.id, [])[::-1]
                for n, a in enumerate(arrows):
                    drawn, under = ("├─ ", "│  ") if n else ("└─ ", "   ")
                    waiting.append((value.steps[a.end], below + drawn, below + under, a))


def dump(value: Argument, english: Wording, arabic: Wording) -> dict[str, Any]:
    """The argument as plain values for JSON."""
    tied = {step.id for thread in value.threads for step in thread}
    return {
        "reports": _reports(value.facts),
        "steps": [_dumped(step, step.id in tied, english, arabic) for step in value.steps.values()],
        "links": [{"from": a.start, "to": a.end, "type": a.type, "directed": not a.sideways} for a in value.arrows],
        "threads": [[step.id for step in thread] for thread in value.threads],
        "apart": [step.id for step in value.apart],
    }


def _reports(facts: Facts) -> list[dict[str, Any]]:
    found = {told.report.id: told.report for told in facts.told}
    return [{"id": r.id, "publisher": r.publisher, "published": r.published, "url": r.url} for r in found.values()]


def _dumped(step: Step, tied: bool, english: Wording, arabic: Wording) -> dict[str, Any]:
    told, claim = step.told, step.told.claim
    return {
        "id": step.id, "number": step.number, "role": step.role, "tied": tied, "predicate": claim.predicate,
        "agent": told.agent, "patient": told.patient, "place": told.place, "time": claim.time, "item": claim.item,
        "polarity": claim.polarity, "modality": claim.modality, "certainty": claim.certainty, "source": told.voice,
        "beside": [one.id for one in step.beside], "said_en": english.headline(told, step.beside),
        "said_ar": arabic.headline(told, step.beside), "words": told.words,
    }  # fmt: skip


def _arrows(facts: Facts) -> list[Arrow]:
    """Links as arrows, each once, in the order in which the claims they start from are told."""
    order = {told.id: n for n, told in enumerate(facts.told)}
    found = dict.fromkeys(_arrow(link) for link in facts.links)
    return sorted(found, key=lambda arrow: (order[arrow.start], order[arrow.end]))


def _arrow(link: Tied) -> Arrow:
    if link.type == "response":  # told from the answer to what it answers
        return Arrow(link.end, link.start, link.type)
    return Arrow(link.start, link.end, link.type)


def _beside(facts: Facts, tied: set[str]) -> dict[str, tuple[Told, ...]]:
    """To each tied claim those, tied to nothing, that its very words make and that differ from it in one side only."""
    alike: dict[tuple[object, ...], list[Told]] = {}
    for told in facts.told:
        alike.setdefault(_wording(told), []).append(told)
    out: dict[str, tuple[Told, ...]] = {}
    taken: set[str] = set()
    for told in facts.told:
        if told.id in tied:
            free = [one for one in alike[_wording(told)] if one.id not in tied and one.id not in taken]
            doers = [one for one in free if one.patient == told.patient and one.agent != told.agent]
            found = doers or [one for one in free if one.agent == told.agent and one.patient != told.patient]
            taken |= {one.id for one in found}
            out[told.id] = tuple(found)
    return out


def _wording(told: Told) -> tuple[object, ...]:
    claim, first = told.claim, told.claim.evidence[0]
    where = (first.cue.start, first.cue.end) if first.cue else (first.start, first.end)
    return told.report.id, where, claim.predicate, claim.polarity, claim.modality, told.voice, told.place


def _threads(steps: list[Step], arrows: list[Arrow]) -> list[list[Step]]:
    head = {step.id: step.id for step in steps}

    def of(at: str) -> str:
        while head[at] != at:
            head[at] = head[head[at]]
            at = head[at]
        return at

    for arrow in arrows:
        head[of(arrow.end)] = of(arrow.start)
    threads: dict[str, list[Step]] = {}
    for step in steps:
        threads.setdefault(of(step.id), []).append(step)
    return list(threads.values())


def _onward(value: Argument) -> dict[str, list[Arrow]]:
    out: dict[str, list[Arrow]] = {}
    for arrow in value.arrows:
        out.setdefault(arrow.start, []).append(arrow)
    return out


def _roots(onward: dict[str, list[Arrow]], value: Argument, thread: list[Step]) -> list[Step]:
    """Where to start reading: steps that no arrow leads to; then, for the circles, any step not reached from these."""
    into = {arrow.end for arrow in value.arrows}
    roots: list[Step] = []
    reached: set[str] = set()
    for step in sorted(thread, key=lambda step: step.id in into):
        if step.id not in into or step.id not in reached:
            roots.append(step)
            waiting = [step.id]
            while waiting:
                at = waiting.pop()
                if at not in reached:
                    reached.add(at)
                    waiting += [arrow.end for arrow in onward.get(at, ())]
    return roots


def line(step: Step, wording: Wording) -> list[str]:
    """A step on one line: number, sentence, and in brackets its tag and who says so."""
    notes = [note for note in (wording.tag(step.told), _says(step, wording)) if note]
    return [
        f"#{step.number} ",
        wording.headline(step.told, step.beside),
        *(x for note in notes for x in (" [", note, "]")),
    ]


def _says(step: Step, wording: Wording) -> str:
    speaker = wording.speaker(step.told)
    return f"{wording.word('mark', 'says')}: {speaker}" if speaker else ""
