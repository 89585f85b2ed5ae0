"""Pages: the article among menus, links and comments; what a page says of itself; encodings; hostile pages."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from conftest import Run
from marsad.errors import EmptyInput, UndecodableInput
from marsad.intake import Document, load
from marsad.intake.files import parse
from marsad.intake.html import page

STORY = [
    "زار وزير الخارجية التركي العاصمة الليبية طرابلس أمس، والتقى رئيس حكومة الوفاق فايز السراج وعددا من قادة الجيش.",
    "وقال الوزير في مؤتمر صحفي إن بلاده ستواصل دعم الحكومة المعترف بها دوليا، ودعا الأطراف إلى وقف القتال فورا.",
    "وأضاف أن أنقرة لن تقبل بفرض أمر واقع في ليبيا.",
    "وكانت قوات حفتر أعلنت سيطرتها على مدينة ترهونة قبل أسبوع، فيما قتل 12 مدنيا في قصف على أحد أحياء العاصمة.",
]
MENU = "<nav><ul><li><a href=/>الرئيسية</a><li><a href=/p>سياسة</a><li><a href=/s>رياضة</a></ul></nav>"
LINKS = (
    "<div class=related><h3>اقرأ أيضا</h3><ul><li><a href=/1>مقتل ثلاثة مسلحين في سيناء</a>"
    "<li><a href=/2>دعوة إلى هدنة في اليمن</a></ul></div>"
)
COMMENTS = "<div id=comments><h3>تعليقات</h3><p>محمد: كلام فارغ، تركيا تسلح الميليشيات.</p><p>علي: لا تعليق.</p></div>"
SHARE = "<div class=share><a href=#>شارك</a> <a href=#>تويتر</a></div>"
FOOT = "<footer><p>جميع الحقوق محفوظة 2019</p></footer>"
PROSE = "".join(f"<p>{line}</p>" for line in STORY)


def html(body: str, head: str = "<title>زيارة</title>") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def read(body: str, head: str = "<title>زيارة</title>") -> Document:
    return page(html(body, head), "a.html")


LAYOUTS = {
    "article": f"{MENU}<article><h1>زيارة</h1>{PROSE}</article>{LINKS}{FOOT}",
    "links and comments in the article": f"{MENU}<article><h1>زيارة</h1>{SHARE}{PROSE}{LINKS}{COMMENTS}</article>{FOOT}",
    "byline in the article": f"<article><header><h1>زيارة</h1><span class=author>كتب فلان</span></header>{PROSE}</article>",
    "nothing but divisions": f"<div>{MENU}</div><div class=post-body><div>{'</div><div>'.join(STORY)}</div></div>{LINKS}{FOOT}",
    "side bar": f"<div><h1>زيارة</h1><div>{PROSE}</div><div class=sidebar><p>اشترك في نشرتنا البريدية اليومية</p></div></div>{COMMENTS}",
    "line breaks in a table": f"<table><tr><td>{MENU}<td><h1>زيارة</h1><div>{'<br><br>'.join(STORY)}</div></table>{FOOT}",
    "teaser behind it": f"<article>{PROSE}</article><article class=teaser><h2>خبر آخر</h2><p>مقتل ثلاثة في سيناء.</p></article>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_article_and_nothing_else(layout: str) -> None:
    """trafilatura parts the article from what stands in it and around it."""
    assert read(LAYOUTS[layout]).text.split("\n") == ["زيارة", *STORY]


@pytest.mark.parametrize(
    "body",
    [
        f"<article><p>{STORY[0]}</p><blockquote>{STORY[1]}</blockquote><ul><li>{STORY[2]}<li>{STORY[3]}</ul></article>",
        f"<article><p>{STORY[0]}</p><table><tr><td>{STORY[1]}<tr><td>{STORY[2]}</table><p>{STORY[3]}</p></article>",
    ],
)
def test_lists_and_tables_without_marks(body: str) -> None:
    """trafilatura would write "- " and "| " before their lines, which are no text of the page."""
    assert read(MENU + body).text.split("\n") == ["زيارة", *STORY]


@pytest.mark.parametrize("around", ["<article><p>{}</p></article>", "<div><p>{}</p></div>"])
def test_short_text(around: str) -> None:
    """trafilatura takes what stands around a short text as well; the element that the page marks does not."""
    assert read(MENU + around.format(STORY[2]) + LINKS + FOOT).text.split("\n") == ["زيارة", STORY[2]]


def test_a_text_that_repeats_itself_is_kept_whole() -> None:
    assert read(f"<article>{PROSE}<p>{STORY[0]}</p></article>").text.split("\n") == ["زيارة", *STORY, STORY[0]]


class TestWhatAPageSaysOfItself:
    def test_linked_data(self) -> None:
        data = {"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": "2018-05-06T10:00:00Z",
                "author": [{"name": "ليلى حسن"}], "publisher": {"name": "الميزان"}}]}  # fmt: skip
        got = read(f"<article>{PROSE}</article>", f"<script type='application/ld+json'>{json.dumps(data)}</script>")
        assert (got.publisher, got.author, got.published) == ("الميزان", "ليلى حسن", "2018-05-06")

    @pytest.mark.parametrize(
        "data", ['{"datePublished": "2018-05-06",}', "[" * 100_000, "{}", '{"datePublished": 5, "author": [[]]}']
    )
    def test_broken_linked_data(self, data: str) -> None:
        got = read(f"<article>{PROSE}</article>", f"<script type='application/ld+json'>{data}</script>")
        assert got.published in ("2018-05-06", None)
        assert (got.published is not None) == data.endswith(",}")

    @pytest.mark.parametrize(
        "head", ["<meta name=author content='ليلى حسن'>", "<meta property='article:author' content='ليلى حسن'>"]
    )
    def test_author_stands_behind_the_publisher(self, head: str) -> None:
        got = read(f"<article>{PROSE}</article>", head)
        assert (got.publisher, got.author) == (None, "ليلى حسن")

    def test_day_beside_the_article_or_in_its_address(self) -> None:
        assert read(f"<article><span class=date>2018-05-06</span>{PROSE}</article>").published == "2018-05-06"
        link = "<link rel=canonical href='https://example.org/2017/03/04/visit'>"
        assert read(f"<article>{PROSE}</article>", link).published == "2017-03-04"

    @pytest.mark.parametrize("where", ["<p>{}</p>", "<div>{}</div>", "<ul><li>{}</ul>"])
    def test_day_that_the_article_tells_of_is_none(self, where: str) -> None:
        told = where.format(f"{STORY[0]} ووقع ذلك في 30/6/2016 و2015-04-03.")
        assert read(f"<article>{told}{PROSE}</article>{FOOT}<div>© 2019</div>").published is None


class TestEncodings:
    @pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8"])
    def test_by_what_the_page_says(self, charset: str) -> None:
        text = html(PROSE, f"<meta charset='{charset}'>").replace("،", "")
        assert STORY[2] in parse(text.encode(charset, "xmlcharrefreplace"), "a.html").text

    def test_page_in_another_language(self) -> None:
        russian = "Министр иностранных дел прибыл в Триполи. " * 10
        text = html(f"<p>{russian}</p>", "<meta http-equiv=content-type content='text/html; charset=windows-1251'>")
        assert russian.strip() in parse(text.encode("cp1251"), "a.html").text
        with pytest.raises(UndecodableInput):
            parse(russian.encode("cp1251"), "a.txt")

    def test_utf_8_with_a_few_broken_bytes(self) -> None:
        data = html(PROSE * 3, "<meta charset=utf-8>").encode()
        cut = (
            data[: len(data) // 2] + data[len(data) // 2 + 1 :]
            if data[len(data) // 2] > 127
            else data[:-60] + b"\xd8" + data[-60:]
        )
        got = parse(cut, "a.html")
        assert "\ufffd" in got.text or got.notices
        assert any("broken" in notice for notice in got.notices)
        with pytest.raises(UndecodableInput):
            parse(html("<p>x</p>" + "\xe9" * 500, "<meta charset=utf-8>").encode("latin-1"), "a.html")


class TestHostile:
    def test_nothing_is_fetched_or_opened(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A page with images, frames, scripts and entities from elsewhere is read where every connection fails."""
        (tmp_path / "site").mkdir()
        (tmp_path / "secret.txt").write_text("سر مكتوم", encoding="utf-8")
        (tmp_path / "site" / "sitecustomize.py").write_text(
            "import os, socket\ndef refuse(*_):\n    os._exit(9)\nsocket.socket.connect = socket.getaddrinfo = refuse\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
        secret = (tmp_path / "secret.txt").as_uri()
        outside = (
            f"<img src=http://127.0.0.1:1/a.png><iframe src={secret}></iframe><object data={secret}></object>"
            f"<link rel=stylesheet href=http://127.0.0.1:1/a.css><script src={secret}></script><p>&e;</p>"
        )
        text = f'<!DOCTYPE html [<!ENTITY e SYSTEM "{secret}">]><html><body><article>{PROSE}{outside}</article></body></html>'
        (tmp_path / "a.html").write_text(text, encoding="utf-8")
        code, out, err = run("add", tmp_path / "a.html", "--db", tmp_path / "m.db")
        assert (code, out[:7]) == (0, b"1 added"), err
        assert "سر مكتوم" not in run("search", "مكتوم", "--db", tmp_path / "m.db", "--json")[1].decode()

    @pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "font"])
    def test_endless_nesting(self, run: Run, tmp_path: Path, tag: str) -> None:
        path = tmp_path / "a.html"
        path.write_text(f"<html><body>{f'<{tag}>' * 100_000}{STORY[0]}", encoding="utf-8")
        code, _, err = run("read", path, "--json")
        assert code in (0, 2)
        assert err.count("\n") == (code == 2)
        assert code == 0 or ("a.html: " in err and "; " in err)

    def test_too_large_is_told_without_reading_it(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "a.html"
        with path.open("wb") as file:
            file.write(b"<html>")
            file.truncate(200_000_000)
        code, out, err = run("read", path)
        assert (code, out, err.count("\n")) == (2, b"", 1)
        assert "a.html: is larger than 5,000,000 bytes; split it, or raise the limit with --max-bytes" in err

    def test_a_page_is_parsed_in_another_process(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "a.html"
        path.write_text(html(PROSE), encoding="utf-8")
        for name in ("marsad.intake.html", "trafilatura"):
            monkeypatch.setitem(sys.modules, name, None)
        assert STORY[0] in load(path).text

    def test_without_text(self) -> None:
        with pytest.raises(EmptyInput):
            parse(html("<script>x</script><img src=x>").encode(), "a.html")
