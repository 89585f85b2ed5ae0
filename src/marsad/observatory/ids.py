"""From what a person writes for a report or claim to its id: the id, how it begins, an address, a path."""

from __future__ import annotations

import os
import re

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from marsad.errors import UnknownId
from marsad.intake.fetch import is_address
from marsad.intake.items import legible
from marsad.intake.web import origin_of
from marsad.observatory import schema

SHOWN = 10  # characters of an id in a table
_BEGINS = re.compile(r"[rc][0-9a-f]{4,32}")


def report_id(connection: Connection, text: str, *tables: sa.Table) -> str:
    """The id of a report, or of a row of one of ``tables``. Raises UnknownId, also for what could be several."""
    for table in tables or (schema.reports,):
        if key := _one(connection, table, text):
            return key
    reports = schema.reports
    path = sa.and_(reports.c.origin == legible(os.path.realpath(legible(text) or ".")), reports.c.position == "")
    where = sa.or_(
        reports.c.address.in_([legible(text), origin_of(text)] if is_address(text) else [legible(text)]), path
    )
    found = list(connection.scalars(sa.select(reports.c.key).where(where).order_by(reports.c.key).limit(2)))
    if len(found) == 1:
        return str(found[0])
    if found:
        raise UnknownId(text[:200], "names several reports", "give the id of one, see marsad reports")
    raise UnknownId(repr(text[:200]), "no report has this id", "see marsad reports")


def is_claim(text: str) -> bool:
    """Does this look like the id of a claim?"""
    return text.startswith("c") and _BEGINS.fullmatch(text) is not None


def claim_id(connection: Connection, text: str) -> str:
    """The id of a claim. Raises UnknownId, also for what could be several."""
    if key := _one(connection, schema.claims, text):
        return key
    raise UnknownId(repr(text[:200]), "no claim has this id", "see marsad claims")


def _one(connection: Connection, table: sa.Table, text: str) -> str | None:
    if not _BEGINS.fullmatch(text):
        return None
    after = text[:-1] + chr(ord(text[-1]) + 1)  # ids are compared byte by byte
    query = sa.select(table.c.key).where(table.c.key >= text, table.c.key < after).distinct().limit(2)
    found = list(connection.scalars(query))
    if len(found) > 1:
        raise UnknownId(text, "is how several ids begin", "give more of it")
    return str(found[0]) if found else None
