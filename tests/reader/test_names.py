"""Names: where they begin and end, and which everyday words are none."""

from __future__ import annotations

import pytest

import marsad


def mentions(text: str) -> dict[str, str]:
    """Every mention by name as it stands in the text, with the kind of its entity."""
    reading = marsad.read(text)
    return {text[m.start : m.end]: e.kind for e in reading.entities for m in e.mentions if m.type == "name"}


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        pytest.param("قصف الطيران حي أبو سليم.", "حي أبو سليم", "place", id="quarter_by_head_noun"),
        pytest.param(
            "اندلعت اشتباكات في ريف إدلب الغربي.",
            "ريف إدلب الغربي",
            "place",
            id="adjective_of_the_head_behind_the_name",
        ),
        pytest.param(
            "وصلت سفينة إلى ميناء الحديدة المحاصرة.",
            "ميناء الحديدة",
            "place",
            id="adjective_that_does_not_agree_stays_out",
        ),
        pytest.param("انتشر الجيش في أنحاء محافظة لحج.", "محافظة لحج", "place", id="edges_of_a_place_are_the_place"),
        pytest.param("سيطرت القوات على محافظتي عدن ولحج.", "عدن", "place", id="dual_head_noun"),
        pytest.param("أعلنت «حركة رجال الفجر» مسؤوليتها عن الهجوم.", "«حركة رجال الفجر»", "org", id="quoted_body"),
        pytest.param(
            "انتقدت منظمة حقوق الإنسان في إيران الحكم.", "منظمة حقوق الإنسان", "org", id="genitive_of_two_nouns"
        ),
        pytest.param("هاجمت الفرقة 16 البلدة.", "الفرقة 16", "armed_group", id="numbered_division"),
        pytest.param("هاجم اللواء التاسع البلدة.", "اللواء التاسع", "armed_group", id="ordinal_brigade_is_no_rank"),
        pytest.param("قُتل المدعو أبو الدحداح في الغارة.", "أبو الدحداح", "person", id="byname"),
        pytest.param(
            "تمسكت أفيتال ليبوفيتش، الناطقة بلسان الجيش، بروايتها.",
            "أفيتال ليبوفيتش",
            "person",
            id="strangers_before_a_title",
        ),
        pytest.param(
            "قال سالم الزوبعي وكريم الشافي إن الهدنة صامدة.", "كريم الشافي", "person", id="joined_persons_are_two"
        ),
        pytest.param("وسط فرار الأهالي من كفريا والفوعة.", "كفريا", "place", id="two_places_listed_as_one"),
        pytest.param(
            "قال مصدر في وزارة الدفاع إن القتال انتهى.", "مصدر في وزارة الدفاع", "source", id="source_in_a_body"
        ),
        pytest.param(
            "قال ضابط برتبة لواء إن القتال انتهى.", "ضابط برتبة لواء", "source", id="rank_of_an_unnamed_officer"
        ),
    ],
)
def test_mention(sentence: str, name: str, kind: str) -> None:
    found = mentions(sentence)
    assert found.get(name) == kind, found


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        pytest.param("حماس هي العقبة الوحيدة أمام الاتفاق مع إسرائيل.", "العقبة", id="place_before_an_adjective"),
        pytest.param("أنهى الرئيس حكمه القصير في باماكو.", "القصير", id="place_that_is_an_adjective"),
        pytest.param("ضغط الجيش السوري بشكل قوي على المدينة.", "قوي", id="strong_is_no_forces"),
        pytest.param("جمّدت الشركة العام الفائت أصول البنك.", "الشركة العام الفائت", id="date_behind_a_body"),
        pytest.param("تحدثت عن حقوق الإنسان في حلب.", "الإنسان", id="mankind"),
    ],
)
def test_everyday_word(sentence: str, word: str) -> None:
    assert word not in mentions(sentence)


def test_country_in_ya_is_no_adjective() -> None:
    """«سوريا» looks like the accusative of «سوري»."""
    text = "وصل وزير خارجية سوريا كريم الشافي."
    assert mentions(text)["سوريا"] == "state"


def test_home_of_the_omani_capital() -> None:
    text = "أعلنت سلطنة عُمان وساطتها، وقالت عُمان إن المحادثات مستمرة في مسقط."
    reading = marsad.read(text)
    assert "jordan" not in {e.actor for e in reading.entities}


def test_byline_names_no_actor() -> None:
    text = "دمشق ـ مراسل «المرصد الجديد» ـ الخميس 30 يناير 2025\nقصف الجيش السوري إدلب."
    assert "مراسل «المرصد الجديد»" not in mentions(text)


@pytest.mark.parametrize(
    ("text", "actor", "name"),
    [
        pytest.param("هاجمت الحركة الشعبية لتحرير السودان - شمال البلدة.", "splm_n", None, id="dash"),
        pytest.param("خفضت أوبك+ الإنتاج.", "opec_plus", "أوبك+", id="plus"),
        pytest.param("انتقدت مجموعة 5+1 إيران.", "p5_plus_1", "مجموعة 5+1", id="plus_between_numbers"),
        pytest.param("نقلت صحيفة عربي21 الخبر عن مصدر.", "arabi21", "صحيفة عربي21", id="number_behind_letters"),
    ],
)
def test_marks_and_numbers_in_a_name(text: str, actor: str, name: str | None) -> None:
    entity = next(e for e in marsad.read(text).entities if e.actor == actor)
    assert name is None or name in {text[m.start : m.end] for m in entity.mentions}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("قتل خمسة في سجن صيدنايا أمس.", "سجن صيدنايا", id="behind_in"),
        pytest.param("هاجم التنظيم سجن أبو غريب.", "سجن أبو غريب", id="object"),
    ],
)
def test_a_prison_is_no_jailing(text: str, name: str) -> None:
    reading = marsad.read(text)
    assert "detains" not in {c.predicate for c in reading.claims}
    assert {text[m.start : m.end] for e in reading.entities if e.kind == "place" for m in e.mentions} == {name}
