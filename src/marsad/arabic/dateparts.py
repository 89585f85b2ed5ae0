"""Reads one date at a position of a sentence into a ``Part``: what is said of day, month, year, weekday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from marsad.arabic import datewords as w
from marsad.arabic.calendars import Month, Part, gregorian, this_month, value
from marsad.arabic.numbers import ordinal_at


class PartReader:
    """Methods take a position and give the part of a date that starts there, or None."""

    def __init__(self, words: Sequence[str], published: date | None) -> None:
        self.words = words
        self.published = published
        self.last = 0  # end of the last date read

    def at(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def chain(self, i: int) -> Part | None:
        """Parts that name one day: «أمس الثلاثاء»، «الخميس، 4 نيسان»، «10 شوال 1436هـ الموافق 26 تموز 2015»."""
        part = self.piece(i)
        while part is not None:
            k = part.end
            mark = self.at(k)
            while self.at(k) in ("،", ",", "(", "-", "/", "يوم", "الموافق", "ل", "ال", "|", "ليله", "من"):
                k += 1
            if k >= len(self.words) or k - part.end > 3 or (self.at(k)[0] == "و" and self.at(k) not in w.month_words()):
                return part
            other = self.piece(k)
            joined = self.join(part, other, mark) if other else None
            if joined is None:
                return part
            end = joined.end
            part = replace(joined, end=end + 1) if "(" in self.words[part.end : k] and self.at(end) == ")" else joined
        return part

    def join(self, a: Part, b: Part, mark: str) -> Part | None:
        """``a`` and ``b`` as one day, or None."""
        if mark == "من":
            return None
        if not a.dated and (a.fixed or a.weekday is not None):
            if b.dated:
                return replace(b, start=a.start)
            if a.fixed and b.weekday is not None and b.fixed is None:
                return replace(a, end=b.end, weekday=b.weekday)
            if a.fixed is None and a.weekday is not None and b.weekday == (a.weekday + 1) % 7 and mark in ("-", "/"):
                return replace(a, end=b.end)  # «ليل السبت - الأحد» is the night of Saturday
            if a.weekday is not None and b.fixed and mark == "(":
                return replace(b, start=a.start, weekday=a.weekday)
        if a.dated and b.dated and a.hijri != b.hijri:
            first, second = value(a, self.published), value(b, self.published)
            if first and second:
                gap = date.fromisoformat(first[0]) - date.fromisoformat(second[0])
                if abs(gap.days) > 3:
                    return None
            return replace(a if b.hijri else b, start=a.start, end=b.end)
        if a.dated and not b.dated and (b.weekday is not None or b.fixed) and mark == "(":
            return replace(a, end=b.end)
        return None

    def piece(self, i: int) -> Part | None:
        if i >= len(self.words):
            return None
        word = self.words[i]
        day = self.number(i)
        if day is not None and (got := self.dated(i, *day)):
            return got
        if word[0].isdigit():
            return self.figures(i) or self.year(i, False)
        return self.relative(i) or self.weekday(i) or self.month(i)

    def number(self, i: int) -> tuple[int, int] | None:
        """A day of the month with its end: 28, الـ28, الثالث عشر."""
        word = self.at(i)
        if word in ("ال", "وال", "بال", "لل") and self.at(i + 1)[:1].isdigit():
            i, word = i + 1, self.at(i + 1)
        if word.isdigit():
            return (int(word), i + 1) if len(word) < 3 and 1 <= int(word) <= 31 else None
        got = ordinal_at(self.words, i) if word else None
        definite = word.startswith(("ال", "وال", "فال", "بال", "لل", "ولل")) or word in ("اول", "واول")
        return got if got and got[0] <= 31 and definite else None

    def dated(self, start: int, day: int, k: int) -> Part | None:
        """``day`` with the month after it at ``k``: «28 يناير 2020م»، «الرابع من الشهر الجاري»."""
        of = self.at(k) == "من"
        if not of and not self.at(k - 1).isdigit() and self.at(k - 1) not in ("اول", "واول"):
            return None  # «الثالث عشر من آب», but «13 آب» and «أول أيار»
        k += of
        month = self.at(k)
        if month in ("الشهر", "هذا") or (month in w.THIS and (of or month == "الجاري")):
            k += month == "هذا"
            near = self.at(k + 1) if month != "هذا" else "الجاري" if self.at(k) == "الشهر" else ""
            shift = 0 if month in w.THIS else _shift(near)
            got = this_month(day, self.published, shift) if self.published and shift is not None else None
            end = k + 1 if month in w.THIS or month == "هذا" else k + 2
            return Part(start, end, day=day, month=got[1], year=got[0], shift=shift) if got else None
        k += month in ("شهر", "لشهر")
        read = self.month_name(k)
        if read is None or (read[2] and not of):
            return None
        part = self.with_year(Part(start, read[1], day=day, month=read[0].number, hijri=read[0].hijri))
        if read[0].hijri and read[0].number <= 2 and part.year is None and not of:
            return None  # «3 - صفر» is a score, «3 محرم» may be a ban
        return part

    def month_name(self, k: int) -> tuple[Month, int, bool] | None:
        """A month's name and its double in the other tradition (حزيران / يونيو); true if it carries a clitic."""
        for rest, month, clitic in w.month_words().get(self.at(k), ()):
            end = k + 1 + len(rest)
            if tuple(self.words[k + 1 : end]) != rest:
                continue
            mark = self.at(end)
            j = end + (mark in ("/", "-", "(", "\\", "،", "او"))
            for more, twin, joined in w.month_words().get(self.at(j), ()):
                if twin.number == month.number and twin.hijri == month.hijri and not joined:
                    stop = j + 1 + len(more)
                    if tuple(self.words[j + 1 : stop]) == more:
                        stop += mark == "(" and self.at(stop) == ")"
                        return replace(month, strict=False), stop, clitic
            return month, end, clitic
        return None

    def with_year(self, part: Part) -> Part:
        """«30 حزيران 2016»، «28 يناير من العام الماضي»، «حزيران الماضي»."""
        k = part.end
        shift = _shift(self.at(k))
        if shift is not None:
            return replace(part, end=k + 1, shift=shift, years=0 if shift == 0 else None)
        k += self.at(k) in ("،", ",", "/", "-", "من")
        said = self.at(k) in w.YEAR_WORDS
        k += said
        word = self.at(k)
        if said and (shift := _shift(word)) is not None:
            return replace(part, end=k + 1, years=shift)
        low, high = (1300, 1500) if part.hijri else (1800, 2099)
        if word.isdigit() and len(word) == 4 and low <= int(word) <= high:
            end = k + 1 + (self.at(k + 1) in (w.AH if part.hijri else w.AD))
            return replace(part, end=end, year=int(word))
        return part

    def month(self, i: int) -> Part | None:
        """A month without a day: «أواخر آب», «يونيو/حزيران 2016»; «مارس» alone is more often a verb."""
        read = self.month_name(i)
        if read is None or self.at(read[1]) in w.DAY_NAMES:  # «أيلول الأسود»
            return None
        month, end, clitic = read
        part = self.with_year(Part(i, end, month=month.number, hijri=month.hijri))
        if not month.strict or part.year is not None or part.shift is not None or part.years is not None:
            return part
        before = self.at(i - 1)
        if month.hijri or (clitic and self.last != i):
            return None
        dates = before in w.MONTH_HEADS and not (self.words[i] == "اب" and before in ("في", "وفي"))
        return part if dates or (self.last in (i, i - 1) and self.last > 0) else None

    def year(self, i: int, bound: bool) -> Part | None:
        """A year where the words around it say so («عام 2014», «منذ 2015», «(2011)»), or as a bound of a range."""
        word, before, after = self.at(i), self.at(i - 1), self.at(i + 1)
        if len(word) != 4 or not word.isdigit():
            return None
        year = int(word)
        if after in w.AH and 1300 <= year <= 1500:
            return Part(i, i + 2, year=year, hijri=True) if bound or before in w.STRONG_YEAR else None
        if not 1900 <= year <= 2060:
            return None
        said = before in w.STRONG_YEAR or (before == "(" and after in (")", "-"))
        weak = bound or before in w.YEAR_HEADS
        if not said and (not weak or after in w.COUNTED or after == "," or after == "%"):
            return None
        return Part(i, i + 1 + (after in w.AD), year=year)

    def figures(self, i: int) -> Part | None:
        """«20/2/2020», «2019-10-23», «23.10.2019», «6/2016», and «يوم 20/2»."""
        word, mark = self.at(i), self.at(i + 1)
        if "." in word:
            cells, end = word.split("."), i + 1
        elif mark in ("/", "-", "\\") and self.at(i + 3) == mark:
            cells, end = [word, self.at(i + 2), self.at(i + 4)], i + 5
        elif mark == "/":
            cells, end = [word, self.at(i + 2)], i + 3
        else:
            return None
        if not all(c.isdigit() for c in cells) or (self.at(i - 1) in ("/", "-") and self.at(i - 2).isdigit()):
            return None
        numbers = [int(c) for c in cells]
        if len(cells) == 2 and end > i + 1:
            return self.two_figures(i, end, *numbers)
        if len(cells) != 3:
            return None
        if len(cells[0]) == 4:
            numbers = [numbers[2], numbers[1], numbers[0]]
        elif len(cells[2]) != 4:
            return None
        day, month, year = numbers
        if month > 12 >= day:
            day, month = month, day
        hijri = 1343 <= year <= 1500
        if not (hijri or 1800 <= year <= 2099) or gregorian(year, month, day, hijri) is None:
            return None
        return Part(i, end + (self.at(end) in (w.AH if hijri else w.AD)), day, month, year, hijri)

    def two_figures(self, i: int, end: int, first: int, second: int) -> Part | None:
        before = self.at(i - 1)
        if 1 <= first <= 12 and 1900 <= second <= 2060 and before not in ("رقم", "القرار", "قرار", "القانون"):
            return Part(i, end, month=first, year=second)
        dates = before in ("يوم", "بتاريخ", "تاريخ") or before in w.weekdays()
        return Part(i, end, day=first, month=second) if dates and 1 <= first <= 31 and 1 <= second <= 12 else None

    def weekday(self, i: int) -> Part | None:
        day = w.weekdays().get(self.words[i])
        if day is None or w.no_weekday(self.at(i - 1), self.at(i + 1)):
            return None
        if self.at(i + 1) == "من" and self.at(i + 2) == "الاسبوع":
            return None
        shift = _shift(self.at(i + 1))
        return Part(i, i + 1 + (shift is not None), weekday=day, shift=shift)

    def relative(self, i: int) -> Part | None:
        """«أمس»، «أول من أمس»، «الليلة الماضية»، «بعد غد»."""
        word, before = self.words[i], self.at(i - 1)
        if word in ("اول", "واول", "بعد"):
            j = i + 1 + (word != "بعد" and self.at(i + 1) == "من")
            if self.at(j) != ("غد" if word == "بعد" else "امس"):
                return None
            return self.counted(i, j + 1, 2 if word == "بعد" else -2)
        days = w.relative().get(word)
        after = self.at(i + 1)
        if days is None or (word == "غد" and before not in w.HEADS) or (word == "بالامس" and after == "القريب"):
            return None
        if word.endswith("امس") and after == "الاول":
            return self.counted(i, i + 2, -2)
        if word.endswith("الليله"):
            if after == "قبل" and self.at(i + 2) == "الماضيه":
                return self.counted(i, i + 3, -2)
            past = after in ("الماضيه", "الفايته", "البارحه")
            return self.counted(i, i + 1 + past, -past)
        if word.endswith("اليوم") and (w.no_today(before, after) or self.title(i)):
            return None
        return self.counted(i, i + 1, days)

    def counted(self, i: int, end: int, days: int) -> Part | None:
        return Part(i, end, fixed=self.published + timedelta(days=days)) if self.published else None

    def title(self, i: int) -> bool:
        """The end of a newspaper's name: «صحيفة مصر اليوم», "الثبات اليوم"."""
        back = list(self.words[max(0, i - 3) : i])
        quoted = self.at(i + 1) in ('"', "'", ")") and any(mark in back[:-1] for mark in ('"', "'", "("))
        return quoted or any(word in w.MEDIA for word in back)


def _shift(word: str) -> int | None:
    return -1 if word in w.LAST else 1 if word in w.NEXT else 0 if word in w.THIS else None
