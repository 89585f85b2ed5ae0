"""What must hold for any text: spans inside it, an exact way back from keys, the same reading every time."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from conftest import GOLD, ROOT, shared
from marsad.arabic.normalise import normalise
from marsad.arabic.words import tokens
from marsad.model import Reading, Span

WORDS = "قال زار قصف الجيش الليبي حفتر في موسكو وقد أن إن التي ، : « » ” “ ( ) - 12 ٣ أمس بحسب لم من المدعوم\n. و ـ ﷲ قتلى".split(
    " "
)
arabic = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
anything = st.one_of(st.text(max_size=300), arabic, st.tuples(arabic, st.text(max_size=40)).map("".join))


def spans(reading: Reading) -> list[Span]:
    out: list[Span] = []
    for entity in reading.entities:
        out += [Span(m.start, m.end) for m in entity.mentions]
    for claim in reading.claims:
        for ev in claim.evidence:
            parts = (ev.cue, ev.agent, ev.patient, ev.source, ev.place, ev.time, ev.number, ev.item)
            out += [Span(ev.start, ev.end), *(p for p in parts if p is not None)]
            out += [Span(o.start, o.end) for o in ev.operators]
        out += [a.cue for a in claim.attribution if a.cue is not None]
    out += [Span(f.start, f.end) for f in reading.framing]
    return out


@given(anything)
@settings(max_examples=300, deadline=None)
def test_every_span_lies_in_the_text(text: str) -> None:
    reading = marsad.read(text)
    size = len(reading.report.text)
    assert all(0 <= s.start < s.end <= size for s in spans(reading))


@given(anything)
@settings(max_examples=300, deadline=None)
def test_reading_twice_gives_the_same_bytes(text: str) -> None:
    assert msgspec.json.encode(marsad.read(text)) == msgspec.json.encode(marsad.read(text))


@given(st.text(max_size=300))
@settings(max_examples=500, deadline=None)
def test_key_maps_back_to_the_character_it_came_from(text: str) -> None:
    normal = normalise(text)
    assert len(normal.back) == len(normal.key) + 1
    assert list(normal.back) == sorted(normal.back)
    assert normal.back[len(normal.key)] == len(text)
    for k, c in enumerate(normal.key):
        source = text[normal.back[k]]
        assert c in normalise(source).key or (c == "-" and source == "ـ")


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_tokens_stand_in_order_and_apart(text: str) -> None:
    toks = tokens(normalise(text))
    assert all(t.start < t.end for t in toks)
    assert all(a.end <= b.end and a.start <= b.start for a, b in itertools.pairwise(toks))


def test_reading_does_not_depend_on_what_was_read_before() -> None:
    texts = [p.read_text(encoding="utf-8") for p in sorted(GOLD.glob("*.txt"))]
    forward = [msgspec.json.encode(marsad.read(t)) for t in texts]
    backward = [msgspec.json.encode(marsad.read(t)) for t in reversed(texts)][::-1]
    assert forward == backward


def test_evidence_is_the_report_s_own_words() -> None:
    for path in sorted(GOLD.glob("*.txt")):
        reading = marsad.read(path.read_text(encoding="utf-8"))
        for claim in reading.claims:
            for ev in claim.evidence:
                assert ev.cue is not None
                assert ev.start <= ev.cue.start < ev.cue.end <= ev.end


def test_real_articles_are_read_the_same_under_two_hash_seeds(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    with gzip.open(shared("realnews", "articles.jsonl.gz"), "rt", encoding="utf-8") as file:
        rows = file.read().splitlines()
    keep = ("id", "text", "title", "published", "publisher")
    source.write_text(
        "".join(json.dumps({k: json.loads(r).get(k) for k in keep}) + "\n" for r in rows), encoding="utf-8"
    )
    out = []
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "2" else "UTC", "LC_ALL": "C.UTF-8"}
        command = [str(Path(sys.executable).parent / "marsad"), "read", "--jsonl", str(source)]
        run = subprocess.run(command, capture_output=True, env=env, cwd=ROOT, check=True)
        out.append(run.stdout)
    assert out[0] == out[1]
    assert len(out[0].splitlines()) == len(rows) == 1116
