"""Addresses of the web: read once, written one way, so that what was checked is what is asked for.

``http`` and ``https`` alone, no password, no fragment; the host as the name system has it, path and query in ASCII.
"""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from marsad.errors import ForbiddenAddress

LONGEST = 4000  # characters; browsers and servers stop somewhere above 2000
_REMEDY = "write it as https://example.org/page"
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_KEPT = "/%:@!$&'()*+,;=~[]|"
# What else listens below 1024, and what the Fetch standard blocks above ("bad port"): a page must not make Marsad
# talk to a mail or chat server. https://fetch.spec.whatwg.org/#port-blocking
_BLOCKED = frozenset(
    [1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080]
)


class Address(NamedTuple):
    """One address. ``host`` is a name, an IPv4 address or an IPv6 address without brackets; ``target`` path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" if self.port == _PORTS[self.scheme] else f"{self.scheme}://{host}:{self.port}"

    @property
    def text(self) -> str:
        return self.site + self.target

    @property
    def authority(self) -> str:
        """Host and port as the header Host has them."""
        return self.site.partition("://")[2]


def address(text: str) -> Address:
    """The address that ``text`` writes. Raises ForbiddenAddress for one that is none, or is none to be fetched."""
    text = text.strip()
    shown = _shown(text)
    if len(text) > LONGEST:
        raise ForbiddenAddress(shown, f"is longer than {LONGEST:,} characters", "check it")
    try:
        parts = urlsplit(text)
        port = parts.port
        name = parts.hostname or ""
    except ValueError:
        raise ForbiddenAddress(shown, "is no address", _REMEDY) from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise ForbiddenAddress(shown, "is no address that begins with http:// or https://", _REMEDY)
    if "@" in parts.netloc:
        raise ForbiddenAddress(shown, "holds a user name or password", "give the address of a page that needs none")
    if _CONTROL.search(text) or not name:
        raise ForbiddenAddress(shown, "is no address", _REMEDY)
    port = _PORTS[scheme] if port is None else port
    try:
        target = urljoin("/", _ascii(parts.path) or "/") + (f"?{_ascii(parts.query)}" if parts.query else "")
    except UnicodeError:  # half a surrogate pair, a byte that was no text
        raise ForbiddenAddress(shown, "is no address", _REMEDY) from None
    return Address(scheme, _host(name, shown), port, target)


def onward(at: Address, link: str) -> Address:
    """Where a link or redirect at ``at`` leads. Raises ForbiddenAddress."""
    try:
        target = urljoin(at.text, link.strip())
    except ValueError:
        raise ForbiddenAddress(_shown(link), "is no address", _REMEDY) from None
    return address(target)


def usual_port(at: Address) -> bool:
    """Is this a port where pages are?"""
    return at.port in _PORTS.values() or (at.port >= 1024 and at.port not in _BLOCKED)


def _host(name: str, shown: str) -> str:
    """The host as the name system has it (IDNA 2003, as Python's own codec has it), or an IP address."""
    wrong = ForbiddenAddress(shown, "names no host that can be", "check its spelling")
    if ":" in name:
        try:
            ip = ipaddress.IPv6Address(name)
        except ValueError:
            raise wrong from None
        if ip.scope_id:
            raise wrong
        return str(ip)
    try:
        name = name.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise wrong from None
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:  # 127.1, 0x7f000001, 2130706433, 0177.0.0.1: only one who hides a host writes these
            raise ForbiddenAddress(shown, "writes its host as an unusual number", "write it as 192.0.2.1") from None
    if not _HOST.fullmatch(name) or len(name) > 253:
        raise wrong
    return name


def _ascii(part: str) -> str:
    """A path or query with what is not ASCII as the bytes of UTF-8; what is written so already stays."""
    return quote(_PERCENT.sub("%25", part), safe=_KEPT + "?")


def _shown(text: str) -> str:
    """As messages have it: on one line, short, without a password."""
    scheme, mark, rest = text.partition("://")
    authority, slash, path = rest.partition("/")
    if mark and "@" in authority:
        text = f"{scheme}://{authority.rpartition('@')[2]}{slash}{path}"
    text = _CONTROL.sub("\ufffd", text.encode("utf-8", "replace").decode())
    return text if len(text) <= 200 else text[:199] + "…"
