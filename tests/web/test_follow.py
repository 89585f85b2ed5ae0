"""``marsad follow``: politely, again and again, and whatever happens to one feed, the others go on."""

from __future__ import annotations

import datetime
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa

from conftest import ROOT, Run
from marsad.errors import FeedListError
from marsad.intake.fetch.fetcher import Fetcher
from marsad.observatory import Observatory, schema
from marsad.observatory.add import Limits
from marsad.observatory.feedlist import Feed, load
from marsad.observatory.follow import Follower, Polled
from observatory.dumps import dump
from web.servers import TEXT, Page, Pages, page, raw, site
from web.test_add_addresses import HERE, feed, whole
from web.test_feeds import item

START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


class Following:
    """A follower whose clock is set by hand."""

    def __init__(self, path: Path) -> None:
        self.path = path / "marsad.db"
        self.now = START

    def once(self, *feeds: Feed, later: float = 0) -> dict[str, Polled]:
        """Ask what is due ``later`` minutes from the last time."""
        self.now += datetime.timedelta(minutes=later)
        told: dict[str, Polled] = {}
        with Observatory(self.path) as observatory, Fetcher(HERE) as fetcher:
            Follower(
                observatory.store(create=True), feeds, fetcher, limits=Limits(workers=1), clock=lambda: self.now,
                told=lambda polled: told.__setitem__(polled.feed, polled),
            ).once()  # fmt: skip
        return told

    def column(self, name: str, table: str = "reports") -> list[str]:
        with Observatory(self.path) as observatory, observatory.store().read() as connection:
            return sorted(connection.scalars(sa.select(schema.metadata.tables[table].c[name])))


@pytest.fixture
def following(tmp_path: Path) -> Following:
    return Following(tmp_path)


class TestList:
    def read(self, tmp_path: Path, text: str) -> str:
        (tmp_path / "feeds.toml").write_text(text, encoding="utf-8")
        with pytest.raises(FeedListError) as fault:
            load(tmp_path / "feeds.toml")
        assert "\n" not in str(fault.value)
        return str(fault.value).removeprefix(f"{tmp_path}/")

    def test_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "feeds.toml").write_text(
            'contact = "mailto:me@example.org"\nallow_private = ["intranet.example"]\npause = 5\n\n[[feed]]\n'
            'url = "https://paper.example/feed"\npublisher = "جريدة المثال"\ninterval = "2h"\nlanguage = "en"\n'
            'articles = false\nmost = 7\n\n[[feed]]\nurl = "https://مثال.إختبار/خلاصة"\n', encoding="utf-8",
        )  # fmt: skip
        found = load(tmp_path / "feeds.toml")
        assert (found.contact, found.private, found.pause) == ("mailto:me@example.org", ("intranet.example",), 5.0)
        first, second = found.feeds
        assert first == Feed("https://paper.example/feed", "جريدة المثال", 7200, "en", False, 7)
        assert second == Feed("https://xn--mgbh0fb.xn--kgbechtv/%D8%AE%D9%84%D8%A7%D8%B5%D8%A9")

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ('interval = "5s"', "feeds.toml:7: interval '5s' is no time between 1m and 30d; write it as"),
            ("interval = 30", "feeds.toml:7: interval 30 is no time"),
            ('intervall = "5m"', "feeds.toml:7: intervall is no key that is known; is interval meant?"),
            ('url = "ftp://paper.example/"', "feeds.toml:6: url is no address that begins with http"),
            ('publisher = ""', "feeds.toml:7: publisher is no text of one line"),
            ('language = "عربي"', "feeds.toml:7: language 'عربي' is no language"),
            ('articles = "no"', "feeds.toml:7: articles 'no' is neither true nor false"),
            ("most = 0", "feeds.toml:7: most 0 is no number"),
            ('most = "', "feeds.toml:7: is no TOML"),
            ("", "feeds.toml:5: feed 2 has no url; add url"),
        ],
    )
    def test_fault_names_file_line_and_key(self, tmp_path: Path, line: str, told: str) -> None:
        own = line if line.startswith("url") or not line else f'url = "https://b.example/"\n{line}'
        message = self.read(tmp_path, f'[[feed]]\nurl = "https://a.example/"\ninterval = "5m"\n\n[[feed]]\n{own}\n')
        assert message.startswith(told)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", "feeds.toml: names no feed; add one"),
            ("[feed]\nurl = 'https://a.example/'", "feeds.toml: names no feed"),
            ("[[feeds]]\nurl = 'https://a.example/'", "feeds.toml: names no feed"),
            ("allow_private = 'x'\n[[feed]]\nurl = 'https://a.example/'", "feeds.toml:1: allow_private is neither true nor a list"),
            ("pause = -1\n[[feed]]\nurl = 'https://a.example/'", "feeds.toml:1: pause -1 is no number"),
            ("\nallow_private = ['a b']\n[[feed]]\nurl = 'https://a.example/'", "feeds.toml:2: allow_private 'a b' is no host"),
            ('contact = "x\\ny"\n[[feed]]\nurl = "https://a.example/"', "feeds.toml:1: contact "),
            ("[[feed]]\nurl = 'https://a.example/'\n[[feed]]\nurl = 'https://A.example'", "feeds.toml:4: url is named twice"),
            ("[[feed]]\nurl = 'https://me:hidden@a.example/'", "feeds.toml:2: url holds a user name or password"),
        ],
    )  # fmt: skip
    def test_fault_of_the_whole(self, tmp_path: Path, text: str, told: str) -> None:
        message = self.read(tmp_path, text)
        assert message.startswith(told)
        assert "hidden" not in message

    def test_file_that_is_none(self, tmp_path: Path, run: Run) -> None:
        code, _, err = run("follow", tmp_path / "gone.toml", "--once", "--db", tmp_path / "a.db")
        assert (code, err) == (
            2,
            f"marsad: {tmp_path}/gone.toml: cannot be read (No such file or directory); check the path\n",
        )
        (tmp_path / "a.toml").write_bytes(b'a = "\xc7"')
        with pytest.raises(FeedListError, match="is not UTF-8"):
            load(tmp_path / "a.toml")


class TestFollowing:
    def test_new_entries_are_added_and_old_ones_left_alone(self, following: Following) -> None:
        with site({"/a": page(), "/b": page(TEXT + " ب", "ثان")}) as here:
            own = Feed(here.url("/feed"), publisher="وكالة الاختبار")
            here.pages["/feed"] = feed(item("أ", "/a", guid="1"))
            first = following.once(own)[own.url]
            assert (first.entries, first.new, first.due) == (1, 1, "2026-01-01T00:30:00Z")
            assert following.once(own, later=20) == {}
            here.pages["/feed"] = feed(item("ب", "/b", guid="2") + item("أ", "/a", guid="1"))
            second = following.once(own, later=10)[own.url]
            assert (second.entries, second.new, second.known) == (2, 1, 0)
            assert here.paths == ["/feed", "/a", "/feed", "/b"]
            assert following.column("address") == [here.url("/a"), here.url("/b")]
        assert set(following.column("publisher")) == {"وكالة الاختبار"}

    def test_what_has_not_changed_is_not_sent_again(self, following: Following) -> None:
        def asked(head: Mapping[str, str]) -> Page:
            return (304, {}, b"") if head.get("if-none-match") == '"v1"' else feed(whole("أ", "", "1"), ETag='"v1"')

        with site({"/feed": asked}) as here:
            own = Feed(here.url("/feed"), language="en")
            assert following.once(own)[own.url].new == 1
            again = following.once(own, later=31)[own.url]
            assert (again.changed, again.new) == (False, 0)
            assert [head.get("if-none-match") for path, head in here.asked if path == "/feed"] == [None, '"v1"']
            assert {head["accept-language"] for path, head in here.asked if path == "/feed"} == {"en, *;q=0.5"}

    def test_one_feed_that_fails_stops_no_other(self, following: Following) -> None:
        def garbage(line: object) -> None:
            line.sendall(b"\x00" * 100)  # type: ignore[attr-defined]

        pages: Pages = {
            "/good": feed(whole("أ", "", "1")),
            "/page": page(),
            "/none": (200, {"Content-Type": "text/xml"}, b"<x/>"),
        }
        with site(pages) as here, raw(garbage) as port:
            feeds = [Feed(here.url(path)) for path in ("/page", "/gone", "/none", "/good")] + [
                Feed(f"http://127.0.0.1:{port}/")
            ]
            told = following.once(*feeds)
            assert told[here.url("/good")].new == 1
            assert "is no feed" in (told[here.url("/page")].trouble or "")
            assert "404" in (told[here.url("/gone")].trouble or "")
            assert "broke off" in (told[f"http://127.0.0.1:{port}/"].trouble or "")
            assert told[here.url("/none")].trouble
        assert len(following.column("key")) == 1

    def test_feed_that_fails_is_asked_more_and_more_seldom(self, following: Following) -> None:
        with site({}) as here:
            own = Feed(here.url("/feed"), interval=3600)
            dues = []
            for _ in range(6):
                due = following.once(own)[own.url].due
                dues.append((datetime.datetime.fromisoformat(due) - following.now).total_seconds() / 3600)
                following.now = datetime.datetime.fromisoformat(due)
            assert dues == [2, 4, 8, 16, 24, 24]
            here.pages["/feed"] = feed(whole("أ", "", "1"))
            following.once(own)
            assert following.column("faults", "feeds") == [0]

    def test_site_that_asks_for_quiet_gets_it(self, following: Following) -> None:
        with site({"/feed": (429, {"Retry-After": "14400"}, b"")}) as here:
            own = Feed(here.url("/feed"))
            assert following.once(own)[own.url].due == "2026-01-01T04:00:00Z"

    def test_article_of_a_site_out_of_order_is_tried_three_times(self, following: Following) -> None:
        with site({"/a": (503, {}, b"")}) as here:
            own = Feed(here.url("/feed"))
            here.pages["/feed"] = feed(item("أ", "/a", guid="1"), ETag='"v1"')
            for _ in range(5):
                following.once(own, later=31)
            assert here.paths.count("/a") == 3
            here.pages["/feed"] = feed(item("أ", "/a", guid="1") + item("ب", "/b", guid="2"))
            here.pages["/b"] = (503, {}, b"")
            following.once(own, later=31)
            here.pages["/b"] = page()
            assert following.once(own, later=31)[own.url].new == 1
            assert len(following.column("key", "failures")) == 1  # of /a; that of /b is over

    def test_quiet_that_a_site_asks_for_is_no_try(self, following: Following) -> None:
        with site({"/a": (429, {"Retry-After": "60"}, b"")}) as here:
            own = Feed(here.url("/feed"))
            here.pages["/feed"] = feed(item("أ", "/a", guid="1"))
            for _ in range(5):
                following.once(own, later=31)
            here.pages["/a"] = page()
            assert following.once(own, later=31)[own.url].new == 1
            assert following.column("key", "failures") == []

    def test_forgotten_article_stays_away(self, following: Following) -> None:
        with site({"/a": page()}) as here:
            own = Feed(here.url("/feed"))
            here.pages["/feed"] = feed(item("أ", "/a", guid="1"))
            following.once(own)
            with Observatory(following.path) as observatory:
                observatory.forget(observatory.reports()[0].id)
            here.pages["/a"] = page(TEXT + " جديد")
            following.once(own, later=31)
            assert following.column("key") == []
            assert here.paths.count("/a") == 1

    def test_only_so_many_entries_are_looked_at(self, following: Following) -> None:
        with site({"/feed": feed("".join(whole(f"أ{n}", "", str(n)) for n in range(9)))}) as here:
            own = Feed(here.url("/feed"), most=4)
            assert following.once(own)[own.url].new == 4

    def test_feed_that_moved_is_told(self, following: Following) -> None:
        with site({"/old": (301, {"Location": "/feed"}, b""), "/feed": feed(whole("أ", "", "1"))}) as here:
            own = Feed(here.url("/old"))
            assert following.once(own)[own.url].moved == here.url("/feed")

    def test_store_is_the_same_however_often_it_was_cut_off(self, following: Following, tmp_path: Path) -> None:
        """Before a feed is written down its reports are: the next run passes them over."""
        with site({f"/{n}": page(f"{TEXT} {n}", f"خبر {n}") for n in range(4)}) as here:
            here.pages["/feed"] = feed("".join(item(f"خبر {n}", f"/{n}", guid=str(n)) for n in range(4)))
            own = Feed(here.url("/feed"))
            following.once(own)
            with Observatory(following.path) as observatory:
                want = dump(observatory.store())
                with observatory.store().write() as connection:
                    connection.execute(schema.entries.delete())
                    connection.execute(schema.feeds.delete())
            here.asked.clear()
            polled = following.once(own)[own.url]
            assert (polled.new, polled.known, here.paths) == (0, 4, ["/feed"])
            with Observatory(following.path) as observatory:
                assert dump(observatory.store()) == want


class TestCommand:
    def listed(self, tmp_path: Path, *urls: str, pause: float = 0) -> Path:
        path = tmp_path / "feeds.toml"
        tables = "".join(f'[[feed]]\nurl = "{url}"\ninterval = "1m"\n' for url in urls)
        path.write_text(f'allow_private = ["127.0.0.1"]\npause = {pause}\n{tables}', encoding="utf-8")
        return path

    def test_once(self, tmp_path: Path, run: Run) -> None:
        with site({"/good": feed(whole("أ", "", "1"))}) as here:
            path = self.listed(tmp_path, here.url("/good"))
            code, out, err = run("follow", path, "--once", "--db", tmp_path / "a.db")
            assert (code, err) == (0, "")
            assert f"{here.url('/good')}: 1 entries, 1 new" in out.decode()
            code, out, _ = run("follow", path, "--once", "--db", tmp_path / "a.db")
            assert (code, out) == (0, b"")
            path = self.listed(tmp_path, here.url("/good"), here.url("/gone"))
            code, out, err = run("follow", path, "--once", "--json", "--db", tmp_path / "a.db")
            assert code == 1
            assert "404" in json.loads(out)["trouble"]
            here.asked.clear()
            code, out, _ = run("follow", path, "--list", "--json", "--db", tmp_path / "a.db")
            assert [json.loads(line)["faults"] for line in out.splitlines()] == [0, 1]
            code, out, _ = run("follow", path, "--list", "--db", tmp_path / "a.db")
            assert (code, here.asked) == (0, [])
            assert b"404" in out

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_stops_cleanly_and_goes_on_where_it_was(self, tmp_path: Path, number: int, run: Run) -> None:
        def slow(_: object) -> Page:
            time.sleep(0.3)
            return page(f"{TEXT} {len(here.asked)}")

        with site({f"/{n}": slow for n in range(30)}) as here:
            here.pages["/feed"] = feed("".join(item(f"خبر {n}", f"/{n}", guid=str(n)) for n in range(30)))
            path = self.listed(tmp_path, here.url("/feed"))
            words = [
                sys.executable,
                "-m",
                "marsad",
                "follow",
                str(path),
                "--db",
                str(tmp_path / "a.db"),
                "--workers",
                "1",
            ]
            environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
            process = subprocess.Popen(
                words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            try:
                until = time.monotonic() + 30
                while len(here.paths) < 4 and time.monotonic() < until:
                    time.sleep(0.02)
                process.send_signal(number)
                _, err = process.communicate(timeout=30)
            finally:
                process.kill()
            assert (process.returncode, err) == (0, "marsad: stopped: what was had is kept; run it again to go on\n")
            asked = set(here.paths)
            assert len(asked) < 30
            for one in range(30):
                here.pages[f"/{one}"] = page(f"{TEXT} {one}")
            code, _, err = run("follow", path, "--once", "--db", tmp_path / "a.db")
            assert (code, err) == (0, "")
        with Observatory(tmp_path / "a.db") as observatory:
            addresses = [report.address for report in observatory.reports(limit=0)]
        assert sorted(addresses) == sorted(here.url(f"/{n}") for n in range(30))

    def test_runs_until_it_is_stopped(self, tmp_path: Path) -> None:
        with Observatory(tmp_path / "a.db") as observatory, site({"/feed": feed(whole("أ", "", "1"))}) as here:
            told: list[Polled] = []
            follower = observatory.follower(self.listed(tmp_path, here.url("/feed")), limits=Limits(workers=1))
            follower._told = lambda polled: (told.append(polled), follower.stop())
            began = time.monotonic()
            follower.follow()
            assert time.monotonic() - began < 30
        assert [polled.new for polled in told] == [1]
