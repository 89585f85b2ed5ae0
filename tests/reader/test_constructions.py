"""One construction of Arabic a test: a sentence, and the claim that must come out of it."""

from __future__ import annotations

import pytest

import marsad
from marsad.model import Claim, Reading


def claims(text: str, **meta: str) -> list[tuple[str, str, str, str, str]]:
    """Claims of a text as (predicate, agent, patient, polarity, modality), names as the text has them."""
    reading = marsad.read(text, **meta)
    return [
        (c.predicate, side(reading, c.agent), side(reading, c.patient), c.polarity, c.modality) for c in reading.claims
    ]


def side(reading: Reading, entity: str | None) -> str:
    return next((e.name for e in reading.entities if e.id == entity), "?")


def only(reading: Reading, predicate: str) -> Claim:
    found = [c for c in reading.claims if c.predicate == predicate]
    assert len(found) == 1, [(c.predicate, side(reading, c.agent), side(reading, c.patient)) for c in reading.claims]
    return found[0]


PLAIN = ("positive", "asserted")


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        pytest.param("زار الرئيس السوداني القاهرة.", ("visits", "الرئيس السوداني", "القاهرة", *PLAIN), id="verb_first"),
        pytest.param("الجيش السوداني قصف مواقع قوات الدعم السريع.", ("attacks", "الجيش السوداني", "قوات الدعم السريع", *PLAIN), id="subject_first"),
        pytest.param("تدعم مصر والإمارات الجيش الليبي.", ("backs", "الإمارات", "الجيش الليبي", *PLAIN), id="shared_coordination_of_subjects"),
        pytest.param("شنّ الطيران الروسي غارات على إدلب.", ("attacks", "الطيران الروسي", "إدلب", *PLAIN), id="light_verb_with_event_noun"),
        pytest.param("قام وزير الخارجية المصري بزيارة إلى بغداد.", ("visits", "وزير الخارجية المصري", "بغداد", *PLAIN), id="light_verb_with_preposition"),
        pytest.param("زيارة حفتر إلى موسكو.", ("visits", "حفتر", "موسكو", *PLAIN), id="masdar_with_genitive_agent"),
        pytest.param("يتواصل الدعم التركي لحكومة الوفاق الوطني.", ("backs", "التركي", "حكومة الوفاق الوطني", *PLAIN), id="nationality_adjective_as_agent"),
        pytest.param("تريد تركيا أن تهاجم سوريا.", ("attacks", "تركيا", "سوريا", "positive", "intended"), id="who_wants_does_it"),
        pytest.param("هاجم الحوثيون السعودية.", ("attacks", "الحوثيون", "السعودية", *PLAIN), id="feminine_country_behind_a_masculine"),
        pytest.param("زار الرئيس الإيراني السعودية.", ("visits", "الرئيس الإيراني", "السعودية", *PLAIN), id="country_behind_an_adjective"),
        pytest.param("يريد حفتر كسر الحظر الدولي.", ("lifts", "حفتر", "الحظر", "positive", "intended"), id="wanting"),
        pytest.param("لم تعترف مصر بالمؤتمر الوطني العام.", ("recognises", "مصر", "المؤتمر الوطني العام", "negative", "asserted"), id="negation"),
        pytest.param("من المتوقع أن يزور أردوغان بغداد.", ("visits", "أردوغان", "بغداد", "positive", "expected"), id="expectation"),
        pytest.param("سيزور أردوغان بغداد.", ("visits", "أردوغان", "بغداد", "positive", "expected"), id="future_particle"),
        pytest.param("قُتل 11 مدنيا في حلب.", ("kills", "?", "مدنيا", *PLAIN), id="passive_with_counted_victims"),
        pytest.param("التقى لافروف بوزير الخارجية السعودي في جدة.", ("meets", "لافروف", "وزير الخارجية السعودي", *PLAIN), id="meeting_with_preposition"),
        pytest.param("اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع.", ("fights", "الجيش السوداني", "قوات الدعم السريع", *PLAIN), id="both_sides_between"),
        pytest.param("قوات التحالف العربي بقيادة السعودية.", ("leads", "السعودية", "قوات التحالف العربي", *PLAIN), id="frame_phrase"),
        pytest.param("الفصائل المدعومة من تركيا.", ("backs", "تركيا", "الفصائل", *PLAIN), id="passive_participle"),
        pytest.param("اتهمت السعودية إيران بتسليح الحوثيين.", ("arms", "إيران", "الحوثيين", *PLAIN), id="act_inside_an_accusation"),
        pytest.param("رفضت مصر التدخل التركي في ليبيا.", ("opposes", "مصر", "التركي", *PLAIN), id="refusal_of_an_act"),
        pytest.param("توعد هادي العامري، الأمين العام لمنظمة بدر، البيشمركة.", ("leads", "هادي العامري", "منظمة بدر", *PLAIN), id="title_beside_a_name"),
        pytest.param("المجازر التي ارتكبها تنظيم داعش في الموصل.", ("attacks", "تنظيم داعش", "?", *PLAIN), id="event_noun_taken_up_by_a_relative_clause"),
        pytest.param("انسحبت القوات الأمريكية من قاعدة الطبقة.", ("retreats", "القوات الأمريكية", "قاعدة الطبقة", *PLAIN), id="preposition_as_patient"),
        pytest.param("توسطت قطر بين حماس وإسرائيل.", ("mediates", "قطر", "إسرائيل", *PLAIN), id="one_claim_per_party"),
        pytest.param("استعادت القوات البلدة بعد مواجهات مع الحوثيين في تعز.", ("fights", "القوات", "الحوثيين", *PLAIN), id="event_after_a_preposition_takes_the_subject"),
        pytest.param("أعلنت الخزانة الأمريكية إدراج جبران باسيل على لائحة العقوبات.", ("sanctions", "الخزانة الأمريكية", "جبران باسيل", *PLAIN), id="fixed_word_behind_the_genitive"),
        pytest.param("نفت الإمارات أن تكون هي من يموّل قوات الدعم السريع.", ("funds", "الإمارات", "قوات الدعم السريع", "negative", "asserted"), id="who_does_it"),
        pytest.param("كما أدان المجلس الرئاسي لحكومة الوفاق الغارات.", ("accuses", "المجلس الرئاسي لحكومة الوفاق", "?", *PLAIN), id="gender_of_a_body_by_its_first_word"),
        pytest.param("الهجوم الذي استهدف القوات الأميركية قرب الحدود.", ("attacks", "?", "القوات الأميركية", *PLAIN), id="event_that_strikes"),
        pytest.param("تمكن الجيش من السيطرة على وادي الخيل.", ("seizes", "الجيش", "وادي الخيل", *PLAIN), id="hold_that_is_won"),
        pytest.param("اقتحم المتشددون في الوقت نفسه حي الجمعية في الرمادي.", ("attacks", "المتشددون", "حي الجمعية", *PLAIN), id="fixed_adverbial_before_the_object"),
        pytest.param("وحمّل الرئيس الأميركي جو بايدن فصائل مسلحة تدعمها إيران مسؤولية الهجوم.", ("accuses", "الرئيس الأميركي جو بايدن", "فصائل مسلحة", *PLAIN), id="fixed_word_behind_a_relative_clause"),
        pytest.param("قتل جندي مالي في غاو.", ("kills", "?", "جندي مالي", *PLAIN), id="indefinite_victim_of_an_unmarked_passive"),
        pytest.param("وتصدت قوات الجيش للمهاجمين وقتلت خمسة من المسلحين.", ("kills", "قوات الجيش", "المسلحين", *PLAIN), id="feminine_verb_before_counted_men"),
        pytest.param("تعتزم مصر نشر خمسة آلاف جندي في الصومال.", ("deploys", "مصر", "الصومال", "positive", "intended"), id="counted_troops_are_what_is_sent"),
        pytest.param("دمشق وحليفتها موسكو تتهمان تركيا بدعم الإرهاب.", ("accuses", "موسكو", "تركيا", *PLAIN), id="dual_takes_the_pair"),
        pytest.param("قوات \"الجيش الوطني\" و\"المقاومة الشعبية\" سيطرت على قاعدة العند.", ("seizes", "قوات \"الجيش الوطني\"", "قاعدة العند", *PLAIN), id="pair_before_its_verb"),
        pytest.param("أبعدت الرياض السفير اللبناني.", ("cuts_off", "الرياض", "السفير اللبناني", *PLAIN), id="fixed_word_that_suffers"),
        pytest.param("قال الحزب إنه قصف قاعدة رامون.", ("attacks", "الحزب", "قاعدة رامون", *PLAIN), id="perfect_behind_a_pronoun"),
        pytest.param("أنشأت تركيا قاعدة في مقديشو.", ("deploys", "تركيا", "مقديشو", *PLAIN), id="hamza_final_verb"),
    ],
)  # fmt: skip
def test_construction(sentence: str, claim: tuple[str, str, str, str, str]) -> None:
    assert claim in claims(sentence), claims(sentence)


def test_accusation_makes_the_accuser_the_source() -> None:
    reading = marsad.read("اتهمت السعودية إيران بتسليح الحوثيين.")
    assert side(reading, only(reading, "arms").source) == "السعودية"
    assert only(reading, "accuses").source == "publisher"


def test_reported_clause_belongs_to_its_speaker() -> None:
    reading = marsad.read("قالت مصادر محلية إن الجيش السوري قصف بلدة النيرب. قصف الجيش السوري مدينة إدلب.")
    by_place = {side(reading, c.patient): c.source for c in reading.claims if c.predicate == "attacks"}
    assert side(reading, by_place["بلدة النيرب"]) == "مصادر محلية"
    assert by_place["مدينة إدلب"] == "publisher"


def test_according_to_reaches_over_its_sentence() -> None:
    reading = marsad.read("قصف الجيش السوري بلدة النيرب، بحسب المرصد السوري لحقوق الإنسان.")
    claim = only(reading, "attacks")
    assert side(reading, claim.source) == "المرصد السوري لحقوق الإنسان"
    assert [a.stance for a in claim.attribution] == ["neutral"]


def test_country_that_sees_protests_has_not_told_of_them() -> None:
    assert only(marsad.read("شهدت بيروت احتجاجات واسعة ضد الحكومة."), "protests").source == "publisher"


def test_denial_turns_the_polarity_and_names_the_speaker() -> None:
    reading = marsad.read("نفت إيران أن تكون قد سلحت الحوثيين.")
    claim = only(reading, "arms")
    assert (side(reading, claim.agent), claim.polarity) == ("إيران", "negative")


def test_colon_at_the_head_of_a_flash_names_the_speaker() -> None:
    reading = marsad.read("وزارة الدفاع الروسية: قصف الجيش السوري بلدة النيرب")
    assert side(reading, only(reading, "attacks").source) == "وزارة الدفاع الروسية"


def test_number_and_relative_date_against_the_report_s_date() -> None:
    reading = marsad.read("قُتل 11 مدنيا أمس في غارة على حلب.", published="2016-12-05")
    claim = only(reading, "kills")
    assert (claim.number, claim.time) == (11, "2016-12-04")


def test_unannounced_visit() -> None:
    reading = marsad.read("قام حفتر بزيارة إلى موسكو لم يعلن عنها مسبقا.")
    assert only(reading, "visits").disclosure == "unannounced"


def test_capital_is_the_state_that_acts_and_the_place_one_goes_to() -> None:
    reading = marsad.read("تدعم موسكو الجيش السوري. زار أردوغان موسكو.")
    kinds = {e.id: e.kind for e in reading.entities}
    assert kinds[only(reading, "backs").agent or ""] == "state"
    assert kinds[only(reading, "visits").patient or ""] == "place"


def test_surname_meets_the_full_name() -> None:
    reading = marsad.read("وصل العميد سالم المنصوري إلى عدن. ودعا المنصوري الحوثيين إلى الانسحاب.")
    assert [e.name for e in reading.entities if e.kind == "person"] == ["العميد سالم المنصوري"]


def test_embargo_is_not_wished_for_where_its_breaking_is() -> None:
    reading = marsad.read("يريد حفتر كسر الحظر الدولي على تصدير السلاح إلى الجيش الليبي.")
    assert {c.predicate: c.modality for c in reading.claims} == {
        "lifts": "intended",
        "sanctions": "asserted",
        "leads": "asserted",
    } or {c.predicate: c.modality for c in reading.claims} == {"lifts": "intended", "sanctions": "asserted"}


def test_word_that_only_looks_like_conjunction_and_word_stays_whole() -> None:
    reading = marsad.read("أعلن وليد المعلم موقف دمشق.")
    assert any("وليد المعلم" in e.name for e in reading.entities)


def test_not_arabic_is_an_empty_reading_with_a_notice() -> None:
    reading = marsad.read("The army shelled the town on Monday.")
    assert not reading.claims
    assert "Arabic" in reading.notices[0]


def test_presentation_forms_are_arabic() -> None:
    reading = marsad.read("ﻗﺼﻒ ﺍﻟﺠﻴﺶ ﺍﻟﺴﻮﺭﻱ ﻣﺪﻳﻨﺔ ﺇﺩﻟﺐ.")
    assert reading.report.language == "ar"
    assert [c.predicate for c in reading.claims] == ["attacks"]


@pytest.mark.parametrize("head", [" " * 50_000, "«" * 50_000, "- * " * 20_000])
def test_what_fills_the_head_of_a_file_hides_no_language(head: str) -> None:
    assert marsad.read(f"{head}قصف الجيش السوري مدينة إدلب.").report.language == "ar"


@pytest.mark.parametrize(
    ("text", "tag", "name"),
    [
        ("L'armée a bombardé la ville et les habitants ont fui dans la nuit.", "fr", "French"),
        ("ارتش سوریه می‌گوید که کنترل شهر را پس گرفته و گزارش‌ها چنین می‌گویند", "fa", "Persian"),
        ("Армия заняла город, и жители ушли из него.", "ru", "Russian"),
        ("הצבא תקף את העיר", "he", "Hebrew"),
    ],
)
def test_notice_names_the_language(text: str, tag: str, name: str) -> None:
    reading = marsad.read(text)
    assert (reading.report.language, reading.claims) == (tag, [])
    assert name in reading.notices[0]
