"""Attacks on regular expressions: for each repeat in one, the letters that it takes, many times, after what may stand before it.

A pattern whose work grows with the square of the text shows it here: each attack is searched at one size and at twice it.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import khabar

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from re import _constants as sre  # type: ignore[attr-defined]
    from re import _parser as sre_parser  # type: ignore[attr-defined]

Pattern = re.Pattern[str] | re.Pattern[bytes]
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
SAMPLE = "a1 _.-،«\nا:/<(&😀é,'\"[|#@»)]"
ENDS = ("", "\0", "!", " ", "\n", "x")


def module_names() -> list[str]:
    """Every module of the package but the one that runs the command."""
    return sorted(m.name for m in pkgutil.walk_packages(khabar.__path__, "khabar.") if not m.name.endswith("__main__"))


def _held(value: Any, depth: int = 0) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, dict):
        for item in value.values():
            yield from _held(item, depth + 1)
    elif depth < 3 and isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from _held(item, depth + 1)


def _called(path: Path) -> Iterator[tuple[Pattern, str]]:
    """The patterns written in a call of `re` inside a function: re.sub(r"…", …)."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
            continue
        if node.func.attr != "escape" and node.args and isinstance(node.args[0], ast.Constant):
            yield re.compile(node.args[0].value), node.func.attr


class Found(NamedTuple):
    """A pattern and how it is used."""

    pattern: Pattern
    searches: bool
    """Whether it is tried at every letter (search, sub, findall), or only where it is told to begin (match)."""


def _uses(tree: ast.Module) -> dict[str, set[str]]:
    """Name → the methods that are called on it."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name = node.value.id if isinstance(node.value, ast.Name) else node.value.attr if isinstance(node.value, ast.Attribute) else ""
            found.setdefault(name, set()).add(node.attr)
    return found


def patterns() -> dict[str, Found]:
    """Every compiled pattern of the package, by module and what it says."""
    found: dict[str, Found] = {}
    for name in module_names():
        module = importlib.import_module(name)
        path = Path(str(module.__file__))
        uses = _uses(ast.parse(path.read_text("utf-8")))
        values = [(k, v) for k, v in vars(module).items() if not k.startswith("__")]
        values += [i for _, c in values if isinstance(c, type) and c.__module__ == name for i in vars(c).items()]
        for key, value in values:
            only = bool(uses.get(key)) and uses[key] <= {"match", "fullmatch"}
            for pattern in _held(value):
                found.setdefault(f"{name.removeprefix('khabar.')} {pattern.pattern!r}", Found(pattern, not only))
        for pattern, method in _called(path):
            found.setdefault(f"{name.removeprefix('khabar.')} {pattern.pattern!r}", Found(pattern, method not in ("match", "fullmatch")))
    return found


def _matching(item: Any, flags: int) -> str:
    """A shortest text that one node of a parsed pattern takes, as far as that is easily said."""
    kind, value = item
    if kind is sre.LITERAL:
        return chr(value)
    if kind in (sre.IN, sre.ANY, sre.NOT_LITERAL, sre.CATEGORY):
        return next(iter(_letters(item, flags)), "")
    if kind is sre.SUBPATTERN:
        return _sequence(value[-1], flags)
    if kind is sre.ATOMIC_GROUP:
        return _sequence(value, flags)
    if kind is sre.BRANCH:
        return min((_sequence(branch, flags) for branch in value[1]), key=len)
    if kind in REPEATS:
        return _sequence(value[2], flags) * value[0]
    return ""


def _sequence(items: Iterable[Any], flags: int) -> str:
    return "".join(_matching(item, flags) for item in items)


def _letters(item: Any, flags: int) -> list[str]:
    """Letters of the sample, and those that it names, which a set takes."""
    named = [chr(v) for k, v in item[1] if k is sre.LITERAL] + [chr(v[0]) for k, v in item[1] if k is sre.RANGE] if item[0] is sre.IN else []
    return [c for c in (*named, *SAMPLE) if _takes(item, c)]


def _takes(item: Any, letter: str) -> bool:
    kind, value = item
    if kind is sre.ANY:
        return letter != "\n"
    if kind is sre.NOT_LITERAL:
        return ord(letter) != value
    if kind is sre.CATEGORY:
        return _category(value, letter)
    negated = bool(value) and value[0][0] is sre.NEGATE
    hit = any(
        (k is sre.LITERAL and ord(letter) == v) or (k is sre.RANGE and v[0] <= ord(letter) <= v[1]) or (k is sre.CATEGORY and _category(v, letter))
        for k, v in value
    )  # fmt: skip
    return hit != negated


def _category(name: Any, letter: str) -> bool:
    word, digit, space = letter.isalnum() or letter == "_", letter.isdecimal(), letter.isspace()
    return {
        sre.CATEGORY_WORD: word, sre.CATEGORY_NOT_WORD: not word, sre.CATEGORY_DIGIT: digit, sre.CATEGORY_NOT_DIGIT: not digit,
        sre.CATEGORY_SPACE: space, sre.CATEGORY_NOT_SPACE: not space,
    }[name]  # fmt: skip


def _pumps(items: Iterable[Any], flags: int, before: str = "") -> Iterator[tuple[str, str]]:
    """(what stands before, what is repeated) for each repeat without a small limit, the nested ones too."""
    for item in items:
        kind, value = item
        if kind in REPEATS:
            low, high, inner = value
            if high is sre.MAXREPEAT or high > 200:
                yield before, _sequence(inner, flags) or "a"
                for letter in _letters(inner[0], flags)[:6] if len(inner) == 1 and inner[0][0] in (sre.IN, sre.ANY, sre.NOT_LITERAL, sre.CATEGORY) else ():
                    yield before, letter
            yield from _pumps(inner, flags, before)
            before += _sequence(inner, flags) * max(low, min(1, low))
            continue
        if kind is sre.SUBPATTERN:
            yield from _pumps(value[-1], flags, before)
        elif kind is sre.ATOMIC_GROUP:
            yield from _pumps(value, flags, before)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, flags, before)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _pumps(value[1], flags, before)
        before += _matching(item, flags)


def attacks(pattern: Pattern, size: int) -> list[str | bytes]:
    """Texts of about ``size`` letters on which the pattern has the most to try."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = sre_parser.parse(text, pattern.flags & ~re.DEBUG)
    pairs = set(_pumps(parsed, pattern.flags))
    pairs |= {(pump, before) for before, pump in pairs if before}  # what may begin it, many times over
    made: list[str | bytes] = []
    for before, pump in sorted(pairs):
        for end in ENDS:
            line = before + pump * (size // max(1, len(pump))) + end
            made.append(line if isinstance(pattern.pattern, str) else line.encode("utf-8", "replace"))
    return made


def slowest(found: Found, size: int, limit: float) -> float:
    """Seconds that the worst attack of this size takes, or the first that takes longer than ``limit``."""
    worst = 0.0
    for attack in attacks(found.pattern, size):
        began = time.process_time()
        if found.searches:
            deque(found.pattern.finditer(attack), 0)  # type: ignore[arg-type]
        else:
            found.pattern.match(attack)  # type: ignore[arg-type]
        worst = max(worst, time.process_time() - began)
        if worst > limit:
            break
    return worst


def steepest(found: Found, sizes: Iterable[int], limit: float) -> tuple[int, float]:
    """The first size at which the worst attack takes longer than ``limit`` seconds, and how long; else the last size."""
    size, spent = 0, 0.0
    for size in sizes:
        spent = slowest(found, size, limit)
        if spent > limit:
            break
    return size, spent
