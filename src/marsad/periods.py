"""Spans of days, written as in claims: ``2016``, ``2016-06``, ``2016-06-30``, ``2016-06/2016-08``, ``2016-06/..``."""

from __future__ import annotations

import calendar
import re

from marsad.errors import OptionError

BEGIN, END = "0001-01-01", "9999-12-31"
_DAY = re.compile(r"([1-9]\d{3}|0\d{2}[1-9])(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")
_OPEN = ("..", "")


def span(text: str) -> tuple[str, str] | None:
    """First and last day of an ISO 8601 date, month, year or interval; None where it is none of these.

    An open side reaches to the beginning or the end of days.
    """
    first, slash, last = text.strip().partition("/")
    if not slash:
        return _span(first)
    begin = (BEGIN, BEGIN) if first in _OPEN else _span(first)
    end = (END, END) if last in _OPEN else _span(last)
    if begin is None or end is None or begin[0] > end[1]:
        return None
    return begin[0], end[1]


def asked(option: str, text: str) -> tuple[str, str]:
    """The span that a person gives as the value of an option. Raises OptionError."""
    out = span(text)
    if out is None or text.strip() in ("/", "../..", ""):
        raise OptionError(
            option, f"{text[:40]!r} is no time", "write it as 2016, 2016-06, 2016-06-30, 2016/2018 or 2016/.."
        )
    return out


def _span(text: str) -> tuple[str, str] | None:
    match = _DAY.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups()
    last = calendar.monthrange(int(year), int(month or 12))[1]
    if day:
        return (text, text) if 1 <= int(day) <= last else None
    return f"{year}-{month or '01'}-01", f"{year}-{month or '12'}-{last:02}"
