"""The store: one article however often it is met, every version and coding kept, errors that say what to do."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sqlite3
import time
import zlib
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec
import pytest

import khabar
from khabar.errors import OptionError, StoreError
from khabar.messages import say
from khabar.model import Record
from khabar.read.document import Source
from khabar.read.inputs import read_inputs
from khabar.read.urls import canonical_url
from khabar.store import Origin, Store, database, open_store
from khabar.store.adding import add_sources
from khabar.store.corrections import on
from khabar.store.history import history

TEXT = "وزير الزراعة يزور الواحة\n\nقال وزير الزراعة الأردني نبيل الشرفاوي إن موسم الزيتون واعد. وأضاف أن بلاده تدعم المزارعين.\n"
CHANGED = TEXT.replace("واعد", "دون المأمول")
URL = "https://naba.example/أخبار/موسم-الزيتون"
ENCODED = "https://www.naba.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D9%85%D9%88%D8%B3%D9%85-%D8%A7%D9%84%D8%B2%D9%8A%D8%AA%D9%88%D9%86/?utm_source=x#top"


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with open_store(tmp_path / "k.db") as opened:
        yield opened


def coded(text: str = TEXT, url: str | None = URL, **known: str) -> Record:
    return khabar.code_text(text, url=url, published="2024-05-06", **known)


def source(text: str, url: str = URL) -> Source:
    record = coded(text, url)
    return Source(id="one", path="one.txt", article=record.article, raw=text.encode())


# -- one article, its captures and versions
def test_store_gives_back_what_was_added(store: Store) -> None:
    record = coded()
    added = store.add(record)
    assert (added.new_article, added.new_version, added.new_coding, added.version) == (True, True, True, 1)
    assert store.record(record.article.id) == record


@pytest.mark.parametrize(
    "again",
    [
        ENCODED,
        ENCODED.lower().replace("www.", ""),
        "http://naba.example:80/أخبار//موسم-الزيتون?fbclid=1",
        "HTTPS://NABA.EXAMPLE/./أخبار/قديم/../موسم-الزيتون/",
        "https://naba.example/\u200fأ\u200eخبار/موسم-الزيتون",  # bidi marks that a paste brings along
        "https://naba.example/ا\u0654خبار/موسم-الزيتون",  # hamza as a combining mark
    ],
)
def test_store_one_page_under_many_addresses_is_one_article(store: Store, again: str) -> None:
    first, second = store.add(coded()), store.add(coded(url=again))
    assert first.article == second.article
    assert not second.new_article
    assert store.counts()["articles"] == 1
    assert len(store.captures(first.article)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/n?id=7", "https://a.example/n?id=8"),
        ("https://a.example/%C7%E1", "https://a.example/%C7%E2"),
        ("https://a.example/a%2Fb", "https://a.example/a/b"),
        ("https://a.example/#!/news/5", "https://a.example/#!/news/6"),
    ],
)
def test_store_pages_that_differ_stay_apart(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


def test_store_parameters_in_another_order_name_the_same_page() -> None:
    assert canonical_url("a.example/n?b=2&a=%d9%85") == canonical_url("https://a.example/n/?a=م&b=2&utm_medium=x")


def test_store_changed_body_is_a_version_and_no_second_article(store: Store) -> None:
    one = store.add(coded())
    two = store.add(coded(CHANGED))
    assert (two.new_article, two.new_version, two.version) == (False, True, 2)
    assert store.counts()["articles"] == 1
    assert store.record(one.article).article.text == CHANGED
    assert store.record(one.article).article.version == 2
    assert store.record(one.article, version=1).article.text == TEXT
    assert not store.search("واعد")
    assert store.search("المأمول")


def test_store_a_text_that_comes_back_is_the_old_version_again(store: Store) -> None:
    ids = {store.add(coded(text)).article for text in (TEXT, CHANGED, TEXT)}
    (article,) = ids
    assert [c.version for c in store.captures(article)] == [1, 2, 1]
    assert store.record(article).article.text == TEXT
    assert store.search("واعد")


def test_store_an_older_capture_that_comes_late_is_not_the_current_text(store: Store) -> None:
    store.add(coded(CHANGED), Origin(at="2024-05-07T10:00:00+03:00"))
    late = store.add(coded(), Origin(at="2024-05-06T10:00:00Z"))
    assert store.record(late.article).article.text == CHANGED
    assert [c.at for c in store.captures(late.article)] == ["2024-05-06T10:00:00Z", "2024-05-07T07:00:00Z"]


def test_store_two_outlets_with_one_wire_are_two_articles(store: Store) -> None:
    added = [store.add(coded(url=None, outlet=outlet)) for outlet in ("وكالة الضحى", "صحيفة المرفأ")]
    assert len({a.article for a in added}) == 2


def test_store_the_caller_s_id_and_fields_are_kept_with_each_capture(store: Store) -> None:
    first = msgspec.structs.replace(coded(), id="n1", extra={"desk": 4})
    again = msgspec.structs.replace(first, id="n2", extra={})
    store.add(first)
    assert not store.add(again).new_coding
    assert [c.name for c in store.captures(first.article.id)] == ["n1", "n2"]


def test_store_keeps_the_raw_bytes_with_their_hash(store: Store) -> None:
    raw = b"\xef\xbb\xbf" + TEXT.encode()
    for _ in range(2):
        added = store.add(coded(), Origin(method="file", source="one.txt", raw=raw))
    capture = store.captures(added.article)[0]
    assert (capture.method, capture.source, capture.sha256) == ("file", "one.txt", hashlib.sha256(raw).hexdigest())
    assert store.body(str(capture.sha256)) == raw
    assert store.rows("SELECT count(*) FROM bodies")[0][0] == 1
    with pytest.raises(OptionError):
        store.body("no such hash")


def test_store_another_coding_stands_beside_the_old_one(store: Store) -> None:
    old = coded()
    store.add(old)
    new = msgspec.structs.replace(old, statements=old.statements[:1], coder=msgspec.structs.replace(old.coder, rules="other"))
    assert store.recode(new)
    assert not store.recode(new)
    assert store.codings(old.article.id) == [old, new]
    assert store.record(old.article.id) == new
    assert store.counts()["statements"] == 1
    with pytest.raises(OptionError):
        store.recode(coded(CHANGED))


def test_store_unknown_article_is_an_error_that_names_it(store: Store) -> None:
    with pytest.raises(OptionError, match="beef"):
        store.record("beef")


def test_store_what_is_known_is_not_coded_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    given = source(TEXT, ENCODED)
    list(add_sources(store, [source(TEXT)]))
    monkeypatch.setattr("khabar.pipeline.code", lambda *_, **__: pytest.fail("coded again"))
    (stored,) = add_sources(store, [given])
    assert stored.added is not None and not stored.added.new_coding
    assert len(store.captures(stored.added.article)) == 2


def test_store_an_article_that_breaks_the_coder_is_kept_with_its_fault(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Record:
        raise ZeroDivisionError("no such luck")

    given = [source(TEXT)]
    monkeypatch.setattr("khabar.pipeline.code", broken)
    (stored,) = add_sources(store, given)
    assert stored.added is not None
    record = store.record(stored.added.article)
    assert record.article.text == TEXT
    assert [f.code for f in record.faults] == ["internal"]
    assert store.rows("SELECT code FROM faults") == [("internal",)]


def test_store_two_workers_store_the_same_as_one(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"n{n}", "text": TEXT.replace("الزيتون", f"الزيتون {n % 5}"), "published": "2024-05-06"}) for n in range(8)]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(lines) + "\n{broken\n", "utf-8")
    found = []
    for workers in (1, 2):
        with open_store(tmp_path / f"{workers}.db") as store:
            stored = list(add_sources(store, read_inputs([path]), workers=workers))
            found.append((sorted(store.ids()), store.counts()["captures"], sum(s.added is None for s in stored)))
    assert found[0] == found[1]
    assert found[0][1:] == (8, 1)
    assert len(found[0][0]) == 5


def test_store_links_blocks_mentions_and_faults_have_rows(store: Store) -> None:
    text = TEXT + "\nالرابط https://naba.example/x\n"
    record = coded(text)
    store.add(record)
    rows = {name: store.rows(f"SELECT count(*) FROM {name}")[0][0] for name in ("blocks", "mentions", "actors", "links")}
    assert rows == {"blocks": len(record.article.blocks), "mentions": len(record.mentions), "actors": len(record.actors), "links": 1}


def test_store_records_are_those_with_their_corrections(store: Store) -> None:
    record = store.record(store.add(coded()).article)
    store.correct(on(record, record.statements[0], "remove", by="سلمى"))
    assert [[s.uid for s in r.statements] for r in store.records()] == [[s.uid for s in record.statements[1:]]]


def test_store_history_tells_what_the_text_gained_and_lost(store: Store) -> None:
    for text in (TEXT, TEXT, CHANGED, CHANGED + "\nختام\n"):
        article = store.add(coded(text)).article
    steps = list(history(store, article))
    assert [s.capture.version for s in steps] == [1, 1, 2, 3]
    assert [[e.what for e in s.edits] for s in steps] == [[], [], ["out", "in"], ["in"]]
    assert "واعد" in steps[2].edits[0].text and "المأمول" in steps[2].edits[1].text
    assert steps[3].edits[0].text == "ختام"
    with pytest.raises(OptionError):
        list(history(store, "beef"))


def test_store_half_a_letter_is_refused_and_told(store: Store) -> None:
    with pytest.raises(StoreError) as caught:
        store.add(coded("قال الوزير \ud800 إن الموسم واعد.", url="https://naba.example/half"))
    assert caught.value.key == "store_text"
    assert store.counts()["articles"] == 0


# -- the file
@pytest.mark.parametrize(("table", "column", "told"), [("bodies", "packed", "capture"), ("codings", "record", "coding")])
def test_store_check_sees_that_what_was_kept_is_what_came(store: Store, table: str, column: str, told: str) -> None:
    store.add(coded(), Origin(raw=TEXT.encode()))
    packed = store.rows(f"SELECT {column} FROM {table}")[0][0]
    store.connection.execute(f"UPDATE {table} SET {column} = ?", (zlib.compress(zlib.decompress(packed).replace("واعد".encode(), "كاذب".encode())),))
    assert [line.split()[0] for line in store.check()] == [told]
    store.connection.execute(f"UPDATE {table} SET {column} = ?", (b"x",))
    assert [line.split()[0] for line in store.check()] == [told]


def test_store_check_finds_what_is_wrong(store: Store) -> None:
    store.add(coded())
    assert store.check() == []
    store.connection.execute("DELETE FROM statement_words")
    assert any("search does not know" in line for line in store.check())


def test_store_backup_is_whole_and_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    added = store.add(coded())
    store.backup(tmp_path / "copy.db")
    with open_store(tmp_path / "copy.db", create=False) as copy:
        assert copy.check() == []
        assert copy.record(added.article) == store.record(added.article)
    with pytest.raises(StoreError, match="already"):
        store.backup(tmp_path / "copy.db")
    with pytest.raises(StoreError, match="no folder"):
        store.backup(tmp_path / "nowhere" / "copy.db")


def trouble(path: Path, *, create: bool = True) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(path, create=create).close()
    assert caught.value.key is not None
    assert str(caught.value) == say(caught.value.key, "en", **caught.value.values)
    assert say(caught.value.key, "ar", **caught.value.values)
    return caught.value


def test_store_a_file_of_another_kind_is_refused_and_untouched(tmp_path: Path) -> None:
    text, foreign = tmp_path / "text.db", tmp_path / "foreign.db"
    text.write_text("ليست قاعدة بيانات " * 100, "utf-8")
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    before = foreign.read_bytes()
    assert trouble(text).key == "store_foreign"
    assert trouble(foreign).key == "store_foreign"
    assert foreign.read_bytes() == before


def test_store_of_a_newer_khabar_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    open_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert trouble(path).key == "store_newer"


def test_store_missing_file_missing_folder_and_closed_folder_are_told_apart(tmp_path: Path) -> None:
    assert trouble(tmp_path / "no.db", create=False).key == "store_missing"
    assert trouble(tmp_path / "nowhere" / "no.db").key == "store_folder"
    assert trouble(Path("/proc/khabar.db")).key == "store_cannot_open"


def test_store_a_file_that_may_not_be_written_says_so(store: Store) -> None:
    store.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError) as caught:
        store.add(coded())
    assert caught.value.key == "store_readonly"


def fill(store: Store) -> None:
    for n in range(50):
        store.add(coded(TEXT.replace("الواحة", f"الواحة {n}"), url=f"https://naba.example/{n}"), Origin(raw=random.Random(n).randbytes(20_000)))


def test_store_full_disk_takes_nothing_back(store: Store) -> None:
    first = store.add(coded())
    pages = database.number(store.connection, "page_count")
    store.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(StoreError) as caught:
        fill(store)
    assert caught.value.key == "store_full"
    store.connection.execute("PRAGMA max_page_count = 1000000")
    assert store.check() == []
    assert store.record(first.article)
    assert store.add(coded(url="https://naba.example/after")).new_article


def test_store_damaged_file_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    with open_store(path) as store:
        for n in range(20):
            store.add(coded(url=f"https://naba.example/{n}"))
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 12] = bytes(4096 * 9)
    path.write_bytes(data)
    try:
        with open_store(path) as store:
            found = store.check()
    except StoreError as error:
        found = [str(error)]
    assert found


def test_store_upgrade_runs_only_the_scripts_that_are_new(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    with open_store(path) as store:
        store.add(coded())
    more = (*database.SCRIPTS, "ALTER TABLE articles ADD COLUMN desk TEXT;\nUPDATE articles SET desk = 'a;b';\n")
    connection = database.connect(path, scripts=more)
    assert connection.execute("SELECT desk FROM articles").fetchall() == [("a;b",)]
    assert database.number(connection, "user_version") == len(more)
    connection.close()
    assert trouble(path).key == "store_newer"


def test_store_failed_upgrade_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    open_store(path).close()
    with pytest.raises(StoreError):
        database.connect(path, scripts=(*database.SCRIPTS, "ALTER TABLE articles ADD COLUMN desk TEXT;\nSELECT no_such_column FROM articles;\n"))
    with open_store(path) as store:
        assert "desk" not in [row[1] for row in store.rows("PRAGMA table_info(articles)")]


# -- several processes
def test_store_reader_does_not_wait_for_a_writer(store: Store, tmp_path: Path) -> None:
    added = store.add(coded())
    with open_store(tmp_path / "k.db") as reader, database.transaction(store.connection):
        store.connection.execute("DELETE FROM mentions")
        began = time.perf_counter()
        assert reader.record(added.article).statements
        assert reader.search("الزيتون")
        assert time.perf_counter() - began < 1


def test_store_writer_that_waits_too_long_is_told(store: Store, tmp_path: Path) -> None:
    store.add(coded())
    other = Store(tmp_path / "k.db", database.connect(tmp_path / "k.db", wait=0.05))
    with database.transaction(store.connection), pytest.raises(StoreError) as caught:
        other.add(coded(CHANGED))
    assert caught.value.key == "store_busy"
    assert other.add(coded(CHANGED)).new_version
    other.close()


def numbered(record: Record, n: int) -> Record:
    """Another article with the same words."""
    return msgspec.structs.replace(record, id=f"n{n}", article=msgspec.structs.replace(record.article, id=f"{n:016x}"))


def _write(path: Path, record: Record, numbers: list[int], told: Connection) -> None:
    with open_store(path) as store:
        for n in numbers:
            store.add(numbered(record, n), Origin(raw=b"raw %d" % n))
            told.send(n)
    told.close()


def _open(path: Path) -> None:
    open_store(path).close()


def test_store_many_may_make_it_at_once(tmp_path: Path) -> None:
    context = get_context("fork")
    for n in range(8):
        openers = [context.Process(target=_open, args=(tmp_path / f"{n}.db",)) for _ in range(6)]
        for opener in openers:
            opener.start()
        for opener in openers:
            opener.join(60)
        assert [o.exitcode for o in openers] == [0] * 6


def test_store_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    context, record, path = get_context("fork"), coded(), tmp_path / "k.db"
    receive, send = context.Pipe(duplex=False)
    writers = [context.Process(target=_write, args=(path, record, list(range(n, 60, 2)), send)) for n in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [w.exitcode for w in writers] == [0, 0]
    receive.close()
    with open_store(path) as store:
        assert store.check() == []
        assert store.ids() and len(store.ids()) == 60


def test_store_killed_at_any_moment_is_whole_and_goes_on(tmp_path: Path) -> None:
    """Fifty writers are killed; what one had reported stands, nothing is there twice, and the last one finishes."""
    context, record, path, chance = get_context("fork"), coded(), tmp_path / "k.db", random.Random()
    kept: set[int] = set()
    killed = 0
    while killed < 50:
        receive, send = context.Pipe(duplex=False)
        writer = context.Process(target=_write, args=(path, record, list(range(max(kept, default=-1) + 1, 10_000)), send))
        writer.start()
        send.close()
        time.sleep(chance.uniform(0, 0.06))
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        killed += writer.exitcode == -signal.SIGKILL
        try:
            while True:
                kept.add(receive.recv())
        except EOFError:
            receive.close()
        with open_store(path) as store:
            there = {int(id, 16) for id in store.ids()}
            assert len(store.ids()) == len(there)
            assert kept <= there
            assert len(there - kept) <= 1  # one may have been stored and not yet reported
            kept = there
    assert len(kept) > 20  # they did write
    with open_store(path) as store:
        assert store.check() == []
        for n in range(max(kept) + 5):
            store.add(numbered(record, n))
        assert sorted(int(id, 16) for id in store.ids()) == list(range(max(kept) + 5))
        assert store.check() == []
