"""Numbers in digits and in words. The sentences are made for these tests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.normalise import normalise
from marsad.arabic.numbers import Number, number_at, ordinal, ordinal_at
from marsad.arabic.words import tokens


def keys(text: str) -> list[str]:
    return [t.key for t in tokens(normalise(text))]


def numbers(text: str) -> list[Number]:
    words, out, i = keys(text), [], 0
    while i < len(words):
        got = number_at(words, i)
        if got:
            out.append(got)
        i = got.end if got else i + 1
    return out


def only(text: str) -> Number:
    got = numbers(text)
    assert len(got) == 1, got
    return got[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("قتل 35 جنديا", 35),
        ("قتل ٣٥ جنديا", 35),
        ("قتل ۳۵ جنديا", 35),
        ("شرد 1,200 شخص", 1200),
        ("شرد 1.200 شخص", 1200),
        ("شرد ١٬٢٠٠ شخص", 1200),
        ("شرد 1,250,000 شخص", 1250000),
        ("وصل 10 000 لاجئ", 10000),
        ("أصيب بـ32 رصاصة", 32),
        ("أعلن مقتل الـ15 جنديا", 15),
    ],
)
def test_digits_with_separators_and_clitics(text: str, value: int) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("قتل ثلاثة عشر جنديا", 13),
        ("قتلت ثلاث عشرة امرأة", 13),
        ("أصيب أحد عشر مدنيا", 11),
        ("أصيبت إحدى عشرة طفلة", 11),
        ("اعتقل اثنا عشر ناشطا", 12),
        ("اعتقال اثني عشر ناشطا", 12),
        ("خسر خمسة وعشرون مقاتلا", 25),
        ("أسر خمس وعشرين مقاتلة", 25),
        ("مقتل واحد وعشرين شخصا", 21),
        ("سقط خمسون قتيلا", 50),
        ("أفرج عن مئة أسير", 100),
        ("أفرج عن مائة أسير", 100),
        ("سقط مئتا قتيل", 200),
        ("مقتل مئتي جندي", 200),
        ("قتل مئتان وخمسون منهم", 250),
        ("جرح ثلاثمائة وستون شخصا", 360),
        ("جرح ثلاث مئة شخص", 300),
        ("قتل مئة وخمسة جنود", 105),
        ("وصل ألفا جندي", 2000),
        ("وصول ألفي جندي", 2000),
        ("بلغ ألفا ومئتين", 1200),
        ("نزح ثلاثة آلاف شخص", 3000),
        ("نزح ثلاثة آلاف ومئتان وخمسة وعشرون شخصا", 3225),
        ("نزح مئة وخمسون ألف شخص", 150000),
        ("نزح مليونا سوري", 2000000),
        ("عدد مليوني نازح", 2000000),
        ("نزح ثلاثة ملايين ونصف المليون", 3500000),
        ("أنفق مليون ونصف مليون", 1500000),
        ("نزح نصف مليون شخص", 500000),
        ("بقيمة ألف مليون", 1000000000),
    ],
)
def test_number_words_in_all_cases_and_genders(text: str, value: int) -> None:
    assert only(text) == Number(only(text).start, only(text).end, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("قوامها 32 ألفا من الجنود", 32000),
        ("شرد 5 آلاف", 5000),
        ("بقيمة 1.5 مليون دولار", 1500000),
        ("بقيمة 2,5 مليار دولار", 2500000000),
        ("بقيمة 59.3 مليون دولار", 59300000),
        ("بقيمة 1.250 مليون دولار", 1250000),
        ("نزح مليون و200 ألف شخص", 1200000),
    ],
)
def test_figure_with_a_scale_word(text: str, value: int) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value", "length"),
    [
        ("نحو 5 آلاف مقاتل", 5000, 3),
        ("بنحو 300 مقاتل", 300, 2),
        ("ما لا يقل عن 11 قتيلا", 11, 5),
        ("لا يقل عن سبعة قتلى", 7, 4),
        ("أكثر من 40 غارة", 40, 3),
        ("وأكثر من أربعين غارة", 40, 3),
        ("ما يقارب ثلاثين ألفا", 30000, 4),
        ("ما يزيد على مئة", 100, 4),
        ("قرابة الـ20 آلية", 20, 3),
        ("زهاء مئة ونيف", 100, 3),
    ],
)
def test_hedge_is_part_of_the_number(text: str, value: int, length: int) -> None:
    assert number_at(keys(text), 0) == Number(0, length, value, approx=True)


def test_hedge_before_the_figure_is_seen_from_the_figure() -> None:
    assert number_at(keys("أكثر من 40 غارة"), 2) == Number(2, 3, 40, approx=True)
    assert number_at(keys("قتل 40 على الأقل"), 1) == Number(1, 2, 40, approx=True)
    assert number_at(keys("نحو المدينة"), 0) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("بين 10 و15 قتيلا", 10, 15),
        ("ما بين 10 و15 قتيلا", 10, 15),
        ("10-15 قتيلا", 10, 15),
        ("10 – 15 قتيلا", 10, 15),
        ("10 إلى 15 ألفا", 10000, 15000),
        ("بين عشرين وثلاثين ألفا", 20000, 30000),
        ("بين خمسة وعشرة آلاف", 5000, 10000),
        ("بين ثلاثة وعشرين قتيلا", 3, 20),
        ("بين مئة ومئتين", 100, 200),
        ("ثلاثة أو أربعة قتلى", 3, 4),
    ],
)
def test_range(text: str, low: int, high: int) -> None:
    got = number_at(keys(text), 0)
    assert got is not None
    assert (got.value, got.max) == (low, high)


def test_rise_from_one_figure_to_another_is_no_range() -> None:
    assert [(n.value, n.max) for n in numbers("ارتفع العدد من 10 إلى 15 قتيلا")] == [(10, None), (15, None)]


def test_two_counts_joined_by_and_stay_two() -> None:
    assert [n.value for n in numbers("قتل ثلاثة وستة جرحوا")] == [3, 6]
    assert [n.value for n in numbers("قتل 5 و3 جرحوا")] == [5, 3]
    assert [n.value for n in numbers("ثلاثة جنود وعشرون مدنيا")] == [3, 20]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("عشرات القتلى", 1),
        ("مئات الجرحى", 1),
        ("عشرات الآلاف من النازحين", 2),
        ("بضعة جنود", 1),
        ("بضع مئات", 2),
        ("آلاف النازحين", 1),
        ("ملايين اللاجئين", 1),
        ("المئات من المدنيين", 1),
    ],
)
def test_vague_number_has_no_figure(text: str, length: int) -> None:
    assert number_at(keys(text), 0) == Number(0, length, 0, vague=True)


@pytest.mark.parametrize(
    "text",
    [
        "بلغت النسبة 59.3",
        "على 20% من الأراضي",
        "على خمسين بالمئة من الأراضي",
        "على 80 في المئة من الأراضي",
        "وصل يوم الاثنين",
        "وصل الأحد",
        "لست خائفا",
        "أحد القادة",
        "في 23-10-2019",
        "في 23/10/2019",
        "عند 10:30",
        "القرار 2254",
        "اللواء 35 مدرع",
        "مقاتلات إف-16",
        "مقاتلات F-16",
        "صواريخ إس-300",
        "عثر عليه ميتا في منزله",
        "تقدم الجيش إلى المدينة",
        "لليوم الثالث عشر",
        "الذكرى الخامسة والعشرين",
        "ميدان السبعين",
    ],
)
def test_no_count(text: str) -> None:
    assert numbers(text) == []


def test_number_after_a_clitic_conjunction() -> None:
    assert number_at(keys("وعشرون جريحا"), 0) == Number(0, 1, 20)
    assert number_at(keys("بخمسين آلية"), 0) == Number(0, 1, 50)


@pytest.mark.parametrize(
    ("word", "value"),
    [("الأول", 1), ("الأولى", 1), ("والثانية", 2), ("للثالث", 3), ("رابع", 4), ("العاشر", 10), ("العشرين", 20)],
)
def test_ordinal_with_article_and_clitics(word: str, value: int) -> None:
    assert ordinal(keys(word)[0]) == value


def test_cardinal_and_noun_are_no_ordinals() -> None:
    assert [ordinal(keys(word)[0]) for word in ("عشرون", "ثلاثة", "الجيش")] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [("الثالث عشر من", 13, 2), ("الحادي والعشرين من", 21, 2), ("الخامس والعشرون", 25, 2), ("العشرين من", 20, 1)],
)
def test_ordinal_of_two_words(text: str, value: int, end: int) -> None:
    assert ordinal_at(keys(text), 0) == (value, end)


UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["", "مئة", "مئتان"] + [f"{u}مئة" for u in ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")]


def in_words(n: int) -> str:
    if n <= 10:
        return UNITS[n]
    if n < 20:
        return f"{ {1: 'أحد', 2: 'اثنا'}.get(n - 10, UNITS[n - 10]) } عشر"
    if n < 100:
        return " و".join(filter(None, (UNITS[n % 10], TENS[n // 10])))
    if n < 1000:
        return " و".join(filter(None, (HUNDREDS[n // 100], in_words(n % 100))))
    high, low = divmod(n, 1000)
    head = {1: "ألف", 2: "ألفان"}.get(high) or f"{in_words(high)} {'آلاف' if high <= 10 else 'ألف'}"
    return " و".join(filter(None, (head, in_words(low))))


@given(st.integers(1, 999_999))
def test_every_number_reads_back_from_its_words(n: int) -> None:
    words = keys(in_words(n))
    assert number_at(words, 0) == Number(0, len(words), n)


VOCABULARY = keys(
    "بين من إلى و ما لا يقل عن نحو مئة ألف آلاف ونصف المليون عشر أو 10 1,200 5.5 - / : % ال في عشرات ميتا"
)


@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=9))
def test_any_words_in_any_order_give_spans_inside_the_sentence(words: list[str]) -> None:
    for i in range(len(words)):
        got = number_at(words, i)
        assert got is None or (got.start == i < got.end <= len(words) and got.value >= 0)
