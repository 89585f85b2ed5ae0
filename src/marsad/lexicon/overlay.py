"""Own tables laid over the built-in ones and compiled: checked first, and kept in the cache for the next run."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from marsad import codebook, tables
from marsad.arabic import inflect
from marsad.codebook import Codebook
from marsad.codebook import own as own_codebook
from marsad.errors import OptionError
from marsad.lexicon import cache, own
from marsad.lexicon import compile as _compile
from marsad.tables import Folder


def compiled(user: Path | None, book_folder: Path | None) -> tuple[dict[str, Any], Codebook]:
    """The compiled tables with those of the folder ``user`` on top, and the codebook with that of ``book_folder``.

    Where no ``book_folder`` is named and ``user`` has predicates, it is both.

    Raises LexiconError with file and line of the first fault, OptionError for a folder that is not there.
    """
    for folder in (user, book_folder):
        if folder is not None and not folder.is_dir():
            raise OptionError(str(folder), "is no folder", "name a folder of tables (*.tsv)")
    if book_folder is None and user is not None and own_codebook.present(user):
        book_folder = user
    book = own_codebook.load(book_folder)
    have = digest(user, book_folder)
    name = hashlib.sha256((have + _code()).encode()).hexdigest()[:32]
    data = cache.get(name)
    if data is None:
        data = _compiled(user, book) | {"hash": have[:16]}
        cache.put(name, data)
    return data, book


def digest(user: Path | None, book_folder: Path | None) -> str:
    """Hash of all tables in use: the built-in ones, and name and bytes of the own ones."""
    h = hashlib.sha256(_compile.digest([_compile.TABLES]).encode())
    for folder, wanted in ((user, set(own.SPEC)), (book_folder, {"predicates"})):
        for name, path in tables.paths(folder) if folder is not None else ():
            if name in wanted and path.suffix in tables.SUFFIXES:
                h.update(f"{name}/{path.name}".encode() + b"\0" + path.read_bytes() + b"\0")
    return h.hexdigest()


def checked(folder: Path, book: Codebook) -> Folder:
    """The rows of a folder with all their faults."""
    return own.read(folder, own.Known(own.built_in(), book))


def rows(folder: Path | None, book_folder: Path | None = None) -> _compile.Rows:
    """The rows of the built-in tables with those of a folder on top. Raises LexiconError for a fault in the folder."""
    if book_folder is None and folder is not None and own_codebook.present(folder):
        book_folder = folder
    fixed = {name: found for name, found in own.built_in().rows.items() if name not in own.SPEC}
    return fixed | _rows(folder, own_codebook.load(book_folder))


def _rows(folder: Path | None, book: Codebook) -> _compile.Rows:
    found: dict[str, list[tables.Row]] = {}
    if folder is not None:
        have = checked(folder, book)
        tables.refuse(have.faults, f"marsad lexicon check {folder}")
        found = have.rows
    return own.merged(own.built_in(), found, book)


def _compiled(folder: Path | None, book: Codebook) -> dict[str, Any]:
    return _compile.build(_rows(folder, book))


def _code() -> str:
    """Hash of the code that compiles: another version of it makes other data of the same tables."""
    h = hashlib.sha256(Path(tables.__file__).read_bytes())
    for folder in (_compile.HERE, Path(inflect.__file__).parent, codebook.HERE):
        for path in sorted(folder.glob("*.py")):
            h.update(path.read_bytes())
    return h.hexdigest()
