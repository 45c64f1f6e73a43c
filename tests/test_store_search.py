"""Search reads Arabic as people do, and marks the very letters that were found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import khabar
from khabar.model import Record
from khabar.script.collate import sort_key
from khabar.store import Store, open_store
from khabar.store.query import parse
from khabar.store.search import Hit
from khabar.store.words import cores, meant, words

DAY = "2026-03-11"
MARKED = "أعلن مُحَمَّد الشَّرفاوي وزير الزراعة في الرئاســة بالأردنية لـRT أن بلاده تدعم التعاون"
ARTICLES = (
    ("قال وزير الزراعة الأردني نبيل الشرفاوي إن التعاون مع تونس مثمر. وأضاف أن بلاده ترحب بوقف إطلاق النار.", "صحيفة المرفأ", "2024-05-06"),
    ("أكدت وزيرة الطاقة التونسية سهام البيطار أن الكتاب الأبيض جاهز، وأن وكالة الطاقة ستنشره.", "وكالة الضحى", "2024-05-07"),
    ("التقى وزير الداخلية العراقي كريم القاسمي نظيره الكويتي ماهر العطار في بغداد. وقال القاسمي إن آلة الحرب توقفت.", "وكالة الضحى", "2024-06-01"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "k.db") as opened:
        for number, (text, outlet, day) in enumerate(ARTICLES):
            opened.add(khabar.code_text(text, outlet=outlet, published=day, url=f"https://naba.example/{number}"))
        yield opened


@pytest.fixture
def marked(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "m.db") as opened:
        opened.add(article(MARKED))
        yield opened


def article(text: str, url: str = "https://naba.example/m") -> Record:
    return khabar.code_text(text, url=url, published=DAY)


def letters(hit: Hit) -> list[str]:
    """What is marked, as it stands in the text."""
    return [hit.text[start:end] for start, end in hit.marks]


# -- spelling (kind 34 a)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("محمد", "مُحَمَّد"),
        ("مُحَمَّدٌ", "مُحَمَّد"),
        ("الشرفاوي", "الشَّرفاوي"),
        ("شرفاوي", "الشَّرفاوي"),
        ("الزراعه", "الزراعة"),
        ("اعلن", "أعلن"),
        ("الرئاسة", "الرئاســة"),
        ("الاردنية", "بالأردنية"),
        ("RT", "RT"),
        ("rt", "RT"),
        ("تعاون", "التعاون"),
        ("ﺍﻟﺘﻌﺎﻭﻥ", "التعاون"),  # presentation forms, as a PDF gives them
        ("ىدعم", None),
        ("تعاونيات", None),
    ],
)
def test_search_any_spelling_finds_the_very_letters(marked: Store, query: str, found: str | None) -> None:
    hits = marked.search(query, kinds=("article",))
    assert [letters(h) for h in hits] == ([[found]] if found else [])


def test_search_marks_are_code_points_of_the_original(marked: Store) -> None:
    marked.add(article("🔴 عاجل: قال وزير النقل العماني رامي الدباغ إن المِيناء مفتوح.", "https://naba.example/2"))
    (hit,) = marked.search("الميناء", kinds=("article",))
    assert letters(hit) == ["المِيناء"]
    text = marked.record(hit.article).article.text
    start, end = hit.marks[0]
    assert text[hit.start + start : hit.start + end] == "المِيناء"
    assert len(text[: hit.start + start].encode("utf-16-le")) // 2 == hit.start + start + 1  # the red circle is two UTF-16 units


@pytest.mark.parametrize(
    ("query", "hits"),
    [("الزراعة", 1), ("الزراعه", 0), ("زراعة", 0), ("محمد", 1), ("أعلن", 1), ("اعلن", 0), ("الرئاسة", 1), ("بالأردنية", 1), ("بالأرد*", 1), ("الأرد*", 0)],
)
def test_search_exact_wants_the_letters_as_spelled(marked: Store, query: str, hits: int) -> None:
    assert len(marked.search(query, exact=True, kinds=("article",))) == hits


# -- clitics
@pytest.mark.parametrize(
    ("query", "text", "is_hit"),
    [
        ("تعاون", "رحب بالتعاون", True),
        ("تعاون", "وبتعاونهم نجحوا", True),
        ("التعاون", "سبل تعاون", True),
        ("للتعاون", "أسس التعاون", True),
        ("وزارة", "وزارتها أعلنت", True),
        ("يعلن", "سيعلن غدا", True),
        ("أمن", "للأمن دوره", True),
        ("كتاب", "الكتاب الأبيض", True),
        ("تاب", "الكتاب كتاب مفيد", False),  # the ك is of the root: الكتاب is there
        ("زير", "الوزير وزير", False),
        ("لد", "ولد في بلد", False),
        ("وكالة", "آلة الحرب", False),
        ("مصر", "موقف مصري", False),  # a nisba is another word
    ],
)
def test_search_clitics_are_looked_through_and_roots_are_not(tmp_path: Path, query: str, text: str, is_hit: bool) -> None:
    with open_store(tmp_path / "c.db") as store:
        store.add(article(text))
        assert bool(store.search(query, kinds=("article",))) is is_hit


def test_search_cores_of_a_word_are_what_it_may_be() -> None:
    (word,) = words("وبالتعاون")
    assert cores(word) >= {"وبالتعاون", "بالتعاون", "التعاون", "تعاون"}
    assert meant("بالتعاون") == {"بالتعاون", "تعاون"}
    assert cores(words("مدينة")[0]) == {"مدينه"}


# -- the query
def test_search_every_word_must_be_there(store: Store) -> None:
    assert len(store.search("التعاون تونس", kinds=("statement",))) == 1
    assert store.search("التعاون بغداد") == []


def test_search_a_phrase_is_a_row_of_words(store: Store) -> None:
    (hit,) = store.search('"وقف إطلاق النار"', kinds=("statement",))
    assert letters(hit) == ["بوقف إطلاق النار"]
    assert store.search("«النار إطلاق»") == []


def test_search_a_beginning_and_a_word_that_must_be_absent(store: Store) -> None:
    assert {h.article for h in store.search("وزي*", kinds=("article",))} == set(store.ids())
    assert len(store.search("الوزير* -التعاون وزير", kinds=("article",))) <= 2
    assert len(store.search("قال -التعاون", kinds=("article",))) == 1
    assert store.search("-التعاون") == []


@pytest.mark.parametrize("query", ['"', '""', "-", "*", "NEAR(", "words:", "a AND", "'; DROP TABLE articles; --", "^قال", "{قال}", "\x00", "قال OR"])
def test_search_nothing_that_is_typed_breaks_it(store: Store, query: str) -> None:
    store.search(query)
    assert store.check() == []


def test_search_without_words_gives_all_that_the_filters_let_through(store: Store) -> None:
    assert len(store.search("", kinds=("article",))) == 3
    assert {h.kind for h in store.search(speaker="القاسمي")} == {"statement"}


def test_search_parse_tells_words_phrases_and_beginnings() -> None:
    terms = parse('وزير "وقف النار" تعاو* -قمة')
    assert [(len(t.words), t.open, t.negative) for t in terms] == [(1, False, False), (2, False, False), (1, True, False), (1, False, True)]


# -- filters
@pytest.mark.parametrize("name", ["الشرفاوي", "نبيل شرفاوي", "نبيل الشرفاوي", "وزير الزراعة", "JOR"])
def test_search_speaker_by_name_part_or_country(store: Store, name: str) -> None:
    hits = store.search("", speaker=name)
    assert {p for h in hits for p in h.people} == {"نبيل الشرفاوي"}
    assert store.search("التعاون", speaker=name)
    assert store.search("الكتاب", speaker=name) == []


def test_search_actor_by_stable_id(store: Store) -> None:
    actor = next(a for a in store.record(store.ids()[2]).actors if a.name_ar == "ماهر العطار")
    hits = store.search("", actor=actor.id)
    assert {h.kind for h in hits} == {"event", "article"}
    assert [h.to for h in hits if h.kind == "event"] == [["ماهر العطار"]]


def test_search_type_status_outlet_and_days(store: Store) -> None:
    assert {h.type for h in store.search("", type="consult")} == {"CONSULT"}
    assert {h.type for h in store.search("", type="indirect")} == {"indirect"}
    assert {h.status for h in store.search("", status="actual")} == {"actual"}
    assert store.search("", status="negation") == []
    assert {h.outlet for h in store.search("", outlet="الضحي")} == {"وكالة الضحى"}
    assert {h.published for h in store.search("", since="2024-05-07", until="2024-05-31")} == {"2024-05-07"}


def test_search_newest_and_oldest_first(store: Store) -> None:
    newest = [h.published for h in store.search("", kinds=("article",), sort="newest")]
    assert newest == sorted(newest, key=str, reverse=True)
    assert [h.published for h in store.search("", kinds=("article",), sort="oldest")] == newest[::-1]


def test_search_by_name_is_in_the_arabic_order(tmp_path: Path) -> None:
    with open_store(tmp_path / "n.db") as store:
        for n, name in enumerate(("ياسر القاسمي", "الزهراني باسم", "آدم النحاس", "إبراهيم البدري", "أحمد العمري")):
            store.add(khabar.code_text(f"قال وزير النقل العماني {name} إن الميناء مفتوح.", url=f"https://naba.example/{n}", published=DAY))
        found = [h.people[0] for h in store.search("الميناء", kinds=("statement",), sort="name")]
    assert found == sorted(found, key=sort_key)
    assert found[0] == "إبراهيم البدري" and found[-1] == "ياسر القاسمي"


def test_search_pages_follow_each_other(store: Store) -> None:
    every = store.search("", kinds=("statement",), sort="oldest")
    pages = [h for offset in range(0, len(every), 2) for h in store.search("", kinds=("statement",), sort="oldest", limit=2, offset=offset)]
    assert pages == every and len(every) > 3


def test_search_best_first_is_the_text_that_says_it_more(tmp_path: Path) -> None:
    with open_store(tmp_path / "b.db") as store:
        for n, text in enumerate(("السد والطريق والجسر والميناء والمطار والسوق", "السد ثم السد", "الطريق")):
            store.add(article(text, f"https://naba.example/{n}"))
        assert next(h.text for h in store.search("السد", kinds=("article",))) == "السد ثم السد"


def test_search_of_a_word_that_is_everywhere_gives_the_newest(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.store.search.MANY", 2)
    days = [h.published for h in store.search("وزير*", kinds=("article",))]
    assert days == ["2024-06-01", "2024-05-07"]
    assert [h.published for h in store.search("وزير*", kinds=("article",), until="2024-05-06")] == ["2024-05-06"]
    assert len(store.search("وزير*", kinds=("article",), sort="newest")) == 3


def test_search_page_furniture_is_not_searched(tmp_path: Path) -> None:
    text = "الوزير يفتتح المعرض\n\nافتتح وزير الثقافة المغربي عصام النحاس معرض الكتاب في الرباط أمس الأحد بحضور جمهور كبير.\n\nاقرأ أيضا: خسوف نادر يشاهد الليلة\n"
    with open_store(tmp_path / "f.db") as store:
        store.add(article(text))
        assert store.search("معرض", kinds=("article",))
        assert store.search("خسوف") == []


def test_search_long_article_is_shown_around_the_hit(tmp_path: Path) -> None:
    text = "قال الوزير " + "كلاما كثيرا " * 100 + "عن الجسر " + "وغيره مما يطول " * 50
    with open_store(tmp_path / "l.db") as store:
        store.add(article(text))
        (hit,) = store.search("الجسر", kinds=("article",))
        assert letters(hit) == ["الجسر"]
        assert len(hit.text) <= 210
        assert text[hit.start : hit.start + len(hit.text)] == hit.text


def test_search_what_is_replaced_is_no_longer_found(store: Store) -> None:
    old = store.record(store.ids()[0])
    store.recode(msgspec.structs.replace(old, statements=[], events=[]))
    assert store.search("التعاون", kinds=("statement", "event")) == []
    assert store.search("التعاون", kinds=("article",))


# -- order (kind 34 c)
@pytest.mark.parametrize(
    "ordered",
    [
        ["إبراهيم", "أحمد", "آدم", "البرقاوي", "الزهراني", "ياسر"],
        ["ألبانيا", "إلياس", "بلغاريا", "البوسنة"],
        ["شرف الدين", "الشرفاوي", "شرق"],
        ["مُحسن", "محـمد", "المحمودي"],
        ["هاني", "وليد", "يونس"],
        ["«أمل»", "(بدر)", "تامر"],
    ],
)
def test_collate_sorts_as_readers_do(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered
    assert sorted(ordered, key=sort_key) == ordered
