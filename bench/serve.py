"""How fast the server answers over many articles: the API and the pages; JSON on standard output.

    python bench/serve.py [--articles 20000] [--workers 2] [--keep FILE] [--write]

The articles are those of `bench/link.py`: stories of five, so that desk, stories and tellings have something to show. The
server runs in a process of its own, as `khabar serve` runs it, and is asked over a socket.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import khabar
from khabar.read.document import Source
from khabar.read.text import read_text
from khabar.store import Store
from khabar.store.adding import add_sources
from link import stories


def sources(count: int) -> Iterator[Source]:
    """The articles as the reader gives them."""
    for number, (text, outlet, moment, _) in enumerate(stories(count)):
        article, faults = read_text(text, published=moment, outlet=outlet, url=f"https://naba.example/{number}")
        yield Source(id=f"n{number}", path=f"n{number}.txt", article=article, faults=faults, raw=text.encode())


def build(store: Store, count: int, workers: int) -> None:
    """Code and store; articles that are there already are passed over."""
    began = time.perf_counter()
    for done, _ in enumerate(add_sources(store, sources(count), workers=workers), 1):
        if done % 2000 == 0:
            print(f"{done} stored, {done / (time.perf_counter() - began):.0f} a second", file=sys.stderr)


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="build the store here and leave it; one that is there already is asked")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "bench.db"
        with khabar.open_store(path) as store:
            build(store, options.articles, options.workers)
    print(json.dumps({}))


if __name__ == "__main__":
    main()
