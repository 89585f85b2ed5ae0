"""Actors across reports, and the names they go by.

For now an actor is what the word tables know by one key, or else all entities of one kind and one folded name. A name's
count says how many entities bear it: it goes up and down with them, so that actors and names follow from the readings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from marsad.observatory import schema
from marsad.observatory.tables import RowIds, chunks, delete, numbers
from marsad.observatory.unfold import EntityRow

Names = list[str]
_names = msgspec.json.Decoder(Names)


class Actors:
    """The tables ``actors`` and ``names`` within one write."""

    def __init__(self, connection: Connection, insert: Any, ids: RowIds) -> None:
        self._connection = connection
        self._insert = insert
        self._ids = ids

    def write(self, found: Iterable[EntityRow]) -> dict[str, int]:
        """Count these entities in. The number of each actor's key."""
        merged: dict[str, EntityRow] = {}
        bears: Counter[tuple[str, str]] = Counter()
        for entity in found:
            bears.update((entity.actor, name) for name in entity.names)
            have = merged.get(entity.actor)
            merged[entity.actor] = entity if have is None else min(have, entity, key=_first)
        ids = self._actors(merged)
        if bears:
            rows = [{"actor_id": ids[key], "key": name, "entities": n} for (key, name), n in sorted(bears.items())]
            insert = self._insert(schema.names)
            more = {"entities": schema.names.c.entities + insert.excluded.entities}
            statement = insert.on_conflict_do_update(index_elements=["actor_id", "key"], set_=more)
            self._connection.execute(statement, rows)
            self._words({(ids[key], name) for key, name in bears})
        return ids

    def remove(self, gone: Iterable[tuple[int, str]]) -> None:
        """Count entities out, given as their actor and their names (JSON); what nobody bears any more goes."""
        bore: Counter[tuple[int, str]] = Counter()
        for actor, listed in gone:
            bore.update((actor, name) for name in _names.decode(listed))
        if not bore:
            return
        names, actors, entities = schema.names, schema.actors, schema.entities
        self._connection.execute(
            names.update()
            .where(names.c.actor_id == sa.bindparam("of"), names.c.key == sa.bindparam("name"))
            .values(entities=names.c.entities - sa.bindparam("n")),
            [{"of": actor, "name": name, "n": n} for (actor, name), n in sorted(bore.items())],
        )
        touched = sorted({actor for actor, _ in bore})
        for chunk in chunks(touched):
            self._connection.execute(names.delete().where(names.c.actor_id.in_(chunk), names.c.entities <= 0))
            used = set(
                self._connection.scalars(
                    sa.select(entities.c.actor_id).where(entities.c.actor_id.in_(chunk)).distinct()
                )
            )
            delete(self._connection, actors.c.id, [actor for actor in chunk if actor not in used])
            self._rename(sorted(used))
            delete(self._connection, schema.name_words.c.actor_id, sorted(used))
            left = self._connection.execute(sa.select(names.c.actor_id, names.c.key).where(names.c.actor_id.in_(used)))
            self._words({(actor, name) for actor, name in left})

    def _words(self, named: Iterable[tuple[int, str]]) -> None:
        """The words of these actors' names."""
        words = sorted({(actor, word) for actor, name in named for word in name.split()})
        if words:
            insert = self._insert(schema.name_words).on_conflict_do_nothing()
            self._connection.execute(insert, [{"actor_id": actor, "word": word} for actor, word in words])

    def _actors(self, merged: dict[str, EntityRow]) -> dict[str, int]:
        actors = schema.actors
        keys = sorted(merged)
        ids = numbers(self._connection, actors, keys)
        new = [key for key in keys if key not in ids]
        for key in new:
            ids[key] = self._ids(actors)
        if new:
            self._connection.execute(actors.insert(), [{"id": ids[key], **_actor(merged[key])} for key in new])
        met = merged.keys() - set(new)
        self._improve({key: row for key, row in merged.items() if key in met})
        return ids

    def _improve(self, merged: dict[str, EntityRow]) -> None:
        """The name of an actor that the word tables do not know is the first of its entities' names by its letters.

        Of one that they know name and kind are theirs, as of the last reading: newer tables may tell otherwise.
        """
        actors = schema.actors
        for chunk in chunks(sorted(merged)):
            for row in self._connection.execute(sa.select(actors).where(actors.c.key.in_(chunk))).all():
                have = (row.name, row.label_en or "")
                new = merged[row.key]
                best = _first(new) if row.known else min(have, _first(new))
                if best != have:
                    self._name(row.id, *best)
                if row.known and row.kind != new.actor_kind:
                    self._connection.execute(actors.update().where(actors.c.id == row.id).values(kind=new.actor_kind))

    def _rename(self, ids: Sequence[int]) -> None:
        """The names of actors that lost an entity, anew."""
        actors, entities = schema.actors, schema.entities
        unknown = sa.select(actors.c.id).where(actors.c.id.in_(ids), ~actors.c.known)
        best: dict[int, tuple[str, str]] = {}
        rows = sa.select(entities.c.actor_id, entities.c.name, entities.c.label_en).distinct()
        for row in self._connection.execute(rows.where(entities.c.actor_id.in_(unknown))):
            name = (row.name, row.label_en or "")
            best[row.actor_id] = min(best.get(row.actor_id, name), name)
        for actor, name in best.items():
            self._name(actor, *name)

    def _name(self, id: int, name: str, label: str) -> None:
        actors = schema.actors
        self._connection.execute(actors.update().where(actors.c.id == id).values(name=name, label_en=label or None))


def _first(row: EntityRow) -> tuple[str, str]:
    return row.actor_name, row.actor_label or ""


def _actor(row: EntityRow) -> dict[str, Any]:
    name, label = _first(row)
    return {"key": row.actor, "known": row.known, "kind": row.actor_kind, "name": name, "label_en": label or None}
