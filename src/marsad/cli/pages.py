"""``marsad read --html``: a report as a page, several as a folder of pages."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.cli.reports import Inputs
from marsad.errors import OptionError, OutputError
from marsad.exports.rows import Origin
from marsad.intake.files import STDIN

if TYPE_CHECKING:
    from marsad.model import Reading
    from marsad.reader.explanation import Explanation

LOOK_AT = 4096  # bytes of a file in which the mark of a page stands


class Pages:
    """Where the pages of one run go: one file, standard output (``-``), or a folder with a page for each report.

    Raises OptionError before anything is read: for several reports and one file, and for a file that is there and is no
    page of Marsad, which would be lost.
    """

    def __init__(self, target: str, inputs: Inputs, example: bool = False) -> None:
        self.target = target
        self.example = example
        self.folder: Path | None = None
        self._taken: set[str] = set()
        if target == STDIN:
            if not inputs.single:
                raise OptionError(
                    "--html", "standard output takes one page", "name a folder for the pages: --html pages/"
                )
            return
        path = Path(target)
        if path.is_dir() or target.endswith(("/", os.sep)) or (not inputs.single and not path.suffix):
            self.folder = path
            own = [name for name in inputs.names if name != STDIN and Path(name).is_dir()]
            if any(Path(os.path.realpath(path)).is_relative_to(os.path.realpath(name)) for name in own):
                trouble = f"{target} lies in a folder of reports, where the pages would be read as reports"
                raise OptionError("--html", trouble, "name a folder elsewhere")
        elif not inputs.single:
            raise OptionError(
                "--html", f"{target} is one page, and there may be several reports", "name a folder: pages/"
            )
        else:
            _own(path)

    def add(self, reading: Reading, reasons: list[Explanation], origin: Origin) -> None:
        """Write the page of one reading. Raises OutputError, and OptionError where a file is in the way."""
        from marsad.exports.atomic import replacing
        from marsad.exports.page import page

        if self.example:
            from marsad.show import EXAMPLE_NOTICE

            reading.notices.insert(0, EXAMPLE_NOTICE)
        content = page(reading, {reason.claim: reason for reason in reasons}).encode("utf-8", "replace")
        if self.target == STDIN:
            sys.stdout.buffer.write(content)
            return
        with replacing(self._path(origin)) as file:
            file.write(content)

    def _path(self, origin: Origin) -> Path:
        if self.folder is None:
            return Path(self.target)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise OutputError(str(self.folder), f"cannot be made ({fault.strerror})", "check the path") from None
        name = "report" if origin.file in (None, STDIN) else Path(str(origin.file)).name.partition(".")[0] or "report"
        stem = name = name if origin.line is None else f"{name}-{origin.line}"
        number = 1
        while name.casefold() in self._taken:  # two reports of one name, in two folders
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name.casefold())
        path = self.folder / f"{name}.html"
        _own(path)
        return path


def lone_report(target: str | None) -> bool:
    """Was the report named as if it were the page: ``marsad read --html report.txt``?"""
    return target is not None and target != STDIN and Path(target).is_file() and not _is_page(Path(target))


def _own(path: Path) -> None:
    """Raise OptionError for a file that a page must not replace."""
    if path.is_file() and path.stat().st_size and not _is_page(path):
        raise OptionError(
            "--html", f"{path} is there and is no page of Marsad", "name another file, or it would be lost"
        )


def _is_page(path: Path) -> bool:
    from marsad.exports.page import MARK

    try:
        with path.open("rb") as file:
            return MARK.encode() in file.read(LOOK_AT)
    except OSError:
        return False
