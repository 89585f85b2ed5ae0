"""How far the name of a body, group or place reaches behind its head noun, and whom it names."""

from __future__ import annotations

from marsad.arabic.words import Cut
from marsad.reader.entities import Ent
from marsad.reader.nodes import Node, Role
from marsad.reader.recall import COMMAS
from marsad.reader.titles import Titles

# Men under arms: a person's are a body that he leads, a body's are that body.
FORCES_OF = frozenset(
    "قوات قوه ميليشيا ميليشيات مليشيا مليشيات كتايب كتيبه عناصر مسلحو مسلحي مقاتلو مقاتلي جنود رجال جيش فصايل عصابات عصابه مرتزقه "
    "انصار حرس وحدات الويه فلول اتباع".split()
)
# Bodies that are called by their leader: «حكومة نتنياهو», «نظام الأسد».
LED = frozenset("حكومه نظام جماعه تنظيم حركه حزب تيار جبهه اداره سلطات سلطه مجموعه كتله فريق".split())
# Armed means without a name of their own belong to the state in their adjective: «الطائرات الفرنسية».
MEANS = frozenset(
    "قوات جنود طايرات طايره طيران دبابات دبابه مقاتلات مدفعيه سفن سفينه بوارج مروحيات سلطات اليات مدرعات جندي صواريخ محتل".split()
)
# «مدينة حلب» is Aleppo, but «ميناء طرابلس» is a place of its own.
SAME_PLACE = frozenset(
    "مدينه بلده قريه محافظه ولايه منطقه اقليم جزيره مخيم ضاحيه ناحيه مديريه مضيق قضاء عاصمه قطاع حي".split()
)
DUAL_PLACES = frozenset(
    "مدينتي مدينتا محافظتي محافظتا بلدتي بلدتا قريتي قريتا منطقتي منطقتا حيي جزيرتي ولايتي عاصمتي".split()
)
# Head nouns of several places: each name that is joined to the first is one of them.
SERIES = DUAL_PLACES | frozenset(
    "محافظات مديريات مديريتي مديريتا مدن بلدات قري مناطق احياء ولايات مواقع موقعي موقعا جبال مخيمات مخيمي معسكرات معسكري جبهات جبهتي "
    "محاور محوري مطارات مطاري معابر موانئ عزل جزر سواحل نواح نواحي بلدان اقضيه قضاءي ضواحي شوارع".split()
)
DISTRICTS = frozenset("مديريات مديريتي مديريتا".split())  # in a row districts, not directorates
# Bodies that are worth listing though no name follows: «الحكومة», «المتمردون».
KEPT = frozenset(
    "حكومه جيش برلمان مجلس شرطه رياسه معارضه مقاومه حزب حركه تنظيم جماعه نظام دوله سلطه سلطات ايتلاف تحالف فصايل "
    "ميليشيا ميليشيات مليشيا مليشيات قوات بعثه وفد متمردون متمردين ثوار مسلحون مسلحين انقلابيون انقلابيين ارهابيون ارهابيين "
    "عاصمه مدينه بلده محافظه قريه معبر مطار ميناء اقليم مخيم منظمه هييه جامعه مفوضيه لجنه جبهه كتيبه فرقه لواء "
    "انفصاليون انفصاليين شرعيه".split()
)
# Adjectives that many bodies share: no short name.
COMMON = frozenset(
    "وطني شعبي اسلامي ديمقراطي سياسي عسكري امني جنوبي شمالي شرقي غربي مركزي محلي قومي دولي عربي اعلي رسمي جمهوري ثوري اقليمي "
    "انساني اعلامي صحي مدني قبلي".split()
)
EPITHETS = frozenset(
    "استراتيجي استراتيجيه عسكري عسكريه جويه اكبر اهم محاصر محاصره مذكور مذكوره اسطوريه حدودي حدوديه".split()
)
GUARDS = frozenset("حارس حراس حراسا حارسان حارسين قناص قناصون قناصين قناصا قناصه".split())
FRONTS = frozenset("جبهه جبهات محور محاور".split())


class Bodies(Titles):
    """Names of bodies and places."""

    def _opens_name(self, j: int) -> bool:
        """Does a person's name begin at token ``j`` (النائب عزت الشابندر, but not مقاتلو المعارضة)?"""
        return j < self.hi and self.words[j].given and not self.words[j].main.conj and not self.words[j].main.prep

    def _shorten(self, ent: Ent, i: int, j: int) -> None:
        """«المجلس الانتقالي الجنوبي» may come back as «الانتقالي»."""
        for m in range(i + 1, j):
            w = self.words[m]
            stem = w.main.stem
            relational = w.main.article and not w.main.conj and stem.endswith("ي") and stem not in COMMON
            if relational and w.adj is None and "ال" + stem not in self.lex.names:
                self.learn("ال" + stem, ent, j)
                return

    def _aside(self, j: int, q: int, stem: str, definite: bool) -> bool:
        """Is a quotation behind a body already known something said, not a name (أسرى الجماعة "بادرة حسن نية")?"""
        return definite and q > j + 1 and self.known(j) is None and self.reg.anaphor(stem) is not None

    def _named_place(self, j: int) -> tuple[int, Ent] | None:
        """A known place right behind a definite head noun: «العاصمة صنعاء»."""
        if j >= self.hi:
            return None
        found = self.known(j)
        if found is None or found[2].conj or found[2].prep:
            return None
        code = next((c for c in found[1].split(" ") if self.kind_of(c) == "place"), None)
        return (found[0], self.reg.known(int(code[1:]))) if code is not None else None

    def _owner(self, j: int, end: int, stem: str) -> Ent | None:
        """«الطائرات الفرنسية», «السلطات الجزائرية»: the state whose they are, where no body of that name is known."""
        w = self.words[j]
        if (stem not in MEANS and stem != "حكومه") or end != j + 1 or w.adj is None:
            return None
        state = self.reg.known(w.adj[0])
        return state if state.kind == "state" else None

    def _agreeing(self, stem: str, j: int, most: int) -> int:
        """The end of adjectives that agree with the head noun, not with the name between: «قاعدة العند | الجوية»."""
        feminine = stem.endswith(("ه", "ات", "ي")) or stem in ("قوات", "كتايب", "فصايل", "قوي")
        while most and self.adjective(j, True):
            key = self.words[j].main.stem
            if key.endswith(("ه", "ات")) != feminine or key.endswith(("ين", "ون")):
                break
            j += 1
            most -= 1
        return j

    def _in_row(self, stem: str, j: int) -> bool:
        """Does a row of places go on at token ``j`` behind a head noun of several: «محافظات تعز | وعدن»?"""
        if stem not in SERIES or j >= self.hi:
            return False
        if self.toks[j].key in COMMAS:
            return j + 1 < self.hi and (bool(self.words[j + 1].names) or self.words[j + 1].route == "u")
        w = self.words[j]
        return w.key[:1] == "و" and (w.route == "u" or bool(w.names) or w.main.article) and not w.part

    def _capital_of(self, j: int) -> Ent | None:
        adj = self.words[j].adj
        return self.reg.capital(self.reg.known(adj[0])) if adj is not None else None

    def _tail(self, j: int, kind: str) -> int:
        """The end of «للدراسات والنشر», «لحقوق الإنسان» behind the name of a body."""
        if kind != "org" or j >= self.hi:
            return j
        w = self.words[j]
        if w.main.prep != "ل" or (w.names and self.known(j) is not None) or (w.verbs and not w.main.article):
            return j
        if any(c[0] in "ths" and c != "s" for c, _ in w.codes) and not any(c[0] in "g" for c, _ in w.codes):
            return j
        j = self.adjectives(j + 1, True, 2)
        if j < self.hi and not self.words[j - 1].main.article and self._noun(j, "") and self.words[j].part is None:
            j = self.adjectives(j + 1, True, 1)
        if (
            j < self.hi
            and self._noun(j, "و")
            and not (self.words[j].names or self.words[j].codes or self.words[j].verbs)
        ):
            j = self.adjectives(j + 1, True, 1)
        return j

    def _noun(self, j: int, conj: str) -> bool:
        """A definite noun, joined by ``conj`` or not at all?"""
        cut = self.words[j].main
        return cut.article and cut.conj == conj and not cut.prep

    def _done(self, i: int, j: int, cut: Cut, ent: Ent | None, stem: str, role: str) -> Node:
        node = self.node(i, j, cut, ent)
        node.head, node.role = stem, role
        key = self.toks[i].key
        if key.endswith(("ون", "ان")):
            node.case = "nom"
        elif key.endswith("ين") or (key.endswith("ا") and not cut.article):
            node.case = "acc"
        node.fem = stem.endswith(("ه", "ات")) or (
            ent is not None and ent.kind == "armed_group" and stem in ("قوي", "فصايل", "كتايب")
        )
        return node

    def _by_name(self, kind: str, i: int, j: int, cut: Cut, stem: str, weak: bool = False) -> Ent:
        """The entity of a described body: its adjectives make it one with «الجيش الليبي» elsewhere."""
        name = self.folded(i, j, cut)
        if codes := self.lex.names.get(name):
            ent = self.first(codes)
            self.reg.head(stem, ent)
            return ent
        if "احتلال" in name and (ent_ := self._occupier()) is not None:
            return ent_
        before = self.reg.anaphor(stem)
        if before is not None and before.kind == kind and kind != "people" and self._again(name, before):
            return self.reg.touch(before)
        if kind == "people" and j == i + 1:
            name = stem
        fresh = len(self.reg.ents)
        ent = self.reg.named(kind, name, stem)
        if kind == "people" and stem in GUARDS and ent.id >= fresh:
            ent.nameless = True  # listed only where a claim speaks of them
        ent.weak = weak and (ent.weak or ent.id >= fresh)
        return ent

    def _again(self, name: str, before: Ent) -> bool:
        """Part of a name met before (حزب العمال الكردستاني، حزب العمال), or it with an epithet (القاعدة الاستراتيجية)?"""
        words = name.split(" ")
        return set(words) <= set(before.name.split(" ")) or (
            len(words) == 2 and words[0].startswith("ال") and words[1].removeprefix("ال") in EPITHETS
        )

    def _occupier(self) -> Ent | None:
        """«سلطات الاحتلال» in a report on Palestine are Israel's."""
        countries = self.reg.countries
        return self.reg.actor("israel") if countries.get("israel") or countries.get("palestine") else None

    def _forces(self, owner: Ent, i: int, j: int, cut: Cut) -> Ent:
        """«قوات حفتر» is the body that Haftar leads; «عناصر» of a group are the group."""
        if owner.kind == "person" and cut.stem in ("سلطات", "سلطه"):
            return self.reg.country_of(owner) or owner
        if owner.kind != "person" or cut.stem not in FORCES_OF:
            return owner  # طائرة الأمير is no force that he leads
        ent = (
            self.reg.known(owner.parent)
            if owner.parent is not None
            else self.reg.named("armed_group", "قوات " + owner.name)
        )
        self.s.roles.append(Role("leads", owner, ent, i, j, (i, i + 1)))
        return ent

    def _quoted_name(self, i: int, j: int, q: int, kind: str, cut: Cut) -> Ent:
        """A head noun before a name in quotation marks; the name may come back alone."""
        found = self.known(j + 1)
        if found and found[0] == q:
            ent = self.first(found[1])
        else:
            name = " ".join(t.key for t in self.toks[j + 1 : q])
            listed = self.lex.names.get(f"{cut.stem} {name}")  # وكالة «تسنيم»
            ent = self.reg.find(name) or (self.first(listed) if listed else self.reg.named(kind, name))
            ent.weak = ent.weak or cut.stem in MEANS
            self.learn(name, ent, q + 1)
        self.reg.head(cut.stem, ent)
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
            if w.key in ("ابو", "ام", "بني", "عين", "بن", "ال", "تل", "دير", "راس", "كفر", "خان", "بيت", "بير"):
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

    def _compound(self, j: int) -> int:
        """The end of a genitive that no table has: «منظمة | حقوق الإنسان», «سرية | نزع الألغام»; ``j`` for none."""
        if j + 1 >= self.hi or self.toks[j].kind != "w" or not self._noun(j + 1, ""):
            return j
        w, cut = self.words[j], self.words[j].main
        if w.part or w.number or w.given or cut.article or cut.conj or cut.prep or cut.suffix or self.words[j + 1].part:
            return j
        if (w.verbs and not w.nouns) or w.names or w.adj or self.known(j + 1) or j in self.dated or j + 1 in self.dated:
            return j
        return j + 2
