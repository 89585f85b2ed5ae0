"""Titles: a person's office, the body it belongs to and the name, in whatever order they stand beside each other.

«قائد «قسد» مظلوم عبدي», «المتحدث العسكري باسم الحوثيين يحيى سريع», «وزير خارجية تركيا», «مفوضها العام فيليب لازاريني»,
«النائب عزت الشابندر، من ائتلاف دولة القانون». The person with rank or nationality is one mention; a body of its own is
another, and what ties them is recorded as a role. Titles on both sides of a comma are joined by the scanner.
"""

from __future__ import annotations

from marsad.arabic.words import Cut
from marsad.reader.entities import Ent
from marsad.reader.holders import Holders
from marsad.reader.names import NAMED_KINDS
from marsad.reader.nodes import Node, Role
from marsad.reader.offices import (
    ADJECTIVAL,
    AFTER_TITLE,
    COUNTERPARTS,
    FORMER,
    MANY_TELLERS,
    MINISTER,
    MINISTERS,
    OFFICES,
    OUSTED,
    PLURALS,
    REPORTERS,
    RESUMED,
    TELLERS,
    Title,
)
from marsad.reader.recall import Phrase

LONGEST = 24  # words of a title


class Titles(Holders):
    """Reads phrases that open with a title."""

    country: Ent | None = None  # the nationality in the title that is being read

    # --- titles ---------------------------------------------------------------------------------------------------

    def _titled(self, i: int, phrase: Phrase) -> Node | None:
        """A title, with the body it belongs to and the person's name where they follow."""
        title = self._read(i, phrase)
        self.country = title.country
        if title.body is None and title.cls in OFFICES:
            self._read_body(title)
        else:
            self._more(title)
        self._seat(title)
        end = title.j if title.plural and not title.cut.stem.endswith(("ين", "ان")) else self._name_end(title.j)
        if end > title.j and not self._of_what(title):
            return self._with_name(title, end)
        return self._without_name(title)

    def _read(self, i: int, phrase: Phrase) -> Title:
        """The title's own words, its adjectives, its nationality and further titles behind it."""
        j = self._shortened(i, phrase)
        cls, cut = phrase[1][1:], phrase[2]
        title = Title(i, j, cls, cut, [w.bare for w in self.words[i:j]], j)
        title.words[0] = cut.stem
        title.definite = cut.article or bool(cut.suffix) or cut.stem in COUNTERPARTS or self.words[j - 1].main.article
        self._inner_nationality(title)
        if (
            cut.suffix
            and cls in OFFICES
            and cut.stem not in COUNTERPARTS
            and (owner := self.reg.owner(cut.suffix)) is not None
        ):
            title.body, title.inside = owner, True  # زعيمها, نائبه
        last = min(self.hi, i + LONGEST)
        while title.j < last:
            j = title.j
            w = self.words[j]
            if title.words[-1] in ("باسم", "بلسان"):
                break  # المتحدث باسم الانتقالي
            if w.key in AFTER_TITLE and not (w.given and self.known(j)):
                title.former = title.former or w.key in FORMER
                if w.key in ("الثاني", "المساعد") and title.cls == "head":
                    title.cls = "office"  # القائد الثاني leads nobody
                if w.key not in FORMER:
                    title.words.append(w.bare)
                title.j += 1
            elif w.main.article == title.definite and self.nationality(j):
                self._nationality(title, j)
            elif (more := self._further(j)) is not None:
                if self._anothers(title, more):
                    break
                if title.country is not None and more[1][1:] in OFFICES:
                    title.parts.append(j)  # نائب الرئيس اليمني | رئيس مجلس الوزراء
                if more[1][1:] == "rank":
                    title.ranks.append(more[2].stem)
                title.j = self._shortened(j, more)
                if more[1][1:] in OFFICES:
                    title.cls = more[1][1:]
                    title.words = [w.bare for w in self.words[j : title.j]]
            elif j == title.words_end and self._portfolio(title):
                pass
            else:
                break
        return title

    def _inner_nationality(self, title: Title) -> None:
        """An adjective among the title's own words: «المبعوث الأممي»."""
        for m in range(title.i + 1, title.j):
            adj = self.words[m].adj
            ent = self.reg.known(adj[0]) if adj is not None else None
            if ent is not None and ent.kind == "org" and title.definite:
                title.body, title.inside = ent, True
                self.mention(ent, m, m + 1, self.words[m].main)

    def _nationality(self, title: Title, j: int) -> None:
        adj = self.words[j].adj
        ent = self.reg.known(adj[0]) if adj else None
        if ent is not None and ent.kind == "state":
            title.country = ent
        elif ent is not None and ent.kind == "org" and title.definite and title.cls in OFFICES:  # المبعوث الأممي
            title.body, title.inside = ent, True
            self.mention(ent, j, j + 1, self.words[j].main)
        title.j += 1

    def _portfolio(self, title: Title) -> bool:
        """What a minister or director is minister of: «وزير الخدمة المدنية», «وزير التربية والتعليم»."""
        j = title.j
        w = self.words[j]
        if title.cls != "office" and title.cut.stem not in ("مفوض", "مفوضه", "منسق", "منسقه"):
            return False
        if title.cut.stem in MINISTER and len(w.key) > 5 and w.key.endswith(("تها", "ته", "تهم")) and w.main.conj == "":
            title.body, title.inside = self.reg.owner(w.key[w.key.rindex("ته") + 1 :]), True  # وزير خارجيتها
            title.j = title.words_end = j + 1
            return True
        minister = title.cut.stem in MINISTER or title.words[-1] in MINISTER  # مساعد وزير الداخلية
        if not (minister or title.cut.stem in MINISTERS) or not w.main.article or w.main.prep or w.main.conj:
            return False
        if (w.names and self.known(j)) or (not minister and any(c[0] == "h" for c, _ in w.codes)):
            return False
        end = self.adjectives(j + 1, True, 2)
        if end < self.hi:
            after = self.words[end].main
            if after.conj == "و" and after.article and not self.words[end].given and not self.words[end].verbs:
                end = self.adjectives(end + 1, True, 1)
        title.words += [x.bare for x in self.words[j:end]]
        title.j = title.words_end = end
        return True

    def _read_body(self, title: Title) -> None:
        """The body behind a title, and titles behind that: «رئيس الحكومة الليبية اللواء فلان»."""
        mark, roles = self.reg.mark(), len(self.s.roles)
        node = self._body(title)
        if node is not None and node.ent is None and node.suffix and node.kind in NAMED_KINDS:
            owner = self.reg.owner(node.suffix)  # مدير مركزها الإعلامي
            if owner is not None:
                title.body, title.inside, title.member = owner, True, True
                title.j = self.adjectives(node.j, True, 2)
            return
        if node is None or node.ent is None or node.kind in ("person", "source", "measure", "people"):
            self.reg.undo(mark)
            del self.s.roles[roles:]
            return
        if title.country is not None and node.kind in ("place", "state"):  # زار الرئيس السوداني | القاهرة
            self.reg.undo(mark)
            return
        if node.kind == "org" and node.j < self.hi and self.words[node.j].main.prep == "ل":
            of = self.noun_phrase(node.j, "ل")  # المكتب السياسي لحركة حماس
            node = of if of is not None and of.ent is not None and of.kind in NAMED_KINDS else node
        title.body, title.body_end, title.j = node.ent, node.j, node.j
        self._second_body(title)
        self._more(title)

    def _second_body(self, title: Title) -> None:
        """«موفد الأمم المتحدة وجامعة الدول العربية»: one office, two bodies."""
        j = title.j
        found = self.known(j) if j < self.hi and self.words[j].main.conj == "و" and self.words[j].names else None
        if found is not None and found[2].conj and self.kind_of(found[1].split(" ")[0]) == "org":
            title.other = self.first(found[1])
            self.mention(title.other, j, found[0], found[2])
            title.j = found[0]

    def _more(self, title: Title) -> None:
        """Ranks and honorifics between the body and the name: «قائد الجيش الفريق أول»."""
        while title.j < self.hi and self.words[title.j].key in AFTER_TITLE and not self.words[title.j].given:
            title.former = title.former or self.words[title.j].key in FORMER
            title.j += 1  # مندوب ليبيا الدائم
        last = min(self.hi, title.j + LONGEST)
        while title.j < last and (more := self._further(title.j)) is not None:
            if title.rank_at < 0:
                title.rank_at = title.j
            title.j = more[0]
            title.ranks.append(more[2].stem)
            while title.j < self.hi and self.words[title.j].key in ("ركن", "الركن", "طيار", "متقاعد"):
                title.j += 1

    def _body(self, title: Title) -> Node | None:
        """The body of a title: its genitive, or what follows «باسم», «في» or «لـ»."""
        j = title.j
        part = self.words[j].part if j < self.hi else None
        if part is not None and part[0] == "dem":
            j += 1  # عضو هذا المجلس
        if j >= self.hi:
            return None
        w = self.words[j]
        if w.key in ("باسم", "بلسان", "عن") and j + 1 < self.hi:
            title.member = title.member or w.key == "عن"
            return self.noun_phrase(j + 1, "ل")
        if w.key in ("في", "لدي", "ب") and j + 1 < self.hi:
            node = self.noun_phrase(j + 1, "ل")
            if node is None or (node.kind not in NAMED_KINDS and title.definite):
                return None
            title.member = True
            return node
        if w.part is not None or w.main.conj or (w.main.prep and w.main.prep != "ل"):
            return None
        if self.words[j - 1].main.article and w.main.prep != "ل":
            return None  # زار رئيس الوزراء | تعز: behind the article there is no genitive
        q = self.quoted(j)
        if q > 0 and self.is_name(j + 1, q):
            found = self.known(j + 1)
            if found is not None and found[0] == q:
                ent = self.first(found[1])
            else:
                name = " ".join(t.key for t in self.toks[j + 1 : q])
                ent = self.reg.find(name) or self.reg.named("org", name)
                self.learn(name, ent, q + 1)
            self.reg.mention(ent, self.s.start(j), self.s.end(q + 1))
            return self.node(j, q + 1, Cut("", "", False, "", "", 0), ent)
        if w.given and not w.names and not any(c[0] == "h" for c, _ in w.codes):
            return None
        return self.noun_phrase(j, "ل")

    # --- what the title names ---------------------------------------------------------------------------------------

    def _with_name(self, title: Title, end: int) -> Node:
        i, at, cut = title.i, title.j, title.cut
        self.note_office(title)
        apart = title.body is not None or title.plural or bool(cut.suffix) or title.seated
        start = at if apart else i
        if title.body_end >= 0 and title.rank_at >= 0:
            start = title.rank_at  # «رئيس مجلس السيادة | الفريق أول البرهان»
        holder = self.reg.offices.get(title.key())
        if holder is not None:
            self.reg.release(holder)  # the report's own word for who it is goes before the tables'
        entry = self._entry(title, at, end, holder)
        node = self._person(start, at, end, self.words[start].main if start > i else cut, holder, entry)
        node.i, node.conj, node.prep, node.art = i, cut.conj, cut.prep, True
        node.role = title.cls
        if node.ent is None:
            return node
        self._holds(title, node.ent)
        self._epithet(title, node.ent, end)
        for part in title.parts:
            if start > i:
                self.mention(node.ent, i, part, cut)
        if title.body is not None and not title.former:
            self._role(title, node.ent, title.body, end)
        self._from_body(node.ent, end)
        return node

    def _entry(self, title: Title, at: int, end: int, holder: Ent | None) -> int | None:
        """The entry whose name takes in words of the title («الرئيس | المخلوع صالح»), or that of the office's holder."""
        for m in (title.i, title.words_end):
            whole = self.known(m) if m < at else None
            if whole is not None and whole[0] == end and " " not in whole[1] and self.kind_of(whole[1]) == "person":
                return int(whole[1][1:])
        return self.surnamed(title, at) if end == at + 1 and (holder is None or holder.nameless) else None

    def _epithet(self, title: Title, person: Ent, end: int) -> None:
        """«الرئيس المخلوع فلان» comes back as «المخلوع»."""
        for m in range(title.i + 1, title.j):
            if self.words[m].key in OUSTED:
                self.learn(self.words[m].key, person, end)

    def _holds(self, title: Title, person: Ent) -> None:
        """Remember who holds the office: «رئيس الوزراء» later is he."""
        self.reg.set(self.reg.offices, title.key(), person)
        if title.body is not None:
            self.reg.set(self.reg.offices, f"|{title.body.id}", person)
        for words in (" ".join(title.words), *title.ranks):
            self.reg.set(self.reg.offices, words, person)

    def _from_body(self, person: Ent, j: int) -> None:
        """«النائب عزت الشابندر، من ائتلاف دولة القانون», «القيادي فلان من حركة الشباب»."""
        if j < self.hi and self.toks[j].key in (",", "،"):
            j += 1
        if j + 1 >= self.hi or self.words[j].key not in ("من", "عن"):
            return
        if not any(c[0] == "h" for c, _ in self.words[j + 1].codes) and not self.words[j + 1].names:
            return
        mark, roles = self.reg.mark(), len(self.s.roles)
        body = self.noun_phrase(j + 1, "ل")
        if body is not None and body.ent is not None and body.kind in ("org", "armed_group"):
            self.s.roles.append(Role("part_of", person, body.ent, j + 1, body.j, (j, j + 1)))
            return
        self.reg.undo(mark)
        del self.s.roles[roles:]

    def _role(self, title: Title, person: Ent, body: Ent, end: int) -> None:
        heads = title.cls == "head" and not title.member
        if body.kind == "place" and "اقليم" not in body.heads:
            return  # governors and mayors: a matter of taste
        if body.kind == "state":
            person.state = body
        self.s.roles.append(
            Role("leads" if heads else "part_of", person, body, title.i, end, (title.i, title.words_end))
        )

    def _without_name(self, title: Title) -> Node | None:
        i, cut, cls = title.i, title.cut, title.cls
        j = title.j
        plain = title.body is None and title.country is None
        if plain and cut.article and j == i + 1 and cut.stem in ADJECTIVAL and not self._speaks(i):
            return None  # الزيارة «السياسية»
        if cls not in OFFICES:
            if not (cut.article and plain):
                return None
            holder = self.reg.offices.get(" ".join(title.words))
            if holder is None:
                return None
            self.mention(holder, i, j, cut)
            return self.node(i, j, cut, holder)
        if cut.stem in ("مساعده", "امره") and not cut.suffix:
            return None  # the masdar: مساعدة المقاومة
        beside = self._beside_name(title)
        if (
            title.body is not None
            and not title.inside
            and not beside
            and (cls == "spokesman" or (title.plural and cut.stem not in MANY_TELLERS))
        ):
            self.mention(title.body, i, j, cut)  # وزراء حزب الله, ناطق باسم الجيش: the body itself
            title.body.lent.append(self.s.start(i, cut.skip))
            node = self.node(i, j, cut, title.body)
            node.role = cls
            return node
        j = title.j = self._grade(j)
        ent = self._holder(title)
        named = self._named_before(title)
        # a title that explains a name before it is a name of that person too: عادل الجبير، وزير الخارجية السعودي
        self.mention(named if named is not None and (title.body is None or title.inside) else ent, i, j, cut)
        node = self.node(i, j, cut, ent)
        node.role, node.head = cls, "title"
        if title.plural and cut.stem.endswith(("ون", "ين")):
            node.case = "nom" if cut.stem.endswith("ون") else "acc"
        if title.body is not None and beside and not title.former:
            self._role(title, ent, title.body, j)
        return node

    def _holder(self, title: Title) -> Ent:
        """Who is meant by a title alone: the person who held it last here, an unnamed source, or a person by office."""
        if title.definite or title.body is not None:
            key = title.key()
            ent = self.reg.offices.get(key)
            if ent is None and title.body is None:
                ent = self.reg.offices.get(" ".join(title.words))
                if (
                    ent is not None
                    and title.country is not None
                    and ent.state is not None
                    and ent.state is not title.country
                ):
                    ent = None
            if ent is None and title.cut.stem in RESUMED and title.cut.article and title.j == title.i + 1:
                ent = self.reg.last.get("person")  # «وأضاف المتحدث»
            if ent is not None:
                return self.reg.touch(ent)
        if title.cut.stem in (*RESUMED, "مسووله") and title.inside and title.body is not None:
            holder = self.reg.offices.get(f"|{title.body.id}")
            if holder is not None:
                return self.reg.touch(holder)  # المسؤولة الأممية
        if not self._beside_name(title) and (known := self.by_date(title)) is not None:
            self._holds(title, known)
            return known
        many = title.cut.stem in PLURALS or (title.plural and title.cut.stem.endswith(("ون", "ين")))
        kind = "people" if many and not self._beside_name(title) else "person"
        weak = bool(title.cut.suffix)
        heads = title.cls == "head" and title.body is not None and not title.member  # قال رئيس المجلس: a certain person
        unnamed = not title.definite and not heads
        teller = title.cut.stem in TELLERS or title.cut.stem in MANY_TELLERS
        if title.cut.stem in REPORTERS or (unnamed and (teller or self._speaks(title.i))):
            kind = "source"
        ent = self.reg.named(kind, self.folded(title.i, title.j, title.cut))
        ent.nameless = True
        ent.weak = weak  # سفيرها, without a name
        ent.state = title.body if title.body is not None and title.body.kind == "state" else title.country
        if kind == "person" and title.definite:
            self.reg.set(self.reg.offices, title.key(), ent)
        return ent

    def _named_before(self, title: Title) -> Ent | None:
        """The person named right before the title, or before a comma, whom it may explain."""
        if title.cut.conj or title.cut.prep or title.cut.stem in COUNTERPARTS:
            return None
        nodes = self.s.nodes
        last = nodes[-1] if nodes else None
        if last is not None and last.t in (",", "،", '"') and len(nodes) > 1:
            last = nodes[-2]
        if last is not None and last.t == "np" and last.kind == "person" and last.head != "title":
            return last.ent
        return None

    def _beside_name(self, title: Title) -> bool:
        """Does the title explain a name before it, or one behind the comma that follows?"""
        j = title.j
        if self._named_before(title) is not None:
            return True
        if j + 1 < self.hi and self.toks[j].key in (",", "،") and self.toks[j + 1].kind == "w":
            w = self.words[j + 1]
            return (self._name_end(j + 1) > j + 1 and (w.given or bool(w.names))) or self._further(j + 1) is not None
        return False
