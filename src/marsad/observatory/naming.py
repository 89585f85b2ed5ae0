"""From a name as people write it to the actors that are called so, and from a report's entities to their actors."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from marsad.balance.facts import Actor
from marsad.observatory import schema
from marsad.observatory.unfold import name_key

MOST = 200  # actors that one name may mean


def actors_called(connection: Connection, name: str, kinds: Sequence[str] = ()) -> list[int]:
    """Numbers of the actors that a key, or a name in Arabic or English, means; empty where nobody is called so.

    Tried in this order: a key of the word tables; the whole name; a name that the word tables know for a key; all words
    of the name in whatever order within a longer one (Haftar in Khalifa Haftar).
    """
    actors, names = schema.actors, schema.names
    key = name_key(name)
    if not key:
        return []
    of_kind = [actors.c.kind.in_(kinds)] if kinds else []
    by_key = sa.select(actors.c.id).where(actors.c.key == name.strip(), *of_kind)
    whole = sa.select(actors.c.id).join(names).where(names.c.key == key, *of_kind)
    for query in (by_key, whole):
        if found := list(connection.scalars(query.distinct().order_by(actors.c.id).limit(MOST))):
            return found
    known = sa.select(actors.c.id).where(actors.c.key.in_(_in_tables(key)), *of_kind)
    if found := list(connection.scalars(known.order_by(actors.c.id))):
        return found
    part = sa.select(actors.c.id).join(names).where(*of_kind)
    for word in key.split():
        bearers = sa.select(schema.name_words.c.actor_id).where(schema.name_words.c.word == word)
        part = part.where(actors.c.id.in_(bearers), (" " + names.c.key + " ").contains(f" {word} ", autoescape=True))
    return list(connection.scalars(part.distinct().order_by(actors.c.id).limit(MOST)))


def actors_of(connection: Connection, reports: Sequence[int]) -> dict[int, dict[str, Actor]]:
    """Of each report, who its entities are across reports, by the entity's id in the reading."""
    entities, actors = schema.entities, schema.actors
    query = (
        sa.select(entities.c.report_id, entities.c.ref, actors.c.key, actors.c.kind, actors.c.name, actors.c.label_en, actors.c.known)
        .join(actors, actors.c.id == entities.c.actor_id)
        .where(entities.c.report_id.in_(reports))
    )  # fmt: skip
    out: dict[int, dict[str, Actor]] = {}
    for report, ref, *about in connection.execute(query):
        out.setdefault(report, {})[ref] = Actor(*about)
    return out


def _in_tables(key: str) -> list[str]:
    """Keys of the actors and places that the word tables know by this folded name."""
    from marsad.lexicon import load

    lex = load()
    named = [code for code in lex.names.get(key, "").split() if code[0] in "np"]
    return sorted({lex.entries[int(code[1:])].key for code in named})
