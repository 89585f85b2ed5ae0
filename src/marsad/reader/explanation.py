"""Why a reading says what it says: for each claim how its parts were found, and what else was considered."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from marsad.model import Span

Part = Literal[
    "cue", "agent", "patient", "polarity", "modality", "source", "certainty", "place", "time", "number", "item"
]


class Step(Struct, frozen=True):
    """How one part of a claim was found, as a sentence in English and in Arabic; ``span`` is the words it rests on."""

    part: Part
    en: str
    ar: str
    span: Span | None = None


class Rival(Struct, frozen=True):
    """What else could have filled a part, and why it did not."""

    part: Part
    name: str
    en: str
    ar: str
    span: Span | None = None


class Explanation(Struct, frozen=True):
    """The reasons of one claim; ``claim`` is its id in the reading."""

    claim: str
    rule: str
    steps: list[Step]
    rivals: list[Rival] = []


__all__ = ["Explanation", "Part", "Rival", "Step"]
