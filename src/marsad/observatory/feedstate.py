"""What the store remembers of the feeds that are followed: when each is due, which version was read, which entries are done.

A feed is written down when what it held is in the store, so that a run that was cut off goes through it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy.dialects import postgresql, sqlite

from marsad.observatory import schema
from marsad.observatory.engine import Store
from marsad.observatory.tables import chunks
from marsad.observatory.write import now

TRIES = 3  # for an article whose site is out of order


class FeedState(Struct, frozen=True, kw_only=True):
    """A feed. ``asked`` and ``due`` are ISO 8601, UTC; ``faults`` counts the times that it was not to be had in a row."""

    address: str
    etag: str | None = None
    modified: str | None = None
    asked: str
    due: str
    faults: int = 0
    trouble: str | None = None


def entry_key(position: str, link: str | None) -> str:
    """The key of an entry: from its id, or else its link; nothing can be read from it."""
    return hashlib.sha256(f"{position}\0{link or ''}".encode()).hexdigest()[:32]


class FeedStates:
    """The feeds in one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._insert: Any = sqlite.insert if store.sqlite else postgresql.insert

    def states(self, addresses: Iterable[str]) -> dict[str, FeedState]:
        """What is remembered of these feeds."""
        table, out = schema.feeds, {}
        with self._store.read() as connection:
            for chunk in chunks(list(addresses)):
                for row in connection.execute(sa.select(table).where(table.c.address.in_(chunk))):
                    out[row.address] = FeedState(**row._mapping)
        return out

    def done(self, feed: str) -> set[str]:
        """Keys of the entries of a feed that are done with."""
        table = schema.entries
        with self._store.read() as connection:
            return set(connection.scalars(sa.select(table.c.key).where(table.c.feed == feed, table.c.done)))

    def write(self, state: FeedState, entries: Mapping[str, bool]) -> None:
        """Write a feed down with the entries that were looked at: done with, or to be tried again, a few times."""
        with self._store.write() as connection:
            values = asdict(state)
            insert = self._insert(schema.feeds)
            connection.execute(insert.on_conflict_do_update(index_elements=["address"], set_=values), [values])
            table, time = schema.entries, now()
            insert = self._insert(table)
            tries = table.c.tries + 1
            done = sa.or_(table.c.done, insert.excluded.done, tries >= TRIES)
            statement = insert.on_conflict_do_update(
                index_elements=["feed", "key"],
                set_={"tries": tries, "done": done, "recorded": insert.excluded.recorded},
            )
            rows = [
                {"feed": state.address, "key": key, "recorded": time, "tries": 1, "done": over}
                for key, over in entries.items()
            ]
            if rows:
                connection.execute(statement, rows)
