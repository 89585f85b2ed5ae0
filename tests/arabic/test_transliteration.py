"""Arabic names in Latin letters."""

from __future__ import annotations

import pytest

import marsad
from marsad.arabic.transliteration import romanise


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("كامل", "Kamil"),
        ("منصور", "Mansur"),
        ("أحمد", "Ahmad"),
        ("جمال", "Jamal"),
        ("نصر", "Nasr"),
        ("فاطمة", "Fatima"),
        ("خليفة", "Khalifa"),
        ("إيران", "Iran"),
        ("ياسين", "Yasin"),
        ("وليد", "Walid"),
        ("الشيباني", "al-Shibani"),  # «al-» before sun letters too
        ("جبهة الشام", "Jabhat al-Sham"),  # ta marbuta before the article
        ("حرية", "Hariya"),
        ("رؤوف", "Ra'uf"),
        ("العدالة والتنمية", "al-Adala wa-al-Tanmiya"),
        ("للدراسات", "lil-Darasat"),
        ("مُحَمَّد", "Muhammad"),  # harakat are read
        ("محـــمود", "Mahmud"),  # tatweel is not
        ("كتيبة 116", "Katiba 116"),
        ("CNN العربية", "CNN al-Arbiya"),
    ],
)
def test_by_rule(name: str, latin: str) -> None:
    assert romanise(name) == latin


def test_the_usual_spelling_goes_before_the_rule() -> None:
    assert romanise("محمود القذافي", {"محمود": "Mahmoud"}.get) == "Mahmoud al-Qadhafi"


def test_every_entity_of_a_reading_has_a_label() -> None:
    reading = marsad.read(
        "هاجمت كتيبة النسور حي السلام، وقال قائدها سالم درويش إن المعركة مستمرة.", published="2016-06-30"
    )
    labels = {e.name: e.label_en for e in reading.entities}
    assert labels["كتيبة النسور"] == "Katibat al-Nasur"
    assert all(labels.values())
    assert all(label.isascii() for label in labels.values() if label)
