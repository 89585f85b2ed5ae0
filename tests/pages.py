"""Readings for the tests of the page: one with all that a page can show, and the same with a text in every field."""

from __future__ import annotations

from marsad import model
from marsad.reader.explanation import Explanation, Rival, Step

TEXT = (
    "خبر للتجربة\n"
    "زار الوزير مدينة النور أمس ليكسر العزلة. وأكدت مصادر محلية أن دولة الشرق تدعم الجيش والبرلمان ولا تعترف بالعصابة.\n"
    "\n"
    "ونفى الناطق أن يكون القصف قتل ثلاثة إلى خمسة مدنيين، وقد تسقط الحكومة غدا.\n"
)
LIFTED = "العزلة"


def span(words: str, within: str = TEXT, nth: int = 0) -> model.Span:
    """The characters of the n-th occurrence of some words."""
    at = -1
    for _ in range(nth + 1):
        at = within.index(words, at + 1)
    return model.Span(at, at + len(words))


def _entity(id: str, kind: model.Kind, *names: str, label: str | None = None) -> model.Entity:
    spans = [span(name) for name in names]
    return model.Entity(id, kind, names[0], [model.Mention(s.start, s.end) for s in spans], label)


def _evidence(sentence: str, cue: str, **parts: str) -> model.Evidence:
    whole = span(sentence)
    operators = [model.Operator(*_ends(span(words)), kind) for kind, words in _operators(parts)]
    named = {name: span(words) for name, words in parts.items() if not name.startswith("op_")}
    return model.Evidence(whole.start, whole.end, span(cue), **named, operators=operators)


def _ends(s: model.Span) -> tuple[int, int]:
    return s.start, s.end


def _operators(parts: dict[str, str]) -> list[tuple[str, str]]:
    return [(name.removeprefix("op_"), words) for name, words in parts.items() if name.startswith("op_")]


def _claim(n: int, predicate: model.Predicate, agent: str | None, patient: str | None, *evidence: model.Evidence,
           **more: object) -> model.Claim:  # fmt: skip
    plain: dict[str, object] = {
        "polarity": "positive", "modality": "asserted", "source": "publisher", "attribution": [], "certainty": "plain",
        "place": None, "time": None, "number": None, "item": None, "disclosure": None, "confidence": 0.7,
        "rule": "verb:made", "plover": "CONSULT",
    }  # fmt: skip
    fields = {**plain, **more}
    return model.Claim(
        id=f"c{n}", key=f"k{n}", predicate=predicate, agent=agent, patient=patient, evidence=list(evidence), **fields
    )  # type: ignore[arg-type]


VISIT = "زار الوزير مدينة النور أمس ليكسر العزلة."
BACKS = "وأكدت مصادر محلية أن دولة الشرق تدعم الجيش والبرلمان ولا تعترف بالعصابة."
DENIES = "ونفى الناطق أن يكون القصف قتل ثلاثة إلى خمسة مدنيين، وقد تسقط الحكومة غدا."


def whole() -> model.Reading:
    """Seven claims in four families: shared cues, overlapping evidence, a chain of two speakers, a negative, links."""
    said = [model.Attribution("e4", "affirming", span("وأكدت"))]
    chain = [model.Attribution("e4", "neutral", None), model.Attribution("e9", "denying", span("ونفى"))]
    entities = [
        _entity("e1", "person", "الوزير"), _entity("e2", "place", "مدينة النور", label="City of Light"),
        _entity("e3", "measure", LIFTED), _entity("e4", "source", "مصادر محلية"),
        _entity("e5", "state", "دولة الشرق", label="Eastland"), _entity("e6", "armed_group", "الجيش"),
        _entity("e7", "org", "البرلمان"), _entity("e8", "armed_group", "العصابة"), _entity("e9", "person", "الناطق"),
        _entity("e10", "people", "مدنيين"), _entity("e11", "org", "الحكومة"), _entity("e12", "place", "خبر"),
    ]  # fmt: skip
    claims = [
        _claim(1, "visits", "e1", "e2", _evidence(VISIT, "زار", agent="الوزير", patient="مدينة النور", time="أمس"),
               time="2016-06-29", disclosure="unannounced"),
        _claim(2, "lifts", "e1", "e3", _evidence(VISIT, "ليكسر", agent="الوزير", patient=LIFTED, op_intended="ليكسر"),
               modality="intended"),
        _claim(3, "backs", "e5", "e6", _evidence(BACKS, "تدعم", agent="دولة الشرق", patient="الجيش", source="مصادر محلية"),
               source="e4", attribution=said, item="سلاح"),
        _claim(4, "backs", "e5", "e7", _evidence(BACKS, "تدعم", agent="دولة الشرق", patient="البرلمان"),
               source="e4", attribution=said),
        _claim(5, "recognises", "e5", "e8",
               _evidence(BACKS, "تعترف", agent="دولة الشرق", patient="العصابة", op_negative="ولا"),
               polarity="negative", source="e4", attribution=said),
        _claim(6, "kills", None, "e10", _evidence(DENIES, "قتل", patient="مدنيين", number="ثلاثة إلى خمسة"),
               source="e9", attribution=chain, certainty="doubted", number=3, number_max=5, place="e2"),
        _claim(7, "falls", "e11", None, _evidence(DENIES, "تسقط", agent="الحكومة", op_possible="وقد"),
               modality="possible", certainty="hedged", time="2016-07", plover=None),
    ]  # fmt: skip
    return model.Reading(
        reader=model.Reader("grammar", "1.2.3", "abcdef0123456789"),
        report=model.Report(
            "0" * 64,
            TEXT,
            "ar",
            span("خبر للتجربة"),
            "صحيفة النهار الجديد",
            "2016-06-30",
            "https://news.example/1?a=1&b=2",
        ),
        entities=entities,
        claims=claims,
        framing=[model.Framing(span("بالعصابة").start, span("بالعصابة").end, "e8", "delegitimising")],
        links=[model.Link("c1", "c2", "purpose"), model.Link("c6", "c7", "cause")],
        notices=["composed example, not a record of events"],
    )


def reasons() -> dict[str, Explanation]:
    """Why the third claim reads as it does."""
    step = Step("cue", "«تدعم» is the verb that carries it", "«تدعم» هو الفعل الذي يحملها", span("تدعم"))
    rival = Rival("agent", "مصادر محلية", "«مصادر محلية» stands outside the clause", "«مصادر محلية» خارج الجملة")
    return {"c3": Explanation("c3", "verb:made", [step], [rival])}


def filled(text: str) -> tuple[model.Reading, dict[str, Explanation]]:
    """The whole reading with ``text`` wherever a reading holds free text, and every span over some of it."""
    reading = whole()
    length = len(text)
    whole_span = model.Span(0, length)
    for entity in reading.entities:
        entity.name, entity.label_en = text, text
        entity.mentions = [model.Mention(0, length), model.Mention(length // 3, length // 2 + 1)]
    for n, claim in enumerate(reading.claims):
        claim.item, claim.rule, claim.time = text, text, text
        claim.attribution = [model.Attribution(a.source, a.stance, whole_span) for a in claim.attribution]
        for evidence in claim.evidence:
            evidence.start, evidence.end = 0, length
            evidence.cue = model.Span(n, n + 5)
            evidence.agent, evidence.patient = model.Span(n + 3, n + 9), model.Span(n + 12, n + 14)
            evidence.source = evidence.time = evidence.number = None
            evidence.operators = [model.Operator(n + 5, n + 9, text)]
    reading.report = model.Report(text, text, text, whole_span, text, text, text)
    reading.reader = model.Reader(text, text, text)
    reading.framing = [model.Framing(1, length - 1, "e8", "delegitimising")]
    reading.notices = [text]
    step, rival = Step("cue", text, text, whole_span), Rival("agent", text, text, text, whole_span)
    return reading, {c.id: Explanation(c.id, text, [step], [rival]) for c in reading.claims}


HOSTILE = (
    "</script><script>document.title='hit'</script><img src=x onerror=\"document.title='hit'\">"
    "<svg onload=document.title='hit'>' onmouseover='document.title=1' \" onfocus=\"document.title=1\" autofocus "
    "<!--<script>]]>{{ 7*7 }}{% raw %}${alert(1)}<a href=javascript:alert(1)>x</a></style><style>*{color:red}</style>"
    "javascript:alert(1)//\u202eمقلوب\u202c\u2066\u2067\u2028\u2029\u0000\x1b[31m\ufeff&lt;b&gt;&amp;\\u003c"
)
