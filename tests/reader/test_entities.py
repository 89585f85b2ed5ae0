"""Who is who in a report: short forms, anaphora by head noun, bodies that are first named without more."""

from __future__ import annotations

import pytest

import marsad
from marsad.lexicon import load
from marsad.reader.entities import Registry


def entity_of(text: str, name: str) -> set[str]:
    """Ids of the entities that a string names anywhere in the text."""
    reading = marsad.read(text)
    return {e.id for e in reading.entities for m in e.mentions if text[m.start : m.end] == name}


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        pytest.param(
            "وصل القيادي كريم الشافي إلى عدن. وقال الشافي إن القتال انتهى.",
            "الشافي",
            "القيادي كريم الشافي",
            id="surname_of_a_stranger",
        ),
        pytest.param(
            "استقال علي عبد الله صالح في صنعاء. وسافر صالح إلى الرياض.",
            "صالح",
            "علي عبد الله صالح",
            id="surname_that_is_a_given_name",
        ),
        pytest.param(
            "أعلن المجلس الانتقالي الجنوبي موقفه. ورفضت السعودية دعوة الانتقالي.",
            "الانتقالي",
            "المجلس الانتقالي الجنوبي",
            id="last_adjective_of_a_council",
        ),
        pytest.param(
            "قصفت تركيا «وحدات حماية الشعب» في عفرين. وقالت الوحدات إنها صدت الهجوم.",
            "الوحدات",
            "«وحدات حماية الشعب»",
            id="head_noun_of_units",
        ),
        pytest.param(
            "هاجمت كتيبة الفاروق حمص. وانسحبت الكتيبة لاحقا من حمص.",
            "الكتيبة",
            "كتيبة الفاروق",
            id="head_noun_of_a_brigade",
        ),
        pytest.param(
            "هاجم مسلحون بلدة كفر نوران. وقصف الطيران كفر نوران.",
            "كفر نوران",
            "بلدة كفر نوران",
            id="name_of_a_village_alone",
        ),
        pytest.param("سيطر الجيش على مدينة سرت. وقصف الطيران المدينة.", "المدينة", "مدينة سرت", id="the_town"),
        pytest.param(
            "أعلنت حركة الفجر (تقح) موقفها. وهاجمت تقح الجيش السوري.",
            "تقح",
            "حركة الفجر",
            id="abbreviation_in_brackets",
        ),
        pytest.param(
            "انسحب الجيش من أم درمان. وقال الجيش السوداني إن القتال انتهى.",
            "الجيش",
            "الجيش السوداني",
            id="army_named_in_full_later",
        ),
    ],
)
def test_same_entity(text: str, one: str, two: str) -> None:
    assert entity_of(text, one) == entity_of(text, two)
    assert len(entity_of(text, one)) == 1


def test_troops_of_a_state_are_the_state() -> None:
    reading = marsad.read("قصفت الطائرات الفرنسية مواقع في شمال مالي.")
    assert "france" in {e.actor for e in reading.entities}


def test_jets_of_a_group_are_the_group() -> None:
    text = "شنت مقاتلات التحالف غارات على صنعاء، وقال التحالف إنه دمر مخازن."
    assert entity_of(text, "مقاتلات التحالف") == entity_of(text, "التحالف")


def test_the_country_spoken_of() -> None:
    text = "أعلنت الحكومة السورية في دمشق أن القوات السورية ستبقى، وأن سوريا قوية. وغادر اللاجئون البلاد."
    assert entity_of(text, "البلاد") == entity_of(text, "سوريا")


def test_look_ahead_is_taken_back() -> None:
    reg = Registry(load())
    ent = reg.named("org", "مجلس الأعيان", "مجلس")
    mark = reg.mark()
    reg.mention(ent, 3, 9)
    other = reg.named("org", "مجلس الشيوخ", "مجلس")
    assert reg.anaphor("مجلس") is other
    reg.undo(mark)
    assert ent.mentions == []
    assert reg.anaphor("مجلس") is ent


def test_what_a_look_ahead_taught_may_stay() -> None:
    reg = Registry(load())
    ent = reg.named("place", "بلدة", "بلده")
    mark = reg.mark()
    reg.mention(ent, 0, 4)
    reg.learn("كفر نوران", ent)
    reg.unmention(mark)
    assert ent.mentions == []
    assert reg.find("كفر نوران") is ent


def test_common_nouns_are_listed_only_where_a_claim_speaks_of_them() -> None:
    reading = marsad.read("قال حفتر إن الشوارع خالية. وقصفت قوات حفتر طرابلس.")
    assert "الشوارع" not in {e.name for e in reading.entities}
