"""Memory stays flat over any number of reports, and no reading depends on what was read before it."""

from __future__ import annotations

import gc
import importlib
import inspect
import pkgutil

import msgspec
import pytest

import marsad
from marsad import lexicon
from marsad.arabic.normalise import LONGEST, normalise
from marsad.reader import read, words

TEXTS = (
    "قال متحدث باسم وزارة الدفاع السودانية إن الجيش قصف مواقع لقوات الدعم السريع قرب نيالا يوم الأحد، ما أدى إلى مقتل 12 مقاتلا.",
    "زار وزير الخارجية التركي بغداد في 3 مايو 2021 لإقناع الحكومة العراقية بإغلاق معسكرات الحزب.",
    "اتهم سليم الرابح، الناطق باسم المجلس المحلي، كتيبة «نسور الساحل» بحصار البلدة. ونفى الرابح أن يكون المجلس قد طلب هدنة.",
    "قتل سالم، قال سالم الحازمي إن سالما لم يقتل أحدا. التقى الحازمي ونظيره المصري في القاهرة.",
)


def readings(texts: tuple[str, ...]) -> dict[str, bytes]:
    return {text: msgspec.json.encode(read(text, published="2024-02-01")) for text in texts}


def forget() -> None:
    lex = lexicon.load()
    lex.memo.clear()
    lex.older.clear()


def test_a_reading_does_not_depend_on_what_was_read_before() -> None:
    forget()
    first = readings(TEXTS)
    assert readings(TEXTS[::-1]) == first
    for text in TEXTS:
        forget()
        assert readings((text,)) == {text: first[text]}


def test_a_reading_does_not_depend_on_how_much_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    first = readings(TEXTS)
    forget()
    monkeypatch.setattr(words, "MEMO", 7)
    for _ in range(2):
        assert readings(TEXTS) == first
        lex = lexicon.load()
        assert len(lex.memo) <= 7
        assert len(lex.older) <= 7


def test_words_met_again_are_taken_over_from_the_older_memo(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    monkeypatch.setattr(words, "MEMO", 2)
    lex = lexicon.load()
    kept = words.word(lex, "القصف")
    for key in ("هدنه", "لواء"):
        words.word(lex, key)
    assert "القصف" not in lex.memo
    assert words.word(lex, "القصف") is kept
    assert "القصف" in lex.memo


def test_long_words_are_not_remembered() -> None:
    forget()
    long = "ب" * (LONGEST + 1)
    read(f"قال {long} إن الجيش قصف {long}.")
    lex = lexicon.load()
    assert "قصف" in lex.memo
    assert long not in lex.memo


def test_rare_characters_are_not_remembered() -> None:
    from marsad.arabic import normalise as module

    rare = "".join(chr(code) for code in range(0x20000, 0x20100))
    assert normalise(rare).key == rare
    assert not any(ord(c) in module._table for c in rare)


def test_every_cache_of_the_reader_is_bounded() -> None:
    found = 0
    for info in pkgutil.walk_packages(marsad.__path__, "marsad."):
        if info.name.split(".")[1] not in ("arabic", "intake", "lexicon", "reader"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if hasattr(value, "cache_parameters"):
                found += 1
                size = value.cache_parameters()["maxsize"]
                assert size is not None or not inspect.signature(value).parameters, f"{info.name}.{name}"
    assert found > 5


def test_nothing_is_left_of_a_report() -> None:
    """Neither objects nor cycles: the search for cycles rests while a report is read."""
    for _ in range(3):
        readings(TEXTS)
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(20):
        readings(TEXTS)
    assert gc.isenabled()
    left = gc.collect()
    assert left < 20
    assert len(gc.get_objects()) - before < 20


def test_the_search_for_cycles_is_left_as_it_was() -> None:
    gc.disable()
    try:
        read(TEXTS[0])
        assert not gc.isenabled()
    finally:
        gc.enable()
    with pytest.raises(ValueError, match="month"):
        read(TEXTS[0], published="2024-13-01")
    assert gc.isenabled()
