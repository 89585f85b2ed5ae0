"""Head nouns that a rule treats alike; all head nouns are in the lexicon's tables. Folded spelling."""

from __future__ import annotations

# Head nouns that may open the name of the force itself: قوات الدعم السريع, جيش الإسلام.
NAMING = frozenset("قوات قوه جيش ميليشيا ميليشيات مليشيا مليشيات كتايب كتيبه حرس وحدات الويه".split())
# Bodies that are sent, which no purpose names: «وفد إسرائيلي | للتوجه».
SENT = frozenset({"وفد", "وفدا"})
# Men under arms: of a people they are a group of their own.
FIGHTERS = frozenset("قوات ميليشيا ميليشيات مليشيا مليشيات مسلحو مسلحي مقاتلو مقاتلي فصايل كتايب جيش حشود".split())
# Bodies that are named after two things: لجنة الأمن والدفاع, معهد العلوم والأمن.
TWOFOLD = frozenset("لجنه معهد مركز مؤسسه موسسه هييه كليه جمعيه مديريه دايره".split())
# Houses and fields: a name of their own with the people whose they are.
HOMES = frozenset(
    "منزل منازل بيت بيوت مساكن سكن عماره عمارات عماير مزرعه مزارع حافله حافلات سياره سيارات ممتلكات خيام شقق متاجر محلات".split()
)
# Arms that a state's are it, however many: عشرون دبابة إثيوبية.
MACHINES = frozenset(
    "دبابه دبابات طايره طايرات مروحيه مروحيات سفينه سفن بارجه بوارج زورق زوارق مدرعه مدرعات مقاتله".split()
)
# Broken plurals that are feminine to their verb.
BROKEN = frozenset(
    "قوي فصايل كتايب سرايا الويه احزاب جيوش فرق لجان قبايل عشاير دول امم هييات كتل جماعات منظمات وحدات شركات صحف كتيبه".split()
)
