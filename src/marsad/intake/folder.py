"""A folder to the reports in it, and which file is read how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from marsad.errors import MissingInput

# Endings, each of which may be followed by .gz.
REPORTS = (".txt", ".text", ".html", ".htm", ".xhtml", ".docx", ".pdf")
LINES = (".jsonl", ".ndjson")
FEEDS = (".rss", ".atom", ".xml")
ARCHIVES = (".warc",)
TABLES = (".csv", ".tsv", ".parquet")  # read where they are named, not out of a folder: who knows what they hold
ENDINGS = ".txt, .html, .docx, .pdf, .jsonl, .warc"  # for messages


def holds_many(path: Path | str) -> bool:
    """Does the name say a file of many reports?"""
    return _plain(path).endswith((*LINES, *TABLES, *FEEDS, *ARCHIVES))


def known_ending(ending: str) -> bool:
    """Is this how a file that is read may end?"""
    return ending in (*REPORTS, *LINES, *TABLES, *ARCHIVES, ".gz")


def is_lines(path: Path | str) -> bool:
    """Does the name say JSON lines?"""
    return _plain(path).endswith(LINES)


def is_report(path: Path | str) -> bool:
    """Does the name say a report, or a file of reports that is read out of a folder?"""
    return _plain(path).endswith((*REPORTS, *LINES, *ARCHIVES))


def _plain(path: Path | str) -> str:
    return str(path).lower().removesuffix(".gz")


def files_in(folder: Path) -> Iterator[Path | MissingInput]:
    """Every file in a folder and the folders below it, by name; a folder that may not be looked into as its error.

    What begins with a dot is passed over, and so is what is no file (a device, a pipe). Links to files are followed;
    links to folders are not, for they may lead in a circle. Holds one folder's names at a time.
    """
    waiting: list[Path | MissingInput] = [folder]
    while waiting:
        path = waiting.pop()
        if isinstance(path, Path) and path.is_dir() and (path == folder or not path.is_symlink()):
            waiting += reversed(_entries(path))
        elif isinstance(path, MissingInput) or path.is_file() or (path.is_symlink() and not path.exists()):
            yield path


def _entries(folder: Path) -> Sequence[Path | MissingInput]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as fault:
        reason = fault.strerror or str(fault)
        return [MissingInput(str(folder), f"cannot be looked into ({reason})", "give yourself the right to read it")]
