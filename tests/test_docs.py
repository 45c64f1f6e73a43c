"""The pages are those of the code, and nothing that people meet is without a word about it."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

import khabar
from khabar.cli import cli
from khabar.evaluate import code_text_case, read_gold
from khabar.explain import STATEMENT_RULES
from khabar.messages import HELP_AR, TEXTS
from tests.conftest import ROOT

SRC = ROOT / "src" / "khabar"
IMPORT_MS = 150


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"{name}_tool", ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    for child, below in getattr(command, "commands", {}).items():
        yield from walk(below, f"{name} {child}")


COMMANDS = list(walk(cli, "khabar"))


@pytest.mark.parametrize("page", sorted(tool("docs").PAGES))
def test_docs_page_is_what_the_code_says(page: str) -> None:
    written = (ROOT / "docs" / page).read_text("utf-8")
    assert written == tool("docs").PAGES[page]().rstrip() + "\n", "run `make docs`"


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_docs_command_is_told_in_both_languages(name: str, command: click.Command) -> None:
    assert command.help
    assert command.help in HELP_AR
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help in HELP_AR, f"{name} {option.name}"
    assert f"## `{name}`" in (ROOT / "docs" / "commands.md").read_text("utf-8")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_docs_messages_name_the_same_values_in_both_languages(key: str) -> None:
    english, arabic = (sorted(re.findall(r"\{(\w+)", text)) for text in TEXTS[key])
    assert english == arabic
    assert re.search("[\u0621-\u064a]", TEXTS[key][1])


def test_docs_every_statement_rule_of_the_gold_is_explained() -> None:
    made = {s.trace.rule for case in read_gold(ROOT / "gold") for s in code_text_case(case.name, case.text, case.gold.published).statements}
    assert made
    assert [rule for rule in made if ".".join(rule.split(".")[:2]) not in STATEMENT_RULES] == []


def public(tree: ast.Module) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda p: str(p.relative_to(SRC)))
def test_docs_public_names_have_docstrings(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    assert [node.name for node in public(tree) if not ast.get_docstring(node)] == []


def test_docs_readme_opens_with_the_two_commands_and_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert readme.index("make demo") < readme.index("make test") < 900
    assert [name for name, command in COMMANDS if not isinstance(command, click.Group) and name not in readme] == []


def test_docs_names_that_are_offered_exist() -> None:
    assert [name for name in khabar.__all__ if not getattr(khabar, name)] == []
    with pytest.raises(AttributeError):
        _ = khabar.nonsense


@pytest.mark.parametrize("path", [p for p in ROOT.rglob("*") if p.suffix in (".md", ".toml", ".lock") and ".venv" not in p.parts], ids=lambda p: p.name)
def test_docs_name_no_machine(path: Path) -> None:
    assert not re.search(r"/(?:home|root|work|Users)/\w|index-url|pypi\.org", path.read_text("utf-8"))


def test_docs_import_is_fast() -> None:
    code = "import time; t = time.perf_counter(); import khabar; print((time.perf_counter() - t) * 1000)"
    runs = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "src").stdout) for _ in range(3)]
    assert min(runs) < IMPORT_MS
