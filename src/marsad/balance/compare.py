"""Two balances of forces side by side: what moves between the camps, what flows come or go, who gains and who loses what.

Camps of the two are matched by their members. What an actor has in a section counts at three levels: told as true, told as
wished, demanded, foretold or possible, and not at all; a rise is a gain where the section is in its favour (support, arms,
recognition, places), and a loss where it is not (measures on it, refused recognition).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from marsad.balance.facts import Told
from marsad.balance.forces import Forces
from marsad.balance.forces_words import Row, rows
from marsad.balance.wording import Wording

FAVOURS = ("backed", "arms", "money", "training", "aid", "sent", "recognised", "places", "released")
BURDENS = ("refused", "measures", "suffers", "losses")


@dataclass(frozen=True, slots=True)
class Move:
    """An actor whose camp changes; the numbers are those of the camps before, None for no camp."""

    actor: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Turn:
    """What an actor gains or loses: the section, from or by whom, and the levels (0 to 2) before and after."""

    actor: str
    section: str
    other: str | None
    before: int
    after: int

    @property
    def gain(self) -> bool:
        return (self.after > self.before) == (self.section in FAVOURS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``camps`` gives for each camp before the number of the one after that is most like it, None where it is gone."""

    before: Forces
    after: Forces
    camps: list[int | None]
    moves: list[Move]
    turns: list[Turn]


def compare(before: Forces, after: Forces) -> Comparison:
    """What moves from the one balance to the other."""
    camps = _matched(before, after)
    return Comparison(before, after, camps, _moves(before, after, camps), _turns(before, after))


def changed_rows(value: Comparison, wording: Wording, later: Wording) -> list[tuple[int, str, Row, Row]]:
    """Rows whose lines differ: number of the camp before, name of the row, and the row before and after (one cell each)."""
    first = {row.name: row for row in rows(value.before, wording)}
    then = {row.name: row for row in rows(value.after, later)}
    out = []
    for n, match in enumerate(value.camps):
        for name in dict.fromkeys((*first, *then)):
            was = first[name].cells[n] if name in first else []
            now = then[name].cells[match] if name in then and match is not None else []
            if [(line.words, line.tag) for line in was] != [(line.words, line.tag) for line in now]:
                out.append((n, name, Row(name, [was]), Row(name, [now])))
    return out


def _matched(before: Forces, after: Forces) -> list[int | None]:
    taken: set[int] = set()
    out: list[int | None] = []
    for camp in before.camps:
        shares = [
            (len(set(camp.members) & set(other.members)), -n) for n, other in enumerate(after.camps) if n not in taken
        ]
        most, place = max(shares, default=(0, 0))
        out.append(-place if most else None)
        if most:
            taken.add(-place)
    return out


def _moves(before: Forces, after: Forces, camps: list[int | None]) -> list[Move]:
    back = {match: n for n, match in enumerate(camps) if match is not None}
    out = []
    for actor in after.facts.actors:
        was = next((n for n, camp in enumerate(before.camps) if actor in camp.members), None)
        now = next((n for n, camp in enumerate(after.camps) if actor in camp.members), None)
        now_as = back.get(now, len(before.camps)) if now is not None else None
        if was != now_as:
            out.append(Move(actor, was, now_as))
    return out


def _turns(before: Forces, after: Forces) -> list[Turn]:
    was, now = _levels(before), _levels(after)
    order = [*FAVOURS, *BURDENS]
    keys = sorted(was.keys() | now.keys(), key=lambda k: (order.index(k[1]), k[0], k[2] or ""))
    return [Turn(*key, was.get(key, 0), now.get(key, 0)) for key in keys if was.get(key, 0) != now.get(key, 0)]


def _levels(forces: Forces) -> dict[tuple[str, str, str | None], int]:
    """For actor, section and other side the highest level that is told."""
    out: dict[tuple[str, str, str | None], int] = {}

    def put(actor: str, section: str, other: str | None, told: Iterable[Told]) -> None:
        for one in told:
            level = 2 if one.claim.modality == "asserted" else 1
            out[actor, section, other] = max(out.get((actor, section, other), 0), level)

    for actor, lists in forces.lists.items():
        for section in (*FAVOURS, *BURDENS):
            for one in lists.get(section, ()):
                put(actor, section, one.agent if one.agent != actor else one.patient, [one])
    for place in forces.places:
        for actor, told in place.holders.items():
            put(actor, "places", place.key, told)
        for one in place.disputed:
            if one.agent and one.claim.modality != "asserted" and one.claim.predicate in ("controls", "seizes"):
                put(one.agent, "places", place.key, [one])
    for measure in forces.measures:
        name = measure.key or measure.kind
        for actor in measure.on:
            if measure.stands:
                put(actor, "measures", name, measure.imposed)
            put(actor, "released", name, (*measure.wishes, *measure.ends))
    return out


def signed(turns: Iterable[Turn]) -> Mapping[str, tuple[list[Turn], list[Turn]]]:
    """Gains and losses by actor, in the order of the turns."""
    out: dict[str, tuple[list[Turn], list[Turn]]] = {}
    for turn in turns:
        out.setdefault(turn.actor, ([], []))[0 if turn.gain else 1].append(turn)
    return out
