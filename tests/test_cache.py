"""The cache: what is made once is found again, and nothing that lies in its folder can do harm."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from khabar import cache
from khabar.lexicon import words
from khabar.lexicon.packed import Index, pack

DIGEST = "ab" * 32


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "khabar"


def maker(content: bytes = b"content") -> tuple[Callable[[], bytes], list[int]]:
    """Something that makes ``content``, and counts how often."""
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return content

    return make, made


def test_cache_makes_once(folder: Path) -> None:
    make, made = maker()
    assert [cache.kept("thing", DIGEST, make, bytes) for _ in range(3)] == [b"content"] * 3
    assert len(made) == 1
    assert [p.name for p in folder.iterdir()] == [f"thing-{DIGEST[:32]}.bin"]


def test_cache_another_digest_is_another_thing(folder: Path) -> None:
    cache.kept("thing", DIGEST, lambda: b"old", bytes)
    assert cache.kept("thing", "cd" * 32, lambda: b"new", bytes) == b"new"


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _changed(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"!")


def _foreign(path: Path) -> None:
    path.write_bytes(b"\x80\x04something of another program")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _of_another_time(path: Path) -> None:
    """The sum is right, and what it is of is none of what we read."""
    content = b"\xc1"
    path.write_bytes(cache._MAGIC + hashlib.sha256(content).digest() + content)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _open_to_all(path: Path) -> None:
    path.chmod(0o666)


@pytest.mark.parametrize("harm", [_cut, _changed, _foreign, _empty, _of_another_time, _folder, _open_to_all])
def test_cache_a_file_that_cannot_be_trusted_is_made_anew(folder: Path, harm: Callable[[Path], None]) -> None:
    make, made = maker(msgspec.msgpack.encode("content"))
    decode = msgspec.msgpack.Decoder(str).decode
    cache.kept("thing", DIGEST, make, decode)
    harm(folder / f"thing-{DIGEST[:32]}.bin")
    made.clear()
    assert cache.kept("thing", DIGEST, make, decode) == "content"
    assert len(made) == 1


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the system knows no users")
def test_cache_another_users_file_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.kept("thing", DIGEST, lambda: b"theirs", bytes)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert cache.kept("thing", DIGEST, lambda: b"mine", bytes) == b"mine"


def test_cache_is_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))  # no folder can be made in a file
    make, made = maker()
    assert [cache.kept("thing", DIGEST, make, bytes) for _ in range(2)] == [b"content"] * 2
    assert len(made) == 2


def test_cache_many_at_once_find_whole_files(folder: Path) -> None:
    content = os.urandom(200_000)
    with ThreadPoolExecutor(8) as crew:
        found = list(crew.map(lambda _: cache.kept("thing", DIGEST, lambda: content, bytes), range(64)))
    assert set(found) == {content}
    assert [p.name for p in folder.iterdir()] == [f"thing-{DIGEST[:32]}.bin"]


def test_cache_keeps_what_was_used_last(folder: Path) -> None:
    for n in range(cache.KEEP):
        cache.kept("thing", f"{n:032}", lambda: b"x", bytes)
        os.utime(folder / f"thing-{n:032}.bin", (1000 + n, 1000 + n))
    (folder / "other-1.bin").write_bytes(b"")
    (folder / ".part-1").write_bytes(b"")
    os.utime(folder / ".part-1", (1000, 1000))
    cache.kept("thing", f"{0:032}", lambda: b"x", bytes)  # used again
    cache.kept("thing", DIGEST, lambda: b"x", bytes)
    gone = {f"thing-{1:032}.bin", ".part-1"}
    left = {p.name for p in folder.iterdir()}
    assert not gone & left
    assert len(left) == cache.KEEP + 1


def test_cache_fresh_and_kept_lexicon_code_alike(tmp_path: Path) -> None:
    """A process that makes the cache, one that finds it, and one that cannot have any."""
    program = "import khabar, msgspec; print(msgspec.json.encode(khabar.code_text('قال وزير الخارجية الأردني إن بلاده ترفض التصعيد.', published='2024-05-06')).decode())"
    (tmp_path / "file").write_bytes(b"")
    homes = [tmp_path / "cache", tmp_path / "cache", tmp_path / "file"]
    found = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env={**os.environ, "XDG_CACHE_HOME": str(home)}).stdout
        for home in homes
    }  # fmt: skip
    assert len(found) == 1
    assert b"speaker" in next(iter(found))


def test_packed_gives_back_what_was_put_in() -> None:
    index = {"ب": [1, 2], "ا": [3], "باب": []}
    found = Index(pack(index, lambda numbers: bytes(numbers)), lambda data: list(data))
    assert {key: found.get(key) for key in index} == index
    assert found.get("اب") == found.get("ي") == found.get("") == []
    assert found.get("ب") is found.get("ب")


def test_words_lexicon_holds_what_was_derived() -> None:
    from khabar.lexicon.index import index_forms, index_phrases

    tables = words.lexicon().tables
    forms, stems = index_forms(tables)
    found = words.lexicon()
    assert all(found.forms(key) == entries for key, entries in list(forms.items())[::7])
    assert all(found.stems(key) == entries for key, entries in list(stems.items())[::7])
    assert all(found.phrases(key) == items for key, items in index_phrases(tables).items())


def test_words_the_same_tables_give_the_same_bytes_in_every_process() -> None:
    program = "import hashlib; from khabar.lexicon import words as w; print(hashlib.sha256(w.compile_lexicon(w.lexicon().tables)).hexdigest())"
    found = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1
