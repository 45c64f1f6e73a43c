"""What other machines do otherwise: locales that are not UTF-8, Arabic file names, CRLF, a byte-order mark, modules of one system."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from khabar.batch import code_all
from khabar.read.inputs import Defaults, documents
from tests.conftest import ROOT

SRC = ROOT / "src" / "khabar"
TEXT = "قال وزير الخارجية الأردني سامر الحلواني إن بلاده ترفض التصعيد."
ONE_SYSTEM = {"fcntl", "grp", "msvcrt", "posix", "pwd", "resource", "syslog", "termios", "tty", "winreg", "_winapi"}
LOCALES = {
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "latin": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "cp1252"},
    "ascii": {"LANG": "", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii:strict"},
}


def command(locale: str, *arguments: str | Path, given: bytes = b"", cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    """Run khabar in a process of its own, as on a machine with this locale; a file opened in the locale's encoding is an error."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON", "KHABAR"))}
    flags = ["-X", "warn_default_encoding", "-W", "error::EncodingWarning"]
    return subprocess.run(
        [sys.executable, *flags, "-m", "khabar", *map(str, arguments)],
        env={**kept, "PYTHONPATH": str(ROOT / "src"), **LOCALES[locale]}, input=given, capture_output=True, check=False, cwd=cwd, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_portable_arabic_file_names_and_output_in_any_locale(locale: str, tmp_path: Path) -> None:
    (tmp_path / "مقال أول.txt").write_bytes(TEXT.encode())
    done = command(locale, "code", tmp_path / "مقال أول.txt", "--published", "2024-05-06", "--format", "json", "--out", tmp_path / "سجلات")
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    record = msgspec.json.decode(done.stdout)
    assert [s["content"]["text"] for s in record["statements"]] == ["بلاده ترفض التصعيد"]
    assert [p.name for p in (tmp_path / "سجلات").iterdir()] == ["مقال_أول.json"]


def test_portable_the_store_and_arabic_messages_in_a_bare_locale(tmp_path: Path) -> None:
    database = tmp_path / "أخبار.db"
    added = command("ascii", "add", "-", "--db", database, "--published", "2024-05-06", "--lang", "ar", given=TEXT.encode())
    assert added.returncode == 0, added.stderr.decode("utf-8", "replace")
    found = command("ascii", "search", "التصعيد", "--db", database, "--format", "jsonl", "--lang", "ar")
    assert "ترفض" in found.stdout.decode("utf-8")
    lacking = command("ascii", "code", tmp_path / "غائب.txt", "--lang", "ar")
    assert lacking.returncode == 1
    assert "غائب.txt" in lacking.stderr.decode("utf-8")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_portable_line_ends_stay_and_change_no_record(end: str, tmp_path: Path) -> None:
    text = f"{TEXT}\n\nوأضاف أن الحوار مستمر.\n".replace("\n", end)
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (coded,) = code_all(documents([tmp_path / "a.txt"], Defaults(published="2024-05-06")))
    assert coded.record is not None
    assert coded.record.article.text == text
    assert [s.content.text for s in coded.record.statements] == ["بلاده ترفض التصعيد", "الحوار مستمر"]


def test_portable_own_tables_may_come_from_another_system(tmp_path: Path) -> None:
    lines = (SRC / "lexicon" / "data" / "outlets.tsv").read_text("utf-8").splitlines()
    header = next(line for line in lines if not line.startswith("#"))
    cells = dict.fromkeys(header.split("\t"), "") | {"name_ar": "الأفق الجديد", "name_en": "New Ufuq", "kind": "agency", "country": "JOR"}
    (tmp_path / "outlets.tsv").write_bytes(b"\xef\xbb\xbf" + f"{header}\r\n{chr(9).join(cells[c] for c in header.split(chr(9)))}\r\n".encode())
    done = command("C", "lexicon", "check", "--lexicon", tmp_path)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")


def test_portable_no_module_of_one_system_is_imported() -> None:
    found = []
    for path in sorted(SRC.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.name}: {n}" for n in names if n.split(".")[0] in ONE_SYSTEM]
    assert found == []


def test_portable_every_text_file_is_opened_with_its_encoding() -> None:
    found = []
    for path in sorted(SRC.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            given = [v.value for a in (*node.args, *(k.value for k in node.keywords)) for v in ast.walk(a) if isinstance(v, ast.Constant)]
            if name in ("read_text", "write_text") and "path" in ast.unparse(node.func) and not {"utf-8", "utf-8-sig"} & {v for v in given if isinstance(v, str)}:
                found.append(f"{path.relative_to(SRC)}, line {node.lineno}: {ast.unparse(node)[:60]}")
            if name == "open" and any(v in ("r", "w", "a", "rt", "wt") for v in given) and not {"utf-8", "utf-8-sig"} & {v for v in given if isinstance(v, str)}:
                found.append(f"{path.relative_to(SRC)}, line {node.lineno}: {ast.unparse(node)[:60]}")
    assert found == []
