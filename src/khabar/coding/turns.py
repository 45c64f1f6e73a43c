"""Turns: questions and answers, dialogues with named speakers, and full texts of statements and speeches.

In them nobody «says that»: whose words they are is told once, by a mark before the turn (ج:، الوزير:) or by a line above it
(فيما يلي نص البيان:). A turn's words are its owner's; what is asked is told by nobody.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from khabar.coding.content import trim
from khabar.coding.drafts import StatementDraft
from khabar.frames.scene import Scene
from khabar.model import Occasion
from khabar.resolve.focus import Thread
from khabar.script.fold import fold

Role = Literal["question", "answer", "named", "text"]
_COLON = r"\s{0,4}+\d{0,2}+\s{0,4}+(?:[:：]|[)\-–—./](?=\s))\s{0,8}+"
_QUESTION = re.compile(rf"\W{{0,3}}(?:س|سؤال|السؤال){_COLON}")
_ANSWER = re.compile(rf"\W{{0,3}}(?:ج|جواب|الجواب|إجابة|الإجابة|اجابة|الاجابة){_COLON}")
_ASKS = re.compile(r"\W{0,3}(?:المذيعة?|المحاورة?|المقدمة?|مقدمة? البرنامج|الصحا?في(?:ة)?|المجلة|الصحيفة|الجريدة|الوكالة|القناة|الموقع)\s{0,4}+[:：]\s{0,8}+")
_LABEL = re.compile(r"\W{0,3}([^\n:：.؟!«\"]{2,60})\s*[:：]\s*")
_BULLET = re.compile(r"\s*[-–—*•■▪●◆#]")
_TEXT = re.compile(
    r"(?:(?:^|\W)(?:في\s?ما\s+يلي|وفي\s?ما\s+يلي|فيما\s+يأتي|و?هذا|و?إليكم|و?اليكم|و?هنا|و?هذه)\s+)?(?:ال)?نص(?:ه|ها)?(?!\w)(?:\s+الكامل)?"
    r"(?:\s+(?:ل)?(?:لل|ال|ل)?(بيان|كلمة|خطاب|رسالة|تصريح|بلاغ|إعلان|اعلان|خطبة|مداخلة)(?:ه|ها|ته|تها)?(?!\w))?"
)
_LEADS = re.compile(r"(?:في\s?ما\s+(?:يلي|يأتي)|هذا|هذه|إليكم|اليكم)\s+نص|نص(?:ه|ها)\s*[:：]?\s*$|وفي\s?ما\s+يلي")
_OCCASION: dict[str, Occasion] = {
    "كلمه": "speech", "خطاب": "speech", "خطبه": "speech", "مداخله": "speech", "تصريح": "statement", "بيان": "statement", "بلاغ": "statement",
    "رساله": "statement", "اعلان": "statement",
}  # fmt: skip
_INTERVIEW = frozenset(fold(w) for w in ("حوار", "حوارا", "مقابلة", "المقابلة", "الحوار", "حاور", "حاورت", "حاورته", "حاورها", "أسئلة", "الأسئلة"))
_ASKING = frozenset(fold(w) for w in ("هل", "كيف", "ما", "ماذا", "متى", "لماذا", "لم", "أين", "من", "كم", "ألا", "أليس", "أليست", "ألم", "أي", "إلى", "بماذا", "لكن"))
_BACK = frozenset(fold(w) for w in ("يذكر", "ويذكر", "يشار", "ويشار", "جدير", "الجدير", "والجدير", "تجدر", "وتجدر", "وكان", "وكانت", "انتهى", "يأتي", "ويأتي"))
"""Words with which the outlet takes the word again after a full text."""
_MAX_QUESTION = 60  # words
_SHORT = 14  # words of a line that announces a text without a colon


class Turn(NamedTuple):
    """What one speaker says without a break."""

    role: Role
    scenes: tuple[int, ...]
    pieces: tuple[tuple[int, int], ...]
    """The words: one stretch for an answer, one for each paragraph of a full text."""
    cue: tuple[int, int] | None
    """The mark or the line that tells whose turn it is."""
    named_at: int = -1
    """The scene in which its owner is named."""
    occasion: Occasion | None = None


class _Block(NamedTuple):
    """A paragraph with the sentences in it."""

    kind: str
    scenes: tuple[Scene, ...]
    text: str
    start: int
    end: int
    bullet: bool


def turns_of(text: str, scenes: Sequence[Scene]) -> list[Turn]:
    """The turns of an article, in its order; none where it is told as news is."""
    blocks = _blocks(text, scenes)
    heads = [s for s in scenes if s.kind == "title"] + [s for block in blocks[:4] for s in block.scenes]
    interview = any(t.key in _INTERVIEW for scene in heads for t in scene.line.tokens)
    return _dialogue(blocks, interview) or _full_text(blocks) or _titled(blocks, scenes)


def _blocks(text: str, scenes: Sequence[Scene]) -> list[_Block]:
    groups: dict[int, list[Scene]] = {}
    for scene in sorted(scenes, key=lambda s: s.start):
        if scene.kind in ("paragraph", "subhead"):
            groups.setdefault(scene.block, []).append(scene)
    found = []
    for group in groups.values():
        start, end = group[0].start, group[-1].end
        line = text.rfind("\n", 0, start) + 1
        found.append(_Block(group[0].kind, tuple(group), text[start:end], start, end, bool(_BULLET.match(text[line : start + 1]))))
    return found


# -- questions and answers, named speakers
class _Mark(NamedTuple):
    role: Role
    after: int
    """Letters of the mark."""
    label: str = ""


def _mark(block: _Block) -> _Mark | None:
    """The mark that a paragraph begins with: س:، ج:، المذيع:، or a name and a colon."""
    patterns: tuple[tuple[Role, re.Pattern[str]], ...] = (("question", _QUESTION), ("answer", _ANSWER), ("question", _ASKS))
    for role, pattern in patterns:
        match = pattern.match(block.text)
        if match:
            return _Mark(role, match.end())
    match = _LABEL.match(block.text)
    first = block.scenes[0]
    named = next((m for m in first.mentions if m.start <= 1), None)
    if match is None or named is None or len(match[1].split()) > 6 or block.start + match.end() > first.end + 3:
        return None
    if first.line.tokens[named.end - 1].end < block.start + match.end(1) - 1 or named.via == "nisba":
        return None
    asks = named.kind == "outlet"
    return _Mark("question" if asks else "named", match.end(), fold(match[1])) if asks or named.kind in ("person", "role", "body", "unnamed") else None


def _dialogue(blocks: Sequence[_Block], interview: bool) -> list[Turn]:
    marks = {n: mark for n, block in enumerate(blocks) if (mark := _mark(block)) is not None}
    roles = [m.role for m in marks.values()]
    lettered = "question" in roles and ("answer" in roles or "named" in roles)
    labels = [m.label for m in marks.values() if m.role == "named"]
    talked = len(labels) >= 4 and len(set(labels)) >= 2 and len(labels) > len(set(labels))
    if not (lettered or talked):
        marks = _asked(blocks) if interview else {}
    if not marks:
        return []
    first = min(marks)
    silent = "answer" not in {m.role for m in marks.values()} and "named" not in {m.role for m in marks.values()}
    found: list[list[int]] = []
    for n in range(first, len(blocks)):
        mark = marks.get(n)
        fresh = mark is not None or (silent and n - 1 in marks)
        if fresh:
            found.append([n])
        elif blocks[n].kind != "subhead":
            found[-1].append(n)
    return [_spoken(blocks, group, marks.get(group[0])) for group in found]


def _asked(blocks: Sequence[_Block]) -> dict[int, _Mark]:
    """Questions that only their shape shows: short lines of their own that end with ؟, in an article that says that it is an interview."""
    found = {}
    for n, block in enumerate(blocks[:-1]):
        short = len(block.text.split()) <= _MAX_QUESTION and block.text.rstrip(" \"”»").endswith("؟")
        first = block.scenes[0].line.tokens[0].key
        if short and (block.bullet or block.kind == "subhead" or first in _ASKING or first.removeprefix("و") in _ASKING):
            found[n] = _Mark("question", 0)
    alone = [n for n in found if n + 1 not in found]
    return found if len(alone) >= 2 else {}


def _spoken(blocks: Sequence[_Block], group: Sequence[int], mark: _Mark | None) -> Turn:
    first, last = blocks[group[0]], blocks[group[-1]]
    after = mark.after if mark else 0
    scenes = tuple(s.number for n in group for s in blocks[n].scenes)
    role: Role = mark.role if mark else "answer"
    start, end = trim(first.scenes[0].line.text, first.start + after, last.end)
    cue = trim(first.scenes[0].line.text, first.start, first.start + after) if after else None
    return Turn(role, scenes, ((start, end),), cue, first.scenes[0].number if role == "named" else -1, "interview")


# -- full texts
def _full_text(blocks: Sequence[_Block]) -> list[Turn]:
    """The paragraphs under «فيما يلي نص البيان:», up to where the outlet speaks again."""
    for n, block in enumerate(blocks[:-1]):
        lead = _lead(block)
        if lead is None:
            continue
        told = [b for b in itertools.takewhile(lambda b: not _takes_back(b), blocks[n + 1 :]) if b.kind == "paragraph"]
        if not told:
            continue
        text = block.scenes[0].line.text
        pieces = tuple(trim(text, b.start, b.end) for b in told)
        return [Turn("text", tuple(s.number for b in told for s in b.scenes), pieces, lead[0], block.scenes[-1].number, lead[1])]
    return []


def _titled(blocks: Sequence[_Block], scenes: Sequence[Scene]) -> list[Turn]:
    """«النص الكامل لكلمة فلان» as the headline alone: the whole body, where it speaks in the first person."""
    title = next((s for s in scenes if s.kind == "title"), None)
    match = _TEXT.match(title.line.text[title.start : title.end]) if title is not None else None
    told = [b for b in itertools.takewhile(lambda b: not _takes_back(b), blocks) if b.kind == "paragraph"]
    if title is None or match is None or match[1] is None or not any(_first_person(s) for b in told for s in b.scenes):
        return []
    text = title.line.text
    pieces = tuple(trim(text, b.start, b.end) for b in told)
    cue = trim(text, title.start + match.start(), title.start + match.end())
    return [Turn("text", tuple(s.number for b in told for s in b.scenes), pieces, cue, title.number, _OCCASION.get(fold(match[1])))]


def _first_person(scene: Scene) -> bool:
    return any(c.kind == "V" and c.reading is not None and c.reading.entry.person == "1" for c in scene.chunks)


def _takes_back(block: _Block) -> bool:
    """Whether the outlet speaks again."""
    return block.scenes[0].line.tokens[0].key in _BACK


def _lead(block: _Block) -> tuple[tuple[int, int], Occasion | None] | None:
    """Where a paragraph says that the text follows, and what the text is."""
    last = block.scenes[-1]
    line = last.line.text[last.start : last.end]
    found = [m for m in _TEXT.finditer(line) if m[0].strip()]
    closed = line.rstrip().endswith((":", "："))
    heads = bool(found) and found[0].start() <= 1 and found[0][1] is not None
    if not found or not (_LEADS.search(line) or (heads and (block.kind == "subhead" or closed))):
        return None
    if not (closed or block.kind == "subhead" or len(line.split()) <= _SHORT):
        return None
    match = found[-1]
    start, end = trim(last.line.text, last.start + match.start(), last.start + match.end())
    return (start, end), _OCCASION.get(fold(match[1])) if match[1] else _named_before(line)


def _named_before(line: str) -> Occasion | None:
    """أصدرت الوزارة بيانا هذا نصه: the occasion that the sentence names."""
    words = [w.removeprefix("و").removeprefix("ال") for w in re.findall(r"\w+", fold(line))]
    return next((_OCCASION[w] for word in words for w in (word, word.removesuffix("ا")) if w in _OCCASION), None)


# -- whose words they are
class TurnReader:
    """The turns of an article while it is read: who owns each, and what it gives as statements."""

    def __init__(self, text: str, scenes: Sequence[Scene], thread: Thread) -> None:
        self.thread, self.scenes = thread, {s.number: s for s in scenes}
        self.turns = turns_of(text, scenes)
        self.at = {number: turn for turn in self.turns for number in turn.scenes}
        self.owners: dict[int, tuple[str, ...]] = {}
        self.made: dict[int, list[StatementDraft]] = {}
        """By the first sentence of their turn, as the owners."""
        self.pieces: dict[int, list[tuple[int, int]]] = {}
        for turn in self.turns:
            self._place(turn)
        self.first = min((s.start for n, s in self.scenes.items() if n in self.at), default=0)

    def _place(self, turn: Turn) -> None:
        """The sentence in which each piece of a turn begins."""
        numbers = sorted(turn.scenes, key=lambda n: self.scenes[n].start)
        starts = [self.scenes[n].start for n in numbers]
        for piece in turn.pieces:
            at = max(0, bisect_right(starts, piece[0]) - 1)
            self.pieces.setdefault(numbers[at], []).append(piece)

    def order(self, scenes: Sequence[Scene]) -> list[Scene]:
        """The sentences as they are to be read: the headline last, but first where only it names who answers."""
        found = sorted(scenes, key=lambda s: s.kind == "title")
        before = [s for s in found if s.kind != "title" and s.start < self.first]
        return found if not self.turns or any(m.kind in ("person", "role") for s in before for m in s.mentions) else sorted(scenes, key=lambda s: s.kind != "title")

    def asked(self, scene: Scene) -> bool:
        """Whether a sentence is asked by the interviewer: told by nobody."""
        turn = self.at.get(scene.number)
        return turn is not None and turn.role == "question"

    def told(self, scene: Scene, found: Sequence[StatementDraft]) -> list[StatementDraft]:
        """The statements of a sentence with those of its turn; in a question there are none."""
        turn = self.at.get(scene.number)
        if turn is None:
            return list(found)
        if turn.role == "question":
            return []
        pieces = self.pieces.get(scene.number, [])
        own = [draft for piece in pieces if (draft := self._draft(scene, turn, piece)).speaker]
        self.made[turn.scenes[0]] = [*self.made.get(turn.scenes[0], [])[-1:], *own]
        labelled = turn.role != "text" and scene.number == turn.scenes[0]  # what the mark is for is the turn
        held = [f for f in found if not (labelled and f.rule == "statement.colon") and not any(abs(f.start - s) <= 3 and abs(f.end - e) <= 3 for s, e in pieces)]
        return [*own, *held]

    def around(self, scene: Scene) -> list[StatementDraft]:
        """The statement of the turn that a later sentence of it goes on with."""
        turn = self.at.get(scene.number)
        return [d for d in self.made.get(turn.scenes[0], []) if d.start <= scene.start < d.end] if turn is not None else []

    def _draft(self, scene: Scene, turn: Turn, piece: tuple[int, int]) -> StatementDraft:
        quotes = tuple((q.inner_start, q.inner_end) for n in self._within(turn, piece) for q in self.scenes[n].quotes if piece[0] <= q.start and q.end <= piece[1])
        return StatementDraft(
            scene=scene.number, speaker=self._owner(turn), speaker_span=None, cue=turn.cue if piece == turn.pieces[0] else None, lemma=":",
            start=piece[0], end=piece[1], type="direct", voice="neutral", rule=f"statement.turn.{turn.role}", channel=None if turn.role == "text" else self.channel,
            occasion=turn.occasion, quoted=tuple(dict.fromkeys(quotes)), elided=turn.cue is None,
        )  # fmt: skip

    def _within(self, turn: Turn, piece: tuple[int, int]) -> Sequence[int]:
        """The sentences of a piece: of an answer all, of a full text those of one paragraph, which stand together."""
        if len(turn.pieces) == 1:
            return turn.scenes
        low = bisect_left(turn.scenes, piece[0], key=lambda n: self.scenes[n].end)
        high = bisect_left(turn.scenes, piece[1], key=lambda n: self.scenes[n].start)
        return turn.scenes[low:high]

    def _owner(self, turn: Turn) -> tuple[str, ...]:
        """Whose words a turn is, asked once, where it begins: later sentences have subjects of their own."""
        first = turn.scenes[0]
        if first not in self.owners:
            self.owners[first] = self._found(turn)
        return self.owners[first]

    def _found(self, turn: Turn) -> tuple[str, ...]:
        if turn.role == "named":
            return self._first_key(self.scenes[turn.named_at])
        return self._issuer(turn) if turn.role == "text" else self.answers

    def _first_key(self, scene: Scene) -> tuple[str, ...]:
        key = next((k for m in scene.mentions if (k := self.thread.key_of(scene, m))), None)
        return (key,) if key else ()

    def _issuer(self, turn: Turn) -> tuple[str, ...]:
        """Who is named after «نص بيان»; else who last spoke or did something: «أصدرت الوزارة بيانا، هذا نصه»."""
        scene, cue = self.scenes[turn.named_at], turn.cue
        after = [m for m in scene.mentions if cue and scene.line.tokens[m.start].start >= cue[0] and m.kind not in ("outlet", "people")]
        named = next((k for m in after if (k := self.thread.key_of(scene, m))), None)
        if named:
            return (named,)
        here = [p for p in reversed(self.thread.past) if p.scene <= scene.number]
        return next((p.keys for p in here if p.scene == scene.number or p.speaks), here[0].keys if here else ())

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """The person named most before the first turn."""
        counts: dict[str, int] = {}
        for scene in self.scenes.values():
            if scene.start >= self.first:
                continue
            for mention in scene.mentions:
                key = self.thread.key_of(scene, mention)
                if key and self.thread.cast.by_key[key].kind == "person":
                    met = any(c.prep == "مع" and c.start <= mention.start < c.end for c in scene.chunks)
                    counts[key] = counts.get(key, 0) + (3 if met else 1)
        return (max(counts, key=lambda k: counts[k]),) if counts else ()

    @cached_property
    def channel(self) -> str | None:
        """The outlet that asks: named before the first turn, or as a label."""
        asking = {n for t in self.turns if t.role == "question" for n in t.scenes[:1]}
        for scene in sorted(self.scenes.values(), key=lambda s: s.start):
            if scene.start < self.first or scene.number in asking:
                key = next((k for m in scene.mentions if m.kind == "outlet" and (scene.start < self.first or m.start <= 1) and (k := self.thread.key_of(scene, m))), None)
                if key:
                    return key
        return None
