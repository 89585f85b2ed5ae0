"""Questions to many claims: the way that the database takes, and that filters together are filters one by one."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
import sqlalchemy as sa

from marsad.observatory import Observatory, asking, engine, schema
from marsad.observatory.engine import Store, open_store
from marsad.observatory.filters import Conditions, checked
from marsad.observatory.write import Done

FILTERS: tuple[dict[str, Any], ...] = (
    {"predicate": "attacks"}, {"predicate": ("backs", "leads", "visits")}, {"actor": "حفتر"}, {"actor": "الجيش"},
    {"agent": "مصر"}, {"patient": "موسكو"}, {"place": "الفاشر"}, {"source": "publisher"}, {"source": "جريدة 1"},
    {"time": "2019"}, {"published": "2019-03/2019-07"}, {"modality": "asserted"}, {"polarity": "negative"},
    {"polarity": "positive"}, {"min_confidence": 0.7}, {"actor": "nobody of this name"},
)  # fmt: skip


def plan(store: Store, filters: dict[str, Any]) -> str:
    """How SQLite goes about a question."""
    with store.read() as connection:
        query = asking._page(Conditions(connection, checked(filters)), None, 50)
        text = str(query.compile(dialect=store.engine.dialect, compile_kwargs={"literal_binds": True}))
        return "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}"))


def test_filters_together_are_filters_one_by_one(address: str, filled: Store) -> None:
    with Observatory(address) as observatory:
        alone = [{claim.id for claim in observatory.claims(limit=0, **filters)} for filters in FILTERS]
        assert sum(map(bool, alone)) == len(FILTERS) - 1
        for (one, of_one), (other, of_other) in itertools.combinations(zip(FILTERS, alone, strict=True), 2):
            if set(one).isdisjoint(other):
                found = {claim.id for claim in observatory.claims(limit=0, **one, **other)}
                assert found == of_one & of_other, (one, other)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@pytest.mark.parametrize("other", [{"predicate": "attacks"}, {"polarity": "negative"}, {"source": "publisher"}])
def test_name_is_the_way_whatever_else_is_asked(filled: Store, other: dict[str, Any]) -> None:
    steps = plan(filled, {"agent": "مصر", **other})
    assert "USING INDEX ix_claims_agent_rank (agent_actor=?)" in steps


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@pytest.mark.parametrize("filters", [{"min_confidence": 0.9}, {"time": "2019", "polarity": "negative"}])
def test_what_has_no_way_is_found_within_an_index(filled: Store, filters: dict[str, Any]) -> None:
    assert "USING INDEX ix_claims_told" in plan(filled, filters)


def test_older_store_learns_the_words_of_its_names(
    address: str, reports: list[Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    def older(connection: sa.Connection) -> None:
        upgrade(connection, "0002")

    upgrade = engine.migrate
    monkeypatch.setattr(engine, "migrate", older)
    monkeypatch.setattr(engine, "VERSION", "0002")
    open_store(address, create=True).close()
    monkeypatch.undo()
    names = {"key": "person:x", "known": False, "kind": "person", "name": "x", "label_en": None, "id": 1}
    bare = sa.create_engine(open_engine_url(address))
    with bare.begin() as connection:
        connection.execute(schema.actors.insert(), [names])
        connection.execute(schema.names.insert(), [{"actor_id": 1, "key": "khalifa حفتر حفتر", "entities": 1}])
    bare.dispose()
    store = open_store(address)
    with store.read() as connection:
        assert sorted(connection.scalars(sa.select(schema.name_words.c.word))) == ["khalifa", "حفتر"]
    store.close()


def open_engine_url(address: str) -> sa.URL:
    if address.startswith("postgresql"):
        return sa.make_url(address).set(drivername="postgresql+psycopg")
    return sa.URL.create("sqlite", database=address)
