"""The words that open, qualify or forbid a date, as folded keys."""

from __future__ import annotations

from functools import cache

from marsad.arabic.calendars import WEEKDAYS, Month, months
from marsad.arabic.numerals import ordinals, word_set

_CLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول")


def _clitics(text: str) -> frozenset[str]:
    return frozenset(c + w for w in word_set(text) for c in ("", *_CLITICS))


LAST = word_set("الماضي الماضيه المنصرم المنصرمه الفايت الفايته الفارط المنقضي")
NEXT = word_set("المقبل المقبله القادم القادمه الاتي")
THIS = word_set("الجاري الجاريه الحالي الحاليه")

SINCE = word_set("منذ ومنذ مذ")
UNTIL = word_set("الي حتي وحتي والي لغايه ولغايه")
BETWEEN = _clitics("بين يومي عامي شهري سنتي") | word_set("مابين")
FROM = word_set("من ومن")
PAIRS = word_set("يوم يومي عام عامي شهر شهري سنه سنتي ليله ليل فجر صباح مساء تاريخ")
# Stand before a date and belong to its span: منذ أواخر شهر آب, فجر الأحد.
HEADS = _clitics(
    "يوم نهار مساء صباح فجر ليل ليله ظهر ظهيره عصر عشيه ضحي شهر عام العام سنه السنه مطلع اوايل اواخر منتصف نهايه "
    "بدايه مستهل ختام صيف شتاء ربيع خريف اواسط غضون"
)
_IN = word_set("في وفي منذ ومنذ خلال وخلال حتي وحتي لغايه وقبل قبل بعد وبعد")
_SEASONS = _clitics("مطلع اوايل اواخر منتصف نهايه بدايه مستهل ختام صيف شتاء ربيع خريف اواسط غضون عام العام سنه السنه")
YEAR_HEADS = _SEASONS | _IN | word_set("للعام للسنه بالعام")
STRONG_YEAR = _clitics("عام العام سنه السنه") | word_set("للعام للسنه بالعام")
MONTH_HEADS = (_SEASONS | _IN | _clitics("شهر")) - STRONG_YEAR
# «في 2000 قرية» counts villages, it names no year.
COUNTED = word_set("عام سنه كم كيلومتر متر قتيل شخص جندي مقاتل قريه منزل طن دولار برميل حاله عنصر اسره عايله مدني")
YEAR_WORDS = word_set("عام العام سنه السنه لعام لسنه للعام للسنه")
AD = word_set("م ميلادي ميلاديه")
AH = word_set("ه هجري هجريه")

# What is named after a day: شارع 14 يناير, لواء 17 فبراير, سد تشرين, حركة 14 آذار.
NAMED = _clitics(
    "شارع جاده ميدان ساحه جسر كوبري مدينه جامعه مدرسه مستشفي ملعب حي سد مطار قاعده معسكر ثوره ثورتي انقلاب انتفاضه "
    "حركه قوي فريق تحالف تكتل تجمع جماعه حزب لواء كتيبه كتايب سريه الويه فيلق جيش حرب حراك جبهه تيار نظام محور ايتلاف "
    "احداث هجمات ذكري عيد نكسه قناه صحيفه جريده موقع منظمه خليه فوج شباب شهداء ملحق مجموعه دستور عدوان نصر "
    "سياره شاحنه نوع طراز"
) | word_set("للثوره")
_SOUQ = word_set("سوق وسوق بسوق وادي قريه امام خطيب حزب ال صحيفه جريده مجله ملحق")
DAY_NAMES = word_set("السوداء الاسود الدامي الداميه البيضاء العظيمه العظيم الحزينه السعيد")
MEDIA = word_set(
    "صحيفه قناه جريده موقع مجله شبكه اذاعه وكاله فضاييه لصحيفه لقناه لجريده لموقع لشبكه لوكاله وصحيفه وقناه وموقع "
    "الصحيفه القناه"
)
# Names that end in «اليوم»: روسيا اليوم, المصري اليوم, عين اليوم, الثبات اليوم, رأي اليوم.
PAPERS = word_set("روسيا المصري اخبار راي عين الثبات العرب المغرب عكاظ الوطن الخليج الشروق عمان ايران الثوره كردستان")
_NO_TODAY_BEFORE = word_set("في وفي ذلك نفس حتي وحتي الي لحد بعد كل طوال من قبل منذ ومنذ عن")
_NO_TODAY_AFTER = word_set("التالي نفسه ذاته الاخير العالمي الوطني الدولي الموعود المشهود الماضي السابق المقبل الذي")
RELATIVE = {"امس": -1, "الامس": -1, "بالامس": -1, "البارحه": -1, "اليوم": 0, "الليله": 0, "غدا": 1, "غد": 1}
UNITS = {"يوم": 1, "يومين": 2, "اسبوع": 7, "اسبوعين": 14}
COUNTED_UNITS = {"ايام": 1, "يوما": 1, "يوم": 1, "اسابيع": 7, "اسبوعا": 7}


@cache
def month_words() -> dict[str, list[tuple[tuple[str, ...], Month, bool]]]:
    """Names of months by first word, clitics included; the flag says that the word carries a clitic."""
    out = {first: [(rest, month, False) for rest, month in rows] for first, rows in months().items()}
    for first, rows in months().items():
        for clitic in _CLITICS:
            out.setdefault(clitic + first, [(rest, month, True) for rest, month in rows])
    return out


@cache
def weekdays() -> dict[str, int]:
    out = {clitic + name: n for name, n in WEEKDAYS.items() for clitic in ("", "و", "ف", "ب", "ك", "وب")}
    out.update({clitic + name[1:]: n for name, n in WEEKDAYS.items() for clitic in ("ل", "ول")})
    return out


@cache
def relative() -> dict[str, int]:
    return RELATIVE | {"و" + word: days for word, days in RELATIVE.items()}


@cache
def triggers() -> frozenset[str]:
    """A sentence without any of these words has no date (but for dates written with dots, 23.10.2019)."""
    years = (str(y) for y in (*range(1900, 2061), *range(1343, 1501)))
    return frozenset((*month_words(), *weekdays(), *relative(), *years, *UNITS, *COUNTED_UNITS, "الجاري", "الشهر"))


@cache
def openers() -> frozenset[str]:
    """Words that a date can start with, digits apart."""
    counted = BETWEEN | FROM | SINCE | word_set("قبل وقبل ال وال بال لل اول واول بعد")
    return frozenset((*month_words(), *weekdays(), *relative(), *ordinals(), *counted)) | word_set(
        "الحادي الواحد والحادي بالحادي للحادي والواحد"
    )


def no_weekday(before: str, after: str) -> bool:
    """«سوق الجمعة» is a town, «خطيب الجمعة» a preacher, «الجمعة السوداء» a day of its own name."""
    return before in _SOUQ or after in DAY_NAMES


def no_today(before: str, after: str) -> bool:
    """«اليوم الثاني»، «في اليوم نفسه»، «حتى اليوم» do not mean the report's day; nor does «المصري اليوم»."""
    return before in _NO_TODAY_BEFORE or before in PAPERS or after in _NO_TODAY_AFTER or after in ordinals()
