"""How far each rule may be trusted: how often it fired on gold articles and was right. Counted by ``tools/trust.py``, kept as data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from khabar.errors import DataError

TRUST = Path(__file__).parent / "trust.tsv"
MIN_PRECISION, MIN_FIRES = 0.90, 20
"""What makes a rule strict. On fewer firings nothing is claimed."""
HEADER = ("rule", "fired", "type_right", "all_right")


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """One rule on the gold."""

    rule: str
    fired: int
    type_right: int
    """The gold has an event of this type (or one that it allows) there."""
    all_right: int
    """And both sides and the status are those of the gold."""

    @property
    def precision(self) -> float:
        """Share of firings whose type is right; 0 for a rule that never fired."""
        return self.type_right / self.fired if self.fired else 0.0

    @property
    def strict(self) -> bool:
        """Right in its type at least nine times in ten, over at least twenty firings: good enough for alerts."""
        return self.fired >= MIN_FIRES and self.precision >= MIN_PRECISION


def read_trust(path: Path = TRUST) -> dict[str, Trust]:
    """The counts of a file by rule; a missing file is empty.

    Raises:
        DataError: a line is no row of counts; with file and line.
    """
    if not path.exists():
        return {}
    found = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#") or line.split("\t") == list(HEADER):
            continue
        try:
            row = msgspec.convert(dict(zip(HEADER, line.split("\t"), strict=True)), Trust, strict=False)
        except (ValueError, msgspec.ValidationError) as error:
            raise DataError(path, number, f"no row of {', '.join(HEADER)}: {error}") from None
        found[row.rule] = row
    return found


@cache
def trust() -> Mapping[str, Trust]:
    """The built-in counts by rule id."""
    return read_trust()


@cache
def strict_rules() -> frozenset[str]:
    """The ids of the rules that alerts may rest on."""
    return frozenset(row.rule for row in trust().values() if row.strict)
