"""Set the floors of ``gold/floors.json`` to what the coder reaches now: they only rise.

    python tools/floors.py            print what is reached beside the floors
    python tools/floors.py --update   raise the floors; refuses to lower one without --allow-regression
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from khabar.evaluate import FLOOR_SLACK, evaluate, measured, read_floors

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "gold" / "floors.json"
SETS = {"own": ROOT / "gold", "open": ROOT.parent / "shared" / "gold"}
Floors = dict[str, dict[str, float]]


def reached() -> Floors:
    """What the coder reaches on each set that is there."""
    present = {name: folder for name, folder in SETS.items() if any(folder.glob("*.gold.json"))}
    return {name: measured(evaluate(folder)) for name, folder in present.items()}


def lowered(old: Mapping[str, Mapping[str, float]], new: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Floors that an update would lower or lose, of the sets that were measured."""
    found = []
    for name, figures in new.items():
        for figure, floor in old.get(name, {}).items():
            value = figures.get(figure, 0.0)
            if value < floor - FLOOR_SLACK:
                found.append(f"{name}: {figure} from {floor:.3f} to {value:.3f}")
    return found


def updated(old: Floors, new: Floors) -> Floors:
    """The new floors, rounded down; a set that was not measured keeps its own."""
    return old | {name: {figure: int(value * 1000) / 1000 for figure, value in figures.items()} for name, figures in new.items()}


def main() -> int:
    """Print or update; 1 when a floor would fall."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true", help="lower floors too; say why in CHANGELOG.md")
    options = parser.parse_args()
    old, new = read_floors(FLOORS) if FLOORS.exists() else {}, reached()
    for name, figures in new.items():
        for figure, value in figures.items():
            print(f"{name:<6}{figure:<20}{value:.3f}  floor {old.get(name, {}).get(figure, 0.0):.3f}")
    falls = lowered(old, new)
    for line in falls:
        print(f"would fall: {line}", file=sys.stderr)
    if falls and not options.allow_regression:
        return 1
    if options.update:
        FLOORS.write_bytes(msgspec.json.format(msgspec.json.encode(updated(old, new)), indent=2) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
