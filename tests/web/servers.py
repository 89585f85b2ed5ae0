"""Web servers on loopback that behave well, or do not."""

from __future__ import annotations

import http.server
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Page = tuple[int, Mapping[str, str], bytes]
Pages = dict[str, Page | Callable[[Mapping[str, str]], Page]]
ARTICLE = """<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:site_name" content="جريدة المثال"><meta property="article:published_time" content="2019-04-11T08:00:00Z">
</head><body><nav>الرئيسية</nav><article><h1>{title}</h1><p>{text}</p></article></body></html>"""
TEXT = (
    "قصفت طائرات التحالف مواقع الحوثيين في صعدة، ما أدى إلى مقتل 12 شخصا. وتدعم إيران جماعة الحوثي، بحسب مصادر محلية."
)


def page(text: str = TEXT, title: str = "غارات على صعدة", **headers: str) -> Page:
    """An article as a paper would print it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return 200, {"Content-Type": "text/html; charset=utf-8"} | named, ARTICLE.format(title=title, text=text).encode()


def redirect(to: str, status: int = 302) -> Page:
    return status, {"Location": to}, b""


class Site:
    """A server with these pages. ``asked`` are the requests: path and head."""

    def __init__(self, pages: Pages, port: int) -> None:
        self.pages = pages
        self.port = port
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@contextmanager
def site(pages: Pages | None = None, context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A running server, with TLS where ``context`` is given."""
    pages = {} if pages is None else pages

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            own.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            found = own.pages.get(self.path, (404, {}, b"gone"))
            status, headers, data = found(own.asked[-1][1]) if callable(found) else found
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if not {"Content-Length", "Transfer-Encoding"} & {*headers}:
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # the client cut the line
                return

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            pass

        def finish_request(self, request: Any, client_address: Any) -> None:
            if not context:
                return super().finish_request(request, client_address)
            # In the thread of the request: a broken handshake costs it alone.
            with context.wrap_socket(request, server_side=True) as line:
                return super().finish_request(line, client_address)

    server = Server(("127.0.0.1", 0), Handler)
    own = Site(pages, server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield own
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def raw(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """The port of a server that says what ``talk`` says, whatever it is asked; robots.txt is not there."""
    listening = socket.create_server(("127.0.0.1", 0))

    def one(line: socket.socket) -> None:
        with line:
            try:
                asked = line.recv(65536)
                if asked.startswith(b"GET /robots.txt"):
                    line.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                else:
                    talk(line)
            except OSError:
                return

    def serve() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(line,), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()
