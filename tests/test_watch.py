"""The time that an article may take: a fault, a run that goes on, processes that are ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from khabar.batch import code_all, code_source
from khabar.errors import TimeLimitError
from khabar.pool import Died, ordered
from khabar.read.document import Document, read_document
from khabar.store import open_store
from khabar.store.adding import add_sources
from khabar.store.recode import recode
from khabar.watch import Watch
from tests.conftest import Result

LONG = "قال وزير الخارجية الأردني سامر الحلواني إن بلاده ترفض التصعيد.\n\n" * 6000
SHORT = "قال الوزير سامر الحلواني إن الهدنة صامدة."


def stuck_at_two(number: int) -> int:
    if number == 2:
        time.sleep(60)
    return number


def document(name: str, text: str) -> Document:
    return Document(id=name, path=f"{name}.txt", data=text)


def test_watch_checks_only_where_there_is_a_limit() -> None:
    Watch().check()
    Watch(60).check()
    over = Watch(0.001)
    time.sleep(0.01)
    with pytest.raises(TimeLimitError, match=r"within 0\.001 seconds"):
        over.check()


def test_watch_an_article_over_the_limit_is_a_fault_and_the_next_is_as_ever() -> None:
    tasks = [document("a", SHORT), document("b", LONG), document("c", SHORT)]
    plain = [code_source(t).to_json() for t in (tasks[0], tasks[2])]
    first, second, third = code_all(tasks, seconds=1)
    assert [first.to_json(), third.to_json()] == plain
    assert second.record is None
    assert [(f.stage, f.code) for f in second.faults] == [("code", "time_limit")]
    assert second.faults[0].message.startswith("b.txt: not coded within 1 seconds")


@pytest.mark.parametrize("workers", [1, 2])
def test_watch_a_run_on_any_number_of_processes_goes_on(workers: int) -> None:
    tasks = [document(str(n), LONG if n == 1 else SHORT) for n in range(4)]
    found = list(code_all(tasks, workers=workers, seconds=1))
    assert [c.record is None for c in found] == [False, True, False, False]


def test_watch_a_process_that_does_not_come_back_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.pool.STARTING", 3.0)
    began = time.monotonic()
    found = dict(ordered(stuck_at_two, range(6), workers=2, ahead=6, seconds=0.5))
    assert time.monotonic() - began < 30
    assert isinstance(found[2], Died)
    assert found[2].slow
    assert [found[n] for n in (0, 1, 3, 4, 5)] == [0, 1, 3, 4, 5]


def test_watch_the_store_keeps_the_text_and_a_later_run_codes_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "n.db") as store:
        stored = list(add_sources(store, [read_document(document("b", LONG[:60_000]))], seconds=0.05))
        assert [f.code for f in stored[0].faults] == ["time_limit"]
        (article,) = store.ids()
        assert store.record(article).statements == []
        assert store.record(article).article.text == LONG[:60_000]
        assert next(iter(recode(store, seconds=0))).faults == []
        assert store.record(article).statements != []


def test_watch_the_command_names_the_article_in_both_languages(tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "long.txt").write_text(LONG, "utf-8")
    (tmp_path / "short.txt").write_text(SHORT, "utf-8")
    done = run("code", tmp_path, "--time-limit", "1", "--published", "2024-05-06")
    lines = [msgspec.json.decode(line) for line in done.out.splitlines()]
    assert done.code == 0
    assert [len(line.get("statements", [])) for line in lines] == [0, 1]
    assert "long.txt: not coded within 1 seconds" in done.err
    arabic = run("code", tmp_path / "long.txt", "--time-limit", "1", "--lang", "ar")
    assert "لم يكتمل ترميزه في الوقت المحدد" in arabic.err
