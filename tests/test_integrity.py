"""A stored reading that cannot be is refused by every command that takes one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import marsad
from conftest import GOLD, Run
from marsad import model
from marsad.integrity import breach

TEXT = "قال وزير الدفاع التركي إن تركيا ستدعم حكومة الوفاق لأن الجيش الليبي هاجم طرابلس في 4 أبريل 2019."


def sound() -> dict[str, Any]:
    out: dict[str, Any] = json.loads(msgspec.json.encode(marsad.read(TEXT)))
    assert out["claims"]
    assert out["claims"][0]["attribution"]
    out["links"] = [{"from": out["claims"][0]["id"], "to": out["claims"][-1]["id"], "type": "cause"}]
    out["framing"] = [{"start": 0, "end": 3, "entity": out["entities"][0]["id"], "device": "vilifying"}]
    return out


BREACHES: list[tuple[tuple[str | int, ...], Any, str]] = [
    (("claims", 0, "agent"), "e999", "agent 'e999' is no entity"),
    (("claims", 0, "place"), "e999", "place 'e999' is no entity"),
    (("claims", 0, "source"), "e999", "source 'e999' is no entity"),
    (("claims", 0, "attribution", 0, "source"), "e999", "source 'e999' is no entity"),
    (("claims", 1, "id"), "c1", "claim 'c1' stands twice"),
    (("entities", 1, "id"), "e1", "entity 'e1' stands twice"),
    (("claims", 0, "time"), "banana", "time 'banana' is no date"),
    (("claims", 0, "time"), "2019-02-30", "time '2019-02-30' is no date"),
    (("claims", 0, "time"), "\x1b<2016>", "time '\\x1b<2016>' is no date"),
    (("claims", 0, "evidence", 0, "end"), 10**9, "characters 0 to 1000000000 are not in a text"),
    (("claims", 0, "evidence", 0, "cue", "start"), 90, "are not in a text"),
    (("entities", 0, "mentions", 0, "end"), 10**9, "are not in a text"),
    (("framing", 0, "end"), 10**9, "framing: characters"),
    (("framing", 0, "entity"), "e999", "framing: 'e999' is no entity"),
    (("links", 0, "to"), "c99", "'c99' is no claim"),
    (("links", 0, "to"), "c1", "is linked to itself"),
]


@pytest.mark.parametrize(("path", "value", "trouble"), BREACHES, ids=[f"{b[0][-1]} {b[2][:24]}" for b in BREACHES])
def test_what_cannot_be(run: Run, tmp_path: Path, path: tuple[str | int, ...], value: Any, trouble: str) -> None:
    data = sound()
    where: Any = data
    for step in path[:-1]:
        where = where[step]
    where[path[-1]] = value
    file = tmp_path / "reading.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    code, _, err = run("ties", file)
    assert (code, err.count("\n")) == (2, 1)
    assert trouble in err
    assert f"{file}:1" in err


def test_what_the_reader_and_people_write_holds_together() -> None:
    assert breach(msgspec.convert(sound(), model.Reading)) is None
    for path in sorted(GOLD.glob("*.txt")):
        assert breach(marsad.read(path.read_text(encoding="utf-8"), published="2020-01-01")) is None, path
