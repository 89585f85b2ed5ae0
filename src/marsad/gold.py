"""Gold files: what careful people found in a report, in the YAML format of ``docs/gold.md``.

A gold ``NAME.yaml`` stands beside its report ``NAME.txt``. A loaded ``Gold`` is sound: every predicate, kind, modality
and device is one of the codebook's, every entity that a claim names exists, and every name occurs in the report.
``as_reading`` hands it on as a reading, so that whatever takes readings takes gold too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from msgspec import UNSET

from marsad import codebook, model
from marsad.errors import GoldError

if TYPE_CHECKING:
    from marsad.lexicon import Lexicon

Interval = tuple[int, int]  # start and end in code points of the report, end exclusive

ANYBODY = "?"
PUBLISHER = "publisher"
SLOTS = ("place", "time", "number", "disclosure")
_KEYS = frozenset("id p a b neg mod src place time number item disclosure optional".split())
_REMEDY = "correct the file (docs/gold.md has the format)"
_SENTENCE_END = re.compile(r"\n|[.؟!?؛](?=\s|$)")


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
    item: str | None = None

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
    """A gold file with its report; ``kinds`` and ``mentions`` go by entity key, ``book`` is the codebook it is coded by."""

    path: Path
    text: str
    publisher: str | None
    published: str | None
    kinds: Mapping[str, str]
    mentions: Mapping[str, list[Interval]]
    claims: list[GoldClaim]
    framing: list[GoldFraming]
    links: list[tuple[str, str, str]] = field(default_factory=list)
    book: codebook.Codebook = field(default_factory=codebook.built_in, repr=False)

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


def load_both(one: Path, two: Path, book: codebook.Codebook | None = None) -> tuple[Gold, Gold]:
    """Two annotators' gold files of one report, which may lie beside one of them only. Raises GoldError."""
    beside = [path.with_suffix(".txt") for path in (one, two)]
    there = next((path for path in beside if path.exists()), beside[0])
    first, second = (
        load(path, book, report if report.exists() else there) for path, report in zip((one, two), beside, strict=True)
    )
    return first, second


def load(path: Path, book: codebook.Codebook | None = None, report: Path | None = None) -> Gold:
    """The gold file at ``path`` with its report, by default the ``.txt`` beside it; ``book`` is the codebook in use.

    Raises GoldError with the entry that is at fault.
    """
    text, data = _read(report or path.with_suffix(".txt")), _yaml(path)
    try:
        entities = {str(key): entity for key, entity in data["entities"].items()}
        gold = Gold(
            path=path,
            text=text,
            publisher=_optional(data.get("publisher")),
            published=_optional(data.get("published")),
            kinds={key: entity["kind"] for key, entity in entities.items()},
            mentions=mentions_of(text, {key: [str(n) for n in entity["names"]] for key, entity in entities.items()}),
            claims=[_claim(path, number, claim) for number, claim in enumerate(data["claims"], 1)],
            framing=[GoldFraming(str(f["text"]), str(f["entity"]), f["device"]) for f in data.get("framing") or []],
            links=[(k["from"], k["to"], k["type"]) for k in data.get("links") or []],
            book=book or codebook.built_in(),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise GoldError(str(path), f"has an entry without what it needs ({fault})", _REMEDY) from None
    except ValueError as fault:  # name@two
        raise GoldError(str(path), f"has a name with no number behind its @ ({fault})", _REMEDY) from None
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


def sentences(text: str) -> list[Interval]:
    """Start and end of each sentence of ``text``."""
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    return [(s, e) for s, e in pairwise(cuts) if text[s:e].strip()]


def sentence_of(gold: Gold, claim: GoldClaim) -> Interval:
    """The sentence a claim most likely stands in: the one that names its actors and place, the rare ones first."""

    def named(start: int, end: int) -> float:
        weight = 0.0
        for keys in (claim.agents, claim.patients, claim.slots.get("place", ())):
            spans = [span for key in keys for span in gold.mentions.get(key, ())]
            weight += any(start <= s < end for s, _ in spans) / max(len(spans), 1)
        return weight

    return max(sentences(gold.text), key=lambda sentence: named(*sentence), default=(0, 0))


def as_reading(gold: Gold, lexicon: Lexicon | None = None) -> model.Reading:
    """``gold`` as if a reader had found it, optional claims included. Its evidence is the sentence that fits best.

    Entities that ``lexicon`` knows, by default the built-in one, get its keys: they are one with those of other readings.

    Of alternatives the first counts; but where gold takes a place or the actor that sits there (``tobruk|parliament``),
    the actor, for places do not act: as agent, and on both sides of a symmetric predicate.
    """
    from hashlib import sha256

    from marsad.lexicon import load as load_lexicon

    lexicon = lexicon or load_lexicon()
    return model.Reading(
        reader=model.Reader("gold", "1", "", codebook.own_predicates(gold.book) or UNSET),
        report=model.Report(
            sha256(gold.text.encode()).hexdigest(), gold.text, "ar", None, gold.publisher, gold.published
        ),
        entities=[_entity(gold, key, lexicon) for key in gold.kinds],
        claims=[_as_claim(gold, f"c{n}", claim) for n, claim in enumerate(gold.claims, 1)],
        framing=[
            model.Framing(*occurrences(gold.text, frame.text)[0], frame.entity, frame.device)  # type: ignore[arg-type]
            for frame in gold.framing
            if occurrences(gold.text, frame.text)
        ],
        links=[
            model.Link(_numbered(gold, start), _numbered(gold, end), kind)  # type: ignore[arg-type]
            for start, end, kind in gold.links
        ],
        notices=["gold file, not read by the reader"],
    )


def _numbered(gold: Gold, id: str) -> str:
    return next(f"c{n}" for n, claim in enumerate(gold.claims, 1) if claim.id == id)


def _entity(gold: Gold, key: str, lexicon: Lexicon) -> model.Entity:
    """A known actor has its lexicon key, so that it is the same as in other readings; called as the report most does."""
    from marsad.lexicon.lookup import best

    spans = gold.mentions[key]
    names = Counter(gold.text[s:e] for s, e in spans)
    known = best(lexicon, list(names), gold.kinds[key], gold.text)
    return model.Entity(
        id=key,
        kind=gold.kinds[key],  # type: ignore[arg-type]
        name=max(names, key=lambda name: (names[name], len(name)), default=key),
        mentions=[model.Mention(s, e) for s, e in spans],
        label_en=known.label_en if known else key.replace("_", " "),
        actor=known.key if known else None,
    )


def _as_claim(gold: Gold, id: str, claim: GoldClaim) -> model.Claim:
    predicate = gold.book.predicates[claim.predicates[0]]
    agent = _side(gold, claim.agents, acts=True)
    patient = _side(gold, claim.patients, acts=predicate.symmetric)
    start, end = sentence_of(gold, claim)
    least, _, most = claim.slots.get("number", ("",))[0].partition("-")
    polarity: model.Polarity = "negative" if claim.negative else "positive"
    modality: Any = claim.modalities[0]
    return model.Claim(
        id=id, key=f"{gold.name}:{id}", predicate=predicate.name, agent=agent, patient=patient,
        polarity=polarity, modality=modality, source=claim.sources[0],
        attribution=[] if claim.sources[0] == PUBLISHER else [model.Attribution(claim.sources[0], "neutral")],
        certainty="plain", place=_side(gold, claim.slots.get("place", ())), time=claim.slots.get("time", (None,))[0],
        number=int(least) if least.isdecimal() else None, item=claim.item,
        disclosure=claim.slots.get("disclosure", (None,))[0],  # type: ignore[arg-type]
        confidence=1.0, rule="gold",
        evidence=[
            model.Evidence(start, end, None, _within(gold, agent, start, end), _within(gold, patient, start, end))
        ],
        plover=predicate.plover, number_max=int(most) if most.isdecimal() else None,
    )  # fmt: skip


def _side(gold: Gold, alternatives: tuple[str, ...], acts: bool = False) -> str | None:
    actors = [key for key in alternatives if gold.kinds.get(key, "place") != "place"]
    chosen = next(iter(actors if acts and actors else alternatives), ANYBODY)
    return None if chosen == ANYBODY else chosen


def _within(gold: Gold, key: str | None, start: int, end: int) -> model.Span | None:
    """The first mention of an entity between two offsets."""
    inside = [span for span in gold.mentions.get(key or "", ()) if start <= span[0] and span[1] <= end]
    return model.Span(*inside[0]) if inside else None


def mentions_of(text: str, names: Mapping[str, list[str]]) -> dict[str, list[Interval]]:
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
        item=_optional(data.get("item")),
    )


def _check(gold: Gold) -> None:
    """Every word of the file is one that the codebook or the file itself knows."""

    def known(what: str, values: Iterable[str], allowed: Iterable[str], remedy: str = _REMEDY) -> None:
        for value in values:
            if value not in allowed:
                raise GoldError(str(gold.path), f"{what}: {value!r} is unknown", remedy)

    entities = set(gold.kinds)
    for key, kind in gold.kinds.items():
        known(f"kind of {key}", [kind], codebook.kinds())
    for number, claim in enumerate(gold.claims, 1):
        own = "use one of marsad codebook, or name the folder of your own with --codebook"
        known(f"claim {number}, predicate", claim.predicates, gold.book.predicates, own)
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
    except (ValueError, RecursionError) as fault:  # 2020-13-45, which looks like a day
        raise GoldError(str(path), f"has a value that cannot be read ({fault})", _REMEDY) from None
    if not isinstance(data, dict) or not {"entities", "claims"} <= set(data):
        raise GoldError(str(path), "has no entities and claims", _REMEDY)
    return data
