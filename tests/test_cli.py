"""The command line as people and scripts meet it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from khabar.model import Record

ARTICLE = "وزير الخارجية يلتقي نظيره\n\nقال وزير الخارجية الأردني سامر الحلواني، اليوم الاثنين، إن بلاده ترفض التصعيد في المنطقة.\n"
DAY = "2024-05-06"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "one.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    rows = [{"id": f"n{n}", "text": ARTICLE, "published": DAY, "desk": n} for n in range(3)]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows[:2]) + "\n{broken\n" + json.dumps(rows[2]) + "\n", "utf-8")
    return path


def test_cli_code_gives_a_line_of_json_where_no_terminal_reads(run: Any, article: Path) -> None:
    result = run("code", article, "--published", DAY)
    record = msgspec.json.decode(result.out, type=Record)
    assert result.code == 0
    assert record.id == "one"
    assert record.article.text == ARTICLE
    assert record.statements[0].content.text == "بلاده ترفض التصعيد في المنطقة"


def test_cli_code_json_is_an_object_for_one_input_and_a_list_for_several(run: Any, article: Path, lines: Path) -> None:
    assert isinstance(json.loads(run("code", article, "--format", "json").out), dict)
    several = json.loads(run("code", article, lines, "--format", "json").out)
    assert [r["id"] for r in several] == ["one", "n0", "n1", "many:3", "n2"]


def test_cli_code_pairs_bad_lines_with_their_faults(run: Any, lines: Path) -> None:
    result = run("code", lines)
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert result.code == 0
    assert [r["id"] for r in rows] == ["n0", "n1", "many:3", "n2"]
    assert rows[2]["faults"]
    assert "statements" not in rows[2]
    assert [r["extra"].get("desk") for r in rows] == [0, 1, None, 2]
    assert "1 faults" in result.err


def test_cli_code_is_the_same_with_two_workers(run: Any, lines: Path) -> None:
    assert run("code", lines, "--workers", "2").out == run("code", lines).out


def test_cli_code_exits_1_for_a_missing_input_and_does_the_rest(run: Any, article: Path) -> None:
    result = run("code", "no-such-file.txt", article)
    assert result.code == 1
    assert "no-such-file.txt" in result.err
    assert len(result.out.splitlines()) == 2


@pytest.mark.parametrize(("lang", "words"), [("en", "is no date"), ("ar", "ليس تاريخا")])
def test_cli_code_exits_2_for_a_wrong_date_and_says_so_plainly(run: Any, article: Path, lang: str, words: str) -> None:
    result = run("code", article, "--published", "6.5.24", "--lang", lang)
    assert result.code == 2
    assert words in result.err
    assert result.out == ""


@pytest.mark.parametrize("arguments", [["code"], ["nonsense"], ["code", "x.txt", "--workers", "0"], ["code", "x.txt", "--lexicon", "no-such-folder"]])
def test_cli_wrong_usage_exits_2(run: Any, arguments: list[str]) -> None:
    assert run(*arguments).code == 2


@pytest.mark.parametrize("arguments", [["code"], ["code", "x.txt", "--colour"], ["code", "x.txt", "--workers", "0"], ["nonsense"]])
def test_cli_wrong_usage_is_told_in_arabic(run: Any, arguments: list[str]) -> None:
    result = run("--lang", "ar", *arguments)
    assert result.code == 2
    assert "خطأ: " in result.err
    assert not result.err.rpartition("خطأ: ")[2].startswith(("Missing", "No such", "Invalid"))


def test_cli_code_writes_a_file_for_each_input(run: Any, article: Path, lines: Path, tmp_path: Path) -> None:
    result = run("code", article, lines, "--out", tmp_path / "out")
    assert result.out == ""
    assert json.loads((tmp_path / "out" / "one.json").read_text("utf-8"))["id"] == "one"
    assert len(json.loads((tmp_path / "out" / "many.json").read_text("utf-8"))) == 4


def test_cli_code_keeps_two_files_of_one_name_apart(run: Any, article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.txt").write_text(ARTICLE, "utf-8")
    run("code", article, other / "one.txt", "--out", tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["one-2.json", "one.json"]


def test_cli_table_isolates_arabic_and_names_the_speaker(run: Any, article: Path) -> None:
    out = run("code", article, "--format", "table", "--published", DAY).out
    assert "\u2068سامر الحلواني" in out
    assert out.count("\u2068") == out.count("\u2069")


def test_cli_table_headings_follow_the_language(run: Any, article: Path) -> None:
    assert "التصريحات" in run("--lang", "ar", "code", article, "--format", "table").out
    assert "Statements" in run("code", article, "--format", "table").out


def test_cli_table_cannot_be_steered_by_the_article(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(ARTICLE.replace("التصعيد", "\x1b[31mالتصعيد\u202e"), "utf-8")
    out = run("code", path, "--format", "table").out
    assert "\x1b[31m" not in out
    assert "\u202e" not in out


def test_cli_explain_tells_rule_words_and_place(run: Any, article: Path) -> None:
    result = run("explain", article, "s1", "--published", DAY)
    assert result.code == 0
    for piece in ("سامر الحلواني", "statement.verb", "قال", "ترفض التصعيد"):
        assert piece in result.out


def test_cli_explain_speaks_arabic(run: Any, article: Path) -> None:
    assert "القاعدة" in run("explain", article, "s1", "--lang", "ar").out


def test_cli_explain_exits_2_for_an_unknown_id_and_lists_those_there(run: Any, article: Path) -> None:
    result = run("explain", article, "s99")
    assert result.code == 2
    assert "s1" in result.err


def test_cli_explain_finds_a_record_among_several_articles(run: Any, lines: Path) -> None:
    assert run("explain", lines, "s1").code == 2
    assert "سامر الحلواني" in run("explain", lines, "n1/s1").out


def test_cli_rule_shows_a_rule_and_names_its_neighbours(run: Any) -> None:
    first = run("rule").out.split()[0]
    assert first in run("rule", first).out
    missing = run("rule", first + "x")
    assert missing.code == 2
    assert first in missing.err


def test_cli_lexicon_check_names_file_and_line_of_a_wrong_row(run: Any, tmp_path: Path) -> None:
    (tmp_path / "contexts.tsv").write_text("word\tcontext\tcolour\n", "utf-8")
    result = run("lexicon", "check", "--lexicon", tmp_path)
    assert result.code == 1
    assert "contexts.tsv, line 1" in result.err
    assert run("lexicon", "check").code == 0


def test_cli_unknown_counts_words_that_no_table_knows(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("قال الوزير إن الزخلقوط عاد. ثم رأى الزخلقوط في المدينة.\n", "utf-8")
    line = next(row for row in run("unknown", path).out.splitlines() if "زخلقوط" in row)
    assert line.split()[0] == "2"


def test_cli_version_prints_all_three(run: Any) -> None:
    lines = run("--version").out.splitlines()
    assert [line.split()[0] for line in lines] == ["khabar", "codebook", "lexicon", "rules"]


def test_cli_own_words_are_added(run: Any, article: Path, tmp_path: Path) -> None:
    (tmp_path / "contexts.tsv").write_text("word\tcontext\nزخلقوط\tcrime\n", "utf-8")
    plain, own = (json.loads(run("code", article, *extra).out) for extra in ([], ["--lexicon", tmp_path]))
    assert plain["coder"]["lexicon"] != own["coder"]["lexicon"]
    assert len(own["statements"]) == len(plain["statements"])


def test_cli_code_does_not_know_the_time(run: Any, article: Path, stopped_clock: Any) -> None:
    before = run("code", article).out
    stopped_clock.shift(400_000_000)
    assert run("code", article).out == before


PAGE = "<html><head><title>وزير الخارجية يلتقي نظيره</title></head><body><h1>وزير الخارجية يلتقي نظيره</h1><div>6 أيار 2024</div>" + "".join(
    f"<p>{line}</p>" for line in (ARTICLE.split("\n")[2], "وأضاف الحلواني أن المشاورات ستستمر في الأيام المقبلة.")
) + "</body></html>"  # fmt: skip


def test_cli_a_folder_of_mixed_files_is_done_and_names_what_it_left(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "page.html").write_bytes(PAGE.encode("cp1256"))
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\0")
    (folder / "list.html").write_text("".join(f"<h3><a href='/{n}'>خبر آخر رقم {n} من المدينة</a></h3>" for n in range(12)), "utf-8")
    result = run("code", folder)
    lines = [json.loads(line) for line in result.out.splitlines()]
    assert result.code == 0
    assert [line["id"] for line in lines] == ["list", "page", "mixed"]
    assert [line["faults"][0]["code"] for line in lines if "article" not in line] == ["index_page", "skipped"]
    assert lines[1]["article"]["published"] == DAY
    assert len(lines[1]["statements"]) == 2
    assert "photo.jpg" in result.err
    assert run("code", folder / "photo.jpg").code == 1


def test_cli_a_page_is_explained_and_told_in_arabic(run: Any, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    assert "الحلواني" in run("explain", tmp_path / "page.html", "s1").out
    (tmp_path / "empty.html").write_text("<html></html>", "utf-8")
    result = run("code", tmp_path / "empty.html", "--lang", "ar")
    assert result.code == 0
    assert "لا مقال في الصفحة" in result.err


def test_cli_a_feed_gives_a_list_in_one_file(run: Any, tmp_path: Path) -> None:
    items = "".join(f"<item><title>خبر {n}</title><description>{ARTICLE}</description><pubDate>{n} أيار 2024</pubDate></item>" for n in (6, 7))
    (tmp_path / "feed.xml").write_text(f"<rss><channel><title>المرساة</title>{items}</channel></rss>", "utf-8")
    assert run("code", tmp_path / "feed.xml", "--out", tmp_path / "out").code == 0
    records = json.loads((tmp_path / "out" / "feed.json").read_text("utf-8"))
    assert [r["article"]["published"] for r in records] == ["2024-05-06", "2024-05-07"]
    assert {r["article"]["outlet"] for r in records} == {"المرساة"}
