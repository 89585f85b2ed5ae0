"""Readings handed on: one file a format. What all formats share stands in ``rows`` (the flat row) and ``atomic``."""
