"""How fast Khabar is on this machine: JSON on standard output, a table in ``bench/README.md`` with ``--write``.

Each figure is the median of several runs in a process of its own, so that nothing is warm that a user would find cold.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

from pages import measure_archive, measure_extraction, measure_html, measure_trafilatura_html
from sections import replaced

ROOT = Path(__file__).resolve().parent.parent
REPEAT = 40
RUNS = 3


def corpus() -> list[str]:
    """The project's own pages, many times over."""
    pages = [p.read_text("utf-8") for folder in ("tests/pages", "gold") for p in sorted((ROOT / folder).glob("*.txt"))]
    return pages * max(1, REPEAT * 10 // max(1, len(pages)))


def measure_coding() -> dict[str, float]:
    """Articles, sentences and letters a second on one core, time to load, peak memory."""
    texts = corpus()
    began = time.perf_counter()
    import khabar
    from khabar.lexicon.words import lexicon
    from khabar.rules.schema import rules

    imported = time.perf_counter()
    lexicon(), rules()
    words = time.perf_counter() - imported
    khabar.code_text("قال الوزير إن الهدنة صامدة.", published="2024-05-06")
    loaded = time.perf_counter()
    records = [khabar.code_text(text, published="2024-05-06") for text in texts]
    seconds = time.perf_counter() - loaded
    return {
        "load_s": loaded - began, "words_s": words, "articles_per_s": len(records) / seconds,
        "sentences_per_s": sum(text.count(".") for text in texts) / seconds, "letters_per_s": sum(map(len, texts)) / seconds,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def measure_layer() -> dict[str, float]:
    """Share of coding that times, numbers, actors, places and who is meant take, in per cent."""
    import khabar
    from khabar import pipeline
    from khabar.resolve.focus import Thread

    spent = [0.0]

    def timed(function: Callable[..., object]) -> Callable[..., object]:
        def inner(*args: object, **options: object) -> object:
            began = time.perf_counter()
            try:
                return function(*args, **options)
            finally:
                spent[0] += time.perf_counter() - began

        return inner

    texts = corpus()[:200]
    for text in texts[:20]:
        khabar.code_text(text, published="2024-05-06")
    for name in ("find_times", "find_mentions", "find_again", "locate"):
        setattr(pipeline, name, timed(getattr(pipeline, name)))
    Thread.read = timed(Thread.read)  # type: ignore[method-assign, assignment]
    began = time.perf_counter()
    for text in texts:
        khabar.code_text(text, published="2024-05-06")
    return {"layer_percent": 100 * spent[0] / (time.perf_counter() - began)}


def measure_import() -> dict[str, float]:
    """Milliseconds to import the package."""
    began = time.perf_counter()
    import khabar  # noqa: F401

    return {"import_ms": (time.perf_counter() - began) * 1000}


def measure_trafilatura() -> dict[str, float]:
    """For comparison: how fast trafilatura only takes the same texts out of HTML, where it is installed."""
    try:
        import trafilatura
    except ImportError:
        return {}
    pages = ["<html><body><article>" + "".join(f"<p>{escape(p)}</p>" for p in t.split("\n") if p) + "</article></body></html>" for t in corpus()]
    trafilatura.extract(pages[0])
    began = time.perf_counter()
    for page in pages:
        trafilatura.extract(page)
    return {"trafilatura_articles_per_s": len(pages) / (time.perf_counter() - began)}


MEASURES: dict[str, Callable[[], dict[str, float]]] = {
    "coding": measure_coding, "layer": measure_layer, "import": measure_import, "trafilatura": measure_trafilatura, "html": measure_html,
    "trafilatura_html": measure_trafilatura_html, "extraction": measure_extraction, "archive": measure_archive,
}  # fmt: skip
ONCE = {"extraction", "archive"}
"""What is the same each time, or long."""


def run(name: str) -> dict[str, float]:
    """One measure in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--one", name], capture_output=True, text=True, check=True, cwd=ROOT)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def medians() -> dict[str, float]:
    """The median of each figure; the first run only fills the caches."""
    found: dict[str, list[float]] = {}
    run("coding")
    for turn in range(RUNS):
        for name in MEASURES:
            if turn == 0 or name not in ONCE:
                for key, value in run(name).items():
                    found.setdefault(key, []).append(value)
    return {key: round(statistics.median(values), _digits(key)) for key, values in found.items()}


def _digits(key: str) -> int:
    if key in ("load_s", "words_s"):
        return 2
    return 3 if key.startswith(("khabar_", "trafilatura_")) and not key.endswith("_s") else 1


LABELS = {
    "articles_per_s": "articles a second, one core", "sentences_per_s": "sentences a second, one core", "letters_per_s": "letters a second, one core",
    "load_s": "seconds from nothing to the first article coded (words and rules cached)", "words_s": "of these, words and rules alone", "peak_mb": "peak memory, MB", "import_ms": "`import khabar`, ms",
    "layer_percent": "of coding, times, actors, places and who is meant take, %",
    "trafilatura_articles_per_s": "trafilatura taking the same texts out of HTML, articles a second",
    "html_read_per_s": "HTML pages read a second, one core", "html_coded_per_s": "HTML pages read and coded a second, one core",
    "html_coded_2_per_s": "the same on two cores", "trafilatura_html_per_s": "trafilatura alone (text and metadata), the same pages a second",
    "warc_per_s": "pages of an archive of 10,000, read and coded a second, one core", "warc_peak_mb": "peak memory of that, MB",
    "warc_named": "its unreadable pages, each named",
}  # fmt: skip


QUALITY = {
    "precision": "words of the body, precision", "recall": "words of the body, recall", "titles": "titles right", "days": "days right", "outlets": "outlets right",
}  # fmt: skip


def quality(figures: dict[str, float]) -> list[str]:
    """How well both take the article out of the project's own HTML pages."""
    rows = [f"| {label} | {figures[f'khabar_{key}']:.3f} | {figures[f'trafilatura_{key}']:.3f} |" for key, label in QUALITY.items()]
    head = "The pages of `tests/pages/html`, in the shapes of Arabic sites; they were made here, so expect less of both elsewhere.\n"
    return ["", "## Taking articles out of pages", "", head, "| | Khabar | trafilatura alone |", "|---|---|---|", *rows]


PEERS = {
    "PETRARCH-2, its parser: stories an hour": (2500.0, "articles_per_s", 3600.0),
    "PETRARCH-2, parses given: sentences an hour": (900_000.0, "sentences_per_s", 3600.0),
    "UniversalPetrarch on Arabic, parses given: sentences a second": (110.0, "sentences_per_s", 1.0),
}
"""What others tell of their speed, each on a machine of its own; Khabar does all of it, from the plain text on."""


def peers(figures: dict[str, float]) -> list[str]:
    """Khabar's speed beside what others tell of theirs."""
    rows = []
    for told, (theirs, key, factor) in PEERS.items():
        ours = figures[key] * factor
        rows.append(f"| {told} | {theirs:,.0f} | {ours:,.0f} | {ours / theirs:.1f} |")
    if "trafilatura_articles_per_s" in figures:
        theirs, ours = figures["trafilatura_articles_per_s"], figures["articles_per_s"]
        rows.append(f"| trafilatura, here: takes the same articles out of HTML, a second | {theirs:,.0f} | {ours:,.0f} | {ours / theirs:.1f} |")
    if "trafilatura_html_per_s" in figures:
        theirs, ours = figures["trafilatura_html_per_s"], figures["html_coded_per_s"]
        rows.append(f"| trafilatura, here: text and metadata of whole pages, a second (Khabar: read and coded) | {theirs:,.0f} | {ours:,.0f} | {ours / theirs:.1f} |")
    head = "Figures of the others as they tell them, on other machines, but for trafilatura, which ran here by turns with Khabar.\n"
    return ["", "## Beside others", "", head, "| | theirs | Khabar | Khabar / theirs |", "|---|---|---|---|", *rows]


def table(figures: dict[str, float]) -> str:
    """The page of figures."""
    rows = [f"| {LABELS[key]} | {figures[key]:,} |" for key in LABELS if key in figures]
    head = "# How fast it is\n\nWritten by `make bench` (`python bench/run.py --write`); medians of three runs. A rise of a fifth is a matter for review.\n"
    machine = f"Python {platform.python_version()}, {platform.machine()}, {len(corpus())} articles from `tests/pages` and `gold`."
    return "\n".join([head, machine, "", "| | |", "|---|---|", *rows, *quality(figures), *peers(figures), ""])


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=MEASURES)
    parser.add_argument("--write", action="store_true", help="also write bench/README.md")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(MEASURES[options.one]()))
        return
    figures = medians()
    print(json.dumps(figures, indent=2))
    if options.write:
        page = ROOT / "bench" / "README.md"
        page.write_text(replaced(page.read_text("utf-8"), table(figures)), "utf-8")  # what other programs wrote stays


if __name__ == "__main__":
    main()
