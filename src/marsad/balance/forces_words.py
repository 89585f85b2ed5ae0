"""The balance of forces in words: a row for each thing that comes in, stands against a camp or is held, a cell for each camp.

A line of a cell puts together the claims that differ in one side only and are told alike: «NATO, Turkey and Gulf states →
Libya Dawn». It carries its claims, so that every count can be opened.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from marsad.arabic.display import harmless
from marsad.balance.facts import Told
from marsad.balance.forces import SECTIONS, SUPPORT, Camp, Forces
from marsad.balance.measures import Measure
from marsad.balance.places import Place
from marsad.balance.wording import Wording, words

# Rows that are told of even where they are empty: that no arms are told of is part of the picture.
ALWAYS = ("backed", "arms", "money", "training", "places", "recognised", "refused", "measures")
_ROWS = (
    "backed", "within", "arms", "money", "training", "aid", "sent", "recognised", "refused", "measures", "places", "seats",
    "deploys", "acts", "suffers", "losses", "setbacks", "wishes", "forecasts",
)  # fmt: skip
_SECTION_OF = {section.name: section for section in SECTIONS}


@dataclass(frozen=True, slots=True)
class Line:
    """Who and whom, as words; ``tag`` how it is told, empty for as true; and the claims."""

    words: str
    tag: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing compared: a list of lines for each camp."""

    name: str
    cells: list[list[Line]]


def camp_name(forces: Forces, camp: Camp, wording: Wording) -> str:
    """«Camp of Libya Dawn»: by the member of whom most is told."""
    return f"{wording.word('mark', 'camp')} {wording.name((camp.inside or camp.outside)[0])}"


def rows(forces: Forces, wording: Wording) -> list[Row]:
    """The rows of the comparison, those without any line left out unless they are always told of."""
    found = [Row(name, [_cell(forces, camp, name, wording) for camp in forces.camps]) for name in _ROWS]
    return [row for row in found if any(row.cells) or row.name in ALWAYS]


def lines(told: Iterable[Told], side: str, wording: Wording, own: Container[str] = ()) -> list[Line]:
    """Claims as lines; ``side`` is the one (agent, patient) that a line shares, in an alliance the one among ``own``."""
    groups: dict[tuple[str | None, str, str], list[Told]] = {}
    for one in told:
        shared = one.patient if side == "patient" else one.agent
        if one.claim.predicate == "allied_with" and shared not in own and one.agent in own:
            shared = one.agent
        groups.setdefault((shared, wording.tag(one), one.claim.predicate if side == "agent" else ""), []).append(one)
    return [Line(_line(side, shared, found, wording), tag, tuple(found)) for (shared, tag, _), found in groups.items()]


def merged(found: Iterable[Line]) -> list[Line]:
    """Lines that say the same, as one with the claims of all."""
    alike: dict[tuple[str, str], list[Told]] = {}
    for line in found:
        alike.setdefault((line.words, line.tag), []).extend(line.told)
    return [Line(said, tag, tuple(told)) for (said, tag), told in alike.items()]


def weightiest(found: Sequence[Line], most: int) -> list[Line]:
    """The ``most`` lines of most claims, in their order; all for 0."""
    if not most or len(found) <= most:
        return list(found)
    best = sorted(range(len(found)), key=lambda n: (-len(found[n].told), n))[:most]
    return [found[n] for n in sorted(best)]


def place_lines(forces: Forces, camp: Camp, wording: Wording) -> list[Line]:
    """Places that members hold, with a mark on those that are disputed."""
    out = []
    for place in forces.held(camp):
        own = {actor: told for actor, told in place.holders.items() if actor in camp.members}
        said = f"{wording.name(place.key)} ({wording.names(own)})"
        disputed = _disputers(place, camp)
        out.append(Line(said, wording.word("mark", "disputed") if disputed else "",
                        (*(t for told in own.values() for t in told), *disputed)))  # fmt: skip
    return out


def measure_lines(measure: Measure, wording: Wording) -> list[Line]:
    """What a measure is and whom it hits, who imposed it, who wants it gone, who broke it."""
    name = wording.name(measure.key) if measure.key else wording.word("measure", measure.kind)
    on = f" {wording.word('mark', 'arrow')} {wording.names(measure.on)}" if measure.on else ""
    out = [Line(f"{name}{on}", "", measure.imposed)]
    for mark, told in (
        ("imposed", measure.imposed),
        ("wanted", measure.wishes),
        ("broken", measure.ends),
        ("kept", measure.kept),
    ):
        if told:
            tags = dict.fromkeys(wording.tag(one) for one in told)
            said = f"{wording.word('mark', mark)}: {wording.names(one.agent for one in told)}"
            out.append(Line(said, ", ".join(tag for tag in tags if tag), told))
    return out


def counts(told: Iterable[Told], wording: Wording) -> str:
    """«3 told as true, 1 wished»; empty for no claim."""
    found: dict[str, int] = {}
    for one in told:
        found[one.claim.modality] = found.get(one.claim.modality, 0) + 1
    order = [modality for modality in words("tag", wording.language) if modality in found]
    order.sort(key=lambda modality: modality != "asserted")
    return ", ".join(f"{found[modality]} {wording.word('tag', modality)}" for modality in order)


def backers(forces: Forces, camp: Camp) -> list[str]:
    """Outside members of the camp that give it something, those of whom most is told first."""
    return [key for key in camp.outside if any(
        told.agent == key or told.claim.predicate == "allied_with"
        for section in SUPPORT
        for told in forces.of(camp.inside, section)
        if key in (told.agent, told.patient)
    )]  # fmt: skip


def country_lines(forces: Forces, wording: Wording) -> list[Line]:
    """What is told of the country itself: who backs it, who meddles in it, what is imposed on it."""
    key = forces.theatre.country
    if key is None or key not in forces.facts.actors:
        return []
    about = [
        told for told in forces.facts.told
        if key in (told.agent, told.patient) and told.claim.predicate not in ("leads", "part_of", "based_in")
    ]  # fmt: skip
    listed = {one.id for measure in forces.measures_on([key]) for one in measure.told}
    out = [line for measure in forces.measures_on([key]) for line in measure_lines(measure, wording)]
    groups: dict[tuple[object, ...], list[Told]] = {}
    for one in about:
        if one.id not in listed:
            alike = one.claim.predicate, one.claim.polarity, wording.tag(one), one.patient, one.place
            groups.setdefault(alike, []).append(one)
    return out + [
        Line(wording.headline(told[0], told[1:]), wording.tag(told[0]), tuple(told)) for told in groups.values()
    ]


def numbers(forces: Forces, told: Iterable[Told]) -> list[int]:
    return sorted({forces.numbers[one.id] for one in told})


def cited(forces: Forces, wording: Wording) -> list[Told]:
    """The claims behind rows, country, places and both sides, in the order of telling."""
    ids = {one.id for row in rows(forces, wording) for cell in row.cells for line in cell for one in line.told}
    ids |= {one.id for line in country_lines(forces, wording) for one in line.told}
    ids |= {one.id for place in forces.places for one in place.told}
    ids |= {one.id for told in forces.both_sides.values() for one in told}
    return [one for one in forces.facts.told if one.id in ids]


def dump(forces: Forces, english: Wording, arabic: Wording) -> dict[str, Any]:
    """The balance as plain values for JSON; claims by id, listed once."""
    facts, compared = forces.facts, rows(forces, english)
    return {
        "day": forces.day,
        "theatre": forces.theatre.country,
        "frustration": forces.frustration,
        "camps": [
            {
                "name_en": camp_name(forces, camp, english),
                "name_ar": camp_name(forces, camp, arabic),
                "inside": camp.inside,
                "outside": camp.outside,
                "backers": backers(forces, camp),
                "rows": {row.name: _counted(row.cells[n]) for row in compared},
            }
            for n, camp in enumerate(forces.camps)
        ],
        "actors": {
            key: {
                "name": arabic.name(key), "label_en": facts.actors[key].label_en, "kind": facts.actors[key].kind,
                "inside": key in forces.theatre.inside, "camp": forces.camp_of(key),
                "lists": {name: [one.id for one in told] for name, told in lists.items()},
            }
            for key, lists in forces.lists.items()
        },
        "country": [{"said": line.words, "claims": [one.id for one in line.told]} for line in country_lines(forces, english)],
        "places": [_place(place) for place in forces.places],
        "measures": [_measure(measure) for measure in forces.measures],
        "both_sides": {key: [one.id for one in told] for key, told in forces.both_sides.items()},
        "apart": forces.apart,
        "wishes": [one.id for one in forces.wishes],
        "forecasts": [one.id for one in forces.forecasts],
        "claims": {one.id: _claim(forces, one, english, arabic) for one in facts.told},
    }  # fmt: skip


def _cell(forces: Forces, camp: Camp, name: str, wording: Wording) -> list[Line]:
    if name == "places":
        return place_lines(forces, camp, wording)
    if name == "seats":
        seats = [one for place in forces.places for actor in camp.members for one in place.seated.get(actor, ())]
        return lines(seats, "agent", wording)
    if name == "measures":
        return [line for measure in forces.measures_on(camp.members) for line in measure_lines(measure, wording)]
    if name in ("wishes", "forecasts"):
        told = forces.wishes if name == "wishes" else forces.forecasts
        return merged(
            Line(wording.headline(one), wording.tag(one), (one,)) for one in told if _concerns(forces, one, camp)
        )
    if name in ("backed", "within"):
        found = forces.of(camp.inside, "backed", outside=name == "backed")
        return lines(found, "patient", wording, camp.inside)
    section = _SECTION_OF[name]
    if section.side == "patient":
        return lines(forces.of(camp.inside, name), "patient", wording)
    return merged(Line(wording.headline(one), wording.tag(one), (one,)) for one in forces.of(camp.inside, name))


def _concerns(forces: Forces, told: Told, camp: Camp) -> bool:
    """A wish or forecast is listed with the camp of its doer; where that has none, with that of the other side."""
    index = forces.camps.index(camp)
    doer = forces.camp_of(told.agent)
    return (doer if doer is not None else forces.camp_of(told.patient)) == index


def _line(side: str, shared: str | None, told: Sequence[Told], wording: Wording) -> str:
    items = dict.fromkeys(one.claim.item for one in told if one.claim.item)
    what = f": {'، '.join(f'«{harmless(item)}»' for item in items)}" if items else ""
    return f"{_pair(side, shared, told, wording)}{what}"


def _pair(side: str, shared: str | None, told: Sequence[Told], wording: Wording) -> str:
    if side == "patient":
        others = (one.agent if one.patient == shared else one.patient for one in told)
        return f"{wording.names(others)} {wording.word('mark', 'arrow')} {wording.name(shared)}"
    return f"{wording.name(shared)} {wording.word('mark', 'arrow')} {wording.names(one.patient for one in told)}"


def _disputers(place: Place, camp: Camp) -> list[Told]:
    """Claims that put a camp's hold in question: violence there by others, hopes of others to take it, other holders."""
    others = [t for actor, told in place.holders.items() if actor not in camp.members for t in told]
    return [t for t in place.disputed if t.agent not in camp.members] + others


def _counted(cell: list[Line]) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for modality in (one.claim.modality for line in cell for one in line.told):
        counts[modality] = counts.get(modality, 0) + 1
    said = [{"said": line.words, "tag": line.tag, "claims": [one.id for one in line.told]} for line in cell]
    return {"counts": counts, "lines": said}


def _place(place: Place) -> dict[str, Any]:
    def ids(held: dict[str, list[Told]]) -> dict[str, list[str]]:
        return {actor: [one.id for one in told] for actor, told in held.items()}

    return {
        "place": place.key, "holders": ids(place.holders), "seated": ids(place.seated), "lost": ids(place.lost),
        "disputed": [one.id for one in place.disputed],
    }  # fmt: skip


def _measure(measure: Measure) -> dict[str, Any]:
    def ids(told: tuple[Told, ...]) -> list[str]:
        return [one.id for one in told]

    return {
        "measure": measure.key, "kind": measure.kind, "on": list(measure.on), "arms": measure.arms, "stands": measure.stands,
        "imposed": ids(measure.imposed), "wishes": ids(measure.wishes), "ends": ids(measure.ends), "kept": ids(measure.kept),
    }  # fmt: skip


def _claim(forces: Forces, told: Told, english: Wording, arabic: Wording) -> dict[str, Any]:
    claim = told.claim
    return {
        "number": forces.numbers[told.id], "predicate": claim.predicate, "agent": told.agent, "patient": told.patient,
        "polarity": claim.polarity, "modality": claim.modality, "certainty": claim.certainty, "place": told.place,
        "time": claim.time, "since": told.when, "item": claim.item, "toll": claim.number, "source": told.voice,
        "said_en": english.headline(told), "said_ar": arabic.headline(told), "words": told.words,
    }  # fmt: skip
