"""What the tables know of a word."""

from __future__ import annotations

import json

import pytest

from conftest import Run
from marsad.lexicon import load
from marsad.lexicon.find import find


@pytest.mark.parametrize("word", ["حفتر", "خليفة حفتر", "Khalifa Haftar", "haftar", "khalifa_haftar"])
def test_a_person_by_name_label_part_of_it_and_key(word: str) -> None:
    assert "khalifa_haftar" in [found.key for found in find(load(), word)]


def test_a_word_is_all_that_it_can_be() -> None:
    assert {("verb, he did", "attacks"), ("its masdar", "attacks")} <= {f[:2] for f in find(load(), "نسف")}
    assert len(find(load(), "البريقة")) == 2, "two places of one name"


def test_nothing() -> None:
    assert find(load(), "زقزقزق") == find(load(), "") == []


def test_command(run: Run) -> None:
    code, out, _ = run("lexicon", "find", "قصف")
    assert (code, "attacks" in out.decode()) == (0, True)
    rows = [json.loads(line) for line in run("lexicon", "find", "tripoli", "--json")[1].splitlines()]
    assert rows[0] == {"what": "place", "key": "tripoli", "name": "طرابلس", "label_en": "Tripoli"}
    code, out, err = run("lexicon", "find", "\x1b[31mزقزقزق")
    assert (code, out, "\x1b" in err) == (1, b"", False)
