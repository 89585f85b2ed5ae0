"""The words of titles, and a title as it is read: its class, its body, the name it belongs to."""

from __future__ import annotations

from msgspec import Struct

from marsad.arabic.words import Cut
from marsad.reader.entities import Ent

COUNTERPARTS = frozenset("نظير نظيره نظراء".split())  # «نظيره التركي»: whose equal, not whose leader
MINISTER = frozenset("وزير وزيره وزراء".split())
ORDINALS = frozenset(
    "اول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر اولي ثانيه ثالثه رابعه خامسه سادسه سابعه ثامنه تاسعه عاشره".split()
)
OFFICES = frozenset({"head", "office", "member", "spokesman"})
MINISTERS = frozenset("وزير وزيره وزراء وكيل مدير مديره مستشار مستشاره مفوض مفوضه منسق منسقه مسوول مسووله".split())
REPORTERS = frozenset("مراسل مراسله مراسلون مراسلين موفدنا مراسلنا".split())
AFTER_TITLE = frozenset(
    "السابق الحالي الاسبق الراحل المكلف العام الرسمي المستقيل المنتخب الموقت بالوكاله الانتقالي الاعلي الاول الثاني السابقه "
    "الحاليه المنتهيه ولايته المعزول المخلوع المقال المعين الجديد الخاص الخاصه التنفيذي الدايم المقيم "
    "الاسلاميه المساعد العسكري السياسي الميداني الفخري البارز المحلي العامه الجديده الرسميه الساميه السامي الاعلامي "
    "الشرعي المشترك الامني الدبلوماسي سابقا سابق كبير بارز ركن الركن طيار متقاعد".split()
)
OUSTED = frozenset("المخلوع المعزول".split())  # said of one man, and so his name later
FORMER = frozenset("السابق الاسبق السابقه سابق سابقا المخلوع المعزول الراحل المقال".split())
PLURALS = frozenset(  # no single name follows these
    "وزراء قاده روساء زعماء امراء سفراء نواب اعضاء ممثلو ممثلي قياديو قياديي مندوبو مندوبي ضباط جنود قيادات وكلاء مسوولو مسوولي "
    "شيوخ خبراء محللون محللين ناشطون ناشطين كوادر مستشارو مستشاري مبعوثو مبعوثي مراسلو مراسلي سياسيون سياسيين دبلوماسيون دبلوماسيين".split()
)
# Titles that are adjectives too: alone and definite they are no person unless they speak.
ADJECTIVAL = frozenset(
    "سياسي سياسيه عسكري عسكريه امني امنيه اعلامي اعلاميه اكاديمي اكاديميه برلماني برلمانيه دبلوماسي دبلوماسيه شقيق شقيقه مقرر معتمد "
    "رييسه قضايي".split()
)
MANY_TELLERS = frozenset(  # of a body, but not its voice: مسؤولون في الحكومة
    "مسوولون مسوولين مسوولان دبلوماسيون دبلوماسيين ديبلوماسيون ديبلوماسيين محللون محللين خبراء ناشطون ناشطين مراقبون مراقبين".split()
)
TELLERS = frozenset(
    "دبلوماسي ديبلوماسي دبلوماسيان مسوول مسووله ناشط محلل خبير مراقب موظف موظفه".split()
)  # unnamed: sources
RESUMED = frozenset("دبلوماسي مسوول قيادي وزير مبعوث متحدث ناطق سفير مندوب موفد مصدر متحدثه ناطقه".split())
# Titles in ي that are no plurals in construct (مندوبي, ممثلو).
SINGULAR = frozenset(
    "قيادي دبلوماسي ديبلوماسي سياسي برلماني صحفي صحافي اعلامي اكاديمي محامي قاضي والي مفتي مدعي امني عسكري عالي سامي ثاني "
    "امين معاون سلطان عضو ولي".split()
)
SPEAKING = frozenset("عن بحسب حسب وفق وفقا لـ نقلا".split())


class Title(Struct):
    """A title as read so far: tokens ``i`` to ``j``, its class, and what stood in it."""

    i: int
    j: int
    cls: str
    cut: Cut
    words: list[str]
    words_end: int  # end of the title's own words: its cue
    country: Ent | None = None
    body: Ent | None = None
    body_end: int = -1
    other: Ent | None = None  # a second body
    seated: bool = False  # where it is held stands between it and the name
    inside: bool = False  # the body is an adjective of the title: المبعوث الأممي
    definite: bool = False
    former: bool = False
    rank_at: int = -1  # where ranks behind the body begin
    ranks: list[str] = []
    parts: list[int] = []  # starts of further offices in it
    member: bool = False  # «قيادي في», «من ائتلاف»: belongs to the body, does not lead it

    @property
    def plural(self) -> bool:
        stem = self.cut.stem
        construct = stem.endswith(("و", "ي")) and stem not in SINGULAR
        return stem in PLURALS or construct or (stem.endswith(("ون", "ين", "ان")) and stem not in SINGULAR)

    def key(self, country: bool = True) -> str:
        """What makes two titles the same office."""
        of = self.body or (self.country if country else None)
        return f"{' '.join(self.words)}|{of.id if of is not None else ''}"
