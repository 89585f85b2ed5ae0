"""Kinds of entity by what they can do. Which may stand on the sides of a predicate is the codebook's (``lex.book``)."""

from __future__ import annotations

ACTORS = frozenset({"person", "state", "org", "armed_group", "bloc", "people", "source"})
