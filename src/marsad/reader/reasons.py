"""Reasons in words: how an argument was found, and why another name was not taken, in English and in Arabic."""

from __future__ import annotations

from typing import NamedTuple

from marsad.codebook import predicates
from marsad.reader.agreement import agrees_verb
from marsad.reader.assemble import source_span
from marsad.reader.cues import Cue
from marsad.reader.nodes import Node, Sentence
from marsad.reader.nominals import Arg


class Words(NamedTuple):
    """One reason in both languages."""

    en: str
    ar: str


KINDS = {  # of cue
    "verb": Words("verb", "فعل"),
    "masdar": Words("event noun (masdar)", "اسم حدث (مصدر)"),
    "participle": Words("participle", "اسم فاعل أو مفعول"),
    "phrase": Words("fixed phrase", "عبارة ثابتة"),
}
SIDE = {"agent": Words("who acts", "صاحب الفعل"), "patient": Words("whom it concerns", "من وقع عليه")}
SURROUNDED = {  # where an argument's own words are of a special sort
    "adj": Words("the nationality adjective {name} names the actor", "صفة النسبة {name} تدل على الفاعل"),
    "m": Words("it is who stands behind the event noun {name}", "هو المذكور مع اسم الحدث {name}"),
    "u": Words("it stands in the genitive of {name}", "هو المضاف إليه في {name}"),
    "g": Words("it stands in the genitive of {name}", "هو المضاف إليه في {name}"),
    "vic": Words("the victims are told by {name}", "الضحايا مذكورون بلفظ {name}"),
    "n": Words("the number {name} counts them", "العدد {name} يحصيهم"),
}
PRONOUN = Words("the pronoun in {name} refers back to it", "الضمير في {name} يعود إليه")
CARRIED = Words(
    "nobody is named here: the subject of the clause before is carried on",
    "لم يذكر هنا أحد، فبقي فاعل الجملة السابقة فاعلا",
)
STRIKE = Words("it carries out the event that the verb tells of ({name})", "هو صاحب الحدث الذي يخبر عنه الفعل ({name})")
RESULT = Words(
    "nobody is named with it: it carried out the attack that led to this",
    "لم يذكر معه أحد: هو صاحب الهجوم الذي أدى إلى ذلك",
)
BEFORE = Words("it stands before the verb as its subject", "يسبق الفعل وهو فاعله في المعنى")
BEHIND = Words("it stands behind the verb as its subject", "يلي الفعل وهو فاعله")
SUFFERS = Words("it is the subject of a passive verb", "هو نائب الفاعل لفعل مبني للمجهول")
OBJECT = Words("it is the object", "هو المفعول به")
GENITIVE = Words("it stands in the genitive behind the event noun", "هو المضاف إليه بعد اسم الحدث")
LENT = Words("a word above lends its subject to the event noun", "الكلمة التي تعلو اسم الحدث تعطيه فاعلها")
DESCRIBED = Words("it is the noun that the participle describes", "هو الاسم الذي يصفه المشتق")
AGENCY = Words("it is named as the doer («by …»)", "ذكر على أنه الفاعل («من قبل …»)")
PREPOSITION = Words(
    "it stands behind «{prep}», which this word takes for this side", "يلي «{prep}»، وهو ما تأخذه هذه الكلمة لهذا الطرف"
)
FIXED = {
    "H": Words("it is the name right before the phrase", "هو الاسم الذي يسبق العبارة"),
    "G": Words("it is the name right behind the phrase", "هو الاسم الذي يلي العبارة"),
}
TOGETHER = Words("it is named together with {name}", "ذكر مع {name} طرفا ثانيا")
NEAR = Words("it is the nearest name that fits", "هو أقرب اسم يناسب")
WEIGHED = {  # sides that the grammar did not find, but the learned weights prefer
    "near": Words(
        "the grammar found nobody better here: of the names around, it weighs most",
        "لم يجد النحو أنسب منه: هو الأرجح بين الأسماء المجاورة",
    ),
    "nearadj": Words(
        "of the names around, the nationality adjective {name} weighs most",
        "صفة النسبة {name} هي الأرجح بين الأسماء المجاورة",
    ),
    "carried": Words("nobody is named here: who acted last weighs most", "لم يذكر هنا أحد: الأرجح صاحب الفعل السابق"),
    "main": Words(
        "nobody is named here: the subject of the sentence weighs most", "لم يذكر هنا أحد: الأرجح فاعل الجملة"
    ),
    "speaker": Words("nobody is named here: who speaks weighs most", "لم يذكر هنا أحد: الأرجح القائل نفسه"),
}


def quoted(sent: Sentence, i: int, j: int) -> str:
    """The words of tokens ``i`` to ``j`` in quotes, on one line, without particles attached to the first."""
    span = source_span(sent, (i, j))
    return f"«{' '.join(sent.text[span.start : span.end].split())}»"


def how_found(sent: Sentence, cue: Cue, arg: Arg) -> Words:
    """How an argument of a cue was found."""
    base = _place(sent, cue, arg)
    name = quoted(sent, arg.node.i, arg.node.j)
    if (weighed := WEIGHED.get(arg.via)) is not None:
        return Words(weighed.en.format(name=name), weighed.ar.format(name=name))
    more = PRONOUN if arg.via == "pron" else SURROUNDED.get(arg.via)
    if arg.via == "dropped":
        return LENT if arg is cue.gov.subject else CARRIED
    if arg.via == "result":
        return RESULT
    if arg.via == "strike":
        return Words(STRIKE.en.format(name=name), STRIKE.ar.format(name=name))
    if more is None or (arg.via in ("vic", "n") and arg.ents):
        return base
    more = Words(more.en.format(name=name), more.ar.format(name=name))
    return more if arg.via == "adj" else Words(f"{base.en}; {more.en}", f"{base.ar}، و{more.ar}")


def _place(sent: Sentence, cue: Cue, arg: Arg) -> Words:
    found = cue.found
    if arg is found.by:
        return AGENCY
    if arg is found.subject:
        if cue.rule == "participle":
            return DESCRIBED
        if found.passive:
            return SUFFERS
        if cue.rule == "masdar":
            return LENT if arg is cue.gov.subject else GENITIVE
        return BEFORE if 0 <= arg.at < cue.k else BEHIND
    for prep, other in found.preps:
        if other is arg or other.node is arg.node:  # «في غارة إسرائيلية»: whose strike it was
            fixed = FIXED.get(prep)
            return fixed or Words(PREPOSITION.en.format(prep=prep), PREPOSITION.ar.format(prep=prep))
    if any(arg is o for o in found.objects):
        return (LENT if arg is cue.gov.subject else GENITIVE) if cue.rule == "masdar" else OBJECT
    return NEAR


def why_not_taken(sent: Sentence, cue: Cue, side: int, node: Node, taken: Arg | None) -> Words:
    """Why the name at ``node`` is not the agent (side 0) or patient (side 1) of a cue in the same sentence."""
    ent = node.ent
    predicate = cue.filled.frame.predicate
    k = next((k for k, n in enumerate(sent.nodes) if n is node), -1)
    if ent is not None and ent.kind not in sent.lex.book.sides[predicate][side]:
        kind = ent.kind.replace("_", " ")
        return Words(f"a {kind} cannot stand on this side of “{predicate}”", "نوعه لا يصلح لهذا الطرف من هذا الخبر")
    if k >= 0 and not cue.lo <= k < max(cue.hi, cue.k + 1):
        cut = _boundary(sent, cue, k)
        return Words(
            f"it stands outside the clause of {quoted(sent, *cue.tokens)}" + (f", beyond {cut}" if cut else ""),
            f"يقع خارج جملة {quoted(sent, *cue.tokens)}" + (f"، وراء {cut}" if cut else ""),
        )
    slots = cue.filled.frame.agent if side == 0 else cue.filled.frame.patient
    if node.prep and all(s.where != node.prep for s in slots):
        return Words(
            f"it stands behind «{node.prep}», which {quoted(sent, *cue.tokens)} does not take for this side",
            f"يلي «{node.prep}»، وليس مما تأخذه {quoted(sent, *cue.tokens)} لهذا الطرف",
        )
    form = cue.node.verbs[0] if cue.node.verbs else None
    if side == 0 and form is not None and ent is not None and not agrees_verb(form.who, ent, node):
        return Words("it does not agree with the verb in gender or number", "لا يوافق الفعل في الجنس أو العدد")
    if taken is not None:
        name = quoted(sent, taken.node.i, taken.node.j)
        return Words(f"{name} fills the place, and stands closer", f"{name} أقرب منه وشغل مكانه")
    return Words("no word ties it to this one", "لا كلمة تربطه بهذه")


def _boundary(sent: Sentence, cue: Cue, k: int) -> str:
    """The mark or particle that closes the clause between a cue and a name."""
    marks = sent.nodes[cue.hi : k] if k >= cue.hi else list(reversed(sent.nodes[k + 1 : cue.lo + 1]))
    cut = next((n for n in marks if n.t in ("v", "sub", "comp", "cond", "rel", ".", ":", ",", "،", ";", "؛")), None)
    return quoted(sent, cut.i, cut.j) if cut is not None else ""


def meaning(predicate: str) -> Words:
    """What a predicate says, in the codebook's words."""
    entry = predicates().get(predicate)
    return Words(entry.meaning_en, entry.meaning_ar) if entry is not None else Words(predicate, predicate)
