"""The words of a title: where it ends, what is no title at all, and where another person's begins."""

from __future__ import annotations

from marsad.reader.offices import COUNTERPARTS, MINISTERS, OFFICES, ORDINALS, PLURALS, Title
from marsad.reader.persons import Persons
from marsad.reader.recall import Phrase


class TitleWords(Persons):
    """Reads the words of titles."""

    def _numbered(self, i: int, title: Phrase) -> bool:
        """«اللواء التاسع», «اللواء 310» is a brigade, not a rank."""
        j = title[0]
        if j != i + 1 or j >= self.hi or not any(c.startswith("harmed_group") for c, _ in self.words[i].codes):
            return False
        return self.toks[j].kind == "n" or self.words[j].bare in ORDINALS

    def _shortened(self, i: int, title: Phrase) -> int:
        """Where a title of several words ends if a body's head noun stands in it: «رئيس | مجلس النواب»."""
        j, code, _ = title
        if code[1:] not in OFFICES or self.words[i].main.stem in MINISTERS:
            return j
        for m in range(i + 1, j):
            known = self.known(m) if self.words[m].names else None
            if known is not None and known[0] > j:
                return m  # رئيس | إقليم كردستان
            for end, h, _ in self.phrase(m):
                kind, _, role = h[1:].partition(",")
                if h[0] == "h" and kind in ("org", "armed_group", "bloc") and role in ("name", "body") and end >= j - 1:
                    return m
        return j

    def _anothers(self, title: Title, more: Phrase) -> bool:
        """Is a title behind a title that of another person: «الرئيس المصري | نظيره الروسي», «… الليبي | المبعوث الأممي»?"""
        if more[2].stem in PLURALS and not title.plural:
            return True  # جالس الوزير | شيوخ قبائل
        if title.country is None or more[1][1:] not in OFFICES:
            return False
        own = self.words[more[0]].adj if more[0] < self.hi and self.nationality(more[0]) else None
        own = own or self.words[more[0] - 1].adj
        return more[2].stem in COUNTERPARTS or (own is not None and self.lex.entries[own[0]].key != title.country.actor)

    def _further(self, j: int, prep: bool = False) -> Phrase | None:
        """Another title right behind: «الرئيس اللواء», «نائب رئيس»."""
        found = next((p for p in self.phrase(j) if p[1][0] == "t" and not p[2].conj and (prep or not p[2].prep)), None)
        if found is None or self._numbered(j, found):
            return None
        name = self.known(j)  # الشيخ | رائد صلاح, الأمير | سلطان بن عبد العزيز
        if name is None or name[0] <= found[0] or self._goes_on_behind(found[0], name[0]):
            return found
        return None if self.kind_of(name[1].split(" ")[0]) == "person" else found

    def _goes_on_behind(self, j: int, end: int) -> bool:
        """Does a name that opens with a title go on behind its end: «الملك سلمان | بن عبد العزيز»?"""
        if not j < end < self.hi:
            return False
        name = self.known(j)
        return (name is not None and name[0] > end) or self.words[end].key in ("بن", "ابن", "ولد")

    def _grade(self, j: int) -> int:
        """The end of «برتبة لواء»."""
        if j + 1 < self.hi and self.words[j].key == "برتبه" and any(c[0] == "t" for c, _ in self.words[j + 1].codes):
            return j + 2
        return j

    def _seat(self, title: Title) -> None:
        """Where the office is held, between the title and the name: «رئيس البعثة في اليمن أنطوان غراند»."""
        j = title.j
        if title.plural or j + 2 >= self.hi or self.words[j].key != "في" or not self.words[j + 1].names:
            return
        found = self.known(j + 1)
        if found is None or found[2].conj or found[2].prep:
            return
        end = found[0]
        code = next((c for c in found[1].split(" ") if self.kind_of(c) in ("place", "state")), None)
        named = end < self.hi and (self.words[end].given or self.servant(end)) and not self.words[end].main.prep
        if code is None or not named or self._name_end(end) < end + 2:
            return
        self.mention(self.reg.known(int(code[1:])), j + 1, end, found[2])
        title.j, title.seated = end, True

    def _of_what(self, title: Title) -> bool:
        """Is the definite word behind an indefinite title what the office is for, and no name: «قائد العمل الإنساني»?"""
        w = self.words[title.j]
        construct = not title.definite and title.body is None and title.country is None and title.j == title.i + 1
        return construct and w.main.article and not w.given and self.known(title.j) is None
