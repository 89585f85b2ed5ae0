"""Files that are whole or not there: written beside the target under another name, then renamed onto it.

Whoever reads the target sees the old content or the new one, never a half; a run that fails leaves the old one.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from marsad.errors import OutputError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write bytes to, which becomes ``path`` when the block ends well and vanishes when it does not.

    A link is followed, and an existing file keeps its permissions. A device or a named pipe cannot be renamed onto and
    is written to directly. Raises OutputError, also for what the block cannot write (a full disk).
    """
    target, mode = _target(path)
    try:
        if mode is not None and not stat.S_ISREG(mode):
            with target.open("wb") as file:
                yield file
            return
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:50]}.", suffix=".part", dir=target.parent)
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise _cannot(path, fault) from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        Path(name).replace(target)
    except BrokenPipeError:
        raise  # a pipe that the block writes to besides, not this file
    except OSError as fault:
        raise _cannot(path, fault) from None
    finally:
        with suppress(OSError):
            Path(name).unlink()


def _target(path: Path) -> tuple[Path, int | None]:
    """Where links lead, and the mode of what is there, None where there is nothing yet.

    Raises OutputError for a folder, a missing folder and what cannot be looked at.
    """
    try:
        target = path.resolve()
        mode = target.stat().st_mode
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise OutputError(str(path), f"there is no folder {target.parent}", "make the folder first") from None
        return target, None
    except (OSError, ValueError, RuntimeError) as fault:  # a name too long, a null in it, links in a circle
        raise _cannot(path, fault) from None
    if stat.S_ISDIR(mode):
        raise OutputError(str(path), "is a folder", "name the file to write in it")
    return target, mode


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot(path: Path, fault: Exception) -> OutputError:
    reason = getattr(fault, "strerror", None) or str(fault)
    return OutputError(
        str(path), f"cannot be written ({reason})", "check the path, your rights and the room on the disk"
    )
