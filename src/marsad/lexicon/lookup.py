"""Known actors and places by one of their names, outside a text: for gold files and for what a person types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from marsad.arabic.normalise import fold, table_key
from marsad.lexicon import Entry, Lexicon

_QUOTES = dict.fromkeys(map(ord, '"“”„«»'), " ")


def numbers(lexicon: Lexicon, name: str) -> list[int]:
    """The numbers of the entries that have this spelling."""
    return [int(code[1:]) for code in lexicon.names.get(table_key(name), "").split()]


def named(lexicon: Lexicon, name: str) -> list[Entry]:
    """The entries that an Arabic name, nationality adjective or capital may stand for, without repeats."""
    key = table_key(name.translate(_QUOTES))
    found = [lexicon.entries[n] for n in numbers(lexicon, key)]
    adjective = lexicon.adjectives.get(key) or lexicon.adjectives.get(key.removeprefix("ال"))
    if adjective is not None:
        found.append(lexicon.entries[adjective])
    return list(dict.fromkeys(found))


def same_kind(kind: str, entry: Entry) -> bool:
    """May an entity of this kind be that entry? A place is only ever a place."""
    return (kind == "place") == (entry.kind == "place") and kind not in ("measure", "source")


def best(lexicon: Lexicon, names: Iterable[str], kind: str, text: str) -> Entry | None:
    """The entry that most of an entity's names stand for, one of its own kind first.

    Of several places of that name the one whose surroundings ``text`` mentions, else the one that is meant without more;
    None where it stays open.
    """
    votes = Counter(entry for name in dict.fromkeys(names) for entry in named(lexicon, name) if same_kind(kind, entry))
    if not votes:
        return None
    rank = {entry: (votes[entry], entry.kind == kind) for entry in votes}
    found = [entry for entry in rank if rank[entry] == max(rank.values())]
    if len(found) > 1 and kind == "place":
        key = fold(text)
        told = [e for e in found if any(word in key for word in e.decides.removeprefix("@").split("|") if word)]
        found = told or [e for e in found if not e.decides]
        return found[0] if len(found) == 1 else None
    return found[0]
