"""JSON lines: one article a line, what is not ours kept, a bad line never the end of the run."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from khabar.model import Fault
from khabar.read.faults import fault

KNOWN = ("id", "text", "html", "title", "published", "url", "outlet", "fetched")


class JsonLine(NamedTuple):
    """One line as it was read; ``faults`` is empty where ``text`` can be read."""

    id: str
    fields: dict[str, str]
    """The known fields that are set, as text."""
    extra: dict[str, Any]
    """The fields that Khabar does not know, unchanged."""
    faults: list[Fault]


def parse_line(raw: bytes, fallback_id: str) -> JsonLine:
    """One line of JSONL.

    Args:
        raw: The line, UTF-8, without its line break.
        fallback_id: The id where the line gives none that can be read: ``NAME:LINE``.

    Returns:
        The line; its faults are ``json`` (no JSON object), ``field`` (a known field of a wrong type) or
        ``no_text`` (neither text nor html).
    """
    try:
        data = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return JsonLine(
            fallback_id, {}, {}, [fault("json", f"{fallback_id}: no JSON ({error}); write one object a line")]
        )
    if not isinstance(data, dict):
        return JsonLine(
            fallback_id, {}, {}, [fault("json", f'{fallback_id}: not a JSON object; write {{"id": …, "text": …}}')]
        )
    extra = {name: value for name, value in data.items() if name not in KNOWN}
    line_id = _id(data.get("id"), fallback_id)
    wrong = [n for n in KNOWN[1:] if data.get(n) is not None and not isinstance(data[n], str)]
    fields = {n: data[n] for n in KNOWN[1:] if isinstance(data.get(n), str)}
    if wrong:
        return JsonLine(line_id, fields, extra, [fault("field", f"{line_id}: {', '.join(wrong)} must be text")])
    if "text" not in fields and "html" not in fields:
        return JsonLine(line_id, fields, extra, [fault("no_text", f'{line_id}: no "text"; give the article\'s text')])
    return JsonLine(line_id, fields, extra, [])


def _id(value: Any, fallback: str) -> str:
    if isinstance(value, str) and value.strip():
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else fallback

