"""``marsad add`` and ``marsad read`` with addresses: pages, feeds and files behind them, on loopback."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from conftest import Run
from intake.pdfs import written
from intake.test_docx import word
from marsad.intake.fetch.policy import Policy
from marsad.observatory import Observatory, schema
from marsad.observatory.add import Limits, Progress
from web.servers import TEXT, Page, Pages, Site, page, redirect, site
from web.test_feeds import RSS, item
from web.test_feeds import TEXT as CLASHES

KINDS = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
HERE = Policy(private=("127.0.0.1",), pause=0.0, seconds=10.0, connect=5.0)


def feed(items: str, **headers: str) -> Page:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return 200, {"Content-Type": "application/rss+xml"} | named, RSS.format(items=items).encode()


def whole(title: str, link: str, guid: str) -> str:
    return item(title, link, guid=guid, content_encoded=f"<![CDATA[<p>{CLASHES} ({guid})</p>]]>")


class Kept:
    """A store with what was added to it."""

    def __init__(self, path: Path) -> None:
        self.path = path / "marsad.db"

    def add(self, *names: str, **options: Any) -> Progress:
        with Observatory(self.path) as observatory:
            return observatory.add(*names, fetch=HERE, limits=Limits(workers=1), **options)

    def reports(self) -> list[dict[str, Any]]:
        with Observatory(self.path) as observatory, observatory.store().read() as connection:
            rows = connection.execute(sa.select(schema.reports).order_by(schema.reports.c.id))
            return [dict(row._mapping) for row in rows]

    def failures(self) -> list[tuple[str, str, str]]:
        with Observatory(self.path) as observatory:
            return [
                (found.kind, f"{found.origin} {found.position}".strip(), found.reason)
                for found in observatory.failures()
            ]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


class TestPages:
    def test_report_keeps_where_and_when_it_was_had(self, kept: Kept) -> None:
        pages: Pages = {
            "/a": redirect("/b#part"),
            "/b": page(ETag='"v1"', Last_Modified="Thu, 11 Apr 2019 08:00:00 GMT"),
        }
        with site(pages) as here:
            done = kept.add(here.url("/a#top"))
            (report,) = kept.reports()
            assert done.added == 1
            assert (report["address"], report["final"]) == (here.url("/a"), here.url("/b"))
        assert (report["etag"], report["modified"]) == ('"v1"', "2019-04-11T08:00:00Z")
        assert report["retrieved"] >= "2026"
        assert (report["published"], report["publisher"]) == ("2019-04-11", "جريدة المثال")

    def test_same_page_again_is_known_and_another_version_is_a_report(self, kept: Kept) -> None:
        with site({"/a": page()}) as here:
            assert kept.add(here.url("/a")).added == 1
            assert kept.add(here.url("/a")).known == 1
            here.pages["/a"] = page(CLASHES)
            assert kept.add(here.url("/a")).added == 1
        assert len({report["address"] for report in kept.reports()}) == 1

    def test_page_with_another_time_of_day_on_it_is_known(self, kept: Kept) -> None:
        def asked(_: object) -> Page:
            status, headers, data = page()
            return status, headers, data.replace(b"<nav>", f"<nav>{len(here.asked)}".encode())

        with site({"/a": asked}) as here:
            assert kept.add(here.url("/a")).added == 1
            done = kept.add(here.url("/a"))
        assert (done.added, done.known, len(kept.reports())) == (0, 1, 1)

    def test_word_file_behind_an_address_is_read_as_one(self, kept: Kept, tmp_path: Path) -> None:
        data = word(tmp_path / "a.docx", TEXT).read_bytes()
        for kind, path in (("application/octet-stream", "/a.docx"), ("text/html", "/b"), (KINDS["docx"], "/c")):
            with site({path: (200, {"Content-Type": kind}, data)}) as here:
                kept.add(here.url(path))
        assert [report["format"] for report in kept.reports()] == ["docx"] * 3
        assert all(report["heading"].startswith("قصفت طائرات") for report in kept.reports())

    def test_pdf_behind_an_address_is_read_as_one(self, kept: Kept, tmp_path: Path) -> None:
        data = written(tmp_path / "a.pdf", [(100, 700, TEXT[:50][::-1])]).read_bytes()
        with site({"/report?id=7": (200, {"Content-Type": "application/pdf"}, data)}) as here:
            assert kept.add(here.url("/report?id=7")).added == 1
        assert [report["format"] for report in kept.reports()] == ["pdf"]

    def test_report_is_found_by_its_address_as_people_write_it(self, kept: Kept, run: Run) -> None:
        with site({"/%D8%AE%D8%A8%D8%B1": page()}) as here:
            kept.add(here.url("/خبر"))
            code, out, _ = run("show", here.url("/خبر"), "--db", kept.path)
        assert code == 0
        assert here.url("/%D8%AE%D8%A8%D8%B1").encode() in out

    def test_page_is_one_however_it_begins(self, kept: Kept) -> None:
        data = f"<p>{TEXT}</p><script>var x = 'مقتل';</script>".encode()
        with site({"/a.txt": (200, {"Content-Type": "text/html"}, data)}) as here:
            kept.add(here.url("/a.txt"))
        (report,) = kept.reports()
        assert report["heading"].startswith("قصفت طائرات")

    def test_files_of_many_reports_are_read_as_such(self, kept: Kept) -> None:
        lines = "".join(
            json.dumps({"text": f"{TEXT} {n}", "url": f"https://paper.example/{n}"}) + "\n" for n in range(3)
        )
        with site({"/a.jsonl.gz": (200, {"Content-Type": "application/gzip"}, gzip.compress(lines.encode()))}) as here:
            assert kept.add(here.url("/a.jsonl.gz")).added == 3
            assert {report["origin"] for report in kept.reports()} == {here.url("/a.jsonl.gz")}
        assert [report["address"] for report in kept.reports()] == [f"https://paper.example/{n}" for n in range(3)]

    def test_what_is_not_to_be_had_is_kept_as_a_failure_and_had_later(self, kept: Kept) -> None:
        with site({"/a": (503, {}, b"")}) as here:
            done = kept.add(here.url("/a"), here.url("/picture"), publisher="الناشر")
            assert (done.added, done.failed) == (0, 2)
            here.pages["/a"] = page()
            here.pages["/picture"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
            with Observatory(kept.path) as observatory:
                again = observatory.retry(fetch=HERE, limits=Limits(workers=1))
            assert again.added == 1
            ((kind, where, reason),) = kept.failures()
            assert (kind, where) == ("Unreachable", here.url("/picture"))
            assert "the server says 404 Not Found" in reason
        assert [report["publisher"] for report in kept.reports()] == ["الناشر"]

    def test_adding_it_again_settles_its_failure(self, kept: Kept) -> None:
        with site({}) as here:
            kept.add(here.url("/a"))
            here.pages["/a"] = page()
            assert kept.add(here.url("/a")).added == 1
        assert kept.failures() == []

    def test_private_hosts_are_refused_without_leave(self, tmp_path: Path, run: Run) -> None:
        with site({"/a": page()}) as here:
            code, _, err = run("add", here.url("/a"), "--db", tmp_path / "a.db")
            assert (code, here.asked) == (1, [])
            assert (
                f"{here.url('/a')}: 127.0.0.1 is not on the public network; if it is yours: --allow-host 127.0.0.1"
                in err
            )
            code, out, _ = run("add", here.url("/a"), "--db", tmp_path / "a.db", "--allow-host", "127.0.0.1")
            assert (code, out[:7]) == (0, b"1 added")

    def test_password_is_kept_nowhere(self, tmp_path: Path, run: Run) -> None:
        code, out, err = run("add", "https://me:hidden@paper.example/a", "--db", tmp_path / "a.db")
        assert code == 1
        assert "hidden" not in out.decode() + err
        assert b"hidden" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())

    def test_bomb_is_a_failure_of_its_own(self, kept: Kept) -> None:
        bomb = gzip.compress(b"<p>" + bytes(50_000_000))
        headers = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
        with site({"/a": (200, headers, bomb), "/b": page()}) as here:
            done = kept.add(here.url("/a"), here.url("/b"))
        assert (done.added, done.failed) == (1, 1)
        assert "larger than 5,000,000 bytes" in done.failures[0]


class TestFeeds:
    def site(self, here: Site) -> None:
        items = item("غارات", "/a", guid="1", pubDate="Thu, 11 Apr 2019 23:30:00 +0300", dc_creator="سالم")
        items += whole("اشتباكات", "/gone", "2") + item("بلا نص", "/gone2", guid="3", description=CLASHES)
        items += item("سيئ", "javascript:alert(1)", guid="4", description=CLASHES) + whole(
            "ملف", "file:///etc/passwd", "5"
        )
        here.pages["/feed"] = feed(items)

    def test_articles_are_fetched_or_else_the_entry_stands_in_if_it_is_whole(self, kept: Kept) -> None:
        with site({"/a": page()}) as here:
            self.site(here)
            done = kept.add(here.url("/feed"))
            assert (done.added, done.failed) == (3, 2)
            have = {report["heading"]: report for report in kept.reports()}
            assert set(have) == {"غارات على صعدة", "اشتباكات", "ملف"}
            assert have["غارات على صعدة"]["address"] == here.url("/a")
            assert json.loads(have["غارات على صعدة"]["given"])["feed"]["author"] == "سالم"
            assert have["اشتباكات"]["address"] == here.url("/gone")
            assert have["ملف"]["address"] is None
            lost = {where: reason for _, where, reason in kept.failures()}
            assert "404" in lost[here.url("/gone2")]
            assert "its link cannot be followed: javascript:alert(1)" in lost[f"{here.url('/feed')} entry 4"]

    def test_again_fetches_no_article_that_is_there(self, kept: Kept) -> None:
        with site({"/a": page()}) as here:
            self.site(here)
            kept.add(here.url("/feed"))
            here.asked.clear()
            done = kept.add(here.url("/feed"))
            assert here.paths == ["/feed"]
        assert (done.added, done.known, done.failed_before) == (0, 3, 2)

    def test_feed_tells_what_the_article_does_not(self, kept: Kept) -> None:
        bare = (200, {"Content-Type": "text/html; charset=utf-8"}, f"<html><body><p>{TEXT}</p></body></html>".encode())
        with site({"/a": bare}) as here:
            here.pages["/feed"] = feed(item("غارات على صعدة", "/a", pubDate="Thu, 11 Apr 2019 23:30:00 +0300"))
            kept.add(here.url("/feed"))
        (report,) = kept.reports()
        assert (report["heading"], report["publisher"], report["published"]) == (
            "غارات على صعدة",
            "مرصد الأخبار",
            "2019-04-11",
        )

    def test_no_fetch_takes_what_stands_in_the_feed(self, kept: Kept) -> None:
        with site({"/a": page()}) as here:
            self.site(here)
            done = kept.add(here.url("/feed"), articles=False)
            assert here.paths == ["/feed"]
        assert (done.added, done.failed) == (4, 1)

    def test_article_on_a_private_host_is_not_fetched(self, kept: Kept) -> None:
        with site({"/a": page()}) as here:
            here.pages["/feed"] = feed(
                item("خاص", "http://localhost:8080/a") + item("خاص", "http://10.0.0.1/a", guid="2")
            )
            done = kept.add(here.url("/feed"))
            assert here.paths == ["/feed"]
        assert done.failed == 2
        assert all("not on the public network" in reason for reason in done.failures)

    def test_feed_in_a_feed_is_not_followed(self, kept: Kept) -> None:
        with site({}) as here:
            here.pages["/feed"] = feed(item("نفسه", "/feed") + item("ب", "/feed?2", guid="2"))
            here.pages["/feed?2"] = here.pages["/feed"]
            done = kept.add(here.url("/feed"))
        assert (done.added, done.failed) == (0, 2)
        assert "is no article, but a feed" in done.failures[0]

    def test_nothing_that_was_fetched_is_parsed_in_this_process(self, kept: Kept) -> None:
        code = (
            "import sys; from marsad.cli import main\n"
            "try: main(sys.argv[1:])\n"
            "except SystemExit as end: print(end.code, {'feedparser', 'lxml', 'trafilatura'} & {*sys.modules})"
        )
        with site({"/a": page()}) as here:
            here.pages["/feed"] = feed(item("غارات", "/a"))
            options = ["--allow-host", "127.0.0.1"]
            for words in (["add", here.url("/feed"), "--db", str(kept.path)], ["read", here.url("/a"), "--json"]):
                done = subprocess.run(
                    [sys.executable, "-c", code, *words, *options], capture_output=True, text=True, check=True
                )
                assert done.stdout.splitlines()[-1] == "0 set()"

    def test_what_is_no_feed_though_the_server_says_so_is_told(self, kept: Kept) -> None:
        with site({"/feed": (200, {"Content-Type": "application/rss+xml"}, b"\x00\xff" * 500)}) as here:
            done = kept.add(here.url("/feed"))
        assert (done.added, done.failed) == (0, 1)
        assert "is no feed" in done.failures[0]


class TestReading:
    def test_a_page_and_a_feed_are_read(self, run: Run) -> None:
        with site({"/a": page()}) as here:
            here.pages["/feed"] = feed(item("غارات", "/a") + whole("اشتباكات", "/gone", "2"))
            code, out, _ = run("read", here.url("/a"), "--json", "--allow-host", "127.0.0.1")
            assert code == 0
            assert json.loads(out)["report"]["url"] == here.url("/a")
            code, out, _ = run("read", here.url("/feed"), "--json", "--allow-host", "127.0.0.1")
            assert code == 0
            assert [json.loads(line)["report"]["url"] for line in out.splitlines()] == [
                here.url("/a"),
                here.url("/gone"),
            ]
            code, out, _ = run("read", here.url("/a"), "--why-not", "arms(إيران, ?)", "--allow-private")
            assert code == 0

    def test_commands_on_reports_say_what_to_do_with_an_address(self, run: Run) -> None:
        code, _, err = run("ties", "https://paper.example/a")
        assert code == 2
        assert err.startswith("marsad: https://paper.example/a: is an address, not a file; read it with marsad read ")
        for name in ("file:///etc/passwd", "FTP://paper.example/a"):
            for command in ("read", "add", "ties"):
                code, out, err = run(command, name)
                assert (code, out) == (2, b"")
                assert err.startswith(f"marsad: {name}: is an address, not a file; ")

    def test_what_cannot_be_had_is_told_in_a_line(self, run: Run) -> None:
        with site({}) as here:
            code, out, err = run("read", here.url("/a"), "--allow-host", "127.0.0.1")
        assert (code, out) == (2, b"")
        assert err == f"marsad: {here.url('/a')}: the server says 404 Not Found; check the address in a browser\n"

    @pytest.mark.parametrize(
        ("option", "value"), [("--contact", "a\nb"), ("--fetch-seconds", "0"), ("--allow-host", "a b")]
    )
    def test_options_that_cannot_be(self, run: Run, option: str, value: str) -> None:
        code, _, err = run("read", "https://paper.example/", option, value)
        assert code == 2
        assert err.startswith(f"marsad: {option}: ")
        assert err.count("\n") == 1
