"""What questions to many claims need: the words of names, and indexes in which most filters are answered."""

from __future__ import annotations

import itertools

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_TOLD = ("rank", "predicate", "polarity", "modality", "confidence", "time_from", "time_to", "agent_actor", "patient_actor",
         "place_actor", "source_actor", "publisher_key")  # fmt: skip
_GONE = ("rank", "predicate_rank", "polarity_rank", "modality_rank", "time", "confidence")


def upgrade() -> None:
    """A table of the words of names; indexes of claims."""
    op.create_table(
        "name_words",
        sa.Column("actor_id", _NUMBER, nullable=False),
        sa.Column("word", _KEY, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("actor_id", "word"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_words_word", "name_words", ["word"])
    _fill()
    for name in _GONE:
        op.drop_index(f"ix_claims_{name}", table_name="claims")
    op.create_index("ix_claims_told", "claims", _TOLD)
    op.create_index(
        "ix_claims_predicate", "claims", ["predicate", *(name for name in _TOLD[:7] if name != "predicate")]
    )


def _fill() -> None:
    connection = op.get_bind()
    names = connection.execute(sa.text("SELECT actor_id, key FROM names")).all()
    rows = ({"actor": actor, "word": word} for actor, key in names for word in sorted(set(key.split())))
    insert = sa.text("INSERT INTO name_words (actor_id, word) VALUES (:actor, :word) ON CONFLICT DO NOTHING")
    while chunk := list(itertools.islice(rows, 5000)):
        connection.execute(insert, chunk)
