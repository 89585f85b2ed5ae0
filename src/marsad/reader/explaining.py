"""Explains a reading: for each claim its rule, how its parts were found, and what else could have filled them.

Written from what the steps of the reading left behind, so that a reading which nobody questions costs nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator

from marsad import model
from marsad.reader.assemble import source_span
from marsad.reader.attribution import Reach
from marsad.reader.claims import MODES, NEGATING
from marsad.reader.cues import Cue
from marsad.reader.drafts import Draft, Ev
from marsad.reader.explanation import Explanation, Part, Rival, Step
from marsad.reader.frames import fill
from marsad.reader.nodes import Node, Sentence
from marsad.reader.nominals import Arg
from marsad.reader.pipeline import Trace
from marsad.reader.reasons import KINDS, NEAR, SIDE, TOGETHER, Words, how_found, meaning, quoted, why_not_taken

MOST = 3  # runners-up of one part
MODALITIES = {
    "intended": Words("a wish or plan", "إرادة أو خطة"),
    "expected": Words("a forecast", "توقع"),
    "possible": Words("a possibility", "احتمال"),
    "demanded": Words("a demand", "مطلب"),
}
STANCES = {
    "neutral": Words("reports it without taking sides", "ينقله من غير حكم"),
    "affirming": Words("vouches for it", "يؤكده"),
    "doubting": Words("casts doubt on it", "يشكك فيه"),
    "denying": Words("denies it", "ينفيه"),
    "revealing": Words("reveals it as a fact", "يكشفه على أنه حقيقة"),
}
_SPECIAL = {
    "title": Words("a title ties a person to the body that is named with it", "لقب يربط شخصا بالهيئة المذكورة معه"),
    "seat": Words("a body stands right before «في» and a place", "هيئة يليها «في» ثم مكان"),
    "victims": Words("a noun of victims tells a toll", "اسم للضحايا يذكر حصيلة"),
}


def explanations(trace: Trace, reading: model.Reading, ids: dict[int, str]) -> list[Explanation]:
    """One explanation a claim; claim N is draft N of the trace, ``ids`` has the reading's entities by the registry's."""
    by_sentence = {id(s): r for s, r in zip(trace.sents, trace.reaches, strict=True)}
    named = {e.id: " ".join(e.name.split()) for e in reading.entities}
    names = {number: named[id_] for number, id_ in ids.items()}
    return [
        _explained(draft, claim, by_sentence.get(id(draft.evidence[0].sent), []), names)
        for draft, claim in zip(trace.drafts, reading.claims, strict=True)
    ]


def _explained(draft: Draft, claim: model.Claim, reaches: list[Reach], names: dict[int, str]) -> Explanation:
    ev = draft.evidence[0]
    steps = [_cue(draft, ev), *_sides(draft, ev), _polarity(draft, ev), _modality(draft, ev)]
    steps += [*_source(draft, ev, names), _certainty(draft, claim), *_slots(ev)]
    rivals = [] if ev.origin is None else [*_frames(ev.sent, ev.origin), *_names(draft, ev, ev.origin)]
    return Explanation(claim.id, draft.rule, steps, [*rivals, *_speakers(draft, ev, reaches, names)])


def _span(sent: Sentence, tokens: tuple[int, int] | None) -> model.Span | None:
    return None if tokens is None else source_span(sent, tokens)


def _step(part: Part, words: Words, sent: Sentence, tokens: tuple[int, int] | None = None) -> Step:
    return Step(part, words.en, words.ar, _span(sent, tokens))


def _cue(draft: Draft, ev: Ev) -> Step:
    word, what = quoted(ev.sent, *ev.cue), meaning(draft.predicate)
    rule, _, _ = draft.rule.partition(":")
    if ev.origin is None:
        special = _SPECIAL.get(rule, _SPECIAL["victims"])
        words = Words(
            f"{word}: {special.en}; read as “{draft.predicate}”: {what.en}", f"{word}: {special.ar}؛ أي {what.ar}"
        )
        return _step("cue", words, ev.sent, ev.cue)
    kind = KINDS[ev.origin.rule]
    frame = ev.origin.filled.frame
    fixed = f" + {' / '.join(sorted(frame.companions))}" if frame.companions else ""
    words = Words(
        f"{word} is the {kind.en} that carries the claim (entry «{frame.lemma}{fixed}»), read as “{draft.predicate}”: {what.en}",
        f"{word} ({kind.ar}) هي الكلمة التي تحمل الخبر (مدخل «{frame.lemma}{fixed}»)، أي {what.ar}",
    )
    return _step("cue", words, ev.sent, ev.cue)


def _sides(draft: Draft, ev: Ev) -> Iterator[Step]:
    cue = ev.origin
    parts: tuple[tuple[Part, Arg | None, tuple[int, int] | None, bool], ...] = (
        ("agent", cue.filled.agent if cue else None, ev.agent, draft.agent is None),
        ("patient", cue.filled.patient if cue else None, ev.patient, draft.patient is None),
    )
    for part, arg, tokens, nobody in parts:
        if nobody:
            book = ev.sent.lex.book
            why = draft.predicate in (book.open_agent if part == "agent" else book.open_patient)
            yield _step(part, Words(
                "nobody is named" + (f"; “{draft.predicate}” may leave this side open" if why else ""),
                "لم يذكر أحد" + ("، وهذا الخبر يصح من دونه" if why else ""),
            ), ev.sent)  # fmt: skip
        elif tokens is not None:
            words = quoted(ev.sent, *tokens)
            other = ev.agent if part == "patient" else ev.patient
            if cue is None:
                yield _step(part, Words(f"{words}: the name beside it", f"{words}: الاسم المجاور"), ev.sent, tokens)
            elif arg is None and other is not None:
                first = quoted(ev.sent, *other)
                how = Words(TOGETHER.en.format(name=first), TOGETHER.ar.format(name=first))
                yield _step(part, Words(f"{words}: {how.en}", f"{words}: {how.ar}"), ev.sent, tokens)
            else:
                how = how_found(ev.sent, cue, arg) if arg is not None else NEAR
                yield _step(part, Words(f"{words}: {how.en}", f"{words}: {how.ar}"), ev.sent, tokens)


def _polarity(draft: Draft, ev: Ev) -> Step:
    ops = [(i, j) for kind, i, j in ev.ops if kind in NEGATING]
    words = " + ".join(quoted(ev.sent, i, j) for i, j in ops)
    if draft.negative and ops:
        return _step("polarity", Words(f"{words} denies it", f"{words} ينفيه"), ev.sent, ops[0])
    if draft.negative:
        return _step("polarity", Words("the word itself denies it", "الكلمة نفسها تنفيه"), ev.sent, ev.cue)
    if ops:
        return _step("polarity", Words(f"{words} deny each other", f"{words} نفي ينفي نفيا"), ev.sent, ops[0])
    return _step("polarity", Words("nothing denies it", "لا شيء ينفيه"), ev.sent)


def _modality(draft: Draft, ev: Ev) -> Step:
    if draft.modality == "asserted":
        return _step("modality", Words("told as a fact: no word makes it a wish, forecast, possibility or demand",
                                       "يروى على أنه واقع: لا كلمة تجعله إرادة أو توقعا أو احتمالا أو مطلبا"), ev.sent)  # fmt: skip
    what = MODALITIES[draft.modality]
    op = next(((i, j) for kind, i, j in reversed(ev.ops) if kind in MODES), None)
    if op is None:
        return _step("modality", Words(f"told as {what.en}", f"يروى على أنه {what.ar}"), ev.sent)
    word = quoted(ev.sent, *op)
    return _step("modality", Words(f"{word} makes it {what.en}", f"{word} تجعله {what.ar}"), ev.sent, op)


def _source(draft: Draft, ev: Ev, names: dict[int, str]) -> Iterator[Step]:
    if not draft.chain:
        yield _step("source", Words("no word of telling reaches it: the publisher's own voice",
                                    "لا تشمله كلمة نقل: هو قول الناشر نفسه"), ev.sent)  # fmt: skip
    for reach in draft.chain:
        stance = STANCES.get(reach.stance, STANCES["neutral"])
        who = names.get(reach.speaker.id, reach.speaker.name)
        inside = reach.cue is not None and ev.sent.lo <= reach.cue[0] < ev.sent.hi
        if inside and reach.cue is not None:
            word = quoted(ev.sent, *reach.cue)
            yield _step("source", Words(f"it stands within what {word} of «{who}» reaches, which {stance.en}",
                                        f"يقع في ما تشمله {word} المنسوبة إلى «{who}»، وهو {stance.ar}"),
                        ev.sent, reach.cue)  # fmt: skip
        else:
            yield _step("source", Words(f"the quotation of «{who}» that opened before is still open",
                                        f"اقتباس «{who}» الذي فتح من قبل ما زال مفتوحا"), ev.sent)  # fmt: skip


def _certainty(draft: Draft, claim: model.Claim) -> Step:
    why = {
        "doubted": Words("a speaker of the chain doubts or denies it", "في سلسلة القائلين من يشكك فيه أو ينفيه"),
        "hedged": Words("it is told as possible or expected", "يروى على أنه محتمل أو متوقع"),
        "plain": Words("no word of doubt", "لا كلمة شك"),
    }[claim.certainty]
    return Step("certainty", why.en, why.ar)


def _slots(ev: Ev) -> Iterator[Step]:
    slots: tuple[tuple[Part, tuple[int, int] | None, Words], ...] = (
        ("place", ev.place, Words("the place told with the event", "المكان المذكور مع الحدث")),
        ("time", ev.time, Words("the date told with the event", "التاريخ المذكور مع الحدث")),
        ("number", ev.number, Words("the number told with the victims", "العدد المذكور مع الضحايا")),
        ("item", ev.item, Words("what was handed over", "ما سُلّم")),
    )
    for part, tokens, why in slots:
        if tokens is not None:
            word = quoted(ev.sent, *tokens)
            yield _step(part, Words(f"{word}: {why.en}", f"{word}: {why.ar}"), ev.sent, tokens)


# --- runners-up --------------------------------------------------------------------------------------------------------


def _frames(sent: Sentence, cue: Cue) -> Iterator[Rival]:
    """Other predicates that the same word can stand for, and whose sides would be filled too."""
    lex = sent.lex
    forms = cue.node.verbs or cue.node.nouns
    refs = dict.fromkeys([*cue.node.x, *(f for x in forms for f in lex.lemmas[x.lemma].frames)])
    best: dict[str, float] = {}
    for frame in (lex.frames[r] for r in refs):
        if frame.predicate != cue.filled.frame.predicate and not frame.companions:
            filled = fill(frame, cue.found)
            if filled is not None:
                best[frame.predicate] = max(best.get(frame.predicate, 0.0), filled.score)
    for predicate, score in sorted(best.items(), key=lambda x: (-x[1], x[0]))[:MOST]:
        what = meaning(predicate)
        yield Rival("cue", predicate, f"the same word can mean “{predicate}” ({what.en}); it fits {_fit(score, cue)}",
                    f"الكلمة نفسها قد تعني: {what.ar}؛ وهو هنا أقل ملاءمة", _span(sent, cue.tokens))  # fmt: skip


def _fit(score: float, cue: Cue) -> str:
    return "as well, but stands later in the tables" if score >= cue.filled.score else (
        f"less well ({score:g} against {cue.filled.score:g} points for sides that are filled)")  # fmt: skip


def _names(draft: Draft, ev: Ev, cue: Cue) -> Iterator[Rival]:
    """Other names of the sentence that could stand on a side."""
    sides: tuple[tuple[Part, int, Arg | None], ...] = (
        ("agent", 0, cue.filled.agent),
        ("patient", 1, cue.filled.patient),
    )
    own = {e.id for e in (draft.agent, draft.patient) if e is not None}
    own |= {e.id for _, _, arg in sides if arg is not None for e, _ in arg.ents}
    for part, side, taken in sides:
        allowed = ev.sent.lex.book.sides[draft.predicate][side]
        seen = set(own)
        near: list[Node] = []
        for node in sorted(ev.sent.nodes, key=lambda n: (abs(n.i - cue.tokens[0]), n.i)):
            if node.t == "np" and node.ent is not None and node.kind in allowed and node.ent.id not in seen:
                seen.add(node.ent.id)
                near.append(node)
        for node in near[:MOST]:
            why, who = why_not_taken(ev.sent, cue, side, node, taken), SIDE[part]
            name = quoted(ev.sent, node.i, node.j)
            yield Rival(part, name.strip("«»"), f"{name} as {who.en}: {why.en}", f"{name} ({who.ar}): {why.ar}",
                        _span(ev.sent, (node.i, node.j)))  # fmt: skip


def _speakers(draft: Draft, ev: Ev, reaches: list[Reach], names: dict[int, str]) -> Iterator[Rival]:
    """Speakers of the sentence whose words do not reach the cue."""
    told = {r.speaker.id for r in draft.chain}
    for reach in reaches:
        if reach.speaker.id in told or reach.cue is None:
            continue
        told.add(reach.speaker.id)
        word, who = quoted(ev.sent, *reach.cue), names.get(reach.speaker.id, reach.speaker.name)
        yield Rival("source", who, f"«{who}»: what {word} reaches does not hold the cue",
                    f"«{who}»: ما تشمله {word} ليس فيه كلمة الخبر", _span(ev.sent, reach.cue))  # fmt: skip
