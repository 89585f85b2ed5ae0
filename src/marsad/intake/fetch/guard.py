"""Which hosts may be asked: public ones, and those that the user names. A name is looked up once, and every address that
it has must be allowed; who connects takes one of these addresses and looks nothing up again.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Collection

from marsad.errors import ForbiddenAddress, OptionError, Unreachable
from marsad.intake.fetch.address import Address, address, usual_port

Resolve = Callable[[str, int], list[str]]  # host and port to IP addresses
ANY = "*"  # in the list of hosts: any private host
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
# Ranges that carry an IPv4 address inside, by where its bits begin from the right; that one is what is reached.
_CARRIERS = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped, RFC 4291
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),  # IPv4-translated, RFC 2765
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)
# Not for the public, whatever an older Python's is_global says of them.
_CLOSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4",
        "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7",
        "fe80::/10", "fec0::/10",
    )
)  # fmt: skip


class Guard:
    """``private`` are hosts that may be asked though they are not public; ``*`` among them allows all of these."""

    def __init__(self, private: Collection[str] = (), resolve: Resolve | None = None, seconds: float = 10) -> None:
        self._private = frozenset(private)
        self._resolve = resolve or (lambda host, port: looked_up(host, port, seconds))

    def check(self, at: Address) -> list[str]:
        """The IP addresses to connect to. Raises ForbiddenAddress, and Unreachable for a host that is not found."""
        free = at.host in self._private or ANY in self._private
        if not free and not usual_port(at):
            raise ForbiddenAddress(at.text, f"port {at.port} is none where pages are", "check the address")
        if not (found := _literal(at.host) or self._resolve(at.host, at.port)):
            raise Unreachable(at.text, f"the host {at.host} is not found", "check its spelling, and the network")
        for ip in found:
            if not free and not is_public(ip):
                of = "" if ip == at.host else f" ({ip})"
                raise ForbiddenAddress(
                    at.text, f"{at.host}{of} is not on the public network", f"if it is yours: --allow-host {at.host}"
                )
        return found


def is_public(ip: str) -> bool:
    """Is this an address of the public network, IPv4 or IPv6, also through one that carries another inside?"""
    try:
        value: _IP = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(value, ipaddress.IPv6Address):
        if value.scope_id:
            return False
        for network, shift in _CARRIERS:
            if value in network:
                return is_public(str(ipaddress.IPv4Address(int(value) >> shift & 0xFFFFFFFF)))
    if any(value in network for network in _CLOSED if network.version == value.version):
        return False
    return value.is_global and not (value.is_multicast or value.is_reserved or value.is_unspecified)


def looked_up(host: str, port: int, seconds: float) -> list[str]:
    """The IP addresses of a host, in the system's order, none twice; none where it has none.

    Raises Unreachable where the answer takes longer than ``seconds``.
    """
    answer: list[str] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        answer.extend(dict.fromkeys(str(where[0]) for *_, where in found))

    thread = threading.Thread(target=ask, daemon=True)  # getaddrinfo has no limit of time of its own
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise Unreachable(host, f"was not found within {seconds:g} seconds", "try again later")
    return answer


def _literal(host: str) -> list[str]:
    """The IP address that a host is already."""
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        return []


def private_hosts(names: Collection[str]) -> frozenset[str]:
    """Hosts that the user allows, as addresses have them. Raises OptionError for what is no host."""
    out = set()
    for name in names:
        try:
            at = address(f"http://[{name}]/" if ":" in name and not name.startswith("[") else f"http://{name}/")
        except ForbiddenAddress:
            at = None
        if name != ANY and (at is None or at.target != "/" or at.port != 80):
            raise OptionError("--allow-host", f"{name[:100]!r} is no host", "name one, as intranet.example")
        out.add(at.host if at and name != ANY else ANY)
    return frozenset(out)
