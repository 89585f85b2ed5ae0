"""Feeds: entries with what the feed says of them; broken and hostile ones cost themselves alone."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from conftest import Run
from marsad.errors import EmptyInput, InputError, TooLarge
from marsad.intake import feeds, files
from marsad.intake.document import document
from marsad.intake.feeds import entry_of, parse, split, told
from marsad.intake.item import Item, Options, Said
from marsad.model import Page

TEXT = "وقالت مصادر محلية إن اشتباكات اندلعت أمس بين الجيش وقوات الدعم السريع في الفاشر."
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>مرصد الأخبار</title><link>https://paper.example/</link>{items}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>وكالة المثال</title><id>urn:f</id><updated>2019-04-12T00:00:00Z</updated>
<entry><id>urn:1</id><title type="html">اشتباكات &amp;amp; &lt;b&gt;قتال&lt;/b&gt;</title><published>2019-04-12T00:30:00+03:00</published>
<author><name>سالم</name></author><link rel="enclosure" href="https://paper.example/1.mp3"/><link href="/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{text}</p></div></content></entry></feed>"""


def item(title: str = "عنوان", link: str = "https://paper.example/1", **parts: str) -> str:
    inner = "".join(f"<{name.replace('_', ':')}>{value}</{name.replace('_', ':')}>" for name, value in parts.items())
    return f"<item><title>{title}</title><link>{link}</link>{inner}</item>"


def entries(feed: str | bytes, limit: int = 5_000_000) -> list[Item]:
    data = feed.encode() if isinstance(feed, str) else feed
    found = list(split(io.BytesIO(data), "feed", Options(limit)))
    assert all(isinstance(one, Item) for one in found)
    return found  # type: ignore[return-value]


class TestEntries:
    def test_of_rss(self) -> None:
        feed = RSS.format(
            items=item(
                "اشتباكات في الفاشر", guid="x1", pubDate="Fri, 12 Apr 2019 00:30:00 +0300", dc_creator="سالم",
                content_encoded=f"<![CDATA[<p>{TEXT}</p><script>x()</script><p>سطر<br>آخر</p>]]>",
            )
        )  # fmt: skip
        (one,) = entries(feed)
        assert (one.format, one.position, one.address, one.number) == (
            "entry",
            "entry x1",
            "https://paper.example/1",
            1,
        )
        assert entry_of(one).said == Said("اشتباكات في الفاشر", "مرصد الأخبار", "2019-04-12", "سالم")
        document = parse(one)
        assert document.text == f"اشتباكات في الفاشر\n{TEXT}\nسطر\nآخر"
        assert (document.title, document.publisher, document.published) == (True, "مرصد الأخبار", "2019-04-12")

    def test_of_atom(self) -> None:
        (one,) = entries(ATOM.format(text=TEXT))
        have = entry_of(one)
        assert (have.link, have.whole) == ("/1", True)
        assert have.said == Said("اشتباكات & قتال", "وكالة المثال", "2019-04-12", "سالم")
        assert parse(one).text == f"اشتباكات & قتال\n{TEXT}"

    def test_summary_is_not_whole(self) -> None:
        (one,) = entries(RSS.format(items=item(description=TEXT)))
        assert not entry_of(one).whole
        assert TEXT in parse(one).text

    def test_without_a_text_of_its_own(self) -> None:
        (one,) = entries(RSS.format(items=item()))
        with pytest.raises(EmptyInput, match="no text of its own"):
            parse(one)

    def test_same_entry_is_the_same_bytes_wherever_it_stands(self) -> None:
        first = entries(RSS.format(items=item("أ") + item("ب", guid="2", description=TEXT)))[1]
        moved = entries(RSS.format(items=item("ب", guid="2", description=TEXT)))[0]
        assert (first.data, first.position) == (moved.data, moved.position)

    def test_id_is_one_line(self) -> None:
        (one,) = entries(RSS.format(items=item(guid="a\n\n b" + "c" * 900)))
        assert one.position == "entry a b" + "c" * 197

    def test_entry_without_id_and_link_is_told_by_its_content(self) -> None:
        feed = RSS.format(
            items=f"<item><description>{TEXT}</description></item><item><description>آخر</description></item>"
        )
        first, second = entries(feed)
        assert first.position != second.position

    @pytest.mark.parametrize(
        "link", ["javascript:alert(1)", "file:///etc/passwd", "https://me:hidden@paper.example/", "https://[x"]
    )
    def test_link_that_is_no_address_gives_none(self, link: str) -> None:
        (one,) = entries(RSS.format(items=item(link=link, description=TEXT)))
        assert one.address is None

    def test_links_of_a_file_go_out_from_its_site(self) -> None:
        for link, want in (
            ("/1", "https://paper.example/1"),
            ("?2", "https://paper.example/?2"),
            ("//x.example/", "https://x.example/"),
        ):
            assert entries(RSS.format(items=item(link=link)))[0].address == want
        assert (
            entries(RSS.replace("https://paper.example/", "file:///").format(items=item(link="/etc/passwd")))[0].address
            is None
        )

    def test_old_encodings(self) -> None:
        feed = RSS.replace("utf-8", "windows-1256").format(items=item(description=TEXT)).encode("cp1256")
        assert TEXT in parse(entries(feed)[0]).text

    def test_broken_markup_is_read_as_far_as_it_goes(self) -> None:
        found = entries(RSS.format(items=item(description=TEXT)).replace("</channel></rss>", "<item><title>x"))
        assert TEXT in parse(found[0]).text

    @pytest.mark.parametrize(
        "data", [b"", b"x", b"<html><body><p>x</p></body></html>", b"{}", b"\x00" * 100, b"<rss", b"%PDF-1.7"]
    )
    def test_what_is_no_feed_is_told(self, data: bytes) -> None:
        with pytest.raises(InputError, match="is no feed"):
            entries(data)

    def test_feed_over_the_limit(self) -> None:
        with pytest.raises(TooLarge, match="--max-bytes"):
            entries(RSS.format(items=item(description=TEXT)), limit=100)

    def test_is_known_by_how_it_begins(self) -> None:
        for begin in (
            RSS,
            ATOM,
            "\ufeff" + RSS,
            '<?xml version="1.0"?><!-- x --><?xml-stylesheet href="a"?>\n<rdf:RDF>',
        ):
            assert feeds.is_feed(begin.encode())
        for begin in (
            "<html>",
            "<?xml version='1.0'?><urlset>",
            "rss",
            "<rsss>",
            "<!--" + "-" * 4000,
            "<?a?>" * 800,
            "<!--a-->" * 500,
        ):
            assert not feeds.is_feed(begin.encode())


def test_what_a_feed_says_stands_behind_what_the_article_says() -> None:
    said = Said("عنوان الخلاصة", "ناشر الخلاصة", "2019-04-12", "سالم")
    bare = document("نص المقال", pages=(Page(0, 9, 1),), notices=("ملاحظة",), made="2018-01-01")
    got = told(bare, said)
    assert (got.text, got.title, got.publisher, got.published) == (
        "عنوان الخلاصة\nنص المقال",
        True,
        "ناشر الخلاصة",
        "2019-04-12",
    )
    assert (got.author, got.made, got.notices) == ("سالم", "2018-01-01", ("ملاحظة",))
    assert got.text[got.pages[0].start : got.pages[0].end] == "نص المقال"
    own = document("نص", title="عنوان المقال", publisher="جريدة", published="2019-04-11", author="أحمد")
    assert told(own, said) == own
    assert told(own, None) is own


class TestHostile:
    def test_many_comments_before_a_text_are_gone_through_once(self) -> None:
        assert files.parse(("<!--أ-->" * 500 + TEXT).encode(), "a.txt").text.endswith(TEXT)

    def test_entities_and_files_are_not_opened(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("سر مكتوم", encoding="utf-8")
        doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "عبارة">]>'
        feed = RSS.replace("<rss", doctype + "<rss").format(items=item("&x;&y;", description=TEXT + "&x;"))
        for one in entries(feed):
            assert "مكتوم" not in one.data.decode()

    def test_bombs_of_entities_stay_small(self) -> None:
        levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
        doctype = f'<!DOCTYPE rss [<!ENTITY a0 "قنبلة">{levels}]>'
        feed = RSS.replace("<rss", doctype + "<rss").format(items=item("&a8;", description=TEXT))
        try:
            found = entries(feed)
        except InputError:
            return
        assert sum(len(one.data) for one in found) < 100_000

    def test_a_path_or_address_for_a_feed_is_not_followed(self, tmp_path: Path) -> None:
        good = tmp_path / "good.rss"
        good.write_text(RSS.format(items=item(description=TEXT)), encoding="utf-8")
        for data in (str(good).encode(), good.as_uri().encode(), b"http://127.0.0.1:9/feed"):
            with pytest.raises(InputError, match="is no feed"):
                entries(data)

    def test_nothing_of_markup_is_in_the_text(self) -> None:
        markup = "<![CDATA[<p onclick='x()'>نص</p><style>p{}</style><!-- ملاحظة --><iframe src='https://x'>إطار</iframe><svg>رسم</svg>]]>"
        (one,) = entries(RSS.format(items=item(content_encoded=markup)))
        assert parse(one).text == "عنوان\nنص"

    def test_deep_nesting_and_long_titles_take_little_time(self) -> None:
        before = time.process_time()
        for depth in (1_000, 50_000):
            deep = "<![CDATA[" + "<div>" * depth + TEXT + "]]>"
            (found,) = entries(RSS.format(items=item("ع" * 100_000, content_encoded=deep)))
            assert len(entry_of(found).said.title or "") == 500
            if depth == 1_000:
                assert TEXT in parse(found).text
            else:
                with pytest.raises(EmptyInput):
                    parse(found)
        assert time.process_time() - before < 5


class TestCommands:
    def test_feed_file_is_added_by_its_own_text_without_fetching(self, tmp_path: Path, run: Run) -> None:
        (tmp_path / "a.xml").write_text(
            RSS.format(items=item(description=TEXT) + item("ب", "", guid="2")), encoding="utf-8"
        )
        code, out, err = run("add", tmp_path / "a.xml", "--no-fetch", "--db", tmp_path / "a.db")
        assert code == 1
        assert out.startswith(b"1 added, 0 there already, 1 failed")
        assert "carries no text of its own" in err
        code, out, _ = run("reports", "--json", "--db", tmp_path / "a.db")
        assert "مرصد الأخبار" in out.decode()

    def test_feed_file_is_read_entry_by_entry(self, tmp_path: Path, run: Run) -> None:
        (tmp_path / "a.rss").write_text(RSS.format(items=item(description=TEXT)), encoding="utf-8")
        code, out, _ = run("read", tmp_path / "a.rss", "--json")
        assert code == 0
        assert out.count(b'"claims"') == 1

    def test_what_is_called_a_feed_and_is_none(self, tmp_path: Path, run: Run) -> None:
        (tmp_path / "a.rss").write_text("نص", encoding="utf-8")
        code, _, err = run("add", tmp_path / "a.rss", "--db", tmp_path / "a.db")
        assert code == 1
        assert "a.rss: is no feed; give the address or file of an RSS or Atom feed" in err

    def test_feeds_in_a_folder_are_passed_over(self, tmp_path: Path, run: Run) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.rss").write_text(RSS.format(items=item(description=TEXT)), encoding="utf-8")
        code, _, err = run("add", tmp_path / "in", "--db", tmp_path / "a.db")
        assert code == 0
        assert "1 files of other kinds were passed over" in err
