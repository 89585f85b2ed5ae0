"""Claims as flat rows, CSV and Parquet: what stands in a row, what a spreadsheet may do with it, and whole files only."""

from __future__ import annotations

import csv
import io
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from conftest import GOLD, made_reading
from marsad import model
from marsad.errors import OutputError
from marsad.exports import parquet
from marsad.exports.atomic import replacing
from marsad.exports.csv import CELL, CsvWriter, open_csv, safe
from marsad.exports.parquet import ParquetWriter, open_parquet, table
from marsad.exports.rows import LONGEST, Origin, Row, columns, rows

TEXT = "أعلن مصدر عسكري أن روسيا قد تسلّح الجيش الليبي. وقتل 3 مدنيين في غارة على درنة أمس."


@pytest.fixture(scope="module")
def reading() -> model.Reading:
    return marsad.read(TEXT, publisher="المرصد", published="2020-05-02")


def parsed(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


def as_csv(*readings: model.Reading) -> bytes:
    file = io.BytesIO()
    writer = CsvWriter(file)
    for one in readings:
        writer.add(one)
    return file.getvalue()


class TestRows:
    def test_everything_a_claim_refers_to_is_written_out(self, reading: model.Reading) -> None:
        arms = next(row for row in rows(reading, Origin("a.txt", 3, 7)) if row.predicate == "arms")
        assert (arms.agent, arms.agent_en, arms.agent_kind, arms.agent_actor) == ("روسيا", "Russia", "state", "russia")
        assert (arms.patient_kind, arms.modality, arms.plover) == ("armed_group", "possible", "AID")
        assert (arms.source, arms.source_kind) == ("مصدر عسكري", "source")
        assert arms.attribution == "مصدر عسكري (affirming)" or arms.attribution == "مصدر عسكري (neutral)"
        assert (arms.file, arms.line, arms.own_id) == ("a.txt", 3, "7")
        assert (arms.publisher, arms.published) == ("المرصد", "2020-05-02")

    def test_the_quote_is_the_text_between_its_offsets(self, reading: model.Reading) -> None:
        for row in rows(reading):
            assert reading.report.text[row.quote_start : row.quote_end] == row.quote
            assert row.cue
            assert row.cue in row.quote

    def test_a_number_and_a_place(self, reading: model.Reading) -> None:
        kills = next(row for row in rows(reading) if row.predicate == "kills")
        assert (kills.number, kills.time) == (3, "2020-05-01")
        assert kills.agent is None

    def test_links_and_publisher(self) -> None:
        first, second = rows(made_reading("نص"))
        assert first.links == "before c2"
        assert second.links is None
        assert (second.source, second.source_kind, second.attribution) == ("publisher", None, None)
        assert (first.attribution, first.number, first.number_max) == ("نص (denying)", 3, 5)

    def test_an_endless_sentence_is_quoted_around_its_cue(self) -> None:
        made = made_reading("أ" * 50_000 + " زار " + "ب" * 50_000, title=True)
        made.claims[0].evidence = [model.Evidence(0, 100_005, model.Span(50_001, 50_004))]
        row = next(rows(made))
        assert row.cue == "زار"
        assert row.cue in row.quote
        assert len(row.quote) == LONGEST
        assert made.report.text[row.quote_start : row.quote_end] == row.quote
        assert all(len(cell) <= LONGEST for cell in msgspec.structs.astuple(row) if isinstance(cell, str))

    def test_half_a_surrogate_pair_does_not_stop_a_table(self) -> None:
        made = made_reading("نص \ud800 نص")
        assert "\ufffd" in next(rows(made)).quote
        assert table(rows(made)).num_rows == 2

    def test_columns_are_the_fields_of_a_row(self) -> None:
        assert tuple(column.name for column in columns()) == Row.__struct_fields__
        assert {c.name for c in columns() if c.kind == "integer"} == {
            "line", "number", "number_max", "quote_start", "quote_end", "page", "evidences",
        }  # fmt: skip
        assert all(column.meaning for column in columns())


class TestCsv:
    def test_a_row_a_claim_under_a_head(self, reading: model.Reading) -> None:
        got = parsed(as_csv(reading))
        assert [row["claim_id"] for row in got] == [claim.id for claim in reading.claims]
        assert list(got[0]) == [column.name for column in columns()]
        assert got[0]["number"] == ""

    @pytest.mark.parametrize(
        "text",
        ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0=1", "\u200b=1", "\u200d@x", "＝1",
         "\ufeff=1", "\u202e=1", "\n-x", "=cmd|' /C calc'!A0"],
    )  # fmt: skip
    def test_no_cell_is_a_formula(self, text: str) -> None:
        shown = safe(text)
        assert shown.lstrip(" \ufffd\u200d␀").startswith("'")

    def test_no_formula_where_the_semicolon_parts_cells(self) -> None:
        assert safe("قصف; =HYPERLINK(1)") == "قصف; '=HYPERLINK(1)"
        assert safe("أ;-1;b") == "أ;'-1;b"

    def test_an_ordinary_text_stands_as_it_is(self) -> None:
        for text in ("قال «نعم»، ثم ذهب.", "a=b", "x - y", "من 3-5", '"'):
            assert safe(text) == text

    @settings(deadline=None, max_examples=60)
    @given(text=st.text(st.characters(), min_size=1, max_size=80))
    def test_a_row_is_one_line_whatever_the_text(self, text: str) -> None:
        made = made_reading(f"{text}\r\n\u2028,\"';\x1b[31m{text}", title=True, publisher=text, url=text)
        data = as_csv(made)
        assert data.count(b"\n") == 3
        assert len(data.decode().splitlines()) == 3
        for row in parsed(data):
            assert len(row) == len(columns())
            assert None not in row.values()
            for cell in row.values():
                assert not cell.lstrip(" \ufffd\u200c\u200d").startswith(("=", "+", "-", "@"))
                assert not set(cell) & set("\x1b\t\r\x00\u202e\u2066")

    def test_no_cell_is_longer_than_excel_takes(self) -> None:
        assert len(safe("ا" * 40_000)) == CELL
        assert safe("ا" * 40_000).endswith("…")

    def test_a_file_begins_with_a_mark_for_excel(self, tmp_path: Path, reading: model.Reading) -> None:
        import pandas as pd

        with open_csv(tmp_path / "c.csv") as writer:
            writer.add(reading)
        data = (tmp_path / "c.csv").read_bytes()
        assert data == b"\xef\xbb\xbf" + as_csv(reading)
        frame = pd.read_csv(tmp_path / "c.csv")
        assert list(frame.columns) == [column.name for column in columns()]
        assert list(frame["claim_id"]) == [claim.id for claim in reading.claims]


class TestParquet:
    def test_types_meanings_and_rows(self, tmp_path: Path, reading: model.Reading) -> None:
        with open_parquet(tmp_path / "c.parquet") as writer:
            assert writer.add(reading, Origin("a.txt")) == len(reading.claims)
        got = pq.read_table(tmp_path / "c.parquet")
        assert got.to_pylist() == [msgspec.structs.asdict(row) for row in rows(reading, Origin("a.txt"))]
        for column, field in zip(columns(), got.schema, strict=True):
            assert field.name == column.name
            assert field.nullable == column.nullable
            assert field.metadata[b"description"].decode() == column.meaning
            assert str(field.type) == {"text": "string", "integer": "int64", "number": "double"}[column.kind]

    def test_row_groups_keep_memory_flat(
        self, tmp_path: Path, reading: model.Reading, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parquet, "GROUP", 2)
        with open_parquet(tmp_path / "c.parquet") as writer:
            writer.add(made_reading("نص"))
            writer.add(made_reading("نص"))
            assert not writer._rows
        assert pq.ParquetFile(tmp_path / "c.parquet").metadata.num_row_groups == 2
        monkeypatch.setattr(parquet, "GROUP", 20_000)
        monkeypatch.setattr(parquet, "CHARACTERS", 100)
        with open_parquet(tmp_path / "c.parquet") as writer:
            writer.add(made_reading("نص"))
        assert pq.ParquetFile(tmp_path / "c.parquet").metadata.num_row_groups == 2

    def test_no_claims_give_an_empty_table_with_its_columns(self, tmp_path: Path) -> None:
        with open_parquet(tmp_path / "c.parquet"):
            pass
        got = pq.read_table(tmp_path / "c.parquet")
        assert (got.num_rows, got.column_names) == (0, [column.name for column in columns()])

    def test_same_in_same_out(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            with open_parquet(tmp_path / name) as writer:
                writer.add(marsad.read((GOLD / "rimbo_talks_2018.txt").read_text(encoding="utf-8")))
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def stopped(opened: AbstractContextManager[CsvWriter | ParquetWriter], reading: model.Reading) -> None:
    """A run that is stopped by its user."""
    with opened as writer:
        writer.add(reading)
        raise KeyboardInterrupt


def fill(path: Path) -> None:
    with replacing(path) as file:
        file.write(b"new")


class TestWholeFiles:
    def test_a_failure_leaves_the_old_file(self, tmp_path: Path, reading: model.Reading) -> None:
        for opened in (open_csv, open_parquet):
            path = tmp_path / "c"
            path.write_text("old")
            with pytest.raises(KeyboardInterrupt):
                stopped(opened(path), reading)
            assert path.read_text() == "old"
            assert [p.name for p in tmp_path.iterdir()] == ["c"]

    def test_until_it_is_whole_the_old_file_stands(self, tmp_path: Path) -> None:
        path = tmp_path / "c"
        path.write_text("old")
        path.chmod(0o640)
        with replacing(path) as file:
            file.write(b"new")
            assert path.read_text() == "old"
        assert path.read_text() == "new"
        assert path.stat().st_mode & 0o777 == 0o640

    def test_a_new_file_has_the_rights_of_any(self, tmp_path: Path) -> None:
        (tmp_path / "any").touch()
        fill(tmp_path / "c")
        assert (tmp_path / "c").stat().st_mode == (tmp_path / "any").stat().st_mode

    def test_a_link_is_followed(self, tmp_path: Path) -> None:
        (tmp_path / "real").touch()
        (tmp_path / "link").symlink_to("real")
        fill(tmp_path / "link")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real").read_bytes() == b"new"

    def test_a_device_is_written_to_and_stays(self) -> None:
        fill(Path("/dev/null"))
        assert Path("/dev/null").is_char_device()

    @pytest.mark.parametrize(
        ("name", "trouble"),
        [(".", "is a folder"), ("none/c", "there is no folder"), ("x" * 300, "cannot be written"), ("a\0b", "cannot")],
    )
    def test_what_cannot_be_written(self, tmp_path: Path, name: str, trouble: str) -> None:
        with pytest.raises(OutputError, match=trouble):
            fill(tmp_path / name)

    def test_links_in_a_circle(self, tmp_path: Path) -> None:
        (tmp_path / "a").symlink_to("b")
        (tmp_path / "b").symlink_to("a")
        with pytest.raises(OutputError, match="cannot be written"):
            fill(tmp_path / "a")

    def test_a_full_disk(self) -> None:
        with pytest.raises(OutputError, match="/dev/full: cannot be written"):
            fill(Path("/dev/full"))
