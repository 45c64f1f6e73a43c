"""How fast the store is: articles from templates of our own are coded, stored and searched; JSON on standard output.

    python bench/store.py [--articles 20000] [--workers 2] [--keep FILE] [--write]

Persons, places' councils and sayings are invented; countries are real so that actors resolve. The same number gives the
same articles.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import khabar
from khabar.model import Article
from khabar.read.document import Source
from khabar.read.text import read_text
from khabar.store import Store
from khabar.store.adding import add_sources
from sections import put

STORE = "## The store"

FIRST = "نبيل سامي وليد هشام رامي عصام جلال كريم فؤاد منير طارق زياد ماهر أنور بشير".split()
LAST = "الشرفاوي البيطار المنصوري الحداد القاسمي الرفاعي العمري النحاس السباعي البدري الجابري الكيلاني الزعبي الدباغ الصايغ العطار النجار القصاب الخياط الحلواني".split()
NATIONS = "الأردني التونسي المغربي العراقي اللبناني الكويتي العماني المصري الجزائري القطري".split()
OFFICES = "الخارجية الدفاع الداخلية المالية الزراعة الطاقة النقل الصحة التعليم العدل".split()
OUTLETS = "صحيفة المرفأ,وكالة الضحى,موقع السنديان,قناة الأفق الجديد,بوابة النهر".split(",")
TOPICS = (
    "موسم الزيتون,مشروع الجسر,أسعار القمح,خط السكة الحديدية,مياه السد,صيد الأسماك,محطة الكهرباء,اتفاقية النقل البري,معرض الكتاب,سوق العمل,"
    "ترسيم الحدود البحرية,تبادل الأسرى,وقف إطلاق النار,المساعدات الطبية,شبكة الهاتف,حملة التلقيح,قانون الانتخاب,الموازنة العامة"
).split(",")
HOPES = (
    "يسير وفق الجدول المعلن,لن يتأخر عن موعده,يحتاج إلى تمويل إضافي,يخدم سكان الأطراف قبل غيرهم,لا يمس بالسيادة الوطنية,سيعرض على البرلمان قريبا,"
    "يقوم على دراسات دقيقة,يحظى بدعم الأشقاء,يواجه صعوبات فنية,يفتح بابا للاستثمار"
).split(",")
PLACES = "عمان تونس الرباط بغداد بيروت الكويت مسقط القاهرة الجزائر الدوحة".split()
SAID = "قال أكد أوضح أعلن ذكر بين".split()
WENT_ON = "وأضاف وتابع وأوضح وشدد".split()
QUERIES = {
    "a word": "الزيتون", "a word with clitics": "تمويل", "two words": "الجسر البرلمان", "a phrase": '"وقف إطلاق النار"', "a beginning": "استثم*",
    "a word in half of all": "موعده", "a word in nearly all": "إن", "a word that is not there": "زخلقوط",
}  # fmt: skip


def texts(count: int, seed: int = 7) -> Iterator[tuple[str, str, str]]:
    """(text, outlet, day) of each article."""
    chance = random.Random(seed)
    for number in range(count):
        day = date(2023, 1, 1) + timedelta(days=number * 700 // count)
        people = [(chance.choice(FIRST), chance.choice(LAST), place) for place in chance.sample(range(len(NATIONS)), 2)]
        topics = chance.sample(TOPICS, 3)
        yield "\n\n".join([_title(people, topics), *_body(chance, people, topics, number)]) + "\n", chance.choice(OUTLETS), day.isoformat()


def _title(people: list[tuple[str, str, int]], topics: list[str]) -> str:
    return f"{people[0][1]} و{people[1][1]} يبحثان {topics[0]}"


def _body(chance: random.Random, people: list[tuple[str, str, int]], topics: list[str], number: int) -> Iterator[str]:
    (first, last, a), (second, family, b) = people
    office = chance.choice(OFFICES)
    yield (
        f"{PLACES[a]} - التقى وزير {office} {NATIONS[a]} {first} {last}، اليوم، نظيره {NATIONS[b]} {second} {family} في {PLACES[a]} في الجلسة رقم {number}،"
        f" و{chance.choice(SAID)} {last} إن {topics[0]} {chance.choice(HOPES)}."
    )
    for name in (last, family, last, family):
        topic = chance.choice(topics)
        yield (
            f"و{chance.choice(SAID)} {name} أن {topic} {chance.choice(HOPES)}. {chance.choice(WENT_ON)} أن {chance.choice(topics)} {chance.choice(HOPES)}،"
            f" مشيرا إلى أن {chance.choice(topics)} {chance.choice(HOPES)}."
        )


def sources(count: int) -> Iterator[Source]:
    """The articles as the reader gives them."""
    for number, (text, outlet, day) in enumerate(texts(count)):
        yield Source(id=f"n{number}", path=f"n{number}.txt", article=article(text, number, outlet, day), raw=text.encode())


def article(text: str, number: int, outlet: str, day: str) -> Article:
    """One article."""
    return read_text(text, published=day, outlet=outlet, url=f"https://naba.example/{number}")[0]


def build(store: Store, count: int, workers: int) -> None:
    """Code and store."""
    began = time.perf_counter()
    for done, _ in enumerate(add_sources(store, sources(count), workers=workers), 1):
        if done % 2000 == 0:
            print(f"{done} stored, {done / (time.perf_counter() - began):.0f} a second", file=sys.stderr)


def storing(store: Store, path: Path, count: int) -> float:
    """Articles a second where they are coded already: what the store itself costs."""
    records = [store.record(id) for id in store.ids()[:count]]
    with khabar.open_store(path.with_suffix(".again")) as other:
        began = time.perf_counter()
        for record in records:
            other.add(record)
        return len(records) / (time.perf_counter() - began)


def search_times(store: Store) -> dict[str, dict[str, float]]:
    """Milliseconds of each query over all kinds: median and worst of eleven, and how many hits the page holds."""
    asked: dict[str, dict[str, str]] = {name: {"query": query} for name, query in QUERIES.items()}
    asked["a word and a speaker"] = {"query": "البرلمان", "speaker": "الشرفاوي"}
    asked["a frequent word, a speaker, a month"] = {"query": "موعده", "speaker": "نبيل الشرفاوي", "since": "2024-01-01", "until": "2024-01-31"}
    asked["only a speaker"] = {"query": "", "speaker": "نبيل الشرفاوي"}
    asked["a word and a type"] = {"query": "الزيتون", "type": "CONSULT"}
    return {name: _timed(store, words) for name, words in asked.items()}


def _timed(store: Store, asked: dict[str, str]) -> dict[str, float]:
    took, hits = [], 0
    for _ in range(11):
        began = time.perf_counter()
        hits = len(store.search(**asked))  # type: ignore[arg-type]
        took.append((time.perf_counter() - began) * 1000)
    return {"median_ms": round(statistics.median(took), 1), "worst_ms": round(max(took), 1), "hits": hits}


def measure(path: Path, count: int, workers: int) -> dict[str, Any]:
    """Every figure; the store is opened anew for the searches, as whoever searches does."""
    with khabar.open_store(path) as store:
        if store.counts()["articles"] < count:
            build(store, count, workers)
    with khabar.open_store(path) as store:
        began, ended = (datetime.fromisoformat(at) for at in store.connection.execute("SELECT min(at), max(at) FROM captures").fetchone())
        found: dict[str, Any] = {
            "counts": store.counts(), "megabytes": round(path.stat().st_size / 1e6),
            "coded_and_stored_per_s": round(count / max(1.0, (ended - began).total_seconds()), 1), "search": search_times(store),
            "stored_per_s": round(storing(store, path, 1000), 1),
        }  # fmt: skip
        began_check = time.perf_counter()
        found["wrong"] = store.check()
        found["check_s"] = round(time.perf_counter() - began_check, 1)
    return found


def section(found: dict[str, Any], workers: int) -> str:
    """The part of the page about the store."""
    counts = found["counts"]
    head = [
        STORE, "", "Written by `python bench/store.py --write`, from articles of our own templates. A search looks into statements, events and articles, twenty of each.", "",
        f"SQLite {sqlite3.sqlite_version}; {counts['articles']:,} articles, {counts['statements']:,} statements, {counts['events']:,} events; coded on {workers} process(es).", "",
        "| | |", "|---|---|",
    ]  # fmt: skip
    told = {"coded_and_stored_per_s": "articles coded and stored a second", "stored_per_s": "coded articles stored a second", "megabytes": "size of the file, MB", "check_s": "`khabar db check`, seconds"}
    rows = [f"| {label} | {found[key]:,} |" for key, label in told.items() if key in found]
    times = [f"| {name} | {t['median_ms']} | {t['worst_ms']} | {t['hits']} |" for name, t in found["search"].items()]
    return "\n".join([*head, *rows, "", "| search for | median ms | worst of eleven | hits shown |", "|---|---|---|---|", *times, ""])


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="build the store here and leave it; one that is there already is searched")
    parser.add_argument("--write", action="store_true", help="also write the part of bench/README.md about the store")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "bench.db"
        found = measure(path, options.articles, options.workers)
        path.with_suffix(".again").unlink(missing_ok=True)
    print(json.dumps(found, indent=2, ensure_ascii=False))
    if options.write:
        page = Path(__file__).with_name("README.md")
        page.write_text(put(page.read_text("utf-8"), section(found, options.workers)), "utf-8")


if __name__ == "__main__":
    main()
