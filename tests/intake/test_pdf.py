"""PDFs: printed by Chromium, written by hand in seen order, locked, broken, scanned."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from conftest import Run
from intake.pdfs import Printer, chromium, picture, written
from marsad.errors import BinaryInput, EmptyInput, TooLarge
from marsad.intake import Document, load
from marsad.observatory import Observatory

FIRST = (
    "زار اللواء خليفة حفتر القاهرة في 12 أيار/مايو 2019، والتقى الرئيس المصري عبد الفتاح السيسي (Abdel Fattah el-Sisi) "
    "لبحث رفع حظر السلاح عن ليبيا؛ وقالت مصادر «محلية» إن 3.5 ملايين دولار صُرِفت، أي %45 من الميزانية."
)
SECOND = (
    "وأعلنت منظمة الأمم المتحدة أن القرار 2216/2015 لا يُنفَّذ، وأنّ الإمارات العربية المتحدة أرسلت طائرات من طراز F-16 "
    "وسوخوي إلى بنغازي بين 10-15 آب/أغسطس، بحسب وكالة Reuters الإنكليزية."
)
SHORT = "وأرسلت تركيا أسلحة إلى حكومة الوفاق."


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    with chromium() as browser:
        yield Printer(browser)


def text(path: Path) -> str:
    return load(path).text


class TestPrinted:
    """The text of a page comes back from its PDF letter for letter."""

    def test_paragraphs_in_reading_order(self, printer: Printer, tmp_path: Path) -> None:
        path = printer(tmp_path / "a.pdf", f"<h1>هدنة في الحديدة</h1><p>{FIRST}<p>{SECOND}", title="هدنة في الحديدة")
        got = load(path)
        assert got.text == f"هدنة في الحديدة\n{FIRST}\n{SECOND}"
        assert got.title

    @pytest.mark.parametrize("size", ["9pt", "12pt", "18pt"])
    @pytest.mark.parametrize("font", ["Noto Naskh Arabic", "Noto Kufi Arabic", "Noto Sans Arabic"])
    def test_fonts_and_sizes(self, printer: Printer, tmp_path: Path, font: str, size: str) -> None:
        style = f"p {{ font: {size} '{font}' }}"
        assert text(printer(tmp_path / "a.pdf", f"<p>{FIRST}<p>{SECOND}", style=style)) == f"{FIRST}\n{SECOND}"

    def test_two_columns_and_a_table(self, printer: Printer, tmp_path: Path) -> None:
        table = "<table width=100%><tr><td>الجيش<td>بنغازي<tr><td>الحوثيون<td>صعدة</table>"
        path = printer(tmp_path / "a.pdf", f"<div style='columns: 2'><p>{FIRST}<p>{SECOND}</div>{table}")
        assert text(path) == f"{FIRST}\n{SECOND}\nالجيش\nبنغازي\nالحوثيون\nصعدة"

    def test_list_and_latin_paragraph(self, printer: Printer, tmp_path: Path) -> None:
        latin = (
            "The army (الجيش) said on Monday that the truce of 2018 was over, and that its forces would advance again."
        )
        path = printer(tmp_path / "a.pdf", f"<ul><li>أولا نص<li>ثانيا نص</ul><p>{FIRST}<p dir=ltr>{latin}")
        got = text(path).split("\n")
        assert [line.lstrip("•● ") for line in got] == ["أولا نص", "ثانيا نص", FIRST, latin]

    def test_pages_are_kept_and_a_claim_is_told_by_its_page(self, printer: Printer, run: Run, tmp_path: Path) -> None:
        path = printer(tmp_path / "a.pdf", f"<p>{FIRST}<p style='break-before: page'>{SHORT}", title="تقرير")
        got = load(path)
        assert [got.text[page.start : page.end] for page in got.pages] == [FIRST, SHORT]
        assert [page.page for page in got.pages] == [1, 2]
        db = tmp_path / "m.db"
        assert run("add", path, "--db", db)[0] == 0
        with Observatory(db) as observatory:
            arms = next(claim for claim in observatory.claims(predicate="arms"))
            (_, reading) = observatory.report(arms.report)
            assert [page.page for page in reading.report.pages] == [1, 2]
        code, out, _ = run("trace", arms.id, "--db", db)
        assert (code, "evidence 1, page 2, characters" in out.decode()) == (0, True)
        assert json.loads(run("trace", arms.id, "--db", db, "--json")[1])["evidence"][0]["page"] == 2
        for shown in (arms.report, arms.id):
            assert "(page 2)" in run("show", shown, "--db", db)[1].decode()
        assert json.loads(run("show", arms.id, "--db", db, "--json")[1])["page"] == 2
        code, out, _ = run("read", path, "--json")
        assert [page["page"] for page in json.loads(out)["report"]["pages"]] == [1, 2]

    def test_paragraph_that_goes_over_the_page(self, printer: Printer, tmp_path: Path) -> None:
        long = " ".join([FIRST.rstrip("."), SECOND.rstrip(".")] * 9) + "."
        got = load(printer(tmp_path / "a.pdf", f"<p>{long}", height="12cm", width="15cm"))
        assert got.text == long
        assert len(got.pages) > 1

    def test_running_heads_and_page_numbers_are_left_out(self, printer: Printer, tmp_path: Path) -> None:
        texts = [f"{n}. {FIRST}" for n in range(2)] + [f"{n}. {SECOND}" for n in range(2)]
        pages = "".join(f"<p style='break-after: page'>{text}" for text in texts)
        head = "<div style='font-size: 9px; width: 100%; text-align: center'>مركز الرصد</div>"
        foot = "<div style='font-size: 9px; width: 100%; text-align: center'><span class=pageNumber></span></div>"
        got = load(
            printer(tmp_path / "a.pdf", pages, display_header_footer=True, header_template=head, footer_template=foot)
        )
        assert got.text == "\n".join(texts)
        assert any("running heads" in notice for notice in got.notices)


class TestSeenOrder:
    """As old programs wrote it: glyphs from left to right, presentation forms, each line for itself."""

    def test_presentation_forms(self, tmp_path: Path) -> None:
        line = "ﺲﻣﺃ ﺔﺒﺘﻜﻟﺍ ﻡﻼﺴﻟﺍ ﺪﻫﺎﻌﻣ ﺓﺭﺎﻳﺰﺑ ﻡﺎﻗ"
        assert text(written(tmp_path / "a.pdf", [(100, 700, line)])) == "قام بزيارة معاهد السلام الكتبة أمس"

    def test_numbers_latin_words_and_brackets(self, tmp_path: Path) -> None:
        lines = [(100, 700, ".Reuters (UN) ةلاكو تلاقو ،2016/6/30 يف F-16 ةرئاط 12 لصو")]
        assert text(written(tmp_path / "a.pdf", lines)) == "وصل 12 طائرة F-16 في 2016/6/30، وقالت وكالة Reuters (UN)."

    def test_a_glyph_that_stands_for_two_letters(self, tmp_path: Path) -> None:
        path = written(tmp_path / "a.pdf", [(100, 700, "ﻡ\ue000ﺴﻟﺍ ﻕﺎﻔﺗﺍ ﻊﻗﻭ")], ligatures={"\ue000": "لا"})
        assert text(path) == "وقع اتفاق السلام"

    def test_words_drawn_one_by_one_from_the_right(self, tmp_path: Path) -> None:
        words = [(300, 700, "راز"), (250, 700, "ريزو"), (200, 700, "يكرت"), (140, 700, "سلبارط")]
        assert text(written(tmp_path / "a.pdf", words)) == "زار وزير تركي طرابلس"

    def test_letters_drawn_from_left_to_right_by_text_recognition(self, tmp_path: Path) -> None:
        words = [
            (430, 700, "أعلنت"),
            (370, 700, "الهدنة"),
            (305, 700, "المعلقة"),
            (260, 700, "مدينة"),
            (230, 700, "غزة"),
        ]
        assert text(written(tmp_path / "a.pdf", words)) == "أعلنت الهدنة المعلقة مدينة غزة"

    def test_lines_of_a_paragraph_are_joined(self, tmp_path: Path) -> None:
        first, second = "زار وزير الدفاع التركي مدينة طرابلس والتقى هناك", "رئيس الحكومة."
        lines = [(100, 700, first[::-1]), (100 + 7 * (len(first) - len(second)), 680, second[::-1])]
        assert text(written(tmp_path / "a.pdf", lines)) == f"{first} {second}"


class TestColumns:
    """Lines that a file holds across the page, column after column of each row."""

    RIGHT = ("زار وزير الدفاع التركي مدينة", "طرابلس في أيار مع وفد كبير", "من الضباط والتقى قادة الجيش", "في المدينة.")
    LEFT = ("قصفت الطائرات مواقع الحوثيين", "في صعدة وقتل عدد من الجنود", "ثم أعلنت الأمم المتحدة هدنة", "قصيرة.")

    def lines(self, *columns: tuple[str, ...]) -> list[tuple[float, float, str]]:
        ends = (530, 290)
        return [
            (ends[n] - 7 * len(line), 700 - 20 * row, line[::-1])
            for row in range(len(columns[0])) for n, line in enumerate(column[row] for column in columns)
        ]  # fmt: skip

    def test_text_is_read_column_by_column(self, tmp_path: Path) -> None:
        path = written(tmp_path / "a.pdf", self.lines(self.RIGHT, self.LEFT))
        assert text(path) == f"{' '.join(self.RIGHT)}\n{' '.join(self.LEFT)}"

    def test_cells_of_a_table_are_read_row_by_row(self, tmp_path: Path) -> None:
        names, places = (
            ("الجيش الوطني", "قوات الدعم السريع", "الحوثيون", "الطيران"),
            ("بنغازي", "الفاشر", "صعدة", "سرت"),
        )
        path = written(tmp_path / "a.pdf", self.lines(names, places))
        assert text(path).split("\n") == [cell for row in zip(names, places, strict=True) for cell in row]


def test_what_the_file_says_of_itself_stands_behind_the_text(run: Run, tmp_path: Path) -> None:
    line = "زار وزير الدفاع التركي طرابلس أمس."[::-1]
    path = written(
        tmp_path / "a.pdf", [(100, 700, line)], Author="ليلى حسن", Title="report.pdf", CreationDate="D:20190304101112Z"
    )
    code, out, _ = run("read", path, "--json")
    reading = json.loads(out)
    assert (code, reading["report"]["publisher"], reading["report"]["published"]) == (0, "ليلى حسن", "2019-03-04")
    assert reading["report"]["title"] is None
    assert reading["claims"][0]["time"] == "2019-03-03"
    assert "published: 2019-03-04 is the day on which the file was made" in reading["notices"]
    reading = json.loads(run("read", path, "--json", "--published", "2020-02-02")[1])
    assert reading["report"]["published"] == "2020-02-02"
    assert not any("published" in notice for notice in reading["notices"])


class TestBad:
    def told(self, run: Run, path: Path, trouble: str, *options: str) -> None:
        """One line for ``read``; for ``add`` it costs itself alone."""
        code, out, err = run("read", path, *options)
        assert (code, out, err.count("\n")) == (2, b"", 1)
        assert f"{path.name}: {trouble}" in err
        (path.parent / "good.txt").write_text(SHORT, encoding="utf-8")
        code, out, err = run("add", path.parent, "--db", path.parent.parent / "m.db", *options)
        assert (code, out[:7]) == (1, b"1 added")
        assert f"{path.name}: {trouble}" in err

    def test_locked(self, run: Run, tmp_path: Path) -> None:
        with pikepdf.open(written(tmp_path / "open.pdf", [(100, 700, SHORT[::-1])])) as pdf:
            (tmp_path / "in").mkdir()
            pdf.save(tmp_path / "in" / "a.pdf", encryption=pikepdf.Encryption(user="secret", owner="own"))
            pdf.save(tmp_path / "free.pdf", encryption=pikepdf.Encryption(user="", owner="own"))
        assert text(tmp_path / "free.pdf") == SHORT  # only changing it is locked
        self.told(run, tmp_path / "in" / "a.pdf", "is a PDF locked with a password; save it without one")

    def test_scanned(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        self.told(run, picture(tmp_path / "in" / "a.pdf"), "is a PDF without text: a scan?; run text recognition")

    @pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"garbage " * 1000, b"no PDF"])
    def test_broken(self, run: Run, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.pdf").write_bytes(data)
        self.told(run, tmp_path / "in" / "a.pdf", "is a PDF that cannot be opened" if b"%PDF" in data else "is no PDF")

    def test_cut_in_the_middle(self, tmp_path: Path) -> None:
        """PDFium mends what it can; what it cannot is told."""
        path = written(tmp_path / "a.pdf", *[[(100, 700, SHORT[::-1])]] * 20)
        path.write_bytes(path.read_bytes()[:3000])
        try:
            got: Document | None = load(path)
        except (BinaryInput, EmptyInput):
            got = None
        assert got is None or SHORT in got.text

    def test_pages_without_text_are_told(self, tmp_path: Path) -> None:
        with (
            pikepdf.open(written(tmp_path / "a.pdf", [(100, 700, SHORT[::-1])])) as pdf,
            pikepdf.open(picture(tmp_path / "b.pdf")) as other,
        ):
            pdf.pages.extend(other.pages)
            pdf.save(tmp_path / "c.pdf")
        got = load(tmp_path / "c.pdf")
        assert got.text == SHORT
        assert got.notices == ("page 2 is without text, perhaps a picture, which is not read",)

    def test_too_large(self, run: Run, tmp_path: Path) -> None:
        """200 MB that are never read whole: the limit is ten times that of a text."""
        (tmp_path / "in").mkdir()
        with (tmp_path / "in" / "a.pdf").open("wb") as file:
            file.write(b"%PDF-1.7\n")
            file.truncate(200_000_000)
        self.told(
            run,
            tmp_path / "in" / "a.pdf",
            "is larger than 50,000,000 bytes; split it, or raise the limit with --max-bytes",
        )

    def test_too_much_text(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from marsad.intake import pdf

        monkeypatch.setattr(pdf, "MOST", 100)
        path = written(tmp_path / "a.pdf", *[[(100, 700, SHORT[::-1])]] * 3)
        with pytest.raises(TooLarge, match="more than 100 characters of text"):
            pdf.parse(path.read_bytes(), "a.pdf")

    def test_without_pypdfium2(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "none").mkdir()
        (tmp_path / "none" / "pypdfium2.py").write_text("raise ImportError", encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path / "none"))
        path = written(tmp_path / "a.pdf", [(100, 700, SHORT[::-1])])
        code, _, err = run("add", path, "--db", tmp_path / "m.db")
        assert code == 1
        assert "a.pdf: PDF files need pypdfium2, which is not installed; pip install 'marsad[formats]'" in err
