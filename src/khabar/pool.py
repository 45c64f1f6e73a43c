"""Processes that work through a row of tasks: results in order, a worker that dies replaced, its task told."""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")
QUEUED = 2
"""Tasks that a worker holds: one at work, one waiting, so that none idles while results are written."""
STARTING = 60.0
"""Seconds that a new process may take on top, to load what the work needs."""


class Died(NamedTuple):
    """What comes of a task whose worker ended in the middle of it: out of memory, killed by the system or a person."""

    code: int | None
    """The exit code; negative for the signal that ended it."""
    slow: bool = False
    """It was ended here, because the task took longer than it may."""


class _Worker(Generic[T, R]):
    """A process and the tasks that it was given, oldest first."""

    def __init__(self, work: Callable[[T], R]) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.tasks: deque[tuple[int, T]] = deque()
        self.since = time.monotonic() + STARTING
        """When the oldest task was begun."""

    def give(self, number: int, task: T) -> None:
        """One more task; a worker that is dead already is noticed when its result is awaited."""
        if not self.tasks:
            self.since = max(self.since, time.monotonic())
        self.tasks.append((number, task))
        try:
            self.pipe.send(task)
        except (BrokenPipeError, OSError):
            return

    def take(self) -> R | BaseException | Died:
        """The result of the oldest task; waits for it."""
        try:
            result = cast("R | BaseException", self.pipe.recv())
            self.since = time.monotonic()
            return result
        except (EOFError, OSError):
            self.process.join(5)
            return Died(self.process.exitcode)

    def late(self, seconds: float) -> Died | None:
        """Where its task takes longer than ``seconds``, the end of the process."""
        if time.monotonic() - self.since < seconds or self.pipe.poll():
            return None
        self.process.kill()
        self.process.join(5)
        return Died(self.process.exitcode, slow=True)

    def stop(self) -> None:
        """End the process."""
        self.pipe.close()
        self.process.terminate()
        self.process.join(5)


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """What runs in the process: one result for each task, errors too."""
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            result: Any = work(task)
        except Exception as error:
            result = error
        pipe.send(result)


def ordered(work: Callable[[T], R], tasks: Iterable[T], *, workers: int, ahead: int, seconds: float = 0) -> Iterator[tuple[T, R | Died]]:
    """Each task with its result, in the order of the tasks.

    Args:
        work: A function of a module, called in other processes; an error that it raises is raised here.
        tasks: Read only ``ahead`` tasks further than what was given back.
        workers: Processes.
        ahead: Tasks and results that may be held at a time.
        seconds: What a task may take before its process is ended; 0 for as long as it likes.
    """
    crew: list[_Worker[T, R]] = [_Worker(work) for _ in range(workers)]
    try:
        yield from _run(crew, work, enumerate(tasks), ahead, seconds)
    finally:
        for worker in crew:
            worker.stop()


def _run(
    crew: list[_Worker[T, R]], work: Callable[[T], R], tasks: Iterator[tuple[int, T]], ahead: int, seconds: float
) -> Iterator[tuple[T, R | Died]]:
    finished: dict[int, tuple[T, R | Died]] = {}
    given = told = 0
    more = True
    while more or told < given:
        while (
            more
            and given - told < ahead
            and (free := min(crew, key=lambda w: len(w.tasks)))
            and len(free.tasks) < QUEUED
        ):
            task = next(tasks, None)
            if task is None:
                more = False
                break
            free.give(*task)
            given += 1
        if told < given and told not in finished:
            _collect(crew, work, finished, seconds)
        while told in finished:
            yield finished.pop(told)
            told += 1


def _collect(
    crew: list[_Worker[T, R]], work: Callable[[T], R], finished: dict[int, tuple[T, R | Died]], seconds: float
) -> None:
    """Wait for at least one result, or until a task has taken too long."""
    busy = {worker.pipe: i for i, worker in enumerate(crew) if worker.tasks}
    ready = {busy[cast("Connection", pipe)] for pipe in wait(list(busy), 1.0 if seconds else None)}
    late = {i: died for i in busy.values() if seconds and i not in ready and (died := crew[i].late(seconds))}
    for i in sorted({*ready, *late}):
        worker = crew[i]
        result = late[i] if i in late else worker.take()
        number, task = worker.tasks.popleft()
        if isinstance(result, Died):
            crew[i] = _replacement(worker, work)
        elif isinstance(result, BaseException):
            raise result
        finished[number] = (task, result)


def _replacement(dead: _Worker[T, R], work: Callable[[T], R]) -> _Worker[T, R]:
    """A new worker with the tasks that the dead one had not begun."""
    fresh: _Worker[T, R] = _Worker(work)
    for number, task in dead.tasks:
        fresh.give(number, task)
    dead.stop()
    return fresh


@contextmanager
def _deaf() -> Iterator[None]:
    """A process that is started meanwhile does not hear Ctrl-C: whoever started it ends it, without a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Late(NamedTuple):
    """What comes of a task that took too long; the process that worked on it was ended."""

    seconds: float


class Single(Generic[T, R]):
    """One process that answers tasks one after the other, for many threads, and is ended where one takes too long.

    Args:
        work: A function of a module, called in the process; an error that it raises is raised here.
    """

    def __init__(self, work: Callable[[T], R]) -> None:
        self._work, self._lock = work, Lock()
        self._worker: _Worker[T, R] | None = None

    def ask(self, task: T, *, seconds: float) -> R | Died | Late:
        """The result of ``task``.

        Args:
            task: What to work on.
            seconds: How long to wait, for earlier tasks too.
        """
        until = time.monotonic() + seconds
        if not self._lock.acquire(timeout=seconds):
            return Late(seconds)
        try:
            return self._answer(task, until, seconds)
        finally:
            self._lock.release()

    def _answer(self, task: T, until: float, seconds: float) -> R | Died | Late:
        if self._worker is None:
            with _deaf():
                self._worker = _Worker(self._work)
        worker = self._worker
        worker.give(0, task)
        result = worker.take() if worker.pipe.poll(max(0.0, until - time.monotonic())) else Late(seconds)
        worker.tasks.clear()
        if isinstance(result, Died | Late):
            self.stop()
        if isinstance(result, BaseException):
            raise result
        return result

    def stop(self) -> None:
        """End the process; the next task gets a new one."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()
