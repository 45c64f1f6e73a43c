"""Small changes to the grammar and the coder, and whether a test notices: ``python tools/mutate.py --sample 40``.

Each mutant is one change in one function (a comparison, a boolean, a number, a condition turned round), made in a copy of
``src`` and run against the tests named by ``--tests``. What survives is printed: a test is missing there, or the code is.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TESTS = ("test_rules", "test_statements", "test_statement_fields", "test_events", "test_event_places", "test_plover", "test_bugs_coding", "test_gold", "test_floors")
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change."""

    path: Path
    node: int
    """Which node of the file's functions."""
    nth: int
    """Which of the ways to change it."""
    line: int
    what: str

    def source(self) -> str:
        """The file with the change."""
        tree = ast.parse(self.path.read_text("utf-8"))
        target = nodes(tree)[self.node]
        _, field, value = list(changes(target))[self.nth]
        setattr(target, field, value)
        return ast.unparse(ast.fix_missing_locations(tree))


def nodes(tree: ast.Module) -> list[ast.AST]:
    """What stands in the functions of a file, in a fixed order."""
    inside = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for n in ast.walk(f)}
    return [n for n in ast.walk(tree) if id(n) in inside]


def changes(node: ast.AST) -> Iterator[tuple[str, str, object]]:
    """(what, field, new value) for each way to change a node."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        new = SWAPS[type(node.ops[0])]
        yield f"{type(node.ops[0]).__name__} to {new.__name__}", "ops", [new(), *node.ops[1:]]
    elif isinstance(node, ast.BoolOp):
        new = SWAPS[type(node.op)]
        yield f"{type(node.op).__name__} to {new.__name__}", "op", new()
        for n in range(len(node.values)):
            yield f"without «{ast.unparse(node.values[n])}»", "values", node.values[:n] + node.values[n + 1 :]
    elif isinstance(node, ast.BinOp) and type(node.op) in SWAPS:
        yield f"{type(node.op).__name__} turned round", "op", SWAPS[type(node.op)]()
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield f"{node.value} to {node.value + 1}", "value", node.value + 1
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield f"{node.value} to {not node.value}", "value", not node.value
    elif isinstance(node, ast.If | ast.While):
        yield "condition turned round", "test", ast.UnaryOp(ast.Not(), node.test)


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file's functions."""
    for number, node in enumerate(nodes(ast.parse(path.read_text("utf-8")))):
        for nth, (what, _, _) in enumerate(changes(node)):
            yield Mutant(path, number, nth, getattr(node, "lineno", 0), what)


def survives(mutant: Mutant, tests: list[str], seconds: float) -> bool:
    """Whether every test passes with the change."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "src"
        shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
        (Path(folder) / mutant.path.relative_to(ROOT)).write_text(mutant.source(), "utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-o", f"pythonpath={source}", *tests]
        try:
            return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=seconds, check=False).returncode == 0
        except subprocess.TimeoutExpired:
            return False


def main() -> None:
    """Print the survivors as JSON lines, then how many of the sample were noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=40, help="mutants to try")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tests", nargs="*", default=[f"tests/{name}.py" for name in TESTS])
    parser.add_argument("--seconds", type=float, default=300, help="after which a run counts as noticed")
    parser.add_argument("paths", nargs="*", default=["src/khabar/frames", "src/khabar/coding"])
    options = parser.parse_args()
    files = sorted(f for p in options.paths for f in ((ROOT / p).rglob("*.py") if (ROOT / p).is_dir() else [ROOT / p]))
    chosen = random.Random(options.seed).sample([m for f in files for m in mutants(f)], options.sample)
    alive = 0
    for mutant in chosen:
        if survives(mutant, options.tests, options.seconds):
            alive += 1
            print(json.dumps({"file": str(mutant.path.relative_to(ROOT)), "line": mutant.line, "change": mutant.what}, ensure_ascii=False), flush=True)
    print(f"{options.sample - alive} of {options.sample} noticed", flush=True)


if __name__ == "__main__":
    main()
