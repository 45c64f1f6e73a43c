"""What Khabar is made of: pinned with hashes, with licences that fit, and whole in the wheel."""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import licences
import wheel

LOCKS = ("requirements.lock", "requirements-dev.lock")


def copyleft(licence: str) -> bool:
    """Whether none of the licences that one may choose from is another than GPL or AGPL."""
    choices = re.split(r"\bOR\b|/", licence)
    return all(re.search(r"(?<!L)A?GPL|General Public", c) and "Lesser" not in c for c in choices)


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v3 (GPLv3)", "GPLv2"])
def test_supply_a_copyleft_licence_is_seen(licence: str) -> None:
    assert copyleft(licence)


@pytest.mark.parametrize("licence", ["MIT", "LGPL-2.1-or-later", "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "GNU Lesser General Public License"])
def test_supply_others_are_not(licence: str) -> None:
    assert not copyleft(licence)


def test_supply_nothing_that_khabar_runs_on_is_copyleft() -> None:
    rows = list(licences.rows("requirements.lock"))
    assert len(rows) > 20
    assert [r for r in rows if copyleft(r.licence)] == []
    assert [r.name for r in rows if r.licence == "not declared"] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_supply_every_pin_has_its_hashes(lock: str) -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / lock).read_text("utf-8").strip())
    assert [b.split("\n")[0] for b in blocks if "==" not in b or "--hash=sha256:" not in b] == []


def test_supply_the_page_names_every_pin() -> None:
    page = (ROOT / "docs" / "licences.md").read_text("utf-8")
    assert [n for lock in LOCKS for n, version in licences.pinned(lock) if f"| {n} | {version} |" not in page] == []


def test_supply_a_wheel_that_lacks_data_or_holds_more_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(wheel.in_tree())
    assert {"khabar/demo/article.txt", "khabar/store/schema.sql", "khabar/lexicon/data/verbs.tsv", "khabar/py.typed"} <= set(files)
    for name, held in (("whole", files), ("less", [f for f in files if not f.endswith(".sql")]), ("more", [*files, "khabar/notes.txt"])):
        with zipfile.ZipFile(tmp_path / f"{name}.whl", "w") as archive:
            for file in (*held, "khabar-1.dist-info/METADATA"):
                archive.writestr(file, "")
        monkeypatch.setattr(sys, "argv", ["wheel.py", str(tmp_path / f"{name}.whl")])
        assert wheel.main() == (0 if name == "whole" else 1)
    told = capsys.readouterr().err
    assert "lacks khabar/store/schema.sql" in told
    assert "holds khabar/notes.txt" in told


def test_supply_all_that_a_release_holds_is_named_in_the_project() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert all(name in project for name in ("build>=", "twine>=", "cyclonedx-bom>=", "pip-audit>="))
