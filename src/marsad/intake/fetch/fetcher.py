"""Fetching: from an address to its bytes, past the guard at every hop, by the rules of the site, at most so much.

Nothing of one request goes with the next: no cookies, no passwords, no address that was come from.
"""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Mapping
from types import TracebackType

from msgspec import Struct

from marsad.errors import ForbiddenAddress, InputError, Unreachable
from marsad.intake.fetch import headers
from marsad.intake.fetch.address import Address, address, onward
from marsad.intake.fetch.exchange import Answer, ConnectFault, Deadline, ask
from marsad.intake.fetch.guard import Guard, Resolve, private_hosts
from marsad.intake.fetch.policy import Policy
from marsad.intake.fetch.robots import LIMIT as ROBOTS_LIMIT
from marsad.intake.fetch.robots import Robots
from marsad.intake.fetch.turns import Turns

HOPS = 5  # redirects that are followed
TRIES = 4  # IP addresses of one host
ROBOTS_SECONDS = 20.0
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_LASTING = frozenset([301, 308])


class Fetched(Struct, frozen=True, kw_only=True):
    """What an address gave. ``final`` is where it was in the end; ``modified`` and ``retrieved`` are ISO 8601, UTC.

    ``kind`` is the media type that the server names. ``moved`` says that it has moved to ``final`` for good; where
    ``changed`` is false, it is still what was had, and ``data`` is empty.
    """

    address: str
    final: str
    retrieved: str
    data: bytes = b""
    kind: str = ""
    modified: str | None = None
    etag: str | None = None
    moved: bool = False
    changed: bool = True


class Stopped(Exception):  # not a fault: somebody asked for it
    """The fetcher was told to stop."""


class Fetcher:
    """Fetches addresses, from several threads if need be. ``resolve`` looks up hosts in place of the system.

    Raises OptionError for a policy that cannot be.
    """

    def __init__(self, policy: Policy | None = None, resolve: Resolve | None = None) -> None:
        self.policy = policy or Policy()
        self._guard = Guard(private_hosts(self.policy.private), resolve, self.policy.connect)
        self._robots = Robots(self._robots_txt)
        self._turns = Turns(self.policy.pause, self._wait)
        self._stopped = threading.Event()
        self._under_way: set[Deadline] = set()
        self._said = headers.asking(self.policy.contact)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """Cut what is under way, from any thread; it ends with Stopped."""
        self._stopped.set()
        for deadline in tuple(self._under_way):
            deadline.cut()

    def fetch(
        self, text: str, *, etag: str | None = None, modified: str | None = None, language: str | None = None
    ) -> Fetched:
        """What is at an address, unless it is still what came with ``etag`` and ``modified``; best in ``language``.

        Raises ForbiddenAddress, Unreachable or TooLarge, each naming the address; Stopped after ``stop``.
        """
        at = first = address(text)
        budget, lasting = _Budget(self.policy.seconds), True
        said = self._said | headers.conditions(etag, modified) | headers.tongue(language)
        try:
            for _ in range(HOPS + 1):
                answer = self._hop(at, budget, said)
                if answer.status not in _REDIRECTS:
                    return _had(first, at, answer, lasting and at != first)
                lasting = lasting and answer.status in _LASTING
                at = _redirected(at, answer)
            raise ForbiddenAddress(first.text, f"leads on more than {HOPS} times", "check it in a browser")
        except InputError as fault:
            if self._stopped.is_set():
                raise Stopped from None
            if isinstance(fault, Unreachable) and fault.wait:
                self._turns.quiet(at.host, fault.wait)
            raise _told(first, fault) from None

    def _hop(self, at: Address, budget: _Budget, said: Mapping[str, str]) -> Answer:
        """One request in its turn, if the guard and the site allow it."""
        ips = self._guard.check(at)
        delay = 0.0
        self._turns.take(at.host)
        try:
            delay = self._robots.check(at, ips)
            answer = self._ask(at, ips, budget, said)
            wait = headers.retry_after(answer.headers) if answer.status in (429, 503) else 0.0
            if not (200 <= answer.status < 300 or answer.status in _REDIRECTS or answer.status == 304):
                raise _refused(at, answer.status, wait)
            return answer
        finally:
            self._turns.give(at.host, delay)

    def _ask(
        self, at: Address, ips: list[str], budget: _Budget, said: Mapping[str, str], limit: int = 0, part: bool = False
    ) -> Answer:
        """The answer of the first IP address of a host that takes a connection."""
        fault: ConnectFault | None = None
        for ip in ips[:TRIES]:
            deadline, began = Deadline(budget.left), time.monotonic()
            self._under_way.add(deadline)
            try:
                self._wait(0)
                return ask(
                    at, ip, said, limit=limit or self.policy.bytes, deadline=deadline, connect=self.policy.connect,
                    part=part,
                )  # fmt: skip
            except ConnectFault as found:
                fault = fault or found
            finally:
                self._under_way.discard(deadline)
                budget.left -= time.monotonic() - began
        assert fault is not None
        raise fault

    def _robots_txt(self, at: Address, ips: list[str]) -> tuple[int, bytes]:
        budget = _Budget(min(ROBOTS_SECONDS, self.policy.seconds))
        for _ in range(HOPS + 1):
            answer = self._ask(at, ips, budget, self._said, ROBOTS_LIMIT, part=True)
            if answer.status not in _REDIRECTS:
                return answer.status, answer.data
            at = _redirected(at, answer)
            ips = self._guard.check(at)
        return 404, b""

    def _wait(self, seconds: float) -> None:
        if self._stopped.wait(seconds) if seconds else self._stopped.is_set():
            raise Stopped


class _Budget:
    """Seconds that are left for one address."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds


def _redirected(at: Address, answer: Answer) -> Address:
    link = headers.location(answer.headers)
    if not link:
        raise Unreachable(at.text, f"the server says {answer.status}, but not where to", "check it in a browser")
    target = onward(at, link)
    if at.scheme == "https" and target.scheme == "http":
        raise ForbiddenAddress(
            at.text, f"leads from https to {target.text}, which anybody on the way could change",
            "check it in a browser, and give the address that it leads to if you want it all the same",
        )  # fmt: skip
    return target


def _refused(at: Address, status: int, wait: float) -> Unreachable:
    lasting = 400 <= status < 500 and status not in (408, 425, 429)
    remedy = "check the address in a browser" if lasting else "try again later"
    return Unreachable(at.text, f"the server says {headers.phrase(status)}", remedy, wait=wait, lasting=lasting)


def _had(first: Address, at: Address, answer: Answer, moved: bool) -> Fetched:
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Fetched(
        address=first.text, final=at.text, retrieved=now, data=answer.data, kind=headers.kind(answer.headers),
        modified=headers.modified(answer.headers), etag=headers.etag(answer.headers), moved=moved,
        changed=answer.status != 304,
    )  # fmt: skip


def _told(first: Address, fault: InputError) -> InputError:
    """The fault of the address that was asked for; a hop on the way is named with it."""
    if fault.where == first.text:
        return fault
    trouble = f"leads to {fault.where}: {fault.trouble}" if "://" in fault.where else fault.trouble
    if isinstance(fault, Unreachable):
        return Unreachable(first.text, trouble, fault.remedy, wait=fault.wait, lasting=fault.lasting)
    return type(fault)(first.text, trouble, fault.remedy)
