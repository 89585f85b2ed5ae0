"""What a site lets robots fetch (RFC 9309). Its robots.txt is had once in 24 hours, and counts up to 500 KiB."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from marsad.errors import ForbiddenAddress, InputError, TooLarge, Unreachable
from marsad.intake.fetch.address import Address
from marsad.intake.fetch.headers import phrase

if TYPE_CHECKING:
    from protego import Protego

NAME = "marsad"  # what robots.txt calls us
LIMIT = 512_000  # bytes; RFC 9309 asks for 500 KiB at least
LONGEST_DELAY = 60.0  # seconds between two requests that a site can ask for
_LINES = 20_000
_DAY = 24 * 3600
_BRIEFLY = 600  # seconds to believe that there is none to be had
_SITES, _KEPT = 1000, 3_000_000  # sites whose rules are kept, and bytes of them all; rules take up to 30 times that
_AGENT = re.compile(r"\s*user[-\s]?agents?\b[\s:]*", re.IGNORECASE)

Get = Callable[[Address, list[str]], tuple[int, bytes]]  # status and the first bytes; raises InputError


class _Rules(Struct, frozen=True):
    until: float
    rules: Protego | None = None  # none: all is allowed
    size: int = 0
    fault: tuple[str, str] | None = None  # why it could not be had, and the way out: then nothing is allowed


class Robots:
    """The rules of the sites that were asked. ``get`` fetches a robots.txt."""

    def __init__(self, get: Get) -> None:
        self._get = get
        self._sites: OrderedDict[str, _Rules] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, at: Address, ips: list[str]) -> float:
        """Seconds that the site wants between requests; ``ips`` are the host's checked IP addresses.

        Raises ForbiddenAddress, and Unreachable where nobody knows.
        """
        have = self._of(at, ips)
        if have.fault:
            raise Unreachable(at.text, *have.fault)
        if have.rules is None:
            return 0.0
        if not have.rules.can_fetch(at.text, NAME):
            raise ForbiddenAddress(
                at.text, f"robots.txt of {at.host} forbids it to programs", "open it in a browser and save it"
            )
        return min(have.rules.crawl_delay(NAME) or 0.0, LONGEST_DELAY)

    def _of(self, at: Address, ips: list[str]) -> _Rules:
        with self._lock:
            have = self._sites.get(at.site)
        if have is None or have.until < time.monotonic():
            have = self._ask(at, ips)
            with self._lock:
                self._sites[at.site] = have
                self._sites.move_to_end(at.site)
                while len(self._sites) > _SITES or sum(rules.size for rules in self._sites.values()) > _KEPT:
                    self._sites.popitem(last=False)
        return have

    def _ask(self, at: Address, ips: list[str]) -> _Rules:
        now = time.monotonic()
        try:
            status, data = self._get(at._replace(target="/robots.txt"), ips)
        except (TooLarge, ForbiddenAddress):
            return _Rules(now + _DAY)  # none that counts
        except InputError as fault:
            return _Rules(now + _BRIEFLY, fault=(fault.trouble, fault.remedy))  # the site itself is not to be had
        if status == 429 or status >= 500:
            trouble = f"robots.txt of {at.host} cannot be had (the server says {phrase(status)})"
            return _Rules(now + _BRIEFLY, fault=(trouble, "try again later"))
        return _Rules(now + _DAY, rules_of(data), len(data)) if 200 <= status < 300 else _Rules(now + _DAY)


def rules_of(data: bytes) -> Protego:
    """The rules in a robots.txt."""
    from protego import Protego

    lines = data[:LIMIT].decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
    return Protego.parse("\n".join(map(_one_of_three, lines[:_LINES])))


def _one_of_three(line: str) -> str:
    """A line that names an agent, with all but us and ``*`` under one name: rules are kept for each name, and thousands of
    names before thousands of rules would fill the memory."""
    found = _AGENT.match(line)
    if not found:
        return line
    name = line[found.end() :].partition("#")[0].strip().lower()
    return f"User-agent: {name if name in ('*', NAME) else 'another'}"
