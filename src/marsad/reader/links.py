"""Links between claims, where a connective or a verb of aim or result ties them: the argument of a report.

A connective stands between two clauses; the claim of the main clause that is nearest to it and not itself inside a
relative clause or a genitive is tied to the first claim behind it. Directions (codebook, section 6): act to aim, cause to
effect, answer to what it answers, condition to consequence, earlier to later, main clause to the clause that contrasts.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from marsad.reader.drafts import Draft, Ev
from marsad.reader.nodes import Sentence

STANDING = frozenset({"leads", "part_of", "based_in"})  # titles and seats carry no argument
# Words of a connective -> type, side: ``sub`` opens a clause, ``prep`` stands before an event noun, ``and`` joins.
CONNECTIVES: dict[tuple[str, ...], tuple[str, str]] = {
    ("بينما",): ("contrast", "sub"), ("في", "حين"): ("contrast", "sub"), ("فيما",): ("while", "sub"),
    ("في", "وقت"): ("while", "sub"), ("في", "الوقت", "الذي"): ("while", "sub"), ("بالتزامن", "مع"): ("while", "prep"),
    ("بالتزامن",): ("while", "prep"), ("تزامنا", "مع"): ("while", "prep"), ("بموازاه",): ("while", "prep"),
    ("لكن",): ("contrast", "and"), ("لكنه",): ("contrast", "and"), ("لكنها",): ("contrast", "and"),
    ("غير", "ان"): ("contrast", "and"), ("الا", "ان"): ("contrast", "and"), ("بيد", "ان"): ("contrast", "and"),
    ("في", "المقابل"): ("contrast", "and"), ("بالمقابل",): ("contrast", "and"), ("رغم",): ("contrast", "prep"),
    ("علي", "الرغم", "من"): ("contrast", "prep"), ("بالرغم", "من"): ("contrast", "prep"),
    ("بسبب",): ("cause", "prep"), ("نتيجه",): ("cause", "prep"), ("جراء",): ("cause", "prep"), ("اثر",): ("cause", "prep"),
    ("علي", "خلفيه"): ("cause", "prep"), ("بفعل",): ("cause", "prep"), ("لان",): ("cause", "sub"),
    ("لانه",): ("cause", "sub"), ("لانها",): ("cause", "sub"), ("لانهم",): ("cause", "sub"),
    ("بعد",): ("after", "prep"), ("عقب",): ("after", "prep"), ("غداه",): ("after", "prep"), ("بعيد",): ("after", "prep"),
    ("بعدما",): ("after", "sub"), ("بعد", "ان"): ("after", "sub"), ("قبل",): ("before", "prep"), ("قبيل",): ("before", "prep"),
    ("قبل", "ان"): ("before", "sub"), ("ثم",): ("before", "and"), ("ردا", "علي"): ("response", "prep"),
    ("رد", "علي"): ("response", "prep"), ("الرد", "علي"): ("response", "prep"), ("انتقاما", "ل"): ("response", "prep"),
    ("بهدف",): ("purpose", "prep"), ("من", "اجل"): ("purpose", "prep"), ("بغيه",): ("purpose", "prep"),
    ("سعيا", "الي"): ("purpose", "prep"), ("كي",): ("purpose", "sub"), ("لكي",): ("purpose", "sub"),
    ("تمهيدا", "ل"): ("purpose", "prep"), ("اذا",): ("condition", "sub"), ("لو",): ("condition", "sub"),
    ("ما", "لم"): ("condition", "sub"), ("شرط", "ان"): ("condition", "sub"), ("شريطه", "ان"): ("condition", "sub"),
    ("بشرط", "ان"): ("condition", "sub"), ("في", "حال"): ("condition", "prep"), ("ان", "هي"): ("condition", "sub"),
    ("ان", "هم"): ("condition", "sub"), ("ان", "هو"): ("condition", "sub"),
}  # fmt: skip
# By their first word: what follows it, type and side; the longest first.
_OPENED: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
for _words, _what in sorted(CONNECTIVES.items(), key=lambda item: -len(item[0])):
    _OPENED.setdefault(_words[0], []).append((_words[1:], *_what))
NEAR = {"prep": 6, "sub": 14, "and": 14}  # tokens between a connective and the claim it opens
AIMS = frozenset("رمي هدف سعي استهدف توخي".split())  # زيارة حفتر ترمي إلى …
RESTS = frozenset("استند ارتكز انبني".split())  # يستند توجه حفتر إلى …
LEADS_TO = frozenset("ادي اسفر تسبب افضي نجم".split())  # ما أدى إلى …
PORTENDS = frozenset("انبا انذر نذر نبا مهد".split())  # تنبئ هذه الأزمة بـ…
GOING = frozenset({"visits", "meets", "deploys", "mediates"})
# What is done on account of something: «انسحبت بعد …» has a cause, «زار بعد …» an order.
REACTIONS = frozenset(
    {"falls", "retreats", "displaces", "accuses", "protests", "cuts_off", "sanctions", "concedes", "ousts"}
)
# «قبل ذلك بشهرين» dates a claim by itself; «بعد ساعات من مطالبة …» gives an order and no cause.
POINTING = frozenset("ذلك هذا هذه ان الان".split())
UNITS = frozenset(
    "ساعه ساعات يوم يومين ايام اسبوع اسبوعين اسابيع شهر شهرين اشهر عام عامين اعوام سنه سنتين سنوات نحو".split()
)
UNREAL = frozenset({"intended", "expected", "possible", "demanded"})


class Tie(Struct):
    """A link between two drafts, with the tokens of the connective."""

    from_: Draft
    to: Draft
    type: str
    sent: Sentence
    cue: tuple[int, int]


class Told(NamedTuple):
    """A claim as one sentence tells it: the token of its cue, and whether it is inside another claim's words."""

    at: int
    draft: Draft
    ev: Ev
    inside: bool


def ties(sents: list[Sentence], drafts: list[Draft]) -> list[Tie]:
    """The links of a report, in the order of its sentences; each once."""
    told: dict[int, list[tuple[int, Draft, Ev]]] = {id(s): [] for s in sents}
    for d in drafts:
        for ev in d.evidence:
            if d.predicate not in STANDING and id(ev.sent) in told:
                told[id(ev.sent)].append((ev.cue[0], d, ev))
    out: list[Tie] = []
    before: list[list[Told]] = []
    for sent in sents:
        here = _told(sent, sorted(told[id(sent)], key=lambda x: x[0]))
        out += _connected(sent, here, before[-1] if before else [])
        out += _aimed(sent, here, before)
        out += _resting(sent, here, before[-1] if before else [])
        if here or sent.hi - sent.lo > 3:
            before = [*before[-2:], here]
    seen: set[tuple[int, int, str]] = set()
    kept = []
    for t in out:
        key = (id(t.from_), id(t.to), t.type)
        if t.from_ is not t.to and key not in seen:
            seen.add(key)
            kept.append(t)
    return kept


def _told(sent: Sentence, found: list[tuple[int, Draft, Ev]]) -> list[Told]:
    """Claims of a sentence with their depth: «كسر الحظر» tells of an embargo inside, «الذي يخضع لـ» of a control."""
    out: list[Told] = []
    for at, d, ev in found:
        genitive = any(0 < at - t.ev.cue[1] + 1 <= 1 and d.rule.startswith("masdar") and t.at < at for t in out)
        held = any(op[1] == t.at for op in ev.ops for t in out)  # هدد بقصف …: what is threatened
        out.append(Told(at, d, ev, genitive or held or _relative(sent, at)))
    return out


def _relative(sent: Sentence, at: int) -> bool:
    """Does token ``at`` stand in a relative clause that no comma has closed?"""
    for n in reversed([n for n in sent.nodes if n.i <= at]):
        if n.t == "rel" or n.head == "rel":
            return True
        if n.t in ("،", ",", "sub", "comp", ":", ";", "؛") and n.i < at:
            return False
    return False


def _connective(sent: Sentence, i: int) -> tuple[int, str, str] | None:
    """A connective at token ``i``: its end, type and side."""
    first = sent.toks[i].key
    best: tuple[int, str, str] | None = None
    for head in (first, first[1:]) if first[0] in "وف" else (first,):
        for rest, type_, side in _OPENED.get(head, ()):
            end = i + 1 + len(rest)
            if best is not None and end <= best[0]:
                break
            if end <= sent.hi and all(sent.toks[i + k].key == word for k, word in enumerate(rest, 1)):
                best = end, type_, side
                break
    return best


def _connected(sent: Sentence, here: list[Told], before: list[Told]) -> list[Tie]:
    out: list[Tie] = []
    behind = sent.lo
    for i in range(sent.lo, sent.hi) if here else ():
        first = sent.toks[i].key
        if i < behind or not (first in _OPENED or (first[0] in "وف" and first[1:] in _OPENED)):
            continue
        found = _connective(sent, i)
        if found is None:
            continue
        end, type_, side = found
        timed = end < sent.hi and (sent.toks[end].key in UNITS or sent.toks[end].kind == "n")
        behind = end
        if timed and type_ == "before":
            continue  # لوّح قبل شهر بقطع …: a month ago
        if timed and type_ == "after":
            type_ = "later"
        pair = _sides(sent, here, before, i, end, type_, side)
        if pair is not None:
            out.append(_tie(*pair, type_, sent, (i, end)))
    return out


def _sides(
    sent: Sentence, here: list[Told], before: list[Told], i: int, end: int, type_: str, side: str
) -> tuple[Draft, Draft] | None:
    """The claim of the main clause and the claim that the connective opens."""
    opened = next((t for t in here if end <= t.at <= end + NEAR[side]), None)
    if opened is None:
        return None
    if side == "prep" and (sent.toks[end].key in POINTING or _clause_between(sent, end, opened.at)):
        return None
    main = _main([t for t in here if t.ev.cue[1] <= i], last=True)
    if main is None and (i <= sent.lo + 1 or type_ in ("condition", "response")):
        if type_ == "contrast" and side == "and":
            main = _main([t for t in before if not t.inside], last=False)  # «في المقابل …» answers the sentence before
        else:
            main = _behind(sent, here, opened)  # «بعد سقوط المدينة، انسحب …»
    if main is None or main.draft is opened.draft:
        return None
    return main.draft, opened.draft


def _clause_between(sent: Sentence, i: int, j: int) -> bool:
    return any(n.t in ("v", "sub", "comp", "،", ",", "cond") and n.i >= i and n.j <= j for n in sent.nodes)


def _main(told: list[Told], last: bool) -> Told | None:
    """The outermost claim, nearest or first; of several that share a cue the first."""
    free = [t for t in told if not t.inside]
    if not free:
        return None
    at = free[-1].at if last else free[0].at
    return next(t for t in free if t.at == at)


def _behind(sent: Sentence, here: list[Told], opened: Told) -> Told | None:
    """The main clause behind a clause that opens the sentence: the first claim after a comma that is not coordinate."""
    after = [n for n in sent.nodes if n.i >= opened.ev.cue[1]]
    mark = next((n.j for n in after if n.t in ("،", ",")), -1)
    main = next((t for t in here if t.at >= mark and t.draft is not opened.draft and not t.inside), None)
    if mark < 0 or main is None or any(n.t in ("sub", "cond") and n.i < main.at and n.i >= mark - 1 for n in after):
        return None
    return main


def _tie(main: Draft, opened: Draft, type_: str, sent: Sentence, cue: tuple[int, int]) -> Tie:
    if type_ == "later":
        return Tie(opened, main, "before", sent, cue)
    if type_ == "after":
        type_ = "cause" if main.modality in UNREAL or main.predicate in REACTIONS else "before"
        return Tie(opened, main, type_, sent, cue)
    if type_ in ("cause", "condition"):
        return Tie(opened, main, type_, sent, cue)
    return Tie(main, opened, type_, sent, cue)


def _lemmas(sent: Sentence, cue: tuple[int, int]) -> set[str]:
    """Lemmas of the verb or participle in tokens ``cue``."""
    words = sent.words[cue[0] : cue[1]]
    refs = {f.lemma for w in words for f in w.verbs} | {f.lemma for w in words for f in w.nouns}
    return {sent.lex.lemmas[r].key for r in refs}


def _aimed(sent: Sentence, here: list[Told], before: list[list[Told]]) -> list[Tie]:
    """Aims: «زيارة حفتر ترمي إلى فك …»; «قام بزيارة … فهو يريد كسر …» (the «ف» that explains)."""
    out: list[Tie] = []
    for t in here:
        wish = next((op for op in t.ev.ops if op[0] == "intended" and sent.lo <= op[1] < t.at), None)
        if t.draft.modality != "intended" or wish is None:
            continue
        earlier = [x for x in here if x.ev.cue[1] <= wish[1] and x.draft.modality == "asserted" and not x.inside]
        if _lemmas(sent, (wish[1], wish[2])) & AIMS:
            act = next(
                (x for x in reversed(earlier) if x.draft.predicate in GOING or x.draft.rule.startswith("masdar")), None
            )
        elif sent.toks[sent.lo].key.startswith("ف") and sent.words[sent.lo].main.conj == "ف":
            past = [x for told in reversed(before[-2:]) for x in reversed(told)]
            act = next(
                (x for x in past if x.draft.predicate in GOING and x.draft.agent is t.draft.agent and not x.inside),
                None,
            )
        elif t.ev.cue[0] == wish[1] and sent.words[wish[1]].main.prep == "ل":  # توجه إلى القاهرة للقاء …
            act = next((x for x in reversed(earlier) if x.draft.predicate in GOING), None)
        else:
            continue
        if act is not None and act.draft is not t.draft:
            out.append(Tie(act.draft, t.draft, "purpose", sent, (wish[1], wish[2])))
    return out


def _resting(sent: Sentence, here: list[Told], before: list[Told]) -> list[Tie]:
    """Verbs of ground and result: «يستند توجهه إلى دعم …», «ما أدى إلى مقتل …», «تنبئ هذه الأزمة بقتال …», «الرد على»."""
    out: list[Tie] = []
    for n in sent.nodes:
        if n.t != "v" or not here:
            continue
        lemmas = {sent.lex.lemmas[f.lemma].key for f in n.verbs}
        first = next((t for t in here if t.at >= n.j and not t.inside), None)
        if first is None:
            continue
        cue = (n.i, n.j)
        held = _main([t for t in here if t.ev.cue[1] <= n.i], last=True)
        if lemmas & RESTS:  # the position may stand in a relative clause: الموقف الذي أعلنته روسيا بدعم …
            plan = held or next((t for t in before if t.draft.modality == "intended" and not t.inside), None)
            if plan is not None:
                out.append(Tie(next(t for t in here if t.at >= n.j).draft, plan.draft, "cause", sent, cue))
        elif lemmas & LEADS_TO and held is not None and first.at - n.j <= 4:
            out.append(Tie(held.draft, first.draft, "cause", sent, cue))
        elif lemmas & PORTENDS and first.draft.modality == "expected":
            pointing = any(w.part is not None and w.part[0] == "dem" for w in sent.words[n.j : n.j + 3])
            ground = held or (_main(before, last=True) if pointing else None)
            if ground is not None:
                out.append(Tie(ground.draft, first.draft, "cause", sent, cue))
    return out
