"""Publisher and date as a report's own lines have them. Outlets are invented."""

# ruff: noqa: E501 (a sentence and what it must give stand on one line)

from __future__ import annotations

import pytest

from marsad.lexicon import load
from marsad.reader import read
from marsad.reader.meta import publisher

BODY = (
    "وصل وزير الخارجية المصري إلى بغداد في زيارة تستمر يومين، والتقى نظيره العراقي وبحثا معا أمن الحدود بين البلدين.\n"
)
MORE = "وقال ناطق إن المباحثات ستتواصل غدا في مقر الوزارة، من دون أن يكشف عن جدول أعمالها أو عن أسماء المشاركين فيها.\n"


def outlet(head: str = "", tail: str = "") -> str | None:
    return publisher(head + BODY + MORE + BODY + MORE + tail, load())


@pytest.mark.parametrize(
    ("tail", "name"),
    [
        pytest.param("مركز الضحى للدراسات", "مركز الضحى للدراسات", id="signature_with_its_kind"),
        pytest.param("المرفأ العربي، الجمعة 14/12/2018", "المرفأ العربي", id="name_and_date"),
        pytest.param("بيروت ـ المرفأ العربي / 17 كانون الأول (ديسمبر) 2016", "المرفأ العربي", id="place_name_and_date"),
        pytest.param("س. م. — يومية «صدى المرفأ»، الأحد 2 أفريل 2017", "صدى المرفأ", id="quoted_behind_initials"),
        pytest.param("(بوابة المرفأ الإخبارية | السبت 31 أغسطس 2024 - 09:40 م)", "بوابة المرفأ الإخبارية", id="line_in_brackets"),
        pytest.param("#المرفأ_نيوز", "المرفأ_نيوز", id="hashtag"),
        pytest.param("رام الله، 8 أيار 2024", None, id="place_and_date_name_nobody"),
        pytest.param("السبت 4 ديسمبر (كانون الأول) 2021", None, id="date_alone"),
    ],
)  # fmt: skip
def test_signature_line(tail: str, name: str | None) -> None:
    assert outlet(tail=tail) == name


@pytest.mark.parametrize(
    ("head", "name"),
    [
        pytest.param("المرفأ نت / عدن / خاص\n", "المرفأ نت", id="outlet_place_byline"),
        pytest.param("خاص ــ صدى المرفأ\n", "صدى المرفأ", id="byline_and_outlet"),
        pytest.param("الرياض – عين المرفأ\n", "عين المرفأ", id="place_and_outlet"),
        pytest.param("القاهرة ـ خاص بـ«المرفأ»\n", "المرفأ", id="special_to"),
        pytest.param("من مراسل «المرفأ» في الجنوب ــ الأربعاء ٤ آب ٢٠١٠\n", "المرفأ", id="correspondent_of"),
        pytest.param("📌 موجز نبض المرفأ | @nabd_marfa | 20/2/2020\n", "نبض المرفأ", id="channel_with_handle"),
        pytest.param("طرابلس 21 أبريل 2019 (وكالة المرفأ للأنباء) - قُتل 11 مدنيا في قصف على حي سكني جنوبي العاصمة الليبية أمس.\n", "وكالة المرفأ للأنباء", id="agency_dateline"),
        pytest.param("نيروبي ـ «المرفأ اليوم»: كشف دبلوماسي أن عشرين دبابة توغلت داخل الصومال أمس لنجدة الحكومة الانتقالية.\n", "المرفأ اليوم", id="quoted_dateline"),
        pytest.param("الحسكة – مكتبنا\n", None, id="place_and_our_bureau"),
        pytest.param("تطاوين (من مراسلنا الجهوي)\n", None, id="place_and_our_correspondent"),
        pytest.param("غزة: حرب أرقام على كيس طحين\n", None, id="headline_with_colon"),
        pytest.param("بقلم: سالم العمري\n", None, id="writer"),
    ],
)  # fmt: skip
def test_head_line_and_dateline(head: str, name: str | None) -> None:
    assert outlet(head=head) == name


def test_signature_comes_before_bureau() -> None:
    assert outlet("الحسكة – مكتبنا\n", "صحيفة المرفأ اليوم") == "صحيفة المرفأ اليوم"


def test_paper_to_which_a_source_speaks() -> None:
    assert (
        outlet(
            tail="وكشف مصدر أمني لـ«المرفأ» أن القوات انسحبت ليلا من البلدة بعد معارك دامت ثلاثة أيام متواصلة مع المسلحين."
        )
        == "المرفأ"
    )


def test_group_to_which_fighters_belong_is_no_paper() -> None:
    assert (
        outlet(
            tail="وينتمي معظم هؤلاء المقاتلين لـ«المرفأ» الذي تأسس قبل ثلاثة أعوام في ريف المدينة الغربي على ما يقوله السكان."
        )
        is None
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(f"{BODY}{MORE}صنعاء، الثلاثاء 28 يناير 2020م", "2020-01-28", id="signature"),
        pytest.param(f"إعداد: قسم التوثيق بموقع «المرفأ» – 4/11/2022\nفي 3 تشرين الثاني 2020 باغت المسلحون المعسكر.\n{BODY}", "2022-11-04", id="behind_a_dash"),
        pytest.param(f"{BODY}وتمنّت أن ينال الكتاب اعتراف القراء قبل لجان الجوائز في المعرض المقبل. (المرفأ 14/5/2018)", "2018-05-14", id="closing_bracket"),
        pytest.param("شُطب السودان من القائمة اعتباراً من اليوم ١٤ ديسمبر ٢٠٢٠\n", "2020-12-14", id="today_with_its_date"),
        pytest.param(BODY, None, id="none"),
    ],
)  # fmt: skip
def test_date(text: str, day: str | None) -> None:
    assert read(text).report.published == day
