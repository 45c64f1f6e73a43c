"""Count on every gold set that is there how often each rule fired and was right, for ``src/khabar/rules/trust.tsv``.

    python tools/trust.py            print the rules that fired most, and which are strict
    python tools/trust.py --update   write the counts
"""

from __future__ import annotations

import argparse
from pathlib import Path

from khabar.evaluate import evaluate
from khabar.rules.trust import HEADER, TRUST, Trust
from khabar.scoring import Scores

ROOT = Path(__file__).resolve().parent.parent
SETS = (ROOT / "gold", ROOT / "gold" / "outlets", ROOT / "gold" / "desk", ROOT.parent / "shared" / "gold")


def counted() -> list[Trust]:
    """The counts over all sets that are there, by rule id."""
    total = Scores()
    for folder in SETS:
        if any(folder.glob("*.gold.json")):
            total.merge(evaluate(folder).total)
    return [Trust(rule=id, fired=f.fired, type_right=f.typed, all_right=f.right) for id, f in sorted(total.rules.items()) if f.fired]


def written(rows: list[Trust]) -> str:
    """The rows as the table's text."""
    head = "# Made by tools/trust.py over the project's gold and the open set; rules that never fired there are not listed.\n"
    lines = ["\t".join(HEADER), *("\t".join(map(str, (r.rule, r.fired, r.type_right, r.all_right))) for r in rows)]
    return head + "\n".join(lines) + "\n"


def main() -> None:
    """Print or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    rows = counted()
    for row in sorted(rows, key=lambda r: -r.fired)[:30]:
        print(f"{row.rule:<34}{row.fired:>6}{row.type_right:>6}{row.all_right:>6}  {row.precision:.2f}{'  strict' if row.strict else ''}")
    if parser.parse_args().update:
        TRUST.write_text(written(rows), "utf-8")


if __name__ == "__main__":
    main()
