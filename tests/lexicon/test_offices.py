"""Offices: the table is sound, and a title without a name is the person who held the office on the report's day."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import pytest

import marsad
from marsad.lexicon import compile as tables
from marsad.lexicon import load
from marsad.lexicon.offices import Tenure, held, title_key, title_words

ROWS = [row for _, row in tables.parse(tables.TABLES / "offices.tsv")]
DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")


def persons(text: str, published: str | None) -> dict[str, str | None]:
    """Every mention of a person with the key of the actor."""
    reading = marsad.read(text, published=published)
    return {text[m.start : m.end]: e.actor for e in reading.entities if e.kind == "person" for m in e.mentions}


def test_every_holder_and_body_is_in_the_tables() -> None:
    known = load().by_key
    bodies = {b for row in ROWS for cell in (row["of"], *(t.partition("@")[2] for t in row["titles"].split("|")))
              for b in cell.split("+") if b}  # fmt: skip
    assert {row["holder"] for row in ROWS} | bodies <= set(known)


def test_dates_are_written_as_iso_and_in_order() -> None:
    for row in ROWS:
        assert DATE.fullmatch(row["from"]), row
        assert DATE.fullmatch(row["to"]), row
        assert row["from"], row
        assert not row["to"] or row["from"] <= row["to"], row


def test_nobody_takes_an_office_before_the_last_has_left() -> None:
    offices = defaultdict(list)
    for row in ROWS:
        offices[row["office"]].append(row)
    for rows in offices.values():
        for one, two in pairwise(rows):
            assert one["to"], one
            n = min(len(one["to"]), len(two["from"]))
            assert one["to"][:n] <= two["from"][:n], (one, two)


def test_the_first_row_of_an_office_has_its_titles() -> None:
    seen = set()
    for row in ROWS:
        assert bool(row["titles"]) == (row["office"] not in seen), row
        seen.add(row["office"])
    assert len(seen) > 150


OFFICE = (Tenure("a", "2011-03", "2012"), Tenure("b", "2013-05-20", "2016-01-04"), Tenure("c", "2016-01-04", ""))


@pytest.mark.parametrize(
    ("day", "holder"),
    [
        ("2011-02-28", None),
        ("2011-03-01", "a"),
        ("2012-12-31", "a"),
        ("2013-01-01", None),
        ("2016-01-03", "b"),
        ("2016-01-04", None),  # the day of the handing over may be either's
        ("2016-01-05", "c"),
        ("2025-12-31", "c"),
        ("2026-01-01", None),  # the tables know nothing so late
    ],
)
def test_held(day: str, holder: str | None) -> None:
    tenure = held(OFFICE, day)
    assert (tenure and tenure.holder) == holder


def test_titles_are_called_by_their_words_without_articles() -> None:
    assert title_words("الأمين العام للأمم المتحدة") == "امين عام امم متحده"
    assert title_key("مبعوث خاص", ["un", "libya"]) == "مبعوث خاص@libya+un"


@pytest.mark.parametrize(
    ("text", "published", "title", "holder"),
    [
        pytest.param("التقى رئيس الوزراء الليبي الوفد.", "2016-06-30", "رئيس الوزراء الليبي", "fayez_sarraj", id="2016"),
        pytest.param("التقى رئيس الوزراء الليبي الوفد.", "2021-05-02", "رئيس الوزراء الليبي", "abdulhamid_dbeibah", id="2021"),
        pytest.param("قال رئيس وزراء العراق إن القتال انتهى.", "2017-07-10", "رئيس وزراء العراق", "haider_al_abadi", id="genitive"),
        pytest.param("وصل المبعوث الأممي إلى اليمن أمس.", "2017-05-22", "المبعوث الأممي", "ismail_cheikh_ahmed", id="envoy"),
        pytest.param("حذر الأمين العام لحزب الله من الحرب.", "2019-02-01", "الأمين العام لحزب الله", "hassan_nasrallah", id="party"),
        pytest.param("زار قائد الجيش السوداني جوبا.", "2023-09-01", "قائد الجيش السوداني", "abdelfattah_burhan", id="army"),
        pytest.param("بحث وزير الخارجية السعودي الأزمة مع نظيره الأمريكي.", "2017-02-20", "نظيره الأمريكي", "rex_tillerson", id="equal"),
        pytest.param("التقى الرئيس المصري نظيره الروسي.", "2018-10-17", "نظيره الروسي", "vladimir_putin", id="equal_right_behind"),
    ],
)  # fmt: skip
def test_title_without_a_name(text: str, published: str, title: str, holder: str) -> None:
    assert persons(text, published)[title] == holder


@pytest.mark.parametrize(
    ("text", "published", "title"),
    [
        pytest.param("التقى رئيس الوزراء الليبي الوفد.", None, "رئيس الوزراء الليبي", id="no_date"),
        pytest.param("قال رئيس الوزراء الليبي السابق إن الحوار تعثر.", "2016-06-30", "رئيس الوزراء الليبي السابق", id="former"),
        pytest.param("قال رئيس الوزراء العراقي المكلف إن الحوار بدأ.", "2020-03-20", "رئيس الوزراء العراقي المكلف", id="designate"),
        pytest.param("أمر الرئيس السوري في عام 2011 بالعفو.", "2025-03-20", "الرئيس السوري", id="date_before_the_tenure"),
        pytest.param("استقال رئيس الوزراء الياباني.", "2011-03-20", "رئيس الوزراء الياباني", id="office_without_holder"),
    ],
)  # fmt: skip
def test_title_that_stays_open(text: str, published: str | None, title: str) -> None:
    assert persons(text, published)[title] is None


def test_a_title_joins_the_name_elsewhere_in_the_report() -> None:
    text = "قال رئيس الوزراء العراقي إن القوات تتقدم. وزار حيدر العبادي الموصل، واتهم رئيس الوزراء إيران."
    found = persons(text, "2017-01-10")
    assert found == dict.fromkeys(("رئيس الوزراء العراقي", "حيدر العبادي", "رئيس الوزراء"), "haider_al_abadi")


def test_the_report_goes_before_the_tables() -> None:
    text = "يزور رئيس الوزراء اللبناني باريس. والتقى رئيس الوزراء اللبناني سعد الحريري وفدا."
    found = persons(text, "2020-06-10")  # in the tables it is another on that day
    assert set(found.values()) == {"saad_hariri"}


def test_an_unknown_name_goes_before_the_tables() -> None:
    found = persons("وصل وزير الدفاع التركي. وقال وزير الدفاع التركي جمال درويش إن الاتفاق قائم.", "2020-06-10")
    assert found["وزير الدفاع التركي"] is None


def test_no_surname_is_learnt_from_a_title() -> None:
    found = persons("قال رئيس الوزراء العراقي إن الجيش يتقدم. وأعلن السوداني عبد الرحمن بشير انسحابه.", "2023-06-10")
    assert found["رئيس الوزراء العراقي"] == "mohammed_al_sudani"
    assert "mohammed_al_sudani" not in {actor for name, actor in found.items() if "السوداني" in name}


def test_an_entity_has_the_name_not_the_title() -> None:
    text = "قال رئيس الوزراء العراقي إن القوات تتقدم. وزار حيدر العبادي الموصل."
    reading = marsad.read(text, published="2017-01-10")
    assert next(e.name for e in reading.entities if e.actor == "haider_al_abadi") == "حيدر العبادي"
