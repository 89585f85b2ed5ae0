"""Choosing among the claims that a cue may make: shares, confidence, and plain sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import marsad
from marsad.model import Reading
from marsad.reader import pipeline
from marsad.reader.choosing import confidence, read, scorer, softmax

SENTENCES = Path(__file__).parents[1] / "sentences.tsv"


def rows() -> list[tuple[str, set[tuple[str, str, str, bool]]]]:
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"][1:]
    out = []
    for line in lines:
        sentence, _, claims = line.partition("\t")
        found = re.findall(r"(\w+)\(([^,]+), ([^)]+)\)(-?)", claims)
        assert found, line
        out.append((sentence, {(p, a, b, bool(neg)) for p, a, b, neg in found}))
    return out


def called(reading: Reading, entity: str | None, name: str) -> bool:
    """Is the entity mentioned by the name, or within it (الجيش, مواقع الجيش)?"""
    if entity is None:
        return name == "?"
    text = reading.report.text
    e = next(e for e in reading.entities if e.id == entity)
    words = [text[m.start : m.end] for m in e.mentions]
    bare = name.removeprefix("ا")
    return any(bare in word or word in name for word in words)


def tells(reading: Reading, claim: tuple[str, str, str, bool]) -> bool:
    p, a, b, denied = claim
    for c in reading.claims:
        if c.predicate == p and (c.polarity == "negative") == denied:
            straight = called(reading, c.agent, a) and called(reading, c.patient, b)
            if straight or (p in ("meets", "agrees", "fights", "allied_with") and called(reading, c.agent, b)):
                return True
    return False


def test_plain_sentences_are_read() -> None:
    found = [(sentence, claim, tells(marsad.read(sentence), claim)) for sentence, claims in rows() for claim in claims]
    missed = [f"{claim}: {sentence}" for sentence, claim, told in found if not told]
    assert len(missed) <= 0.25 * len(found), missed


def test_shares_leave_room_for_silence() -> None:
    assert sum(softmax([0.0])) == pytest.approx(0.5)
    assert sum(softmax([2.0, 1.0])) < 1
    assert softmax([1000.0]) == [1.0]
    assert softmax([]) == []


def test_confidence_grows_with_the_share() -> None:
    scale = scorer()
    assert scale is not None
    for line in (scale.own, scale.other):
        values = [confidence(share / 20, line) for share in range(21)]
        assert values == sorted(values)
        assert 0 <= values[0] < values[-1] <= 1


def test_without_weights_the_grammar_speaks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "قصف الجيش السوداني مواقع قوات الدعم السريع."
    monkeypatch.setattr(pipeline, "scorer", lambda: None)
    (claim,) = marsad.read(text).claims
    assert (claim.predicate, claim.confidence) == ("attacks", 0.8)


def test_file_of_weights(tmp_path: Path) -> None:
    file = tmp_path / "weights.tsv"
    file.write_text("# note\nown\t0.1 0.8\nother\t-0.2 0.7\nown\t0.5\np=attacks\t1.25\n", encoding="utf-8")
    scale = read(file)
    assert scale.own == (0.1, 0.8)
    assert scale.other == (-0.2, 0.7)
    assert scale.weights == {"own": 0.5, "p=attacks": 1.25}


def test_who_is_not_found_by_the_grammar_is_weighed() -> None:
    reading = marsad.read("المجازر التي ارتكبها تنظيم داعش بحق المدنيين في سنجار.")
    (claim,) = (c for c in reading.claims if c.predicate == "attacks")
    assert called(reading, claim.agent, "تنظيم داعش")
    assert claim.place is not None
