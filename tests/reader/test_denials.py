"""Denials, refusals and failures: who denies what, and that the denied claim is not told as true."""

from __future__ import annotations

import pytest

import marsad


def told(text: str) -> list[tuple[str, str, str, str, str]]:
    """Claims as (predicate, agent, patient, polarity, source), names as the text has them."""
    reading = marsad.read(text)
    names = {e.id: e.name for e in reading.entities} | {None: "?", "publisher": "publisher"}
    return [(c.predicate, names[c.agent], names[c.patient], c.polarity, names[c.source]) for c in reading.claims]


NO = "negative"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        pytest.param("ونفت أبوظبي، في رسالة مؤرخة 6 تشرين الأول، أن تكون قد زوّدت قوات حفتر بعتاد عسكري.",
                     ("arms", "أبوظبي", "قوات حفتر", NO, "أبوظبي"), id="denied_with_a_perfect_behind_being"),
        pytest.param("ونفى مندوب إيران أن تكون بلاده قد أمدّت جماعة الحوثي بصواريخ.",
                     ("arms", "إيران", "جماعة الحوثي", NO, "مندوب إيران"), id="denied_of_the_speakers_country"),
        pytest.param("ونفى الجيش وجود أي نية لمهاجمة كركوك.", ("attacks", "الجيش", "كركوك", NO, "الجيش"),
                     id="denied_intention"),
        pytest.param("ونفت الحكومة أنباء عن مقتل الوزير.", ("kills", "?", "الوزير", NO, "الحكومة"), id="denied_news"),
        pytest.param("ونفت أنقرة صحة التقارير عن إرسال قوات إلى ليبيا.", ("deploys", "أنقرة", "ليبيا", NO, "أنقرة"),
                     id="denied_truth_of_reports"),
        pytest.param("لا صحة لأنباء عن مقتل خليفة حفتر.", ("kills", "?", "خليفة حفتر", NO, "publisher"),
                     id="no_truth_in_news"),
        pytest.param("وأكد الحوثيون أنهم لم يستهدفوا مكة.", ("attacks", "الحوثيون", "مكة", NO, "الحوثيون"),
                     id="plural_name_as_speaker_and_subject"),
        pytest.param("لم يعد حزب الله يسيطر على البلدة.", ("controls", "حزب الله", "البلدة", NO, "publisher"),
                     id="no_longer"),
        pytest.param("ولا يتوقع الخبراء أن تندلع حرب جديدة بين الشرق والغرب.", ("fights", "الشرق", "الغرب", NO, "publisher"),
                     id="negated_expectation"),
        pytest.param("واتهمت واشنطن إيران بتسليح الحوثيين، وهو ما تنفيه طهران.", ("arms", "إيران", "الحوثيين", NO, "إيران"),
                     id="which_she_denies"),
        pytest.param("وأعلن الحوثيون أنهم قصفوا مطار أبها، الأمر الذي نفاه التحالف.",
                     ("attacks", "الحوثيون", "مطار أبها", NO, "التحالف"), id="a_thing_that_he_denied"),
        pytest.param("واتهمت الرياض طهران بتزويد الحوثيين بالصواريخ. ونفت طهران هذه الاتهامات.",
                     ("arms", "طهران", "الحوثيين", NO, "طهران"), id="denied_charges_of_the_sentence_before"),
        pytest.param("وقالت مصادر إن الجيش قصف المدرسة. لكن الجيش نفى ذلك.", ("attacks", "الجيش", "المدرسة", NO, "الجيش"),
                     id="denied_that"),
    ],
)  # fmt: skip
def test_denial(text: str, claim: tuple[str, ...]) -> None:
    assert claim in told(text)


def test_charge_and_denial_stand_side_by_side() -> None:
    claims = told("واتهمت واشنطن إيران بتسليح الحوثيين، وهو ما تنفيه طهران.")
    assert ("arms", "إيران", "الحوثيين", "positive", "واشنطن") in claims
    assert ("accuses", "واشنطن", "إيران", "positive", "publisher") in claims
    assert not any(p == "accuses" and polarity == NO for p, _, _, polarity, _ in claims)


def test_a_denied_event_does_not_deny_what_follows() -> None:
    claims = told("ونفت أنقرة إرسال قوات إلى ليبيا. وقصف الجيش السوري مدينة إدلب.")
    assert ("attacks", "الجيش السوري", "مدينة إدلب", "positive", "publisher") in claims


@pytest.mark.parametrize(
    ("text", "agent", "patient"),
    [
        ("وقصف الروس مدينة إدلب.", "الروس", "مدينة إدلب"),
        ("وأكد الخبراء الروس أن الأتراك قصفوا عفرين.", "الأتراك", "عفرين"),
    ],
)
def test_people_of_a_nation_as_its_state(text: str, agent: str, patient: str) -> None:
    assert ("attacks", agent, patient, "positive") in [c[:4] for c in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ورفض المصدر الكشف عن اسمه.",
        "ورفض المتحدث باسم الجيش التركي التعليق.",
        "ورفض المصدر العسكري إعطاء المزيد من التفاصيل.",
    ],
)
def test_refusing_to_say_more_is_no_position(text: str) -> None:
    assert not any(c[0] == "opposes" for c in told(text))


def test_refusing_a_deployment_is_a_position() -> None:
    assert ("opposes", "مصر") in [c[:2] for c in told("ورفضت مصر نشر قوات أجنبية في ليبيا.")]


def test_the_others_are_of_those_told_last() -> None:
    claims = told("وقتل الجيش خمسة من المهاجمين، فيما استشهد ثمانية من رجال الشرطة وأصيب 12 آخرون.")
    assert ("wounds", "?", "رجال الشرطة") in [c[:3] for c in claims]
