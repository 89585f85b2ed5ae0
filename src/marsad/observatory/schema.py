"""The tables of the store, the same in SQLite and PostgreSQL. What each holds stands in docs/observatory.md.

Reports, originals, readings and tombstones are kept; all other tables are unfolded from the current reading of each
report, so that they are a pure function of the readings: any order of adding gives the same rows but for the numbers
in ``id``. Numbers are given by the one writer inside its transaction. Outward ids (``key``) are made from content.

``rank`` orders what is shown: day of publication, then the report, then the claim's place in it; see ``rank`` below.
"""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = "0003"  # the newest migration
VERSION_TABLE = "marsad_schema"
SEARCH_TABLE = "search"  # full text; made by the migrations, for it differs between the two databases

metadata = MetaData()
_packed: dict[str, Any] = {"sqlite_with_rowid": False}  # rows lie in their key

_number = BigInteger().with_variant(Integer, "sqlite")
# Keys and ISO dates compare byte by byte, whatever the language of the database.
_key = Text().with_variant(Text(collation="C"), "postgresql")


def _id() -> Column[Any]:
    return Column("id", _number, primary_key=True, autoincrement=False)


def _of(table: str, **options: Any) -> Column[Any]:
    """A reference to the row that a row goes with."""
    return Column(
        f"{table[:-1] if table != 'entities' else 'entity'}_id",
        _number,
        ForeignKey(f"{table}.id", ondelete="CASCADE"),
        nullable=False,
        **options,
    )


originals = Table(
    "originals",
    metadata,
    Column("hash", _key, primary_key=True),  # SHA-256 of the bytes
    Column("size", _number, nullable=False),
    Column("data", LargeBinary, nullable=False),  # zlib
)

reports = Table(
    "reports",
    metadata,
    _id(),
    Column("key", _key, nullable=False, unique=True),
    Column("rank", BigInteger, nullable=False, index=True),
    Column("address", _key),
    Column("origin", _key, nullable=False),
    Column("position", _key, nullable=False),
    Column("format", Text, nullable=False),
    Column("hash", _key, ForeignKey("originals.hash"), nullable=False, index=True),
    Column("given", Text, nullable=False),  # JSON: what the person who added it said of it
    Column("retrieved", _key, nullable=False),
    Column("recorded", _key, nullable=False),
    Column("published", _key),
    Column("publisher", Text),
    Column("publisher_key", _key, index=True),
    Column("language", Text, nullable=False),
    Column("heading", Text, nullable=False),  # its title, or else how it begins
    Column("claims", Integer, nullable=False),
    Column("final", _key),  # where redirects led to, with what the server said of the version
    Column("modified", _key),
    Column("etag", Text),
    Index("ix_reports_address", "address", postgresql_using="hash"),  # an address may be longer than a row of a B-tree
)

readings = Table(
    "readings",
    metadata,
    _id(),
    _of("reports"),
    Column("reader", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("lexicon", Text, nullable=False),
    Column("recorded", _key, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("text", Text, nullable=False),  # what the offsets count in
    Column("body", LargeBinary, nullable=False),  # the reading without its text: JSON, zlib
    UniqueConstraint("report_id", "reader", "version", "lexicon"),
)

actors = Table(
    "actors",
    metadata,
    _id(),
    Column("key", _key, nullable=False, unique=True),
    Column("known", Boolean, nullable=False),  # in the word tables
    Column("kind", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("label_en", Text),
)

names = Table(
    "names",
    metadata,
    Column("actor_id", _number, ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True),
    Column("key", _key, primary_key=True, index=True),
    Column("entities", Integer, nullable=False),  # how many entities of reports bear it
    **_packed,
)

name_words = Table(
    "name_words",
    metadata,
    Column("actor_id", _number, ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True),
    Column("word", _key, primary_key=True, index=True),  # of a name that the actor goes by
    **_packed,
)

entities = Table(
    "entities",
    metadata,
    _id(),
    _of("reports", index=True),
    Column("ref", Text, nullable=False),  # the id within the reading
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("label_en", Text),
    Column("names", Text, nullable=False),  # JSON: what it adds to ``names``
    Column("actor_id", _number, nullable=False, index=True),
)

mentions = Table(
    "mentions",
    metadata,
    Column("entity_id", _number, ForeignKey("entities.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("type", Text, nullable=False),
    **_packed,
)

claims = Table(
    "claims",
    metadata,
    _id(),
    _of("reports", index=True),
    Column("n", Integer, nullable=False),
    Column("ref", Text, nullable=False),
    Column("key", _key, nullable=False, index=True),
    Column("rank", BigInteger, nullable=False),
    Column("predicate", _key, nullable=False),
    Column("polarity", _key, nullable=False),
    Column("modality", _key, nullable=False),
    Column("certainty", _key, nullable=False),
    Column("agent_id", _number),  # entities
    Column("patient_id", _number),
    Column("place_id", _number),
    Column("source_id", _number),  # none: the publisher's own voice
    Column("agent_actor", _number),  # actors
    Column("patient_actor", _number),
    Column("place_actor", _number),
    Column("source_actor", _number),
    Column("publisher_key", _key),
    Column("time", _key),
    Column("time_from", _key),  # first and last day
    Column("time_to", _key),
    Column("number", BigInteger),
    Column("number_max", BigInteger),
    Column("item", Text),
    Column("disclosure", Text),
    Column("confidence", Float, nullable=False),
    Column("rule", Text, nullable=False),
    Column("plover", Text),
    # All that filters ask for, newest first: what no other index finds is found in here, without a look at the table.
    Index(
        "ix_claims_told",
        "rank",
        "predicate",
        "polarity",
        "modality",
        "confidence",
        "time_from",
        "time_to",
        "agent_actor",
        "patient_actor",
        "place_actor",
        "source_actor",
        "publisher_key",
    ),
    Index("ix_claims_predicate", "predicate", "rank", "polarity", "modality", "confidence", "time_from", "time_to"),
    Index("ix_claims_agent_rank", "agent_actor", "rank"),
    Index("ix_claims_patient_rank", "patient_actor", "rank"),
    Index("ix_claims_place_rank", "place_actor", "rank"),
    Index("ix_claims_source_rank", "source_actor", "rank"),
    Index("ix_claims_publisher_rank", "publisher_key", "rank"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("claim_id", _number, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    Column("parts", Text, nullable=False),  # JSON: the spans of the other parts and the operators
    **_packed,
)

attributions = Table(
    "attributions",
    metadata,
    Column("claim_id", _number, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),  # outermost speaker first
    Column("entity_id", _number, nullable=False),
    Column("stance", Text, nullable=False),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    **_packed,
)

framing = Table(
    "framing",
    metadata,
    Column("report_id", _number, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("entity_id", _number, nullable=False),
    Column("device", Text, nullable=False),
    **_packed,
)

links = Table(
    "links",
    metadata,
    Column("report_id", _number, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("from_claim", _number, nullable=False),
    Column("to_claim", _number, nullable=False),
    Column("type", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    **_packed,
)

failures = Table(
    "failures",
    metadata,
    Column("key", _key, primary_key=True),
    Column("address", _key),
    Column("origin", _key, nullable=False),
    Column("position", _key, nullable=False),
    Column("format", Text, nullable=False),
    Column("hash", _key, ForeignKey("originals.hash"), index=True),  # none: its bytes were not had
    Column("given", Text, nullable=False),
    Column("retrieved", _key, nullable=False),
    Column("recorded", _key, nullable=False),
    Column("kind", _key, nullable=False),
    Column("reason", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("final", _key),
    Column("modified", _key),
    Column("etag", Text),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("key", _key, primary_key=True),  # of the report; nothing else of it is kept
    Column("recorded", _key, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("address", _key, primary_key=True),
    Column("etag", Text),  # of the version that was read last
    Column("modified", _key),
    Column("asked", _key, nullable=False),
    Column("due", _key, nullable=False),  # not to be asked before
    Column("faults", Integer, nullable=False),  # since it was had last
    Column("trouble", Text),
)

entries = Table(
    "entries",
    metadata,
    Column("feed", _key, ForeignKey("feeds.address", ondelete="CASCADE"), primary_key=True),
    Column("key", _key, primary_key=True),  # made from the entry's id: what was forgotten leaves nothing legible here
    Column("recorded", _key, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("done", Boolean, nullable=False),
    **_packed,
)

_REPORT_BITS, _CLAIM_BITS = 30, 11  # with the 22 bits of a day they fill a signed 64-bit number
_LAST = (1 << _CLAIM_BITS) - 1


def rank(published: str | None, key: str, n: int = 0) -> int:
    """Where claim ``n`` of a report stands among all, the highest first: newest report first, then in the report's order.

    The day (from 0001-01-01; 0 where unknown), 30 bits of the report's key, the claim's place counted
    down from 2047. It comes from content alone, so that the order of adding does not show.
    """
    day = datetime.date.fromisoformat(published).toordinal() if published else 0
    return (day << _REPORT_BITS | int(key[1:9], 16) >> 2) << _CLAIM_BITS | _LAST - min(n, _LAST)


def rank_of_day(published: str) -> int:
    """The lowest rank of a report of that day."""
    return datetime.date.fromisoformat(published).toordinal() << _REPORT_BITS + _CLAIM_BITS


def rank_past_day(published: str) -> int:
    """The lowest rank of a report of a later day."""
    return datetime.date.fromisoformat(published).toordinal() + 1 << _REPORT_BITS + _CLAIM_BITS
