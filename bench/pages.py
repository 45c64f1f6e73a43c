"""How fast and how well HTML pages are read, beside trafilatura alone on the same pages; how much memory a big archive takes."""

from __future__ import annotations

import gzip
import json
import re
import resource
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "tests" / "pages" / "html"
TIMES = 12
WARC_PAGES = 10_000
_WORD = re.compile(r"\S*\w\S*")


def wanted() -> dict[str, dict[str, Any]]:
    """The project's own pages that hold an article, with what is in them."""
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(PAGES.glob("*.json"))}
    return {name: want for name, want in found.items() if "fault" not in want}


def documents(times: int = 1) -> list[Any]:
    """Those pages as documents, many times over."""
    from khabar.read.document import Document

    pages = [(name, (PAGES / f"{name}.html").read_bytes()) for name in wanted()]
    return [Document(id=name, path=name, kind="html", data=data) for _ in range(times) for name, data in pages]


def measure_html() -> dict[str, float]:
    """Pages a second: read, read and coded on one core and on two."""
    from khabar.batch import code_all
    from khabar.read.document import read_document

    first, many = documents(), documents(TIMES)
    list(code_all(first))
    figures = {
        "html_read_per_s": _rate(map(read_document, many), len(many)),
        "html_coded_per_s": _rate(code_all(many), len(many)),
    }
    pair = code_all([*first * 4, *many], workers=2)
    for _ in range(4 * len(first)):  # both processes have loaded their words
        next(pair)
    return {**figures, "html_coded_2_per_s": _rate(pair, len(many))}


def _rate(results: Iterator[Any], count: int) -> float:
    began = time.perf_counter()
    for _ in results:
        pass
    return count / (time.perf_counter() - began)


def measure_trafilatura_html() -> dict[str, float]:
    """For comparison: trafilatura alone, text and metadata, on the same pages."""
    from trafilatura import bare_extraction

    many = documents(TIMES)
    bare_extraction(many[0].data, with_metadata=True)
    return {"trafilatura_html_per_s": _rate((bare_extraction(d.data, with_metadata=True) for d in many), len(many))}


# -- quality
def measure_extraction() -> dict[str, float]:
    """Precision and recall of the words of the bodies, and how many titles, days and outlets are right, of both."""
    rows: dict[str, list[tuple[float, float, bool, bool, bool]]] = {"khabar": [], "trafilatura": []}
    for name, want in wanted().items():
        data = (PAGES / f"{name}.html").read_bytes()
        rows["khabar"].append(_score(_khabar(data, want), want))
        rows["trafilatura"].append(_score(_trafilatura(data), want))
    return {
        f"{who}_{what}": sum(float(row[i]) for row in found) / len(found)
        for who, found in rows.items()
        for i, what in enumerate(("precision", "recall", "titles", "days", "outlets"))
    }


def _khabar(data: bytes, want: dict[str, Any]) -> tuple[str, Any, Any, Any]:
    from khabar.read.document import Document, read_document

    fetched = {"fetched": want["fetched"]} if want.get("fetched") else {}
    article = read_document(Document(id="", path="", kind="html", data=data, fields=fetched)).article
    assert article is not None
    body = "\n".join(article.text[b.start : b.end] for b in article.blocks if b.kind in ("paragraph", "subhead"))
    return body, article.title, article.published, article.outlet


def _trafilatura(data: bytes) -> tuple[str, Any, Any, Any]:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(data, with_metadata=True, include_comments=False)
    return ("", None, None, None) if found is None else (found.text or "", found.title, found.date, found.sitename)


def _score(got: tuple[str, Any, Any, Any], want: dict[str, Any]) -> tuple[float, float, bool, bool, bool]:
    found, meant = Counter(_WORD.findall(got[0])), Counter(w for p in want["body"] for w in _WORD.findall(p))
    hits = sum((found & meant).values())
    day = str(got[2] or "")[:10] == str(want["published"])[:10]
    return (
        hits / max(1, sum(found.values())),
        hits / sum(meant.values()),
        got[1] == want["title"],
        day,
        got[3] == want["outlet"],
    )


# -- archives
def measure_archive() -> dict[str, float]:
    """Pages a second and peak memory of an archive of ten thousand pages, coded in one process; unread pages are named."""
    from khabar.batch import code_all
    from khabar.read.document import Defaults
    from khabar.read.inputs import documents as find

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.warc.gz"
        broken = _write(path)
        began = time.perf_counter()
        named = sum(coded.record is None for coded in code_all(find([path], Defaults())))
        seconds = time.perf_counter() - began
    assert named == broken, (named, broken)
    return {
        "warc_per_s": WARC_PAGES / seconds,
        "warc_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "warc_named": named,
    }


def _write(path: Path) -> int:
    """An archive of the project's own pages under ten thousand addresses; returns how many of them are empty."""
    pages, empty = [d.data for d in documents()], 0
    with path.open("wb") as file:
        for number in range(WARC_PAGES):
            body = b" " if number % 500 == 499 else pages[number % len(pages)]
            empty += body == b" "
            http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://pages.example/{number}\r\nWARC-Date: 2026-04-01T00:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{uuid.UUID(int=number)}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + http + b"\r\n\r\n", 1))
    return empty
