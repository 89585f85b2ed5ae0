"""The calendar tables, and what must hold for dates whatever the day and the words."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.calendars import WEEKDAYS, months
from marsad.arabic.dates import dates_in
from marsad.arabic.normalise import fold, normalise
from marsad.arabic.words import tokens


def keys(text: str) -> list[str]:
    return [t.key for t in tokens(normalise(text))]


def read(text: str, published: date | None) -> list[str]:
    return [span.value for span in dates_in(keys(text), published) if span.kind != "name"]


def test_month_table_covers_both_calendars_and_names_a_bad_line(tmp_path: Path) -> None:
    rows = [month for rows in months().values() for _, month in rows]
    assert {(m.hijri, m.number) for m in rows} == {(h, n) for h in (False, True) for n in range(1, 13)}
    bad = tmp_path / "months.tsv"
    bad.write_text("name\tmonth\tcalendar\ttradition\nشباط\t13\tgregorian\tlevantine\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"months\.tsv:2: want name, month 1-12"):
        months(bad)


def test_weekdays_and_month_table_agree_with_cldr() -> None:
    babel = pytest.importorskip("babel")
    for locale in ("ar", "ar_LB", "ar_TN", "ar_MA"):
        cldr = babel.Locale.parse(locale)
        assert {fold(name): n for n, name in cldr.days["format"]["wide"].items()}.items() <= WEEKDAYS.items()
        for number, name in cldr.months["format"]["wide"].items():
            first, *rest = fold(name).split()
            assert [m.number for more, m in months()[first] if list(more) == rest] == [number]


@given(st.dates(date(1900, 1, 1), date(2059, 12, 31)))
def test_every_day_reads_back_from_its_figures(day: date) -> None:
    forms = (f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day.day}-{day.month}-{day.year}")
    names = {m.number: " ".join((first, *rest)) for first, rows in months().items() for rest, m in rows if not m.hijri}
    for form in (*forms, f"{day.day} {names[day.month]} {day.year}"):
        assert read(f"وصل في {form} إلى", None) == [day.isoformat()]


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.sampled_from(sorted(WEEKDAYS)))
def test_bare_weekday_is_one_of_the_last_seven_days(published: date, name: str) -> None:
    (text,) = read(f"وصل يوم {name} إلى", published)
    day = date.fromisoformat(text)
    assert day.weekday() == WEEKDAYS[name]
    assert published - timedelta(days=6) <= day <= published


VOCABULARY = keys(
    "بين من إلى و الـ 3 12 28 2016 1436 - / ( ) ، حزيران يونيو آب شوال تشرين الأول الثاني عشر أمس اليوم السبت ليل منذ "
    "قبل ثلاثة أيام أسبوع عام الشهر الجاري الماضي المقبل ثورة يوم غد بعد حتى هـ م"
)


@given(
    st.lists(st.sampled_from(VOCABULARY), max_size=12), st.sampled_from([None, date(2019, 4, 10), date(2016, 2, 29)])
)
def test_any_words_in_any_order_give_ordered_spans(words: list[str], published: date | None) -> None:
    end = 0
    for span in dates_in(words, published):
        assert end <= span.start < span.end <= len(words)
        assert span.open == span.value.endswith("/..")
        assert (span.value == "") == (span.kind == "name")
        end = span.end
