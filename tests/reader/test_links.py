"""Links: which claims a connective ties, in which direction. The sentences are made up."""

# ruff: noqa: E501 (a sentence and what it must give stand on one line)

from __future__ import annotations

import pytest

import marsad
from marsad.lexicon import load
from marsad.reader.links import ties
from marsad.reader.pipeline import trace


def links(text: str) -> list[tuple[str, str, str]]:
    """Links as (predicate, type, predicate)."""
    reading = marsad.read(text)
    claims = {c.id: c.predicate for c in reading.claims}
    return [(claims[k.from_], k.type, claims[k.to]) for k in reading.links]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        pytest.param("زيارة حفتر إلى موسكو ترمي إلى كسر الحظر الدولي.", ("visits", "purpose", "lifts"), id="visit_and_its_aim"),
        pytest.param("تريد مصر كسر الحظر الدولي على ليبيا، بينما تسلّح تركيا حكومة الوفاق الوطني.", ("lifts", "contrast", "arms"), id="while_told_as_contrast"),
        pytest.param("زار حفتر القاهرة قبل وصوله إلى موسكو.", ("visits", "before", "visits"), id="before"),
        pytest.param("دخلت قوات الدعم السريع نيالا بعد انسحاب الجيش السوداني منها.", ("retreats", "before", "seizes"), id="after_an_event"),
        pytest.param("توشك حكومة السراج على السقوط بعد المجازر التي ارتكبها تنظيم داعش.", ("attacks", "cause", "falls"), id="forecast_after_an_event"),
        pytest.param("قصف الجيش السوري بلدة حدودية ما أدى إلى مقتل أربعة مدنيين.", ("attacks", "cause", "kills"), id="result"),
        pytest.param("قصفت تركيا مواقع تنظيم داعش ردا على مقتل جندي تركي.", ("attacks", "response", "kills"), id="response"),
        pytest.param("هدد الحوثيون بقصف الرياض إذا لم ترفع السعودية الحصار.", ("lifts", "condition", "threatens"), id="condition_to_consequence"),
    ],
)  # fmt: skip
def test_connective(text: str, link: tuple[str, str, str]) -> None:
    assert link in links(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("زار حفتر القاهرة. وقصف الجيش السوري حلب.", id="no_connective"),
        pytest.param("لوّح القائد قبل شهر بقطع الطريق على الجيش السوري.", id="a_month_ago"),
        pytest.param("قال وزير الخارجية المصري إن بلاده تدعم الجيش الليبي.", id="reported_speech"),
    ],
)
def test_nothing_is_tied_without_a_connective(text: str) -> None:
    assert links(text) == []


def test_explaining_fa_gives_the_purpose_of_the_visit_before() -> None:
    found = trace("زار حفتر موسكو. فحفتر يريد كسر الحظر الدولي.", load(), None)
    across = [(t.from_.predicate, t.type, t.to.predicate) for t in ties(found.sents, found.drafts)]
    assert across == [("visits", "purpose", "lifts")]


def test_embargo_inside_the_wish_is_not_the_main_claim() -> None:
    found = links("تريد مصر كسر الحظر الدولي على تصدير السلاح إلى الجيش الليبي، بينما تسلّح تركيا حكومة الوفاق الوطني.")
    assert [a for a, type_, _ in found if type_ == "contrast"] == ["lifts"]
