"""For a name that nobody in the store bears, those that look most like it: what a person may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from marsad.observatory import schema
from marsad.observatory.unfold import name_key

MOST = 3  # names that are offered
_WORDS = 3  # of the name, the longest, are looked for
_SPELLINGS = 4  # of each
_LIKE = 0.7  # share of letters in order that two spellings of a word have in common
_CANDIDATES = 20_000  # words that begin alike
_BEARERS = 40  # names with one of the words, the most frequent


def nearest(connection: Connection, name: str) -> list[str]:
    """At most ``MOST`` names of actors, places and publishers, the likeliest first; English for an English name."""
    key = name_key(name)
    latin = key.isascii()
    scores: dict[str, tuple[float, int]] = {}
    for names, shown, count in (*_actors(connection, key, latin), *_publishers(connection, key)):
        score = (round(_likeness(key, names), 2), count)
        scores[shown] = max(score, scores.get(shown, score))
    best = sorted(scores, key=lambda shown: (*(-part for part in scores[shown]), shown))
    return [shown for shown in best if scores[shown][0] >= _LIKE][:MOST]


def _actors(connection: Connection, key: str, latin: bool) -> Iterable[tuple[str, str, int]]:
    """Names with a word that looks like one of the key's; the actor's own name, and how often it is named so."""
    names, actors, words = schema.names, schema.actors, schema.name_words
    for word in sorted(set(key.split()), key=lambda word: (-len(word), word))[:_WORDS]:
        for near in difflib.get_close_matches(word, _alike(connection, word), _SPELLINGS, _LIKE):
            query = (
                sa.select(names.c.key, actors.c.name, actors.c.label_en, names.c.entities)
                .join(actors, actors.c.id == names.c.actor_id)
                .where(names.c.actor_id.in_(sa.select(words.c.actor_id).where(words.c.word == near)))
                .order_by(names.c.entities.desc(), names.c.key)
                .limit(_BEARERS)
            )
            for row in connection.execute(query):
                yield row.key, row.label_en if latin and row.label_en else row.name, row.entities


def _alike(connection: Connection, word: str) -> list[str]:
    """Words of names that begin as this one does, with the article or without."""
    stem = word[2:] if word.startswith("ال") and len(word) > 3 else word
    column = schema.name_words.c.word
    ranges = [sa.and_(column >= start, column < start[:-1] + chr(ord(start[-1]) + 1))
              for start in (stem[:1], "ال" + stem[:1])]  # fmt: skip
    query = sa.select(column).where(sa.or_(*ranges)).distinct().order_by(column).limit(_CANDIDATES)
    return list(connection.scalars(query))


def _publishers(connection: Connection, key: str) -> Iterable[tuple[str, str, int]]:
    reports = schema.reports
    keys = connection.scalars(sa.select(reports.c.publisher_key).where(reports.c.publisher_key.is_not(None)).distinct())
    for near in difflib.get_close_matches(key, list(keys), MOST, _LIKE):
        shown = connection.scalar(sa.select(reports.c.publisher).where(reports.c.publisher_key == near).limit(1))
        yield near, shown or near, 1


def _likeness(asked: str, name: str) -> float:
    """How much a name looks like what was asked for: whole, or by the words that look most like those asked for."""
    whole = difflib.SequenceMatcher(None, asked, name).ratio()
    words = name.split()
    each = [max(difflib.SequenceMatcher(None, word, other).ratio() for other in words) for word in asked.split()]
    return max(whole, 0.95 * sum(each) / len(each))
