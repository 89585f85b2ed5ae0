"""Who holds which place: from claims of control, of taking and of leaving, in the order of their dates.

The latest taking or hold counts; an earlier holder has lost the place where somebody else took it later, and where it is
told to have left. Holders of one date stand side by side. A seat is no hold: it is told apart. A place is disputed where
more than one holds it, where it is fought over, attacked or besieged, or where somebody wants or is expected to take it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.balance.facts import Facts, Told
from marsad.balance.onday import first_day, since

_HOLDS = frozenset({"controls", "seizes"})
_DISPUTES = frozenset({"attacks", "fights", "besieges"})


@dataclass(frozen=True, slots=True)
class Place:
    """``holders`` and ``seated`` by actor with the claims; ``lost`` holders of before, with what told the hold and the loss;
    ``disputed`` the claims that put the hold in question."""

    key: str
    holders: dict[str, list[Told]]
    seated: dict[str, list[Told]]
    lost: dict[str, list[Told]]
    disputed: list[Told]

    @property
    def told(self) -> list[Told]:
        claims = [*self.holders.values(), *self.seated.values(), *self.lost.values()]
        return [one for own in claims for one in own] + self.disputed


def places(facts: Facts) -> list[Place]:
    """The places that somebody holds, sits in or fights over, in the order of telling."""
    about: dict[str, list[Told]] = {}
    for told in facts.told:
        for key in dict.fromkeys((told.patient, told.place, told.agent)):
            if key and facts.actors[key].kind == "place":
                about.setdefault(key, []).append(told)
    found = [_place(key, claims) for key, claims in about.items()]
    return [place for place in found if place.holders or place.seated or place.lost or place.disputed]


def _place(key: str, claims: list[Told]) -> Place:
    holders, lost = _holders([one for one in claims if one.patient == key])
    seated: dict[str, list[Told]] = {}
    for one in claims:
        if one.patient == key and one.claim.predicate == "based_in" and one.agent and one.happens:
            seated.setdefault(one.agent, []).append(one)
    return Place(key, holders, seated, lost, [one for one in claims if _disputes(key, one)])


def _holders(claims: Iterable[Told]) -> tuple[dict[str, list[Told]], dict[str, list[Told]]]:
    moves = [one for one in claims if one.agent and one.happens and one.claim.predicate in (*_HOLDS, "retreats")]
    moves.sort(key=lambda one: first_day(since(one) or ""))  # stable: of one date in the order of telling
    held: dict[str, list[Told]] = {}
    lost: dict[str, list[Told]] = {}
    for one in moves:
        actor = one.agent or ""
        if one.claim.predicate == "retreats":
            lost.setdefault(actor, []).extend([*held.pop(actor, []), one])
            continue
        if one.claim.predicate == "seizes":
            for other in [other for other in held if other != actor]:
                lost.setdefault(other, []).extend([*held.pop(other), one])
        lost.pop(actor, None)
        held.setdefault(actor, []).append(one)
    return held, {actor: claims for actor, claims in lost.items() if actor not in held}


def _disputes(key: str, told: Told) -> bool:
    claim = told.claim
    if claim.polarity == "negative":
        return False
    if claim.predicate in _DISPUTES:
        return True
    return told.patient == key and claim.predicate in _HOLDS and claim.modality != "asserted"
