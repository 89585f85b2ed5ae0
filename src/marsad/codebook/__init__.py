"""What a reader of a conflict report brings back, as data: predicates, kinds, modalities, framing devices, and the terms
of certainty, stance, disclosure and links.

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
GROUPS_AR = {
    "standing": "علاقات قائمة",
    "support": "إمداد ومساعدة",
    "diplomacy": "دبلوماسية",
    "coercion": "إكراه",
    "violence": "عنف",
    "power": "سلطة",
}


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate with an example sentence and the claim in it; ``plover`` is None for a mere standing relation.

    ``third_en`` (arms), ``bare_en`` (arm) and ``noun_ar`` (تسليح) say it in a sentence.
    """

    name: str
    group: str
    symmetric: bool
    plover: str | None
    third_en: str
    bare_en: str
    noun_ar: str
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

    @property
    def not_en(self) -> str:
        """``does not arm``, ``is not part of``."""
        return f"is not {self.bare_en[3:]}" if self.bare_en.startswith("be ") else f"does not {self.bare_en}"


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    label_en: str
    label_ar: str
    meaning_en: str
    meaning_ar: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Modality:
    """``words`` tells a claim of this modality to a person, ``negative`` one of negative polarity.

    The phrases say it with a predicate (see ``phrase``): ``is expected to {bare}``, ``توقع {noun}``.
    """

    name: str
    words: str
    negative: str
    words_ar: str
    negative_ar: str
    phrase_en: str
    phrase_en_negative: str
    phrase_ar: str
    phrase_ar_negative: str
    meaning_en: str
    meaning_ar: str
    example: str


@dataclass(frozen=True, slots=True)
class Device:
    name: str
    meaning_en: str
    meaning_ar: str
    example: str


@dataclass(frozen=True, slots=True)
class Term:
    """One value of certainty, stance, disclosure or link, with its wording in a sentence and what it means."""

    name: str
    en: str
    ar: str
    meaning_en: str
    meaning_ar: str


def phrase(predicate: Predicate, modality: Modality, polarity: str) -> tuple[str, str]:
    """A predicate as a claim tells it, in English and in Arabic.

    >>> phrase(predicates()["arms"], modalities()["expected"], "negative")
    ('is expected not to arm', 'توقع عدم تسليح')
    """
    english = modality.phrase_en_negative if polarity == "negative" else modality.phrase_en
    arabic = modality.phrase_ar_negative if polarity == "negative" else modality.phrase_ar
    forms = {"third": predicate.third_en, "bare": predicate.bare_en, "not": predicate.not_en}
    return english.format(**forms), arabic.format(noun=predicate.noun_ar)


@cache
def predicates() -> dict[str, Predicate]:
    """The 38 predicates by name, in the codebook's order."""
    return {
        row["predicate"]: Predicate(
            name=row["predicate"],
            group=row["group"],
            symmetric=row["symmetric"] == "yes",
            plover=None if row["plover"] == "-" else row["plover"],
            third_en=row["third_en"],
            bare_en=row["bare_en"],
            noun_ar=row["noun_ar"],
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
        row["kind"]: Kind(
            name=row["kind"],
            label_en=row["label_en"],
            label_ar=row["label_ar"],
            meaning_en=row["meaning_en"],
            meaning_ar=row["meaning_ar"],
            examples=tuple(row["examples"].split("|")),
        )
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


@cache
def terms(set: str) -> dict[str, Term]:
    """The terms of ``certainty``, ``disclosure``, ``link`` or ``stance`` by name."""
    return {row["term"]: Term(*list(row.values())[1:]) for row in _rows("terms") if row["set"] == set}


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
