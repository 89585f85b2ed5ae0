"""Noun phrases that name by description: titles with their body and person, bodies and places by head noun, peoples, sources."""

from __future__ import annotations

from marsad.arabic.words import Cut
from marsad.reader.entities import Ent
from marsad.reader.names import AFTER_TITLE, DIRECTIONS, Names
from marsad.reader.nodes import Node, Role

MINISTERS = frozenset("وزير وزيره وزراء وكيل مدير مديره مستشار مستشاره".split())
FORCES_OF = frozenset(
    "قوات قوه ميليشيا ميليشيات مليشيا مليشيات كتايب كتيبه عناصر مسلحو مسلحي مقاتلو مقاتلي جنود رجال جيش فصايل عصابات عصابه مرتزقه "
    "انصار حرس وحدات الويه فلول اتباع".split()
)
PLAIN_CUT = Cut("", "", False, "", "", 0)
NAMED_KINDS = frozenset({"org", "armed_group", "bloc"})


class Groups(Names):
    """Builds the noun-phrase nodes of a sentence."""

    country: Ent | None = None  # the nationality in the title that is being read

    def node(self, i: int, j: int, cut: Cut, ent: Ent | None) -> Node:
        n = Node("np", i, j)
        n.conj, n.prep, n.art, n.suffix = cut.conj, cut.prep, cut.article, cut.suffix
        n.ent = ent
        if ent is not None:
            n.kind = ent.kind
            n.fem = ent.feminine
        return n

    def noun_phrase(self, i: int, prep: str = "", passive: bool = False, counted: bool = False) -> Node | None:
        """The noun phrase that starts at token ``i``, with its mentions recorded; None where there is none."""
        if i >= self.hi:
            return None
        known = self.known(i)
        phrases = self.phrase(i)
        title = next((p for p in phrases if p[1][0] == "t"), None)
        head = next((p for p in phrases if p[1][0] in "hs"), None)
        if known and not (title and title[0] > known[0]):
            return self._known(i, known, prep, passive)
        if (
            title
            and head
            and head[0] == title[0]
            and (counted or title[1] == "tmember")
            and head[1].endswith(("body", "people"))
        ):
            title = None  # مقاتلو المعارضة، ثلاثة ضباط
        if title and not (head and head[0] > title[0]) and not self._numbered(i, title):
            mark = self._save() if head and head[1][0] == "s" else None
            node = self._titled(i, title)
            if node is not None and not (mark is not None and node.head == "title"):
                return node
            if mark is not None:
                self._undo(mark)  # «دبلوماسي غربي» without a name is an unnamed source
        if head and not (
            head[2].stem == "وحده" and head[0] < self.hi and (after := self.known(head[0])) and "n" in after[1][0]
        ):
            return self._headed(i, head)  # وحدة مدرعة, but not وحدة ليبيا
        if self.words[i].given:
            j = self.person_name(i, False)
            if j > i + 1:
                return self._person(i, i, j, self.words[i].main)
        return None

    def _numbered(self, i: int, title: tuple[int, str, Cut]) -> bool:
        """«اللواء التاسع», «اللواء 310» is a brigade, not a rank."""
        j = title[0]
        if j != i + 1 or j >= self.hi or not any(c[0] == "h" for c, _ in self.words[i].codes):
            return False
        return self.toks[j].kind == "n" or self.words[j].bare in _ORDINALS

    def _known(self, i: int, known: tuple[int, str, Cut], prep: str, passive: bool) -> Node:
        j, codes, cut = known
        self.alt = None
        ent = self.entity_of(codes, i, j, cut.prep or prep, passive)
        alt: int | None = self.alt
        if ent.kind in NAMED_KINDS and self.nationality(j) and self.words[j].main.article:
            j += 1
        if j < self.hi and ent.kind in NAMED_KINDS and self.words[j].bare in ("ارهابي", "ارهابيه", "منتخب", "شرعي"):
            j += 1
        self.mention(ent, i, j, cut)
        if ent.kind in NAMED_KINDS:
            self._remember(ent, i, j, cut)
        node = self.node(i, j, cut, ent)
        first = self.toks[i].key
        if cut.article and ent.kind in ("armed_group", "bloc", "people") and j == i + 1:
            node.case = "nom" if first.endswith("ون") else "acc" if first.endswith("ين") else ""
        if alt is not None:
            node.alt = self.reg.known(alt)
            self.reg.touch(ent)
        return node

    def _remember(self, ent: Ent, i: int, j: int, cut: Cut) -> None:
        """Head noun and last adjective of a body's name may stand for it later (الحركة, الانتقالي); its person is named too."""
        if any(c[0] == "h" for c, _ in self.words[i].codes):
            self.reg.heads[cut.stem] = ent
        if j > i + 1:
            last = self.words[j - 1]
            if last.main.article and last.main.stem.endswith("ي") and last.adj is None and not last.main.conj:
                self.reg.short[last.main.stem] = ent
            found = self.known(j - 1) if last.names else None
            if ent.kind == "armed_group" and found is not None and found[0] == j:
                person = self.reg.known(int(found[1].split(" ")[0][1:]))
                if person.kind == "person":
                    self.mention(person, j - 1, j, found[2])
                    self.s.roles.append(Role("leads", person, ent, i, j, (i, i + 1)))

    def _person(self, i: int, name_at: int, j: int, cut: Cut) -> Node:
        known = self.known(name_at)
        if known and known[0] >= j:
            ent = self.reg.known(int(known[1].split(" ")[0][1:]))
        else:
            first = cut if name_at == i else self.words[name_at].main
            ent = self.reg.person(self.folded(name_at, j, first))
        self.mention(ent, i, j, cut)
        if self.country is not None:
            ent.state = self.country
        return self.node(i, j, cut, ent)

    # --- titles -------------------------------------------------------------------------------------------------

    def _titled(self, i: int, title: tuple[int, str, Cut]) -> Node | None:
        """A title, with the body it belongs to and the person's name where they follow."""
        j, code, cut = title
        cls = code[1:]
        self.country = None
        if (
            j > i + 1
            and cls in ("head", "office")
            and any(c[0] == "h" and c.endswith("name") for c, _ in self.words[j - 1].codes)
        ):
            j -= 1  # زعيم حركة النجباء: the head noun opens the body's name
            title = (j, code, cut)
        office_at, office = i, cls
        body: Ent | None = None
        body_end = j
        while j < self.hi:
            w = self.words[j]
            if w.key in AFTER_TITLE and not (w.given and self.known(j)):
                j += 1
                continue
            if self.nationality(j):
                state = self.reg.known(w.adj[0]) if w.adj else None
                self.country = state if state is not None and state.kind == "state" else self.country
                if state is not None and cls in ("office", "member", "spokesman", "head") and state.kind != "state":
                    body = state
                    self.mention(state, j, j + 1, w.main)
                j += 1
                continue
            more = next((p for p in self.phrase(j) if p[1][0] == "t" and not p[2].conj and not p[2].prep), None)
            if more and not self._numbered(j, more):
                if more[1][1:] in ("head", "office", "member", "spokesman"):
                    office = more[1][1:]
                j = more[0]
                continue
            if (
                cls == "office"
                and title[2].stem in MINISTERS
                and j == title[0]
                and w.main.article
                and not (w.names and self.known(j))
                and not w.main.prep
                and not w.main.conj
            ):
                j = self.adjectives(j + 1, True, 2)  # وزير الخدمة المدنية, وزير التربية والتعليم
                if (
                    j < self.hi
                    and self.words[j].main.conj == "و"
                    and self.words[j].main.article
                    and not self.words[j].given
                    and not self.words[j].verbs
                ):
                    j = self.adjectives(j + 1, True, 1)
                continue
            break
        cls = office
        if body is None and cls not in ("rank", "honorific"):
            mark = self._save()
            body_node = self._body(j, cls)
            if body_node is not None and self.country is not None and body_node.kind in ("state", "place"):
                self._undo(mark)  # زار الرئيس السوداني القاهرة
                body_node = None
            if body_node is not None:
                body, body_end = body_node.ent, body_node.j
                j = body_end
                if body is not None and j < self.hi:  # رئيس الحكومة الليبية اللواء فلان
                    more = next((p for p in self.phrase(j) if p[1][0] == "t" and not p[2].conj and not p[2].prep), None)
                    while more:
                        j = more[0]
                        more = (
                            next((p for p in self.phrase(j) if p[1][0] == "t" and not p[2].conj), None)
                            if j < self.hi
                            else None
                        )
        name_at = j
        end = self._name_end(j)
        if end > name_at:
            if body is not None and body_end > office_at:
                node = self._person(name_at, name_at, end, self.words[name_at].main)
                node.i, node.conj, node.prep = i, cut.conj, cut.prep
                if node.ent is not None:
                    self._role(cls, node.ent, body, i, end, title)
            else:
                node = self._person(i, name_at, end, cut)
                if body is not None and node.ent is not None:
                    self._role(cls, node.ent, body, i, end, title)
            node.role = cls
            return node
        if cls in ("rank", "honorific"):
            known_role = self.reg.anaphor("person:" + self.folded(i, j, cut)) if cut.article and j == i + 1 else None
            if known_role is None:
                return None
            self.mention(known_role, i, j, cut)
            return self.node(i, j, cut, known_role)
        ent = (
            self.reg.anaphor("person:" + self.folded(i, title[0], cut))
            if cut.article and j == title[0] and body is None
            else None
        )
        if ent is None:
            ent = self.reg.named("person", self.folded(i, max(j, body_end), cut))
            ent.nameless = True
        self.mention(ent, i, max(j, body_end), cut)
        node = self.node(i, max(j, body_end), cut, ent)
        node.role = cls
        node.head = "title"
        if body is not None:
            self._role(cls, ent, body, i, j, title)
        return node

    def _name_end(self, j: int) -> int:
        """The end of a person's name at ``j``: a known person, or plain words; ``j`` where none stands there."""
        if j >= self.hi or self.words[j].main.conj or (self.words[j].main.prep and not self.words[j].given):
            return j
        known = self.known(j)
        if known and not known[2].conj and not known[2].prep:
            kinds = {self.lex.entries[int(c[1:])].kind for c in known[1].split(" ")}
            if "person" in kinds:
                return known[0]
            if kinds:
                return j
        return self.person_name(j, True)

    def _body(self, j: int, cls: str) -> Node | None:
        """The body of a title: its genitive, or what follows «باسم» or «لـ»."""
        if j >= self.hi:
            return None
        w = self.words[j]
        if w.key in ("باسم", "بلسان") and j + 1 < self.hi:
            return self.noun_phrase(j + 1, "ل")
        if w.part is not None or w.main.conj or (w.main.prep and w.main.prep != "ل"):
            if not (w.key == "في" and cls in ("member", "head") and j + 1 < self.hi):
                return None
            node = self.noun_phrase(j + 1, "ل")
            return node if node is not None and node.kind in NAMED_KINDS else None
        q = self.quoted(j)
        if q > 0 and self._is_name(j + 1):
            found = self.known(j + 1)
            if found is not None and found[0] == q:
                ent = self.reg.known(int(found[1].split(" ")[0][1:]))
            else:
                name = " ".join(t.key for t in self.toks[j + 1 : q])
                ent = self.reg.find(name) or self.reg.named("org", name)
            self.reg.mention(ent, self.s.start(j), self.s.end(q + 1))
            return self.node(j, q + 1, PLAIN_CUT, ent)
        if w.given and not w.names and not any(c[0] == "h" for c, _ in w.codes):
            return None
        mark = self._save()
        node = self.noun_phrase(j, "ل")
        if node is None or node.ent is None or node.kind in ("person", "source", "measure"):
            self._undo(mark)
            return None
        return node

    def _save(self) -> tuple[int, list[tuple[int, int]]]:
        return len(self.s.roles), [(e.id, len(e.mentions)) for e in self.reg.ents]

    def _undo(self, mark: tuple[int, list[tuple[int, int]]]) -> None:
        """Take back mentions made while looking ahead."""
        del self.s.roles[mark[0] :]
        have = dict(mark[1])
        for e in self.reg.ents:
            n = have.get(e.id, 0)
            if len(e.mentions) > n:
                del e.mentions[n:]

    def _role(self, cls: str, person: Ent, body: Ent, i: int, j: int, title: tuple[int, str, Cut]) -> None:
        predicate = "leads" if cls == "head" and body.kind in ("org", "armed_group", "state", "bloc") else "part_of"
        if body.kind == "place" and cls != "head":
            return
        if body.kind == "state":
            person.state = body
        self.s.roles.append(Role(predicate, person, body, i, j, (i, title[0])))
        self.reg.heads["person:" + title[2].stem] = person
        self.reg.heads["person:ال" + title[2].stem] = person

    # --- head nouns ---------------------------------------------------------------------------------------------

    def _headed(self, i: int, head: tuple[int, str, Cut]) -> Node:
        j, code, cut = head
        if code[0] == "s":
            return self._source(i, j, cut)
        kind, _, role = code[1:].partition(",")
        stem = cut.stem
        definite = cut.article
        if cut.suffix:  # قواته, جنوده: said of whom the pronoun means
            node = self.node(i, j, cut, None)
            node.kind, node.head, node.role = kind, stem, role
            return node
        ent: Ent | None = None
        if not definite and j < self.hi:
            q = self.quoted(j) if role in ("name", "body") else -1
            if q > 0 and self._is_name(j + 1):
                ent = self._quoted_name(i, j, q, kind, cut)
                return self._done(i, q + 1, cut, ent, stem, role)
            inner = None if self.words[j].main.conj else self._genitive(j)
            if inner is not None and inner.ent is not None:
                end = inner.j
                if role == "body" and inner.ent.kind != "place":
                    ent = self._forces(inner.ent, i, end, cut)
                    self.mention(ent, i, end, cut)
                    return self._done(i, end, cut, ent, stem, role)
                if role == "position" and inner.kind not in ("place", "source", "measure", "person"):
                    return self._done(i, end, cut, inner.ent, stem, role)  # مواقع قوات الدعم السريع: the force is hit
                if inner.kind == "place" and inner.ent is not None:  # برلمان طبرق, ميناء طرابلس: one name
                    inner.ent.mentions[:] = [
                        m for m in inner.ent.mentions if m[0] != self.s.start(inner.i, len(inner.prep))
                    ]
                end = self._tail(self.adjectives(end, True), kind)
                ent = self._by_name(kind, i, end, cut, stem)
                if (
                    kind in NAMED_KINDS
                    and self.words[end - 1].main.stem.endswith("ي")
                    and self.words[end - 1].adj is None
                ):
                    self.reg.short[self.words[end - 1].main.stem] = ent
                self.mention(ent, i, end, cut)
                return self._done(i, end, cut, ent, stem, role)
            end = self._plain_name(j, kind)
            if end > j:
                end = self._tail(self.adjectives(end, True, 2), kind)
                ent = self._by_name(kind, i, end, cut, stem)
                self.mention(ent, i, end, cut)
                return self._done(i, end, cut, ent, stem, role)
        if (
            definite
            and kind == "armed_group"
            and j < self.hi
            and self.toks[j].kind == "n"
            and len(self.toks[j].key) < 5
        ):
            end = self.adjectives(j + 1, definite)  # الكتيبة 173, الفرقة 15
            ent = self._by_name(kind, i, end, cut, stem)
            self.mention(ent, i, end, cut)
            return self._done(i, end, cut, ent, stem, role)
        j2 = self.adjectives(j, definite)
        if definite and j2 == j:
            q = self.quoted(j) if role in ("name", "body") else -1
            if q > 0 and self._is_name(j + 1):
                ent = self._quoted_name(i, j, q, kind, cut)
                return self._done(i, q + 1, cut, ent, stem, role)
            met = self.reg.anaphor(stem)
            if met is None and kind == "place":
                met = None
            ent = met or self.reg.named(kind, "ال" + stem, stem)
            self.mention(ent, i, j, cut)
            return self._done(i, j, cut, ent, stem, role)
        if j2 > j:
            j2 = self._tail(j2, kind)
        ent = self._by_name(kind, i, j2, cut, stem)
        self.mention(ent, i, j2, cut)
        return self._done(i, j2, cut, ent, stem, role)

    def _is_name(self, j: int) -> bool:
        """Does what stands in quotation marks look like a name: no particle, preposition or verb first?"""
        w = self.words[j]
        return (
            w.part is None
            and not w.main.conj
            and not (w.main.prep and not w.names)
            and not (w.verbs and not w.nouns and not w.names)
        )

    def _tail(self, j: int, kind: str) -> int:
        """The end of «للدراسات والنشر», «لحقوق الإنسان» behind the name of a body."""
        if kind != "org" or j >= self.hi:
            return j
        w = self.words[j]
        if w.main.prep != "ل" or (w.names and self.known(j) is not None) or (w.verbs and not w.main.article):
            return j
        if any(c[0] in "ths" and c != "s" for c, _ in w.codes) and not any(c[0] in "g" for c, _ in w.codes):
            return j
        j += 1
        j = self.adjectives(j, True, 2)
        if (
            j < self.hi
            and not self.words[j - 1].main.article
            and self.words[j].main.article
            and self.words[j].part is None
            and not self.words[j].main.conj
            and not self.words[j].main.prep
        ):
            j = self.adjectives(j + 1, True, 1)
        if (
            j < self.hi
            and self.words[j].main.conj == "و"
            and self.words[j].main.article
            and not self.words[j].names
            and not self.words[j].codes
            and not self.words[j].verbs
        ):
            j = self.adjectives(j + 1, True, 1)
        return j

    def _done(self, i: int, j: int, cut: Cut, ent: Ent | None, stem: str, role: str) -> Node:
        node = self.node(i, j, cut, ent)
        node.head, node.role = stem, role
        key = self.toks[i].key
        node.case = (
            "nom"
            if key.endswith(("ون", "ان"))
            else "acc"
            if key.endswith("ين") or (key.endswith("ا") and not cut.article)
            else ""
        )
        node.fem = stem.endswith(("ه", "ات")) or (
            ent is not None and ent.kind == "armed_group" and stem in ("قوي", "فصايل", "كتايب")
        )
        return node

    def _by_name(self, kind: str, i: int, j: int, cut: Cut, stem: str) -> Ent:
        """The entity of a described body: its adjectives make it one with «الجيش الليبي» elsewhere."""
        name = self.folded(i, j, cut)
        codes = self.lex.names.get(name)
        if codes:
            ent = self.reg.known(int(codes.split(" ")[0][1:]))
            self.reg.heads[stem] = ent
            return ent
        if kind == "people" and j == i + 1:
            return self.reg.named(kind, stem, stem)
        return self.reg.named(kind, name, stem)

    def _genitive(self, j: int) -> Node | None:
        """The noun phrase in the genitive right after a head noun."""
        w = self.words[j]
        if w.main.prep or w.main.conj or (w.part is not None):
            if not (w.key == "من" and j + 1 < self.hi and self.words[j + 1].main.article):
                return None
            j += 1
        if self.nationality(j) and not self.words[j].main.article:
            return None
        mark = self._save()
        node = self.noun_phrase(j, "ل")
        if node is None or node.ent is None or node.conj or (node.prep and node.prep != "ل"):
            self._undo(mark)
            return None
        return node

    def _forces(self, owner: Ent, i: int, j: int, cut: Cut) -> Ent:
        """«قوات حفتر» is the body that Haftar leads; «عناصر» of a group are the group."""
        if owner.kind != "person" or cut.stem not in FORCES_OF:
            return owner  # طائرة الأمير is no force that he leads
        if owner.parent is not None:
            ent = self.reg.known(owner.parent)
            self.s.roles.append(Role("leads", owner, ent, i, j, (i, i + 1)))
            return ent
        ent = self.reg.named("armed_group", "قوات " + owner.name)
        self.s.roles.append(Role("leads", owner, ent, i, j, (i, i + 1)))
        return ent

    def _quoted_name(self, i: int, j: int, q: int, kind: str, cut: Cut) -> Ent:
        """A head noun before a name in quotation marks."""
        found = self.known(j + 1)
        if found and found[0] == q:
            ent = self.reg.known(int(found[1].split(" ")[0][1:]))
        else:
            name = " ".join(t.key for t in self.toks[j + 1 : q])
            ent = self.reg.find(name) or self.reg.named(kind, name)
        self.reg.heads[cut.stem] = ent
        self.mention(ent, i, q + 1, cut)
        return ent

    def _plain_name(self, j: int, kind: str) -> int:
        """The end of unknown words that name a place, group or body after its head noun (حي أبو سليم, كتيبة الفاروق)."""
        end = j
        while end < self.hi and end - j < 3 and self.toks[end].kind in "wn":
            w = self.words[end]
            if self.toks[end].kind == "n":
                if end == j and kind == "armed_group":
                    return end + 1
                break
            if w.key in ("ابو", "ام", "بني", "عين", "بن", "ال", "تل", "دير", "راس"):
                end += 1
                continue
            if not self.plain(end) and not (w.main.article and not w.main.prep and not w.main.conj and end == j):
                break
            if w.main.conj or w.main.prep or w.main.suffix:
                break
            end += 1
            if w.main.article or kind == "place":
                break
        return end

    def _source(self, i: int, j: int, cut: Cut) -> Node:
        end = self.adjectives(j, cut.article)
        if end == j and not cut.article and j < self.hi and self.adjective(j, False):
            end = j + 1
        ent = self.reg.last.get("source") if cut.article and end == j else None
        if ent is None:
            ent = self.reg.named("source", self.folded(i, end, cut))
        self.mention(ent, i, end, cut)
        return self._done(i, end, cut, ent, cut.stem, "source")

    def direction(self, i: int) -> Node | None:
        """«شرق ليبيا», «الغرب الليبي»: a part of a country is a place of its own."""
        w = self.words[i]
        if w.main.stem not in DIRECTIONS or i + 1 >= self.hi:
            return None
        if w.main.article:
            if not self.nationality(i + 1):
                return None
            ent = self.reg.named("place", self.folded(i, i + 2, w.main))
            self.mention(ent, i, i + 2, w.main)
            return self.node(i, i + 2, w.main, ent)
        found = self.known(i + 1)
        if found is None or found[2].prep or found[2].conj:
            return None
        entry = self.lex.entries[int(found[1].split(" ")[0][1:])]
        before = self.words[i - 1].part if i > self.s.lo else None
        inside = w.main.prep in ("ب", "ل") or (before is not None and before[0] == "prep")
        if entry.kind != "state" and not (entry.kind == "place" and inside):
            return None
        cut = w.main if w.part is None else Cut(w.part[2], "", False, w.main.stem, "", 0)
        ent = self.reg.named("place", self.folded(i, found[0], cut))
        self.mention(ent, i, found[0], Cut("", "", False, "", "", len(cut.conj)))
        return self.node(i, found[0], cut, ent)


_ORDINALS = frozenset(
    "اول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر اولي ثانيه ثالثه رابعه خامسه سادسه سابعه ثامنه تاسعه عاشره".split()
)
