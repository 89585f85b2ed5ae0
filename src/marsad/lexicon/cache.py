"""Compiled own tables, kept in the user's cache folder so that only the first reading with them compiles.

An entry is plain JSON named by the hash of all that went into it; it is written whole or not at all, is its owner's alone
(mode 0600), and is never executed. Where there is no place to write, or an entry is not sound, tables are compiled anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

KEPT = 8  # entries; a compiled lexicon is about 4 MB


def folder() -> Path:
    """The cache folder of this user on this system."""
    from platformdirs import user_cache_path

    return user_cache_path("marsad", appauthor=False) / "lexicon"


def get(name: str) -> dict[str, Any] | None:
    """The entry of this name, if there is a sound one that nobody else could have written."""
    import msgspec

    try:
        path = folder() / f"{name}.json"
        if not _own(path):
            return None
        data = msgspec.json.decode(path.read_bytes())
        path.touch()
    except (OSError, RuntimeError, msgspec.DecodeError):
        return None
    return data if isinstance(data, dict) and data.get("name") == name else None


def put(name: str, data: dict[str, Any]) -> None:
    """Keep an entry; quietly nothing where the folder cannot be written."""
    try:
        where = folder()
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=where, suffix=".part")  # made with mode 0600
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(json.dumps(data | {"name": name}, ensure_ascii=False, separators=(",", ":")).encode())
            Path(temporary).replace(where / f"{name}.json")
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _prune(where)
    except (OSError, RuntimeError):
        return


def _own(path: Path) -> bool:
    """Is the file this user's, and writable by nobody else? Windows keeps its cache folder to the user."""
    if not hasattr(os, "getuid"):
        return path.is_file()
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def _prune(where: Path) -> None:
    """Drop the entries that were used longest ago."""
    entries = sorted(where.glob("*.json"), key=lambda path: -path.stat().st_mtime)
    for path in entries[KEPT:]:
        with contextlib.suppress(OSError):
            path.unlink()
