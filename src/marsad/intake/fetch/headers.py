"""What goes and comes in the heads of requests and answers: only what is well formed and short is believed."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Mapping
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

from marsad import __version__
from marsad.errors import OptionError

LONGEST_WAIT = 7 * 24 * 3600.0  # seconds that a Retry-After can ask for
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain, application/pdf, */*;q=0.5"
_CONTACT = re.compile(r"[!-~]([ -~]{0,198}[!-~])?")
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,200}"')
_KIND = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}")
_ISO = "%Y-%m-%dT%H:%M:%SZ"


def asking(contact: str | None) -> dict[str, str]:
    """The head of every request. Raises OptionError for a contact that cannot stand in one."""
    return {"User-Agent": user_agent(contact), "Accept": _ACCEPT} | tongue("ar")


def user_agent(contact: str | None) -> str:
    """How Marsad names itself. Raises OptionError for a contact that cannot stand there."""
    if contact and not _CONTACT.fullmatch(contact):
        raise OptionError("--contact", "is not one short line in ASCII", "give an address, as mailto:you@example.org")
    return f"Marsad/{__version__} (+{contact})" if contact else f"Marsad/{__version__} (reads conflict reports)"


def tongue(language: str | None) -> dict[str, str]:
    """Ask for this language (BCP 47) first."""
    return {"Accept-Language": f"{language}, *;q=0.5"} if language else {}


def conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    """Ask for what has changed alone; ``modified`` is ISO 8601, UTC."""
    out = {"If-None-Match": etag} if etag else {}
    if modified:
        moment = datetime.datetime.strptime(modified, _ISO).replace(tzinfo=datetime.UTC)
        out["If-Modified-Since"] = format_datetime(moment, usegmt=True)
    return out


def etag(headers: Mapping[str, str]) -> str | None:
    """The mark of this version."""
    value = headers.get("etag", "").strip()
    return value if _ETAG.fullmatch(value) else None


def modified(headers: Mapping[str, str]) -> str | None:
    """When it was changed last: ISO 8601, UTC."""
    moment = _moment(headers.get("last-modified", ""))
    return moment.strftime(_ISO) if moment and 1970 <= moment.year <= 9998 else None


def retry_after(headers: Mapping[str, str]) -> float:
    """Seconds that the server wants to be left alone; 0 where it does not say."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), LONGEST_WAIT)
    moment = _moment(value)
    return min(max(moment.timestamp() - time.time(), 0.0), LONGEST_WAIT) if moment else 0.0


def kind(headers: Mapping[str, str]) -> str:
    """The media type, without its parameters."""
    value = headers.get("content-type", "").partition(";")[0].strip().lower()
    return value if _KIND.fullmatch(value) else ""


def location(headers: Mapping[str, str]) -> str:
    """Where it leads to. Letters beyond ASCII come as UTF-8, as browsers take them."""
    value = headers.get("location", "").strip()
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def phrase(status: int) -> str:
    """A status with its name."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _moment(value: str) -> datetime.datetime | None:
    try:
        moment = parsedate_to_datetime(value[:60])
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)).astimezone(datetime.UTC)
    except (OverflowError, ValueError):
        return None
