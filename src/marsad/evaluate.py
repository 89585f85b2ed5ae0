"""Readings against gold: what was found, what was missed, and what is only in the reading.

Figures, over all reports together:

    mentions    named mentions found; a span counts where it overlaps a gold one with IoU >= 0.4
    core        claims with the right predicate, agent, patient and polarity
    full        core claims whose modality and source are right too (modality, source: their share of the core claims)
    unasserted  claims of any other modality than asserted, right in core and modality
    negative    claims of negative polarity, right in core
    slots       place, time, number and disclosure of the matched claims
    framing     loaded words (IoU >= 0.4) with the right entity
    links       ties between claims, in the reports whose gold has them
    meta        publisher and date of publication right
    kinds       gold entities that a claim uses and the reading found: share with the right kind
    evidence    claims whose spans hold: evidence in the text, cue, agent and patient inside it

A gold claim that is optional is neither asked for nor counted wrong.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from marsad import codebook
from marsad.gold import ANYBODY, PUBLISHER, SLOTS, Gold, GoldClaim, Interval, occurrences, sentences
from marsad.gold import sentence_of as sentence_span
from marsad.model import Claim, Entity, Reading

OVERLAP = 0.4
Tally = Counter[str]
Figures = dict[str, "int | float | dict[str, float] | None"]


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of the reading in gold's names; an entity that gold has not is ``~id``, one not named ``?``."""

    claim: Claim
    agent: str
    patient: str
    place: str
    symmetric: bool = False

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        return (self.claim.predicate, self.agent, self.patient, self.claim.polarity, self.claim.modality)

    def __str__(self) -> str:
        parts = [f"{self.claim.predicate}({self.agent}, {self.patient})"]
        parts += ["negative"] * (self.claim.polarity == "negative") + [self.claim.modality]
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one report, the gold claims that were missed, and the reading's claims that gold has not."""

    tally: Tally
    missed: list[GoldClaim] = field(default_factory=list)
    extra: list[Said] = field(default_factory=list)


def score(gold: Gold, reading: Reading) -> Score:
    """One reading against the gold of its report."""
    names = entity_names(gold, reading)
    out = Score(Counter())
    _score_mentions(gold, reading, out.tally)
    matched = _score_claims(gold, _claims(gold, reading, names, out.tally), names, out)
    _score_kinds(gold, reading, names, out.tally)
    _score_framing(gold, reading, names, out.tally)
    _score_links(gold, reading, matched, out.tally)
    report = reading.report
    for want, got in ((gold.publisher, report.publisher), (gold.published, report.published)):
        if want:
            out.tally["meta"] += 1
            out.tally["meta_ok"] += got == want
    return out


def entity_names(gold: Gold, reading: Reading) -> dict[str, str]:
    """Gold's name for each entity of the reading: that whose mentions it overlaps most, ``~id`` where none."""
    return {entity.id: _align(gold, entity) for entity in reading.entities}


def figures(tally: Tally) -> Figures:
    """Precision, recall and F1 (or a share) of every figure, rounded to four digits."""
    out: Figures = {"claims_gold": tally["gold"], "claims_said": tally["said"]}
    for name in ("mentions", "framing"):
        out[name] = _prf(
            tally[f"{name}_hit_said"], tally[f"{name}_said"], tally[f"{name}_hit_gold"], tally[f"{name}_gold"]
        )
    for name in ("core", "full"):
        out[name] = _prf(tally[name], tally["said"], tally[name], tally["gold"])
    for name in ("unasserted", "negative", "slots", "links"):
        out[name] = _prf(tally[f"{name}_ok"], tally[f"{name}_said"], tally[f"{name}_ok"], tally[f"{name}_gold"])
    out["modality"], out["source"] = _share(tally["mod_ok"], tally["core"]), _share(tally["src_ok"], tally["core"])
    for name in ("meta", "kinds"):
        out[name] = _share(tally[f"{name}_ok"], tally[name])
    out["evidence"] = _share(tally["evidence_ok"], tally["evidence_said"])
    return out


def sentence_of(gold: Gold, claim: GoldClaim) -> str:
    """The words of the sentence a gold claim most likely stands in."""
    start, end = sentence_span(gold, claim)
    return gold.text[start:end].strip()


def sentence_at(text: str, start: int) -> str:
    """The sentence around the character at ``start``."""
    for begin, end in sentences(text):
        if begin <= start < end:
            return text[begin:end].strip()
    return ""


def overlap(one: Interval, two: Interval) -> float:
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return shared / (max(one[1], two[1]) - min(one[0], two[0])) if shared > 0 else 0.0


def _align(gold: Gold, entity: Entity) -> str:
    """The gold entity whose mentions this one overlaps most, of equals the last by name; ``~id`` where none."""
    best, most = f"~{entity.id}", 0.0
    for key in sorted(gold.mentions):
        weight = 0.0
        for mention in entity.mentions:
            for span in gold.mentions[key]:
                weight += overlap((mention.start, mention.end), span)
        if weight > 0 and weight >= most:
            best, most = key, weight
    return best


def _side(names: dict[str, str], entity: str | None) -> str:
    return ANYBODY if entity is None else names.get(entity, f"~{entity}")


def _score_mentions(gold: Gold, reading: Reading, tally: Tally) -> None:
    want = {span for spans in gold.mentions.values() for span in spans}
    said = {(m.start, m.end) for e in reading.entities for m in e.mentions if m.type == "name"}
    tally["mentions_said"], tally["mentions_gold"] = len(said), len(want)
    tally["mentions_hit_said"] = sum(any(overlap(s, g) >= OVERLAP for g in want) for s in said)
    tally["mentions_hit_gold"] = sum(any(overlap(s, g) >= OVERLAP for s in said) for g in want)


def _claims(gold: Gold, reading: Reading, names: dict[str, str], tally: Tally) -> list[Said]:
    """The reading's claims, repeats of one event merged."""
    out: list[Said] = []
    have = codebook.predicates_of(reading)
    for claim in reading.claims:
        meant = have[claim.predicate]
        sides = (_side(names, claim.agent), _side(names, claim.patient), _side(names, claim.place))
        said = Said(claim, *sides, meant.symmetric)
        tally["evidence_said"] += 1
        tally["evidence_ok"] += _evidence_holds(gold.text, claim)
        if not any(o.key == said.key and same_event(claim, o.claim, meant) for o in out):
            out.append(said)
    return out


def same_event(one: Claim, two: Claim, meant: codebook.Predicate) -> bool:
    """Standing relations with one key are one; events unless a place, time or number tells them apart."""
    if meant.standing:
        return True
    pairs = ((one.place, two.place), (one.time, two.time), (one.number, two.number))
    return all(a is None or b is None or a == b for a, b in pairs)


def _evidence_holds(text: str, claim: Claim) -> bool:
    def inside(span: object, low: int, high: int) -> bool:
        return span is None or low <= span.start < span.end <= high  # type: ignore[attr-defined]

    return bool(claim.evidence) and all(
        inside(piece, 0, len(text))
        and piece.cue is not None
        and inside(piece.cue, piece.start, piece.end)
        and inside(piece.agent, 0, len(text))
        and inside(piece.patient, 0, len(text))
        for piece in claim.evidence
    )


def _fits(want: GoldClaim, said: Said) -> bool:
    predicate = said.claim.predicate
    if predicate not in want.predicates or (said.claim.polarity == "negative") != want.negative:
        return False
    straight = said.agent in want.agents and said.patient in want.patients
    crossed = said.agent in want.patients and said.patient in want.agents
    return straight or (crossed and said.symmetric)


def _slots_right(want: GoldClaim, said: Said) -> int:
    right = 0
    for slot, values in want.slots.items():
        if slot == "place":
            right += said.place in values
        elif slot == "time":
            right += _from(str(said.claim.time)) in map(_from, values)
        else:
            right += str(getattr(said.claim, slot)) in values
    return right


def _from(time: str) -> str:
    return time.removesuffix("/..")  # an open interval and its start count as the same


def _score_claims(gold: Gold, left: list[Said], names: dict[str, str], out: Score) -> dict[str, str]:
    """Gives each gold claim, the required ones first, the best of the claims left. Returns claim id -> gold id."""
    tally, matched = out.tally, dict[str, str]()
    tally["said"] = len(left)
    tally["unasserted_said"] = sum(s.claim.modality != "asserted" for s in left)
    tally["negative_said"] = sum(s.claim.polarity == "negative" for s in left)
    for want in sorted(gold.claims, key=lambda claim: claim.optional):
        unasserted = "asserted" not in want.modalities
        if not want.optional:
            tally["gold"] += 1
            tally["unasserted_gold"] += unasserted
            tally["negative_gold"] += want.negative
        found = [s for s in left if _fits(want, s)]
        if not found:
            if not want.optional:
                out.missed.append(want)
            continue
        best = max(found, key=lambda s: (s.claim.modality in want.modalities, _slots_right(want, s)))
        left.remove(best)
        claim = best.claim
        if want.id:
            matched[claim.id] = want.id
        if want.optional:
            tally["optional_hit"] += 1
            tally["said"] -= 1
            tally["unasserted_said"] -= claim.modality != "asserted"
            tally["negative_said"] -= claim.polarity == "negative"
            continue
        source = claim.source if claim.source == PUBLISHER else _side(names, claim.source)
        modality_right, source_right = claim.modality in want.modalities, source in want.sources
        tally["core"] += 1
        tally["mod_ok"] += modality_right
        tally["src_ok"] += source_right
        tally["full"] += modality_right and source_right
        tally["unasserted_ok"] += modality_right and unasserted
        tally["negative_ok"] += want.negative
        tally["slots_gold"] += len(want.slots)
        tally["slots_said"] += sum(getattr(claim, slot) is not None for slot in SLOTS)
        tally["slots_ok"] += _slots_right(want, best)
    out.extra.extend(left)
    return matched


def _score_kinds(gold: Gold, reading: Reading, names: dict[str, str], tally: Tally) -> None:
    used = {side for claim in gold.claims for side in (*claim.agents, *claim.patients)}
    for entity in reading.entities:
        if names[entity.id] in used:
            tally["kinds"] += 1
            tally["kinds_ok"] += entity.kind == gold.kinds[names[entity.id]]


def _score_framing(gold: Gold, reading: Reading, names: dict[str, str], tally: Tally) -> None:
    want = [(span, f.entity) for f in gold.framing for span in occurrences(gold.text, f.text)[:1]]
    said = [((f.start, f.end), _side(names, f.entity)) for f in reading.framing]

    def hit(one: tuple[Interval, str], two: tuple[Interval, str]) -> bool:
        return overlap(one[0], two[0]) >= OVERLAP and one[1] == two[1]

    tally["framing_gold"], tally["framing_said"] = len(want), len(said)
    tally["framing_hit_gold"] = sum(any(hit(s, w) for s in said) for w in want)
    tally["framing_hit_said"] = sum(any(hit(s, w) for w in want) for s in said)


def _score_links(gold: Gold, reading: Reading, matched: dict[str, str], tally: Tally) -> None:
    if not gold.links:
        return
    want = set(gold.links)
    got = {(matched.get(k.from_, "~"), matched.get(k.to, "~"), k.type) for k in reading.links}
    tally["links_gold"], tally["links_said"], tally["links_ok"] = len(want), len(reading.links), len(want & got)


def _prf(right_said: int, said: int, right_gold: int, gold: int) -> dict[str, float]:
    p, r = (right_said / said if said else 0.0), (right_gold / gold if gold else 0.0)
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0}


def _share(right: int, of: int) -> float | None:
    return round(right / of, 4) if of else None
