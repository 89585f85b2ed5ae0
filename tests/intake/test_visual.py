"""Seen order to reading order. What is seen is written here from left to right, letter by letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.visual import brackets, logical, plain

MARK = "\u202d"  # so that an editor shows what is seen from left to right; taken out below


def seen(text: str) -> list[str]:
    return list(text.replace(MARK, ""))


@pytest.mark.parametrize(
    ("left_to_right", "read"),
    [
        ("وكسوم راز", "زار موسكو"),
        ("اصخش 12 لتق", "قتل 12 شخصا"),
        ("نويلم 3.5 ،45%", "%45، 3.5 مليون"),
        ("2016/6/30 يف", "في 2016/6/30"),
        ("30/6/2016 يف", "في 30/6/2016"),
        ("F-16 زارط", "طراز F-16"),
        ("Su-24و F-16", "F-16 وSu-24"),
        ("تلاق Reuters News نأ", "أن Reuters News قالت"),
        ("تلاق AFP ،Reuters نإ", "إن AFP ،Reuters قالت"),
        ("15-10 نيب", "بين 10-15"),
        ("10-15 نيب", "بين 10-15"),
        ("2015–2014 برح", "حرب 2014–2015"),
        ("٣٤ لتق", "قتل ٣٤"),
        ("(UN) ةدحتملا", "المتحدة (UN)"),
        (".Reuters (UN) ةلاكو", "وكالة Reuters (UN)."),
        (")UN( ةدحتملا", "المتحدة (UN)"),
        (")UN) ةدحتملا", "المتحدة (UN)"),
        ("»ينطولا شيجلا« لاق", "قال «الجيش الوطني»"),
        ("COVID-19 ءابو", "وباء COVID-19"),
        ("", ""),
    ],
)
def test_arabic_line(left_to_right: str, read: str) -> None:
    assert logical(seen(left_to_right), True) == read


@pytest.mark.parametrize(
    ("left_to_right", "read"),
    [
        ("The army (شيجلا) said", "The army (الجيش) said"),
        ("In ةنرد ةنيدم 12 people", "In مدينة درنة 12 people"),
        ("no Arabic 1-2", "no Arabic 1-2"),
        ("ةنس 2016 رايأ in", "أيار 2016 سنة in"),
    ],
)
def test_latin_line_with_arabic_in_it(left_to_right: str, read: str) -> None:
    assert logical(seen(left_to_right), False) == read


def test_a_glyph_of_several_letters_stays_as_it_is() -> None:
    assert logical(["م", "لا", "س"], True) == "سلام"


def test_presentation_forms() -> None:
    assert plain("ﺳﻼﻡ") == "سلام"
    assert plain("ﷲ") == "الله"
    assert plain("﴿آية﴾ ½") == "﴿آية﴾ ½"  # ornate brackets, and what is no letter, stay


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        (")أ( ب", "(أ) ب"), ("(أ( ب", "(أ) ب"), ("أ )ب(، ج", "أ (ب)، ج"), ("[1[ ]2]", "[1] [2]"), ("لا أقواس", "لا أقواس"),
        ("((أ))", "((أ))"), ("(", "("), ("أ ( ب ( ج", "أ ( ب ) ج"),
    ],
)  # fmt: skip
def test_brackets_open_before_a_word_and_close_behind_one(text: str, turned: str) -> None:
    assert brackets(text) == turned


@given(st.text("ابتسم ABxy 0123٤٥ .,-/()«»%:", max_size=40), st.booleans())
def test_no_letter_gets_lost(text: str, arabic: bool) -> None:
    def letters(value: str) -> list[str]:
        return sorted(letter for letter in value if letter.isalnum())

    out = logical(list(text), arabic)
    assert letters(out) == letters(text)
    assert len(out) == len(text)


@given(st.text("ابتسم جحخد", max_size=40))
def test_arabic_alone_is_turned_round(text: str) -> None:
    assert logical(list(text[::-1]), True) == text
