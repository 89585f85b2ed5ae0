"""Known actors and places by their names, outside a text."""

from __future__ import annotations

from conftest import GOLD
from marsad import gold
from marsad.lexicon import load
from marsad.lexicon.lookup import best, named


def test_name_adjective_and_capital() -> None:
    lexicon = load()
    assert [e.key for e in named(lexicon, "روسيا")] == ["russia"]
    assert [e.key for e in named(lexicon, "الروسي")] == ["russia"]
    assert {"egypt", "cairo"} == {e.key for e in named(lexicon, "القاهرة")}
    assert named(lexicon, "كلمة لا يعرفها أحد") == []


def test_every_entry_is_found_by_its_own_name() -> None:
    lexicon = load()
    lost = [
        e.key for e in lexicon.entries if e.kind in ("org", "armed_group", "bloc") and e not in named(lexicon, e.name)
    ]
    assert lost == []


def test_kind_decides_between_a_capital_and_its_state() -> None:
    lexicon = load()
    state, place = best(lexicon, ["القاهرة"], "state", ""), best(lexicon, ["القاهرة"], "place", "")
    assert state is not None
    assert place is not None
    assert (state.key, place.key) == ("egypt", "cairo")
    assert best(lexicon, ["القاهرة"], "measure", "") is None


def test_the_text_decides_between_two_places_of_one_name() -> None:
    lexicon = load()
    libyan = best(lexicon, ["طرابلس"], "place", "قصف طرابلس وبنغازي في ليبيا")
    assert libyan is not None
    assert libyan.country == "libya"
    lebanese = best(lexicon, ["طرابلس"], "place", "اشتباكات في طرابلس شمال لبنان")
    assert lebanese is not None
    assert lebanese.country == "lebanon"
    assert best(lexicon, ["طرابلس"], "place", "لا شيء يدل") == libyan
    assert best(lexicon, ["البيضاء"], "place", "لا شيء يدل") is None


def test_gold_actors_are_the_known_ones() -> None:
    entities = {e.id: e for e in gold.as_reading(gold.load(GOLD / "jeddah_darfur_2023.yaml")).entities}
    assert entities["rsf"].actor == "rapid_support_forces"
    assert all(e.label_en for e in entities.values())
