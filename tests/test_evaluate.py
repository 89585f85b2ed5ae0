"""Figures equal those of the scorer that the codebook came with, to the digit."""

from __future__ import annotations

import importlib.util
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from conftest import GOLD, shared
from marsad import codebook, model
from marsad.errors import GoldError
from marsad.evaluate import figures, score, sentence_at
from marsad.gold import Gold, files, load, occurrences


def as_reading(gold: Gold) -> model.Reading:
    """The gold as if a reader had produced it: the first of alternatives, no optional claim."""

    def first(values: tuple[str, ...]) -> str | None:
        return None if values[0] == "?" else values[0]

    def slot(claim: Any, name: str) -> Any:
        values = claim.slots.get(name)
        return None if values is None else first(values)

    claims = []
    for n, c in enumerate((c for c in gold.claims if not c.optional), 1):
        number = slot(c, "number")
        claims.append(
            model.Claim(
                id=c.id or f"c{n}", key=f"k{n}", predicate=c.predicates[0],
                agent=first(c.agents), patient=first(c.patients),
                polarity="negative" if c.negative else "positive", modality=c.modalities[0], source=c.sources[0],
                attribution=[], certainty="plain", place=slot(c, "place"), time=slot(c, "time"),
                number=int(number) if number and number.isdecimal() else None, item=None,
                disclosure=slot(c, "disclosure"), confidence=1.0, rule="gold",
                evidence=[model.Evidence(0, len(gold.text), model.Span(0, 3), model.Span(4, 5))],
            )
        )  # fmt: skip
    return model.Reading(
        reader=model.Reader("gold", "0", "0"),
        report=model.Report("0" * 64, gold.text, "ar", None, gold.publisher, gold.published),
        entities=[
            model.Entity(key, kind, key, [model.Mention(s, e) for s, e in gold.mentions[key]])
            for key, kind in gold.kinds.items()
        ],
        claims=claims,
        framing=[
            model.Framing(s, e, f.entity, f.device) for f in gold.framing for s, e in occurrences(gold.text, f.text)[:1]
        ],
        links=[model.Link(a, b, kind) for a, b, kind in gold.links],
        notices=[],
    )


def perturbed(reading: model.Reading, seed: int) -> model.Reading:
    """The reading with things lost, moved, renamed, doubled and denied."""
    dice = random.Random(seed)
    out = msgspec.json.decode(msgspec.json.encode(reading), type=model.Reading)
    ids = [e.id for e in out.entities]
    for entity in out.entities:
        moved = [
            model.Mention(max(0, m.start + dice.randint(-2, 2)), m.end + dice.randint(1, 4)) for m in entity.mentions
        ]
        entity.mentions = [
            msgspec.structs.replace(m, type=dice.choice(["name", "name", "pronoun"]))
            for m in moved
            if dice.random() < 0.8
        ]
        if dice.random() < 0.2:
            entity.kind = "org"
    names = {key: f"e{n}" for n, key in enumerate(ids)} if seed % 2 else {key: key for key in ids}
    for entity in out.entities:
        entity.id = names[entity.id]
    claims = []
    for claim in out.claims:
        for part in ("agent", "patient", "place"):
            have = getattr(claim, part)
            if have is not None:
                setattr(claim, part, dice.choice(list(names.values())) if dice.random() < 0.15 else names.get(have))
        claim.source = names.get(claim.source, claim.source)
        roll = dice.random()
        if roll < 0.1:
            continue
        if roll < 0.2:
            claim.modality = dice.choice(["expected", "possible", "asserted"])
        elif roll < 0.3:
            claim.polarity = "negative" if claim.polarity == "positive" else "positive"
        elif roll < 0.35:
            claim.source = "publisher"
        elif roll < 0.4:
            claim.source = "e999"
        elif roll < 0.5:
            claim.time, claim.number = dice.choice([("2016", 3), ("2016-01-01/..", None)])
        elif roll < 0.6:
            claim.agent, claim.patient = claim.patient, claim.agent
        elif roll < 0.7:
            claim.evidence = [
                model.Evidence(dice.randint(0, 50), 40, dice.choice([None, model.Span(10, 20)]), model.Span(5, 9999))
            ]
        claims.append(claim)
        if dice.random() < 0.2:
            changes = {"time": dice.choice([None, "2015"]), "number": dice.choice([None, 7])}
            claims.append(msgspec.structs.replace(claim, id=f"{claim.id}x", **changes))
    out.claims = dice.sample(claims, len(claims))
    out.framing = [
        model.Framing(
            f.start + dice.randint(0, 2), f.end + 3, names[f.entity] if dice.random() < 0.8 else "e0", f.device
        )
        for f in out.framing
    ]
    if dice.random() < 0.5:
        out.report.publisher = None
    return out


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", shared("score.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["shared_score"] = module
    spec.loader.exec_module(module)
    return module


def agree(scorer: ModuleType, path: Path, reading: model.Reading) -> None:
    theirs = scorer.match(scorer.Gold(path), msgspec.to_builtins(reading))
    ours = score(load(path), reading)
    assert figures(ours.tally) == scorer.figures(theirs["tally"])
    assert {k: v for k, v in ours.tally.items() if v} == {k: v for k, v in theirs["tally"].items() if v}
    assert len(ours.missed) == len(theirs["missed"])
    assert [said.key for said in ours.extra] == [key for key, _ in theirs["extra"]]


@pytest.mark.parametrize("name", [path.stem for path in files([GOLD])])
def test_gold_and_perturbed_gold(scorer: ModuleType, name: str) -> None:
    path = GOLD / f"{name}.yaml"
    reading = as_reading(load(path))
    agree(scorer, path, reading)
    for seed in range(12):
        agree(scorer, path, perturbed(reading, seed))


def test_model_report(scorer: ModuleType) -> None:
    path = shared("gold", "moscow_visit.yaml")
    reading = as_reading(load(path))
    for seed in range(12):
        agree(scorer, path, perturbed(reading, seed))


def test_all_reports_together(scorer: ModuleType) -> None:
    ours, theirs = Counter[str](), defaultdict[str, int](int)
    for seed, path in enumerate(files([GOLD])):
        reading = perturbed(as_reading(load(path)), seed)
        ours.update(score(load(path), reading).tally)
        for key, value in scorer.match(scorer.Gold(path), msgspec.to_builtins(reading))["tally"].items():
            theirs[key] += value
    assert figures(ours) == scorer.figures(theirs)


def test_readings_of_the_reader(scorer: ModuleType) -> None:
    from marsad.intake import load as load_document
    from marsad.reader import read

    for path in files([GOLD]):
        document = load_document(path.with_suffix(".txt"))
        agree(scorer, path, read(document.text, title=document.title))


def test_the_same_words_as_the_scorer(scorer: ModuleType) -> None:
    predicates = codebook.predicates()
    assert set(predicates) == scorer.PREDICATES
    assert {p.name for p in predicates.values() if p.symmetric} == scorer.SYMMETRIC
    assert {p.name for p in predicates.values() if p.standing} == scorer.STANDING
    assert set(codebook.kinds()) == scorer.KINDS
    assert set(codebook.modalities()) == scorer.MODALITIES
    assert set(codebook.devices()) == scorer.DEVICES


def test_gold_read_as_a_reading_is_right() -> None:
    for path in files([GOLD]):
        gold = load(path)
        result = score(gold, as_reading(gold))
        assert figures(result.tally)["core"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
        assert not result.missed


def test_empty_reading_scores_nothing() -> None:
    gold = load(GOLD / "aden_self_rule.yaml")
    reading = msgspec.structs.replace(as_reading(gold), entities=[], claims=[], framing=[], links=[])
    got = figures(score(gold, reading).tally)
    assert got["core"] == {"p": 0.0, "r": 0.0, "f1": 0.0}
    assert got["evidence"] is None


def test_longest_name_wins_and_a_pinned_one_may_lie_inside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("دعا مجلس الأمن الدولي الأمن", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(
        "entities:\n"
        "  council: {kind: org, names: [مجلس الأمن الدولي]}\n"
        "  security: {kind: org, names: [الأمن]}\n"
        '  world: {kind: bloc, names: ["الدولي@1"]}\n'
        "claims: []\n",
        encoding="utf-8",
    )
    gold = load(tmp_path / "a.yaml")
    assert gold.mentions == {"council": [(4, 21)], "security": [(22, 27)], "world": [(15, 21)]}


@pytest.mark.parametrize(
    ("yaml", "trouble"),
    [
        ("- a", "no entities and claims"),
        ("entities: {a: {kind: state}}\nclaims: []", "names"),
        ("entities: {a: {kind: city, names: [نص]}}\nclaims: []", "kind of a: 'city'"),
        ("entities: {}\nclaims: [{p: flies}]", "predicate: 'flies'"),
        ("entities: {}\nclaims: [{p: visits, a: b}]", "agent: 'b'"),
        ("entities: {}\nclaims: [{p: visits, mod: maybe}]", "modality: 'maybe'"),
        ("entities: {}\nclaims: [{p: visits, who: b}]", "unknown keys: who"),
        ("entities: {}\nclaims: []\nlinks: [{from: a, to: b, type: cause}]", "link: 'a'"),
        ("entities: {}\nclaims: []\nframing: [{text: نص, entity: a, device: scare_quotes}]", "entity: 'a'"),
    ],
)
def test_a_faulty_gold_file_names_the_entry(tmp_path: Path, yaml: str, trouble: str) -> None:
    (tmp_path / "a.txt").write_text("نص", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(yaml, encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.yaml") as fault:
        load(tmp_path / "a.yaml")
    assert trouble in str(fault.value)


def test_sentence_at() -> None:
    text = "الأولى. الثانية؟ الثالثة\nالرابعة"
    assert sentence_at(text, text.index("نية")) == "الثانية؟"
    assert sentence_at(text, len(text) - 1) == "الرابعة"
