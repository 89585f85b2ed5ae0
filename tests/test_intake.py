"""From bytes to text: code pages, pages, JSON lines, and what is refused."""

from __future__ import annotations

import codecs
import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import GOLD
from marsad.errors import BinaryInput, BrokenLine, EmptyInput, InputError, MissingInput, TooLarge, UndecodableInput
from marsad.intake import document, iso_date, jsonlines, load
from marsad.intake.files import parse
from marsad.intake.text import decode

REPORT = "بورتسودان ـ اختتمت في جدة الجولة الثانية من المحادثات بين الجيش وقوات الدعم السريع، الثلاثاء."
ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي ةى،.", min_size=40, max_size=400)


class TestDecode:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
    def test_encodings(self, encoding: str) -> None:
        assert decode(REPORT.encode(encoding), "x") == REPORT

    @pytest.mark.parametrize("text", ["مرحبا بالعالم", "زار الوزير موسكو", REPORT.replace("ـ", "-").replace("،", ",")])
    @pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6"])
    def test_short_texts_in_code_pages(self, encoding: str, text: str) -> None:
        assert decode(text.encode(encoding), "x") == text

    @pytest.mark.parametrize("path", sorted(GOLD.glob("*.txt")), ids=lambda path: path.stem)
    def test_reports_in_windows_1256(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        data = text.encode("cp1256", "ignore")
        assert decode(data, "x") == data.decode("cp1256")

    def test_big_endian_mark(self) -> None:
        assert decode(codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), "x") == REPORT

    def test_escapes_and_bells_are_text(self) -> None:
        text = f"\x1b[31m{REPORT}\x07"
        assert decode(text.encode(), "x") == text

    @pytest.mark.parametrize("data", [b"\0" * 10, bytes(range(256)) * 4, b"abc\0def", b"%PDF-1.4", b"GIF89a\1\2"])
    def test_binary(self, data: bytes) -> None:
        with pytest.raises(BinaryInput):
            decode(data, "x")

    @pytest.mark.parametrize(
        "data",
        [
            "Привет мир, это русский текст".encode("cp1251"),
            "これは日本語のテキストです。".encode("shift_jis"),
            b"\xff\xfe\x00",
            b"\xef\xbb\xbf\xe0",
        ],
    )
    def test_undecodable(self, data: bytes) -> None:
        with pytest.raises(UndecodableInput):
            decode(data, "x")

    @given(ARABIC)
    def test_utf8_is_never_guessed(self, text: str) -> None:
        assert decode(text.encode(), "x") == text

    @settings(deadline=None)
    @given(st.binary(max_size=500))
    def test_any_bytes_are_a_text_or_refused(self, data: bytes) -> None:
        for name in ("x.html", "x.txt"):
            with contextlib.suppress(InputError):
                parse(data, name).text.encode()


class TestDocument:
    def test_mark_and_line_ends(self) -> None:
        assert document("\ufeffأ\r\nب\nج").text == "أ\nب\nج"

    def test_title_is_the_first_line(self) -> None:
        got = document("نص", title=" زيارة\nموسكو ")
        assert (got.text, got.title) == ("زيارة موسكو\nنص", True)

    def test_title_that_stands_there_already(self) -> None:
        got = document("\nزيارة موسكو\nنص", title="زيارة موسكو")
        assert (got.text, got.title) == ("زيارة موسكو\nنص", True)

    def test_no_title(self) -> None:
        assert not document("نص", title="").title

    @pytest.mark.parametrize(
        ("value", "day"),
        [
            ("2016-06-30", "2016-06-30"),
            ("2016-06-30T10:00:00Z", "2016-06-30"),
            ("2016-13-01", None),
            ("30/6/2016", None),
        ],
    )
    def test_dates(self, value: str, day: str | None) -> None:
        assert iso_date(value) == day
        got = document("نص", published=value)
        assert got.published == day
        assert bool(got.notices) == (day is None)


class TestFiles:
    def test_stops_at_the_limit(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(b"a" * 100)
        assert load(path, 100).text == "a" * 100
        with pytest.raises(TooLarge, match="--max-bytes"):
            load(path, 99)
        with pytest.raises(TooLarge):
            load("/dev/zero", 1000)

    def test_folder_and_nothing(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "none", "a\0b"):
            with pytest.raises(MissingInput):
                load(path)

    def test_a_page_is_known_without_its_ending(self) -> None:
        assert parse("<!doctype HTML><p>نص".encode(), "standard input").text == "نص"
        assert parse("زار <html> موسكو".encode(), "a.txt").text == "زار <html> موسكو"


PAGE = """<?xml version="1.0" encoding="windows-1256"?>
<!-- page --><!DOCTYPE html>
<html dir=rtl><head><meta charset="windows-1256"><title>زيارة إلى موسكو | المرصد</title>
<meta property="og:site_name" content="المرصد">
<meta property="article:published_time" content="2016-06-30T21:00:00+03:00">
<link rel="canonical" href="https://example.org/1"><style>p {color: red}</style><script>var قال = "سر";</script></head>
<body><header><nav><ul><li>الرئيسية</li></ul></nav></header>
<article><h1>زيارة إلى موسكو</h1><p>وصل <b>اللواء</b>
 حفتر إلى موسكو<br>أمس &amp; اليوم.</p><div hidden>خفي</div><figure><figcaption>صورة</figcaption></figure>
<blockquote>قال إنه سيعود.</blockquote><ul><li>أولا</li><li>ثانيا</li></ul></article>
<aside><p>الأكثر قراءة</p></aside><footer><p>جميع الحقوق محفوظة</p></footer></body></html>"""


class TestHtml:
    @pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
    def test_title_paragraphs_and_what_the_page_says_of_itself(self, encoding: str) -> None:
        got = parse(PAGE.encode(encoding), "page.html")
        assert got.text.split("\n") == [
            "زيارة إلى موسكو", "وصل اللواء حفتر إلى موسكو", "أمس & اليوم.", "قال إنه سيعود.", "أولا", "ثانيا",
        ]  # fmt: skip
        assert (got.title, got.publisher, got.published, got.url) == (
            True,
            "المرصد",
            "2016-06-30",
            "https://example.org/1",
        )

    def test_page_without_an_article_takes_the_fullest_part(self) -> None:
        menu, story = "<p>قائمة</p>", "<p>الفقرة الأولى الطويلة</p><p>الفقرة الثانية الطويلة</p>"
        page = f"<html><body><div>{menu}</div><div>{story}</div></body></html>"
        assert parse(page.encode(), "x").text == "الفقرة الأولى الطويلة\nالفقرة الثانية الطويلة"

    @pytest.mark.parametrize(
        "mark",
        [
            '<meta name="pubdate" content="2016-06-30">',
            '<meta itemprop="datePublished" content="2016-06-30">',
            '<meta name="date" content="Thu, 30 Jun 2016 10:00:00 GMT">',
            '<script type="application/ld+json">{"datePublished": "2016-06-30T00:00:00Z"}</script>',
            '<time datetime="2016-06-30">الخميس</time>',
        ],
    )
    def test_dates_of_pages(self, mark: str) -> None:
        assert parse(f"<html><head>{mark}</head><body><p>نص</p></body></html>".encode(), "x").published == "2016-06-30"

    def test_deep_page(self) -> None:
        got = parse(b"<html><body>" + b"<div>" * 300 + "نص".encode(), "x.html")
        assert got.text == "نص"

    def test_page_without_text(self) -> None:
        with pytest.raises(EmptyInput):
            parse(b"<html><head><title>x</title></head><body><img src=x></body></html>", "x.html")

    def test_page_that_is_nested_too_deeply(self) -> None:
        with pytest.raises(EmptyInput, match="is nested too deeply"):
            parse(b"<html><body>" + b"<div>" * 9000 + "نص".encode(), "x.html")


@pytest.mark.parametrize(
    ("name", "trouble"),
    [("r.json", "is JSON"), ("r.yaml", "is a gold file"), ("r.CSV", "is a table"), ("r.jsonl.gz", "holds JSON lines")],
)
def test_files_that_are_no_reports(tmp_path: Path, name: str, trouble: str) -> None:
    (tmp_path / name).write_text("قصفت تركيا", encoding="utf-8")
    with pytest.raises(MissingInput, match=trouble):
        load(tmp_path / name)


class TestJsonLines:
    def test_stream(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_bytes('\ufeff{"text": "نص"}\r\n\n{"text": "نص", "id": 3, "more": [1]}\nx\n'.encode())
        got = list(jsonlines.stream(path))
        assert [number for number, _ in got] == [1, 3, 4]
        assert [getattr(item, "id", None) for _, item in got] == [None, 3, None]
        assert isinstance(got[2][1], BrokenLine)

    @given(st.binary(max_size=200))
    def test_any_line_is_a_document_or_broken(self, line: bytes) -> None:
        jsonlines.parse(line, "x", 1)
