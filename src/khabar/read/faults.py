"""A fault of reading, as every reader tells it."""

from __future__ import annotations

from khabar.model import Fault


def fault(code: str, message: str) -> Fault:
    """A fault of reading."""
    return Fault(stage="read", code=code, message=message)
