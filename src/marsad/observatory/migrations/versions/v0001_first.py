"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """All tables, and the full-text search of each database."""
    op.create_table(
        "actors",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_actors_kind", "actors", ["kind"])
    op.create_table(
        "originals",
        sa.Column("hash", _KEY, nullable=False),
        sa.Column("size", _NUMBER, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "tombstones",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("recorded", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "failures",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("address", _KEY, nullable=True),
        sa.Column("origin", _KEY, nullable=False),
        sa.Column("position", _KEY, nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("hash", _KEY, nullable=True),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("retrieved", _KEY, nullable=False),
        sa.Column("recorded", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hash"], ["originals.hash"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_failures_hash", "failures", ["hash"])
    op.create_table(
        "names",
        sa.Column("actor_id", _NUMBER, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("entities", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("actor_id", "key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_names_key", "names", ["key"])
    op.create_table(
        "reports",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("address", _KEY, nullable=True),
        sa.Column("origin", _KEY, nullable=False),
        sa.Column("position", _KEY, nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("hash", _KEY, nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("retrieved", _KEY, nullable=False),
        sa.Column("recorded", _KEY, nullable=False),
        sa.Column("published", _KEY, nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("publisher_key", _KEY, nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hash"], ["originals.hash"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_reports_hash", "reports", ["hash"])
    op.create_index("ix_reports_publisher_key", "reports", ["publisher_key"])
    op.create_index("ix_reports_rank", "reports", ["rank"])
    op.create_table(
        "claims",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("report_id", _NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("predicate", _KEY, nullable=False),
        sa.Column("polarity", _KEY, nullable=False),
        sa.Column("modality", _KEY, nullable=False),
        sa.Column("certainty", _KEY, nullable=False),
        sa.Column("agent_id", _NUMBER, nullable=True),
        sa.Column("patient_id", _NUMBER, nullable=True),
        sa.Column("place_id", _NUMBER, nullable=True),
        sa.Column("source_id", _NUMBER, nullable=True),
        sa.Column("agent_actor", _NUMBER, nullable=True),
        sa.Column("patient_actor", _NUMBER, nullable=True),
        sa.Column("place_actor", _NUMBER, nullable=True),
        sa.Column("source_actor", _NUMBER, nullable=True),
        sa.Column("publisher_key", _KEY, nullable=True),
        sa.Column("time", _KEY, nullable=True),
        sa.Column("time_from", _KEY, nullable=True),
        sa.Column("time_to", _KEY, nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("number_max", sa.BigInteger(), nullable=True),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("disclosure", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("plover", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_claims_agent_rank", "claims", ["agent_actor", "rank"])
    op.create_index("ix_claims_confidence", "claims", ["confidence"])
    op.create_index("ix_claims_key", "claims", ["key"])
    op.create_index("ix_claims_modality_rank", "claims", ["modality", "rank"])
    op.create_index("ix_claims_patient_rank", "claims", ["patient_actor", "rank"])
    op.create_index("ix_claims_place_rank", "claims", ["place_actor", "rank"])
    op.create_index("ix_claims_polarity_rank", "claims", ["polarity", "rank"])
    op.create_index("ix_claims_predicate_rank", "claims", ["predicate", "rank"])
    op.create_index("ix_claims_publisher_rank", "claims", ["publisher_key", "rank"])
    op.create_index("ix_claims_rank", "claims", ["rank"])
    op.create_index("ix_claims_report_id", "claims", ["report_id"])
    op.create_index("ix_claims_source_rank", "claims", ["source_actor", "rank"])
    op.create_index("ix_claims_time", "claims", ["time_from", "time_to"])
    op.create_table(
        "entities",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("report_id", _NUMBER, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=True),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("actor_id", _NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_entities_actor_id", "entities", ["actor_id"])
    op.create_index("ix_entities_report_id", "entities", ["report_id"])
    op.create_table(
        "framing",
        sa.Column("report_id", _NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("entity_id", _NUMBER, nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "n"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "links",
        sa.Column("report_id", _NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("from_claim", _NUMBER, nullable=False),
        sa.Column("to_claim", _NUMBER, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "n"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "readings",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("report_id", _NUMBER, nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("lexicon", sa.Text(), nullable=False),
        sa.Column("recorded", _KEY, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("report_id", "reader", "version", "lexicon"),
    )
    op.create_table(
        "attributions",
        sa.Column("claim_id", _NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("entity_id", _NUMBER, nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "n"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evidence",
        sa.Column("claim_id", _NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "n"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mentions",
        sa.Column("entity_id", _NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entity_id", "n"),
        sqlite_with_rowid=False,
    )

    if op.get_bind().dialect.name == "sqlite":
        # Words come folded and cut: the tokenizer has only to split them at blanks.
        op.execute("CREATE VIRTUAL TABLE search USING fts5(words, names, tokenize = 'unicode61 remove_diacritics 0')")
    else:
        op.create_table(
            "search",
            sa.Column("report_id", _NUMBER, sa.ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
            sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        )
        op.create_index("ix_search_words", "search", ["words"], postgresql_using="gin")
