"""Texts made to keep a reader busy: twice the text takes twice the time, and nesting has a bottom."""

from __future__ import annotations

import time

import pytest

from marsad.arabic.normalise import normalise
from marsad.arabic.words import tokens
from marsad.reader import read
from marsad.reader.text import MOST, sentences

UNITS = (
    "روسيا ", "قصف ", "الدعم الروسي ", "اللواء ", "خليفة حفتر اللواء ", "رئيس حكومة ", "ميليشيات ", '"روسيا" ', "(مصر ", "قال «",
    "مقتل 12 شخصا و", "بين روسيا وسوريا ", "حليفة سوريا، ", "قصفت روسيا حلب. ", "12 يونيو 2016 ", "و ", "ـ",
)  # fmt: skip


def seconds(text: str) -> float:
    start = time.process_time()
    read(text, published="2016-06-30")
    return time.process_time() - start


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    little, much = (unit * (size // len(unit)) for size in (5_000, 40_000))
    read(little)  # tables and memory warm
    assert seconds(much) < 2 * 8 * seconds(little) + 0.3  # with its square it would be 64 times


def test_dates_of_a_report_whose_own_is_not_given() -> None:
    times = []
    for number in (300, 3_000):
        start = time.process_time()
        read("12 يونيو 2016 " * number)
        times.append(time.process_time() - start)
    assert times[1] < 2 * 10 * times[0] + 0.3


def test_tolls_of_one_place_without_end() -> None:
    little, much = ("".join(f"قتل {n} شخصا في حلب. " for n in range(number)) for number in (250, 2_000))
    assert seconds(much) < 2 * 8 * seconds(little) + 0.3


@pytest.mark.parametrize("unit", ["رئيس حكومة ", "ميليشيات ", "قائد قوات ", "وزير دفاع رئيس ", "كتيبة لواء "])
def test_genitives_without_end_are_read_in_shallow_pieces(unit: str) -> None:
    assert read(unit * 1_000).report.text.startswith(unit)


def test_sentence_without_end_is_cut_at_its_commas() -> None:
    toks = tokens(normalise("زار وزير موسكو، " * 1_000))
    pieces = sentences(toks)
    assert [lo for lo, _ in pieces[1:]] == [hi for _, hi in pieces[:-1]]
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(toks)
    assert all(hi - lo <= MOST for lo, hi in pieces)
    assert all(toks[hi - 1].key == "،" for _, hi in pieces)


def test_sentence_of_a_newspaper_is_left_whole() -> None:
    toks = tokens(normalise("زار وزير موسكو، " * 100 + "."))
    assert sentences(toks) == [(0, len(toks))]


def test_dash_of_tatweel_and_stretched_word() -> None:
    assert normalise("الأورو ـ أميركية").key == "الاورو - اميركيه"
    assert normalise("روســـيا ـــ مصر").key == "روسيا - مصر"
