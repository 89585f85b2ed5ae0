"""The compiled tables: nothing gets lost in packing, and a table that has changed is noticed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from marsad import lexicon
from marsad.lexicon import compile as compiling
from marsad.lexicon import packed

WORDS = {f"كلمه{n}": f"m{n} n{n}" for n in range(500)}


def test_every_word_is_found_and_no_part_of_one() -> None:
    words = packed.Words(packed.pack_words(WORDS))
    assert {word: words.get(word) for word in WORDS} == WORDS
    assert [words.get(word) for word in ("كلمه", "لمه1", "كلمه500", "", "=", "|", "كلمه1=m1", "\ud800")] == [None] * 8
    assert packed.Words(packed.pack_words({})).get("كلمه") is None


def test_tables_come_back_as_they_were_packed() -> None:
    for table in ({}, WORDS, {"لواء": "", "جيش وطني": "n1\tn2"}):
        assert packed.unpack_dict(packed.pack_dict(table)) == table
    for groups in ({}, {"روسي": 3, "روسيه": 3, "صيني": 4}):
        assert packed.unpack_groups(packed.pack_groups(groups)) == groups


def test_marks_of_the_packing_in_a_table_do_no_harm() -> None:
    words = packed.Words(packed.pack_words({"لواء=جيش": "n1", "لواء": "n2"}))
    assert words.get("لواء") == "n2"
    assert packed.pack_rows([["لواء ¦ جيش", "1"]]) == ["لواء | جيش¦1"]


def test_rows_are_made_when_asked_for_and_once() -> None:
    made: list[int] = []

    def make(i: int, row: list[str]) -> tuple[str, ...]:
        made.append(i)
        return tuple(row)

    rows = packed.Rows(packed.pack_rows([["لواء", "1"], ["جيش", "2"], ["فرقه", "3"]]), make)
    assert len(rows) == 3
    assert rows.first() == ["لواء", "جيش", "فرقه"]
    assert made == []
    assert rows[2] is rows[2]
    assert made == [2]
    assert [row[1] for row in rows] == ["1", "2", "3"]
    assert [row[1] for row in reversed(rows)] == ["3", "2", "1"]
    with pytest.raises(IndexError):
        rows[3]


def test_first_words_know_the_longest_name_that_they_start() -> None:
    assert packed.starts(["جيش", "جيش وطني ليبي", "جيش وطني", "لواء"]) == {"جيش": 3, "لواء": 1}


def test_a_changed_table_is_noticed(tmp_path: Path) -> None:
    tables, file = tmp_path / "tables", tmp_path / "compiled.json"
    tables.mkdir()
    table = tables / "given.tsv"

    def write(name: str, later: int) -> None:
        table.write_text(f"name\torigin\n{name}\t\n", encoding="utf-8")
        os.utime(table, ns=(later, later))

    assert compiling.compiled(tables, file) is None
    write("سالم", 10**18)
    compiling.compile_tables(tables, file)
    data = compiling.compiled(tables, file)
    assert data is not None
    assert (data["given"], data["hash"]) == ("سالم", compiling.digest([tables]))
    after = file.stat().st_mtime_ns + 10**9
    write("سالم", after)  # touched only
    assert compiling.compiled(tables, file) is not None
    write("حازم", after)  # as long as before
    assert compiling.compiled(tables, file) is None
    write("سالم", 10**18)
    (tables / "more.tsv").write_text("", encoding="utf-8")
    assert compiling.compiled(tables, file) is None


def test_tables_packed_in_another_way_are_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "compiled.json"
    compiling.compile_tables(tmp_path, file)
    assert compiling.compiled(tmp_path, file) is not None
    file.write_text(
        file.read_text(encoding="utf-8").replace(f'"layout":{packed.LAYOUT}', '"layout":1'), encoding="utf-8"
    )
    assert compiling.compiled(tmp_path, file) is None


def test_the_built_in_tables_are_found_where_they_lie() -> None:
    lex = lexicon.load()
    assert lexicon.load(None) is lex
    assert lex.hash == compiling.digest([compiling.TABLES])
    for i, entry in enumerate(lex.entries):
        assert lex.entries[lex.by_key[entry.key]].key == entry.key
        assert lex.by_key[entry.key] <= i
    assert "p" in {code[0] for code in (lex.forms.get("قصفت") or "").split()}
    assert lex.names["حلب"][0] == "p"
    assert lex.name_words == packed.starts(lex.names)
    assert lex.phrase_words == packed.starts(lex.phrases)
