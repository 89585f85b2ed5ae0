"""Who is meant by an office without a name, on the day of the report: «المبعوث الأممي إلى ليبيا» of May 2016.

The tables of offices answer only where the title names its state or body, nothing in it says that its holder is not in
office, and the sentence speaks of no earlier time. The report's own word goes before them.
"""

from __future__ import annotations

from collections.abc import Iterator

from marsad.arabic.dates import DateSpan
from marsad.arabic.normalise import fold
from marsad.lexicon.offices import held, title_key
from marsad.reader.entities import Ent
from marsad.reader.offices import COUNTERPARTS, OFFICES, Title
from marsad.reader.titlewords import TitleWords

# Titles with one of these are not those of the holder: «رئيس الوزراء المكلف».
NOT_IN_OFFICE = frozenset(
    "مكلف مكلفه منتخب منتخبه معين معينه جديد جديده مرشح مرشحه مقبل قادم محتمل مستقيل منتهيه ولايته سابق اسبق".split()
)
NO_PART = frozenset("حالي حاليه انتقالي موقت".split())  # nor do these make it another office
STYLES = {"خادم": "saudi_arabia"}  # first words of titles that one state's head alone bears: خادم الحرمين
TO = frozenset("الي لدي في بشان".split())  # before the country of an envoy: المبعوث الأممي إلى ليبيا


class Holders(TitleWords):
    """Looks up holders of offices."""

    dates: dict[int, DateSpan]  # dates of the sentence

    def by_date(self, title: Title) -> Ent | None:
        """The person who held the office on the report's day, where the tables know."""
        entry = self._seated(title)
        return self.reg.in_office(entry, self.folded(title.i, title.j, title.cut)) if entry is not None else None

    def surnamed(self, title: Title, i: int) -> int | None:
        """The entry of the holder by the tables, if token ``i`` is a word of his name: «الرئيس اليمني هادي»."""
        if self.known(i) is not None:
            return None
        entry = self._seated(title)
        own = fold(self.lex.entries[entry].name).split(" ") if entry is not None else ()
        return entry if self.words[i].key in own else None

    def _seated(self, title: Title) -> int | None:
        """The entry of the person who held the office on the report's day."""
        if not self.reg.day or title.cls not in OFFICES or title.former or title.plural or title.member:
            return None
        if not (title.definite or title.body is not None):
            return None
        self.note_office(title)
        for key in self._called(title):
            for n in (self.lex.titles.get(key) or "").split():
                tenure = held(self.lex.offices[int(n)], self.reg.day)
                entry = self.lex.by_key.get(tenure.holder) if tenure is not None else None
                if tenure is not None and entry is not None and not self._speaks_of_before(tenure.from_):
                    return entry
        return None

    def note_office(self, title: Title) -> None:
        """Remember a title with a nationality: «نظيره» holds the same office elsewhere."""
        if title.country is not None and title.cut.stem not in COUNTERPARTS:
            self.reg.office_words = self._spelled(title, title.j, False)[0]

    def _speaks_of_before(self, day: str) -> bool:
        """Is there a date in the sentence that lies before the holder came into office?"""
        return any(d.value and d.value[:4] < day[:4] for d in self.dates.values())

    def _called(self, title: Title) -> Iterator[str]:
        """The keys that the title may stand under, the most particular first."""
        if title.cut.stem in COUNTERPARTS:
            if self.reg.office_words and title.country is not None and title.country.actor is not None:
                yield title_key(" ".join(self.reg.office_words), [title.country.actor])
            return
        if title.cut.stem in STYLES:
            yield title_key(" ".join(self._spelled(title, title.j, False)[0]), [STYLES[title.cut.stem]])
            return
        ends = [title.j]
        j = title.j
        while j < self.hi and len(ends) < 3:
            at = j + 1 if self.words[j].key in TO else j
            if at == j and self.words[j].main.prep != "ل":
                break
            known = self.known(at) if at < self.hi and self.words[at].names else None
            if known is None:
                break
            j = known[0]
            ends.insert(0, j)
        for end in ends:
            for whole in (True, False):
                words, bodies = self._spelled(title, end, whole)
                if bodies and not NOT_IN_OFFICE & set(words):
                    yield title_key(" ".join(words), bodies)

    def _spelled(self, title: Title, end: int, whole: bool) -> tuple[list[str], set[str]]:
        """The title's words and its bodies; ``whole``: names of several words are bodies, not words and nationalities."""
        words = [title.cut.stem]
        bodies: set[str] = set()
        m = title.i + 1
        while m < end:
            w = self.words[m]
            known = self.known(m) if w.names else None
            if known is not None and self.kind_of(known[1].split(" ")[0]) != "person" and (whole or known[0] == m + 1):
                bodies.add(self._key(known[1]))
                m = known[0]
                continue
            if self.nationality(m) and w.adj is not None:
                bodies.add(self.lex.entries[w.adj[0]].key)
            elif w.part is None or w.part[0] != "prep":
                words.append(w.main.stem if w.main.prep == "ل" and w.main.article else w.bare)
            m += 1
        bodies.discard("")
        return [w for w in words if w not in NO_PART], bodies

    def _key(self, codes: str) -> str:
        """The key of a known name: of a capital, that of its state."""
        n = int(codes.split(" ")[0][1:])
        return self.lex.entries[n].key if n < len(self.lex.entries) else self.reg.known(n).actor or ""
