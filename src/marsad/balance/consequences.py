"""What follows, by a report's own links, when claims go, come or change.

    purpose     an act goes                    its aim is blocked, unless another act serves it
                the aim is blocked or gone     the act is without an aim, once all its aims are
    condition   the condition goes             what depends on it is blocked
                the condition is met           what depends on it is open
    cause       the cause goes                 its effect is without its ground, unless another cause is left (weakened)
    response    what is answered goes          the answer is moot
    contrast    one side goes                  the contrast is gone

Blocked, moot and groundless claims lead on along the links; the others do not. Beside the links, an arms embargo that
nobody any longer is told to break blocks deliveries to those under it that are not told as made; one that is lifted
opens them; and a delivery told as made goes against an embargo that stands, and meets the wish to break it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from marsad.balance.facts import Facts, Tied, Told
from marsad.balance.measures import Measure, measures

Outcome = Literal["blocked", "moot", "groundless", "weakened", "aimless", "open", "uncontrasted", "against", "met"]
ENDING = frozenset({"blocked", "moot", "groundless"})
_GONE = frozenset({"dropped", "replaced"})


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of a claim, by which claim (``by``) over which kind of link; ``left`` how many other grounds are left.

    ``link`` is the type of the link, or ``embargo`` for what follows from a measure.
    """

    told: Told
    outcome: Outcome
    by: Told
    link: str
    left: int = 0

    @property
    def ends(self) -> bool:
        return self.outcome in ENDING


def consequences(before: Facts, after: Facts, fate: Mapping[str, str]) -> list[Effect]:
    """The effects of a scenario: ``fate`` has what became of the claims of ``before``, by id. In the order they follow."""
    return _Chain(before, after, fate).run()


class _Chain:
    def __init__(self, before: Facts, after: Facts, fate: Mapping[str, str]) -> None:
        self.links = before.links
        self.before = {told.id: told for told in before.told}
        self.after = {told.id: told for told in after.told}
        self.facts = after
        self.old = before
        self.fate = fate
        self.gone = {key for key in self.before if self._is_gone(key)}
        self.effects: dict[tuple[str, str], Effect] = {}
        self.waiting = deque(key for key in self.before if key in self.gone)

    def run(self) -> list[Effect]:
        self.embargoes()
        while self.waiting:  # what is blocked may have been to break an embargo
            while self.waiting:
                self.follow(self.waiting.popleft())
            self.embargoes()
        self.conditions_met()
        ended = {effect.told.id for effect in self.effects.values() if effect.ends}
        return [e for e in self.effects.values() if e.ends or e.told.id not in ended or e.outcome == "met"]

    def _is_gone(self, id: str) -> bool:
        """Is a claim out of the way: dropped, denied by the scenario, or turned into its denial?"""
        if self.fate.get(id) in _GONE:
            return True
        old, new = self.before[id], self.after.get(id)
        return new is not None and old.claim.polarity == "positive" and new.claim.polarity == "negative"

    def follow(self, id: str) -> None:
        """What the end of a claim does to those that are linked to it."""
        by = self.before[id]
        for link in self.links:
            if link.start == id:
                self.forward(link, by)
            elif link.end == id:
                self.backward(link, by)

    def forward(self, link: Tied, by: Told) -> None:
        if link.type == "condition":
            self.effect(link.end, "blocked", by, link.type)
        elif link.type in ("purpose", "cause"):
            left = sum(
                k.type in ("purpose", "cause") and k.end == link.end and k.start not in self.gone for k in self.links
            )
            ended: Outcome = "blocked" if link.type == "purpose" else "groundless"
            self.effect(link.end, "weakened" if left else ended, by, link.type, left)
        elif link.type == "contrast":
            self.effect(link.end, "uncontrasted", by, link.type)

    def backward(self, link: Tied, by: Told) -> None:
        left = sum(k.type == link.type and k.start == link.start and k.end not in self.gone for k in self.links)
        if link.type == "purpose":
            self.effect(link.start, "weakened" if left else "aimless", by, link.type, left)
        elif link.type == "response":
            self.effect(link.start, "weakened" if left else "moot", by, link.type, left)
        elif link.type == "contrast":
            self.effect(link.start, "uncontrasted", by, link.type)

    def effect(self, id: str, outcome: Outcome, by: Told, link: str, left: int = 0) -> None:
        told = self.after.get(id)
        if told is None or id in self.gone or (self.fate.get(id) == "changed" and outcome not in ENDING):
            return
        found = Effect(told, outcome, by, link, left)
        kind = "end" if found.ends else outcome
        if (id, kind) not in self.effects:
            self.effects[id, kind] = found
        if found.ends:
            self.gone.add(id)
            self.waiting.append(id)

    def conditions_met(self) -> None:
        """A condition that the scenario tells as true opens what depends on it."""
        for link in self.links:
            if (
                link.type == "condition"
                and self.fate.get(link.start) in ("fulfilled", "changed")
                and link.start not in self.gone
            ):
                now = self.after.get(link.start)
                if now is None or now.happens:
                    self.effect(link.end, "open", now or self.before[link.start], link.type)

    def embargoes(self) -> None:
        was = {(measure.key, measure.on): measure for measure in measures(self.old)}
        for measure in measures(self.facts):
            if measure.arms and measure.imposed:
                old = was.get((measure.key, measure.on))
                self.deliveries(measure, old)

    def deliveries(self, measure: Measure, old: Measure | None) -> None:
        """What an arms embargo, as the scenario leaves it, does to deliveries to those under it."""
        imposed = measure.imposed[0]
        wishes = [wish for wish in measure.wishes if wish.id not in self.gone]
        touched = old is None or (bool(old.wishes) and not wishes) or (bool(measure.kept) and not old.kept)
        arms = [told for told in self.facts.told if told.claim.predicate == "arms" and told.patient in measure.on]
        arms = [told for told in arms if told.claim.polarity == "positive"]
        kept = measure.kept[0] if measure.kept else imposed
        for told in arms:
            sure = told.claim.modality == "asserted"
            new = told.id not in self.before or self.before[told.id].claim.modality != told.claim.modality
            if measure.ends and old is not None and not old.ends and not sure:
                self.effect(told.id, "open", measure.ends[0], "embargo")
            elif measure.stands and touched and not sure:
                self.effect(told.id, "blocked", kept, "embargo")
            elif measure.stands and sure and new:
                self.effect(told.id, "against", imposed, "embargo")
                for wish in wishes:
                    self.effect(wish.id, "met", told, "embargo")


__all__ = ["ENDING", "Effect", "Outcome", "consequences"]
