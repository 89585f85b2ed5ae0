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
    persons = [e for e in marsad.read(text).entities if "الغفور" in e.name]
    assert [len(e.mentions) for e in persons] == [3]


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
