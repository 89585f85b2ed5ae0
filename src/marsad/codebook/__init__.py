"""What a reader of a conflict report brings back, as data: predicates, kinds, modalities and framing devices.

The tables (``*.tsv``) are the one place where their meanings stand; ``docs/codebook.md`` is written from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent

GROUPS = {
    "standing": "standing relations",
    "support": "support in kind",
    "diplomacy": "diplomacy",
    "coercion": "coercion",
    "violence": "violence",
    "power": "power",
}


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate with an example sentence and the claim in it; ``plover`` is None for a mere standing relation."""

    name: str
    group: str
    symmetric: bool
    plover: str | None
    meaning_en: str
    meaning_ar: str
    cues: tuple[str, ...]
    example: str
    agent: str | None
    patient: str | None
    polarity: str
    modality: str

    @property
    def standing(self) -> bool:
        """A relation that holds until contradicted, not an event: its repeats are one claim, whatever their time."""
        return self.group == "standing"


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    meaning_en: str
    meaning_ar: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Modality:
    """``words`` tells a claim of this modality to a person, ``negative`` one of negative polarity."""

    name: str
    words: str
    negative: str
    meaning_en: str
    meaning_ar: str
    example: str


@dataclass(frozen=True, slots=True)
class Device:
    name: str
    meaning_en: str
    meaning_ar: str
    example: str


@cache
def predicates() -> dict[str, Predicate]:
    """The 38 predicates by name, in the codebook's order."""
    return {
        row["predicate"]: Predicate(
            name=row["predicate"],
            group=row["group"],
            symmetric=row["symmetric"] == "yes",
            plover=None if row["plover"] == "-" else row["plover"],
            meaning_en=row["meaning_en"],
            meaning_ar=row["meaning_ar"],
            cues=tuple(row["cues"].split("|")),
            example=row["example"],
            agent=row["agent"] or None,
            patient=row["patient"] or None,
            polarity=row["polarity"],
            modality=row["modality"],
        )
        for row in _rows("predicates")
    }


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of entity by name."""
    return {
        row["kind"]: Kind(row["kind"], row["meaning_en"], row["meaning_ar"], tuple(row["examples"].split("|")))
        for row in _rows("kinds")
    }


@cache
def modalities() -> dict[str, Modality]:
    """The modalities by name."""
    return {row["modality"]: Modality(*row.values()) for row in _rows("modalities")}


@cache
def devices() -> dict[str, Device]:
    """The framing devices by name."""
    return {row["device"]: Device(*row.values()) for row in _rows("devices")}


def _rows(table: str) -> list[dict[str, str]]:
    path = _HERE / f"{table}.tsv"
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    header, *rows = lines
    for row in rows:
        if len(row) != len(header):
            raise ValueError(
                f"{path}: {row[0]}: {len(row)} cells under a header of {len(header)}; fill or cut the line"
            )
    return [dict(zip(header, row, strict=True)) for row in rows]
