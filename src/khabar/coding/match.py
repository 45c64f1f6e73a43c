"""Which rules a frame matches, and the sides that each gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from khabar.coding.slots import Slots, words_of
from khabar.frames.frame import Frame
from khabar.resolve.focus import Thread
from khabar.rules.schema import Rule, When, rules
from khabar.script.fold import fold_word

_PART_FIELDS = ("subject", "object", "genitive", "nisba", "pronoun", "agent", "content", "doer")


class Hit(NamedTuple):
    """A rule that matched, with the sides it found."""

    rule: Rule
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    chunks: tuple[int, ...]
    weight: int


class Index:
    """The rules by the lemma that triggers them."""

    def __init__(self, all_rules: Iterable[Rule]) -> None:
        self.verbs: dict[str, list[Rule]] = defaultdict(list)
        self.nouns: dict[str, list[Rule]] = defaultdict(list)
        for rule in all_rules:
            for lemma in rule.when.verb:
                self.verbs[lemma].append(rule)
            for lemma in rule.when.noun:
                self.nouns[lemma].append(rule)

    def of(self, frame: Frame) -> Sequence[Rule]:
        if frame.kind != "noun":
            return self.verbs.get(frame.lemma, ())
        found = {rule.id: rule for name in frame.names or (frame.lemma,) for rule in self.nouns.get(name, ())}
        return list(found.values())


@cache
def index() -> Index:
    """The built-in rules, indexed."""
    return Index(rules())


def best_hit(slots: Slots, thread: Thread) -> Hit | None:
    """The strongest rule that matches the frame; between equals the one with more conditions."""
    hits = [h for rule in index().of(slots.frame) if (h := match(rule, slots, thread)) is not None]
    return max(hits, key=lambda h: (h.rule.strength, h.weight), default=None)


def match(rule: Rule, slots: Slots, thread: Thread) -> Hit | None:
    """The hit of one rule on one frame, or None."""
    when = rule.when
    if not _fits(when, slots, thread):
        return None
    actors: list[str] = []
    recipients: list[str] = []
    chunks: list[int] = []
    for name, part in _turned(_parts(when), slots, thread):
        slot = slots[name]
        chunks += slot.chunks
        if part in ("actor", "both"):
            actors += [k for k in slot.keys if k not in actors]
        elif part == "recipient":
            recipients += [k for k in slot.keys if k not in recipients]
    if rule.speech and len(recipients) > 1:  # العلاقات المصرية الروسية, said by Egypt's minister: of Russia
        own = {thread.cast.by_key[k].country for k in actors}
        recipients = [k for k in recipients if thread.cast.by_key[k].kind != "country" or thread.cast.by_key[k].country not in own] or recipients
    if rule.type == "RETREAT":  # يسحب جزءا من قواته: his own forces are not who is left
        own = {thread.cast.by_key[k].country for k in actors}
        recipients = [k for k in recipients if thread.cast.by_key[k].kind != "military" or thread.cast.by_key[k].country not in own | {None}]
    doing = slots.frame.kind != "noun" and slots.frame.voice == "active" and bool(slots.frame.object) and slots.frame.subject != slots.frame.object
    hurt = [k for k in actors if thread.cast.by_key[k].kind in when.victims and not (doing and recipients)]
    recipients = [k for k in (*recipients, *hurt) if k not in actors or k in hurt]
    actors = [k for k in actors if k not in hurt]
    weight = 3 * when.negated + len(when.needs) + 2 * len(when.has) + len(when.kinds) + len(when.words) + (2 if when.light else 0) + (1 if when.voice else 0)
    return Hit(rule, tuple(actors), tuple(recipients), tuple(chunks), weight)


def _parts(when: When) -> list[tuple[str, str]]:
    named = [(name, part) for name in _PART_FIELDS if (part := getattr(when, name)) is not None]
    return named + list(when.slots.items())


_CAN_DO = frozenset(("country", "government", "military", "police", "armed_group", "bloc", "party", "organization"))


def _turned(parts: list[tuple[str, str]], slots: Slots, thread: Thread) -> list[tuple[str, str]]:
    """قصف الجيش للمستشفى: before what the masdar takes by ل stands who does it, not whom it is done to."""
    at = slots.frame.at + 1
    takes = slots.frame.kind == "noun" and ("genitive", "recipient") in parts and at < len(slots.scene.chunks) and slots.scene.chunks[at].prep == "ل"
    if not takes or not slots["genitive"].keys or not _kinds_fit(slots["genitive"].keys, tuple(_CAN_DO), thread):
        return parts
    chunk = slots.scene.chunks[at]
    if chunk.reading is not None and chunk.reading.entry.pos == "masdar" and chunk.mention is None:
        return parts  # قصف المدينة لإجبارها: what for
    return [*((n, "actor" if n == "genitive" else p) for n, p in parts if n != "ل"), ("ل", "recipient")]


def _fits(when: When, slots: Slots, thread: Thread) -> bool:
    frame = slots.frame
    if when.light and frame.kind == "noun" and frame.light not in when.light:
        return False
    if (when.negated and not frame.negated) or (when.tense and frame.tense not in when.tense) or (when.person and frame.person not in when.person):
        return False
    if when.voice and frame.kind != "noun" and frame.voice != when.voice:
        return False
    if any(not slots[name].keys for name in when.needs):
        return False
    if any(not _any(slots[name].words, words) for name, words in when.has.items()):
        return False
    if any(_any(slots[name].words, words) for name, words in when.lacks.items()):
        return False
    if any(not _kinds_fit(slots[name].keys, kinds, thread) for name, kinds in when.kinds.items()):
        return False
    if when.words or when.without:
        span = _span_words(slots)
        return (not when.words or _any(span, when.words)) and not _any(span, when.without)
    return True


def _any(words: frozenset[str] | set[str], wanted: Sequence[str]) -> bool:
    return any(fold_word(w) in words for w in wanted)


def _kinds_fit(keys: Sequence[str], kinds: Sequence[str], thread: Thread) -> bool:
    return bool(keys) and all(thread.cast.by_key[k].kind in kinds for k in keys)


def _span_words(slots: Slots) -> set[str]:
    found: set[str] = set()
    for chunk in slots.scene.chunks[slots.frame.first : slots.reach]:
        found |= words_of(slots.scene, chunk)
    return found
