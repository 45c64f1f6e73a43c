"""Processes that work through a row of tasks: order, errors, workers that are killed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from multiprocessing import active_children

import pytest

from khabar.batch import Coded, code_all
from khabar.pool import Died, ordered
from khabar.read.document import Document

KILLED = 5


def slow_square(number: int) -> int:
    time.sleep(0.02 * (number % 3))
    return number * number


def killed_at_five(number: int) -> int:
    if number == KILLED:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def failing(number: int) -> int:
    raise ValueError(f"no {number}")


def test_pool_results_come_in_order() -> None:
    assert list(ordered(slow_square, range(20), workers=2, ahead=8)) == [(n, n * n) for n in range(20)]


def test_pool_reads_only_a_little_ahead() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    results = ordered(slow_square, tasks(), workers=2, ahead=4)
    for _ in range(3):
        next(results)
    assert len(taken) <= 3 + 4 + 1
    results.close()  # type: ignore[attr-defined]


def test_pool_a_killed_worker_is_replaced_and_its_task_told() -> None:
    found = dict(ordered(killed_at_five, range(12), workers=2, ahead=8))
    assert found[KILLED] == Died(-signal.SIGKILL)
    assert [found[n] for n in range(12) if n != KILLED] == [n for n in range(12) if n != KILLED]


def test_pool_an_error_of_the_work_is_raised() -> None:
    with pytest.raises(ValueError, match="no 0"):
        list(ordered(failing, range(3), workers=1, ahead=2))


def test_batch_workers_give_what_one_process_gives() -> None:
    texts = [f"قال الوزير إن المرحلة {n} انتهت." for n in range(6)]
    tasks = [Document(id=str(n), path=f"{n}.txt", data=text) for n, text in enumerate(texts)]
    one = [c.to_json() for c in code_all(tasks)]
    two = [c.to_json() for c in code_all(tasks, workers=2)]
    assert one == two
    assert all(b"statements" in line for line in one)


def test_batch_a_killed_process_marks_its_article_only() -> None:
    tasks = [Document(id=str(n), path=f"{n}.txt", data=f"قال الوزير إن المرحلة {n} انتهت.") for n in range(40)]
    found: list[Coded] = []
    for coded in code_all(tasks, workers=2):
        found.append(coded)
        if len(found) == 5:
            active_children()[0].kill()
    assert [c.id for c in found] == [t.id for t in tasks]
    lost = [c for c in found if c.record is None]
    assert [f.code for c in lost for f in c.faults] == ["killed"]
    assert f"{lost[0].id}.txt: the process" in lost[0].faults[0].message
