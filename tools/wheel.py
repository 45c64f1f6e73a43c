"""Check that a wheel holds the package as it stands in the tree, its data too, and nothing else: ``python tools/wheel.py FILE``."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"


def in_tree() -> set[str]:
    """Every file of the package, as a wheel names it."""
    return {str(p.relative_to(SRC).as_posix()) for p in (SRC / "khabar").rglob("*") if p.is_file() and "__pycache__" not in p.parts}


def in_wheel(path: Path) -> set[str]:
    """Every file of a wheel but what tells about it."""
    with zipfile.ZipFile(path) as wheel:
        return {n for n in wheel.namelist() if not n.endswith("/") and ".dist-info/" not in n}


def main() -> int:
    """Name what is missing and what is too much."""
    wheel, tree = in_wheel(Path(sys.argv[1])), in_tree()
    for name in sorted(tree - wheel):
        print(f"{sys.argv[1]} lacks {name}", file=sys.stderr)
    for name in sorted(wheel - tree):
        print(f"{sys.argv[1]} holds {name}, which is not in the tree", file=sys.stderr)
    print(f"{len(wheel)} files, {sum(not n.endswith('.py') for n in wheel)} of them data")
    return 0 if wheel == tree else 1


if __name__ == "__main__":
    sys.exit(main())
