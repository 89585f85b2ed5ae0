"""The reports in files, folders and standard input, one after the other, each as bytes with where it stands."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from marsad.errors import InputError, MissingInput, OptionError
from marsad.intake import apart
from marsad.intake.fetch import is_address
from marsad.intake.folder import files_in, is_report
from marsad.intake.formats import FORMATS, by_ending, kind_of, parse
from marsad.intake.item import LIMIT, Item, Options, Refused, legible
from marsad.intake.packed import STDIN, STDIN_NAME, opened, spool

if TYPE_CHECKING:
    from marsad.intake.web import Web

_NOT_FETCHED = ("ftp://", "file://", "http:", "https:")


class Intake:
    """The reports in files, folders and standard input, one after the other, files of a folder by name.

    Of a folder the files with a known ending are taken, by name; hidden ones, devices, pipes and links that lead out of
    the folder are passed over. ``limit`` is the most bytes of a report, ``columns`` which column of a table is which
    field. ``web`` fetches addresses, and the articles of feeds. ``total`` and ``done`` are bytes on the disk, for a bar;
    ``passed_over`` counts the files that were not taken. Raises MissingInput for a path that is not there, OptionError
    for an address where there is no ``web``.
    """

    def __init__(
        self, paths: Iterable[str | os.PathLike[str]], limit: int = LIMIT, columns: Mapping[str, str] | None = None,
        web: Web | None = None,
    ) -> None:  # fmt: skip
        self.options = Options(limit, dict(columns or {}))
        self.web = web
        self.done = self.total = self.passed_over = 0
        self._files: list[tuple[str, int]] = []
        self._closed: list[MissingInput] = []  # folders that may not be looked into
        for path in paths:
            path = os.fspath(path)
            if is_address(path) and web:
                self._files.append((path, 0))
            elif path.lower().startswith(_NOT_FETCHED):
                raise OptionError(path, "is an address, not a file", "save the page and name its file")
            else:
                self._files += self._found(path)
        self.total = sum(size for _, size in self._files)

    @property
    def addresses(self) -> list[str]:
        """What the reports of each address are called by."""
        from marsad.intake.web import origin_of

        return [origin_of(path) for path, _ in self._files if self.web and is_address(path)]

    def __iter__(self) -> Iterator[Item | Refused]:
        for closed in self._closed:
            yield Refused(legible(os.path.realpath(closed.where)), "", "text", closed)
        for path, size in self._files:
            if self.web and is_address(path):
                yield from self.web.reports(path, self.options)
                continue
            before = self.done
            origin = STDIN_NAME if path == STDIN else legible(os.path.realpath(path))
            try:
                for found, done in reports(path, origin, self.options):
                    self.done = before + min(done, size)
                    if self.web and isinstance(found, Item) and found.format == "entry":
                        yield from self.web.article(found, self.options)
                    else:
                        yield found
            except InputError as fault:
                yield Refused(origin, "", "text", fault)
            self.done = before + size

    def _found(self, path: str) -> list[tuple[str, int]]:
        if path == STDIN or not Path(path).is_dir():
            return [(path, 0 if path == STDIN else _size(path))]
        root, out = os.path.realpath(path), []
        for found in files_in(Path(path)):
            if isinstance(found, MissingInput):
                self._closed.append(found)
            elif is_report(found) and _inside(found, root):
                out.append((str(found), _size(str(found))))
            else:
                self.passed_over += 1
        return out


def reports(path: str, origin: str, options: Options) -> Iterator[tuple[Item | Refused, int]]:
    """The reports in one file or on standard input, each with how many bytes of it were read until then.

    ``origin`` is what the file is called. A fault that ends the file raises a subclass of InputError; what came before it
    is good.
    """
    with opened(path, origin) as (raw, file):
        kind = by_ending(path) or kind_of(path, file.peek(4096))
        if not FORMATS[kind].apart:
            for found in FORMATS[kind].split(file, origin, options):
                yield found, raw.tell() if raw.seekable() else 0
        elif path != STDIN:
            yield from apart.split(path, origin, kind, options)
        else:
            with tempfile.NamedTemporaryFile() as copy:
                spool(file, cast(BinaryIO, copy), origin)
                copy.flush()
                yield from apart.split(copy.name, origin, kind, options)


def _inside(path: Path, root: str) -> bool:
    """A file that is where it seems to be: no link leads out of the folder, or into nothing."""
    if not path.is_symlink():
        return True
    target = Path(os.path.realpath(path))
    return target.is_relative_to(root) and target.is_file()


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise MissingInput(legible(path), f"cannot be read ({reason})", "check the path") from None


__all__ = ["FORMATS", "LIMIT", "Intake", "Item", "Options", "Refused", "legible", "parse", "reports"]
