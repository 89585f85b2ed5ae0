"""The actors, places and measures of one report: which names stand for whom.

One entity per actor. Known names meet by their key in the lexicon, others by their name; what the report itself teaches
(surnames, abbreviations in brackets, the office a person holds, the country it speaks of) is kept here, and a name that
the report has introduced in full may come back short. Whatever a look-ahead records can be taken back (`mark`, `undo`).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from msgspec import Struct

from marsad.arabic.normalise import fold
from marsad.lexicon import Entry, Lexicon
from marsad.lexicon.compile import bare
from marsad.reader.text import MOST

GROUP_HEADS = frozenset("حركه جماعه تنظيم ميليشيا مليشيا ميليشيات مليشيات فصيل".split())
MASCULINE = frozenset(  # طرد الأردن السفير
    "jordan iraq lebanon yemen sudan south_sudan morocco somalia japan vatican".split()
)
PARTIES = frozenset({"state", "armed_group", "org", "bloc"})
REGULAR = frozenset("جيش قوات حرس شرطه".split())  # no «militia»
PLACE_HEADS = frozenset("مدينه بلده".split())
SPELT = {"مليشيا": "ميليشيا", "ميلشيا": "ميليشيا", "ملشيا": "ميليشيا", "ميليشيات": "ميليشيا", "مليشيات": "ميليشيا",
         "ميلشيات": "ميليشيا", "متمردين": "متمردون", "انقلابيين": "انقلابيون", "ارهابيين": "ارهابيون", "مسلحين": "مسلحون",
         "انفصاليين": "انفصاليون", "سلطات": "سلطه"}  # fmt: skip
# Bodies that are first named without more (الحكومة، الجيش) and later in full (الجيش السوداني): one and the same.
PROMOTED = frozenset("جيش حكومه مقاومه معارضه برلمان شرطه حركه تنظيم جماعه تحالف رئاسه حزب ائتلاف".split())
# Head nouns by which a place of the gazetteer comes back: «المدينة», «المعبر».
TYPES = {
    "city": "مدينه", "town": "بلده مدينه", "village": "قريه بلده", "quarter": "حي", "governorate": "محافظه ولايه",
    "region": "", "airfield": "مطار", "port": "ميناء مرفا", "crossing": "معبر منفذ", "camp": "مخيم",
    "base": "قاعده", "strait": "مضيق", "island": "جزيره", "field": "حقل", "mountain": "جبل",
}  # fmt: skip
KINGDOMS = ("saudi_arabia", "jordan", "morocco", "bahrain")
MISSING: Any = object()


class Ent(Struct, eq=False):
    """An entity in the making; ``mentions`` are (start, end, type) in source offsets."""

    id: int
    kind: str
    name: str  # folded
    actor: str | None = None
    label_en: str | None = None
    mentions: list[tuple[int, int, str]] = []
    used: bool = False  # stands in a claim
    feminine: bool = False
    plural: bool = False
    state: Ent | None = None  # the state a person speaks or acts for
    parent: int | None = None  # the body a person's forces are
    heads: tuple[str, ...] = ()  # head nouns by which it comes back
    weak: bool = False  # a thing by a common noun: listed only where a claim speaks of it
    lent: list[int] = []  # starts of mentions that name what belongs to it: المتحدث باسم الجيش
    media: bool = False  # a paper, agency or channel: it tells, and is no party
    nameless: bool = False  # a person known by a title only
    by_date: bool = False  # and who it is, by the tables of offices


class Registry:
    """All entities of a report, in the order of their first mention."""

    def __init__(self, lex: Lexicon, day: str = "") -> None:
        self.lex = lex
        self.day = day  # of publication, ISO; empty where not known
        self.ents: list[Ent] = []
        self._actors: dict[str, Ent] = {}
        self._names: dict[tuple[str, str], Ent] = {}
        self._persons: dict[str, Ent] = {}  # last word of a person's name
        self.pair: list[Ent] = []  # the two sides of the last clash, meeting or accord
        self.recent: list[Ent] = []  # parties in the order of their last mention
        self.short: dict[str, Ent] = {}  # last adjective of a body's name: الانتقالي
        self.heads: dict[str, Ent] = {}  # head noun -> last body with that head
        self.last: dict[str, Ent] = {}  # kind -> last entity of that kind
        self.here: dict[str, Ent] = {}  # names that this report itself has introduced
        self.starts: dict[str, int] = {}  # first word of such a name -> most words
        self.offices: dict[str, Ent] = {}  # title and body -> who holds the office
        self.office_words: list[str] = []  # of the last title with a nationality
        self.countries: Counter[str] = Counter()  # how often the report speaks of each country
        self.words: frozenset[str] = frozenset()  # all word keys of the report
        self.weights: dict[Entry, int] = {}  # how much the report speaks of an ambiguous name's surroundings
        self._log: list[tuple[Any, Any, Any]] = []

    # --- look-ahead -----------------------------------------------------------------------------------------------

    def mark(self) -> int:
        """A point to which `undo` can go back."""
        return len(self._log)

    def undo(self, mark: int) -> None:
        """Take back the mentions and names recorded since ``mark``."""
        while len(self._log) > mark:
            holder, key, old = self._log.pop()
            if key is None:
                _drop(holder, old)
            elif old is MISSING:
                holder.pop(key, None)
            else:
                holder[key] = old

    def unmention(self, mark: int) -> None:
        """Take back the mentions since ``mark``, but not what they taught: «سكان حلب» is one name."""
        for holder, key, old in self._log[mark:]:
            if key is None:
                _drop(holder, old)

    def set(self, table: dict[str, Any], key: str, value: Any) -> None:
        """Set an entry of one of the tables here, so that it can be taken back."""
        self._log.append((table, key, table.get(key, MISSING)))
        table[key] = value

    # --- entities -------------------------------------------------------------------------------------------------

    def _new(self, kind: str, name: str, actor: str | None = None, label: str | None = None) -> Ent:
        ent = Ent(len(self.ents), kind, name, actor, label)
        first = bare(name.split(" ", 1)[0])
        ent.feminine = (kind == "state" and actor not in MASCULINE) or (
            kind not in ("person", "state") and first.endswith(("ه", "ات"))
        )
        if kind in ("org", "armed_group", "bloc", "place"):
            ent.heads = (first,)
        self.ents.append(ent)
        return ent

    def known(self, entry: int) -> Ent:
        """The entity of a lexicon entry; numbers behind the lexicon's are names that the report has introduced."""
        entries = self.lex.entries
        if entry >= len(entries):
            return self.touch(self.ents[entry - len(entries)])
        e = entries[entry]
        ent = self._actors.get(e.key)
        if ent is None:
            ent = self._actors[e.key] = self._bound(
                "org" if e.kind == "source" else e.kind, fold(e.name), e.key, e.label_en or None
            )
            ent.media = e.kind == "source"
            self._introduce(ent, e)
        elif ent.by_date:
            self._introduce(ent, e)
        return self.touch(ent)

    def _introduce(self, ent: Ent, e: Entry) -> None:
        """What the lexicon knows of an actor or place that has just been named."""
        if e.kind == "place":
            kind, *names = e.type.split("|")
            ent.heads = (*TYPES.get(kind, ent.heads[0]).split(), *names)
            if e.key in self.lex.capitals:
                ent.heads += ("عاصمه",)
        elif e.kind == "person":
            ent.name, ent.nameless, ent.by_date = fold(e.name), False, False
            body = self.lex.by_key.get(e.parent) if e.parent else None
            if body is not None and self.lex.entries[body].kind == "armed_group":
                ent.parent = body
            self._persons[_last_word(ent.name)] = ent
            self.learn_person(ent.name, ent)
        self._names.setdefault((e.kind, ent.name), ent)

    # --- offices --------------------------------------------------------------------------------------------------

    def in_office(self, entry: int, title: str) -> Ent:
        """The person who holds an office by the tables, met by the title alone: no name is learnt from that."""
        e = self.lex.entries[entry]
        ent = self._actors.get(e.key)
        if ent is None:
            ent = self._actors[e.key] = self._new("person", title, e.key, e.label_en or None)
            ent.nameless = ent.by_date = True
        return self.touch(ent)

    def release(self, ent: Ent) -> None:
        """The report names another in that office: what the tables say of it goes."""
        if ent.by_date and ent.actor is not None:
            del self._actors[ent.actor]
            ent.actor, ent.label_en, ent.by_date = None, None, False

    def identify(self, ent: Ent, entry: int) -> Ent:
        """A person met by a title is now named: a known one, where that is none whom the report has met before."""
        e = self.lex.entries[entry] if entry < len(self.lex.entries) else None
        if e is None or e.kind != "person" or e.key in self._actors:
            return self.known(entry)
        ent.actor, ent.label_en = e.key, e.label_en or None
        self._actors[e.key] = ent
        self._introduce(ent, e)
        return self.touch(ent)

    def _bound(self, kind: str, name: str, key: str, label: str | None) -> Ent:
        """A new entity, or the one that the report has named less fully before."""
        old: Ent | None = None
        if kind == "person":
            old = self._persons.get(_last_word(name))
            if old is not None and (old.actor is not None or not _fits(old.name, name)):
                old = None
        elif kind in ("org", "armed_group", "bloc"):
            old = self._unnamed(kind, name)
        if old is None:
            return self._new(kind, name, key, label)
        old.kind, old.actor, old.label_en = kind, key, label
        return old

    def _unnamed(self, kind: str, name: str) -> Ent | None:
        """«الجيش» without more, named before: the body that is now named in full."""
        head = bare(name.split(" ", 1)[0])
        old = self.heads.get(head) if head in PROMOTED else None
        return old if old is not None and old.actor is None and old.name == "ال" + head and old.kind == kind else None

    def actor(self, key: str) -> Ent | None:
        """The entity of an actor key, where the lexicon has it."""
        n = self.lex.by_key.get(key)
        return None if n is None else self.known(n)

    def met(self, key: str) -> Ent | None:
        """The entity of an actor key, if the report has named it."""
        return self._actors.get(key)

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

    def person(self, name: str, holder: Ent | None = None) -> Ent:
        """A person by a name that no table has; a surname meets the fuller name, a name the ``holder`` of its office."""
        ent = self._names.get(("person", name))
        if ent is None:
            last = _last_word(name)
            ent = self._persons.get(last)
            if ent is not None and not _fits(ent.name, name):
                ent = None
            if ent is None and holder is not None and holder.nameless:
                ent = holder
                ent.nameless, ent.name = False, name
            if ent is None:
                ent = self._new("person", name)
            elif len(name) > len(ent.name):
                ent.name = name
            self._names["person", name] = ent
            self._persons[last] = ent
            self.learn_person(name, ent)
        return self.touch(ent)

    def surname(self, word: str) -> Ent | None:
        """The person of this report whose full name ends in the word."""
        ent = self._persons.get(word)
        return ent if ent is not None and " " in ent.name and ent.mentions else None

    def named(self, kind: str, name: str, head: str = "") -> Ent:
        """A body, place, group or measure by name."""
        ent = self._names.get((kind, name))
        if ent is None:
            ent = self._unnamed(kind, name) if head and " " in name else None
            if ent is None:
                ent = self._new(kind, name)
            else:
                ent.name = name
            self._names[kind, name] = ent
        if head:
            self.head(head, ent)
        return self.touch(ent)

    def head(self, head: str, ent: Ent) -> None:
        """The head noun by which an entity has just been named."""
        head = SPELT.get(head, head)
        if head not in ent.heads:
            ent.heads = (*ent.heads, head)
        self.set(self.heads, head, ent)

    # --- what the report teaches ------------------------------------------------------------------------------------

    def learn(self, name: str, ent: Ent) -> None:
        """From here on, ``name`` (as folded words) stands for ``ent`` in this report."""
        if len(name) > 2 and (name not in self.lex.stop or name.startswith("ال")):
            self.set(self.here, name, ent)
            first, _, rest = name.partition(" ")
            n = rest.count(" ") + 2 if rest else 1
            if self.starts.get(first, 0) < n:
                self.set(self.starts, first, n)

    def learn_person(self, name: str, ent: Ent) -> None:
        """A person named in full may come back by the surname: خليفة حفتر, later حفتر; أحمد أبو الغيط, later أبو الغيط."""
        words = name.split(" ")
        if len(words) < 2 or words[-1] in ("الله", "الدين"):
            return
        at = len(words) - 1
        if words[at - 1] in ("ابو", "ابي", "ابا", "ال", "ولد", "بن", "بو", "ام"):
            at -= 1
        if at > 1 and words[at - 1] == "عبد":
            at -= 1  # رامي عبد الرحمن, later عبد الرحمن or عبدالرحمن
            self.learn("".join(words[at:]), ent)
        if at > 0:
            self.learn(" ".join(words[at:]), ent)
        if words[at].startswith("عبدال"):
            self.learn(f"عبد {words[at][3:]}", ent)

    def alias(self, kind: str, name: str, ent: Ent) -> None:
        """Let ``name`` stand for ``ent`` from here on (after an apposition, a bracket)."""
        self._names.setdefault((kind, name), ent)
        self.learn(name, ent)

    def find(self, name: str) -> Ent | None:
        """An entity by exact folded name, of whatever kind."""
        if ent := self.here.get(name):
            return ent
        for kind in ("armed_group", "org", "state", "place", "person", "bloc", "people", "measure", "source"):
            if ent := self._names.get((kind, name)):
                return ent
        return None

    def anaphor(self, head: str) -> Ent | None:
        """The last body with this head noun; «الحركة», «المدينة» fall back on the last group or place."""
        got = self.heads.get(SPELT.get(head, head))
        if got is None and head in GROUP_HEADS and not head.endswith("ات"):
            return next(
                (e for e in reversed(self.recent) if e.kind == "armed_group" and not REGULAR & set(e.heads)), None
            )
        if got is None and head in PLACE_HEADS:
            return self.last.get("place")
        if head == "جيش" and got is not None:
            return self._own_army() or got
        return got

    def _own_army(self) -> Ent | None:
        """«الجيش» is the army of the country that the report speaks of most, where it has been named."""
        most = self.countries.most_common(1)
        for ent in self.recent:
            n = self.lex.by_key.get(ent.actor or "")
            if n is not None and "جيش" in ent.heads and most and self.lex.entries[n].country == most[0][0]:
                return ent
        return None

    def focus(self) -> Ent | None:
        """«البلاد», «النظام»: the country that the report speaks of most."""
        most = self.countries.most_common(2) if self.countries else []
        if not most or (len(most) > 1 and most[0][1] < 1.5 * most[1][1]):
            return self.last.get("state")
        return self.actor(most[0][0])

    def kingdom(self) -> Ent | None:
        """«المملكة»: the kingdom that the report speaks of most."""
        countries = self.countries
        return self.actor(max(KINGDOMS, key=lambda k: (countries.get(k, 0), k == KINGDOMS[0])))

    def capital(self, state: Ent | None = None) -> Ent | None:
        """«العاصمة»: the capital of a state, or of the country that the report speaks of most."""
        state = state or self.focus()
        if state is None or state.actor is None:
            return None
        n = self.lex.by_key.get(state.actor)
        key = next((place for place, owner in self.lex.capitals.items() if owner == n), None)
        return self.actor(key) if key is not None else None

    def owner(self, suffix: str) -> Ent | None:
        """The body that «ها», «ه» or «هم» behind a title means: زعيمها, قائده."""
        for ent in reversed(self.recent):
            if ent.feminine == (suffix == "ها") or suffix == "هم":
                return ent
        return None

    # --- mentions -----------------------------------------------------------------------------------------------------

    def touch(self, ent: Ent) -> Ent:
        self.last[ent.kind] = ent
        for head in ent.heads:
            if self.heads.get(head) is not ent:
                self.set(self.heads, head, ent)
        if ent.kind in PARTIES and not ent.media and (not self.recent or self.recent[-1] is not ent):
            if ent in self.recent:
                self.recent.remove(ent)
            self.recent.append(ent)
            del self.recent[:-MOST]
        return ent

    def both(self) -> list[Ent]:
        """The two parties spoken of last: «الطرفان»."""
        return list(self.pair) if self.pair else self.recent[-2:]

    def pair_up(self, a: Ent, b: Ent) -> None:
        if a is not b and {a.kind, b.kind} <= PARTIES:
            self.pair = [a, b]

    def move(self, from_: Ent, to: Ent, start: int, end: int) -> None:
        """A mention turns out to name another entity (a capital as a place)."""
        _drop(from_.mentions, (start, end, "name"))
        self.mention(to, start, end)

    def mention(self, ent: Ent, start: int, end: int, type_: str = "name") -> None:
        new = (start, end, type_)
        if start < end and new not in ent.mentions[-MOST:]:  # the same again comes within its sentence
            ent.mentions.append(new)
            self._log.append((ent.mentions, None, new))


def _drop(mentions: list[Any], gone: Any) -> None:
    """Take a mention out again, where it is among the last ones: what is taken back was met in the same sentence."""
    for n in range(len(mentions) - 1, max(-1, len(mentions) - 1 - MOST), -1):
        if mentions[n] == gone:
            del mentions[n]
            return


def _last_word(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _fits(a: str, b: str) -> bool:
    """Is one name a part of the other (حفتر in خليفة حفتر)?"""
    one, two = a.split(" "), b.split(" ")
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    if len(short) == 1:
        return short[0] == long[-1]
    return short[-1] == long[-1] and set(short) <= set(long)
