"""How to fetch. Loads nothing."""

from __future__ import annotations

from msgspec import Struct


class Policy(Struct, frozen=True):
    """How to fetch.

    ``private``: hosts that may be asked though they are not public (``*``: all). ``contact``: an address that goes with
    each request, for the site's owner. ``seconds`` in all for one address with its redirects, without waiting for a turn;
    ``connect`` of them for a connection; ``pause`` in seconds between two requests to one host; ``bytes`` at most, packed
    and unpacked.
    """

    private: tuple[str, ...] = ()
    contact: str | None = None
    bytes: int = 5_000_000
    seconds: float = 60.0
    connect: float = 10.0
    pause: float = 1.0
