"""Each claim can say how it came about, and the reader why a claim is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import GOLD, Run
from marsad.errors import OptionError
from marsad.reader import explain, read, why_not
from marsad.reader.explanation import Explanation

WISH = (
    "قال مصدر عسكري إن الجيش الليبي يريد كسر الحصار عن بنغازي. وزار وزير الخارجية المصري أنقرة أمس بحضور السفير التركي."
)
ARMS = "زودت إيران جماعة الحوثي بالصواريخ. وفي بيروت اجتمع حزب الله مع حركة أمل."


def parts(why: Explanation) -> dict[str, str]:
    return {step.part: step.en for step in why.steps}


def test_an_explained_reading_is_the_reading() -> None:
    for path in sorted(GOLD.glob("*.txt"))[:4]:
        text = path.read_text(encoding="utf-8")
        reading, reasons = explain(text)
        assert reading == read(text)
        assert [e.claim for e in reasons] == [c.id for c in reading.claims]
        assert [e.rule for e in reasons] == [c.rule for c in reading.claims]


def test_every_step_rests_on_words_of_the_report() -> None:
    text = (GOLD / "jeddah_darfur_2023.txt").read_text(encoding="utf-8")
    for why in explain(text)[1]:
        assert {"cue", "agent", "patient", "polarity", "modality", "source", "certainty"} <= {s.part for s in why.steps}
        for reason in (*why.steps, *why.rivals):
            assert reason.en
            assert reason.ar
            if reason.span is not None:
                assert text[reason.span.start : reason.span.end].strip()
        cue = next(s for s in why.steps if s.part == "cue")
        assert cue.span is not None
        assert " ".join(text[cue.span.start : cue.span.end].split()) in cue.en


def test_subject_object_and_preposition_are_told_apart() -> None:
    _, (why, *_) = explain("زودت إيران جماعة الحوثي بالصواريخ.")
    told = parts(why)
    assert "stands behind the verb as its subject" in told["agent"]
    assert "is the object" in told["patient"]
    assert "publisher's own voice" in told["source"]


def test_the_word_that_makes_a_wish_and_the_speaker_are_named() -> None:
    reading, reasons = explain(WISH)
    why = next(e for e, c in zip(reasons, reading.claims, strict=True) if c.predicate == "lifts")
    told = parts(why)
    assert "«يريد»" in told["modality"]
    assert "«قال»" in told["source"]
    assert "مصدر عسكري" in told["source"]


def test_who_carries_out_a_strike_is_told_from_a_subject_carried_on() -> None:
    _, reasons = explain("قالت الصحيفة إن غارة أمريكية قتلت ثلاثة من قادة تنظيم القاعدة.")
    assert any("carries out the event" in parts(e)["agent"] for e in reasons)
    _, reasons = explain("قصفت المليشيا حي الضربة في تعز، ما أدى إلى استشهاد أربعة مدنيين.")
    assert any("attack that led to this" in parts(e)["agent"] for e in reasons)


def test_a_denial_is_named() -> None:
    _, (why, *_) = explain("لم تقصف الطائرات الروسية مدينة إدلب.")
    assert parts(why)["polarity"] == "«لم» denies it"


def test_runners_up_say_why_they_lost() -> None:
    reading, reasons = explain(WISH)
    why = next(e for e, c in zip(reasons, reading.claims, strict=True) if c.predicate == "visits")
    rivals = {r.part: r for r in why.rivals}
    assert rivals
    assert any(
        "السفير التركي" in r.en and ("behind" in r.en or "outside" in r.en or "closer" in r.en) for r in why.rivals
    )


def test_why_not_finds_a_claim_that_is_there() -> None:
    reading, answer = why_not(ARMS, "arms(iran, Houthis)")
    assert answer.claim == reading.claims[0].id
    _, swapped = why_not(ARMS, "meets(حركة أمل, حزب الله)")
    assert swapped.claim is not None, "meeting has no direction"


def test_why_not_names_who_stands_in_the_place() -> None:
    _, answer = why_not(ARMS, "arms(حزب الله, جماعة الحوثي)")
    assert answer.claim is None
    assert answer.nearest == "c1"
    said = " ".join(r.en for r in answer.reasons)
    assert "no sentence names both" in said
    assert "«إيران»" in said


def test_why_not_says_that_no_word_stands_for_it() -> None:
    _, answer = why_not(ARMS, "attacks(حزب الله, حركة أمل)")
    assert any("no word that stands for “attacks”" in r.en for r in answer.reasons)


def test_why_not_knows_an_actor_whom_the_report_never_names() -> None:
    _, answer = why_not(ARMS, "arms(turkey, ?)")
    assert any("never names turkey" in r.en for r in answer.reasons)


@pytest.mark.parametrize(
    ("question", "trouble"),
    [
        ("arms", "is no claim"),
        ("arms(a, b, c)", "is no claim"),
        ("armz(iran, ?)", "did you mean arms"),
        ("arms(?, ?)", "names no side"),
        ("arms(ايرن, ?)", "did you mean إيران"),
        ("arms(zzzz, ?)", "the report names no 'zzzz'"),
    ],
)
def test_a_bad_question_says_the_way_out(question: str, trouble: str) -> None:
    with pytest.raises(OptionError, match=trouble.replace("?", r"\?")):
        why_not(ARMS, question)


def test_command_line_explains(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(ARMS, encoding="utf-8")
    code, out, _ = run("read", path, "--explain")
    assert code == 0
    assert "is the object" in out.decode()
    code, out, _ = run("read", path, "--explain", "--language", "ar")
    assert "هو المفعول به" in out.decode()
    code, out, _ = run("read", path, "--why-not", "attacks(حزب الله, حركة أمل)")
    assert code == 0
    assert "attacks(" in out.decode().splitlines()[0]
    assert run("read", path, path, "--explain")[0] == 2
    assert run("read", path, "--why-not", "arms")[0] == 2


def test_explanations_come_with_the_json(run: Run, tmp_path: Path) -> None:
    import json

    path = tmp_path / "r.txt"
    path.write_text(ARMS, encoding="utf-8")
    value: dict[str, Any] = json.loads(run("read", path, "--json", "--explain")[1])
    assert [e["claim"] for e in value["explanations"]] == [c["id"] for c in value["claims"]]
    assert all({"part", "en", "ar"} <= set(s) for e in value["explanations"] for s in e["steps"])
    answer = json.loads(run("read", path, "--json", "--why-not", "arms(iran, ?)")[1])
    assert answer["claim"] == "c1"


def test_names_of_states_are_their_own_where_the_report_has_them() -> None:
    reading = read("زار الوفد الروسي القاهرة. وقالت روسيا إن المحادثات بدأت.")
    assert next(e.name for e in reading.entities if e.actor == "russia") == "روسيا"
