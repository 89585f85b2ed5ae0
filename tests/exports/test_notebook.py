"""A reading in a notebook: HTML in which nothing of a report runs, tables for pandas and Arrow, a notebook that runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import msgspec
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from conftest import ROOT, made_reading
from marsad import model
from marsad.errors import MissingExtra
from marsad.exports.notebook import SHOWN
from marsad.exports.rows import Row, columns, rows

TEXT = "كشفت مصادر محلية أن الإمارات قد تسلّح قوات الدعم السريع. وقتل 3 مدنيين في غارة على الفاشر أمس."
TAGS = {"div", "table", "thead", "tbody", "tr", "th", "td", "strong", "bdi", "span"}


@pytest.fixture(scope="module")
def reading() -> model.Reading:
    return marsad.read(TEXT, publisher="المرصد", published="2023-11-07")


def shown(reading: model.Reading) -> Any:
    return lxml.html.fragment_fromstring(reading._repr_html_())


class TestHtml:
    def test_head_claims_and_words(self, reading: model.Reading) -> None:
        page = shown(reading)
        assert "المرصد · 2023-11-07 · " in page.text_content()
        cells = [[cell.text_content() for cell in row.findall("td")] for row in page.iter("tr")]
        arms = next(row for row in cells if row and "arm" in row[2])
        assert "may arm" in arms[2]
        assert arms[1].startswith("الإمارات")
        assert "United Arab Emirates" in arms[1]
        assert "مصادر محلية" in arms[4]
        assert "تسلّح" in arms[6]
        kills = next(row for row in cells if row and "kills" in row[2])
        assert kills[1] == "?"
        assert "3" in kills[5]
        assert "2023-11-06" in kills[5]

    def test_the_cue_is_set_off(self, reading: model.Reading) -> None:
        set_off = {strong.text for strong in shown(reading).iter("strong")}
        assert {row.cue for row in rows(reading)} <= set_off

    def test_loaded_words(self) -> None:
        assert "loaded words: نص glorifying, of نص" in shown(made_reading("نص")).text_content()

    @settings(deadline=None, max_examples=60)
    @given(text=st.text(st.characters(), min_size=1, max_size=60))
    def test_nothing_of_a_report_runs(self, text: str) -> None:
        hostile = f"</td><script>alert(1)</script><img src=x onerror=y> \"' \x1b]8;;x\x07 \u202e{text}"
        page = shown(made_reading(hostile, title=True, publisher=hostile, published=hostile, url=hostile))
        for element in page.iter():
            assert element.tag in TAGS
            assert set(element.attrib) <= {"style", "dir"}
            assert "url" not in element.get("style", "")
        assert "<script>alert(1)</script>" in page.text_content()
        assert not set(page.text_content()) & set("\x1b\x07\u202e")

    def test_it_stays_compact(self) -> None:
        made = made_reading("أ" * 5000 + " زار " + "ب" * 5000)
        made.claims = [msgspec.structs.replace(made.claims[0], id=f"c{n}") for n in range(5000)]
        page = made._repr_html_()
        assert len(page) < 4000 * SHOWN
        assert "and 4,900 more" in page

    def test_a_span_outside_its_evidence_shows_no_more_than_the_evidence(self) -> None:
        made = made_reading("سري " * 1000)
        made.claims[0].evidence = [model.Evidence(0, 8, model.Span(3900, 3903))]
        first = next(row for row in shown(made).iter("tr") if row.find("td") is not None)
        assert first.findall("td")[-1].text_content() == "سري سري "

    def test_no_claims(self) -> None:
        page = shown(marsad.read("The general travelled to Moscow."))
        assert "0 claims" in page.text_content()
        assert "note: " in page.text_content()
        assert not list(page.iter("table"))


class TestTables:
    def test_a_row_a_claim(self, reading: model.Reading) -> None:
        frame = reading.claims_table()
        assert isinstance(frame, pd.DataFrame)
        assert list(frame.columns) == list(Row.__struct_fields__)
        want = [msgspec.structs.asdict(row) for row in rows(reading)]
        got = [{k: None if pd.isna(v) else v for k, v in row.items()} for row in frame.to_dict("records")]
        assert got == want

    def test_whole_numbers_stay_whole(self, reading: model.Reading) -> None:
        frame = reading.claims_table()
        for column in columns():
            assert (str(frame[column.name].dtype) == "Int64") == (column.kind == "integer"), column.name
        assert list(frame.number.dropna()) == [3]

    def test_arrow_holds_the_same(self, reading: model.Reading) -> None:
        assert reading.to_arrow().to_pylist() == [msgspec.structs.asdict(row) for row in rows(reading)]

    def test_a_decoded_reading_has_the_same_doors(self, reading: model.Reading) -> None:
        stored = msgspec.json.decode(msgspec.json.encode(reading), type=model.Reading)
        assert stored.claims_table().equals(reading.claims_table())
        assert stored._repr_html_() == reading._repr_html_()

    def test_no_claims_give_an_empty_table(self) -> None:
        frame = marsad.read("The general travelled to Moscow.").claims_table()
        assert frame.shape == (0, len(columns()))

    @pytest.mark.parametrize(
        ("call", "library"),
        [
            (model.Reading.claims_table, "pandas"),
            (model.Reading.claims_table, "pyarrow.parquet"),
            (model.Reading.to_arrow, "pyarrow.parquet"),
        ],
    )
    def test_without_the_extra(
        self, monkeypatch: pytest.MonkeyPatch, call: Callable[[model.Reading], object], library: str
    ) -> None:
        monkeypatch.setitem(sys.modules, library, None)
        with pytest.raises(MissingExtra, match=rf"needs {library[:6]}\w*, which .* pip install 'marsad\[tables\]'"):
            call(made_reading("نص"))


NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


@pytest.mark.filterwarnings("ignore")  # of the notebook's own machinery
def test_the_example_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    book = nbformat.read(NOTEBOOK, as_version=4)
    codes = [cell for cell in book.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in codes), "clear the outputs before you save it"
    NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    results = [output.data for cell in codes for output in cell.outputs if output.output_type == "execute_result"]
    assert len(results) == len(codes)
    assert "عبد الفتاح البرهان" in results[0]["text/html"]
    assert "arms" in results[1]["text/html"]
    assert "double" in results[-1]["text/plain"]
