"""Options that more than one command has, and that stand before the command too. Loads nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextvars import ContextVar
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

if TYPE_CHECKING:
    from marsad.intake.fetch.policy import Policy
    from marsad.observatory import Observatory


class Tongue(StrEnum):
    """Languages in which reasons, tables and pictures are told."""

    en = "en"
    ar = "ar"


Db = Annotated[
    str | None,
    typer.Option(
        "--db", metavar="FILE|ADDRESS", help="The store: a file or postgresql://...; else MARSAD_DB, else marsad.db."
    ),
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Which column of a CSV or Parquet file holds text, id, title, publisher, published or url.",
    ),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host", metavar="HOST", help="A host that may be fetched from though it is not on the public network."
    ),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from any host, also from such as are not on the public network.")
]
Contact = Annotated[
    str | None,
    typer.Option(
        "--contact",
        metavar="ADDRESS",
        envvar="MARSAD_CONTACT",
        help="Your address, told to the sites that are fetched from, as mailto:you@example.org.",
    ),
]
FetchSeconds = Annotated[
    float, typer.Option("--fetch-seconds", metavar="N", help="Most seconds for fetching one address.")
]
NoFetch = Annotated[
    bool, typer.Option("--no-fetch", help="Of feeds, take what stands in them, and fetch none of their articles.")
]
before_command: ContextVar[str | None] = ContextVar("before_command", default=None)  # --db before the command


def columns(values: list[str] | None) -> dict[str, str]:
    """Field to column, as ``--column text=body`` gives them. Raises OptionError."""
    from marsad.errors import OptionError
    from marsad.intake.rows import FIELDS

    out = {}
    for value in values or []:
        field, equals, name = value.partition("=")
        if field not in FIELDS or not equals or not name:
            raise OptionError(
                "--column", f"{value!r} names no field and column", f"write --column text=NAME ({', '.join(FIELDS)})"
            )
        out[field] = name
    return out


def policy(hosts: list[str] | None, private: bool, contact: str | None, seconds: float, size: int) -> Policy:
    """How to fetch. Raises OptionError."""
    from marsad.errors import OptionError
    from marsad.intake.fetch.headers import user_agent
    from marsad.intake.fetch.policy import Policy

    if not 0 < seconds <= 3600:
        raise OptionError("--fetch-seconds", f"{seconds:g} is too little or too much", "give a number up to 3600")
    if contact:
        user_agent(contact)
    return Policy((*(hosts or ()), *(["*"] if private else [])), contact or None, size, seconds, min(10.0, seconds))


def observatory(db: str | None) -> Observatory:
    """The observatory that is meant: by the option behind the command or before it, the environment, the default."""
    import os

    from marsad.observatory import Observatory

    return Observatory(db or before_command.get() or os.environ.get("MARSAD_DB") or "marsad.db")


NAME = "A name in Arabic or English, or a key of the word tables."
SPAN = "2016, 2016-06, 2016-06-30, 2016/2018 or 2016/.."
Published = Annotated[
    str | None, typer.Option("--published", metavar="SPAN", help=f"Published in these days ({SPAN}).")
]
Names: TypeAlias = list[str] | None
Text: TypeAlias = str | None


def _filter(flag: str, metavar: str, help: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=help)


# The filters of everything that is asked of the store's claims, in the order of --help: name, type with option, default.
_FILTERS: tuple[tuple[str, Any, Any], ...] = (
    ("predicate", Annotated[Names, _filter("--predicate", "NAME", "What is claimed, see marsad codebook. Several: any of them.")], None),
    ("actor", Annotated[Names, _filter("--actor", "NAME", f"Who takes part, on either side. Several: all of them. {NAME}")], None),
    ("agent", Annotated[Text, _filter("--agent", "NAME", "Who does it.")], None),
    ("patient", Annotated[Text, _filter("--patient", "NAME", "Whom it is done to.")], None),
    ("place", Annotated[Text, _filter("--place", "NAME", "Where it happens, or the place that is held, visited, …")], None),
    ("source", Annotated[Text, _filter("--source", "NAME", "Who says so; publisher: the reports' own voice.")], None),
    ("time", Annotated[Text, _filter("--time", "SPAN", "When it happened or held, as for --published.")], None),
    ("published", Published, None),
    ("modality", Annotated[Names, _filter("--modality", "NAME", "asserted, intended, expected, possible, demanded. Several: any.")], None),
    ("polarity", Annotated[Text, _filter("--polarity", "NAME", "positive or negative.")], None),
    ("min_confidence", Annotated[float, _filter("--min-confidence", "0..1", "Leave out claims the reader is less sure of.")], 0.0),
)  # fmt: skip


class Asked(dict[str, Any]):
    """The filters that were given, as ``Observatory`` takes them."""

    def options(self) -> list[str]:
        """Their names on the command line, but that of ``min_confidence``, which reports are filtered by, too."""
        return [f"--{name}" for name in self if name != "min_confidence"]


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of all filters; it gets those that were given as ``asked``.

    The options stand where ``asked`` stands in the signature, which is all that the command line is made from.
    """
    own = inspect.signature(command, eval_str=True)
    parameters: list[inspect.Parameter] = []
    for parameter in own.parameters.values():
        if parameter.name == "asked":
            parameters += [
                inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
                for name, kind, default in _FILTERS
            ]
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))

    def run(**given: Any) -> None:
        named = {name: given.pop(name) for name, _, _ in _FILTERS}
        command(**given, asked=Asked({name: value for name, value in named.items() if value}))

    run.__name__, run.__doc__, run.__module__ = command.__name__, command.__doc__, command.__module__
    run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run
