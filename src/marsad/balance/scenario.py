"""A scenario: the claims of reports with some added, dropped or changed, and what by the reports' own links follows.

The claims that a scenario touches lead on along the links (``consequences``). Nothing is foretold: the result says what
would stand and what would fall of what the reports tell, on the assumptions that ``ASSUMPTIONS`` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from marsad.balance.changes import Change, Plan
from marsad.balance.consequences import Effect, consequences
from marsad.balance.expression import Expression
from marsad.balance.facts import PUBLISHER, Facts, Told
from marsad.balance.naming import Naming
from marsad.errors import ScenarioError
from marsad.lexicon import Lexicon
from marsad.model import Claim, Evidence, Report

NAME = "scenario"
ASSUMPTIONS = (
    "replaces",
    "fulfils",
    "holds",
    "links",
    "uncounted",
    "embargo",
    "breach",
    "rest",
)  # terms of wording.tsv
_HOLDS = frozenset({"controls", "seizes"})
_FRIENDS = frozenset("leads part_of allied_with backs controls arms".split())
Fate = Literal["added", "dropped", "changed", "replaced", "fulfilled"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the scenario does: the claim before and after, None where there is none."""

    fate: Fate
    before: Told | None
    after: Told | None
    change: Change


@dataclass(frozen=True, slots=True)
class Scenario:
    """``before`` and ``after`` are the facts without and with the scenario; claims of ``after`` keep their ids.

    ``every`` has those claims too that no longer count after it.
    """

    plan: Plan
    before: Facts
    after: Facts
    every: Facts
    steps: list[Step]
    effects: list[Effect]
    notes: list[str]


def scenario(facts: Facts, plan: Plan, lexicon: Lexicon) -> Scenario:
    """Follow a plan. Raises ScenarioError for actors, predicates and claims that are not known."""
    naming = Naming(facts, lexicon)
    told = {one.id: one for one in facts.told}
    steps: list[Step] = []
    for change in plan.changes:
        found = _added(change, facts, naming, told) if change.kind == "add" else _matched(change, facts, naming, told)
        for step in found:
            _take(step, told)
            steps.append(step)
    after = replace(facts, actors={**facts.actors, **naming.added}, told=list(told.values()))
    effects = consequences(facts, after, {s.before.id: s.fate for s in steps if s.before})
    return Scenario(plan, facts, _counted(after, effects), after, steps, effects, naming.notes)


def _take(step: Step, told: dict[str, Told]) -> None:
    if step.after is not None:
        told[step.after.id] = step.after
    elif step.before is not None:
        told.pop(step.before.id, None)


def _added(change: Change, facts: Facts, naming: Naming, told: dict[str, Told]) -> list[Step]:
    """The added claim, and the claims that it replaces: those it denies, and the wishes and forecasts it fulfils."""
    if change.claim.id:
        raise ScenarioError(
            change.where, f"{change.claim.id} is there already", "write the claim to add as arms(russia, army)"
        )
    count = sum(one.report.id == NAME for one in told.values()) + 1
    new = _told(change, facts, naming, f"s{count}")
    steps = []
    if new.claim.modality == "asserted":
        for one in list(told.values()):
            same = _same(one, new)
            if (same and one.claim.polarity != new.claim.polarity) or _ousted(facts, one, new):
                steps.append(Step("replaced", one, None, change))
            elif same and one.claim.modality != "asserted":
                steps.append(Step("fulfilled", one, None, change))
    return [*steps, Step("added", None, new, change)]


def _ousted(facts: Facts, one: Told, new: Told) -> bool:
    """Does a place that the scenario gives to somebody cease to be in this hand, which is no friend's?"""
    place = facts.actors.get(new.patient or "")
    if place is None or place.kind != "place" or one.patient != new.patient or one.agent == new.agent:
        return False
    if any(t.claim.predicate not in _HOLDS or t.claim.polarity == "negative" for t in (one, new)):
        return False
    pair = {one.agent, new.agent}
    friends = any({t.agent, t.patient} == pair and t.claim.predicate in _FRIENDS for t in facts.told)
    return one.claim.modality == "asserted" and not friends


def _same(one: Told, other: Told) -> bool:
    """The same predicate between the same two, whoever says so and however."""
    if one.claim.predicate != other.claim.predicate:
        return False
    pair, wanted = (one.agent, one.patient), (other.agent, other.patient)
    return pair == wanted or (one.meant.symmetric and pair == wanted[::-1])


def _told(change: Change, facts: Facts, naming: Naming, id: str) -> Told:
    """A claim of the scenario itself: its report is the expression, its date that of the last report."""
    where, given = change.where, change.claim
    if "*" in (given.agent, given.patient):
        raise ScenarioError(where, "adds a claim of anybody", "name the sides, or write ? for one that is not named")
    meant = naming.predicate(given.predicate, where)
    agent, patient = (None if side == "?" else naming.actor(side, where) for side in (given.agent, given.patient))
    fields = dict(given.settings)
    last = max((one.report.published for one in facts.told if one.report.published), default=None)
    report = Report(NAME, given.text, "en", None, NAME, last)
    number = fields.get("number")
    claim = Claim(
        id=id, key=id, predicate=meant.name, agent=agent, patient=patient,
        polarity=fields.get("polarity", "positive"),  # type: ignore[arg-type]
        modality=fields.get("modality", "asserted"),  # type: ignore[arg-type]
        source=PUBLISHER, attribution=[], certainty="plain", place=None, time=fields.get("time"),
        number=int(number) if number else None, item=fields.get("item"), disclosure=None, confidence=1.0, rule=NAME,
        evidence=[Evidence(0, max(len(given.text), 1), None)], plover=meant.plover,
    )  # fmt: skip
    place = naming.actor(fields["place"], where) if "place" in fields else None
    return Told(id, claim, report, agent, patient, place, f"{PUBLISHER}:{NAME}", meant)


def _matched(change: Change, facts: Facts, naming: Naming, told: dict[str, Told]) -> list[Step]:
    """The claims a drop or change names. Raises ScenarioError where there is none."""
    found = [one for one in _named(change.claim, facts, naming, change.where) if one.id in told]
    if not found:
        raise ScenarioError(
            change.where,
            f"no claim {change.claim.text!r}{_like(change.claim, facts, naming)}",
            "marsad claims lists them" if facts.kept else "marsad read lists them",
        )
    if change.kind == "drop":
        return [Step("dropped", told[one.id], None, change) for one in found]
    return [Step("changed", told[one.id], _changed(told[one.id], change, naming), change) for one in found]


def _named(given: Expression, facts: Facts, naming: Naming, where: str) -> list[Told]:
    if given.id:
        number = given.id.removeprefix("#")
        if number.isdecimal():
            return facts.told[int(number) - 1 : int(number)] if int(number) else []
        exact = [one for one in facts.told if one.id == given.id]
        return exact or [one for one in facts.told if facts.kept and one.id.startswith(given.id)]
    name = naming.predicate(given.predicate, where).name
    sides = [side if side in ("*", "?") else naming.actor(side, where) for side in (given.agent, given.patient)]
    return [
        one for one in facts.told
        if one.claim.predicate == name and _sides(one, sides, one.meant.symmetric)
        and all(getattr(one.claim, key) == value for key, value in given.settings.items() if key in ("modality", "polarity", "time"))
    ]  # fmt: skip


def _sides(one: Told, sides: list[str], symmetric: bool) -> bool:
    def fits(pair: tuple[str | None, str | None]) -> bool:
        return all(
            want == "*" or have == (None if want == "?" else want) for have, want in zip(pair, sides, strict=True)
        )

    return fits((one.agent, one.patient)) or (symmetric and fits((one.patient, one.agent)))


def _like(given: Expression, facts: Facts, naming: Naming) -> str:
    """The claims nearest to one that is not there: of its predicate with one of its sides, else of its sides."""
    if given.id:
        return f"; there are {len(facts.told)}, #1 to #{len(facts.told)}" if facts.told else ""
    keys = {naming.actor(side, "") for side in (given.agent, given.patient) if side not in ("*", "?")}
    name = naming.predicate(given.predicate, "").name
    near = [n for n, one in enumerate(facts.told, 1) if one.claim.predicate == name and keys & {one.agent, one.patient}]
    near = near or [n for n, one in enumerate(facts.told, 1) if keys and keys <= {one.agent, one.patient}]
    return f"; nearest: {', '.join(f'#{n}' for n in near[:8])}" if near else ""


def _changed(one: Told, change: Change, naming: Naming) -> Told:
    new: Mapping[str, str] = change.new
    fields: dict[str, Any] = {key: new[key] for key in ("modality", "polarity", "time", "item") if key in new}
    if "number" in new:
        fields |= {"number": int(new["number"]), "number_max": None}
    if new.get("modality") == "asserted":
        fields["certainty"] = "plain"
    claim = _with(one.claim, fields)
    sides: dict[str, Any] = {
        key: None if new[key] == "?" else naming.actor(new[key], change.where)
        for key in ("agent", "patient", "place")
        if key in new
    }
    return replace(one, claim=claim, **sides)


def _with(claim: Claim, fields: Mapping[str, Any]) -> Claim:
    from msgspec.structs import replace as replaced

    return replaced(claim, **fields)


def _counted(after: Facts, effects: Iterable[Effect]) -> Facts:
    """The facts that the balance counts: a wish or forecast that is blocked, moot or left without its ground does not."""
    out = {effect.told.id for effect in effects if effect.ends and effect.told.claim.modality != "asserted"}
    told = [one for one in after.told if one.id not in out]
    have = {one.id for one in told}
    return replace(after, told=told, links=[k for k in after.links if {k.start, k.end} <= have])
