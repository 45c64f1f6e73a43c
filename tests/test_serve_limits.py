"""How much and how long: bodies, clients, the database, and several threads at once."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import anyio
import httpx
import msgspec
import pytest
import uvicorn

from khabar.errors import StoreError
from khabar.pool import Died, Late, Single
from khabar.serve.app import create_app
from khabar.serve.background import WAITING
from khabar.serve.deps import Opened
from khabar.serve.problems import ProblemError
from khabar.serve.rate import CLIENTS, Rate
from khabar.serve.settings import Limits, Settings
from khabar.serve.stores import MOST, Stores
from khabar.store import open_store
from tests.serving import HOME, SETTINGS, TEXT, client, limited, stories_db
from tests.stories import told
from tests.test_pool import killed_at_five, slow_square


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


# -- requests a minute
def test_serve_limits_a_client_has_so_many_a_minute() -> None:
    clock = Clock()
    rate = Rate(60, clock)
    assert [rate.wait("a") for _ in range(60)] == [0.0] * 60
    assert rate.wait("a") == pytest.approx(1.0)
    assert rate.wait("b") == 0.0
    clock.now += 0.5
    assert rate.wait("a") == pytest.approx(0.5)
    clock.now += 0.6
    assert (rate.wait("a"), rate.wait("a") > 0) == (0.0, True)
    clock.now += 3600
    assert [rate.wait("a") for _ in range(60)] == [0.0] * 60
    assert rate.wait("a") > 0


def test_serve_limits_looking_takes_nothing() -> None:
    rate = Rate(1, Clock())
    assert [rate.full("a") for _ in range(3)] == [0.0] * 3
    rate.wait("a")
    assert rate.full("a") == pytest.approx(60.0)


def test_serve_limits_clients_are_forgotten_the_quietest_first() -> None:
    clock = Clock()
    rate = Rate(1, clock)
    rate.wait("first")
    for n in range(CLIENTS):
        rate.wait(str(n))
    assert len(rate._left) == CLIENTS
    assert rate.wait("first") == 0.0


def test_serve_limits_who_asks_too_often_waits(tmp_path: Path) -> None:
    with client(tmp_path / "k.db", limited(each_minute=3)) as made:
        assert [made.get("/api/v1/health").status_code for _ in range(3)] == [200] * 3
        answer = made.get("/api/v1/health")
        assert (answer.status_code, answer.json()["type"]) == (429, "urn:khabar:problem:too_many")
        assert int(answer.headers["retry-after"]) == 20
        assert answer.headers["content-security-policy"]


# -- bodies
def test_serve_limits_bodies_that_are_too_large_are_refused_told_and_untold(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(50):
            yield b"x" * 100

    with client(tmp_path / "k.db", limited(body=1000)) as made:
        headers = {"content-type": "text/plain"}
        for content in (b"x" * 1001, chunks()):
            answer = made.post("/api/v1/code", content=content, headers=headers)
            assert (answer.status_code, answer.json()["type"]) == (413, "urn:khabar:problem:too_large")
        assert made.post("/api/v1/code", content="قال الوزير إن العمل مستمر.".encode(), headers=headers).status_code == 200
        page = made.post("/login", data={"token": "x" * 2000})
        assert (page.status_code, page.headers["content-type"]) == (413, "text/html; charset=utf-8")


@contextmanager
def running(db: Path, settings: Settings) -> Iterator[tuple[str, int]]:
    """The server as it is, on a port of its own."""
    server = uvicorn.Server(uvicorn.Config(create_app(db, settings), log_level="critical"))
    door = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    try:
        yield door.getsockname()
    finally:
        server.should_exit = True
        thread.join(10)
        door.close()


def said(address: tuple[str, int], request: bytes) -> bytes:
    """What the server answers to these bytes, until it closes."""
    with socket.create_connection(address, timeout=10) as line:
        line.sendall(request)
        found = b""
        while part := line.recv(65_536):
            found += part
        return found


def test_serve_limits_a_body_that_does_not_come_is_a_408_and_holds_nobody_up(tmp_path: Path) -> None:
    post = b"POST /api/v1/code HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nabc"
    get = b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with running(tmp_path / "k.db", limited(receive=0.4)) as address, ThreadPoolExecutor(9) as threads:
        slow = [threads.submit(said, address, post) for _ in range(8)]
        began = time.monotonic()
        assert b" 200 " in said(address, get)
        assert time.monotonic() - began < 0.4
        answers = [s.result() for s in slow]
    assert all(b" 408 " in a and b"urn:khabar:problem:too_slow" in a and b"connection: close" in a.lower() for a in answers)


def test_serve_limits_a_client_that_hangs_up_breaks_nothing(tmp_path: Path) -> None:
    post = b"POST /api/v1/code HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nabc"
    with running(tmp_path / "k.db", SETTINGS) as address:
        for _ in range(5):
            with socket.create_connection(address, timeout=5) as line:
                line.sendall(post)
        assert b" 200 " in said(address, b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")


# -- the database
def test_serve_limits_a_read_that_takes_too_long_is_interrupted(tmp_path: Path) -> None:
    stores = Stores(tmp_path / "k.db", seconds=0.1)
    endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with stores.lent() as store, pytest.raises(StoreError) as caught:
        store.rows(endless)
    assert caught.value.key == "store_slow"
    with stores.lent() as store:
        assert store.counts()["articles"] == 0
    stores.close()


def test_serve_limits_stores_that_are_all_lent_are_waited_for_and_then_refused(tmp_path: Path) -> None:
    stores = Stores(tmp_path / "k.db", seconds=0.1, most=1)
    with stores.lent() as first, pytest.raises(ProblemError) as caught, stores.lent():
        pass
    assert caught.value.status == 503
    with stores.lent() as again:
        assert again is first
    stores.close()
    with stores.lent() as fresh:
        assert fresh is not first
        assert fresh.counts()["articles"] == 0
    stores.close()


def test_serve_limits_a_store_that_cannot_be_opened_is_not_counted_as_lent(tmp_path: Path) -> None:
    (tmp_path / "k.db").write_text("no store at all, only words that somebody wrote into a file")
    stores = Stores(tmp_path / "k.db", seconds=0.1, most=1)
    for _ in range(3):
        with pytest.raises(StoreError), stores.lent():
            pass
    with pytest.raises(StoreError):
        create_app(tmp_path / "k.db")


def test_serve_limits_a_request_that_is_cancelled_gives_its_store_back(tmp_path: Path) -> None:
    app = create_app(tmp_path / "k.db", SETTINGS)
    stores = app.state.serving.stores

    @app.get("/slow")
    def slow(_: Opened) -> None:
        time.sleep(0.2)

    async def cancelled() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOME) as line:
            for _ in range(MOST):
                with anyio.move_on_after(0.05):
                    await line.get("/slow")
        await anyio.sleep(0.3)

    with ThreadPoolExecutor(1) as aside:  # the browser of other tests runs a loop of its own in this thread
        aside.submit(anyio.run, cancelled).result()
    with ExitStack() as all_of_them:
        assert len({id(all_of_them.enter_context(stores.lent())) for _ in range(MOST)}) == MOST
    stores.close()


def test_serve_limits_many_threads_read_and_write_at_once(tmp_path: Path) -> None:
    db = stories_db(tmp_path)
    with client(db, msgspec.structs.replace(SETTINGS, limits=Limits(each_minute=10_000))) as made:
        id = made.get("/api/v1/articles").json()["items"][0]["id"]
        path = f"/api/v1/articles/{id}/corrections"
        asked = [lambda n=n: made.get(f"/api/v1/{('articles', 'statements', 'search?q=من', 'stories', 'events')[n % 5]}") for n in range(60)]
        asked += [lambda: made.post(path, json={"action": "accept"}) for _ in range(20)]
        with ThreadPoolExecutor(8) as threads:
            statuses = sorted(f.result().status_code for f in [threads.submit(a) for a in asked])
        assert statuses == [200] * 60 + [201] * 20
        assert len(made.get(path).json()) == 20


def test_serve_limits_who_waits_for_the_coder_holds_nobody_else_up(tmp_path: Path) -> None:
    with client(tmp_path / "k.db", limited(code=3.0)) as made, ThreadPoolExecutor(40) as threads:
        coder = made.app.state.serving.coder._process
        coder._lock.acquire()  # somebody's text that takes for ever
        waiting = [threads.submit(made.post, "/api/v1/code", json={"text": TEXT}) for _ in range(WAITING + 8)]
        began = time.monotonic()
        assert made.get("/api/v1/articles").status_code == 200
        assert time.monotonic() - began < 2.9
        problems = sorted(w.result().json()["type"].rpartition(":")[2] for w in waiting)
        coder._lock.release()
    assert set(problems) == {"busy", "code_slow"}
    assert problems.count("code_slow") >= WAITING


# -- processes
def test_serve_limits_one_process_answers_many_threads() -> None:
    single: Single[int, int] = Single(slow_square)
    try:
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(lambda n: single.ask(n, seconds=30), range(12))) == [n * n for n in range(12)]
    finally:
        single.stop()


def sleeping(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def test_serve_limits_a_task_that_takes_too_long_is_ended_and_the_next_is_done() -> None:
    single: Single[float, float] = Single(sleeping)
    try:
        began = time.monotonic()
        assert single.ask(60, seconds=0.3) == Late(0.3)
        assert time.monotonic() - began < 10
        assert single.ask(0, seconds=30) == 0
    finally:
        single.stop()


def test_serve_limits_a_process_that_is_killed_is_told_and_replaced() -> None:
    single: Single[int, int] = Single(killed_at_five)
    try:
        assert isinstance(single.ask(5, seconds=30), Died)
        assert single.ask(4, seconds=30) == 4
    finally:
        single.stop()


def test_serve_limits_what_is_added_is_linked_beside_the_requests(tmp_path: Path) -> None:
    with open_store(tmp_path / "k.db") as store:
        store.add(told("n1", TEXT, "صحيفة المرفأ"))
    with client(tmp_path / "k.db", msgspec.structs.replace(SETTINGS, link=True)) as made:
        until = time.monotonic() + 30
        while not (linked := made.get("/api/v1/counts").json()["linked"]) and time.monotonic() < until:
            time.sleep(0.05)
        assert linked["current"]
        assert len(made.get("/api/v1/stories").json()["items"]) == 1
