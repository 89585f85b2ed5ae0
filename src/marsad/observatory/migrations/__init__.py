"""Changes of the schema, one file each, run by Alembic when a store is opened for writing."""
