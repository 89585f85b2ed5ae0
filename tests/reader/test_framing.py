"""Loaded words: what is marked, on whom, and what is left alone. The sentences are made up."""

# ruff: noqa: E501 (a sentence and what it must give stand on one line)

from __future__ import annotations

import pytest

import marsad
from marsad.lexicon import load
from marsad.reader.entities import Registry
from marsad.reader.framing import settle
from marsad.reader.loaded import Loaded


def framing(text: str) -> set[tuple[str, str, str]]:
    """Loaded words as (words, name of the entity, device)."""
    reading = marsad.read(text)
    names = {e.id: e.name for e in reading.entities}
    return {(text[f.start : f.end], names[f.entity], f.device) for f in reading.framing}


@pytest.mark.parametrize(
    ("sentence", "words", "name", "device"),
    [
        pytest.param("أعلن البرلمان الشرعي رفضه الاتفاق.", "البرلمان الشرعي", "البرلمان الشرعي", "legitimising", id="adjective_with_its_noun"),
        pytest.param("قصفت قوات الاحتلال التركي قرية حدودية.", "قوات الاحتلال التركي", "قوات الاحتلال التركي", "delegitimising", id="label_with_its_origin"),
        pytest.param("فرّت فلول المليشيا الإرهابية، وبينهم المدعو حمزة العمري.", "المدعو", "حمزة العمري", "delegitimising", id="personal_label_alone"),
        pytest.param("تندد الحكومة بالمجازر التي ارتكبها تنظيم داعش في الموصل.", "المجازر", "تنظيم داعش", "vilifying", id="doer_in_the_relative_clause"),
        pytest.param("شنّ الجيش الإسرائيلي عدوانا على غزة.", "عدوانا", "الجيش الإسرائيلي", "vilifying", id="subject_of_a_light_verb"),
        pytest.param("أدى القصف إلى استشهاد أربعة مدنيين.", "استشهاد", "مدنيين", "glorifying", id="victims_of_the_act"),
        pytest.param("هاجم الناطق ما يسمى «الجيش الوطني» في بيانه.", "ما يسمى «الجيش الوطني»", "الجيش الوطني", "scare_quotes", id="so_called"),
        pytest.param("وصل السلاح التركي و«الخليجي» إلى طرابلس.", "«الخليجي»", "الخليجي", "scare_quotes", id="quoted_adjective_of_an_actor"),
        pytest.param("قال الوزير إن الجيش السوري «استعاد» حلب.", "«استعاد»", "الجيش السوري", "scare_quotes", id="quoted_verb"),
        pytest.param("دعمت روسيا حلف الأطلسي وأذنابه في تركيا.", "أذنابه", "تركيا", "dehumanising", id="proxies_in_a_country"),
    ],
)  # fmt: skip
def test_loaded_word_with_its_entity(sentence: str, words: str, name: str, device: str) -> None:
    found = framing(sentence)
    assert any(w == words and name in n and d == device for w, n, d in found), found


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("تقدمت المقاومة الشعبية في تعز.", id="resistance_as_a_name"),
        pytest.param("هاجم المتمردون ثكنة للجيش.", id="rebels_as_news_vocabulary"),
        pytest.param("لقي ثلاثة جنود مصرعهم في انفجار.", id="news_word_for_death"),
        pytest.param("فاز الرئيس المنتخب حديثا بثقة البرلمان.", id="no_name_beside_the_elected"),
        pytest.param("أعلنت كتيبة «الشهيدة صبرية» انسحابها.", id="martyr_in_the_name_of_a_unit"),
        pytest.param("قال ناطق باسم «قسد» إن المعركة انتهت.", id="quotation_marks_around_a_name"),
        pytest.param("يهدد التصعيد النظام الدولي.", id="an_order_is_no_regime"),
    ],
)  # fmt: skip
def test_ordinary_words_are_left_alone(sentence: str) -> None:
    assert framing(sentence) == set()


def test_news_vocabulary_counts_in_a_partisan_report() -> None:
    rebels = Loaded(0, 9, Registry(load()).named("armed_group", "المتمردين"), "delegitimising", "متمردين", 2)
    heroes = Loaded(20, 30, rebels.ent, "glorifying", "بواسل", 0)
    foes = Loaded(40, 50, rebels.ent, "dehumanising", "فلول", 0)
    assert settle([rebels]) == []
    assert (0, 9, rebels.ent, "delegitimising") in settle([rebels, heroes, foes])


def test_each_label_once_per_entity() -> None:
    reading = marsad.read("قصفت قوات الاحتلال التركي بلدة. ثم دخلت قوات الاحتلال التركي البلدة.")
    assert [f.start for f in reading.framing] == [5]


def test_nameless_label_means_whom_the_report_runs_down() -> None:
    reg = Registry(load())
    foe, other = reg.named("armed_group", "الكتيبه"), reg.named("org", "الحزب")
    found = [
        Loaded(0, 5, foe, "delegitimising", "عصابه", 0),
        Loaded(10, 15, foe, "vilifying", "مجزره", 0),
        Loaded(20, 25, other, "delegitimising", "فلول", 0),
        Loaded(30, 35, None, "vilifying", "خونه", 0, False, True),
    ]
    assert settle(found)[-1][2] is foe
    assert settle(found[2:]) == [(20, 25, other, "delegitimising"), (30, 35, other, "vilifying")]
