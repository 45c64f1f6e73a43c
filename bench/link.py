"""How fast linking is: articles in stories of five (three tellings, two copies) are coded, then linked; JSON on standard output.

    python bench/link.py [--articles 20000] [--write]

Every story has words, persons and places of its own, made of syllables; the same number gives the same articles. Coding
is not in the figures: records are written to a file first, and linking reads them from there in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from khabar.model import Record

PAGE = Path(__file__).resolve().parent / "linking.md"
STORY, DAYS = 5, 100
SYLLABLES = "با رو مي شا كا تو نا سي لو را دي مو زا في حا طو غا بي جو را".split()
NATIONS = "الأردني التونسي المغربي العراقي اللبناني الكويتي العماني المصري الجزائري القطري".split()
OFFICES = "الخارجية الدفاع الداخلية المالية الزراعة الطاقة النقل الصحة التعليم العدل".split()
OUTLETS = [f"صحيفة {name}" for name in "المرفأ الضحى السنديان الأفق النهر الجسر الواحة المنار".split()]


def stories(count: int, seed: int = 11) -> Iterator[tuple[str, str, str, int]]:
    """(text, outlet, moment, story) of each article."""
    chance = random.Random(seed)
    for number in range(count // STORY):
        began = datetime(2025, 1, 1) + timedelta(minutes=number * DAYS * 1440 * STORY // count)
        sentences = _sentences(chance)
        for telling, text in enumerate(_tellings(chance, sentences)):
            moment = began + timedelta(hours=2 * telling)
            yield text, OUTLETS[(number + telling) % len(OUTLETS)], moment.isoformat(timespec="minutes"), number


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3))))


def _sentences(chance: random.Random) -> list[str]:
    """A story's sentences, each in two wordings parted by a bar."""
    name, other, place, thing = f"{_word(chance)} {_word(chance)}", f"{_word(chance)} {_word(chance)}", _word(chance), _word(chance)
    nation, office = chance.choice(NATIONS), chance.choice(OFFICES)
    w = [_word(chance) for _ in range(12)]
    return [
        f"قال وزير {office} {nation} {name}، اليوم، إن مشروع {thing} في {place} يحتاج إلى {w[0]} و{w[1]}.|أكد وزير {office} {nation} {name} أن {place} تنتظر {w[0]} و{w[1]} من مشروع {thing}.",
        f"وأضاف {name} أن بلاده ترفض {w[2]} {w[3]} قبل نهاية العام.|ورفض {name} {w[2]} {w[3]} هذا العام.",
        f"والتقى الوزير رئيس مجلس {place} {other} وبحثا {w[4]} {w[5]}.|وبحث الوزير مع {other} رئيس مجلس {place} ملف {w[4]} {w[5]}.",
        f"وذكر {other} أن {w[6]} {w[7]} لم يكتمل بعد في {place}.|وبحسب {other} لم يكتمل {w[6]} {w[7]}.",
        f"ويعمل في {thing} نحو {chance.randint(20, 900)} عاملا من {w[8]} و{w[9]}.|ويضم {thing} عمالا من {w[8]} و{w[9]}.",
    ]


def _tellings(chance: random.Random, sentences: list[str]) -> Iterator[str]:
    """A wire, two copies of it, two tellings in other words."""
    pairs = [s.split("|") for s in sentences]
    wire = [first for first, _ in pairs]
    yield "\n\n".join(wire)
    yield "\n\n".join(wire[:4])
    yield "\n\n".join(wire)
    for _ in range(2):
        chosen = [second for _, second in pairs]
        yield "\n\n".join([chosen[0], *chance.sample(chosen[1:], 3)])


def code(count: int, path: Path) -> None:
    """Code the articles into ``path``, a record a line, with the number of the story under ``extra``."""
    from khabar import pipeline
    from khabar.read.text import read_text

    with path.open("wb") as file:
        for number, (text, outlet, moment, story) in enumerate(stories(count)):
            article, faults = read_text(text, published=moment, outlet=outlet, url=f"https://naba.example/{number}")
            file.write(msgspec.json.encode(pipeline.code(article, id=f"n{number}", extra={"story": story}, faults=faults)) + b"\n")


def measure(path: Path) -> dict[str, Any]:
    """Link the records of ``path``: seconds, memory, and how well the stories were found again."""
    from khabar.link.collection import link

    gold: dict[str, int] = {}

    def records() -> Iterator[Record]:
        with path.open("rb") as file:
            for line in file:
                record = msgspec.json.decode(line, type=Record)
                gold[record.article.id] = record.extra["story"]
                yield record

    began = time.perf_counter()
    linked = link(records())
    seconds = time.perf_counter() - began
    groups = [[gold[m.article] for m in s.articles] for s in linked.stories]
    found = sum(len(g) * (len(g) - 1) // 2 for g in groups)
    both = sum(g.count(n) * (g.count(n) - 1) // 2 for g in groups for n in set(g))
    true = len(set(gold.values())) * STORY * (STORY - 1) // 2
    return {
        "articles": len(gold), "seconds": round(seconds, 1), "articles_per_s": round(len(gold) / seconds),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "stories": len(linked.stories), "copies": len(linked.copies),
        "events": len(linked.events), "tellings": sum(len(v.tellings) for v in linked.variants), "pairwise_f1": round(2 * both / max(1, found + true), 3),
    }  # fmt: skip


def page(figures: dict[str, Any]) -> str:
    """The page of figures."""
    rows = [f"| {name.replace('_', ' ')} | {value:,} |" for name, value in figures.items()]
    head = f"# How fast linking is\n\nWritten by `python bench/link.py --write`: articles in stories of five over {DAYS} days, coded before; one core."
    return "\n".join([head, "", "| | |", "|---|---|", *rows, ""])


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20000)
    parser.add_argument("--records", type=Path, help="measure on these records, which an earlier run coded")
    parser.add_argument("--write", action="store_true", help="also write bench/linking.md")
    options = parser.parse_args()
    if options.records:
        print(json.dumps(measure(options.records)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        code(options.articles, path)
        done = subprocess.run([sys.executable, __file__, "--records", str(path)], capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    print(json.dumps(figures, indent=2))
    if options.write:
        PAGE.write_text(page(figures), "utf-8")


if __name__ == "__main__":
    main()
