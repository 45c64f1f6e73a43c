"""What counts as a deed, and on which day: the one answer that counts, charts, exports, timelines and pages share."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from khabar.model import Event, When


class Told(Protocol):
    """An event of one article, or one that several tell."""

    @property
    def status(self) -> str: ...
    @property
    def attribution(self) -> str: ...


def is_deed(event: Told) -> bool:
    """It is told as having happened, in the outlet's own voice: no claim, denial, plan, supposition or old story."""
    return event.status == "actual" and event.attribution == "outlet"


def counted_on(event: Event, published: str | None) -> When | None:
    """The day under which an event counts: of a promise or plan the day it was said, of a deed its own, else the article's.

    No event that is told as having happened lies after ``published`` (ISO date or date-time); None where nothing gives a day.
    """
    day = When(value=published[:10], precision="day", source="published") if published else None
    if event.planned is not None:
        return event.said_on or day
    if event.date is None:
        return event.said_on or day
    return day if event.status == "actual" and published and begins_after(event.date.value, published[:10]) else event.date


def begins_after(value: str, day: str) -> bool:
    """Whether an ISO value of any precision (2024, 2024-05, 2024-W20, 2024-05-06) begins after a day."""
    value = week_begins(value) if "W" in value else value
    return value[: len(day)] > day[: len(value)]


def week_begins(week: str) -> str:
    """The Monday (ISO) that an ISO week begins with.

    Raises:
        ValueError: there is no such week.
    """
    year, number = week.split("-W")
    return dt.date.fromisocalendar(int(year), int(number), 1).isoformat()
