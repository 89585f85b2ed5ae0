"""Gold files: what careful people found in a report, in the YAML format of ``docs/contract.md``.

A gold ``NAME.yaml`` stands beside its report ``NAME.txt``. A loaded ``Gold`` is sound: every predicate, kind, modality
and device is one of the codebook's, every entity that a claim names exists, and every name occurs in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from marsad import codebook, model
from marsad.errors import GoldError

Interval = tuple[int, int]  # start and end in code points of the report, end exclusive

ANYBODY = "?"
PUBLISHER = "publisher"
SLOTS = ("place", "time", "number", "disclosure")
_KEYS = frozenset("id p a b neg mod src place time number item disclosure optional".split())
_REMEDY = "correct the file (docs/contract.md has the format)"


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim; where gold accepts alternatives, a tuple of them. ``slots`` holds the slots that gold asks for."""

    predicates: tuple[str, ...]
    agents: tuple[str, ...]
    patients: tuple[str, ...]
    negative: bool
    modalities: tuple[str, ...]
    sources: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]]
    optional: bool
    id: str | None

    def __str__(self) -> str:
        one = "|".join
        parts = [f"{one(self.predicates)}({one(self.agents)}, {one(self.patients)})"]
        parts += ["negative"] * self.negative + [one(self.modalities), f"source {one(self.sources)}"]
        parts += [f"{slot} {one(values)}" for slot, values in self.slots.items()]
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class GoldFraming:
    text: str
    entity: str
    device: str


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file with its report; ``kinds`` and ``mentions`` go by entity key."""

    path: Path
    text: str
    publisher: str | None
    published: str | None
    kinds: Mapping[str, str]
    mentions: Mapping[str, list[Interval]]
    claims: list[GoldClaim]
    framing: list[GoldFraming]
    links: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.path.stem


def files(paths: Iterable[Path]) -> list[Path]:
    """The gold files named: a folder stands for the ``*.yaml`` in it. Raises GoldError where there is none."""
    out: list[Path] = []
    for path in paths:
        found = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        if not found:
            raise GoldError(str(path), "holds no gold file (*.yaml)", "name a folder of gold files")
        out += found
    return out


def load(path: Path) -> Gold:
    """The gold file at ``path`` with its report. Raises GoldError with the entry that is at fault."""
    text, data = _read(path.with_suffix(".txt")), _yaml(path)
    try:
        entities = {str(key): entity for key, entity in data["entities"].items()}
        gold = Gold(
            path=path,
            text=text,
            publisher=_optional(data.get("publisher")),
            published=_optional(data.get("published")),
            kinds={key: entity["kind"] for key, entity in entities.items()},
            mentions=_mentions(text, {key: [str(n) for n in entity["names"]] for key, entity in entities.items()}),
            claims=[_claim(path, number, claim) for number, claim in enumerate(data["claims"], 1)],
            framing=[GoldFraming(f["text"], f["entity"], f["device"]) for f in data.get("framing") or []],
            links=[(k["from"], k["to"], k["type"]) for k in data.get("links") or []],
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise GoldError(str(path), f"has an entry without what it needs ({fault})", _REMEDY) from None
    for entity in entities:
        for name in map(str, entities[entity]["names"]):
            if not occurrences(text, name):
                raise GoldError(str(path), f"entity {entity}: {name!r} does not occur in the report", _REMEDY)
    _check(gold)
    return gold


def occurrences(text: str, name: str) -> list[Interval]:
    """Where ``name`` stands in ``text``; ``name@n`` is its n-th occurrence only."""
    name, _, nth = name.partition("@")
    found = [m.span() for m in re.finditer(re.escape(name), text)]
    return found[int(nth) - 1 : int(nth)] if nth else found


def _mentions(text: str, names: Mapping[str, list[str]]) -> dict[str, list[Interval]]:
    """Each entity's mentions. Where names overlap the longest wins; a ``@n`` name may lie inside another."""
    flat = [(key, name) for key, have in names.items() for name in have]
    flat.sort(key=lambda entry: -len(entry[1].partition("@")[0]))
    out: dict[str, list[Interval]] = {key: [] for key in names}
    pinned: set[Interval] = set()
    for key, name in flat:
        if "@" in name:
            found = occurrences(text, name)
            out[key] += found
            pinned.update(found)
    taken: list[Interval] = []
    for key, name in flat:
        if "@" in name:
            continue
        for start, end in occurrences(text, name):
            if (start, end) in pinned or any(start < e and s < end for s, e in taken):
                continue
            taken.append((start, end))
            out[key].append((start, end))
    return {key: sorted(spans) for key, spans in out.items()}


def _claim(path: Path, number: int, data: Mapping[str, Any]) -> GoldClaim:
    if stray := set(data) - _KEYS:
        raise GoldError(str(path), f"claim {number} has unknown keys: {', '.join(sorted(map(str, stray)))}", _REMEDY)

    def alternatives(key: str, default: str) -> tuple[str, ...]:
        return tuple(str(data.get(key) or default).split("|"))

    return GoldClaim(
        predicates=tuple(data["p"].split("|")),
        agents=alternatives("a", ANYBODY),
        patients=alternatives("b", ANYBODY),
        negative=bool(data.get("neg")),
        modalities=alternatives("mod", "asserted"),
        sources=alternatives("src", PUBLISHER),
        slots={s: tuple(str(data[s]).split("|")) for s in SLOTS if data.get(s) is not None},
        optional=bool(data.get("optional")),
        id=_optional(data.get("id")),
    )


def _check(gold: Gold) -> None:
    """Every word of the file is one that the codebook or the file itself knows."""

    def known(what: str, values: Iterable[str], allowed: Iterable[str]) -> None:
        for value in values:
            if value not in allowed:
                raise GoldError(str(gold.path), f"{what}: {value!r} is unknown", _REMEDY)

    entities = set(gold.kinds)
    for key, kind in gold.kinds.items():
        known(f"kind of {key}", [kind], codebook.kinds())
    for number, claim in enumerate(gold.claims, 1):
        known(f"claim {number}, predicate", claim.predicates, codebook.predicates())
        known(f"claim {number}, modality", claim.modalities, codebook.modalities())
        known(f"claim {number}, agent", claim.agents, entities | {ANYBODY})
        known(f"claim {number}, patient", claim.patients, entities | {ANYBODY})
        known(f"claim {number}, source", claim.sources, entities | {PUBLISHER})
        known(f"claim {number}, place", claim.slots.get("place", ()), entities | {ANYBODY})
    for frame in gold.framing:
        known("framing, device", [frame.device], codebook.devices())
        known("framing, entity", [frame.entity], entities)
    ids = {claim.id for claim in gold.claims if claim.id}
    for start, end, kind in gold.links:
        known("link", [start, end], ids)
        known("link, type", [kind], get_args(model.LinkType))


def _optional(value: Any) -> str | None:
    return str(value) if value else None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as fault:
        raise GoldError(str(path), fault.strerror or "cannot be read", "give NAME.yaml and NAME.txt together") from None
    except UnicodeDecodeError:
        raise GoldError(str(path), "is not UTF-8", "save it as UTF-8") from None


def _yaml(path: Path) -> dict[str, Any]:
    import yaml

    try:
        data = yaml.load(_read(path), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as fault:
        line = getattr(getattr(fault, "problem_mark", None), "line", 0) + 1
        raise GoldError(f"{path}:{line}", f"is no YAML ({getattr(fault, 'problem', fault)})", _REMEDY) from None
    if not isinstance(data, dict) or not {"entities", "claims"} <= set(data):
        raise GoldError(str(path), "has no entities and claims", _REMEDY)
    return data
