"""Actors, places, measures and predicates by what a person calls them: Arabic, English, lexicon key or entity name.

A name is looked for in the reports first, then in the lexicon, then as part of a longer name in the reports (``libyan_army``
for Libyan National Army). Nothing is guessed: what fits several is listed, and what fits nothing is answered by the names
that are nearest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from marsad.arabic.display import harmless
from marsad.arabic.normalise import fold
from marsad.balance.facts import Actor, Facts
from marsad.balance.measures import kind_of
from marsad.codebook import Predicate
from marsad.errors import ScenarioError
from marsad.lexicon import Entry, Lexicon
from marsad.lexicon.lookup import named

LONGEST = 200  # characters of a name
_NEAREST = 5
_NEW = "new:"
# What people call measures in English, by the predicate that imposes one.
_MEASURES = {
    "embargo": "sanctions", "arms embargo": "sanctions", "sanctions": "sanctions", "isolation": "cuts_off",
    "closure": "cuts_off", "boycott": "cuts_off", "siege": "besieges", "blockade": "besieges",
}  # fmt: skip


def plain(name: str) -> str:
    """A name as it is compared: folded, small letters, no accents, quotes, dashes or English article."""
    text = unicodedata.normalize("NFKD", fold(name).casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    words = re.sub(r"[\"'“”«»()\[\]_\-./]+", " ", text).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@dataclass(slots=True)
class Naming:
    """Names of the actors of ``facts``, and of those that only ``lexicon`` knows; what it adds stands in ``added``, and
    what a person should know of how a name was taken in ``notes``."""

    facts: Facts
    lexicon: Lexicon
    added: dict[str, Actor] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _own: dict[str, set[str]] = field(default_factory=dict)
    _labels: dict[str, list[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, actor in self.facts.actors.items():
            for name in (key, actor.label_en or "", actor.name, *actor.names, *_initials(actor.label_en or "")):
                if plain(name):
                    self._own.setdefault(plain(name), set()).add(key)
        for entry in self.lexicon.entries:
            for name in {plain(entry.key), plain(entry.label_en)}:
                self._labels.setdefault(name, []).append(entry)

    def predicate(self, name: str, where: str) -> Predicate:
        """The predicate of this name, one of the codebook's in use or of a reading's own. Raises ScenarioError."""
        known = {**self.lexicon.book.predicates, **{one.meant.name: one.meant for one in self.facts.told}}
        return known[predicate(name, where, known)]

    def actor(self, name: str, where: str) -> str:
        """The key of the actor that ``name`` means. Raises ScenarioError, in the name of ``where``, if none or several."""
        name = " ".join(name.split())
        if not name or len(name) > LONGEST:
            raise ScenarioError(
                where, "names an actor with no letters or too many", f"write a name of up to {LONGEST} letters"
            )
        if name.startswith(_NEW):
            return self._add(Actor(name[len(_NEW) :].strip(), "org", name[len(_NEW) :].strip(), None, False), where)
        for found in (self._own.get(plain(name), set()), self._known(name), self._part(name), self._measure(name)):
            if len(found) == 1:
                return self._taken(next(iter(found)), name)
            if found:
                options = ", ".join(self._shown(key) for key in sorted(found)[:8])
                raise ScenarioError(where, f"{harmless(name)!r} may be {options}", "write one of these keys")
        raise ScenarioError(
            where, f"no actor {harmless(name)!r}{self._nearest(name)}", f"or write {_NEW}NAME for one that is new"
        )

    def _known(self, name: str) -> set[str]:
        entries = [*self._labels.get(plain(name), ()), *named(self.lexicon, name)]
        keys = {entry.key for entry in entries}
        told = keys & set(self.facts.actors)
        actors = {entry.key for entry in entries if entry.kind != "place"}
        return told or (actors if len(actors) == 1 else keys)

    def _part(self, name: str) -> set[str]:
        wanted = plain(name).split()
        found = {key for own, keys in self._own.items() if _within(wanted, own.split()) for key in keys}
        parties = {key for key in found if self.facts.actors[key].kind not in ("source",)}
        return parties or found

    def _measure(self, name: str) -> set[str]:
        kind = _MEASURES.get(plain(name))
        return {
            key for key, actor in self.facts.actors.items()
            if kind and actor.kind == "measure" and kind_of(actor.names) == kind
        }  # fmt: skip

    def _taken(self, key: str, name: str) -> str:
        if plain(name) not in self._own and key in self.facts.actors:
            self._note(f"{harmless(name)} = {self._shown(key)}")
        if key not in self.facts.actors and key not in self.added:
            entry = self.lexicon.entries[self.lexicon.by_key[key]]
            kind: Any = entry.kind
            self.added[key] = Actor(key, kind, entry.name, entry.label_en or None, True, (entry.name,))
            self._note(f"{self._shown(key)} is not in the reports")
        return key

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _add(self, actor: Actor, where: str) -> str:
        if not actor.key:
            raise ScenarioError(where, "names nobody", f"write {_NEW}NAME")
        self.added.setdefault(actor.key, actor)
        return actor.key

    def _shown(self, key: str) -> str:
        """A name that may be written, with what it means where that is not plain."""
        actor = self.facts.actors.get(key)
        if actor is not None and not actor.known:
            return harmless(actor.label_en or actor.name)
        label = actor.label_en if actor else self.lexicon.entries[self.lexicon.by_key[key]].label_en
        if key.startswith("geonames_") and label:
            return harmless(label)
        return harmless(f"{key} ({label})" if label and plain(label) != plain(key) else key)

    def _nearest(self, name: str) -> str:
        """As advice: names of the reports, then single words of them, and only then what else the lexicon knows."""
        words: dict[str, set[str]] = {}
        for own, found in self._own.items():
            for word in own.split():
                words.setdefault(word, set()).update(found)
        keys: list[str] = []
        for known, least in ((self._own, 0.6), (words, 0.6)):
            close = get_close_matches(plain(name), sorted(known), _NEAREST, least)
            keys += [key for match in close for key in sorted(known[match])]
        if not keys:
            close = get_close_matches(plain(name), sorted(self._labels), _NEAREST, 0.7)
            keys = [entry.key for match in close for entry in self._labels[match]]
        shown = list(dict.fromkeys(self._shown(key) for key in keys))[:_NEAREST]
        return f"; nearest: {', '.join(shown)}" if shown else ""


def predicate(name: str, where: str, known: Mapping[str, Predicate]) -> str:
    """The predicate of this name among the ``known``. Raises ScenarioError with the nearest."""
    wanted = name.strip().casefold().replace(" ", "_").replace("-", "_")
    if wanted in known:
        return wanted
    forms = {p.bare_en.replace(" ", "_"): p.name for p in known.values()} | {
        fold(p.noun_ar): p.name for p in known.values()
    }
    if wanted in forms or fold(name.strip()) in forms:
        return forms.get(wanted) or forms[fold(name.strip())]
    near = [forms.get(m, m) for m in get_close_matches(wanted, [*known, *forms], _NEAREST, 0.5)]
    said = f"; nearest: {', '.join(dict.fromkeys(near))}" if near else ""
    raise ScenarioError(where, f"no predicate {harmless(name.strip())!r}{said}", "marsad codebook lists them")


def _initials(label: str) -> set[str]:
    """«GNA» and, with the small words, «HoR» for a name of several words."""
    words = re.sub(r"\(.*?\)", "", label).replace("-", " ").split()
    small = {"of", "the", "and", "for", "in"}
    every, great = (
        "".join(word[0] for word in found) for found in (words, [w for w in words if w.lower() not in small])
    )
    return {name for name in (every, great) if len(name) > 2}


def _within(wanted: Iterable[str], words: list[str]) -> bool:
    """Do the wanted words stand in this order among ``words``, with or without the Arabic article?"""
    rest = iter(word.removeprefix("ال") for word in words)
    return all(any(one.removeprefix("ال") == word for word in rest) for one in wanted)
