"""The commands that keep, find and correct, as people and scripts meet them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from khabar.store import open_store

TEXT = "قال وزير الزراعة الأردني نبيل الشرفاوي إن موسم الزيتون واعد. وأضاف أن بلاده تدعم المزارعين. فالمحصول خير من سابقه.\n"
DAY = "2024-05-06"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where one works: an article, and the database that the environment names."""
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    monkeypatch.setenv("KHABAR_DB", str(tmp_path / "k.db"))
    monkeypatch.setenv("KHABAR_BY", "سلمى")
    return tmp_path


@pytest.fixture
def stored(run: Any, folder: Path) -> str:
    """The id of the article in the database."""
    assert run("add", folder / "one.txt", "--published", DAY, "--outlet", "صحيفة المرفأ").code == 0
    with open_store(folder / "k.db") as store:
        return store.ids()[0]


def test_cli_add_twice_is_one_article(run: Any, folder: Path) -> None:
    first, second = (run("add", folder / "one.txt", "--published", DAY) for _ in range(2))
    assert (first.code, second.code) == (0, 0)
    assert "1 new articles" in first.out
    assert "0 new articles, 0 new versions, 1 met again" in second.out
    assert "captures" in run("db", "check").out


def test_cli_add_names_what_cannot_be_read_and_does_the_rest(run: Any, folder: Path) -> None:
    result = run("add", folder / "no.txt", folder / "one.txt", "--lang", "ar")
    assert result.code == 1
    assert "no.txt" in result.err
    assert "المقالات الجديدة: 1" in result.out


def test_cli_search_gives_lines_for_programs_and_blocks_for_people(run: Any, stored: str) -> None:
    hits = [json.loads(line) for line in run("search", "زيتون").out.splitlines()]
    assert {h["kind"] for h in hits} == {"statement", "article"}
    assert [h["text"][slice(*h["marks"][0])] for h in hits] == ["الزيتون"] * 2
    table = run("search", "زيتون", "--format", "table", "--speaker", "الشرفاوي").out
    assert f"{stored}/s1" in table
    assert "صحيفة المرفأ" in table
    assert isinstance(json.loads(run("search", "--format", "json", "--in", "statement").out), list)


def test_cli_search_says_when_there_is_nothing(run: Any, stored: str) -> None:
    assert "nothing was found" in run("search", "زخلقوط", "--format", "table").out
    assert "لا نتيجة" in run("search", "زخلقوط", "--format", "table", "--lang", "ar").out


@pytest.mark.parametrize("arguments", [["search", "x", "--from", "soon"], ["search", "x", "--status", "perhaps"], ["correct", "s1"], ["correct", "s1", "--accept", "--remove"]])
def test_cli_store_wrong_usage_exits_2(run: Any, folder: Path, arguments: list[str]) -> None:
    assert run(*arguments).code == 2


@pytest.mark.parametrize(("lang", "words"), [("en", "no database there"), ("ar", "لا قاعدة بيانات هنا")])
@pytest.mark.parametrize("arguments", [["search", "x"], ["db", "check"], ["recode"], ["review", "--list"], ["correct", "s1", "--accept"], ["gold", "export", "out"]])
def test_cli_store_without_a_database_says_so_and_makes_none(run: Any, folder: Path, arguments: list[str], lang: str, words: str) -> None:
    result = run("--lang", lang, *arguments)
    assert result.code == 1
    assert words in result.err
    assert not (folder / "k.db").exists()


def test_cli_db_backup_copies_and_refuses_to_overwrite(run: Any, stored: str, folder: Path) -> None:
    assert run("db", "backup", folder / "copy.db").code == 0
    assert run("db", "check", "--db", folder / "copy.db").code == 0
    assert run("db", "backup", folder / "copy.db").code == 1


def test_cli_db_check_exits_1_when_something_is_wrong(run: Any, stored: str, folder: Path) -> None:
    with open_store(folder / "k.db") as store:
        store.connection.execute("DELETE FROM article_words")
    result = run("db", "check")
    assert result.code == 1
    assert stored in result.err


def test_cli_correct_changes_undoes_and_lists(run: Any, stored: str) -> None:
    assert run("correct", f"{stored}/s1", "--speaker", "هدى النحاس|person|TUN", "--type", "direct", "--reason", "سمعته").code == 0
    assert json.loads(run("search", "الزيتون", "--in", "statement").out)["people"] == ["هدى النحاس"]
    listed = run("review", "--list").out
    for piece in ("سلمى", "type=direct", "هدى النحاس", "سمعته", "stands"):
        assert piece in listed
    assert run("correct", f"{stored}/s1", "--remove").code == 0
    uid = listed.split("/")[1].split()[0]
    for _ in range(2):
        assert run("correct", uid, "--undo").code == 0
    assert run("correct", uid, "--undo").code == 2
    assert json.loads(run("search", "الزيتون", "--in", "statement").out)["people"] == ["نبيل الشرفاوي"]
    assert run("review", "--list", "--lang", "ar").out.count("مسحوب") == 2


def test_cli_correct_adds_what_was_missed_and_accepts_the_whole(run: Any, stored: str) -> None:
    words = "المحصول خير من سابقه"
    assert run("correct", stored, "--add", "statement", "--words", words, "--type", "indirect", "--speaker", "الشرفاوي").code == 0
    assert run("correct", stored, "--accept").code == 0
    assert run("search", f'"{words}"', "--in", "statement").out
    assert run("correct", stored, "--add", "statement", "--words", "ليس فيه", "--type", "indirect", "--speaker", "الشرفاوي").code == 2
    assert run("correct", "nonsense/s1", "--accept").code == 2


def test_cli_correct_wants_to_know_who(run: Any, stored: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError("no user")

    monkeypatch.delenv("KHABAR_BY")
    monkeypatch.setattr("getpass.getuser", nobody)
    result = run("correct", f"{stored}/s1", "--accept")
    assert result.code == 2
    assert "--by" in result.err


def test_cli_gold_goes_out_and_comes_in(run: Any, stored: str, folder: Path) -> None:
    run("correct", stored, "--accept")
    assert "1 gold cases" in run("gold", "export", folder / "gold").out
    assert run("gold", "import", folder / "gold", "--db", folder / "other.db").code == 0
    run("gold", "export", folder / "again", "--db", folder / "other.db")
    assert (folder / "gold" / "one.gold.json").read_bytes() == (folder / "again" / "one.gold.json").read_bytes()
    assert run("evaluate", folder / "gold").code == 0


def test_cli_review_agreement_is_json(run: Any, stored: str) -> None:
    for name in ("سلمى", "هشام"):
        run("correct", stored, "--accept", "--by", name)
    found = json.loads(run("review", "--agreement", "سلمى", "هشام").out)
    assert found["articles"] == 1
    assert found["f1"]["statements"] == 1


def test_cli_recode_with_nothing_new_changes_nothing(run: Any, stored: str) -> None:
    assert "1 articles, 0 changed" in run("recode").out


def test_cli_recode_tells_the_change_its_rule_and_the_correction_that_lost_its_record(run: Any, stored: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    from khabar import pipeline

    run("correct", f"{stored}/s1", "--type", "direct")
    code = pipeline.code
    monkeypatch.setattr(pipeline, "code", lambda *a, **k: msgspec.structs.replace(code(*a, **k), statements=[]))
    result = run("recode")
    assert "gone  statement" in result.out
    assert any(line.startswith("statement.") and line.split()[2].startswith("-") for line in result.out.splitlines())
    assert "the correction stays" in result.err
    assert "its record is gone" in run("review", "--list").out


def test_cli_db_history_tells_captures_and_changes(run: Any, folder: Path) -> None:
    for text in (TEXT, TEXT.replace("واعد", "ضعيف")):
        (folder / "one.txt").write_text(text, "utf-8")
        run("add", folder / "one.txt", "--published", DAY, "--url", "https://naba.example/1")
    with open_store(folder / "k.db") as store:
        (article,) = store.ids()
    lines = run("db", "history", article).out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("    ")] == ["-", "+"]
    assert "v1" in lines[0] and "one.txt" in lines[0]
    assert run("db", "history", "beef").code == 2


# -- at the desk
@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Type these keys and answers, and nothing more."""
    keys: list[str] = []
    answers: list[str] = []
    monkeypatch.setattr(click, "getchar", lambda *_: keys.pop(0))
    monkeypatch.setattr(click, "prompt", lambda *_, **__: answers.pop(0))

    def typed(pressed: str, *said: str) -> None:
        keys[:], answers[:] = list(pressed), list(said)

    yield typed
    assert (keys, answers) == ([], [])


def test_cli_review_one_key_for_each_act(run: Any, stored: str, folder: Path, keyboard: Any) -> None:
    keyboard("sxz+q", "هدى النحاس|person|TUN", "سمعته", "", "المحصول خير من سابقه", "INDIRECT", "الشرفاوي، هدى النحاس", "")
    result = run("review")
    assert "نبيل الشرفاوي" in result.out
    with open_store(folder / "k.db") as store:
        corrections = store.corrections(stored)
        record = store.corrected(stored).record
    assert [c.action for c in corrections] == ["change", "remove", "undo", "add"]
    assert {c.by for c in corrections} == {"سلمى"}
    assert corrections[0].reason == "سمعته"
    assert len(record.statements[-1].speaker) == 2


def test_cli_review_accepts_and_finishes_and_does_not_ask_again(run: Any, stored: str, keyboard: Any) -> None:
    keyboard("aaf")
    run("review")
    keyboard("")
    assert run("review").out == ""


def test_cli_review_understands_an_arabic_keyboard(run: Any, stored: str, folder: Path, keyboard: Any) -> None:
    keyboard("شش؟ب")  # a a (no key) f
    assert run("review", "--lang", "ar").code == 0
    with open_store(folder / "k.db") as store:
        assert [(c.action, c.kind) for c in store.corrections(stored)] == [("accept", "statement"), ("accept", "statement"), ("accept", "article")]


def test_cli_review_tells_a_wrong_answer_and_goes_on(run: Any, stored: str, folder: Path, keyboard: Any) -> None:
    keyboard("wtq", "ليس في المقال", "shouted", "")
    result = run("review")
    assert result.code == 0
    assert result.out.count("Error: ") == 2
    with open_store(folder / "k.db") as store:
        assert store.corrections(stored) == []
