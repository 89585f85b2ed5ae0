"""One request to one checked IP address, one answer, within a time and a size.

The connection goes to the address that the guard checked, while the header Host and the certificate are those of the
host's name. A watch cuts the line when the time is over, whatever the server does: a header a minute, a byte a minute.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from http.client import HTTPException
from typing import Any

import urllib3.connection
from msgspec import Struct
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from marsad.errors import TooLarge, Unreachable
from marsad.intake.fetch.address import Address
from marsad.intake.fetch.headers import kind

ROOM, ROOMY = 10, ("application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_CHUNK = 65_536
_LATER = "try again later"


class Answer(Struct, frozen=True):
    """What a server said: ``headers`` with their names in lower case, ``data`` unpacked; empty where none was asked for."""

    status: int
    headers: dict[str, str]
    data: bytes


class Deadline:
    """The moment at which a connection is cut. ``cut`` does it at once, from any thread."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._connection: Any = None
        self._sock: Any = None
        self._cut = threading.Event()

    @property
    def left(self) -> float:
        return 0.0 if self._cut.is_set() else max(0.0, self._until - time.monotonic())

    def watch(self, connection: Any) -> threading.Timer:
        """Cut this connection when the time is over; the caller cancels the timer."""
        self._connection = connection
        timer = threading.Timer(self.left, self.cut)
        timer.daemon = True
        timer.start()
        return timer

    def hold(self, sock: Any) -> None:
        """Remember the socket: where the end of the line ends the answer, the connection forgets it."""
        self._sock = sock

    def cut(self) -> None:
        self._cut.set()
        sock = self._sock or getattr(self._connection, "sock", None)
        if isinstance(sock, socket.socket):
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # not the TLS socket's own, which would go on in clear


def ask(
    at: Address, ip: str, headers: Mapping[str, str], *, limit: int, deadline: Deadline, connect: float, part: bool = False
) -> Answer:  # fmt: skip
    """GET ``at`` from ``ip``. ``limit`` is the most bytes, packed and unpacked, for PDF and Word files ``ROOM`` times that;
    ``connect`` seconds are for connecting.

    ``part`` takes the first ``limit`` bytes of a longer answer. Raises Unreachable and TooLarge; ConnectFault where
    there was no connection, so that another IP address of the host may be tried.
    """
    connection = _connection(at, ip, min(connect, deadline.left) or 0.001)
    timer = deadline.watch(connection)
    response = None
    try:
        connection.request(
            "GET", at.target, headers={"Host": at.authority, "Connection": "close", "Accept-Encoding": "gzip, deflate"} | dict(headers),
            preload_content=False,
        )  # fmt: skip
        deadline.hold(connection.sock)
        if connection.sock is not None:
            connection.sock.settimeout(max(deadline.left, 0.001))
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.headers.items()}
        data = _body(at, response, found, limit, part) if 200 <= response.status < 300 else b""
        if not deadline.left:
            raise TimeoutError
        return Answer(response.status, found, data)
    except ssl.SSLCertVerificationError as fault:
        raise _untrusted(at, fault) from None
    except (ConnectTimeoutError, NewConnectionError) as fault:
        raise ConnectFault(at.text, f"no connection to {at.host} ({_reason(fault)})", _LATER) from None
    except (HTTPError, HTTPException, OSError, ValueError) as fault:
        raise _broken(at, deadline, fault) from None
    finally:
        timer.cancel()
        if response is not None:
            response.close()
        connection.close()


class ConnectFault(Unreachable):
    """No connection to this IP address of a host."""


def _connection(at: Address, ip: str, connect: float) -> urllib3.connection.HTTPConnection:
    if at.scheme == "http":
        return urllib3.connection.HTTPConnection(ip, at.port, timeout=connect)
    return urllib3.connection.HTTPSConnection(
        ip, at.port, timeout=connect, ssl_context=_trust(), server_hostname=at.host, assert_hostname=None
    )


@cache
def _trust() -> ssl.SSLContext:
    """The certificates that the system trusts (or SSL_CERT_FILE names), TLS 1.2 at least."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _body(at: Address, response: Any, headers: Mapping[str, str], limit: int, part: bool) -> bytes:
    if (coding := headers.get("content-encoding", "").strip().lower()) not in CODINGS:
        raise Unreachable(
            at.text, f"the answer is packed as {coding[:40]!r}, unasked", "save the page and name its file"
        )
    if kind(headers) in ROOMY:
        limit *= ROOM
    too_large = TooLarge(at.text, f"is larger than {limit:,} bytes", "raise the limit with --max-bytes")
    if not part and headers.get("content-length", "").isdigit() and int(headers["content-length"][:20]) > limit:
        raise too_large
    data = bytearray()
    while chunk := response.read(min(_CHUNK, limit + 1 - len(data)), decode_content=True):
        data += chunk
        if len(data) > limit or response.tell() > limit + _CHUNK:
            if part:
                break
            raise too_large
    return bytes(data[:limit])


def _untrusted(at: Address, fault: ssl.SSLCertVerificationError) -> Unreachable:
    why = fault.verify_message or str(fault)
    return Unreachable(
        at.text, f"the certificate of {at.host} is not to be trusted ({' '.join(why.split())[:200]})",
        "check the address; a certificate authority of your own goes into SSL_CERT_FILE",
    )  # fmt: skip


def _broken(at: Address, deadline: Deadline, fault: Exception) -> Unreachable:
    cause = fault.args[-1] if isinstance(fault, HTTPError) and fault.args else fault
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _untrusted(at, cause)
    if not deadline.left or isinstance(fault, TimeoutError):
        return Unreachable(at.text, "gave no whole answer in time", _LATER)
    return Unreachable(at.text, f"the answer broke off or is none ({_reason(fault)})", _LATER)


def _reason(fault: Exception) -> str:
    """What the trouble is, harmless: a server's own words may stand in it."""
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in str(fault).rpartition(": ")[2][:100])
    return text.strip() or type(fault).__name__
