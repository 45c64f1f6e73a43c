"""The order of the stages, and the one way through them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from khabar.annotate.actors import find_again, find_mentions, name_text, surnames
from khabar.annotate.bodies import names_two_states
from khabar.annotate.line import Line
from khabar.annotate.match import Matches
from khabar.annotate.names import name_keys
from khabar.annotate.quotes import MAX_QUOTE, Quote, find_quotes
from khabar.annotate.times import TimeMatch, find_times
from khabar.coding.assemble import assemble
from khabar.coding.drafts import EventDraft, StatementDraft
from khabar.coding.events import EventCoder
from khabar.coding.merge import merged
from khabar.coding.statements import StatementCoder
from khabar.coding.turns import TurnReader
from khabar.frames.scene import Scene
from khabar.language.sentences import Ranges, sentences
from khabar.language.tokens import Tokenizer
from khabar.lexicon.words import Lexicon, lexicon
from khabar.model import CODED_KINDS, Article, Block, BlockKind, Coder, Fault, Record
from khabar.resolve.focus import Thread
from khabar.resolve.when import resolve_times
from khabar.resolve.where import locate
from khabar.resolve.who import Cast, home_country
from khabar.rules.schema import rules_hash
from khabar.script.fold import fold
from khabar.watch import Watch

VERSION = "0.1.0"
MAX_TOKENS = 400  # a longer sentence is cut: no clause of news is that long, and the grammar's cost stays linear


class Run(NamedTuple):
    """One stretch of coded text: the blocks of a paragraph, as rows of offsets, with their kind."""

    kind: BlockKind
    block: int
    ranges: Ranges


def tokenizer(folder: str | None = None) -> Tokenizer:
    """The tokenizer over the lexicon of ``folder``; it remembers words across articles."""
    return _tokenizer(lexicon(folder))


_tokenizer = cache(Tokenizer)


def code(
    article: Article, *, id: str | None = None, extra: Mapping[str, Any] | None = None, faults: Sequence[Fault] = (), folder: str | None = None,
    watch: Watch | None = None,
) -> Record:
    """Code one article.

    Args:
        article: as the reader gave it; its text is not changed.
        id: the caller's id for the input; the article's own where none is given.
        extra: unknown fields of the input line, passed through.
        faults: what the reader could not read.
        folder: a folder with the user's own word tables.
        watch: how long it may take; for ever where none is given.

    Raises:
        TimeLimitError: it took longer; each sentence is bounded, so the time is asked for between them.
    """
    watch = watch or Watch()
    words, published = lexicon(folder), _day(article.published)
    scenes, matches = scenes_of(article, folder, watch)
    times, time_faults = resolve_times(article.text, matches, published=published, tense_at=_tenses(scenes))
    cast = Cast(words, _home(article, scenes, words), article.published)
    thread = Thread(cast, words)
    statement_coder, event_coder = StatementCoder(words, thread), EventCoder(words, thread)
    turns = TurnReader(article.text, scenes, thread)
    statements: list[StatementDraft] = []
    events: list[EventDraft] = []
    asked: list[EventDraft] = []
    for scene in turns.order(scenes):
        watch.check()
        thread.read(scene)
        if turns.asked(scene):
            asked += event_coder.scene(scene, [])
            continue
        around, told = turns.around(scene), turns.told(scene, statement_coder.scene(scene))
        statements += told
        events += event_coder.scene(scene, [*around, *told])
    return assemble(
        article, id=id, extra=dict(extra or {}), coder=coder(folder), thread=thread, scenes=scenes, times=times, places=locate(article.text, scenes), statements=statements,
        events=merged(events, article.text), asked=asked, published=published, faults=[*faults, *time_faults, *statement_coder.faults],
    )  # fmt: skip


def scenes_of(article: Article, folder: str | None = None, watch: Watch | None = None) -> tuple[list[Scene], list[TimeMatch]]:
    """The sentences of an article with their mentions and frames, and its expressions of time, nothing resolved yet."""
    runs = _runs(article)
    ranges = [r for run in runs for r in run.ranges]
    matches = find_times(article.text, ranges, exclude=_outlet_names(folder))
    return _scenes(article, runs, find_quotes(article.text, ranges), matches, folder, watch or Watch()), matches


@cache
def coder(folder: str | None = None) -> Coder:
    """What makes the records: versions and content hashes."""
    return Coder(version=VERSION, codebook="plover-2021", lexicon=lexicon(folder).hash, rules=rules_hash())


def _runs(article: Article) -> list[Run]:
    """The coded blocks, those of a cut paragraph together; none of an article in another language."""
    if article.language not in (None, "ar"):
        return []
    runs: dict[int, Run] = {}
    for number, block in enumerate(article.blocks):
        if block.kind not in CODED_KINDS:
            continue
        if block.continues is not None and block.continues in runs:
            first = runs[block.continues]
            runs[block.continues] = first._replace(ranges=(*first.ranges, _trimmed(article.text, block)))
        else:
            runs[number] = Run(block.kind, number, (_trimmed(article.text, block),))
    return list(runs.values())


def _trimmed(text: str, block: Block) -> tuple[int, int]:
    """The block without its trailing blanks: they end no sentence of a paragraph that goes on."""
    end = block.end
    while end > block.start and text[end - 1].isspace():
        end -= 1
    return block.start, end


def _day(published: str | None) -> dt.date | None:
    return dt.date.fromisoformat(published[:10]) if published else None


@cache
def _outlet_names(folder: str | None) -> tuple[str, ...]:
    rows = lexicon(folder).tables["outlets"]
    return tuple(name for row in rows for name in (row.name_ar, *row.aliases) if "يوم" in name)


def _scenes(article: Article, runs: Sequence[Run], quotes: Sequence[Quote], matches: Sequence[TimeMatch], folder: str | None, watch: Watch) -> list[Scene]:
    words, cutter = lexicon(folder), tokenizer(folder)
    spans = sorted((m.start, m.end) for m in matches)
    quoted = [(q.start, q.end) for q in quotes]
    lines: list[tuple[Run, Line]] = []
    for run in runs:
        for ranges in sentences(article.text, [run.ranges], quoted):
            watch.check()
            tokens = [t for start, end in ranges for t in cutter.tokens(article.text, start, end)]
            for cut in range(0, len(tokens), MAX_TOKENS):
                part = tokens[cut : cut + MAX_TOKENS]
                lines.append((run, Line(article.text, part, words, _within(spans, part[0].start, part[-1].end))))
    first = [(run, line, find_mentions(line)) for run, line in lines]
    names = [name_keys(name_text(line, m)) for _, line, found in first for m in found if m.name and m.name[1] - m.name[0] > 1]
    known, media = surnames(names), _media(article)
    named = frozenset(m.country for _, line, found in first for m in found if m.country and not names_two_states(line, m.start))
    for _, line in lines:
        line.countries = named
    made, starts = [], [q.start for q in quotes]
    for number, (run, line, found) in enumerate(first):
        watch.check()
        first_offset, last_offset = line.tokens[0].start, line.tokens[-1].end
        near = quotes[bisect_left(starts, first_offset - MAX_QUOTE) : bisect_left(starts, last_offset)]
        inside = [q for q in near if q.end > first_offset]
        made.append(Scene(number, run.kind, run.block, line, find_again(line, found, known, media), inside))
    return made


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """The spans, in order and apart, that begin between two offsets."""
    return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]


def _media(article: Article) -> dict[str, list[tuple[str, ...]]]:
    """The credited outlets and agencies by their first word."""
    names = [c.name for c in article.credits if c.kind in ("agency", "outlet")] + ([article.outlet] if article.outlet else [])
    index: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        keys = tuple(fold(name).split())
        if keys and len("".join(keys)) > 2:
            index.setdefault(keys[0], []).append(keys)
    return index


def _home(article: Article, scenes: Sequence[Scene], words: Lexicon) -> str | None:
    return home_country([(s.line, m) for s in scenes for m in s.mentions], _home_hints(article, scenes, words))


def _home_hints(article: Article, scenes: Sequence[Scene], words: Lexicon) -> list[str | None]:
    names = _outlet_countries(words)
    credited = [names.get(c.name) for c in article.credits if c.kind in ("agency", "outlet")]
    return [_dateline_country(article, scenes, words), *credited, names.get(article.outlet or "")]


@cache
def _outlet_countries(words: Lexicon) -> dict[str, str]:
    """The state of each listed outlet, by each of its names."""
    return {n: row.country for row in words.tables["outlets"] for n in (row.name_ar, *row.aliases)}


def _dateline_country(article: Article, scenes: Sequence[Scene], words: Lexicon) -> str | None:
    """The state of the place in the dateline: a byline block, or the words before a dash at the head of the first paragraph."""
    first = next((s for s in scenes if s.kind == "paragraph"), None)
    before = first.start if first is not None else 0
    heads = [article.text[b.start : b.end] for b in article.blocks if b.kind in ("byline", "dateline", "credit") and b.start < before][:3]
    if first is not None:
        dash = next((i for i, t in enumerate(first.line.tokens[:14]) if first.line.mark(i) and first.line.mark(i) in "-–—/"), None)
        heads += [article.text[first.start : first.line.tokens[dash].start]] if dash else []
    for head in heads:
        tokens = tokenizer().tokens(head[:120])
        found = Matches(tokens, words)
        for at in range(len(tokens)):
            capital = found.best(at, "states", via="capital", bare=True)  # عمان in a dateline is the city
            place = capital or found.best(at, "states", "places", bare=True)
            if place is not None and place.phrase.via != "nisba":
                row = words.row(place.phrase)
                country: str | None = getattr(row, "iso3", None) or getattr(row, "country", None)
                if country:
                    return country
    return None


def _tenses(scenes: Sequence[Scene]) -> Any:
    """offset → past or future, by the verb nearest before (or else after) it in its sentence."""

    ordered = sorted(scenes, key=lambda s: s.start)
    starts = [s.start for s in ordered]

    def at(offset: int) -> str | None:
        number = bisect_right(starts, offset) - 1
        scene = ordered[number] if number >= 0 else None
        if scene is None or offset >= scene.end:
            return None
        verbs = [(abs(scene.chunk_start(f.at) - offset) + (0 if scene.chunk_start(f.at) <= offset else 200), f.tense) for f in scene.clause.frames if f.kind == "verb" and f.tense]
        if not verbs:
            return None
        return "past" if min(verbs)[1] == "past" else "future"

    return at
