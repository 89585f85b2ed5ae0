"""Where a fetched report was in the end and which version of it; the feeds that are followed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """New columns of reports and failures, and two new tables."""
    for table in ("reports", "failures"):
        op.add_column(table, sa.Column("final", _KEY, nullable=True))
        op.add_column(table, sa.Column("modified", _KEY, nullable=True))
        op.add_column(table, sa.Column("etag", sa.Text(), nullable=True))
    op.create_index("ix_reports_address", "reports", ["address"], postgresql_using="hash")  # an address may be long
    op.create_table(
        "feeds",
        sa.Column("address", _KEY, nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", _KEY, nullable=True),
        sa.Column("asked", _KEY, nullable=False),
        sa.Column("due", _KEY, nullable=False),
        sa.Column("faults", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("address"),
    )
    op.create_table(
        "entries",
        sa.Column("feed", _KEY, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("recorded", _KEY, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["feed"], ["feeds.address"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed", "key"),
        sqlite_with_rowid=False,
    )
