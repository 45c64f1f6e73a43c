"""What a record stands for: a deed that the outlet tells, somebody's claim or denial of one, or what is still to come.

The one place that tells them apart, for the exports and briefings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from khabar.link.records import LinkedEvent
from khabar.model import Event

Standing = Literal["told", "older", "planned", "claimed", "denied", "contested", "supposed"]
STANDINGS: tuple[Standing, ...] = ("told", "older", "planned", "claimed", "denied", "contested", "supposed")
_OF_STATUS: Mapping[str, Standing] = {"historical": "older", "future": "planned", "negation": "denied", "hypothetical": "supposed"}


def standing(event: Event) -> Standing:
    """How an article tells an event; ``told`` is the outlet's own voice, about what happened."""
    return _OF_STATUS.get(event.status) or ("told" if event.attribution == "outlet" else event.attribution)


def linked_standing(event: LinkedEvent) -> Standing:
    """The same of an event over all its reports: told where one outlet tells it in its own voice, and nobody denies it."""
    if event.status != "actual":
        return _OF_STATUS[event.status]
    told = {r.attribution for r in event.reports}
    if event.contested or "contested" in told or {"claimed", "denied"} <= told:
        return "contested"
    return "told" if "outlet" in told else "claimed" if "claimed" in told else "denied"
