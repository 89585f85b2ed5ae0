"""Two annotators of the same reports: the figures of ``evaluate`` in both directions, alpha, and what they differ in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from msgspec import UNSET

from marsad import model
from marsad.agreement.alignment import Alignment, align
from marsad.agreement.alpha import Coincidences, Interval, coincidences, interval, of, together
from marsad.codebook import own_predicates
from marsad.errors import GoldError
from marsad.evaluate import Figures, Tally, entity_names, figures, score
from marsad.gold import ANYBODY, PUBLISHER, Gold, GoldClaim, occurrences

MEASURED = ("predicate", "polarity", "modality")  # what alpha is given for
TEXT = "edit no report: both annotate the same text"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One report. ``two_on_one`` counts the second annotator's claims against the first one's, ``one_on_two`` the reverse."""

    one: Gold
    two: Gold
    two_on_one: Tally
    one_on_two: Tally
    alignment: Alignment
    coincidences: dict[str, Coincidences]


@dataclass(frozen=True, slots=True)
class Total:
    """Counts over reports; ``alpha`` and ``core`` (core F1 of the second against the first) with their intervals."""

    two_on_one: Tally
    one_on_two: Tally
    alpha: dict[str, tuple[float | None, Interval | None]]
    core: tuple[float, Interval | None]
    aligned: int
    only_one: int
    only_two: int


def pairs(one: Path, two: Path) -> tuple[list[tuple[Path, Path]], list[str], list[str]]:
    """The gold files of both folders by name, and the names that one folder has alone. Raises GoldError."""
    left, right = _gold_files(one), _gold_files(two)
    both = sorted(left.keys() & right.keys())
    if not both:
        raise GoldError(f"{one} and {two}", "have no report in common", "give both files of a report the same name")
    return (
        [(left[name], right[name]) for name in both],
        sorted(left.keys() - right.keys()),
        sorted(right.keys() - left.keys()),
    )


def compare(one: Gold, two: Gold) -> Agreement:
    """One report as two people annotated it. Raises GoldError where the texts differ."""
    if one.text != two.text:
        raise GoldError(str(two.path.with_suffix(".txt")), f"is not the text of {one.path.with_suffix('.txt')}", TEXT)
    one, two = _without_loose_links(one), _without_loose_links(two)
    second = _reading(two)
    alignment = align(one, two, entity_names(one, second))
    return Agreement(
        one=one,
        two=two,
        two_on_one=score(one, second).tally,
        one_on_two=score(two, _reading(one)).tally,
        alignment=alignment,
        coincidences={part: coincidences(a.values(part) for a in alignment.both) for part in MEASURED},
    )


def total(reports: Sequence[Agreement]) -> Total:
    """Figures over all reports together, with intervals by bootstrap over reports."""
    return Total(
        two_on_one=_sum([report.two_on_one for report in reports]),
        one_on_two=_sum([report.one_on_two for report in reports]),
        alpha={part: _alpha([r.coincidences[part] for r in reports]) for part in MEASURED},
        core=(_core(reports), interval(reports, _core)),
        aligned=sum(len(r.alignment.both) for r in reports),
        only_one=sum(len(r.alignment.only_one) for r in reports),
        only_two=sum(len(r.alignment.only_two) for r in reports),
    )


def measured(tally: Tally) -> Figures:
    """The figures of ``evaluate`` but for the share of evidence that holds: gold names no words for its claims."""
    out = figures(tally)
    del out["evidence"]
    return out


def _alpha(reports: Sequence[Coincidences]) -> tuple[float | None, Interval | None]:
    value = of(together(reports))
    return value, None if value is None else interval(reports, lambda sample: of(together(sample)))


def _core(reports: Sequence[Agreement]) -> float:
    right, said, gold = (sum(r.two_on_one[key] for r in reports) for key in ("core", "said", "gold"))
    return 2 * right / (said + gold) if said + gold else 0.0


def _sum(tallies: Sequence[Tally]) -> Tally:
    out: Tally = Counter()
    for tally in tallies:
        out.update(tally)
    return out


def _gold_files(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise GoldError(str(folder), "is no folder", "name the folder of an annotator's gold files")
    found = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    if not found:
        raise GoldError(str(folder), "holds no gold file (*.yaml)", "name a folder of gold files")
    return found


def _reading(gold: Gold) -> model.Reading:
    """Gold as if a reader had found it: the first of alternatives, and nothing optional, which nobody is asked for.

    ``gold.as_reading`` is not it: made to be drawn and counted, it keeps optional claims and chooses among alternatives.
    """
    return model.Reading(
        reader=model.Reader("gold", "1", "", own_predicates(gold.book) or UNSET),
        report=model.Report("", gold.text, "", None, gold.publisher, gold.published),
        entities=[
            model.Entity(key, kind, key, [model.Mention(s, e) for s, e in gold.mentions[key]])  # type: ignore[arg-type]
            for key, kind in gold.kinds.items()
        ],
        claims=[
            _claim(claim.id or f"c{number}", claim)
            for number, claim in enumerate(claim for claim in gold.claims if not claim.optional)
        ],
        framing=[
            model.Framing(start, end, frame.entity, frame.device)  # type: ignore[arg-type]
            for frame in gold.framing
            for start, end in occurrences(gold.text, frame.text)[:1]
        ],
        links=[model.Link(start, end, kind) for start, end, kind in gold.links],  # type: ignore[arg-type]
        notices=[],
    )


def _without_loose_links(gold: Gold) -> Gold:
    """``gold`` without links of optional claims: these are no claims of the reading, so nobody can agree on their links."""
    asked = {claim.id for claim in gold.claims if not claim.optional}
    return replace(gold, links=[link for link in gold.links if asked.issuperset(link[:2])])


def _claim(id: str, claim: GoldClaim) -> model.Claim:
    def first(values: tuple[str, ...]) -> str | None:
        return None if values[0] == ANYBODY else values[0]

    whole: dict[str, Any] = {slot: "|".join(values) for slot, values in claim.slots.items() if slot != "place"}
    return model.Claim(
        id=id, key=id, predicate=claim.predicates[0], agent=first(claim.agents),
        patient=first(claim.patients), polarity="negative" if claim.negative else "positive",
        modality=claim.modalities[0], source=claim.sources[0] or PUBLISHER,  # type: ignore[arg-type]
        attribution=[], certainty="plain", place=first(claim.slots.get("place", (ANYBODY,))),
        time=whole.get("time"), number=whole.get("number"), item=claim.item, disclosure=whole.get("disclosure"),
        confidence=1.0, rule="gold", evidence=[],
    )  # fmt: skip
