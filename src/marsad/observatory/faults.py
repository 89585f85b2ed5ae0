"""What a database complains of, in words.

Faults are told apart by their codes (https://www.sqlite.org/rescode.html, PostgreSQL's appendix A), for their texts may
quote a report. Of a text the beginning alone is shown.
"""

from __future__ import annotations

import sqlite3

from marsad.errors import BrokenStore, BusyStore, MarsadError, MissingStore

PATIENCE = 60  # seconds to wait for another writer
_SHOWN = 160  # characters of what a driver says
_BUSY, _LOCKED, _READONLY, _IO, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_UNDECODED = "could not decode to utf-8"  # what Python itself finds in a row; it has no code
_RESCUE = "go back to a backup (marsad backup FILE makes one), or name another file"
_PASSWORD = ("password authentication failed", "no password supplied", "28p01", "28000")


def told(name: str, fault: BaseException) -> MarsadError:
    """The error for a fault of a driver; ``name`` is the store's."""
    text = " ".join(str(fault).split()) or type(fault).__name__
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
    if isinstance(fault, sqlite3.Error):
        return _sqlite(name, fault, shown)
    state = getattr(fault, "sqlstate", None)
    return _postgres(name, state, shown) if hasattr(fault, "sqlstate") else damaged(name, shown)


def damaged(name: str, reason: str) -> BrokenStore:
    """A store whose bytes are no longer what was written."""
    return BrokenStore(name, f"is damaged or no store ({reason})", _RESCUE)


def _sqlite(name: str, fault: sqlite3.Error, text: str) -> MarsadError:
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    low = text.lower()
    if code in (_BUSY, _LOCKED):
        return BusyStore(name, f"is in use by another program (waited {PATIENCE} s)", "run again when that is done")
    if code == _FULL:
        return full(name)
    if code in (_CORRUPT, _NOTADB) or _UNDECODED in low or "malformed" in low or "vtable constructor failed" in low:
        return damaged(name, "it holds text that is none" if _UNDECODED in low else text)
    if code in (_READONLY, _CANTOPEN):
        return MissingStore(name, f"cannot be opened for writing ({text})", "check your rights to it and its folder")
    if code == _IO:
        return BrokenStore(
            name, f"cannot be read or written ({text})", "see that its disk has room and works, then run again: what was added is kept"
        )  # fmt: skip
    return BrokenStore(name, f"cannot be used ({text})", "check the file and its disk, or go back to a backup")


def _postgres(name: str, state: str | None, text: str) -> MarsadError:
    low = text.lower()
    if state in ("28P01", "28000") or any(words in low for words in _PASSWORD):
        return MissingStore(name, "the server refuses the password", "put it into ~/.pgpass or PGPASSWORD")
    if state == "3D000" or ('database "' in low and "does not exist" in low):
        return MissingStore(name, "the server has no such database", "make it with createdb, or name another")
    if state == "42501":
        return MissingStore(name, f"the server says: {text}", "have its owner give you the right to it")
    if state == "55P03":
        return BusyStore(name, f"is in use by another program (waited {PATIENCE} s)", "run again when that is done")
    if state == "53100":
        return full(name)
    if state in ("XX001", "XX002"):
        return damaged(name, text)
    if state is None or state[:2] in ("08", "57"):
        return BrokenStore(
            name, f"the server cannot be reached or went away: {text}", "see that it runs, then run again: what was added is kept"
        )  # fmt: skip
    return BrokenStore(name, f"the server says: {text}", "see that it runs, then run again: what was added is kept")


def full(name: str) -> BrokenStore:
    """No room left where the store is."""
    return BrokenStore(name, "the disk is full", "make room and run again: what was added is kept")
