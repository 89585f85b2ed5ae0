"""What can go wrong, as one tree. Each error names the file or value, the trouble and the way out, on one line.

MarsadError
├── InputError             a report that cannot be read
│   ├── MissingInput       no such file, a folder, no permission
│   ├── EmptyInput         no bytes, or nothing but white space
│   ├── BinaryInput        no text: an image, an archive, a PDF
│   ├── UndecodableInput   text in no code page that Marsad knows
│   ├── TooLarge           over the limit of bytes
│   ├── BrokenLine         a line of JSON lines that holds no report
│   ├── BrokenRow          a row of a table that holds no report
│   ├── NeedsExtra         a format whose library is not installed
│   ├── ForbiddenAddress   an address that Marsad does not fetch: none of the public web, or closed by its site
│   └── Unreachable        an address that gave nothing: no such host, no answer in time, an error of the server
├── OptionError            the value of an option or argument
├── OutputError            a file that cannot be written
├── MissingExtra           a library that an option needs and that is not installed
├── LexiconError           a user's table that cannot be used
├── TableError             a table of ties or edges with a fault in it
├── ScenarioError          a scenario, or an expression of one, that cannot be followed
├── FeedListError          a list of feeds with a fault in it
├── GoldError              a gold file that cannot be scored against
└── StoreError             a store that cannot be used as asked
    ├── MissingStore       no store there, or no server
    ├── NotAStore          a file or database of something else
    ├── NewerStore         made by a newer Marsad
    ├── BusyStore          locked by another program for too long
    ├── BrokenStore        damaged, a full disk, a server that went away
    └── UnknownId          no such report or claim in it
"""

from __future__ import annotations


class MarsadError(Exception):
    """``where`` is the file or value, ``trouble`` what is wrong with it, ``remedy`` the way out."""

    def __init__(self, where: str, trouble: str, remedy: str) -> None:
        super().__init__(f"{where}: {trouble}; {remedy}")
        self.where = where
        self.trouble = trouble
        self.remedy = remedy


class InputError(MarsadError):
    """A report that cannot be read."""


class MissingInput(InputError):
    """No such file, a folder, or no permission to read it."""


class EmptyInput(InputError):
    """No bytes, or nothing but white space."""


class BinaryInput(InputError):
    """Bytes that are no text."""


class UndecodableInput(InputError):
    """Text in no code page that Marsad knows."""


class TooLarge(InputError):
    """More bytes than the limit."""


class BrokenLine(InputError):
    """A line of JSON lines that holds no report: its number from 1, and the ``id`` it gave, where that was legible."""

    def __init__(self, where: str, line: int, trouble: str, remedy: str, id: str | int | None = None) -> None:
        super().__init__(f"{where}:{line}", trouble, remedy)
        self.line = line
        self.id = id


class BrokenRow(InputError):
    """A row of a table that holds no report: its number from 1 behind the column names, and the ``id`` it gave."""

    def __init__(self, where: str, row: int, trouble: str, remedy: str, id: str | int | None = None) -> None:
        super().__init__(f"{where} row {row}", trouble, remedy)
        self.row = row
        self.id = id


class NeedsExtra(InputError):
    """A file of a format whose library is not installed; ``extra`` of Marsad brings it."""

    def __init__(self, where: str, format: str, library: str, extra: str = "formats") -> None:
        super().__init__(where, f"{format} need {library}, which is not installed", f"pip install 'marsad[{extra}]'")


class ForbiddenAddress(InputError):
    """An address that Marsad does not fetch: none of the public web, one with a password, one that its site closes."""


class Unreachable(InputError):
    """An address that gave nothing. ``wait``: seconds the server wants quiet; ``lasting``: it will hardly be otherwise."""

    def __init__(self, where: str, trouble: str, remedy: str, *, wait: float = 0.0, lasting: bool = False) -> None:
        super().__init__(where, trouble, remedy)
        self.wait = wait
        self.lasting = lasting


class OptionError(MarsadError):
    """An option or argument with a value that cannot be used."""


class OutputError(MarsadError):
    """A file that cannot be written."""


class MissingExtra(MarsadError):
    """A library that is not installed: ``where`` needs it, and ``extra`` of Marsad brings it."""

    def __init__(self, where: str, library: str, extra: str) -> None:
        super().__init__(where, f"needs {library}, which is not installed", f"pip install 'marsad[{extra}]'")


class LexiconError(MarsadError):
    """A user's table that cannot be used."""


class TableError(MarsadError):
    """A table of ties or edges with a fault in it."""


class ScenarioError(MarsadError):
    """A scenario, or an expression of one, that cannot be followed."""


class FeedListError(MarsadError):
    """A list of feeds with a fault in it."""


class GoldError(MarsadError):
    """A gold file that cannot be scored against."""


class StoreError(MarsadError):
    """A store that cannot be used as asked."""


class MissingStore(StoreError):
    """No store there, or a server that cannot be reached."""


class NotAStore(StoreError):
    """A file or database that holds something else."""


class NewerStore(StoreError):
    """A store that a newer Marsad made."""


class BusyStore(StoreError):
    """A store that another program has locked for too long."""


class BrokenStore(StoreError):
    """A damaged file, a full disk, a server that went away."""


class UnknownId(StoreError):
    """No such report or claim in the store."""
