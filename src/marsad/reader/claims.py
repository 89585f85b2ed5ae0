"""Claims from cues: a filled frame becomes a claim for each pair of its sides."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from msgspec.structs import replace

from marsad.reader.alternatives import Around, Candidate, Pair, loose, other, own
from marsad.reader.asides import SPOKEN, Asides
from marsad.reader.attribution import Reach, innermost
from marsad.reader.choosing import Scorer, Weighing
from marsad.reader.cues import Cue
from marsad.reader.denials import Denial
from marsad.reader.drafts import Draft, Ev, Side, span_of
from marsad.reader.entities import Ent, Registry
from marsad.reader.nodes import Node, Sentence
from marsad.reader.nominals import Arg
from marsad.reader.signs import Company
from marsad.reader.slots import date_of, number_of, place_of

THROUGH = frozenset({"opposes", "accuses", "backs", "sanctions", "attacks", "seizes", "besieges", "demands"})
GOING = frozenset(
    {"visits", "seizes", "besieges", "based_in", "deploys", "retreats"}
)  # their patient is where one goes
MEANS = frozenset({"ب", "في", "جراء", "اثر", "نتيجه", "بسبب", "خلال"})
RESULT = frozenset({"عن", "الي"})  # ما أسفر عن مقتل, ما أدى إلى استشهاد
UNSAID = frozenset("كشف ذكر افصاح تعليق ادلاء تصريح تعقيب".split())
WITHHELD = frozenset("اعطاء تحديد نشر تقديم اعلان".split())  # with one of:
DETAILS = frozenset("تفاصيل معلومات هويه هويته هويتها اسم اسمه اسمها موعد وقت رقم ايضاحات توضيحات".split())
MODES = frozenset({"intended", "expected", "possible", "demanded"})
NEGATING = frozenset({"negative", "denied", "failed", "stopped"})


class Builder(Asides):
    """Collects the claims of a report."""

    def __init__(self, reg: Registry, chooser: Scorer | None = None) -> None:
        super().__init__(reg)
        self.moves: list[tuple[Node, Ent, Ent]] = []
        self.chooser = chooser
        self.main: list[Side] = []  # subject of the sentence's first verb
        self.met: list[int] = []  # how often each actor is mentioned so far, sorted

    # --- from cues ---------------------------------------------------------------------------------------------------

    def sentence(self, sent: Sentence, cues: list[Cue], reaches: list[Reach], denied: Iterable[Denial] = (),
                 loose: Iterable[Cue] = (), main: list[Side] | None = None) -> None:  # fmt: skip
        """All claims of a sentence; ``loose`` are cues of which no frame fits, ``main`` the subject of its first verb."""
        self.next_sentence()
        self.main = main or []
        self.met = sorted(len(e.mentions) for e in self.reg.ents if e.kind not in ("place", "measure"))
        self._titles(sent, reaches)
        for cue_ in cues:
            self._cue(sent, cue_, reaches)
        for cue_ in loose:
            self._loosely(sent, cue_, reaches)
        for k, node in enumerate(sent.nodes):
            if node.t == "vic":
                self._victims(sent, k, node, reaches)
        self._seats(sent, cues, reaches)
        self._disclosure(sent)
        for denial in denied:
            self._deny(sent, denial)

    def _modality(self, cue: Cue) -> tuple[bool, str]:
        negative = sum(e[0] in NEGATING for e in cue.gov.effects) % 2 == 1
        if "neg" in cue.filled.frame.flags:
            negative = not negative
        modes = [e[0] for e in cue.gov.effects if e[0] in MODES]
        return negative, modes[-1] if modes else "asserted"

    def _cue(self, sent: Sentence, cue: Cue, reaches: list[Reach]) -> None:
        if cue.filled.frame.predicate == "controls" and self._taken(sent, cue):
            cue.filled = replace(cue.filled, frame=dataclasses.replace(cue.filled.frame, predicate="seizes"))
        frame = cue.filled.frame
        predicate = frame.predicate
        negative, modality = self._modality(cue)
        lent = cue.filled.agent is None or cue.filled.agent is cue.gov.subject
        if predicate == "arms" and lent:
            around = [a for _, a in cue.found.preps] + [
                a for a in (cue.found.subject, *cue.found.objects) if a is not None
            ]
            around += [Arg(n, at=m, end=m + 1) for m, n in enumerate(sent.nodes) if cue.lo <= m < cue.hi]
            good = next((a for a in around if a.node.t == "g" and a.node.adjs), None)
            if good is not None:  # من السلاح الروسي: who makes the arms supplies them
                cue.filled.agent = Arg(
                    good.node, [(e, good.node) for e, _, _ in good.node.adjs], good.at, good.end, "adj"
                )
        if predicate in ("kills", "wounds", "attacks", "displaces") and cue.filled.agent is None:
            cue.filled.agent = self._means(sent, cue)
        if predicate == "threatens" and cue.filled.patient is None:  # تهدد بإخراج القوات الإثيوبية
            harmed = next((a for p, a in cue.found.preps if p == "ب" and a.through), None)
            if harmed is not None:
                cue.filled.patient = Arg(harmed.node, harmed.through, harmed.at, harmed.end, "m")
        if (
            predicate in self.book.counted
            and cue.filled.agent is None
            and cue.rule == "masdar"
            and cue.node.prep in RESULT
        ):
            cue.filled.agent = self._striker(sent, cue)
        if predicate in GOING and cue.filled.patient is not None and cue.filled.patient.via == "pron":
            cue.filled.patient = self._gone_to(sent, cue, cue.filled.patient)
        between = any(a is cue.filled.agent for p, a in cue.found.preps if p == "بين")
        agents = self._side(cue.filled.agent, predicate, 0, between)
        patients = self._side(cue.filled.patient, predicate, 1)
        if (
            predicate in self.book.counted
            and not patients
            and cue.filled.patient is not None
            and self._others(sent, cue.filled.patient.node)
        ):
            told = next(
                (d for d in reversed(self.told) if d.predicate in self.book.counted and d.patient),
                None,
            )
            if told is not None and told.patient is not None:  # قتل 11 مدنيا وأصيب 38 آخرون
                patients = [(told.patient, cue.filled.patient.node)]
        pairs: list[Pair]
        if predicate in self.book.symmetric and not patients and len(agents) > 1:
            pairs = [(agents[0], b) for b in agents[1:]]
        elif predicate == "cuts_off" and not agents and not patients and (sides := self._between(cue)):
            pairs = [(a, sides[0]) for a in sides[1:]]  # إقفال الخطوط بين ليبيا وأوروبا
        elif not self.book.sides[predicate][1]:  # سقوط الحكومة: it hits nobody
            pairs = [(a, None) for a in agents]
        else:
            none: list[Side | None] = [None]
            pairs = [(a, b) for a in agents or none for b in patients or none]
        for node, state, place in self.moves:
            self.reg.move(state, place, sent.start(node.i, _skip(sent, node)), sent.end(node.j))
        self.moves.clear()
        if self.chooser is None or self._of_ones_own(cue):
            for a, b in pairs:
                if not (a is not None and b is not None and a[0] is b[0]) and self._enough(sent, cue, a, b):
                    self._say(sent, cue, reaches, a, b, negative, modality, self._confidence(cue, a, b))
            return
        for c, sure in self._weigh(sent, cue, reaches, pairs, negative, modality):
            self._say(sent, c.cue, reaches, c.a, c.b, negative, modality, sure)

    def _say(self, sent: Sentence, cue: Cue, reaches: list[Reach], a: Side | None, b: Side | None, negative: bool,
             modality: str, confidence: float) -> None:  # fmt: skip
        if a is not None and b is not None and cue.filled.frame.predicate in ("fights", "agrees", "meets"):
            self.reg.pair_up(a[0], b[0])
        self._claim(sent, cue, reaches, a, b, negative, modality, confidence)

    def _weigh(self, sent: Sentence, cue: Cue, reaches: list[Reach], pairs: list[Pair], negative: bool,
               modality: str) -> list[tuple[Candidate, float]]:  # fmt: skip
        """What the chooser makes of a cue for which the grammar proposes ``pairs``: claims with their confidence."""
        predicate = cue.filled.frame.predicate
        allowed = self.book.sides[predicate]
        if self.chooser is None or any(
            n.measure is not None and n.i < cue.node.i < n.name_end for n in sent.nodes[: cue.k]
        ):
            return []  # حظر تصدير السلاح إلى …: what is banned

        def side(arg: Arg, n: int) -> Side | None:
            if n == 1 and arg.node.kind == "place" and arg.node.prep == "في" and predicate not in GOING:
                return None  # مجازر في طرابلس: where, not whom
            found = self._side(arg, predicate, n) if allowed[n] else []
            self.moves.clear()
            return found[0] if found else None

        def enough(by: Cue, a: Side | None, b: Side | None) -> bool:
            return self._enough(sent, by, a, b)

        chain = innermost(reaches, cue.tokens[0])
        last = chain[-1] if chain else None
        speaker = (last.speaker, last.node) if last is not None and last.node is not None else None
        around = Around(self.main, speaker)

        def rest() -> list[Candidate]:
            look = loose if cue.loose else other
            return look(sent, cue, pairs, around, side, enough)

        company = Company(self.told, self.pairs, self.parts, self.met, last.speaker if last is not None else None)
        weighing = Weighing(sent, self.reg, cue, negative, modality, company)
        return self.chooser.choose(weighing, own(cue, pairs, enough), rest)

    def _of_ones_own(self, cue: Cue) -> bool:
        """Is the cue or its predicate the user's own, on which nothing was learned?"""
        return "own" in cue.filled.frame.flags or cue.filled.frame.predicate in self.book.own

    def _loosely(self, sent: Sentence, cue: Cue, reaches: list[Reach]) -> None:
        """A cue of which no frame fits what the grammar found around it."""
        if self.chooser is None or self._of_ones_own(cue):
            return
        negative, modality = self._modality(cue)
        for c, sure in self._weigh(sent, cue, reaches, [], negative, modality):
            self._claim(sent, c.cue, reaches, c.a, c.b, negative, modality, sure)

    def _gone_to(self, sent: Sentence, cue: Cue, arg: Arg) -> Arg:
        """«دخلت القوات نيالا بعد انسحاب الجيش منها»: where one goes or leaves is the place named last."""
        for node in reversed(sent.nodes[: cue.k + 1]):
            if node.t == "np" and node.kind == "place" and node.ent is not None:
                return Arg(node, [(node.ent, node)], arg.at, arg.end, "pron")
        return arg

    def _striker(self, sent: Sentence, cue: Cue) -> Arg | None:
        """«قصفت المليشيا الحي، ما أدى إلى مقتل …»: whose attack it was that led to it."""
        for d in reversed(self.told):
            ev = d.evidence[-1]
            if d.predicate == "attacks" and ev.cue[0] < cue.tokens[0] and d.agent is not None:
                node = next((n for n in sent.nodes if n.ent is d.agent), None)
                asserted = d.modality == "asserted" and not d.negative
                return Arg(node, [(d.agent, node)], via="result") if node is not None and asserted else None
        return None

    def _taken(self, sent: Sentence, cue: Cue) -> bool:
        """«تمكن من السيطرة على المدينة»: a hold that is won, tried for or announced is a taking."""
        lent = cue.gov.subject is not None and cue.filled.agent is cue.gov.subject
        return lent and cue.rule == "masdar" and sent.words[cue.tokens[0]].main.stem == "سيطره"

    def _means(self, sent: Sentence, cue: Cue) -> Arg | None:
        """«قتل … بصواريخ المحتل», «في غارة إسرائيلية»: whose weapon or strike it was."""
        for prep, arg in cue.found.preps:
            node = arg.node
            if prep not in MEANS or not (
                node.t == "g" or (node.t == "m" and self._strikes(sent, node)) or node.role == "body"
            ):
                continue
            if node.adjs:
                return Arg(node, [(e, node) for e, _, _ in node.adjs], arg.at, arg.end, "adj")
            if arg.ents and all(e.weak for e, _ in arg.ents):
                continue  # هجوم بطائرة مسيرة: a weapon, not whose
            if arg.ents or arg.through:
                return Arg(node, arg.ents or arg.through, arg.at, arg.end, node.t)
        return None

    def _others(self, sent: Sentence, node: Node) -> bool:
        return any(
            sent.toks[i].key in ("اخرين", "اخرون", "اخر", "اخرى") for i in range(node.i, min(node.j + 1, sent.hi))
        )

    def _strikes(self, sent: Sentence, node: Node) -> bool:
        lex = sent.lex
        return any(lex.frames[f].predicate == "attacks" for n in node.nouns for f in lex.lemmas[n.lemma].frames)

    def _between(self, cue: Cue) -> list[Side]:
        arg = next((a for p, a in cue.found.preps if p == "بين"), None)
        return arg.ents if arg is not None and len(arg.ents) > 1 else []

    def _enough(self, sent: Sentence, cue: Cue, a: Side | None, b: Side | None) -> bool:
        predicate = cue.filled.frame.predicate
        flags = cue.filled.frame.flags
        if a is None and b is None:
            patient = cue.filled.patient
            return (
                predicate in self.book.counted
                and patient is not None
                and (patient.node.num is not None or patient.node.t in ("n", "vic"))
            )
        agent = cue.filled.agent
        if (
            a is None
            and agent is not None
            and not agent.ents
            and (agent.node.art or agent.node.suffix)
            and agent.node.t in ("u", "g", "np")
        ):
            return False  # somebody is named whom the reader does not know
        if predicate == "opposes" and b is None and self._unsaid(sent, cue):
            return False
        weak = "weak" in flags or ("weakn" in flags and cue.rule == "masdar")
        if a is None:
            return predicate in self.book.open_agent and not weak
        if b is None:
            event = cue.filled.patient is not None and cue.filled.patient.node.t == "m"
            return (predicate in self.book.open_patient or (predicate in ("accuses", "opposes") and event)) and not weak
        return True

    def _unsaid(self, sent: Sentence, cue: Cue) -> bool:
        """«رفض الكشف عن اسمه», «رفض إعطاء المزيد من التفاصيل»: a manner of newsrooms, not a position."""
        refused = cue.filled.patient
        if refused is None:
            return False
        acts = {n.cut.stem for n in refused.node.nouns}
        behind = sent.words[refused.node.j : min(refused.node.j + 4, sent.hi)]
        return bool(acts & UNSAID) or (bool(acts & WITHHELD) and any(w.main.stem in DETAILS for w in behind))

    def _side(self, arg: Arg | None, predicate: str, side: int, between: bool = False) -> list[Side]:
        if arg is None:
            return []
        allowed = self.book.sides[predicate][side]
        if between and predicate == "fights":
            allowed = allowed | {"place"}
        goes = side == 1 and (predicate in GOING or ("place" in allowed and "state" not in allowed))
        out: list[Side] = []
        ents = arg.ents
        if not ents and side == 0 and arg.node.t == "m" and predicate in self.book.counted:
            ents = arg.through  # قتلت غارة أميركية …
        if not ents and arg.node.measure is not None:
            ents = [(arg.node.measure, arg.node)]
        if predicate in THROUGH and side == 1 and not arg.ents and arg.through:
            ents = arg.through  # رفض التدخل التركي, أدان الهجوم الإسرائيلي
        for ent, node in ents:
            beside = between and predicate == "fights" and any(e.kind == "place" for e, _ in ents)
            if node.alt is not None and ent.kind == "state" and (goes or beside):
                self.moves.append((node, ent, node.alt))
                ent = node.alt
            if ent.kind == "place" and "place" not in allowed:
                acting = self.reg.acting(ent)
                if acting is None:
                    continue
                ent = acting
            if ent.kind in allowed and all(ent is not e for e, _ in out):
                out.append((ent, node))
        return out

    def _claim(self, sent: Sentence, cue: Cue, reaches: list[Reach], a: Side | None, b: Side | None,
               negative: bool, modality: str, confidence: float) -> None:  # fmt: skip
        frame = cue.filled.frame
        chain = list(innermost(reaches, cue.tokens[0]))
        if (
            chain
            and a is not None
            and chain[-1].speaker is a[0]
            and (frame.predicate in SPOKEN or cue.node.role == "hal")
        ):
            chain.pop()  # what a speaker does by speaking is told by whoever tells of it
        speaker = cue.gov.speaker
        if speaker is not None and speaker.ents and (not chain or chain[-1].speaker is not speaker.ents[0][0]):
            ent, node = speaker.ents[0]
            op = next(iter(cue.gov.effects), None)
            told = cue.gov.told or ((op[1], op[2]) if op else None)
            chain.append(Reach(cue.tokens[0], cue.tokens[1], ent, node, told, "affirming"))
        ev = Ev(
            sent,
            cue.tokens,
            span_of(a[1]) if a else None,
            span_of(b[1]) if b else None,
            ops=cue.gov.effects,
            origin=cue,
        )
        if chain and chain[-1].node is not None and sent.lo <= chain[-1].node.i < sent.hi:
            ev.source = span_of(chain[-1].node)
        place = time = number = number_max = item = None
        event = frame.predicate not in self.book.standing
        if frame.predicate in self.book.placed:
            found = place_of(cue, sent, b[0] if b else None)
            if found is not None:
                place = found.ent
                ev.place = span_of(found)
        date = date_of(cue, sent)
        if date is not None and (event or date.head.endswith("/..")):
            time = date.head
            ev.time = span_of(date)
        if frame.predicate in self.book.counted:
            num = number_of(cue)
            if num is not None:
                number, number_max = num[0], num[1]
                ev.number = (num[2], num[3])
        if cue.filled.item is not None:
            n = cue.filled.item.node
            last = sent.nodes[cue.filled.item.end - 1] if cue.filled.item.end > 0 else n
            ev.item = (n.i, max(n.j, last.j))
            item = sent.text[sent.start(n.i, _skip(sent, n)) : sent.end(ev.item[1])]
        self.add(Draft(frame.predicate, a[0] if a else None, b[0] if b else None, negative, modality, chain, place, time,
                        number, number_max, item, None, confidence, f"{cue.rule}:{frame.predicate}:{frame.lemma}"), ev)  # fmt: skip

    def _confidence(self, cue: Cue, a: Side | None, b: Side | None) -> float:
        score = {"verb": 0.8, "masdar": 0.65, "participle": 0.75, "phrase": 0.75}[cue.rule]
        if a is None or (b is None and self.book.sides[cue.filled.frame.predicate][1]):
            score -= 0.2
        for arg in (cue.filled.agent, cue.filled.patient):
            if arg is not None and arg.via in ("u", "dropped", "pron", "strike"):
                score -= 0.1
        if "weak" in cue.filled.frame.flags:
            score -= 0.15
        return round(max(0.05, score), 2)


def _skip(sent: Sentence, n: Node) -> int:
    return sent.words[n.i].main.skip if sent.toks[n.i].kind == "w" else 0
