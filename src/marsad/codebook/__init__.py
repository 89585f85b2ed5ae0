"""What a reader of a conflict report brings back, as data: predicates, kinds, modalities, framing devices, and the terms
of certainty, stance, disclosure and links.

The tables (``*.tsv``) are the one place where their meanings stand; ``docs/codebook.md`` is written from them. Predicates
of one's own stand in a folder (``marsad.codebook.own``); all other terms are part of the data contract.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.model import OwnPredicate, Reading

HERE = Path(__file__).parent
TABLE = HERE / "predicates.tsv"

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

    ``third_en`` (arms), ``bare_en`` (arm) and ``noun_ar`` (تسليح) say it in a sentence. ``agents`` and ``patients`` are
    the kinds of entity that may stand on its sides, ``open`` the sides that a report may leave unnamed, ``slots`` what its
    claims carry beside them: place, number.
    """

    name: str
    group: str
    symmetric: bool
    plover: str | None
    third_en: str
    bare_en: str
    noun_ar: str
    agents: tuple[str, ...]
    patients: tuple[str, ...]
    open: tuple[str, ...]
    slots: tuple[str, ...]
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


def predicates_of(reading: Reading) -> Mapping[str, Predicate]:
    """The predicates that the claims of a reading may have: the built-in ones and those that the reading defines."""
    own = reading.reader.predicates
    if not own:  # unset, or none
        return predicates()
    empty = dict.fromkeys(("agents", "patients", "open", "slots", "cues", "example", "agent", "patient"), "")
    rows = [
        empty
        | {"predicate": p.name, "group": p.group, "symmetric": "yes" if p.symmetric else "", "plover": p.plover or "-"}
        | {"third_en": p.third_en, "bare_en": p.bare_en, "noun_ar": p.noun_ar}
        | {"meaning_en": p.meaning_en, "meaning_ar": p.meaning_ar, "polarity": "positive", "modality": "asserted"}
        for p in own
    ]
    return predicates() | {row["predicate"]: predicate(row) for row in rows}


def own_predicates(book: Codebook) -> list[OwnPredicate]:
    """The predicates of a codebook that are not built in, as a reading defines them."""
    from marsad.model import OwnPredicate

    have = [book.predicates[name] for name in book.own]
    return [
        OwnPredicate(p.name, p.group, p.symmetric, p.plover, p.meaning_en, p.meaning_ar, p.third_en, p.bare_en, p.noun_ar)  # type: ignore[arg-type]
        for p in have
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Codebook:
    """The predicates in use, the built-in ones first, and what the reader asks of them.

    ``own`` are those that are not built in, ``off`` the built-in ones of which no claim is to be made; ``sides`` has the
    kinds that may be agent and patient.
    """

    predicates: Mapping[str, Predicate]
    own: tuple[str, ...]
    off: frozenset[str]
    sides: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    symmetric: frozenset[str]
    standing: frozenset[str]
    open_agent: frozenset[str]
    open_patient: frozenset[str]
    placed: frozenset[str]
    counted: frozenset[str]


def codebook(have: Mapping[str, Predicate], own: Collection[str] = (), off: Collection[str] = ()) -> Codebook:
    """The codebook of these predicates."""

    def those(mark: str, column: str) -> frozenset[str]:
        return frozenset(name for name, p in have.items() if mark in getattr(p, column))

    return Codebook(
        predicates=have, own=tuple(own), off=frozenset(off),
        sides={name: (frozenset(p.agents), frozenset(p.patients)) for name, p in have.items()},
        symmetric=frozenset(name for name, p in have.items() if p.symmetric),
        standing=frozenset(name for name, p in have.items() if p.standing),
        open_agent=those("agent", "open"),
        open_patient=those("patient", "open") | {name for name, p in have.items() if not p.patients},
        placed=those("place", "slots"), counted=those("number", "slots"),
    )  # fmt: skip


@cache
def built_in() -> Codebook:
    """The codebook without any predicate of one's own."""
    return codebook(predicates())


@cache
def predicates() -> dict[str, Predicate]:
    """The 38 built-in predicates by name, in the codebook's order."""
    return {row["predicate"]: predicate(row) for row in rows("predicates")}


def predicate(row: Mapping[str, str]) -> Predicate:
    """A predicate from a row of the table."""
    return Predicate(
        name=row["predicate"],
        group=row["group"],
        symmetric=row["symmetric"] == "yes",
        plover=None if row["plover"] in ("-", "") else row["plover"],
        third_en=row["third_en"],
        bare_en=row["bare_en"],
        noun_ar=row["noun_ar"],
        agents=_kinds(row["agents"]),
        patients=_kinds(row["patients"]),
        open=_list(row["open"]),
        slots=_list(row["slots"]),
        meaning_en=row["meaning_en"],
        meaning_ar=row["meaning_ar"],
        cues=_list(row["cues"]),
        example=row["example"],
        agent=row["agent"] or None,
        patient=row["patient"] or None,
        polarity=row["polarity"],
        modality=row["modality"],
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _kinds(cell: str) -> tuple[str, ...]:
    """A list of kinds; ``any`` is all, ``-`` none."""
    names = _list(cell)
    return tuple(kinds()) if "any" in names else () if names == ("-",) else names


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
        for row in rows("kinds")
    }


@cache
def modalities() -> dict[str, Modality]:
    """The modalities by name."""
    return {row["modality"]: Modality(*row.values()) for row in rows("modalities")}


@cache
def devices() -> dict[str, Device]:
    """The framing devices by name."""
    return {row["device"]: Device(*row.values()) for row in rows("devices")}


@cache
def terms(set: str) -> dict[str, Term]:
    """The terms of ``certainty``, ``disclosure``, ``link`` or ``stance`` by name."""
    return {row["term"]: Term(*list(row.values())[1:]) for row in rows("terms") if row["set"] == set}


def rows(table: str) -> list[dict[str, str]]:
    """The rows of one of the codebook's tables, by column."""
    path = HERE / f"{table}.tsv"
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    header, *rows = lines
    for row in rows:
        if len(row) != len(header):
            raise ValueError(
                f"{path}: {row[0]}: {len(row)} cells under a header of {len(header)}; fill or cut the line"
            )
    return [dict(zip(header, row, strict=True)) for row in rows]
