"""Embargoes, isolations and sieges: who imposed them on whom, who wants them broken or lifted, who broke or lifted them.

A report names a measure («الحظر الدولي») and tells apart from that who imposed it and who would break it. The three come
together where the words of the one stand in those of the other, else where a report tells of only that kind of measure.
What is imposed without a measure of its own is one measure for each who suffers it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.arabic.normalise import fold
from marsad.balance.facts import Facts, Told

IMPOSES = ("sanctions", "cuts_off", "besieges")
# Stems of measures (folded) to the predicate that imposes one: the first that occurs in the name.
_STEMS = {
    "حظر": "sanctions", "عقوب": "sanctions", "تجميد": "sanctions", "قائمه": "sanctions", "لائحه": "sanctions",
    "حصار": "besieges", "طوق": "besieges", "عزل": "cuts_off", "اغلاق": "cuts_off", "اقفال": "cuts_off",
    "مقاطع": "cuts_off", "قطيع": "cuts_off", "قطع": "cuts_off", "منع": "cuts_off",
    "embargo": "sanctions", "sanction": "sanctions", "siege": "besieges", "blockade": "besieges", "isolation": "cuts_off",
}  # fmt: skip
_ARMS = ("سلاح", "تسليح", "اسلح", "ارسال العتاد", "arms", "weapon")


@dataclass(frozen=True, slots=True)
class Measure:
    """``key`` is its entity, None where it has no name; ``on`` who suffers it. Claims are in the order of telling.

    ``wishes`` are claims, not told as true, that somebody breaks or lifts it; ``ends`` those told as true, ``kept``
    denials that anybody has.
    """

    key: str | None
    kind: str
    on: tuple[str, ...]
    imposed: tuple[Told, ...]
    wishes: tuple[Told, ...]
    ends: tuple[Told, ...]
    kept: tuple[Told, ...]
    arms: bool

    @property
    def stands(self) -> bool:
        """Is it told as imposed, and by nobody as broken or lifted?"""
        return bool(self.imposed) and not self.ends

    @property
    def told(self) -> tuple[Told, ...]:
        return (*self.imposed, *self.wishes, *self.ends, *self.kept)


def measures(facts: Facts) -> list[Measure]:
    """The measures of ``facts``: those with a name in the order of their first claim, then the others."""
    imposing = [one for one in facts.told if one.claim.predicate in IMPOSES and one.happens]
    out: list[Measure] = []
    taken: set[str] = set()
    for key in _named(facts):
        kind = kind_of(facts.actors[key].names)
        own = _imposed(facts, key, kind, imposing)
        taken |= {one.id for one in own}
        about = [one for one in facts.told if one.patient == key and one.claim.predicate == "lifts"]
        direct = [one for one in facts.told if one.patient == key and one.claim.predicate in IMPOSES]
        if own or about or direct:
            out.append(_measure(facts, key, kind or "sanctions", [*own, *direct], about))
    rest: dict[tuple[str, str], list[Told]] = {}
    for one in imposing:
        if one.id not in taken and one.patient and facts.actors[one.patient].kind != "measure":
            rest.setdefault((one.claim.predicate, one.patient), []).append(one)
    for (kind, on), claims in rest.items():
        about = [one for one in facts.told if one.patient == on and one.claim.predicate == "lifts"]
        out.append(_measure(facts, None, kind, claims, about))
    return out


def kind_of(names: Iterable[str]) -> str | None:
    """The predicate that imposes a measure of these names, None for accords and the like."""
    text = " ".join(fold(name) for name in names)
    return next((kind for stem, kind in _STEMS.items() if stem in text), None)


def _named(facts: Facts) -> list[str]:
    """Measures that somebody imposes, lifts or breaks, in the order of telling, then others whose name is of a kind."""
    told = [one.patient for one in facts.told if one.claim.predicate in ("lifts", *IMPOSES)]
    rest = [key for key, actor in facts.actors.items() if kind_of(actor.names)]
    return [key for key in dict.fromkeys((*told, *rest)) if key and facts.actors[key].kind == "measure"]


def _imposed(facts: Facts, key: str, kind: str | None, imposing: list[Told]) -> list[Told]:
    names = [fold(name) for name in facts.actors[key].names]
    near = [one for one in imposing if any(name in one.report.text for name in facts.actors[key].names)]
    own = [one for one in near if _shares(one, names)]
    if own or kind is None:
        return own
    others = [other for other in _named(facts) if other != key and kind_of(facts.actors[other].names) == kind]
    rivals = [name for other in others for name in facts.actors[other].names]
    return [
        one for one in near
        if one.claim.predicate == kind and one.patient != key and not any(name in one.report.text for name in rivals)
    ]  # fmt: skip


def _shares(told: Told, names: list[str]) -> bool:
    """Does the cue of the imposing claim stand in the measure's name, and the name in the claim's words?"""
    cue = fold(told.said(told.claim.evidence[0].cue))
    words = fold(told.words)
    return bool(cue) and any(cue in name and name in words for name in names)


def _measure(facts: Facts, key: str | None, kind: str, imposed: list[Told], about: list[Told]) -> Measure:
    on = tuple(dict.fromkeys(one.patient for one in imposed if one.patient and one.patient != key))
    names = facts.actors[key].names if key else ()
    items = [one.claim.item or "" for one in imposed]
    words = [one.said(one.claim.evidence[0].cue) for one in imposed]
    text = " ".join(fold(part) for part in (*names, *items, *words))
    return Measure(
        key=key,
        kind=kind,
        on=on,
        imposed=tuple(imposed),
        wishes=tuple(one for one in about if one.claim.modality != "asserted" and one.claim.polarity == "positive"),
        ends=tuple(one for one in about if one.happens),
        kept=tuple(one for one in about if one.claim.polarity == "negative"),
        arms=kind == "sanctions" and any(stem in text for stem in _ARMS),
    )
