"""Dates in a sentence, and the date of the report itself.

Works on the folded token keys of ``words.tokens``. A date is read as parts (a weekday, a relative day, a day with its
month and year) that are joined where they name one day: «أمس الثلاثاء 28 يناير», «30 حزيران / يونيو 2016»,
«5 ذو القعدة 1436هـ - 20 أغسطس 2015م». Vague spans (قبل نحو أسبوعين، الأسبوع الماضي) give no date: codebook, case 32.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from marsad.arabic import datewords as w
from marsad.arabic.calendars import Part, on_weekday, value
from marsad.arabic.dateparts import PartReader
from marsad.arabic.numbers import number_at
from marsad.arabic.numerals import word_set

__all__ = ["DateSpan", "dates_in", "publication_date"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date over ``words[start:end]``.

    ``value`` is ISO 8601: a day, month, year, interval (``low/high``) or, with ``open``, ``D/..`` for «منذ D».
    ``kind`` is day, month, year, interval, or name for what is only named after a day (شارع 14 يناير: no value).
    """

    start: int
    end: int
    value: str
    open: bool
    kind: str


def dates_in(words: Sequence[str], published: date | None) -> list[DateSpan]:
    """The dates of one sentence in order; without ``published`` only those that are whole in themselves.

    Weekdays count back from ``published`` (that day included), «المقبل» forward; a year left out is the latest that
    does not lead beyond 31 days after ``published``.
    """
    if w.triggers().isdisjoint(words) and ".20" not in " ".join(words):
        return []
    return _Reader(words, published).read()


class _Reader(PartReader):
    """One pass over the words of a sentence; methods return the end of what they put out, 0 for nothing."""

    def __init__(self, words: Sequence[str], published: date | None) -> None:
        super().__init__(words, published)
        self.out: list[DateSpan] = []

    def read(self) -> list[DateSpan]:
        openers = w.openers()
        i, size = 0, len(self.words)
        while i < size:
            word = self.words[i]
            if word in openers or "0" <= word[0] <= "9":
                end = self.pair(i) or self.ago(i) or self.several(i) or self.single(i)
                if end:
                    self.last = i = end
                    continue
            i += 1
        return self.out

    # --- what is put out ---

    def put(self, start: int, end: int, text: str, kind: str) -> None:
        start = self.head(start)
        since = self.at(start - 1) in w.SINCE
        if since and kind != "interval":
            self.out.append(DateSpan(start - 1, end, f"{text}/..", True, kind))
        else:
            self.out.append(DateSpan(start - since, end, text, False, kind))

    def head(self, i: int) -> int:
        """Back over «فجر», «يوم», «أواخر شهر» to where the date begins."""
        first = i
        while i > self.last and first - i < 3 and self.words[i - 1] in w.HEADS:
            i -= 1
        return i

    def named(self, part: Part) -> bool:
        """Only a name: «شارع 14 يناير»، «ثورتي 25 يناير و30 يونيو»."""
        if part.month is None or part.year is not None or part.weekday is not None or part.shift is not None:
            return False
        i = part.start - 1
        if self.at(i) in ("و", "ال") and self.out and self.out[-1].kind == "name" and self.out[-1].end >= i:
            return True
        while self.at(i) in ('"', "ال", "(", "'"):
            i -= 1
        return self.at(i) in w.NAMED

    def single(self, i: int) -> int:
        part = self.chain(i)
        if part is None:
            return 0
        if self.named(part):
            self.out.append(DateSpan(part.start, part.end, "", False, "name"))
            return part.end
        after = self.at(part.end)
        head = self.head(part.start)
        # «منذ 4 أبريل وحتى 3 مايو»، «28 أبريل - 3 مايو»، «يونيو/يوليو 2016»، «2011-2014»
        if (after in w.UNTIL and self.at(head - 1) in w.SINCE) or after in ("-", "/"):
            other = self.chain(part.end + 1) or (self.year(part.end + 1, True) if part.month is None else None)
            same = other and (
                after in w.UNTIL or (part.dated, part.month is None) == (other.dated, other.month is None)
            )
            if other and same and self.interval(part.start, part, other):
                return other.end
        if part.month is not None and part.year is None and part.shift is None and after[:1] == "و":
            other = self.chain(part.end + (after == "و"))  # «فبراير ومارس 2011»
            if other and other.month and other.year is not None and other.dated == part.dated:
                part = replace(part, year=other.year - (part.month > other.month))
        got = value(part, self.published)
        if got:
            self.put(part.start, part.end, *got)
        return part.end

    def interval(self, start: int, low: Part, high: Part) -> bool:
        """Puts out ``low/high``; the first takes month and year from the second where it has none."""
        if low.month is None and low.day is not None:
            low = replace(low, month=high.month, year=high.year, hijri=high.hijri, shift=high.shift, years=high.years)
        elif low.month and high.month and low.year is None and high.year is not None:
            low = replace(low, year=high.year - (low.month > high.month))
        high = self.anchored(low, high)
        first, last = value(low, self.published), value(high, self.published)
        if first and last and first[1] == "day" and first[0] >= last[0] and high.weekday is not None and not high.dated:
            day = on_weekday(high.weekday, date.fromisoformat(first[0]), 1)  # «من الخميس إلى السبت»
            last = (day.isoformat(), "day")
        if not (first and last and first[1] == last[1] != "interval" and first[0] < last[0]):
            return False
        self.put(start, high.end, f"{first[0]}/{last[0]}", "interval")
        return True

    def anchored(self, low: Part, high: Part) -> Part:
        """Without a year of its own, ``high`` takes that of ``low``, or the next one where its month comes first."""
        if not (high.month and low.month) or high.year is not None or high.hijri or high.shift is not None:
            return high
        got = value(low, self.published)
        return replace(high, year=int(got[0][:4]) + (high.month < low.month)) if got else high

    # --- pairs and lists of dates ---

    def pair(self, i: int) -> int:
        """«بين 3 و5 مايو»، «من 1 إلى 5 مايو»، «يومي السبت والأحد»، «عامي 2011 و2014»."""
        word = self.words[i]
        between = word in w.BETWEEN
        if not between and word not in w.FROM:
            return 0
        j = i + 1
        while self.at(j) in w.PAIRS:
            j += 1
        low = self.bound(j)
        if low is None:
            return 0
        k = low.end
        if self.at(k) in w.UNTIL or self.at(k) == "-" or (between and self.at(k) == "و"):
            k += 1
        elif not (between and self.at(k)[:1] == "و"):
            return 0
        while self.at(k) in w.PAIRS:
            k += 1
        high = self.bound(k)
        if high is None or (high.month is None and high.day is not None):
            return 0
        return high.end if self.interval(i, low, high) else 0

    def bound(self, i: int) -> Part | None:
        """One side of a pair: a date, a year, or a day whose month stands with the other side."""
        if i >= len(self.words):
            return None
        got = self.year(i, True) or self.chain(i)
        day = self.number(i) if got is None else None
        return got or (Part(i, day[1], day=day[0]) if day else None)

    def several(self, i: int) -> int:
        """«3-5 مايو 2019»، «3 و4 مايو»، «الرابع والخامس من أيار»."""
        first = self.number(i)
        if first is None:
            return 0
        days, ranged, j = [(i, *first)], False, first[1]
        while True:
            mark = self.at(j)
            k = j + 1 if mark in ("و", "-", "الي", "او") else j
            if k == j and not mark.startswith("وال"):
                break
            got = self.number(k)
            if got is None:
                break
            ranged = ranged or mark in ("-", "الي")
            days.append((k, *got))
            j = got[1]
        last = self.dated(*days[-1]) if len(days) > 1 else None
        if last is None:
            return 0
        parts = [replace(last, start=s, end=e, day=d) for s, d, e in days[:-1]] + [last]
        if self.named(parts[0]):
            self.out.append(DateSpan(i, last.end, "", False, "name"))
        elif not (ranged or _consecutive([d for _, d, _ in days])) or not self.interval(i, parts[0], last):
            for part in (parts[0], *(self.anchored(parts[0], p) for p in parts[1:])):
                got_value = value(part, self.published)
                if got_value:
                    self.put(part.start, part.end, *got_value)
        return last.end

    def ago(self, i: int) -> int:
        """«قبل ثلاثة أيام»، «قبل أسبوع»، «منذ يومين»: counted back to the day. Months and years ago are vague."""
        word = self.words[i]
        if not (word in w.SINCE or word in ("قبل", "وقبل")) or self.published is None or not self.at(i + 1):
            return 0
        unit = w.UNITS.get(self.at(i + 1))
        days, j = unit or 0, i + 2
        after = self.at(j)
        if unit == 1 and after == "واحد":
            j += 1
        elif unit == 1 and (after in w.weekdays() or after in w.openers() or after[:1].isdigit()):
            return 0
        elif unit is None:
            number = number_at(self.words, i + 1)
            if number is None or number.vague or number.approx or number.max:
                return 0
            days, j = number.value * w.COUNTED_UNITS.get(self.at(number.end), 0), number.end + 1
        if not 0 < days <= 92 or self.at(j) in ("من", "علي", "او", "ونصف", "تقريبا"):
            return 0
        day = (self.published - timedelta(days=days)).isoformat()
        since = word in w.SINCE
        self.out.append(DateSpan(i, j, f"{day}/.." if since else day, since, "day"))
        return j


def _consecutive(days: list[int]) -> bool:
    return all(b - a == 1 for a, b in pairwise(days))


# The date of a report stands by itself, or opens its line after the place: «طرابلس 21 أبريل 2019 (وكالة ...)».
_STATED = word_set("نشر النشر تاريخ التاريخ بتاريخ حرر تحديث الموافق")
_TOLD = word_set("في منذ قبل بعد حتي خلال الي بين وفي ومنذ")


_NEAR = 60  # words around a date that tell whether it stands alone


def publication_date(texts: Sequence[Sequence[str]]) -> date | None:
    """The report's own date, from the words of its first and last three lines; None where no line states one.

    Only dates with day, month and year count: in a dateline, in a signature line, or after «تاريخ النشر». A date
    inside a sentence («في 20 فبراير 2015 قتل ...») tells of an event.
    """
    best: tuple[int, date] | None = None
    for words in texts:
        for span in dates_in(words, None):
            if span.kind == "day" and not span.open:
                score = _standing(words, span)
                if score > 0 and (best is None or score > best[0]):
                    best = (score, date.fromisoformat(span.value))
    return best[1] if best else None


def _standing(words: Sequence[str], span: DateSpan) -> int:
    """How much a date looks like the report's own; 0 and less is no."""
    before = [x for x in words[max(0, span.start - _NEAR) : span.start] if x[0].isalpha()]
    rest = [x for x in words[span.end : span.end + _NEAR] if x[0].isalnum()]
    after = words[span.end] if span.end < len(words) else ""
    score = 0
    if any(x in _STATED for x in before[-3:]):
        score += 4
    elif before and before[-1] in _TOLD:
        score -= 4
    if len(before) + len(rest) <= 8:
        score += 3 if len(before) + len(rest) <= 5 else 1
    if len(before) <= 4 and after in ("(", "-", ":", "/", "|", "\n"):
        score += 2
    if len(before) <= 2 and words[span.start] not in w.HEADS:
        score += 1
    return score - (len(before) > 8)
