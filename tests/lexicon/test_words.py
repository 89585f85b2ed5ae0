"""Words that the tables read as another event than they name: each sentence was once told wrongly, or not at all."""

from __future__ import annotations

import pytest

import marsad


def told(text: str) -> set[str]:
    """The claims of a sentence as «predicate(agent, patient)», negative ones with a minus."""
    reading = marsad.read(text)
    names: dict[str | None, str] = {e.id: e.name for e in reading.entities}
    return {
        f"{'-' if c.polarity == 'negative' else ''}{c.predicate}({names.get(c.agent, '?')}, {names.get(c.patient, '?')})"
        for c in reading.claims
    }


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("حظرت مصر جماعة الإخوان المسلمين.", "sanctions(مصر, جماعة الإخوان المسلمين)"),
        ("حجب البرلمان العراقي الثقة عن حكومة علاوي.", "-backs(البرلمان العراقي, حكومة علاوي)"),
        ("خرجت الولايات المتحدة من الاتفاق النووي.", "lifts(الولايات المتحدة, الاتفاق النووي)"),
        ("استدعت السعودية سفيرها في بيروت للتشاور.", "cuts_off(السعودية, بيروت)"),
        ("استدعت وزارة الخارجية الإيرانية السفير البريطاني.", "accuses(وزارة الخارجية الإيرانية, السفير البريطاني)"),
        ("سرحت الحكومة السورية معتقلين من السجون.", "concedes(الحكومة السورية, معتقلين)"),
        ("أعادت الإمارات فتح سفارتها في دمشق.", "allied_with(الإمارات, دمشق)"),
        ("شدد الوزير على أن مصر تدعم الجيش الليبي.", "backs(مصر, الجيش الليبي)"),
        ("نجا قائد الجيش من تفجير في عدن.", "attacks(?, قائد الجيش)"),
        ("اغتال مسلحون مجهولون القائد خليل الحية.", "attacks(مسلحون مجهولون, القائد خليل الحية)"),
        ("أوقعت الغارة قتلى في صفوف الحوثيين.", "kills(?, الحوثيين)"),
        ("استخدمت روسيا حق النقض ضد القرار.", "opposes(روسيا, القرار)"),
        ("تلقت المعارضة السورية دعما من قطر.", "backs(قطر, المعارضة السورية)"),
        ("وصلت تعزيزات تركية إلى إدلب.", "deploys(تعزيزات تركية, إدلب)"),
        ("أوفدت الأمم المتحدة مبعوثها إلى صنعاء.", "visits(مبعوثها, صنعاء)"),
        ("قتل عشرة في قصف لقوات الدعم السريع على أم درمان.", "attacks(قوات الدعم السريع, أم درمان)"),
        ("أدانت فرنسا قصف إسرائيل لدمشق.", "attacks(إسرائيل, دمشق)"),
        ("سقط نظام الأسد.", "falls(نظام الأسد, ?)"),
        ("أعلن سعد الحريري استقالته.", "falls(سعد الحريري, ?)"),
        ("وقفت تركيا إلى جانب قطر.", "backs(تركيا, قطر)"),
        ("دعت الأمم المتحدة الحوثيين إلى وقف الهجمات.", "demands(الأمم المتحدة, الحوثيين)"),
        ("أبدت واشنطن تأييدها لخطة الأمم المتحدة.", "backs(واشنطن, الأمم المتحدة)"),
        ("استشهد خمسة فلسطينيين برصاص الجيش الإسرائيلي.", "kills(الجيش الإسرائيلي, فلسطينيين)"),
        ("خسر الجيش السوداني مدينة ود مدني لصالح قوات الدعم السريع.", "seizes(قوات الدعم السريع, مدينة ود مدني)"),
        ("زرع الحوثيون ألغاما في الحديدة.", "attacks(الحوثيون, الحديدة)"),
        ("احتجزت إيران ناقلة نفط بريطانية.", "seizes(إيران, ناقلة نفط بريطانية)"),
        ("قدمت الكويت معونات للنازحين في اليمن.", "aids(الكويت, النازحين)"),
        ("بوساطة تركية وقعت إثيوبيا والصومال اتفاقا في أنقرة.", "mediates(تركية, الصومال)"),
        ("بدعم جوي روسي تقدم الجيش السوري في حماة.", "backs(روسي, الجيش السوري)"),
        ("عاد الرئيس هادي إلى عدن.", "visits(الرئيس هادي, عدن)"),
    ],
)  # fmt: skip
def test_a_word_tells_its_event(text: str, claim: str) -> None:
    assert claim in told(text)


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("تقدم الجيش السوري على حساب تنظيم داعش.", "funds"),
        ("انهمرت الأمطار على مدينة درنة.", "attacks"),
        ("ترجل الرئيس السوداني من سيارته.", "falls"),
        ("لجأ المتظاهرون إلى العنف.", "displaces"),
        ("تعد السلطة الفلسطينية قوة أمنية في جنين.", "recognises"),
        ("حصد الحزب أصوات الناخبين.", "kills"),
        ("أرجأت الحكومة العراقية الانتخابات.", "concedes"),
        ("صد الجيش اليمني هجوما للحوثيين على مأرب.", "fights"),
        ("تجاهلت واشنطن دعم إيران للحوثيين.", "opposes"),
        ("أطاح الرئيس التونسي برؤوس كبيرة في الأمن.", "kills"),
        ("أبدت واشنطن تأييدها لخطة الأمم المتحدة.", "attacks"),
        ("فر القيادي محمد إلى خارج البلاد.", "falls"),
    ],
)
def test_a_word_that_only_looks_like_an_event(text: str, predicate: str) -> None:
    assert not [claim for claim in told(text) if claim.lstrip("-").startswith(f"{predicate}(")]


def test_a_request_is_asked_only_where_its_word_stands() -> None:
    """«أرسل طلبا» asks, «أرسل» alone does not: aid that was sent is not aid that somebody demands."""
    reading = marsad.read("أرسلت مصر مساعدات إنسانية إلى غزة.")
    assert {c.modality for c in reading.claims} == {"asserted"}
