"""The guarded fetcher: what is public is had by the rules of its site, within limits; all else is refused in one line."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from marsad import __version__
from marsad.errors import ForbiddenAddress, InputError, OptionError, TooLarge, Unreachable
from marsad.intake.fetch import exchange, is_address
from marsad.intake.fetch.address import address
from marsad.intake.fetch.fetcher import Fetched, Fetcher, Stopped
from marsad.intake.fetch.guard import is_public
from marsad.intake.fetch.policy import Policy
from marsad.intake.fetch.robots import LIMIT, rules_of
from web.servers import Page, Pages, Site, page, raw, redirect, site

HERE = ("127.0.0.1", "paper.example", "other.example")


def policy(**changed: object) -> Policy:
    values: dict[str, object] = {"private": HERE, "pause": 0.0, "seconds": 10.0, "connect": 5.0} | changed
    return Policy(**values)  # type: ignore[arg-type]


def loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def fetched(text: str, **changed: object) -> Fetched:
    with Fetcher(policy(**changed), loopback) as fetcher:
        return fetcher.fetch(text)


class TestAddress:
    @pytest.mark.parametrize(
        ("text", "want"),
        [
            ("https://Example.ORG", "https://example.org/"),
            ("https://example.org:443/a/../b?q=1#part", "https://example.org/b?q=1"),
            ("http://example.org:8080/a b", "http://example.org:8080/a%20b"),
            ("https://مثال.إختبار/أخبار?ص=1", "https://xn--mgbh0fb.xn--kgbechtv/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1?%D8%B5=1"),
            ("https://example.org/100%/%d8%a3", "https://example.org/100%25/%d8%a3"),
            ("http://[2001:DB8::1]:81/", "http://[2001:db8::1]:81/"),
            ("https://example.org./", "https://example.org/"),
        ],
    )  # fmt: skip
    def test_is_written_one_way(self, text: str, want: str) -> None:
        assert address(text).text == want
        assert address(want).text == want

    @pytest.mark.parametrize(
        "text",
        [
            "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "https://", "https:///a", "https://a b/",
            "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://0177.0.0.1/", "http://[::1/", "http://a:99999/",
            "http://[fe80::1%25eth0]/", "https://paper.example/\udcd8",
            "http://paper.example\\@evil.example/", "http://exa\nmple.org/", "http://-a.example/", "https://" + "a" * 5000,
        ],
    )  # fmt: skip
    def test_is_refused(self, text: str) -> None:
        with pytest.raises(ForbiddenAddress) as fault:
            address(text)
        assert "\n" not in str(fault.value)
        assert len(str(fault.value)) < 400

    def test_password_is_refused_and_not_shown(self) -> None:
        for text in ("https://me:hidden@example.org/a", "https://hidden@example.org", "http://x@hidden@example.org/"):
            with pytest.raises(ForbiddenAddress, match="password") as fault:
                address(text)
            assert "hidden" not in str(fault.value)

    @given(st.text(), st.sampled_from(["", "https://", "http://paper.example/", "https://[", "http://paper.example?"]))
    def test_of_any_text_is_one_or_is_refused(self, text: str, begin: str) -> None:
        try:
            found = address(begin + text)
        except ForbiddenAddress as fault:
            str(fault).encode()
        else:
            assert found.text.isascii()
            assert not set(found.text) & set(" \r\n\0")
            assert "@" not in found.authority
            assert address(found.text) == found

    def test_is_told_from_a_path(self) -> None:
        assert is_address("HTTPS://example.org")
        assert not is_address("https.txt")


class TestGuard:
    @pytest.mark.parametrize(
        "ip",
        [
            "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "0.1.2.3", "100.64.0.1",
            "224.0.0.1", "255.255.255.255", "192.0.0.170", "198.18.0.1", "240.0.0.1", "192.0.2.1", "::1", "::", "fe80::1",
            "fe80::1%1", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:10.0.0.1",
            "64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::", "::127.0.0.1",
            "2001::1", "2001:db8::1", "100::1", "x", "",
        ],
    )  # fmt: skip
    def test_is_not_public(self, ip: str) -> None:
        assert not is_public(ip)
        fetcher = Fetcher(Policy(pause=0), lambda host, port: ["93.184.216.34", ip])
        with pytest.raises(ForbiddenAddress, match="not on the public network"):
            fetcher.fetch("https://paper.example/")

    @pytest.mark.parametrize("ip", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::93.184.216.34", "::ffff:8.8.8.8"])
    def test_is_public(self, ip: str) -> None:
        assert is_public(ip)

    def test_literal_hosts_are_not_looked_up_but_checked(self) -> None:
        with Fetcher(Policy(), lambda host, port: pytest.fail("looked up")) as fetcher:
            for host in ("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "[64:ff9b::a00:1]"):
                with pytest.raises(ForbiddenAddress, match=r"--allow-host"):
                    fetcher.fetch(f"http://{host}/latest/")

    def test_ports_of_other_services_are_refused(self) -> None:
        with Fetcher(Policy(), lambda host, port: ["93.184.216.34"]) as fetcher:
            for port in (22, 25, 6667):
                with pytest.raises(ForbiddenAddress, match=f"port {port}"):
                    fetcher.fetch(f"http://paper.example:{port}/")

    def test_the_checked_address_is_the_one_that_is_asked(self) -> None:
        """The name answers otherwise the second time; nobody looks a second time."""
        answers = iter([["127.0.0.1"]])
        with site({"/": page()}) as here, Fetcher(policy(), lambda host, port: next(answers)) as fetcher:
            got = fetcher.fetch(here.url("/", "paper.example"))
        assert "صعدة" in got.data.decode()
        assert [head["host"] for _, head in here.asked] == [f"paper.example:{here.port}"] * 2

    def test_second_address_of_a_host_is_tried(self) -> None:
        fetcher = Fetcher(policy(), lambda host, port: ["127.0.0.2", "127.0.0.1"])
        with site({"/": page()}) as here:  # on the second alone
            assert fetcher.fetch(here.url("/", "paper.example")).data

    def test_hosts_that_are_allowed_are_hosts(self) -> None:
        for name in ("a b", "http://x", "x/y", "x:8080", ""):
            with pytest.raises(OptionError, match="--allow-host"):
                Fetcher(Policy(private=(name,)))
        Fetcher(Policy(private=("::1", "[::1]", "Intranet.Example", "*")))

    def test_host_that_is_not_found(self) -> None:
        with Fetcher(Policy(), lambda host, port: []) as fetcher, pytest.raises(Unreachable, match="not found"):
            fetcher.fetch("https://paper.example/")


class TestRedirects:
    def test_are_followed_and_told(self) -> None:
        pages = {
            "/a": redirect("/b", 301),
            "/b": redirect("//127.0.0.1/c".replace("//127.0.0.1", ""), 308),
            "/c": page(),
        }
        with site(pages) as here:
            got = fetched(here.url("/a"))
            assert (got.address, got.final, got.moved) == (here.url("/a"), here.url("/c"), True)
            pages["/b"] = redirect("/c", 302)
            assert not fetched(here.url("/a")).moved

    def test_letters_in_them_are_taken_as_utf8(self) -> None:
        with site(
            {"/a": redirect("/أخبار".encode().decode("latin-1")), "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1": page()}
        ) as here:
            assert fetched(here.url("/a")).final.endswith("/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1")

    def test_each_hop_is_checked(self) -> None:
        def resolve(host: str, port: int) -> list[str]:
            return ["10.0.0.7"] if host == "intranet.example" else ["127.0.0.1"]

        for target in (
            "http://intranet.example/",
            "http://10.0.0.8/",
            "http://[::ffff:10.0.0.9]/",
            "http://169.254.169.254/x",
        ):
            fetcher = Fetcher(policy(), resolve)
            with (
                site({"/a": redirect(target)}) as here,
                pytest.raises(ForbiddenAddress, match=r"leads to .*not on the public network") as fault,
            ):
                fetcher.fetch(here.url("/a"))
            assert str(fault.value).startswith(here.url("/a"))

    @pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://paper.example/", "javascript:0", "data:text/html,x",
                                        "http://me:hidden@paper.example/", "http://", "http://[x"])  # fmt: skip
    def test_to_other_schemes_are_refused(self, target: str) -> None:
        with site({"/a": redirect(target)}) as here, pytest.raises(ForbiddenAddress) as fault:
            fetched(here.url("/a"))
        assert "hidden" not in str(fault.value)

    def test_that_never_end_are_ended(self) -> None:
        with site({"/a": redirect("/a")}) as here:
            with pytest.raises(ForbiddenAddress, match="more than 5 times"):
                fetched(here.url("/a"))
            assert len(here.paths) == 6

    def test_to_nowhere(self) -> None:
        with site({"/a": (302, {}, b"")}) as here, pytest.raises(Unreachable, match="not where to"):
            fetched(here.url("/a"))

    def test_carry_nothing_along(self) -> None:
        pages = {"/a": (302, {"Location": "/b", "Set-Cookie": "id=1"}, b""), "/b": page()}
        with site(pages) as here:
            fetched(here.url("/a"))
        assert not {"cookie", "referer", "authorization"} & {name for _, head in here.asked for name in head}


class TestLimits:
    def test_size_that_is_announced(self) -> None:
        pages: Pages = {"/": (200, {"Content-Length": "99999999999"}, b"x")}
        with site(pages) as here, pytest.raises(TooLarge, match=r"larger than 1,000 bytes; raise the limit"):
            fetched(here.url(), bytes=1000)

    def test_size_that_is_not_announced(self) -> None:
        def endless(line: socket.socket) -> None:
            line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                line.sendall(b"x" * 65536)

        with raw(endless) as port, pytest.raises(TooLarge):
            fetched(f"http://127.0.0.1:{port}/", bytes=100_000)

    @pytest.mark.parametrize("coding", ["gzip", "deflate"])
    def test_bomb_is_cut_at_the_limit(self, coding: str) -> None:
        bomb = gzip.compress(bytes(200_000_000), 1) if coding == "gzip" else zlib.compress(bytes(200_000_000), 1)
        with site({"/": (200, {"Content-Encoding": coding}, bomb)}) as here:
            before = time.process_time()
            with pytest.raises(TooLarge):
                fetched(here.url(), bytes=2_000_000)
            assert time.process_time() - before < 2

    def test_packing_that_was_not_asked_for_is_refused(self) -> None:
        for coding in ("br", "zstd", "gzip, gzip", "x" * 500):
            pages: Pages = {"/": (200, {"Content-Encoding": coding}, b"x")}
            with site(pages) as here, pytest.raises(Unreachable, match="packed as"):
                fetched(here.url())

    def test_packed_page_is_unpacked(self) -> None:
        status, headers, data = page()
        with site({"/": (status, {**headers, "Content-Encoding": "gzip"}, gzip.compress(data))}) as here:
            assert fetched(here.url()).data == data

    @pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n",
                                       b"HTTP/1.1 200 OK\r\n\r\n"])  # fmt: skip
    def test_a_byte_now_and_then_is_cut(self, start: bytes) -> None:
        def slow(line: socket.socket) -> None:
            line.sendall(start)
            while True:
                time.sleep(0.1)
                line.sendall(b"x")

        began = time.monotonic()
        with raw(slow) as port, pytest.raises(Unreachable, match="in time"):
            fetched(f"http://127.0.0.1:{port}/", seconds=0.6)
        assert time.monotonic() - began < 4

    def test_silence_in_the_handshake_is_cut(self) -> None:
        def silent(line: socket.socket) -> None:
            time.sleep(3)

        began = time.monotonic()
        with raw(silent) as port, pytest.raises(Unreachable, match="in time"):
            fetched(f"https://127.0.0.1:{port}/", seconds=0.5)
        assert time.monotonic() - began < 3

    @pytest.mark.parametrize("garbage", [b"\0" * 5000, b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
                                         b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 500 + b"\r\n", b"HTTP/1.1 200 OK\r\na: " + b"b" * 99_999,
                                         b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                                         b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnone", b""])  # fmt: skip
    def test_garbage_is_told_in_a_line(self, garbage: bytes) -> None:
        with raw(lambda line: line.sendall(garbage)) as port, pytest.raises(Unreachable, match="broke off") as fault:
            fetched(f"http://127.0.0.1:{port}/")
        assert str(fault.value).isprintable()

    def test_nobody_listens(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as gone:
            port = gone.getsockname()[1]
        with pytest.raises(Unreachable, match="no connection to 127"):
            fetched(f"http://127.0.0.1:{port}/")

    def test_stop_cuts_what_is_under_way(self) -> None:
        with raw(lambda line: time.sleep(5)) as port, Fetcher(policy(), loopback) as fetcher:
            timer = threading.Timer(0.3, fetcher.stop)
            timer.start()
            began = time.monotonic()
            with pytest.raises(Stopped):
                fetcher.fetch(f"http://127.0.0.1:{port}/")
            assert time.monotonic() - began < 3


class TestTrust:
    @pytest.fixture(autouse=True)
    def own_authority(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        self.authority = trustme.CA()
        self.authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        exchange._trust.cache_clear()
        yield
        exchange._trust.cache_clear()

    def context(self, authority: trustme.CA, *names: str) -> ssl.SSLContext:
        out = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*names).configure_cert(out)
        return out

    def test_certificate_is_that_of_the_name(self) -> None:
        asked: list[str | None] = []
        context = self.context(self.authority, "paper.example")
        context.sni_callback = lambda line, name, own: asked.append(name)
        with site({"/": page()}, context) as here:
            assert fetched(here.url("/", "paper.example", "https")).data
        assert set(asked) == {"paper.example"}

    def test_certificate_of_another_name_is_refused(self) -> None:
        with site({"/": page()}, self.context(self.authority, "other.example", "127.0.0.1")) as here:
            with pytest.raises(Unreachable, match=r"certificate of paper\.example is not to be trusted"):
                fetched(here.url("/", "paper.example", "https"))
            assert here.asked == []

    def test_certificate_of_nobody_is_refused(self) -> None:
        with site({"/": page()}, self.context(trustme.CA(), "paper.example")) as here:
            with pytest.raises(Unreachable, match="SSL_CERT_FILE"):
                fetched(here.url("/", "paper.example", "https"))
            assert here.asked == []

    def test_redirect_from_https_to_http_is_refused(self) -> None:
        with site({"/": page()}) as plain:
            pages: Pages = {"/a": redirect(plain.url("/", "paper.example"))}
            context = self.context(self.authority, "paper.example")
            with site(pages, context) as here, pytest.raises(ForbiddenAddress, match="from https to http"):
                fetched(here.url("/a", "paper.example", "https"))
            assert plain.asked == []


class TestManners:
    def test_name_and_contact(self) -> None:
        with site({"/": page()}) as here:
            fetched(here.url())
            fetched(here.url(), contact="mailto:me@example.org")
        agents = [head["user-agent"] for path, head in here.asked if path == "/"]
        assert agents == [
            f"Marsad/{__version__} (reads conflict reports)",
            f"Marsad/{__version__} (+mailto:me@example.org)",
        ]

    def test_contact_that_would_add_a_header_is_refused(self) -> None:
        for contact in ("a\r\nX: y", "ب", " a", "a" * 300):
            with pytest.raises(OptionError, match="--contact"):
                Fetcher(Policy(contact=contact))

    def test_what_has_not_changed_is_not_sent_again(self) -> None:
        def asked(head: object) -> Page:
            assert isinstance(head, dict)
            if head.get("if-none-match") == '"v1"' and head.get("if-modified-since") == "Thu, 11 Apr 2019 08:00:00 GMT":
                return 304, {}, b""
            return page(ETag='"v1"', Last_Modified="Thu, 11 Apr 2019 08:00:00 GMT")

        with site({"/": asked}) as here, Fetcher(policy(), loopback) as fetcher:
            first = fetcher.fetch(here.url())
            assert (first.etag, first.modified, first.changed) == ('"v1"', "2019-04-11T08:00:00Z", True)
            again = fetcher.fetch(here.url(), etag=first.etag, modified=first.modified)
            assert (again.changed, again.data) == (False, b"")

    def test_heads_that_are_made_to_harm_are_not_kept(self) -> None:
        with site({"/": page(ETag="v1 \x1b[31m", Last_Modified="x" * 9000, Content_Type="text/\x1b[31m")}) as here:
            got = fetched(here.url())
        assert (got.etag, got.modified, got.kind) == (None, None, "")

    @pytest.mark.parametrize(("status", "lasting"), [(404, True), (410, True), (403, True), (500, False), (429, False)])
    def test_error_of_the_server(self, status: int, lasting: bool) -> None:
        pages: Pages = {"/": (status, {"Retry-After": "17"}, b"x")}
        with site(pages) as here, pytest.raises(Unreachable, match=f"the server says {status} ") as fault:
            fetched(here.url())
        assert (fault.value.lasting, fault.value.wait) == (lasting, 17.0 if status == 429 else 0.0)

    def test_one_request_at_a_time_with_a_pause(self) -> None:
        times: list[tuple[float, float]] = []

        def slow(_: object) -> Page:
            began = time.monotonic()
            time.sleep(0.1)
            times.append((began, time.monotonic()))
            return page()

        with site({"/": slow}) as here, Fetcher(policy(pause=0.2), loopback) as fetcher:
            threads = [threading.Thread(target=fetcher.fetch, args=(here.url(),)) for _ in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        times.sort()
        assert all(after[0] - before[1] > 0.15 for before, after in pairwise(times))
        assert len(times) == 3

    def test_host_that_asked_for_quiet_is_left_alone(self) -> None:
        with (
            site({"/": (503, {"Retry-After": "3600"}, b""), "/b": page()}) as here,
            Fetcher(policy(), loopback) as fetcher,
        ):
            with pytest.raises(Unreachable):
                fetcher.fetch(here.url())
            with pytest.raises(Unreachable, match="seconds of quiet"):
                fetcher.fetch(here.url("/b"))
        assert here.paths == ["/"]


class TestRobots:
    def robots(self, text: str, status: int = 200) -> Pages:
        return {"/robots.txt": (status, {"Content-Type": "text/plain"}, text.encode()), "/a": page(), "/b/c": page()}

    def asked(self, here: Site, *paths: str) -> list[str]:
        out = []
        with Fetcher(policy(), loopback) as fetcher:
            for path in paths:
                try:
                    fetcher.fetch(here.url(path))
                    out.append("had")
                except InputError as fault:
                    out.append(type(fault).__name__)
        return out

    def test_are_obeyed_and_asked_once(self) -> None:
        text = "User-agent: *\nDisallow: /b/\n\nUser-agent: other\nDisallow: /\n"
        with site(self.robots(text)) as here:
            assert self.asked(here, "/a", "/b/c", "/a") == ["had", "ForbiddenAddress", "had"]
            assert [path for path, _ in here.asked].count("/robots.txt") == 1
            assert here.paths == ["/a", "/a"]

    def test_own_name_goes_before_the_star(self) -> None:
        with site(self.robots("User-agent: *\nDisallow: /\nUser-agent: Marsad\nAllow: /a\nDisallow: /b*c$")) as here:
            assert self.asked(here, "/a", "/b/c") == ["had", "ForbiddenAddress"]

    @pytest.mark.parametrize(
        ("status", "want"), [(404, "had"), (403, "had"), (500, "Unreachable"), (429, "Unreachable")]
    )
    def test_that_cannot_be_had(self, status: int, want: str) -> None:
        with site(self.robots("x", status)) as here:
            assert self.asked(here, "/a") == [want]

    def test_count_at_the_address_that_a_redirect_leads_to(self) -> None:
        pages = self.robots("User-agent: *\nDisallow: /b/") | {"/a": redirect("/b/c")}
        with site(pages) as here:
            assert self.asked(here, "/a") == ["ForbiddenAddress"]

    def test_of_any_size_and_kind_cost_little(self) -> None:
        rules = (
            "".join(f"User-agent: {n}\n" for n in range(20_000))
            + "User agent marsad\n"
            + "Disallow: /*a*b*c*d$\n" * 20_000
        )
        long = "https://paper.example/" + "abc" * 1000
        before = time.process_time()
        for data in (rules.encode(), b"\xff" * LIMIT, b"Disallow: /" + b"*a" * 100_000, b"", b"\n" * LIMIT):
            assert rules_of(data * 2).can_fetch(long, "marsad")
        assert time.process_time() - before < 3
        assert not rules_of(b"\xef\xbb\xbfuser-agent : MARSAD # us\ndisallow: /").can_fetch(long, "marsad")

    def test_delay_is_kept(self) -> None:
        with site(self.robots("User-agent: *\nCrawl-delay: 0.4")) as here:
            began = time.monotonic()
            assert self.asked(here, "/a", "/a") == ["had", "had"]
            assert time.monotonic() - began > 0.35
