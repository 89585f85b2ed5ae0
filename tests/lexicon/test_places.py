"""Places of the tables: where they lie, and which bearer of a name a report means."""

from __future__ import annotations

from pathlib import Path

import pytest

import marsad
from marsad.lexicon.places import Point, coordinates


def actors(text: str) -> set[str]:
    return {e.actor for e in marsad.read(text).entities if e.actor}


def test_a_place_of_geonames_has_its_id_and_point() -> None:
    tobruk = coordinates()["tobruk"]
    assert tobruk.geonames == 81302
    assert (round(tobruk.lat), round(tobruk.lon)) == (32, 24)


def test_a_place_that_geonames_does_not_have_has_no_point() -> None:
    assert "airport_road_tripoli" not in coordinates()


def test_points_are_on_the_earth() -> None:
    points = coordinates().values()
    assert len(points) > 2_500
    assert all(-90 <= p.lat <= 90 and -180 <= p.lon <= 180 for p in points)


def test_points_of_a_user(tmp_path: Path) -> None:
    head = "key\ttype\tcountry\tname\tvariants\tlabel_en\tdecides\tgeonames\tlat\tlon\tsource\n"
    (tmp_path / "places.tsv").write_text(head + "tobruk\tcity\tlibya\tطبرق\t\tTobruk\t\t1\t2.5\t3\tmine\n")
    assert coordinates(tmp_path)["tobruk"] == Point(1, 2.5, 3.0)
    (tmp_path / "places.tsv").write_text(head + "tobruk\tcity\tlibya\tطبرق\t\tTobruk\t\tx\t2.5\t3\tmine\n")
    coordinates.cache_clear()
    with pytest.raises(ValueError, match=r"places\.tsv:2"):
        coordinates(tmp_path)


@pytest.mark.parametrize(
    ("text", "meant", "other"),
    [
        pytest.param(
            "اندلعت اشتباكات في طرابلس بين مسلحين، ودعا رئيس الوزراء اللبناني الجيش إلى الانتشار في باب التبانة.",
            "tripoli_lebanon",
            "tripoli",
            id="tripoli_of_lebanon",
        ),
        pytest.param(
            "قصفت قوات حفتر مطار معيتيقة وأحياء في طرابلس.", "tripoli", "tripoli_lebanon", id="tripoli_of_libya"
        ),
        pytest.param("وصل الوفد إلى طرابلس.", "tripoli", "tripoli_lebanon", id="tripoli_by_itself"),
        pytest.param("وصل الوفد إلى رفح قادما من العريش في شمال سيناء.", "rafah_egypt", "rafah", id="rafah_in_sinai"),
        pytest.param("قصفت إسرائيل رفح وخان يونس.", "rafah", "rafah_egypt", id="rafah_in_gaza"),
        pytest.param("أغلقت قوات حفتر ميناء النفط في البريقة.", "brega", "al_buraiqa", id="brega"),
        pytest.param("اقتحم مسلحو الانتقالي مقرا في البريقة غربي عدن.", "al_buraiqa", "brega", id="buraiqa_of_aden"),
    ],
)
def test_one_name_two_places(text: str, meant: str, other: str) -> None:
    found = actors(text)
    assert meant in found
    assert other not in found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("قصف الطيران السوري تدمر.", "palmyra", id="object_of_a_strike"),
        pytest.param("قتل قيادي في حزب الله بغارة على صور.", "tyre", id="behind_a_preposition"),
        pytest.param("سيطرت الفصائل السورية على منبج والباب.", "bab_syria", id="joined_to_a_place"),
        pytest.param("تقدم الجيش السوري في ريف القصير، ثم عاد من القصير إلى حمص.", "qusayr", id="behind_from"),
    ],
)
def test_everyday_word_that_stands_like_a_place(text: str, place: str) -> None:
    assert place in actors(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("قال الوزير السوري إن الباب مفتوح أمام الحوار.", "bab_syria", id="door"),
        pytest.param("نشرت الصحيفة اللبنانية صور الضحايا.", "tyre", id="pictures"),
        pytest.param("قال المتحدث السوري إن الأمد القصير لا يكفي.", "qusayr", id="short"),
        pytest.param("تعاني الطبقة الوسطى في سوريا من الغلاء.", "tabqa", id="class"),
        pytest.param("رفضت الحكومة المقترح بحجة الأمن في اليمن.", "hajjah", id="pretext"),
        pytest.param("وقف الحارس عند الباب في باريس.", "bab_syria", id="door_in_a_report_on_elsewhere"),
    ],
)
def test_everyday_word_that_is_no_place(text: str, place: str) -> None:
    assert place not in actors(text)
