"""The codebook's terms, said to people in English and in Arabic."""

from __future__ import annotations

import typing

import pytest

from marsad import codebook, model

SETS = {
    "certainty": model.Certainty,
    "disclosure": model.Disclosure,
    "link": model.LinkType,
    "stance": model.Stance,
}


@pytest.mark.parametrize("name", SETS)
def test_every_value_of_the_contract_has_its_term(name: str) -> None:
    assert set(codebook.terms(name)) == set(typing.get_args(SETS[name]))


def test_every_group_has_both_names() -> None:
    assert list(codebook.GROUPS) == list(codebook.GROUPS_AR)


@pytest.mark.parametrize(
    ("predicate", "modality", "polarity", "english", "arabic"),
    [
        ("arms", "asserted", "positive", "arms", "تسليح"),
        ("arms", "asserted", "negative", "does not arm", "عدم تسليح"),
        ("part_of", "asserted", "negative", "is not part of", "عدم انتماء"),
        ("part_of", "possible", "positive", "may be part of", "احتمال انتماء"),
        ("lifts", "intended", "positive", "is meant to lift or break", "السعي إلى رفع أو كسر"),
        ("retreats", "demanded", "positive", "is called on to retreat from", "المطالبة بانسحاب"),
        ("fights", "expected", "negative", "is expected not to fight", "توقع عدم قتال"),
    ],
)
def test_predicate_as_a_claim_tells_it(predicate: str, modality: str, polarity: str, english: str, arabic: str) -> None:
    said = codebook.phrase(codebook.predicates()[predicate], codebook.modalities()[modality], polarity)
    assert said == (english, arabic)


def test_every_wording_is_there_and_filled() -> None:
    for p in codebook.predicates().values():
        for m in codebook.modalities().values():
            for polarity in ("positive", "negative"):
                english, arabic = codebook.phrase(p, m, polarity)
                assert english.isascii()
                assert not arabic.isascii()
                assert "{" not in english + arabic
    for kind in codebook.kinds().values():
        assert kind.label_en.isascii()
        assert not kind.label_ar.isascii()
