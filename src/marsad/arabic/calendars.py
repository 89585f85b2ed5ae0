"""Months, weekdays and the counting of days: what a date's parts mean once they are read.

Month names are the lexicon's table (``lexicon/tables/months.tsv``), read once on first use. Hijri dates follow the
Umm al-Qura calendar of Saudi Arabia, 1343 to 1500 AH (package hijridate).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from marsad.arabic.normalise import fold

TABLE = Path(__file__).parents[1] / "lexicon" / "tables" / "months.tsv"
AHEAD = timedelta(days=31)  # how far after the report's date a date without a year may lie
# The name of the month is also an everyday word: مارس (exercised), آب and إب (father, Ibb), ماي (May), جوان (a name).
_STRICT = frozenset(("مارس", "اب", "ماي", "اوت", "جوان"))
WEEKDAYS = {
    "الاثنين": 0,
    "الثلاثاء": 1,
    "الثلثاء": 1,
    "الاربعاء": 2,
    "الخميس": 3,
    "الجمعه": 4,
    "السبت": 5,
    "الاحد": 6,
}


@dataclass(frozen=True, slots=True)
class Month:
    """A month; ``strict`` where its name alone, with nothing that dates around it, is no evidence of a month."""

    number: int
    hijri: bool
    strict: bool


@lru_cache(maxsize=4)
def months(table: Path = TABLE) -> dict[str, list[tuple[tuple[str, ...], Month]]]:
    """Month names by their first word, as (further words, month), the longest first.

    Raises ValueError with file and line for a row that is no month.
    """
    out: dict[str, list[tuple[tuple[str, ...], Month]]] = {}
    for n, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        if n == 1 or not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) < 3 or cells[1] not in map(str, range(1, 13)) or cells[2] not in ("gregorian", "hijri"):
            raise ValueError(f"{table}:{n}: want name, month 1-12 and gregorian or hijri, parted by tabs: {line!r}")
        first, *rest = fold(cells[0]).split()
        hijri = cells[2] == "hijri"
        entry = (tuple(rest), Month(int(cells[1]), hijri, hijri or first in _STRICT))
        if entry not in out.setdefault(first, []):  # أبريل and إبريل have one key
            out[first].append(entry)
    for have in out.values():
        have.sort(key=lambda row: -len(row[0]))
    return out


@dataclass(frozen=True, slots=True)
class Part:
    """What the words ``start:end`` say of a date; ``fixed`` is a day already counted (أمس), ``shift`` is -1 for الماضي,
    1 for المقبل, 0 for الجاري, and ``years`` the same of «من العام الماضي»."""

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    hijri: bool = False
    weekday: int | None = None
    fixed: date | None = None
    shift: int | None = None
    years: int | None = None

    @property
    def dated(self) -> bool:
        """Names a day of a month, not only a weekday or «أمس»."""
        return self.day is not None and self.month is not None


def gregorian(year: int, month: int, day: int, hijri: bool) -> date | None:
    """The Gregorian day, or None where there is no such day."""
    try:
        if not hijri:
            return date(year, month, day)
        from hijridate import Hijri

        return date.fromisoformat(Hijri(year, month, day).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None


def on_weekday(weekday: int, published: date, shift: int | None) -> date:
    """The most recent such day, the report's own included; «الماضي» leaves it out, «المقبل» counts forward."""
    if shift == 1:
        return published + timedelta(days=(weekday - published.weekday() - 1) % 7 + 1)
    back = (published.weekday() - weekday) % 7
    return published - timedelta(days=7 if shift == -1 and back == 0 else back)


def _day(part: Part, published: date | None) -> date | None:
    if part.dated:
        assert part.day is not None
        assert part.month is not None
        if part.year is not None:
            return gregorian(part.year, part.month, part.day, part.hijri)
        if published is None:
            return None
        if part.years is not None:
            return gregorian(published.year + part.years, part.month, part.day, False) if not part.hijri else None
        this = published.year if not part.hijri else round((published.year - 622) * 1.0307)
        tries = [d for y in range(this - 8, this + 9) if (d := gregorian(y, part.month, part.day, part.hijri))]
        if part.shift == 1:
            return min((d for d in tries if d > published), default=None)
        limit = published if part.shift == -1 else published + AHEAD
        return max((d for d in tries if d <= limit), default=None)
    if part.weekday is not None and published is not None:
        if part.fixed is not None:  # «أمس الاثنين»، «غدا الأحد»: the name of the day decides
            near = [part.fixed + timedelta(days=n) for n in (0, -1, 1, -2, 2)]
            return next((d for d in near if d.weekday() == part.weekday), part.fixed)
        return on_weekday(part.weekday, published, part.shift)
    return part.fixed


def value(part: Part, published: date | None) -> tuple[str, str] | None:
    """ISO 8601 text and kind (day, month, year, interval) of a part, or None where it cannot be placed."""
    if part.fixed is not None or part.weekday is not None or part.day is not None:
        day = _day(part, published)
        return (day.isoformat(), "day") if day else None
    if part.hijri:
        return _hijri_span(part)
    if part.month is None:
        return (f"{part.year:04d}", "year") if part.year is not None else None
    year = part.year if part.year is not None else _month_year(part, published)
    return (f"{year:04d}-{part.month:02d}", "month") if year is not None else None


def _month_year(part: Part, published: date | None) -> int | None:
    if published is None or part.month is None:
        return None
    if part.years is not None:
        return published.year + part.years
    if part.shift == 1:
        return published.year + (part.month <= published.month)
    if part.shift == -1:
        return published.year - (part.month >= published.month)
    return published.year + next(n for n in (1, 0, -1) if date(published.year + n, part.month, 1) <= published + AHEAD)


def _hijri_span(part: Part) -> tuple[str, str] | None:
    """A Hijri month or year as the Gregorian days it covers."""
    if part.year is None:
        return None
    low = gregorian(part.year, part.month or 1, 1, True)
    last = part.month or 12
    high = gregorian(part.year, last, 30, True) or gregorian(part.year, last, 29, True)
    return (f"{low}/{high}", "interval") if low and high else None


def this_month(day: int, published: date, shift: int) -> tuple[int, int, int] | None:
    """«الرابع من الشهر الجاري|الماضي|المقبل» as (year, month, day)."""
    months_since = published.year * 12 + published.month - 1 + shift
    year, month = divmod(months_since, 12)
    return (year, month + 1, day) if day <= monthrange(year, month + 1)[1] else None
