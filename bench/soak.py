"""Whether the coder holds out: many varied articles, twice, in two processes; JSON on standard output.

    python bench/soak.py [--articles 100000] [--write]

It fails where an article breaks the coder, where memory grows in the second half, or where the two runs differ by one
letter. The articles are the templates of bench/store.py and bench/link.py, every third of them roughened as archives
are: marks, controls, cut ends, lost spaces, doubled and shuffled paragraphs, foreign words, runs of one sign. The same
number gives the same articles; the two processes have different seeds for their hashes.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import link
import store
from khabar.batch import code_source
from khabar.read.document import Document

PAGE = Path(__file__).resolve().parent / "soak.md"
SAMPLES = 50
ALLOWED = 0.03
"""Share by which memory may grow from the middle of a run to its end: what the bounded stores of words still take in."""
SIGNS = "«»\"'()[]…—-:؛،.؟!*#/\\%"
MARKS = "".join(map(chr, (0x064E, 0x0650, 0x0651, 0x0652, 0x0640, 0x200F, 0x202B, 0x202C, 0x200C, 0x00A0)))
WORDS = "Reuters COVID-19 2030 ١٤٤٥هـ https://naba.example/a?b=1 @naba #خبر °C 3.5% ﷺ ﻻ كورونا👍".split()


def texts(count: int, seed: int = 3) -> Iterator[tuple[str, str]]:
    """(text, day) of each article."""
    chance = random.Random(seed)
    plain = ((text, day) for text, _, day in store.texts(count // 2 + 1, seed))
    told = ((text, moment[:10]) for text, _, moment, _ in link.stories((count // 2 + 5) // link.STORY * link.STORY + link.STORY, seed))
    for number in range(count):
        text, day = next(plain if number % 2 else told)
        yield (roughened(chance, text) if number % 3 == 0 else text), day


def roughened(chance: random.Random, text: str) -> str:
    """The text as a careless archive keeps it."""
    for _ in range(chance.randint(1, 3)):
        text = chance.choice(ROUGH)(chance, text)
    return text


def _marked(chance: random.Random, text: str) -> str:
    return "".join(c + chance.choice(MARKS) if chance.random() < 0.05 else c for c in text)


def _cut(chance: random.Random, text: str) -> str:
    start = chance.randrange(max(1, len(text) // 2))
    return text[start : start + chance.randrange(1, len(text) + 1)]


def _glued(chance: random.Random, text: str) -> str:
    return "".join("" if c == " " and chance.random() < 0.1 else c for c in text)


def _shuffled(chance: random.Random, text: str) -> str:
    paragraphs = text.split("\n\n") * chance.randint(1, 2)
    chance.shuffle(paragraphs)
    return "\n\n".join(paragraphs)


def _mixed(chance: random.Random, text: str) -> str:
    words = text.split(" ")
    for _ in range(1 + len(words) // 20):
        words.insert(chance.randrange(len(words) + 1), chance.choice(WORDS))
    return " ".join(words)


def _signs(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(SIGNS) * chance.choice((1, 2, 30)) + text[at:]


ROUGH = (_marked, _cut, _glued, _shuffled, _mixed, _signs)


def soak(count: int) -> dict[str, Any]:
    """Code ``count`` articles: the hash of all that comes, memory on the way, what broke."""
    digest, began, started, memory = hashlib.sha256(), time.perf_counter(), time.process_time(), []
    cpu: list[float] = []
    broken: list[str] = []
    letters = 0
    for number, (text, day) in enumerate(texts(count)):
        letters += len(text)
        coded = code_source(Document(id=f"k{number}", path=f"k{number}", data=text.encode(), fields={"published": day}))
        digest.update(coded.to_json())
        broken += [f.message for f in coded.faults if f.code == "internal"]
        if (number + 1) % max(1, count // SAMPLES) == 0:
            memory.append([number + 1, round(resident(), 1)])
            cpu.append(round(time.process_time() - started, 2))
    seconds = time.perf_counter() - began
    return {
        "articles": count, "letters": letters, "seconds": round(seconds, 1), "articles_per_s": round(count / seconds, 1), "hash": digest.hexdigest(),
        "broken": broken[:20], "memory_mb": memory, "cpu_s": cpu, "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }  # fmt: skip


def resident() -> float:
    """Megabytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def grown(memory: list[list[float]]) -> float:
    """Share by which memory grew from the middle of a run to its end, by the means of a tenth of the samples there."""
    tenth = max(1, len(memory) // 10)
    half = len(memory) // 2
    middle, end = memory[half - tenth : half] or memory[:1], memory[-tenth:]
    before, after = (sum(m for _, m in part) / len(part) for part in (middle, end))
    return after / before - 1


def both(count: int) -> list[dict[str, Any]]:
    """The same run in two processes, one after the other."""
    found = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, __file__, "--one", "--articles", str(count)], stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        found.append(json.loads(done.stdout))
    return found


def verdict(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """What the runs show."""
    return {
        "articles": runs[0]["articles"], "letters": runs[0]["letters"], "broken": sum(len(r["broken"]) for r in runs), "equal": len({r["hash"] for r in runs}) == 1,
        "grown": round(max(grown(r["memory_mb"]) for r in runs), 4), "peak_mb": max(r["peak_mb"] for r in runs),
        "articles_per_s": [r["articles_per_s"] for r in runs], "hash": runs[0]["hash"][:16], "first_broken": [m for r in runs for m in r["broken"]][:3],
    }  # fmt: skip


def holds(found: dict[str, Any]) -> bool:
    """Whether nothing broke, the runs are equal and memory is flat."""
    return not found["broken"] and found["equal"] and found["grown"] <= ALLOWED


def page(found: dict[str, Any], memory: list[list[float]], cpu: list[float]) -> str:
    """The page of figures."""
    head = "# Whether it holds out\n\nWritten by `python bench/soak.py --write` (`make soak`): the same articles twice, in two processes, one core each."
    told = [(k.replace("_", " "), f"{v:,}" if isinstance(v, int | float) and not isinstance(v, bool) else str(v)) for k, v in found.items() if k != "first_broken"]
    rows = [f"| {name} | {value} |" for name, value in told]
    each = max(1, len(memory) // 10)
    marks = [(0.0, 0.0, 0.0), *((n, m, spent) for (n, m), spent in zip(memory, cpu, strict=True))][::each]
    steps = [f"| {int(n):,} | {m} | {1000 * (spent - last) / (n - before):.1f} |" for (before, _, last), (n, m, spent) in itertools.pairwise(marks)]
    return "\n".join([head, "", "| | |", "|---|---|", *rows, "", "| after articles | memory, MB | ms of processor an article, since the row above |", "|---|---|---|", *steps, ""])


def main() -> None:
    """Print the figures as JSON; exit code 1 where it does not hold out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--one", action="store_true", help="one run, in this process")
    parser.add_argument("--write", action="store_true", help="also write bench/soak.md")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(soak(options.articles)))
        return
    runs = both(options.articles)
    found = verdict(runs)
    print(json.dumps(found, indent=2, ensure_ascii=False))
    if options.write:
        PAGE.write_text(page(found, runs[0]["memory_mb"], runs[0]["cpu_s"]), "utf-8")
    sys.exit(0 if holds(found) else 1)


if __name__ == "__main__":
    main()
