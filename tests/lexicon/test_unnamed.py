"""Sources that will not be named: noun and qualifier, and the asides that keep their names back."""

from __future__ import annotations

import itertools

import pytest

import marsad

MANY = [f"مصادر {what}" for what in (
    "مطلعة|محلية|طبية|أمنية|عسكرية|دبلوماسية|موثوقة|خاصة|رسمية|حكومية|ميدانية|سياسية|استخباراتية|قضائية|إعلامية|قبلية|برلمانية|"
    "متطابقة|متعددة|غربية|إسرائيلية|نيابية|مالية|نفطية|ملاحية|حقوقية|إغاثية|أهلية|رفيعة|حزبية|وزارية|رئاسية|عليمة|عشائرية|كردية|"
    "مقربة من الرئاسة|في المعارضة|من داخل المدينة|دبلوماسية غربية|أمنية رفيعة المستوى|محلية وطبية|لم تسمها"
).split("|")] + "جهات رسمية|أوساط سياسية|دوائر غربية|وسائل إعلام محلية|تقارير صحفية|مواقع محلية".split("|")  # fmt: skip
ONE = [f"مصدر {what}" for what in (
    "مطلع|أمني|عسكري|طبي|محلي|دبلوماسي|حكومي|رفيع|موثوق|مسؤول|خاص|قضائي|ميداني|استخباراتي|رسمي|سياسي|قيادي|نيابي|وزاري|إعلامي|"
    "قبلي|ملاحي|نفطي|حزبي|برلماني|مقرب من الحكومة|في وزارة الدفاع|بالجيش|في الشرطة|لم يسمه|عسكري رفيع"
).split("|")] + [f"مسؤول {what}" for what in "أمني|عسكري|أمريكي|محلي|حكومي|كبير|رفيع المستوى|دفاعي|غربي|أممي".split("|")] + (
    "شهود عيان|شهود محليون|ناشطون محليون|ناشطون معارضون|نشطاء محليون|سكان محليون|مراقبون دوليون|خبراء عسكريون|خبراء أمنيون|"
    "محللون سياسيون|دبلوماسي غربي|دبلوماسيون أوروبيون|ضابط كبير|ناشط حقوقي|شاهد عيان|مسعفون محليون|وجهاء محليون|صحفيون محليون"
).split("|")  # fmt: skip
KEEPS_BACK = [
    f"{verb} {what}"
    for verb, what in itertools.product(
        ("طلب عدم", "فضل عدم", "اشترط عدم", "رفض", "شريطة عدم", "طالبا عدم"),
        ("الكشف عن اسمه", "الكشف عن هويته", "ذكر اسمه", "كشف هويته"),
    )
]


def source(said: str) -> str:
    """The first word of the source of what is said, where it is one without a name, or people by what they are."""
    reading = marsad.read(f"{said} إن الجيش السوري قصف مدينة درعا.")
    (claim,) = (c for c in reading.claims if c.predicate == "attacks")
    entity = next((e for e in reading.entities if e.id == claim.source), None)
    return entity.name.split()[0] if entity and entity.kind in ("source", "person", "people") else "publisher"


@pytest.mark.parametrize(("verb", "patterns"), [("قالت", MANY), ("قال", ONE)], ids=["feminine", "masculine"])
def test_noun_and_qualifier(verb: str, patterns: list[str]) -> None:
    assert [p for p in patterns if source(f"{verb} {p}") != p.split()[0]] == []


def test_names_that_are_kept_back() -> None:
    """«قال مسؤول أمريكي رفيع المستوى طلب عدم الكشف عن هويته إن …»: what is asked for is no act."""
    nouns = ("مصدر أمني", "مسؤول أمريكي رفيع المستوى", "دبلوماسي")
    patterns = [f"{noun} {aside}" for noun, aside in itertools.product(nouns, KEEPS_BACK)]
    assert [p for p in patterns if source(f"قال {p}") != p.split()[0]] == []
    assert len(MANY) + len(ONE) + len(patterns) >= 150
