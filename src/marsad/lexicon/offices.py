"""Offices and who held them when, so that a title without a name is a person: «رئيس الوزراء العراقي» of a report of 2015.

An office has titles, each of a state or body; what a title is called by is its words without articles and the keys of its
bodies («رييس وزراء@iraq», «مبعوث خاص@libya+un»). Tenures are dated by day, month or year, as far as the tables are sure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from marsad.arabic.normalise import fold

KNOWN_UNTIL = "2025-12-31"  # what happened later the tables do not know: who is in office then may be in office no more
AT = "@"  # between the words of a title and its bodies
AND = "+"  # between the bodies of one title


class Tenure(NamedTuple):
    """A person's time in an office; ``from_`` and ``to`` are ISO days, months or years, ``to`` empty where it goes on."""

    holder: str
    from_: str
    to: str


def title_words(title: str) -> str:
    """The words of a title without articles and hamzas: «الأمين العام للأمم» is «امين عام امم»."""
    return " ".join(w[2:] if len(w) > 3 and w.startswith(("ال", "لل")) else w for w in fold(title).split())


def title_key(words: str, bodies: Iterable[str]) -> str:
    """What a title of these bodies (keys of actors) is called by."""
    return f"{words}{AT}{AND.join(sorted(bodies))}"


def keys(row: dict[str, str]) -> list[str]:
    """The keys of a row's titles; a title with «@key» is of that body, others of the row's."""
    out = []
    for cell in row["titles"].split("|"):
        title, at, bodies = cell.partition(AT)
        if title:
            of = bodies if at else row["of"]
            out.append(title_key(title_words(title), [body.strip() for body in of.split(AND)] if of else ()))
    return out


def compiled(rows: list[dict[str, str]]) -> tuple[dict[str, str], list[list[str]]]:
    """Title key to the numbers of its offices; and each office as its key with its tenures (``holder,from,to``)."""
    numbers: dict[str, int] = {}
    offices: list[list[str]] = []
    titles: dict[str, list[str]] = {}
    for row in rows:
        n = numbers.setdefault(row["office"], len(numbers))
        if n == len(offices):
            offices.append([row["office"]])
        offices[n].append(",".join((row["holder"], row["from"], row["to"])))
        for key in keys(row):
            have = titles.setdefault(key, [])
            if str(n) not in have:
                have.append(str(n))
    return {key: " ".join(found) for key, found in titles.items()}, offices


def tenures(_: int, row: list[str]) -> tuple[Tenure, ...]:
    """A packed office taken apart."""
    return tuple(Tenure(*cell.split(",")) for cell in row[1:])


def held(office: Iterable[Tenure], day: str) -> Tenure | None:
    """Who held an office on an ISO day; None where nobody did, or where the dates leave it open between two."""
    found = [t for t in office if _begun(t, day) and _not_over(t, day)]
    return found[0] if found and len({t.holder for t in found}) == 1 else None


def _begun(tenure: Tenure, day: str) -> bool:
    return tenure.from_ <= day[: len(tenure.from_)]


def _not_over(tenure: Tenure, day: str) -> bool:
    if tenure.to:
        return day[: len(tenure.to)] <= tenure.to
    return day <= KNOWN_UNTIL or tenure.from_ > KNOWN_UNTIL
