"""The shape of the code: imports go one way, functions and files are short, letters are Arabic."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

SRC = ROOT / "src" / "khabar"
LAYERS = (
    ("errors", "model", "pool", "messages_desk", "messages_files", "cache"), ("watch",), ("script",), ("lexicon",), ("language",), ("read",), ("annotate",), ("frames",), ("resolve",), ("rules",),
    ("coding",), ("pipeline", "goldform"), ("batch", "unknown", "fetch", "scoring", "messages"), ("scoring_desk",), ("catalogue", "show", "evaluate"),
    ("explain", "progress", "localised"), ("shards",), ("scale",), ("store",), ("link",), ("output", "side_by_side"), ("export",), ("charts",), ("serve",), ("cli",), ("__main__",),
)  # fmt: skip
"""From the ground up: a module imports only what stands in an earlier row, or in its own package."""
FREE = {"__init__"}  # the package's door: it imports what it offers, when it is asked for
LONGEST_FUNCTION, LONGEST_FILE = 60, 500
FOREIGN = {0x06CC, 0x06A9, 0x0640, *range(0x064B, 0x0653)}
PROSE = ("#", "why:")
"""Lines for people, who write a preposition with its tatweel."""
RANK = {name: rank for rank, row in enumerate(LAYERS) for name in row}
MODULES = sorted(SRC.rglob("*.py"))
PYTHON = [*MODULES, *sorted((ROOT / "tests").glob("*.py")), *sorted((ROOT / "tools").glob("*.py")), *sorted((ROOT / "bench").glob("*.py"))]


def layer(path: Path) -> str:
    """The part of the package that a file belongs to."""
    first = path.relative_to(SRC).parts[0]
    return first.removesuffix(".py")


def imported(tree: ast.Module) -> Iterator[str]:
    """The parts of khabar that a module imports, deferred and typing-only imports too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            full = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "khabar":
            full = [f"khabar.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            full = [node.module or ""]
        else:
            continue
        yield from (name.split(".")[1] for name in full if name.startswith("khabar."))


def wrong_imports(name: str, tree: ast.Module) -> list[str]:
    """What a module of layer ``name`` imports from above or beside itself."""
    return [other for other in imported(tree) if other != name and RANK.get(other, 99) >= RANK[name]]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_layers_imports_go_one_way(path: Path) -> None:
    name = layer(path)
    if name in FREE:
        return
    assert name in RANK, f"{name} stands in no row of LAYERS: say where it belongs"
    assert wrong_imports(name, ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("source", ["from khabar.coding.match import index", "def f():\n    import khabar.cli", "from khabar import pipeline"])
def test_layers_an_import_from_above_is_found(source: str) -> None:
    assert wrong_imports("script", ast.parse(source)) != []


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: str(p.relative_to(ROOT)))
def test_layers_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text("utf-8")
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f"{f.name}: {f.end_lineno - f.lineno + 1} lines" for f in functions if f.end_lineno and f.end_lineno - f.lineno >= LONGEST_FUNCTION]
    assert long == []
    assert text.count("\n") <= LONGEST_FILE


@pytest.mark.parametrize("path", [*sorted(SRC.rglob("*.tsv")), *sorted(SRC.rglob("*.yaml"))], ids=lambda p: p.name)
def test_layers_words_are_bare_arabic(path: Path) -> None:
    lines = [(n, line) for n, line in enumerate(path.read_text("utf-8").split("\n"), 1) if not line.strip().startswith(PROSE)]
    found = [f"line {number}: U+{ord(c):04X}" for number, line in lines for c in line if ord(c) in FOREIGN]
    assert found == []


def test_layers_library_neither_prints_nor_exits() -> None:
    found = []
    for path in MODULES:
        if layer(path) in ("cli", "__main__"):
            continue
        calls = [n.func for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
        names = [c.id if isinstance(c, ast.Name) else f"{getattr(c.value, 'id', '')}.{c.attr}" for c in calls if isinstance(c, ast.Name | ast.Attribute)]
        found += [f"{path.name}: {name}" for name in names if name in ("print", "exit", "quit", "sys.exit", "os._exit")]
    assert found == []
