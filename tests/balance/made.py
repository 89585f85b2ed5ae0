"""Readings in short: claims as they are written in scenarios, of actors whose kinds and countries are given."""

from __future__ import annotations

from typing import Any

from marsad import model
from marsad.balance import Facts, gather, weights
from marsad.balance.expression import expression
from marsad.balance.forces import Forces, forces

KINDS: dict[str, model.Kind] = {
    "army": "armed_group", "militia": "armed_group", "council": "org", "general": "person", "capital": "place", "port": "place",
    "north": "place", "country": "state", "neighbour": "state", "power": "state", "rival": "state", "embargo": "measure",
    "siege": "measure", "people": "people", "league": "bloc", "embargo2": "measure",
}  # fmt: skip
NAMES = {"embargo": "حظر السلاح", "siege": "حصار الميناء", "embargo2": "الحظر الأممي على السلاح"}
HOME = dict.fromkeys(("army", "militia", "council", "general", "capital", "port", "north", "country"), "country") | {
    "neighbour": "neighbour", "power": "power", "rival": "rival",
}  # fmt: skip


def reading(*claims: str, published: str | None = "2024-05-01", links: tuple[str, ...] = ()) -> model.Reading:
    """Each claim an expression; a link as ``c1 cause c2``. The words of each claim are its own expression."""
    text = "\n".join(claims)
    found, at, seen = [], 0, set()
    for n, short in enumerate(claims, 1):
        given = expression(short, "test")
        sides = [None if side == "?" else side for side in (given.agent, given.patient)]
        seen |= {side for side in (*sides, given.settings.get("place")) if side}
        fields: dict[str, Any] = {k: v for k, v in given.settings.items() if k not in ("agent", "patient", "number")}
        number = given.settings.get("number")
        found.append(
            model.Claim(**{
                "id": f"c{n}", "key": f"k{n}", "predicate": given.predicate, "agent": sides[0], "patient": sides[1],
                "polarity": "positive", "modality": "asserted", "source": "publisher", "attribution": [],
                "certainty": "plain", "place": None, "time": None, "number": int(number) if number else None, "item": None,
                "disclosure": None, "confidence": 0.9, "rule": "made", "evidence": [model.Evidence(at, at + len(short), None)],
            } | fields)
        )  # fmt: skip
        at += len(short) + 1
    body = " ".join([text, *(name for key, name in NAMES.items() if key in seen)])
    return model.Reading(
        reader=model.Reader("made", "0", "0"),
        report=model.Report("0" * 64, body, "ar", None, "المرصد", published),
        entities=[
            model.Entity(key, KINDS.get(key, "org"), NAMES.get(key, key), [], key.replace("_", " "), key)
            if key not in NAMES
            else model.Entity(key, KINDS[key], NAMES[key], [], f"transliterated {key}")
            for key in sorted(seen)
        ],
        claims=found,
        framing=[],
        links=[model.Link(a, b, kind) for a, kind, b in (link.split() for link in links)],  # type: ignore[arg-type]
        notices=[],
    )


def facts(*claims: str, links: tuple[str, ...] = ()) -> Facts:
    return gather([reading(*claims, links=links)])


def balance(*claims: str, day: str | None = None, published: str | None = "2024-05-01") -> Forces:
    return forces(gather([reading(*claims, published=published)]), weights(), HOME, day)
