"""The actors, places and measures of one report: which names stand for whom.

One entity per actor: known names meet by their key in the lexicon, others by their name; a short name meets the fuller
one it belongs to; «الحكومة» or «هذه الحكومة» meets the last body with that head.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.arabic.normalise import fold
from marsad.lexicon import Lexicon

GROUP_HEADS = frozenset("حركه جماعه تنظيم ميليشيا مليشيا ميليشيات مليشيات فصيل".split())
MASCULINE = frozenset(
    "jordan iraq lebanon yemen sudan south_sudan morocco somalia japan vatican".split()
)  # طرد الأردن السفير
PARTIES = frozenset({"state", "armed_group", "org", "bloc"})
PLACE_HEADS = frozenset("مدينه بلده قريه منطقه محافظه ولايه اقليم حي مخيم قاعده مطار ميناء معبر".split())


@dataclass(slots=True)
class Ent:
    """An entity in the making; ``mentions`` are (start, end, type) in source offsets."""

    id: int
    kind: str
    name: str  # folded
    actor: str | None = None
    label_en: str | None = None
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    used: bool = False  # stands in a claim
    feminine: bool = False
    nameless: bool = False  # a person known by a title only
    plural: bool = False
    state: Ent | None = None  # the state a person speaks or acts for
    parent: int | None = None  # the body a person's forces are


class Registry:
    """All entities of a report, in the order of their first mention."""

    def __init__(self, lex: Lexicon) -> None:
        self.lex = lex
        self.ents: list[Ent] = []
        self._actors: dict[str, Ent] = {}
        self._names: dict[tuple[str, str], Ent] = {}
        self._persons: dict[str, Ent] = {}  # last word of a person's name
        self.pair: list[Ent] = []  # the two sides of the last clash, meeting or accord
        self.recent: list[Ent] = []  # parties in the order of their last mention
        self.short: dict[str, Ent] = {}  # last adjective of a body's name: الانتقالي
        self.heads: dict[str, Ent] = {}  # head noun -> last body with that head
        self.last: dict[str, Ent] = {}  # kind -> last entity of that kind

    def _new(self, kind: str, name: str, actor: str | None = None, label: str | None = None) -> Ent:
        ent = Ent(len(self.ents), kind, name, actor, label)
        ent.feminine = (kind == "state" and actor not in MASCULINE) or (
            kind not in ("person", "state") and name.split(" ")[0].endswith(("ه", "ات"))
        )
        self.ents.append(ent)
        return ent

    def known(self, entry: int) -> Ent:
        """The entity of a lexicon entry."""
        e = self.lex.entries[entry]
        ent = self._actors.get(e.key)
        if ent is None:
            if e.kind == "person":
                ent = self._persons.get(_last_word(fold(e.name)))
                if ent is not None and ent.actor is None and _fits(ent.name, fold(e.name)):
                    ent.actor, ent.label_en = e.key, e.label_en
                else:
                    ent = None
            if ent is None:
                ent = self._new(e.kind, fold(e.name), e.key, e.label_en or None)
                if e.kind == "person" and e.parent:
                    body = self.lex.by_key.get(e.parent)
                    if body is not None and self.lex.entries[body].kind == "armed_group":
                        ent.parent = body
            self._actors[e.key] = ent
            if e.kind == "person":
                self._persons[_last_word(ent.name)] = ent
            self._names.setdefault((e.kind, ent.name), ent)
        return self.touch(ent)

    def actor(self, key: str) -> Ent | None:
        """The entity of an actor key, where the lexicon has it."""
        n = self.lex.by_key.get(key)
        return None if n is None else self.known(n)

    def acting(self, place: Ent) -> Ent | None:
        """The state that a capital or country name stands for where it acts."""
        state = self.lex.capitals.get(place.actor or "")
        return None if state is None else self.known(state)

    def country_of(self, person: Ent) -> Ent | None:
        """«بلاده»: the state a person belongs to."""
        if person.state is not None:
            return person.state
        n = self.lex.by_key.get(person.actor or "")
        return self.actor(self.lex.entries[n].country) if n is not None and self.lex.entries[n].country else None

    def person(self, name: str) -> Ent:
        """A person by a name that no table has; a surname meets the fuller name."""
        ent = self._names.get(("person", name))
        if ent is None:
            last = _last_word(name)
            ent = self._persons.get(last)
            if ent is not None and not _fits(ent.name, name):
                ent = None
            if ent is None:
                ent = self._new("person", name)
            elif len(name) > len(ent.name):
                ent.name = name
            self._names["person", name] = ent
            self._persons[last] = ent
        return self.touch(ent)

    def surname(self, word: str) -> Ent | None:
        """The person of this report whose full name ends in the word."""
        ent = self._persons.get(word)
        return ent if ent is not None and " " in ent.name and ent.mentions else None

    def named(self, kind: str, name: str, head: str = "") -> Ent:
        """A body, place, group or measure by name."""
        ent = self._names.get((kind, name))
        if ent is None:
            ent = self._names[kind, name] = self._new(kind, name)
        if head:
            self.heads[head] = ent
        return self.touch(ent)

    def alias(self, kind: str, name: str, ent: Ent) -> None:
        """Let ``name`` stand for ``ent`` from here on (after an apposition, a bracket)."""
        self._names.setdefault((kind, name), ent)

    def find(self, name: str) -> Ent | None:
        """An entity by exact folded name, of whatever kind."""
        for kind in ("armed_group", "org", "state", "place", "person", "bloc", "people", "measure", "source"):
            if ent := self._names.get((kind, name)):
                return ent
        return None

    def anaphor(self, head: str) -> Ent | None:
        """The last body with this head noun; «الحركة», «المدينة» fall back on the last group or place."""
        got = self.heads.get(head)
        if got is None and head in GROUP_HEADS:
            got = self.last.get("armed_group")
        elif got is None and head in PLACE_HEADS:
            got = self.last.get("place")
        return got

    def touch(self, ent: Ent) -> Ent:
        self.last[ent.kind] = ent
        if ent.kind in PARTIES and (not self.recent or self.recent[-1] is not ent):
            if ent in self.recent:
                self.recent.remove(ent)
            self.recent.append(ent)
        return ent

    def both(self) -> list[Ent]:
        """The two parties spoken of last: «الطرفان»."""
        return list(self.pair) if self.pair else self.recent[-2:]

    def pair_up(self, a: Ent, b: Ent) -> None:
        if a is not b and {a.kind, b.kind} <= PARTIES:
            self.pair = [a, b]

    def move(self, from_: Ent, to: Ent, start: int, end: int) -> None:
        """A mention turns out to name another entity (a capital as a place)."""
        if (start, end, "name") in from_.mentions:
            from_.mentions.remove((start, end, "name"))
        self.mention(to, start, end)

    def mention(self, ent: Ent, start: int, end: int, type_: str = "name") -> None:
        if start < end and (start, end, type_) not in ent.mentions:
            ent.mentions.append((start, end, type_))


def _last_word(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _fits(a: str, b: str) -> bool:
    """Is one name a part of the other (حفتر in خليفة حفتر)?"""
    one, two = a.split(" "), b.split(" ")
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    if len(short) == 1:
        return short[0] == long[-1]
    return short[-1] == long[-1] and set(short) <= set(long)
