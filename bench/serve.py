"""How fast the server answers over many articles: the API and the pages; JSON on standard output.

    python bench/serve.py [--articles 20000] [--workers 2] [--keep FILE] [--write]

The articles are those of `bench/link.py`: stories of five, so that desk, stories and tellings have something to show. The
server runs in a process of its own, as `khabar serve` runs it, and is asked over a socket, each time for another article.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import khabar
from khabar.link import kept
from khabar.read.document import Source
from khabar.read.text import read_text
from khabar.store import Store
from khabar.store.adding import add_sources
from khabar.store.browse import listed
from link import stories

PAGE = Path(__file__).with_name("serving.md")
RUNS = 11
PATHS = (
    "/", "/article/{article}", "/statement/{statement}", "/search", "/search?q=مشروع", "/stories", "/story/{story}", "/actors", "/actor/{actor}", "/relations",
    "/calendar", "/faults", "/api/v1/counts", "/api/v1/articles?limit=50", "/api/v1/articles?actor=JOR&limit=50", "/api/v1/statements?limit=50",
    "/api/v1/events?limit=50", "/api/v1/articles/{article}", "/api/v1/statements/{statement}", "/api/v1/statements/{statement}/tellings",
    "/api/v1/search?q=مشروع", "/api/v1/stories?limit=50", "/api/v1/stories/{story}", "/api/v1/actors?limit=50", "/api/v1/actors/{actor}",
    "/api/v1/timeline?limit=50", "/api/v1/relations?limit=50", "/api/v1/relations?from=2025-03-01&to=2025-03-07",
)  # fmt: skip
LIMITS = {"/": 200, "/article/{article}": 150}
"""Milliseconds that were promised."""


def sources(count: int) -> Iterator[Source]:
    """The articles as the reader gives them."""
    for number, (text, outlet, moment, _) in enumerate(stories(count)):
        article, faults = read_text(text, published=moment, outlet=outlet, url=f"https://naba.example/{number}")
        yield Source(id=f"n{number}", path=f"n{number}.txt", article=article, faults=faults, raw=text.encode())


def build(store: Store, count: int, workers: int) -> None:
    """Code, store and link."""
    began = time.perf_counter()
    for done, _ in enumerate(add_sources(store, sources(count), workers=workers), 1):
        if done % 2000 == 0:
            print(f"{done} stored, {done / (time.perf_counter() - began):.0f} a second", file=sys.stderr)


def names(store: Store) -> dict[str, list[str]]:
    """Ids to ask for, another one each time."""
    told = kept.stories(store, limit=RUNS * 3, least=2)
    articles = [m.article for s in told for m in s.articles[:1]]
    said = [s.uid for s in listed(store, "statement", limit=RUNS * 3).items]
    tellings = [row[0] for row in store.connection.execute("SELECT uid FROM tellings ORDER BY variants, uid LIMIT ?", (RUNS * 3,))]
    people = [i.id for i in kept.identities(store, limit=RUNS)]
    return {"article": articles, "statement": tellings or said, "story": [s.id for s in told], "actor": people}


@contextmanager
def running(db: Path) -> Iterator[HTTPConnection]:
    """The server over ``db``, and a line to it."""
    command = [sys.executable, "-m", "khabar", "serve", "--db", str(db), "--port", "0", "--lang", "en"]
    source = str(Path(khabar.__file__).parent.parent)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": source}) as server:
        try:
            assert server.stderr is not None
            found = re.search(r"http://([\d.]+):(\d+)/", server.stderr.readline())
            assert found is not None
            line = HTTPConnection(found[1], int(found[2]), timeout=60)
            _ask(line, "/api/v1/health")
            yield line
            line.close()
        finally:
            server.terminate()


def _ask(line: HTTPConnection, path: str) -> tuple[int, int]:
    """Status and size of the answer."""
    for _ in range(50):
        try:
            line.request("GET", quote(path, safe="/?&=%:"), headers={"Accept-Language": "ar"})
            answer = line.getresponse()
            return answer.status, len(answer.read())
        except ConnectionRefusedError:  # it still opens its store
            time.sleep(0.2)
    raise ConnectionRefusedError(path)


def measure(db: Path) -> dict[str, Any]:
    """Milliseconds of every path: the first, the median and the worst of the others, and how large the answer is."""
    with khabar.open_store(db) as store:
        seconds = kept.relink(store).seconds if (state := kept.state(store)) is None or not state.current else state.seconds
        ids, counts = names(store), store.counts()
    with running(db) as line:
        times = {path: found for path in PATHS if (found := _timed(line, path, ids)) is not None}
    return {"articles": counts["articles"], "statements": counts["statements"], "events": counts["events"], "link_s": seconds, "paths": times}


def _timed(line: HTTPConnection, path: str, ids: dict[str, list[str]]) -> dict[str, float] | None:
    took, size = [], 0
    for run in range(RUNS + 1):
        filled = path.format(**{name: values[run % len(values)] for name, values in ids.items()})
        began = time.perf_counter()
        status, size = _ask(line, filled)
        took.append((time.perf_counter() - began) * 1000)
        if status != 200:
            print(f"{filled}: {status}", file=sys.stderr)
            return None
    return {"first_ms": round(took[0], 1), "median_ms": round(statistics.median(took[1:]), 1), "worst_ms": round(max(took[1:]), 1), "kb": round(size / 1024, 1)}


def page(found: dict[str, Any]) -> str:
    """The page of figures."""
    head = [
        "# How fast the server answers", "",
        f"Written by `python bench/serve.py --write`: the first answer, and median and worst of {RUNS} more, each for another article, over a socket on",
        f"one machine. Python {platform.python_version()}; {found['articles']:,} articles in stories of five, {found['statements']:,} statements, {found['events']:,} events;",
        f"linking them all, which happens beside the requests, took {found['link_s']:.0f} seconds.", "",
        "| address | first ms | median ms | worst ms | promised ms | KB |", "|---|---|---|---|---|---|",
    ]  # fmt: skip
    rows = [f"| `{path}` | {t['first_ms']} | {t['median_ms']} | {t['worst_ms']} | {LIMITS.get(path, '')} | {t['kb']} |" for path, t in found["paths"].items()]
    return "\n".join([*head, *rows, ""])


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="build the store here and leave it; one that is there already is asked")
    parser.add_argument("--write", action="store_true", help="also write bench/serving.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "bench.db"
        with khabar.open_store(path) as store:
            if store.counts()["articles"] < options.articles:
                build(store, options.articles, options.workers)
        found = measure(path)
    print(json.dumps(found, indent=2, ensure_ascii=False))
    if options.write:
        PAGE.write_text(page(found), "utf-8")


if __name__ == "__main__":
    main()
