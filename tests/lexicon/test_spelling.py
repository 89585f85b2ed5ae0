"""Other spellings of listed names, by rule."""

from __future__ import annotations

import pytest

import marsad
from marsad.lexicon.spelling import seats, variants


def actors(text: str) -> set[str | None]:
    return {e.actor for e in marsad.read(text).entities}


@pytest.mark.parametrize(
    ("name", "label", "foreign", "other"),
    [
        ("عبد الملك الحوثي", "Abdul-Malik al-Houthi", False, "عبدالملك الحوثي"),
        ("عبدالملك الحوثي", "Abdul-Malik al-Houthi", False, "عبد الملك الحوثي"),
        ("أبو عبيدة", "Abu Obeida", False, "أبوعبيدة"),
        ("فضل الله", "Fadlallah", False, "فضلالله"),
        ("أنطونيو غوتيريش", "António Guterres", True, "أنطونيو جوتيريش"),
        ("أنتوني بلينكن", "Antony Blinken", True, "أنتوني بلينكين"),
        ("ستيفان دي ميستورا", "Staffan de Mistura", True, "ستيفان ديميستورا"),
        ("داوود أوغلو", "Davutoglu Oglu", True, "داود أوغلو"),
    ],
)
def test_variant(name: str, label: str, foreign: bool, other: str) -> None:
    assert other in variants(name, label, foreign)


@pytest.mark.parametrize(
    ("name", "label", "foreign"),
    [
        ("غسان سلامة", "Ghassan Salamé", True),  # gh is no g
        ("غازي كنعان", "Ghazi Kanaan", False),
        ("مجلس الشيوخ", "Senate", True),  # words and label do not pair up
    ],
)
def test_name_without_variants(name: str, label: str, foreign: bool) -> None:
    assert variants(name, label, foreign) == []


def test_hamza_between_u_and_u_has_two_seats() -> None:
    assert seats("مسؤول") == ["مسؤول", "مسئول"]
    assert seats("مدير") == ["مدير"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        pytest.param("حذر جوتيريش من الحرب.", "antonio_guterres", id="g_as_in_egypt"),
        pytest.param("حذر أنطونيو كوتيريش من الحرب.", "antonio_guterres", id="g_as_k"),
        pytest.param("وصل أنتوني بلينكين إلى القاهرة.", "antony_blinken", id="short_e"),
        pytest.param("التقى الوفد الأمين العام بان كي-مون.", "ban_ki_moon", id="hyphen"),
        pytest.param("زار الوفد أبوظبي، ثم غادر عبدالفتاح السيسي.", "abdelfattah_sisi", id="no_space"),
    ],
)
def test_names_in_other_spellings_are_known(text: str, actor: str) -> None:
    assert actor in actors(text)


def test_mention_with_a_hyphen_keeps_its_characters() -> None:
    text = "التقى الوفد الأمين العام بان كي-مون."
    spans = [text[m.start : m.end] for e in marsad.read(text).entities if e.actor == "ban_ki_moon" for m in e.mentions]
    assert spans == ["الأمين العام بان كي-مون"]
