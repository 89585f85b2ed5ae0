"""From the web, with care: public hosts, by the rules of the site, within limits. ``fetcher.Fetcher`` is the way in."""

from __future__ import annotations

SCHEMES = ("http://", "https://")


def is_address(text: str) -> bool:
    """Does this begin as an address of the web?"""
    return text[:8].lower().startswith(SCHEMES)
