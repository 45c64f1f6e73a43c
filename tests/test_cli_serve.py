"""`khabar serve` and `khabar token` as they are typed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from khabar.messages import TEXTS
from khabar.serve.access import read_tokens
from khabar.store import open_store
from tests.conftest import ROOT, Result
from tests.serving import TEXT
from tests.stories import told

Run = Callable[..., Result]


def test_cli_serve_opens_the_page_and_ends_when_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "k.db") as store:
        store.add(told("n1", TEXT, "صحيفة المرفأ"))
    command = [sys.executable, "-m", "khabar", "serve", "--db", str(tmp_path / "k.db"), "--port", "0", "--by", "sara"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}) as server:
        assert server.stderr is not None
        try:
            url = re.search(r"http://127\.0\.0\.1:\d+/", server.stderr.readline())
            assert url is not None
            with urllib.request.urlopen(url[0], timeout=30) as page:
                assert page.status == 200
                assert "server" not in page.headers
                assert 'dir="rtl"' in page.read().decode()
            with urllib.request.urlopen(f"{url[0]}api/v1/articles", timeout=30) as listed:
                assert listed.status == 200
                assert "صحيفة المرفأ" in listed.read().decode()
            time.sleep(1)  # it begins to link
        finally:
            os.killpg(server.pid, signal.SIGINT)  # Ctrl-C reaches its processes too
            assert server.wait(20) in (0, 130)
        assert server.stderr.read().strip() == ""


def test_cli_serve_others_are_not_served_without_tokens(run: Run, tmp_path: Path) -> None:
    for lang in (0, 1):
        result = run("serve", "--db", tmp_path / "k.db", "--host", "192.0.2.7", "--lang", ("en", "ar")[lang])
        assert result.code == 2
        assert TEXTS["serve_needs_tokens"][lang].format(host="192.0.2.7") in result.err
    assert not (tmp_path / "k.db").exists()


def test_cli_serve_a_port_in_use_is_told(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--db", tmp_path / "k.db", "--port", str(taken.getsockname()[1]))
    assert result.code == 2
    assert "--port" in result.err


def test_cli_serve_what_is_no_store_is_not_served(run: Run, tmp_path: Path) -> None:
    (tmp_path / "k.db").write_text("words that somebody wrote into a file and no database")
    before = threading.active_count()
    assert run("serve", "--db", tmp_path / "k.db", "--port", "0").code == 1
    assert threading.active_count() == before


def test_cli_serve_without_its_extra_says_what_to_install(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("uvicorn", "khabar.serve.access"):
        monkeypatch.setitem(sys.modules, module, None)
    for command in (("serve", "--db", tmp_path / "k.db"), ("token", "sara", "--token-file", tmp_path / "t.tsv")):
        result = run(*command)
        assert result.code == 2
        assert "khabar[serve]" in result.err


def test_cli_token_is_shown_once_and_added_to_its_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    for name, role in (("سارة", "editor"), ("نور", "reader")):
        result = run("token", name, "--role", role, "--token-file", path)
        assert result.code == 0
        assert re.fullmatch(r"kh_[0-9a-f]{8}_[\w-]{43}\n", result.out)
        assert result.out.strip() not in path.read_text("utf-8")
    assert [(h.name, h.role) for h in read_tokens(path).values()] == [("سارة", "editor"), ("نور", "reader")]
    assert run("token", "x", "--token-file", tmp_path / "none" / "t.tsv").code == 2
    assert run("token", "x", "--role", "king", "--token-file", path).code == 2
