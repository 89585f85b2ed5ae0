"""Names that no table has: persons by what stands around them, places in a row, papers as bodies."""

from __future__ import annotations

import pytest

import marsad


def found(text: str) -> dict[str, str]:
    """Every mention by name as it stands in the text, with the kind of its entity."""
    reading = marsad.read(text)
    return {text[m.start : m.end]: e.kind for e in reading.entities for m in e.mentions if m.type == "name"}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        pytest.param("وأضاف الجزراوي أن الهدنة صامدة.", "الجزراوي", id="surname_behind_a_verb_of_saying"),
        pytest.param("وقال برودبنت إن الهدنة صامدة.", "برودبنت", id="foreign_surname_behind_a_verb_of_saying"),
        pytest.param("وكشف الجزراوي، في بيان له، موعد الهدنة.", "الجزراوي", id="nisba_before_a_comma"),
        pytest.param("وصل عبد الخالق المهداوي إلى الخرطوم.", "عبد الخالق المهداوي", id="servant_of_god_in_two_words"),
        pytest.param("وصل عبدالمقصود المهداوي إلى الخرطوم.", "عبدالمقصود المهداوي", id="servant_of_god_in_one_word"),
        pytest.param("اتهم المتحدث باسم المجلس، علي الجزراوي، الجيش بقصف البلدة.", "علي الجزراوي", id="ali_is_not_on"),
        pytest.param(
            "قال العميد سالم حسن إن الهدنة صامدة. وأكد حسن أن القتال انتهى.", "حسن", id="given_name_before_what_is_said"
        ),
        pytest.param("التقى محمد سيد المهتدين السفير في القاهرة.", "محمد سيد المهتدين", id="sayyid_inside_a_name"),
    ],
)
def test_person(sentence: str, name: str) -> None:
    assert found(sentence).get(name) == "person", found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("وقال صراحة إنه يقاتل.", id="adverb"),
        pytest.param("وأكد بيان أن القتال انتهى.", id="statement"),
        pytest.param("وقال قانونيون إن الحكم باطل.", id="plural"),
    ],
)
def test_no_person_behind_a_verb_of_saying(sentence: str) -> None:
    assert "person" not in found(sentence).values()


def test_servant_of_god_comes_back_short_and_in_one_word() -> None:
    text = "قال رامي عبد الغفور إن القتال انتهى. ووصل عبد الغفور إلى دمشق. ثم التقى عبدالغفور الوزير."
    (person,) = (e for e in marsad.read(text).entities if "الغفور" in e.name)
    assert person.name == "رامي عبد الغفور"
    assert {text[m.start : m.end] for m in person.mentions} >= {"رامي عبد الغفور", "عبد الغفور", "عبدالغفور"}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        pytest.param("قصف الطيران بلدات كفرزيبا وتلدوم والبويرات.", "كفرزيبا تلدوم البويرات", id="towns"),
        pytest.param("في محافظات تعز وعدن وإب والضالع.", "تعز عدن إب الضالع", id="place_that_looks_like_a_verb"),
        pytest.param("سيطرت على مديريات السلفية، والجبين، وكسمة.", "السلفية الجبين كسمة", id="districts_behind_commas"),
    ],
)
def test_row_of_places(sentence: str, names: str) -> None:
    got = found(sentence)
    assert [name for name in names.split() if got.get(name) != "place"] == [], got


def test_row_of_places_ends_at_an_actor() -> None:
    got = found("سيطر على محافظات عدن ولحج والحوثيون يقاتلون.")
    assert got["الحوثيون"] == "armed_group"


def test_place_behind_its_stronghold() -> None:
    """A definite name behind a noun with a pronoun is an adjective (حكمه القصير), but not behind a noun of place."""
    assert found("تراجعوا إلى معقلهم الرقة.").get("الرقة") == "place"


def test_agency_is_a_body_and_no_party() -> None:
    text = "قالت وكالة رويترز إن الجيش السوري قصف البلدة."
    assert found(text)["وكالة رويترز"] == "org"


def test_states_together_are_a_bloc() -> None:
    assert found("دعمت دول المنطقة الاتفاق مع الجيش.").get("دول المنطقة") == "bloc"


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        pytest.param("تقدم الجيش اليمني من ذمار نحو إب.", "إب", "place", id="told_from_father_by_its_hamza"),
        pytest.param("قال الوزير لـ«الشرق الأوسط» إن القتال انتهى.", "«الشرق الأوسط»", "org", id="paper_spoken_to"),
        pytest.param("ويرأسها ميكلوش هاورنت عضو المجلس.", "ميكلوش هاورنت", "person", id="strangers_before_an_office"),
        pytest.param("وصل قائد يدعى الشحروري إلى المدينة.", "الشحروري", "person", id="called"),
        pytest.param(
            "قال رئيس البعثة في اليمن أنطوان مورو إن الهدنة صامدة.", "أنطوان مورو", "person", id="name_behind_the_seat"
        ),
        pytest.param(
            "وصل العميد سالم حسن. وستستمر المعركة، وفق حسن، أياما.",
            "حسن",
            "person",
            id="given_name_behind_according_to",
        ),
        pytest.param(
            "فر الرئيس المخلوع سالم الجزراوي. ثم عاد المخلوع إلى العاصمة.", "المخلوع", "person", id="epithet_of_one_man"
        ),
        pytest.param(
            "قال مسؤولون في الحكومة الأردنية إن القتال انتهى.",
            "مسؤولون في الحكومة الأردنية",
            "source",
            id="officials_are_a_source_not_their_government",
        ),
        pytest.param("حاصر المستوطنون الحراس في القرية.", "الحراس", "people", id="guards"),
    ],
)
def test_mention(sentence: str, name: str, kind: str) -> None:
    assert found(sentence).get(name) == kind, found(sentence)


def test_father_and_august_are_no_town() -> None:
    assert "place" not in found("كان أب الوزير اليمني في الجيش. وفي آب عاد إلى اليمن.").values()


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        pytest.param("قال المتحدث باسم قوات الدعم السريع إن قوات الدعم السريع انسحبت.", "قوات الدعم السريع", id="not_by_its_spokesman"),
        pytest.param("سلمت المجموعة سلاحها للجيش اليمني.", "الجيش اليمني", id="article_behind_li"),
        pytest.param("سلمت المجموعة سلاحها للبنان.", "لبنان", id="no_article_behind_li"),
    ],
)  # fmt: skip
def test_entity_is_named_by_itself(sentence: str, name: str) -> None:
    assert name in {e.name for e in marsad.read(sentence).entities}


def test_servant_of_the_two_shrines_by_the_day() -> None:
    reading = marsad.read("وصل رئيس الوزراء إلى جدة والتقى خادم الحرمين الشريفين.", published="2012-05-01")
    assert "abdullah_bin_abdulaziz" in {e.actor for e in reading.entities}


def test_account_on_a_network_is_no_publisher() -> None:
    reading = marsad.read("قصف الجيش البلدة أمس.\nوقال سكان إن القصف استمر.\nوانسحب الجيش.\n@alakhbar_news")
    assert reading.report.publisher is None


def test_given_name_that_is_a_verb_behind_a_rank() -> None:
    assert found("وصل العميد فضل حسن إلى القاعدة.").get("العميد فضل حسن") == "person"


def test_displaced_people_are_hit() -> None:
    assert found("قصف الجيش النازحين في المخيم.").get("النازحين") == "people"


def test_council_inside_a_resolution() -> None:
    assert found("طالبت الحكومة بتنفيذ قرار مجلس الأمن رقم 2216.").get("مجلس الأمن") == "org"


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        pytest.param("وأكد الجزراوي تراجع القتال.", "الجزراوي", "person", id="surname_behind_a_verb_of_saying_without_that"),
        pytest.param("وقال كوردوفسن للصحافيين في جنيف إن القتال تراجع.", "كوردوفسن", "person", id="told_the_press"),
        pytest.param("وصل الشيخ خليفة بن زايد آل نهيان.", "الشيخ خليفة بن زايد آل نهيان", "person", id="house_in_a_name"),
        pytest.param("ذكرت وكالة «الفنار» أن القتال تراجع.", "وكالة «الفنار»", "org", id="unknown_agency_in_quotation_marks"),
        pytest.param("التقى الوفدان في العاصمة الأردنية عمان.", "العاصمة الأردنية عمان", "place", id="capital_and_its_name"),
        pytest.param("انتقد المجلس الأعلى للأمن القومي الخطة.", "المجلس الأعلى للأمن القومي", "org", id="what_a_council_is_for"),
        pytest.param("أصدر معهد العلوم والأمن الدولي بيانا.", "معهد العلوم والأمن الدولي", "org", id="body_named_after_two"),
        pytest.param("قصف الجيش منازل المواطنين في تعز.", "منازل المواطنين", "place", id="houses_of_people"),
        pytest.param("لم تنل الحكومة اعترافا صريحا من واشنطن.", "واشنطن", "state", id="capital_that_recognises"),
        pytest.param("هاجم مقاتلو العشائر المعبر.", "مقاتلو العشائر", "armed_group", id="fighters_of_tribes"),
        pytest.param("سقطت المنطقة العسكرية الأولى في سيئون.", "المنطقة العسكرية الأولى", "armed_group", id="military_region"),
        pytest.param("جالس الوزير شيوخ قبائل.", "شيوخ قبائل", "people", id="sheikhs"),
    ],
)  # fmt: skip
def test_kind(sentence: str, name: str, kind: str) -> None:
    assert found(sentence).get(name) == kind, found(sentence)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        pytest.param("شن الجيش هجوما، الأمر الذي دفع السكان إلى الرحيل.", "الأمر", id="matter_is_no_commander"),
        pytest.param("وصل السلاح عن طريق تركيا.", "طريق تركيا", id="by_way_of"),
        pytest.param("التقى ممثلين عن الحكومة وآخرين.", "وآخرين", id="others"),
        pytest.param("تسلم سلاح الجو المصري طائرات.", "الجو المصري", id="air_force"),
        pytest.param("على امتداد فترة سريان الاتفاق.", "سريان", id="validity_is_no_syriacs"),
        pytest.param("دعا إلى تعزيز الجهود.", "تعزيز الجهود", id="strengthening_is_no_troops"),
    ],
)
def test_no_name(sentence: str, word: str) -> None:
    assert word not in found(sentence)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        pytest.param("دعا قائد العمل الإنساني إلى هدنة.", "الإنساني", id="what_an_office_is_for"),
        pytest.param("تغيرت المنطقة في الربيع العربي.", "الربيع العربي", id="definite_word_before_an_adjective"),
        pytest.param("قدمت المنظمة معونات للشعب اليمني الشقيق.", "الشقيق", id="brother_as_an_adjective"),
        pytest.param("انتقد الحزب الزيارة «السياسية».", "السياسية", id="political_is_no_politician"),
    ],
)
def test_no_person(sentence: str, word: str) -> None:
    assert word not in found(sentence)
