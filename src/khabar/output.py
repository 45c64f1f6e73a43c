"""Where coded articles go: the standard output in one of three shapes, a folder of JSON files, or both."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Protocol, TextIO

import click
import msgspec

from khabar.batch import Coded
from khabar.messages import Lang, say, say_fault
from khabar.progress import Progress
from khabar.show import plain, show

_LINE_NUMBER = re.compile(r"(?P<file>.+):\d+")
_UNSAFE = re.compile(r"[^\w.\-]+")
STYLES = {
    "title": {"bold": True}, "heading": {"bold": True, "fg": "cyan"}, "id": {"bold": True, "fg": "yellow"}, "dim": {"dim": True}, "": {},
}  # fmt: skip


class Sink(Protocol):
    """Takes coded articles one by one."""

    def take(self, coded: Coded) -> None:
        """One more article."""

    def close(self) -> None:
        """There are no more."""


class Printer:
    """Writes to a stream as table, json or jsonl."""

    def __init__(self, stream: TextIO, shape: str, *, lang: Lang, width: int, dropped: bool, single: bool) -> None:
        self.stream, self.shape, self.lang, self.width, self.dropped = stream, shape, lang, width, dropped
        self.array = None if shape != "json" else JsonArray(single=single)
        self.count = 0

    def take(self, coded: Coded) -> None:
        """Write one article at once."""
        if self.shape == "jsonl":
            self.stream.write(coded.to_json().decode() + "\n")
        elif self.array is not None:
            self.stream.write(self.array.item(coded))
        elif coded.record is not None:
            self._table(coded)
        self.count += 1
        self.stream.flush()

    def _table(self, coded: Coded) -> None:
        assert coded.record is not None
        if self.count:
            click.echo("─" * self.width, file=self.stream)
        for line in show(coded.record, lang=self.lang, width=self.width, dropped=self.dropped):
            click.echo(click.style(line.text, **STYLES[line.style]), file=self.stream)  # type: ignore[arg-type]

    def close(self) -> None:
        """End a list."""
        if self.array is not None:
            self.stream.write(self.array.end())


class JsonArray:
    """An indented object for one article, a list for several, written as they come."""

    def __init__(self, *, single: bool) -> None:
        self.single = single
        self.count = 0

    def item(self, coded: Coded) -> str:
        """The text of one more article."""
        text = msgspec.json.format(coded.to_json(), indent=2).decode()
        self.count += 1
        if self.single:
            return text + "\n"
        return ("[\n" if self.count == 1 else ",\n") + text

    def end(self) -> str:
        """The text after the last."""
        if self.single:
            return ""
        return "\n]\n" if self.count else "[]\n"


class Folder:
    """Writes ``NAME.json`` for each input file; a file of several articles gives a list."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, str] = {}
        self.open: BinaryIO | None = None
        self.array: JsonArray | None = None
        self.source = ""

    def take(self, coded: Coded) -> None:
        """Write one article; the articles of one file come one after the other."""
        match = _LINE_NUMBER.fullmatch(coded.path)
        source = match["file"] if match else coded.path
        if coded.record is None and match is None:
            return
        if self.open is None or source != self.source:
            self.close()
            self._begin(source, single=match is None)
        assert self.open is not None
        assert self.array is not None
        self.open.write(self.array.item(coded).encode())

    def _begin(self, source: str, *, single: bool) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.source, self.array = source, JsonArray(single=single)
        self.open = (self.folder / os.fsdecode(self._name(source).encode())).open("wb")  # UTF-8 in any locale

    def _name(self, source: str) -> str:
        """``NAME.json``; a second file of that name becomes ``NAME-2.json``."""
        stem = "stdin" if source == "-" else _UNSAFE.sub("_", Path(source).stem) or "_"
        name, number = f"{stem}.json", 1
        while self.names.get(name, source) != source:
            number += 1
            name = f"{stem}-{number}.json"
        self.names[name] = source
        return name

    def close(self) -> None:
        """End the open file."""
        if self.open is not None and self.array is not None:
            self.open.write(self.array.end().encode())
            self.open.close()
        self.open = None


class Sinks:
    """All the places that a run writes to."""

    def __init__(self) -> None:
        self.all: list[Sink] = []

    def add(self, sink: Sink) -> None:
        """One more place."""
        self.all.append(sink)

    def run(self, coded: Iterable[Coded], stderr: TextIO, lang: Lang) -> bool:
        """Write every article as it comes, tell faults on ``stderr``; whether some input could not be read at all."""
        progress, count = Progress(stderr, lang), {"articles": 0, "statements": 0, "events": 0, "faults": 0}
        unread = False
        for item in coded:
            progress.clear()
            for sink in self.all:
                sink.take(item)
            unread = unread or item.unread
            _count(count, item)
            if item.record is None:
                stderr.writelines(f"{plain(say_fault(f, lang))}\n" for f in item.faults)
            progress.step(item.done)
        progress.clear()
        for sink in self.all:
            sink.close()
        if count["faults"] or count["articles"] > 1:
            stderr.write(say("summary", lang, **count) + "\n")
        return unread


def _count(count: dict[str, int], item: Coded) -> None:
    count["faults"] += len(item.faults)
    if item.record is not None:
        count["articles"] += 1
        count["statements"] += len(item.record.statements)
        count["events"] += len(item.record.events)
