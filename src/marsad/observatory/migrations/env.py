"""Runs the migrations in the transaction that the caller has open (see ``marsad.observatory.engine``)."""

from __future__ import annotations

from alembic import context

from marsad.observatory.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
