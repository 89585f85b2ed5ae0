"""What the store remembers of feeds, the same in both databases."""

from __future__ import annotations

import sqlalchemy as sa

from marsad.observatory import schema
from marsad.observatory.engine import Store
from marsad.observatory.feedstate import TRIES, FeedState, FeedStates, entry_key

URL = "https://paper.example/feed"
FIRST = FeedState(address=URL, etag='"v1"', asked="2026-01-01T00:00:00Z", due="2026-01-01T00:30:00Z")
LATER = FeedState(address=URL, asked="2026-01-01T01:00:00Z", due="2026-01-01T02:00:00Z", faults=1, trouble="ليس متاحا")


def test_feed_is_written_over_and_its_entries_stay(store: Store) -> None:
    states = FeedStates(store)
    assert states.states([URL]) == {}
    states.write(FIRST, {"a": True, "b": False})
    assert (states.states([URL]), states.done(URL)) == ({URL: FIRST}, {"a"})
    states.write(LATER, {})
    assert (states.states([URL, "https://other.example/"]), states.done(URL)) == ({URL: LATER}, {"a"})


def test_entry_is_done_with_when_it_was_had_or_tried_often(store: Store) -> None:
    states = FeedStates(store)
    for n in range(TRIES):
        assert states.done(URL) == set()
        states.write(FIRST, {"a": False, **({"b": False} if n == 0 else {})})
    assert states.done(URL) == {"a"}
    states.write(FIRST, {"b": True})
    states.write(FIRST, {"b": False})
    assert states.done(URL) == {"a", "b"}


def test_keys_tell_entries_apart_and_tell_nothing_else(store: Store) -> None:
    keys = {
        entry_key("entry 1", None),
        entry_key("entry 1", "https://x/"),
        entry_key("entry", " 1"),
        entry_key("entry 2", None),
    }
    assert len(keys) == 4
    FeedStates(store).write(FIRST, dict.fromkeys(keys, True))
    with store.read() as connection:
        assert set(connection.scalars(sa.select(schema.entries.c.key))) == keys
    assert not any("x" in key for key in keys)
