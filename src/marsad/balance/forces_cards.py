"""What the picture of a balance of forces shows: a box for each actor, and the flows between the boxes.

Columns are numbered from the start edge: the backers of the first camp, its actors, those of the second camp, its backers.
A person stands in one box with the body that it leads. Every claim that is shown is noted in ``cited``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from marsad.balance.facts import Told
from marsad.balance.forces import Camp, Forces
from marsad.balance.forces_words import Line, backers, numbers, place_lines
from marsad.balance.svg import BOLD, LEADING, wrap
from marsad.balance.wording import Wording, aside

OUTER, INNER, PAD, PORT = 150.0, 286.0, 10.0, 18.0
NAME, TEXT = 13.5, 11.0
# Flows that are drawn, with their colours (Okabe and Ito 2008), and what stands between the camps.
FLOWS = {
    "arms": "#c44e00", "backs": "#0072b2", "allied_with": "#0072b2", "funds": "#007a5a", "trains": "#a3487b", "aids": "#3d87b5",
    "deploys": "#1a1a1a", "recognises": "#6b6b6b",
}  # fmt: skip
_HOSTILE = frozenset("attacks fights besieges opposes threatens ousts accuses sanctions cuts_off".split())
WIDE = (OUTER, INNER, INNER, OUTER)


@dataclass(slots=True)
class Card:
    """A box of the picture: actors that are shown as one, and the lines below their names."""

    actors: list[str]
    column: int
    names: list[str]
    wrapped: list[list[str]] = field(default_factory=list)
    ports: int = 0  # lines that end on its busier side

    @property
    def height(self) -> float:
        text = sum(len(part) for part in self.wrapped) * TEXT * LEADING
        return max(len(self.names) * NAME * LEADING + text + 1.3 * PAD, self.ports * PORT + 8)


@dataclass(slots=True)
class Flow:
    """A line of the picture: all claims of one predicate, told alike, between two boxes."""

    start: str
    end: str
    predicate: str
    told: list[Told]
    negative: bool

    @property
    def sure(self) -> bool:
        return self.told[0].claim.modality == "asserted"


class Content:
    """The boxes of the two camps of whom most is told, and the flows between them."""

    def __init__(self, forces: Forces, wording: Wording) -> None:
        self.forces = forces
        self.wording = wording
        self.camps = forces.camps[:2]
        self.cards: dict[str, Card] = {}
        self.card_of: dict[str, str] = {}
        self.cited: dict[str, Told] = {}
        for n, camp in enumerate(self.camps):
            self.make_cards(n, camp)

    def make_cards(self, n: int, camp: Camp) -> None:
        inner, outer = (1, 0) if n == 0 else (2, 3)
        for actors in self.together(camp):
            self.add(Card(actors, inner, []), [line for actor in actors for line in self.own_lines(actor, actors)])
        for actor in backers(self.forces, camp):
            self.add(Card([actor], outer, []), self.against(actor, camp))

    def together(self, camp: Camp) -> list[list[str]]:
        """Inside actors that get a box; a person is in one with the body that it leads."""
        seated = {actor for place in self.forces.places for actor in (*place.holders, *place.seated)}
        shown = [key for key in camp.inside if key in seated or set(self.forces.lists.get(key, {})) - {"member"}]
        body: dict[str, str] = {}
        for told in self.forces.facts.told:
            leads = told.claim.predicate == "leads" and told.claim.modality == "asserted" and told.agent in camp.inside
            if leads and told.patient in shown and self.forces.facts.actors[told.agent or ""].kind == "person":
                body.setdefault(told.agent or "", told.patient or "")
        groups: dict[str, list[str]] = {key: [key] for key in shown if key not in body}
        for person, led in body.items():
            groups.setdefault(led, [led]).append(person)
        return [list(dict.fromkeys(group)) for group in groups.values()]

    def add(self, card: Card, told: list[Line]) -> None:
        room = WIDE[card.column] - 2 * PAD
        names = " · ".join(self.wording.box_name(actor) for actor in card.actors)
        card.names = wrap(names, NAME * BOLD, room)
        for line in told:
            self.cite(line.told)
            card.wrapped.append(wrap(self.said(line), TEXT, room))
        key = card.actors[0]
        self.cards[f"{card.column}:{key}"] = card
        for actor in card.actors:
            self.card_of.setdefault(actor, f"{card.column}:{key}")

    def own_lines(self, actor: str, shown: list[str]) -> list[Line]:
        """What stands in an actor's box: who leads it, under whom it is, what it holds, where it sits, who refuses it."""
        word, forces = self.wording.word, self.forces
        held = place_lines(forces, Camp([actor], []), self.wording)
        out = [Line(f"{word('row', 'places')}: {line.words.partition(' (')[0]}", line.tag, line.told) for line in held]
        for name in ("led", "under", "recognised", "refused"):
            told = [t for t in forces.lists.get(actor, {}).get(name, []) if t.agent not in shown]
            for line in self.alike(told):
                who = self.wording.names(t.agent for t in line)
                out.append(
                    Line(
                        f"{word('row', name)}: {who}",
                        "" if name == "refused" else self.wording.tag(line[0]),
                        tuple(line),
                    )
                )
        seats = [
            t for place in forces.places for t in place.seated.get(actor, ()) if place.key not in self.holds(actor)
        ]
        if seats:
            out.append(
                Line(f"{word('row', 'seats')}: {self.wording.names(t.patient for t in seats)}", "", tuple(seats))
            )
        for name in ("losses", "setbacks"):
            out += [
                Line(self.wording.headline(t), self.wording.tag(t), (t,))
                for t in forces.lists.get(actor, {}).get(name, [])
            ]
        return out

    def against(self, actor: str, camp: Camp) -> list[Line]:
        """Whom a backer is against, where no line of the picture says so."""
        told = [
            one for one in self.forces.facts.told
            if one.agent == actor and one.claim.predicate in _HOSTILE and one.claim.polarity == "positive"
            and one.claim.modality == "asserted" and self.forces.camp_of(one.patient) not in (None, self.forces.camps.index(camp))
        ]  # fmt: skip
        said = (
            f"{self.wording.word('mark', 'opposed')}: {self.wording.names(one.patient for one in told)}" if told else ""
        )
        return [Line(said, "", tuple(told))] if told else []

    def holds(self, actor: str) -> set[str]:
        return {place.key for place in self.forces.places if actor in place.holders}

    def alike(self, told: Iterable[Told]) -> list[list[Told]]:
        groups: dict[str, list[Told]] = {}
        for one in told:
            groups.setdefault(one.claim.modality, []).append(one)
        return list(groups.values())

    def flows(self) -> list[Flow]:
        """Support from outside into a camp, and what members of the two camps do against each other."""
        found: dict[tuple[str, str, str, str], Flow] = {}
        for told in self.forces.facts.told:
            claim = told.claim
            negative = claim.polarity == "negative"
            for a in self.boxes(told.agent):
                for b in self.boxes(told.patient):
                    start, end = self.cards[a].column, self.cards[b].column
                    hostile = (claim.predicate in _HOSTILE, negative) == (True, False)
                    across = {start, end} == {1, 2} and (hostile or (claim.predicate, negative) == ("recognises", True))
                    support = claim.predicate in FLOWS and not negative and (start, end) in ((0, 1), (3, 2))
                    allied = claim.predicate == "allied_with" and not negative and (start, end) in ((1, 0), (2, 3))
                    if across or support or allied:
                        ends = (b, a) if allied else (a, b)
                        key = (*ends, claim.predicate, claim.modality)
                        found.setdefault(key, Flow(*ends, claim.predicate, [], negative)).told.append(told)
        for flow in found.values():
            self.cite(flow.told)
        return list(found.values())

    def boxes(self, key: str | None) -> list[str]:
        """The boxes of an actor; of a place those of who holds it, or else sits there."""
        actors = self.forces.stand_ins.get(key or "", [key or ""])
        return list(dict.fromkeys(self.card_of[actor] for actor in actors if actor in self.card_of))

    def cite(self, told: Iterable[Told]) -> None:
        self.cited |= {one.id: one for one in told}

    def said(self, line: Line) -> str:
        tag = f" ({line.tag})" if line.tag else ""
        return f"{line.words}{tag} {self.refs(line.told)}".strip()

    def refs(self, told: Iterable[Told]) -> str:
        return aside(f"[{' '.join(map(str, numbers(self.forces, told)))}]")

    def count_ports(self, flows: Sequence[Flow]) -> None:
        ends: dict[tuple[str, int], int] = {}
        for flow in flows:
            a, b = self.cards[flow.start].column, self.cards[flow.end].column
            for key, other in ((flow.start, b), (flow.end, a)):
                ends[key, other] = ends.get((key, other), 0) + 1
        for (key, _), count in ends.items():
            self.cards[key].ports = max(self.cards[key].ports, count)
