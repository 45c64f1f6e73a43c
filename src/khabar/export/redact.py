"""Records without their words, or without the names of persons: what may be passed on where the texts or the people may not."""

from __future__ import annotations

import hashlib
import hmac
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from khabar.link.collection import NONE
from khabar.link.identities import cast_of, join
from khabar.link.records import Linked, Verdicts
from khabar.model import Actor, Record
from khabar.script.fold import Folded, fold

_LETTER = re.compile(r"[\u0620-\u064a\w]")
_CLITICS = re.compile("(?:[وف]?(?:[بكل]|لل)?)")
_PROSE = frozenset(("id", "title", "section", "author", "name", "outlet", "message", "reason", "frame", "by"))
"""Fields in which a name may stand without a place in the text."""
_SHORT = 3  # letters: a shorter single name is also a common word


# -- without words
def without_text(record: Record) -> Record:
    """The record with the words of its article taken out of every field; offsets, title and names stay."""
    data = _worded(msgspec.to_builtins(record))
    data["article"]["text"] = ""
    data["extra"] = {}
    return msgspec.convert(data, Record)


def unworded(linked: Linked, titles: Collection[str | None]) -> Linked:
    """The same of what linking found; of the titles of stories those stay that are an article's own."""
    stories = []
    for story in linked.stories:
        members = [msgspec.structs.replace(m, title=m.title if m.title in titles else "") for m in story.articles]
        stories.append(msgspec.structs.replace(story, title=story.title if story.title in titles else "", articles=members))
    return msgspec.convert(_worded(msgspec.to_builtins(msgspec.structs.replace(linked, stories=stories))), Linked)


def _worded(value: Any) -> Any:
    """The same with the text of every span empty."""
    if isinstance(value, list):
        return [_worded(v) for v in value]
    if isinstance(value, dict):
        return {k: "" if k == "text" and "start" in value else _worded(v) for k, v in value.items()}
    return value


# -- without names of persons
class _Name(NamedTuple):
    """A form of a person's name as a folded key, and what stands in its place."""

    key: str
    pseudonym: str


def without_persons(records: Iterable[Record], key: str = "", apart: Iterable[tuple[str, str]] = (), verdicts: Verdicts = NONE) -> list[Record]:
    """The records with a pseudonym for every person, the same one in all articles; bodies, offices and states stay.

    In the text only names that the coder read as a person's, in all their forms of that article, are replaced: one that it
    did not read stays. Offsets are those of the text with the pseudonyms.

    Args:
        records: coded articles.
        key: a secret; who does not have it cannot try names until a pseudonym fits.
        apart: pairs of actors that are two.
        verdicts: what people have said of pairs of actors.
    """
    given = list(records)
    people = join((cast_of(r) for r in sorted(given, key=lambda r: r.article.id)), apart, verdicts.actors)
    return [_redacted(r, {a.key: _pseudonym(people.of[r.article.id, a.key], key) for a in r.actors if a.kind == "person"}, key) for r in given]


def _pseudonym(identity: str, key: str) -> str:
    return "شخص_" + hmac.new(key.encode(), identity.encode(), hashlib.sha256).hexdigest()[:8]


def _redacted(record: Record, pseudonyms: dict[str, str], key: str) -> Record:
    names = _names(record, pseudonyms)
    author = record.article.author
    persons = [c.name for c in record.article.credits if c.kind == "person"] + ([author] if author else [])
    names += [_Name(fold(name), _pseudonym(f"author:{fold(name)}", key)) for name in persons]
    names.sort(key=lambda n: -len(n.key))
    found = _found(record, pseudonyms, names)
    moved = _Moved(record.article.text, found)
    data = _rewritten(msgspec.to_builtins(record), moved, names)
    data["article"]["text"] = moved.text
    data["article"]["text_sha256"] = hashlib.sha256(moved.text.encode("utf-8", "surrogatepass")).hexdigest()
    data["extra"] = {}
    data["actors"] = [_actor(a, pseudonyms, names) for a in record.actors]
    return msgspec.convert(data, Record)


def _names(record: Record, pseudonyms: dict[str, str]) -> list[_Name]:
    """Every form of every person's name: whole, as the article gives it, and the surname alone; the office before it is none."""
    found: dict[str, str] = {}
    for actor in record.actors:
        if actor.key not in pseudonyms:
            continue
        forms = [actor.name_ar, actor.name_en or "", *actor.aliases]
        forms += [form.split()[-1] for form in (actor.name_ar, actor.name_en or "") if len(form.split()) > 1]
        for form in forms:
            if len(fold(form)) >= _SHORT:
                found.setdefault(fold(form), pseudonyms[actor.key])
    return [_Name(*item) for item in found.items()]


def _actor(actor: Actor, pseudonyms: dict[str, str], names: Sequence[_Name]) -> dict[str, Any]:
    """A person without a name; a body keeps its own but for a person in it (the government of somebody)."""
    data: dict[str, Any] = msgspec.to_builtins(actor)
    pseudonym = pseudonyms.get(actor.key)
    if pseudonym is None:
        return {k: [_replaced(a, names) for a in v] if k == "aliases" else _replaced(v, names) if isinstance(v, str) else v for k, v in data.items()}
    id = f"kh:{actor.country or 'INT'}:{pseudonym}"
    return data | {"id": id, "name_ar": pseudonym, "name_en": None, "aliases": [], "wikidata": None, "reason": ""}


def _found(record: Record, pseudonyms: dict[str, str], names: Sequence[_Name]) -> list[tuple[int, int, str]]:
    """Where the text names a person, and what stands there instead; nothing twice.

    A name that is also the whole name of a state, body or place stays where it is read as that; a mention in which none of
    the known forms stands is replaced as a whole.
    """
    others = {(m.start, m.end) for m in record.mentions if m.actor not in pseudonyms} | {(p.start, p.end) for p in record.places}
    spans = [s for s in _occurrences(record.article.text, names) if s[:2] not in others]
    starts = sorted(s[0] for s in spans)
    for m in record.mentions:
        if m.actor in pseudonyms and m.via == "name" and bisect_left(starts, m.start) == bisect_left(starts, m.end):
            spans.append((m.start, m.end, pseudonyms[m.actor]))
    return _disjoint(spans)


def _occurrences(text: str, names: Sequence[_Name]) -> list[tuple[int, int, str]]:
    """Every place where a name stands as words of its own, a clitic before it perhaps."""
    folded = Folded(text)
    found = []
    for name in names:
        at = folded.key.find(name.key)
        while at >= 0:
            end = at + len(name.key)
            if _alone(folded.key, at, end):
                found.append((*folded.span(at, end), name.pseudonym))
            at = folded.key.find(name.key, end)
    return found


def _alone(key: str, start: int, end: int) -> bool:
    if end < len(key) and _LETTER.match(key[end]):
        return False
    before = re.search(r"[^\W_]*$", key[max(0, start - 4) : start])
    return before is None or bool(_CLITICS.fullmatch(before[0]))


def _replaced(text: str, names: Sequence[_Name]) -> str:
    key = fold(text)
    held = [name for name in names if name.key in key]
    return _Moved(text, _disjoint(_occurrences(text, held))).text if held else text


def _disjoint(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


class _Moved:
    """A text with some stretches replaced, and where each old offset is in it."""

    def __init__(self, text: str, found: Sequence[tuple[int, int, str]]) -> None:
        parts: list[str] = []
        self.starts, self.ends, self.new = [], [], []
        last = size = 0
        for start, end, put in found:
            parts += [text[last:start], put]
            size += start - last
            self.starts.append(start)
            self.ends.append(end)
            self.new.append((size, size + len(put)))
            size += len(put)
            last = end
        self.text = "".join([*parts, text[last:]])

    def at(self, offset: int, *, end: bool = False) -> int:
        """Where an old offset is now; one inside of a replaced stretch is at its edge."""
        n = bisect_right(self.starts, offset) - 1
        if n < 0:
            return offset
        if offset >= self.ends[n]:
            return offset - self.ends[n] + self.new[n][1]
        if offset == self.starts[n]:
            return self.new[n][0]
        return self.new[n][1] if end else self.new[n][0]


def _rewritten(value: Any, moved: _Moved, names: Sequence[_Name]) -> Any:
    """Every span moved, and what tells of persons in words of its own with their names replaced."""
    if isinstance(value, list):
        return [_rewritten(v, moved, names) for v in value]
    if not isinstance(value, dict):
        return value
    done = {k: _replaced(v, names) if k in _PROSE and isinstance(v, str) else _rewritten(v, moved, names) for k, v in value.items()}
    if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
        start, end = moved.at(value["start"]), moved.at(value["end"], end=True)
        done |= {"start": start, "end": end} | ({"text": moved.text[start:end]} if "text" in value else {})
    return done
