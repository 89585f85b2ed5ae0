"""What is told to hold on a day: the claims that begin on or before it and have not ended.

A claim begins with its own time, else with the day of its report; a wish, demand or forecast always with the report, for
it is there from then on, whenever it may come true. An interval that ended before the day is over for a standing
relation, while an event stays as having happened. Claims without any date are kept. Partial dates begin with their first
day: what is told for 2015 holds on 1 January 2015.
"""

from __future__ import annotations

from dataclasses import replace

from marsad.balance.facts import Facts, Told
from marsad.periods import span


def on_day(facts: Facts, day: str | None) -> Facts:
    """The facts as of ``day`` (ISO 8601), all of them for None."""
    if day is None:
        return facts
    told = [one for one in facts.told if holds(one, day)]
    have = {one.id for one in told}
    links = [link for link in facts.links if link.start in have and link.end in have]
    return replace(facts, told=told, links=links)


def holds(told: Told, day: str) -> bool:
    """Is the claim told to hold, or to have happened, by ``day``?"""
    start = since(told)
    if start and first_day(start) > day:
        return False
    _, _, end = (told.claim.time or "").partition("/")
    over = end not in ("", "..") and (span(end) or (end, end))[1] < day
    return not (over and told.claim.modality == "asserted" and told.meant.standing)


def since(told: Told) -> str | None:
    """Since when a claim is there (see the head of this file)."""
    return told.when if told.claim.modality == "asserted" else told.report.published or told.when


def first_day(date: str) -> str:
    """``2015`` and ``2015-03`` as their first day."""
    return (span(date) or (date, date))[0]
