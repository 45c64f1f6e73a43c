"""How the cost grows: with the number of articles, with the length of one, with the number of processes.

    python bench/curves.py [--articles 10000] [--letters 1000000] [--write]

JSON on standard output; with ``--write`` also `curves.csv`, `curves.svg` (extra `charts`) and the part of
`bench/README.md` about growth. Times are of the processor and not of the clock, so that other work on the machine
counts little; only the processes of `khabar code --workers` are timed by the clock, one after the other and again.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import link
import soak
import store
from sections import put

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
GROWTH = "## How the cost grows"
"""The heading of the part of the page that this writes."""
STEPS = (1, 3)
SHAPES = {
    "paragraphs": "few people, many paragraphs", "one paragraph": "few people, one paragraph", "one sentence": "no full stop in it",
    "ever new people": "persons, places and words ever new", "page": "few people, as an HTML page",
}  # fmt: skip
Point = tuple[str, str, int, float]
"""curve, shape, size, cost"""


def steps(first: int, last: int) -> list[int]:
    """1, 3, 10, 30 … from ``first`` to ``last``."""
    found = [n * 10**power for power in range(9) for n in STEPS]
    return [n for n in found if first <= n <= last]


def by_articles(last: int) -> Iterator[Point]:
    """Milliseconds an article after so many of them, of those since the step before."""
    from khabar.batch import code_source
    from khabar.read.document import Document

    began, done, marks = time.process_time(), 0, steps(10, last)
    for number, (text, day) in enumerate(soak.texts(last), 1):
        code_source(Document(id=str(number), path=str(number), data=text.encode(), fields={"published": day}))
        if number in marks:
            now = time.process_time()
            yield "articles", "soak", number, 1000 * (now - began) / (number - done)
            began, done = now, number


def by_length(last: int) -> Iterator[Point]:
    """Microseconds a letter of one article of so many letters, read and coded."""
    from khabar.batch import code_source
    from khabar.read.document import Document

    for shape in SHAPES:
        for size in steps(1000, last):
            text = shaped(shape, size)
            document = Document(id="x", path="x", kind="html" if shape == "page" else "text", data=text.encode(), fields={"published": "2024-05-06"})
            code_source(document) if size < 10_000 else None  # what is loaded at the first is not of the letters
            began = time.process_time()
            code_source(document)
            yield "length", shape, len(text), 1e6 * (time.process_time() - began) / len(text)


def shaped(shape: str, size: int) -> str:
    """A text of about ``size`` letters."""
    paragraphs: Iterator[str] = (p for text, _, _ in store.texts(10**6) for p in text.split("\n\n")[1:])
    if shape == "ever new people":
        paragraphs = (p for text, _, _, number in link.stories(10**6) for p in text.split("\n\n") if number >= 0)
    total, chosen = 0, []
    for paragraph in paragraphs:
        chosen.append(paragraph.strip())
        total += len(paragraph) + 2
        if total >= size:
            break
    if shape == "page":
        return "<html><body><article><h1>عنوان</h1>" + "".join(f"<p>{p}</p>" for p in chosen)[:size] + "</article></body></html>"
    text = ("\n\n" if shape in ("paragraphs", "ever new people") else " ").join(chosen)[:size]
    return text.replace(".", "").replace("،", "") if shape == "one sentence" else text


def by_workers(articles: int = 1500, rounds: int = 3) -> dict[str, float]:
    """Seconds of `khabar code` on one and on two processes, by turns, and how much faster two are; the load of the machine beside."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.jsonl"
        rows = ({"id": str(n), "text": text, "published": day} for n, (text, _, day) in enumerate(store.texts(articles)))
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        took: dict[int, list[float]] = {1: [], 2: []}
        load = []
        for workers in [1, 2] * rounds:
            load.append(os.getloadavg()[0])
            began = time.perf_counter()
            subprocess.run([sys.executable, "-m", "khabar", "code", str(path), "--workers", str(workers)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            took[workers].append(time.perf_counter() - began)
    one, two = min(took[1]), min(took[2])
    return {"articles": articles, "one_s": round(one, 1), "two_s": round(two, 1), "times_as_fast": round(one / two, 2), "load_before": round(statistics.median(load), 1)}


def exponents(points: list[Point]) -> dict[str, float]:
    """The power of the size that the whole cost grows with, from the tenth of the largest size to it: 1 is linear."""
    import math

    found = {}
    for name, group in itertools.groupby(points, key=lambda p: p[:2]):
        curve = [(size, cost * size) for *_, size, cost in group]
        tail = [p for p in curve if p[0] * 12 >= curve[-1][0]]
        if len(tail) > 1 and name[0] == "length":
            (low, first), (high, last) = tail[0], tail[-1]
            found[name[1]] = round(math.log(last / first) / math.log(high / low), 2)
    return found


def draw(points: list[Point], path: Path) -> None:
    """Both curves as one picture."""
    import altair as alt
    import vl_convert

    def panel(curve: str, across: str, up: str) -> Any:
        values = [{"shape": SHAPES.get(shape, shape), "size": size, "cost": cost} for c, shape, size, cost in points if c == curve]
        chart = alt.Chart(alt.Data(values=values)).mark_line(point=True)  # type: ignore[no-untyped-call]
        x = alt.X("size:Q", scale=alt.Scale(type="log"), title=across)
        y = alt.Y("cost:Q", scale=alt.Scale(zero=True), title=up)
        return chart.encode(x=x, y=y, color=alt.Color("shape:N", title=None)).properties(width=380, height=260)

    both = panel("articles", "articles coded in one process", "milliseconds an article") | panel("length", "letters of one article", "microseconds a letter")
    path.write_text(vl_convert.vegalite_to_svg(both.resolve_scale(color="independent").configure(background="white").to_dict()), "utf-8")


def section(points: list[Point], workers: dict[str, float]) -> str:
    """The part of the page about growth."""
    lines = [
        GROWTH, "", "Written by `python bench/curves.py --write`: processor time, one core; [curves.csv](curves.csv), and as a picture:", "",
        "![Cost of an article by the number coded before, cost of a letter by the length of the article](curves.svg)", "",
    ]  # fmt: skip
    lines += _table("articles coded", "milliseconds an article, since the row above", [(size, cost) for curve, _, size, cost in points if curve == "articles"])
    sizes = sorted({round(size, -len(str(size)) + 1) for curve, _, size, _ in points if curve == "length"})
    power = exponents(points)
    lines += ["| microseconds a letter, at letters | " + " | ".join(f"{s:,}" for s in sizes) + " | grows with the power |", "|---|" + "---|" * (len(sizes) + 1)]
    for shape, told in SHAPES.items():
        costs = {round(size, -len(str(size)) + 1): cost for _, s, size, cost in points if s == shape}
        lines.append(f"| {told} | " + " | ".join(f"{costs[s]:.1f}" if s in costs else "" for s in sizes) + f" | {power.get(shape, '')} |")
    w = workers
    lines += [
        "", f"`khabar code --workers 2` over {w['articles']:,} articles is {w['times_as_fast']} times as fast as one process ({w['one_s']} s, {w['two_s']} s,"
        f" start of the processes included; the best of three by turns; load of the two cores before: {w['load_before']}).", "",
    ]  # fmt: skip
    return "\n".join(lines)


def _table(first: str, second: str, rows: list[tuple[int, float]]) -> list[str]:
    return [f"| {first} | {second} |", "|---|---|", *(f"| {size:,} | {cost:.1f} |" for size, cost in rows), ""]


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--letters", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true", help="also write the curves and the page")
    options = parser.parse_args()
    points = [*by_articles(options.articles), *by_length(options.letters)]
    workers = by_workers()
    print(json.dumps({"points": points, "grows_with_power": exponents(points), "workers": workers}, indent=2))
    if options.write:
        with (HERE / "curves.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["curve", "shape", "size", "cost"])
            writer.writerows((c, shape, size, round(cost, 3)) for c, shape, size, cost in points)
        draw(points, HERE / "curves.svg")
        readme = HERE / "README.md"
        readme.write_text(put(readme.read_text("utf-8"), section(points, workers)), "utf-8")


if __name__ == "__main__":
    main()
