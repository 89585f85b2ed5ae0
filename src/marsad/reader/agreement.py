"""Agreement of pronouns and verbs with the entities that they may mean, in gender and number."""

from __future__ import annotations

from marsad.reader.entities import Ent
from marsad.reader.nodes import Node


def pronoun_suffix(key: str) -> str:
    for s in ("هما", "هم", "ها", "نا", "ه"):
        if key.endswith(s):
            return s
    return ""


def pronoun_prep(key: str) -> str:
    for prefix, prep in (
        ("علي", "علي"),
        ("الي", "الي"),
        ("عن", "عن"),
        ("من", "من"),
        ("في", "في"),
        ("ضد", "ضد"),
        ("مع", "مع"),
        ("لدي", "لدي"),
        ("بين", "بين"),
        ("ب", "ب"),
        ("ل", "ل"),
    ):
        if key.startswith(prefix):
            return prep
    return ""


def agrees(suffix: str, ent: Ent, node: Node) -> bool:
    """May the pronoun mean this entity?"""
    if suffix == "ه":
        return ent.kind in ("person", "source", "org", "armed_group", "state", "bloc") and not _feminine(ent, node)
    if suffix == "ها":
        return ent.kind not in ("person",) and (_feminine(ent, node) or ent.kind in ("armed_group", "state"))
    if suffix in ("هم", "هن"):
        return bool(node.case) or ent.kind in ("people", "armed_group", "source", "bloc")
    if suffix == "هما":
        return ent.kind in ("person", "state", "org", "armed_group")
    return False


def _feminine(ent: Ent, node: Node) -> bool:
    return ent.feminine if node.fem is None else node.fem  # الكرملين is masculine, though Russia is not


def agrees_verb(who: str, ent: Ent, node: Node) -> bool:
    """May the entity be the dropped subject of a verb of this person?"""
    if who == "ms":
        return not _feminine(ent, node) or ent.kind == "person"
    if who == "fs":
        return _feminine(ent, node) or ent.kind in ("armed_group", "source", "state")
    if who in ("mp", "fp"):
        return bool(node.case) or ent.kind in ("people", "armed_group", "source", "bloc")
    return who in ("d", "1", "")
