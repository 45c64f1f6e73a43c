"""Write ``docs/licences.md``, the licence of every pinned package, or with ``--check`` compare it.

Names and versions come from the lock files, licences from what the installed packages say of themselves. A package that
this platform does not install keeps the row that it has.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
LOCKS = {"requirements.lock": "What Khabar runs on", "requirements-dev.lock": "Extras, and what works on Khabar"}
HEAD = """<!-- Written by tools/licences.py from the lock files; run `make docs`. -->
# Licences

Khabar's code is Apache-2.0; the data that ship with it keep their own licences, see [NOTICE](../NOTICE). Every package that
is pinned stands here with the licence that it declares. None that is GPL or AGPL may be among what Khabar runs on: a test
refuses it. `make release` writes the same as CycloneDX.
"""
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;]+)", re.MULTILINE)
_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
_LONG = 60  # letters: a longer field is the licence's text, not its name


class Row(NamedTuple):
    """A pinned package."""

    name: str
    version: str
    licence: str


def pinned(lock: str) -> list[tuple[str, str]]:
    """(name, version) of a lock file, in its order."""
    return _PINNED.findall((ROOT / lock).read_text("utf-8"))


def licence_of(name: str) -> str | None:
    """What an installed package declares; None where it is not installed, "not declared" where it says nothing."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    fields = about.json
    classes = [c.rsplit(" :: ", 1)[1] for c in about.get_all("Classifier") or [] if c.startswith("License :: ") and c.count(" :: ") > 1]
    plain = str(fields.get("license") or "").strip().split("\n")[0]
    named = plain if len(plain) <= _LONG and not plain.startswith("Copyright") else ""
    return str(fields.get("license_expression") or "") or named or "; ".join(classes) or "not declared"


def known() -> dict[str, str]:
    """Name → licence as the page has it."""
    return {name: licence for name, _, licence in _ROW.findall(PAGE.read_text("utf-8"))} if PAGE.exists() else {}


def rows(lock: str, without: frozenset[str] = frozenset()) -> Iterator[Row]:
    """The packages of a lock file but those of ``without``."""
    old = known()
    for name, version in pinned(lock):
        if name not in without:
            yield Row(name, version, licence_of(name) or old.get(name, "not installed where this was written"))


def page() -> str:
    """The page."""
    lines, seen = [HEAD], frozenset[str]()
    for lock, title in LOCKS.items():
        found = list(rows(lock, seen))
        seen |= {r.name for r in found}
        lines += [f"## {title}\n", f"{len(found)} packages, from `{lock}`.\n", "| package | version | licence |", "|---|---|---|"]
        lines += [f"| {r.name} | {r.version} | {r.licence.replace('|', '/')} |" for r in found] + [""]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Write the page, or compare it."""
    text = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, "utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text("utf-8") == text:
        return 0
    print("docs/licences.md is not what the lock files say; run `make docs`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
