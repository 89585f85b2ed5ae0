"""Word files, made with python-docx and then, where it cannot, by hand."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from conftest import Run
from marsad.errors import BinaryInput, EmptyInput, InputError, TooLarge
from marsad.intake import load
from marsad.intake.authors import author, heading
from marsad.observatory import Limits, Observatory

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FIRST = "زار وزير الخارجية المصري الخرطوم أمس."
SECOND = "وأعلنت الأمم المتحدة هدنة في الحديدة."
Add = Callable[[Any], object]


def word(path: Path, *parts: str | Add, **properties: object) -> Path:
    """A Word file of paragraphs and of what functions add to it."""
    document = docx.Document()
    known = document.core_properties
    known.author, known.title = "", ""
    for name, value in properties.items():
        setattr(known, name, value)
    for part in parts:
        part(document) if callable(part) else document.add_paragraph(part)
    document.save(str(path))
    return path


def xml(content: str) -> Add:
    """A part of the body that python-docx has no method for."""
    return lambda document: document.element.body.insert(
        len(document.element.body) - 1, parse_xml(content.replace("<w:p>", f"<w:p {W}>", 1))
    )


def members(path: Path, change: dict[str, bytes | None]) -> Path:
    """The file with some members put in place or taken out."""
    with zipfile.ZipFile(path) as old:
        have = {name: old.read(name) for name in old.namelist()} | change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in have.items():
            if data is not None:
                new.writestr(name, data)
    return path


def test_paragraphs_tables_headers_and_what_the_file_says_of_itself(tmp_path: Path) -> None:
    def table(document: Any) -> None:
        cells = document.add_table(rows=2, cols=2)
        for n, text in enumerate(("الطرف", "القتلى", "الجيش", "12")):
            cells.cell(n // 2, n % 2).text = text
        cells.cell(0, 0).merge(cells.cell(1, 0))

    def header(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "مركز الرصد"
        document.add_section().header.is_linked_to_previous = True

    day = datetime.datetime(2019, 3, 4, 9, tzinfo=datetime.UTC)
    path = word(
        tmp_path / "a.docx", FIRST, table, SECOND, header, title="زيارة  الخرطوم", author="ليلى حسن", created=day
    )
    got = load(path)
    assert got.text.split("\n") == ["زيارة الخرطوم", "مركز الرصد", FIRST, "الطرف", "الجيش", "القتلى", "12", SECOND]
    assert (got.title, got.author, got.made) == (True, "ليلى حسن", "2019-03-04")
    assert (got.publisher, got.published) == (None, None)  # its text goes first: see filled


def test_title_by_its_style(tmp_path: Path) -> None:
    path = word(
        tmp_path / "a.docx",
        lambda d: d.add_paragraph("هدنة الحديدة", style="Title"),
        SECOND,
        title="Microsoft Word - 1.doc",
    )
    got = load(path)
    assert (got.text, got.title) == (f"هدنة الحديدة\n{SECOND}", True)


@pytest.mark.parametrize("name", ["Document1", "Microsoft Word - تقرير.doc", "report.docx", "", None, "123", "مستند 2"])
def test_no_title(name: str | None) -> None:
    assert heading(name) is None


@pytest.mark.parametrize(
    "name", ["User", "Windows User", "HP", "admin", "python-docx", "anonymous", "Microsoft Office User", "مستخدم", None]
)
def test_no_author(name: str | None) -> None:
    assert author(name) is None


def test_what_was_inserted_is_read_and_what_was_deleted_or_hidden_is_not(tmp_path: Path) -> None:
    runs = (
        '<w:p><w:r><w:t xml:space="preserve">زار </w:t></w:r><w:ins w:id="1"><w:r><w:t>وزير </w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>رئيس </w:delText></w:r></w:del>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>سرا </w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>الدفاع </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT /etc/passwd</w:instrText></w:r>'
        "<w:r><w:t>موسكو</w:t><w:br/><w:t>أمس</w:t></w:r></w:p>"
    )
    assert load(word(tmp_path / "a.docx", xml(runs))).text == "زار وزير الدفاع موسكو\nأمس"


def test_content_controls_boxes_and_notes(tmp_path: Path) -> None:
    def box(text: str) -> str:
        return f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"

    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    held = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>{FIRST}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    boxed = (
        f'<w:p {mc}><w:r><mc:AlternateContent><mc:Choice Requires="wps">{box("إطار")}</mc:Choice>'
        f"<mc:Fallback>{box('إطار')}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>{SECOND}</w:t></w:r></w:p>"
    ).replace("<w:p xmlns:mc", f"<w:p {W} xmlns:mc", 1)
    path = word(tmp_path / "a.docx", lambda d: d.element.body.insert(0, parse_xml(held)), xml(boxed))
    notes = f'<w:footnotes {W}><w:footnote w:id="1"><w:p><w:r><w:t>حاشية</w:t></w:r></w:p></w:footnote></w:footnotes>'
    with zipfile.ZipFile(path) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    part = '<Override PartName="/word/footnotes.xml" ContentType="application/xml"/></Types>'
    members(path, {
        "word/footnotes.xml": notes.encode(), "[Content_Types].xml": types.replace("</Types>", part).encode(),
        "word/_rels/document.xml.rels":
            links.replace("</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>').encode(),
    })  # fmt: skip
    assert load(path).text.split("\n") == [FIRST, "إطار", SECOND, "حاشية"]


def test_entities_and_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("سر مكتوم", encoding="utf-8")
    path = word(tmp_path / "a.docx", FIRST)
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY l "ها"><!ENTITY m "&l;&l;">]>'
    head, _, rest = body.partition("?>")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    outside = "".join(
        f'<Relationship Id="x{n}" Type="{kind}/{name}" Target="{secret.as_uri()}" TargetMode="External"/>'
        for n, name in enumerate(("footnotes", "image", "attachedTemplate"))
    )
    members(path, {
        "word/document.xml": f"{head}?>{entity}{rest.replace('أمس', '&e;&m;')}".encode(),
        "word/_rels/document.xml.rels": links.replace("</Relationships>", f"{outside}</Relationships>").encode(),
    })  # fmt: skip
    assert "سر" not in load(path).text
    assert load(path).text.startswith("زار وزير الخارجية المصري الخرطوم")


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"PK\x03\x04" + bytes(100), "is a ZIP archive that is broken"),
        (b"plain text", "is no Word file"),
        (archive("a.txt"), "is a ZIP archive, not a Word file"),
        (archive("xl/workbook.xml"), "is an Excel workbook; save the sheet"),
        (archive("ppt/presentation.xml"), "is a PowerPoint presentation"),
        (archive("mimetype", "content.xml"), "is an OpenDocument file"),
        (archive("word/document.xml"), "is a Word file that cannot be opened"),
        (b" \n", "is empty"),
    ],
)
def test_what_is_no_word_file(run: Run, tmp_path: Path, data: bytes, trouble: str) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    code, out, err = run("read", tmp_path / "a.docx")
    assert (code, out, err.count("\n")) == (2, b"", 1)
    assert f"a.docx: {trouble}" in err
    assert "; " in err


def test_broken_part_and_no_text(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", FIRST)
    with pytest.raises(BinaryInput, match="cannot be opened"):
        load(members(path, {"word/document.xml": b"<w:document"}))
    with pytest.raises(BinaryInput, match="cannot be opened"):
        load(members(path, {"word/document.xml": b"<" + b"a><" * 50_000}))
    with pytest.raises(EmptyInput, match="without text"):
        load(word(tmp_path / "b.docx"))


def test_bombs_cost_themselves(tmp_path: Path) -> None:
    """A part that unpacks to 300 MB; one of 150 MB of XML that takes more memory than is allowed."""
    members(word(tmp_path / "a.docx", FIRST), {"word/media/image1.png": bytes(300_000_000)})
    with pytest.raises(TooLarge, match="unpacks to 300"):
        load(tmp_path / "a.docx")
    paragraphs = b"<w:p/>" * 25_000_000
    members(
        word(tmp_path / "b.docx", FIRST),
        {"word/document.xml": f"<w:document {W}><w:body>".encode() + paragraphs + b"</w:body></w:document>"},
    )
    assert (tmp_path / "b.docx").stat().st_size < 1_000_000
    with pytest.raises(InputError, match=r"memory|cannot be opened|brought down"):
        load(tmp_path / "b.docx")
    word(tmp_path / "c.docx", SECOND)
    with Observatory(tmp_path / "m.db") as observatory:
        done = observatory.add(tmp_path, limits=Limits(megabytes=300, workers=1))
        kinds = {Path(failure.origin).name: failure.kind for failure in observatory.failures()}
    assert (done.added, done.failed) == (1, 2)
    assert kinds["a.docx"] == "TooLarge"
    assert kinds["b.docx"] in ("MemoryLimit", "BinaryInput", "Crash")


def test_size_is_told_before_it_is_read(run: Run, tmp_path: Path) -> None:
    """Pictures in a Word file count less than text: ten times the limit."""
    path = members(word(tmp_path / "a.docx", FIRST), {"word/media/image1.png": bytes(5_000)})
    size = path.stat().st_size
    assert run("read", path, "--max-bytes", str(size // 10 + 1))[0] == 0
    code, _, err = run("read", path, "--max-bytes", str(size // 10 - 10))
    assert (code, err.count("\n")) == (2, 1)
    assert "is larger than" in err
    assert "--max-bytes" in err


def test_without_python_docx(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "docx.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "none"))
    path = word(tmp_path / "a.docx", FIRST)
    code, _, err = run("add", path, "--db", tmp_path / "m.db")
    assert code == 1
    assert "a.docx: Word files need python-docx, which is not installed; pip install 'marsad[formats]'" in err
    monkeypatch.delenv("PYTHONPATH")
    assert run("retry", "--db", tmp_path / "m.db")[0] == 0  # its bytes were kept
