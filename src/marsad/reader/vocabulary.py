"""Small closed sets of words that the scanner decides by; all open vocabulary is in the lexicon's tables. Folded spelling."""

from __future__ import annotations

import re

# Nouns of victims: with a number they are a toll (17 قتيلا).
VICTIMS = {
    **dict.fromkeys("قتيل قتلي قتيلا قتيلين قتيلان شهيد شهداء شهيدا شهيدين شهيدان ضحيه ضحايا".split(), "kills"),
    **dict.fromkeys("جريح جرحي جريحا جريحين جريحان مصاب مصابين مصابون مصابا مصابان".split(), "wounds"),
    **dict.fromkeys("نازح نازحين نازحون نازحا مهجر مهجرين مهجرون".split(), "displaces"),
}
# Measures that forbid something: «الحظر على تصدير السلاح» is one name.
BANS = frozenset("حظر قيود منع".split())
# «من جهته», «بدوره» open a turn and name no source.
OWN_PART = re.compile(r"ب?(?:جانب|جهت|ناحيت|دور|طرف)(?:ه|ها|هم|هما)$")
# Duals that cannot be plurals: جنديين but not مدنيين.
DUALS = frozenset(
    "جنديين جنديان طفلين طفلان رجلين رجلان شخصين شخصان ضابطين ضابطان عنصرين عنصران امراتين امراتان شابين شابان طفلتين "
    "سيدتين فتاتين عاملين شقيقين شرطيين مسلحان مدنيان صحافيان صحفيان".split()
)
# A clause ends or opens here, so that a perfect may follow.
BREAKS = frozenset({",", "،", ";", "؛", ":", ".", "-", "(", ")", "conj", "rel", "comp", "sub", "cond", "what"})
# Particles written apart before a quotation mark or number: بـ«المؤتمر».
DETACHED = frozenset(("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل"))
# Predicates that describe rather than tell of an act: their participle is no clause of its own (تابعا لـ).
DESCRIBING = frozenset({"part_of", "based_in", "controls", "leads"})
# Masdars that also name bodies: an act where a genitive follows (معارضة فرنسا), a body where none does (المعارضة).
ACTS = frozenset("معارضه مقاومه حمايه ادانه رعايه اداره هجره".split())
# Prepositions behind which no verb stands: «مع صالح» is a man, not «he made peace».
NO_VERB = frozenset("الي علي في عن من مع ضد بين تحت امام لدي نحو حول داخل خلف".split())
# «The two sides»: the two parties spoken of last.
BOTH = frozenset(
    "الطرفان الطرفين الجانبان الجانبين البلدان البلدين الفريقان الفريقين الدولتان الدولتين الخصمان الخصمين الجارتان الجارتين".split()
)
NOUN_BEFORE = frozenset({"prep", "by", "quant", "dem"})
VERB_BEFORE = frozenset({"neg", "perhaps", "fut", "was", "rel", "pron"})
DIRECTIONS = frozenset("شرق غرب شمال جنوب وسط شرقي غربي شمالي جنوبي الشرق الغرب الشمال الجنوب".split())
WITH_ALL = frozenset({"بكل", "لكل"})  # «حل بكل من الزنتان وطبرق»
