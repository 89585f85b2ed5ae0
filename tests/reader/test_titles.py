"""Titles: a person, the office and the body in every order, and the tie between them."""

from __future__ import annotations

import pytest

import marsad
from marsad.model import Reading


def ties(text: str) -> set[tuple[str, str, str]]:
    """(predicate, person, body) of the claims that come from titles."""
    reading = marsad.read(text)
    names = {e.id: e.name for e in reading.entities}
    return {
        (c.predicate, names[c.agent or ""], names[c.patient or ""])
        for c in reading.claims
        if c.predicate in ("leads", "part_of") and c.agent and c.patient
    }


def named(reading: Reading) -> set[tuple[str, str]]:
    return {(e.kind, e.name) for e in reading.entities}


@pytest.mark.parametrize(
    ("sentence", "tie"),
    [
        pytest.param(
            "قال قائد «قسد» مظلوم عبدي إن المعركة مستمرة.",
            ("leads", "مظلوم عبدي", "«قسد»"),
            id="title_quoted_body_name",
        ),
        pytest.param(
            "قال سالم الهادي، الأمين العام لمنظمة بدر، إن القتال انتهى.",
            ("leads", "سالم الهادي", "منظمة بدر"),
            id="name_comma_title_with_body",
        ),
        pytest.param(
            "أكد المتحدث العسكري باسم الحوثيين يحيى سريع الخبر.",
            ("part_of", "يحيى سريع", "الحوثيين"),
            id="spokesman_in_the_name_of",
        ),
        pytest.param(
            "التقى رئيس الوفد الحكومي بشار الجعفري الصحافيين.",
            ("leads", "بشار الجعفري", "الوفد الحكومي"),
            id="head_of_a_delegation",
        ),
        pytest.param(
            "التقى هاكان فيدان، وزير خارجية تركيا، نظيره العراقي.",
            ("part_of", "هاكان فيدان", "تركيا"),
            id="minister_of_a_state",
        ),
        pytest.param(
            "دعا رئيس مجلس النواب كريم الشافي إلى جلسة.",
            ("leads", "كريم الشافي", "مجلس النواب"),
            id="head_noun_inside_a_listed_title",
        ),
        pytest.param(
            "قال كريم الشافي، القائد الثاني لقوات الدعم السريع، إن الهدنة انهارت.",
            ("part_of", "كريم الشافي", "قوات الدعم السريع"),
            id="second_in_command",
        ),
        pytest.param(
            "قال كريم الشافي، المسؤول الأمني في حركة حماس، إن الهدنة انهارت.",
            ("part_of", "كريم الشافي", "حركة حماس"),
            id="official_in_a_body",
        ),
        pytest.param(
            "قال عضو المكتب السياسي لحركة حماس كريم الشافي إن الهدنة انهارت.",
            ("part_of", "كريم الشافي", "حركة حماس"),
            id="member_of_a_bureau_of_a_movement",
        ),
        pytest.param(
            "قال النائب كريم الشافي، من ائتلاف دولة القانون، إن الهدنة انهارت.",
            ("part_of", "النائب كريم الشافي", "ائتلاف دولة القانون"),
            id="member_from_a_list",
        ),
        pytest.param(
            "ويصرّ كريم الشافي، رئيس إقليم كردستان، على الاستفتاء.",
            ("leads", "كريم الشافي", "إقليم كردستان"),
            id="known_name_begins_inside_a_listed_title",
        ),
        pytest.param(
            "كلفت الجامعة العربية كريم الشافي، موفد الأمم المتحدة وجامعة الدول العربية، بالوساطة.",
            ("part_of", "كريم الشافي", "الأمم المتحدة"),
            id="one_office_of_two_bodies",
        ),
        pytest.param(
            "أعلنت قسد الحداد، وقال قائدها كريم الشافي إن القتال مستمر.",
            ("leads", "كريم الشافي", "قسد"),
            id="body_in_a_pronoun",
        ),
        pytest.param("قصفت ميليشيات حفتر طرابلس.", ("leads", "حفتر", "ميليشيات حفتر"), id="militias_of_a_person"),
        pytest.param(
            "هاجمت حكومة كريم الشافي القرار.",
            ("leads", "كريم الشافي", "حكومة كريم الشافي"),
            id="government_of_a_person",
        ),
    ],
)
def test_title_ties_person_and_body(sentence: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(sentence), ties(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("زار الرئيس السوداني القاهرة.", id="nationality_is_part_of_the_name"),
        pytest.param("قال قائد الجيش السابق كريم الشافي إن القتال انتهى.", id="former_office"),
        pytest.param("تحطمت طائرة كريم الشافي قرب عدن.", id="a_jet_is_no_force_that_he_leads"),
        pytest.param("قال محافظ عدن كريم الشافي إن القتال انتهى.", id="governor_of_a_place"),
    ],
)
def test_no_tie(sentence: str) -> None:
    assert ties(sentence) == set()


def test_rank_and_nationality_are_one_mention_with_the_name() -> None:
    assert ("person", "وزير الدفاع الروسي كريم الشافي") in named(
        marsad.read("وصل وزير الدفاع الروسي كريم الشافي إلى حلب.")
    )


def test_unnamed_spokesman_is_the_body() -> None:
    reading = marsad.read("قال ناطق باسم الجيش اللبناني إن القوة انسحبت.")
    assert "lebanese_army" in {e.actor for e in reading.entities}
    assert not [e for e in reading.entities if e.kind == "person"]


def test_unnamed_diplomat_is_a_source() -> None:
    assert ("source", "دبلوماسي غربي") in named(marsad.read("قال دبلوماسي غربي إن تركيا تدعم حكومة الوفاق."))


def test_title_alone_means_who_held_it() -> None:
    reading = marsad.read("وصل رئيس الوزراء كريم الشافي إلى عدن. وزار رئيس الوزراء تعز.")
    assert len([e for e in reading.entities if e.kind == "person"]) == 1


def test_envoy_before_he_is_named() -> None:
    reading = marsad.read("وصل المبعوث الأممي إلى صنعاء. وقال المبعوث الأممي كريم الشافي إن الهدنة صامدة.")
    assert len([e for e in reading.entities if e.kind == "person"]) == 1
    assert [e for e in reading.entities if e.actor == "un"]


def test_title_behind_the_comma_is_a_name_of_the_person() -> None:
    reading = marsad.read("ومن الرياض، كرر كريم الشافي، وزير الخارجية السعودي، دعمه للحكومة اليمنية.")
    person = next(e for e in reading.entities if e.kind == "person")
    assert len(person.mentions) == 2


def test_plural_office_takes_no_single_name() -> None:
    reading = marsad.read("قال رئيس مجلس الوزراء إن قادة الجيش السوداني رفضوا الهدنة.")
    assert not [e for e in reading.entities if e.kind == "person" and "السوداني" in e.name]


@pytest.mark.parametrize(
    ("text", "published", "actors"),
    [
        pytest.param("زار ولي العهد السعودي باريس.", "2020-02-02", {"mohammed_bin_salman"}, id="no_verb"),
        pytest.param("قال ولي العهد محمد بن سلمان إن الحرب انتهت.", None, {"mohammed_bin_salman"}, id="no_verb_named"),
        pytest.param(
            "استقبل الملك سلمان وولي العهد محمد بن سلمان وفدا.",
            None,
            {"salman_bin_abdulaziz", "mohammed_bin_salman"},
            id="first_name_behind_a_title",
        ),
        pytest.param("استقبل الشيخ تميم بن حمد آل ثاني وفدا.", None, {"tamim_bin_hamad"}, id="the_name_goes_on"),
        pytest.param("قال الشيخ رائد صلاح إن القدس باقية.", None, {"raed_salah"}, id="given_name_that_is_a_title"),
        pytest.param("قال خليفة بن سلمان إن الأمن عاد.", None, {"khalifa_bin_salman"}, id="title_that_is_a_given_name"),
        pytest.param("قال الرئيس اليمني هادي إن الحرب انتهت.", "2016-02-02", {"abdrabbuh_mansour_hadi"}, id="surname"),
        pytest.param(
            "قال الرئيس المخلوع صالح إن الحرب انتهت. وزار المخلوع صنعاء.", None, {"ali_abdullah_saleh"}, id="ousted"
        ),
        pytest.param("قال الرئيس السابق صالح إن الحرب انتهت.", None, {"ali_abdullah_saleh"}, id="former"),
        pytest.param("قال الرئيس اليمني حسن إن الحرب انتهت.", "2016-02-02", {None}, id="not_his_surname"),
    ],
)
def test_who_is_meant(text: str, published: str | None, actors: set[str | None]) -> None:
    reading = marsad.read(text, published=published)
    assert {e.actor for e in reading.entities if e.kind == "person"} == actors


def test_a_date_is_no_surname() -> None:
    assert not [e for e in marsad.read("اندلع القتال في رجب الماضي.").entities if e.kind == "person"]
