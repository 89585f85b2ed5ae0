"""A store's content without its numbers and clock times: equal for equal content, whatever the order of adding."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from marsad.observatory import schema
from marsad.observatory.engine import Store

_CLOCKS = {"retrieved", "recorded"}
_POINTS = {
    "report_id": "reports", "actor_id": "actors", "claim_id": "claims", "from_claim": "claims", "to_claim": "claims",
    "entity_id": "entities", "agent_id": "entities", "patient_id": "entities", "place_id": "entities",
    "source_id": "entities", "agent_actor": "actors", "patient_actor": "actors", "place_actor": "actors",
    "source_actor": "actors",
}  # fmt: skip


def dump(store: Store, *leave_out: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every table but those left out: its rows, sorted, with content keys where they point to other rows."""
    with store.read() as connection:
        rows = {
            table.name: [dict(row._mapping) for row in connection.execute(sa.select(table))]
            for table in schema.metadata.tables.values()
        }
        search = _search(store, connection)
    rows["feeds"] = [{**row, "asked": "", "due": ""} for row in rows["feeds"]]
    keys = {name: {row["id"]: row["key"] for row in rows[name]} for name in ("reports", "actors", "claims")}
    keys["entities"] = {row["id"]: f"{keys['reports'][row['report_id']]} {row['ref']}" for row in rows["entities"]}
    out: dict[str, list[tuple[Any, ...]]] = {}
    for name, found in rows.items():
        if name not in leave_out:
            out[name] = sorted((_content(row, keys) for row in found), key=repr)
    out["search"] = sorted((keys["reports"][number], words) for number, words in search)
    return out


def _content(row: dict[str, Any], keys: dict[str, dict[int, str]]) -> tuple[Any, ...]:
    return tuple(
        keys[_POINTS[name]][value] if name in _POINTS and value is not None else value
        for name, value in sorted(row.items())
        if name != "id" and name not in _CLOCKS
    )


def _search(store: Store, connection: sa.Connection) -> list[tuple[int, str]]:
    number = "rowid, words || ' / ' || names" if store.sqlite else "report_id, CAST(words AS text)"
    return [(row[0], row[1]) for row in connection.execute(sa.text(f"SELECT {number} FROM search"))]
