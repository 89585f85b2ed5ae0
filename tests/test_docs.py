"""The documents are held to the code."""

from __future__ import annotations

import importlib.util
import inspect
import re
import shlex
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer.main

from conftest import GOLD, ROOT
from marsad import __version__, cli, codebook, errors, show
from marsad.arabic.transliteration import romanise
from marsad.cli.read import EXAMPLE
from marsad.lexicon import own

PAGES = [ROOT / "README.md", ROOT / "README.ar.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def commands() -> dict[str, set[str]]:
    """Every command of the command line with its options."""
    found = {}

    def walk(command: Any, path: str) -> None:
        found[path] = {flag for option in command.params for flag in option.opts if flag.startswith("-")}
        for name, sub in getattr(command, "commands", {}).items():
            walk(sub, f"{path} {name}")

    walk(typer.main.get_command(cli.app()), "marsad")
    return found


def shell_lines(page: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_tool", ROOT / "tools" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE):
        name = "".join(target)
        assert re.search(rf"^{name}:", makefile, re.MULTILINE), name


def test_every_target_is_in_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert set(phony.split()) == set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_shown_exist_with_their_options(page: Path) -> None:
    known = commands()
    for line in shell_lines(page):
        if "marsad " not in line:
            continue
        words = shlex.split(line[line.index("marsad ") :])
        name = "marsad"
        while len(words) > len(name.split()) and f"{name} {words[len(name.split())]}" in known:
            name = f"{name} {words[len(name.split())]}"
        assert name != "marsad", line
        assert {word for word in words if word.startswith("-") and word != "-"} <= known[name], line


def test_the_two_commands_stand_in_the_readme() -> None:
    assert {"make demo", "make test"} <= set(shell_lines(ROOT / "README.md"))
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_option_is_documented() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for command, options in commands().items():
        assert f"`{command}" in text or f"\n{command} " in text or command == "marsad lexicon", command
        for option in options - {"--help"}:
            assert re.search(rf"(?<![\w-]){option}(?![\w-])", text), f"{command} {option}"


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_generated_pages_are_up_to_date() -> None:
    docs = tool()
    assert docs.SCHEMA.read_text(encoding="utf-8") == docs.schema(), "run: make docs"
    for page in docs.PAGES:
        assert docs.filled(page) == page.read_text(encoding="utf-8"), "run: make docs"


def test_numbers_of_a_page_may_lag_a_little() -> None:
    holds = tool().holds
    assert holds("| actors | 3,400 | 4 |", "| actors | 3,600 | 2 |")
    assert not holds("| actors | 3,400 |", "| actors | 4,400 |")
    assert not holds("| actors | 3,400 |", "| actors | 2,700 |")
    assert not holds("| actors | 3,400 |", "| places | 3,400 |")


def test_every_word_table_is_described() -> None:
    page = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
    holds = page.split("## What each table holds")[1].split("\n## ")[0]
    for table in (*own.SPEC, "months"):
        assert re.search(rf"^\| .*`{table}`.* \| .+ \| .+ \|$", holds, re.MULTILINE), table


def test_romanisation_is_as_described() -> None:
    page = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
    rows = page.split("| letters | written | example |")[1].split("\n\n")[0]
    examples = re.findall("([\u0621-\u064a ]+): ([A-Za-z' -]+)", rows)
    assert len(examples) > 8
    for arabic, latin in examples:
        assert romanise(arabic.strip()) == latin.strip()


def test_tutorial_says_what_its_commands_print() -> None:
    docs = tool()
    page = docs.OWN_TERMS.read_text(encoding="utf-8")
    played = docs.tutorial(page)
    assert played == page, "run: make docs"
    before, actor, cue, predicate, *_ = re.findall(
        r"marsad read report[^`]*```\n\n```text\n(.*?)```", played, re.DOTALL
    )
    parliament_accuses = re.compile("1   مجلس +رجال")
    assert [bool(parliament_accuses.search(part)) for part in (before, actor)] == [False, True]
    assert ["backs - " in part for part in (before, actor, cue, predicate)] == [False, False, True, True]
    assert ["spies_on - " in part for part in (cue, predicate)] == [False, True]
    assert "Men of the Sands Libyan National Army doubted" in played
    assert "broken/actors.tsv:3: unknown country 'lybia'; write libya" in played


def test_dependencies_are_the_projects() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    project = PROJECT["project"]
    extras = dict(project["optional-dependencies"])
    wanted = {
        "Marsad itself": project["dependencies"],
        "Development": extras.pop("dev"),
        **{f"Extra `{name}`": requirements for name, requirements in extras.items()},
        "Build": PROJECT["build-system"]["requires"],
    }
    for title, requirements in wanted.items():
        section = page.split(f"## {title}\n")[1].split("\n## ")[0]
        rows = [
            [cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"^\|.*\|$", section, re.MULTILINE)
        ][2:]
        assert [row[0] for row in rows] == [re.split(r"[<>=]", r)[0] for r in requirements]
        assert all(licence and not re.search(r"(?<!L)GPL", licence) and why for _, licence, why in rows)
        assert title != "Marsad itself" or all("GPL" not in licence for _, licence, _ in rows)


def test_versions_agree() -> None:
    assert PROJECT["project"]["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_codebook_examples_hold_their_claims() -> None:
    for predicate in codebook.predicates().values():
        for side in (predicate.agent, predicate.patient):
            assert side is None or side in predicate.example, predicate.name
        assert predicate.agent or predicate.patient
        assert predicate.polarity in ("positive", "negative")
        assert predicate.modality in codebook.modalities()
        assert predicate.group in codebook.GROUPS


def test_error_tree_is_its_docstring() -> None:
    names = re.findall(r"[├└]── (\w+)", errors.__doc__ or "")
    classes = [
        name for name, value in vars(errors).items() if inspect.isclass(value) and value.__module__ == errors.__name__
    ]
    assert ["MarsadError", *names] == classes


def test_the_example_is_shipped_and_marked() -> None:
    assert EXAMPLE.read_bytes() == (GOLD / EXAMPLE.name).read_bytes()
    assert "composed" in show.EXAMPLE_NOTICE
    assert "not a record of events" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_licences_are_there() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "Unicode License v3" in notice
    assert "GeoNames" in notice
