"""Statements whose speaker stands in a phrase of source: وفق الوزارة، بحسب بيان، على ما أعلنت، كما قال فلان."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from khabar.coding.content import MAX_CUES, Content, content_of, end_chunk, is_source, says, trim, without_lead
from khabar.frames.arguments import STATED
from khabar.frames.frame import Frame
from khabar.frames.scene import Scene
from khabar.lexicon.words import Lexicon
from khabar.resolve.focus import Thread

MAX_NAME = 5  # chunks between the word of source and who is named by it
MAX_DATELINE = 7  # chunks before the dash
MAX_PHRASE = 9  # chunks of a phrase of source between commas


class Sourced(NamedTuple):
    """What a phrase of source says: whose word it is, and for what."""

    speaker: tuple[str, ...]
    cue: tuple[int, int]
    carrier: Frame
    content: Content
    parts: tuple[tuple[int, int], ...]
    """Where the phrase cuts its content in two: both pieces."""
    document: str


class Named(NamedTuple):
    """Who a phrase of source names."""

    speaker: tuple[str, ...]
    frame: Frame | None
    """The verb of saying in it: وفق ما أعلنت."""
    document: str
    at: int
    """The chunk that names the speaker."""


def sourced(scene: Scene, thread: Thread, lexicon: Lexicon, told: Sequence[tuple[int, int]]) -> Iterator[Sourced]:
    """The statements of a sentence that a phrase of source gives to a speaker; ``told`` is content already taken."""
    for at in islice((n for n in range(len(scene.chunks)) if is_source(scene, n, lexicon)), MAX_CUES):
        named = source_at(scene, at, thread, lexicon)
        pieces = _pieces(scene, at, lexicon, told) if named.speaker else []
        if not pieces:
            continue
        longest = max(pieces, key=lambda p: p.end - p.start)
        parts = tuple((p.start, p.end) for p in pieces) if len(pieces) > 1 else ()
        carrier = named.frame or Frame(kind="noun", at=at, lemma=scene.chunks[at].word)
        shown = named.frame.at if named.frame is not None else at
        cue = (scene.line.tokens[scene.chunks[shown].start].start, scene.chunk_end(shown))
        yield Sourced(named.speaker, cue, carrier, longest, parts, named.document)


def source_at(scene: Scene, at: int, thread: Thread, lexicon: Lexicon) -> Named:
    """Whose word it is by the phrase of source at chunk ``at``: the noun phrase after وفق, or the subject of «ما أفاد»."""
    for j in range(at + 1, min(at + MAX_NAME, len(scene.chunks))):
        chunk = scene.chunks[j]
        if chunk.kind == "NP":
            document = thread.document(scene, j)
            known = document and chunk.reading is not None and chunk.reading.entry.definite  # وبحسب البيان
            return Named(thread.keys(scene, j) or _issuer(scene, thread, j + 1) or (thread.last_spoken() if known else ()), None, document, j)
        if chunk.kind == "V":
            number = next((n for n, f in enumerate(scene.clause.frames) if f.at == j), None)
            if number is None or not says(lexicon, scene.clause.frames[number]):
                break
            frame = scene.clause.frames[number]
            sides = thread.sides.get((scene.number, number))
            named = thread.relayed(scene, frame) or (sides.subject if sides else ()) or _stated(scene, frame, thread)
            return Named(named, frame, sides.document if sides else "", j)
        if chunk.kind not in ("REL", "TIME", "PREP", "COMP"):
            break
    return Named((), None, "", at)


def _stated(scene: Scene, frame: Frame, thread: Thread) -> tuple[str, ...]:
    """وفق ما جاء في بيان الوزارة: who issued it."""
    if frame.lemma not in STATED:
        return ()
    held = next((i for prep, i in frame.obliques if prep == "في"), None)
    return (thread.keys(scene, held) or _issuer(scene, thread, held + 1)) if held is not None else ()


def _issuer(scene: Scene, thread: Thread, at: int) -> tuple[str, ...]:
    """بيان للرئاسة, تقرير صادر عن المنظمة: who issued the document."""
    for chunk in range(at, min(at + 2, len(scene.chunks))):
        if scene.chunks[chunk].kind == "NP" and scene.chunks[chunk].prep in ("ل", "عن", "من"):
            return thread.keys(scene, chunk)
    return ()


# -- what the phrase vouches for
def _pieces(scene: Scene, at: int, lexicon: Lexicon, told: Sequence[tuple[int, int]]) -> list[Content]:
    """The content of the phrase of source at chunk ``at``: what follows it at the head of a sentence, else what it follows."""
    if all(c.kind in ("FOCUS", "ADV", "CONJ") for c in scene.chunks[:at]) or scene.chunks[at - 1].kind == "COMP":
        after = _after_source(scene, at, lexicon)
        return [after] if after is not None and not any(t[0] < after.end and after.start < t[1] for t in told) else []
    if any(f.at < at and f.content is not None and f.content > at and says(lexicon, f) for f in scene.clause.frames):
        return []  # قال فلان، وفق وكالة، إن: the verb has the content, the phrase is its messenger
    first = _clause_start(scene, at)
    start, end = trim(scene.line.text, first, scene.chunk_end(at - 1))
    whole = next((q for q in scene.quotes if (q.start, q.end) == (start, end)), None)
    if whole is not None:
        start, end = trim(scene.line.text, whole.inner_start, whole.inner_end)
    if end <= start or any(t[0] < end and start < t[1] for t in told):
        return []
    rest = _goes_on(scene, at, lexicon)
    if rest is not None and any(t[0] < rest.end and rest.start < t[1] for t in told):
        rest = None
    return [Content(start, end, whole is not None, False, 0, at), *([rest] if rest is not None else [])]


def _goes_on(scene: Scene, at: int, lexicon: Lexicon) -> Content | None:
    """The clause after the phrase: «كانت الشاحنة، بحسب الشرطة، محملة بأسلحة»."""
    if scene.chunks[at - 1].kind != "COMMA":
        return None
    closing = next((j for j in range(at + 1, min(at + MAX_PHRASE, len(scene.chunks))) if scene.chunks[j].kind in ("COMMA", "STOP")), None)
    if closing is None or scene.chunks[closing].kind == "STOP" or closing + 1 >= len(scene.chunks):
        return None
    after = scene.chunks[closing + 1]
    if after.conj or after.kind in ("CLAUSE", "FOCUS", "COND", "CONJ", "SOURCE") or (after.kind == "PART" and after.word.endswith("ا")):
        return None
    last = end_chunk(scene, closing + 1, lexicon)
    start, end = trim(scene.line.text, scene.chunk_start(closing + 1), scene.chunk_end(last - 1)) if last > closing + 1 else (0, 0)
    return Content(start, end, False, False, closing + 1, last) if end > start else None


def _after_source(scene: Scene, at: int, lexicon: Lexicon) -> Content | None:
    comma = next((j for j in range(at + 1, len(scene.chunks)) if scene.chunks[j].kind in ("COMMA", "COMP") or scene.chunks[j].word in ("ان", "فان")), None)
    if comma is None or comma + 1 >= len(scene.chunks):
        return None
    carrier = Frame(kind="noun", at=at, lemma="")
    first = comma + 1
    while first < len(scene.chunks) - 1 and (scene.chunks[first].kind in ("COMP", "MOD") or scene.chunks[first].word in ("ان", "فان", "فقد")):
        first += 1
    content = content_of(scene, carrier, lexicon, first)
    if content is None:
        return None
    start = scene.chunk_start(first)
    if scene.chunks[first].conj == "ف":
        start += 1
    start = without_lead(scene.line.text, start, content.end)
    return content._replace(start=min(start, content.end - 1))


def _credit(scene: Scene, at: int) -> int:
    """The chunk «(شينخوا)» that ends a dateline without a dash, or 0."""
    for j in range(1, min(at - 1, MAX_DATELINE)):
        chunk = scene.chunks[j]
        if chunk.kind == "PAREN":
            named = any(m.kind == "outlet" and chunk.start <= m.start < chunk.end for m in scene.mentions)
            return j if named and scene.chunks[j + 1].kind == "V" else 0
        if chunk.kind not in ("NP", "TIME", "MARK", "COMMA"):
            return 0
    return 0


def _clause_start(scene: Scene, at: int) -> int:
    """The start of the sentence before a source, a leading «وفي حادث منفصل،» or و left out."""
    first = 0
    chunks = scene.chunks
    if chunks[0].kind in ("NP", "FOCUS", "CLAUSE") and (chunks[0].prep or chunks[0].kind != "NP"):
        comma = next((j for j in range(1, min(at, 6)) if chunks[j].kind == "COMMA"), None)
        if comma is not None and all(c.kind in ("NP", "TIME", "FOCUS", "PAREN") for c in chunks[:comma]):
            first = comma + 1
    dash = next((j for j in range(1, min(at, MAX_DATELINE)) if chunks[j].kind == "DASH"), None)
    if first == 0 and dash is not None and dash + 1 < at and all(c.kind in ("NP", "TIME", "PAREN", "MARK", "COMMA") for c in chunks[:dash]):
        first = dash + 1  # طهران - وصل
    if first == 0 and (credit := _credit(scene, at)):
        first = credit + 1
    start = scene.chunk_start(first)
    joined = chunks[first].conj in ("و", "ف") and chunks[first].kind in ("V", "NP", "KANA", "NEG", "MOD")
    joined = joined or (chunks[first].kind == "TIME" and scene.line.tokens[chunks[first].start].key.startswith("و"))  # وفي 18 نوفمبر
    return start + 1 if joined else start
