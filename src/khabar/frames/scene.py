"""One sentence with everything the stages before found in it."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.line import Line
from khabar.annotate.quotes import Quote
from khabar.annotate.raw import RawMention
from khabar.frames.chunks import Chunk, Chunker
from khabar.frames.clauses import build
from khabar.frames.frame import Clause
from khabar.model import BlockKind


class Scene:
    """A sentence: its line, mentions, chunks and frames, and the kind of block it stands in."""

    def __init__(self, number: int, kind: BlockKind, block: int, line: Line, mentions: Sequence[RawMention], quotes: Sequence[Quote]) -> None:
        self.number, self.kind, self.block, self.line = number, kind, block, line
        self.quotes = tuple(quotes)
        self.clause: Clause = build(line, Chunker(line, mentions, quotes).run())
        self.chunks: tuple[Chunk, ...] = self.clause.chunks
        self.starts = [line.tokens[c.start].start for c in self.clause.chunks]
        """Text offset where each chunk begins, its preposition included; in text order."""
        self.frame_at = {f.at: f for f in self.clause.frames if f.kind != "noun"}
        verbal = {i for c in self.clause.chunks if c.kind in ("V", "PART") for i in range(c.start, c.end)}
        self.mentions = tuple(m for m in mentions if m.start not in verbal)

    @property
    def start(self) -> int:
        return self.line.tokens[0].start

    @property
    def end(self) -> int:
        return self.line.tokens[-1].end

    def chunk_start(self, index: int) -> int:
        """Text offset where a chunk begins, its preposition included."""
        return self.starts[index]

    def chunk_end(self, index: int) -> int:
        """Text offset where a chunk ends."""
        return self.line.tokens[self.chunks[index].end - 1].end

    def on_noun(self, index: int) -> bool:
        """The verb at ``index`` opens a clause on a noun without article before it: هجوم نفذه التنظيم."""
        frame = self.frame_at.get(index)
        return frame is not None and frame.on is not None

    def quote_at(self, index: int) -> Quote | None:
        """The quotation that the OPEN chunk at ``index`` begins."""
        at = self.chunk_start(index)
        return next((q for q in self.quotes if q.start == at), None)
