"""The desk's own things in the store: watch lists, saved searches, notes, tags, verdicts, coverage, two stores made one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import khabar
from khabar.errors import OptionError
from khabar.lexicon.words import lexicon
from khabar.link.collection import link
from khabar.link.records import Verdicts
from khabar.model import Record
from khabar.store import Store, database, open_store
from khabar.store import desk as d
from khabar.store.corrections import Changes, newcomer, on, size_of
from khabar.store.coverage import coverage, outlets, unread
from khabar.store.joining import join
from khabar.store.packing import packed
from khabar.store.search import Filters
from khabar.store.teaching import preview, taught, write

TALKS = "قال وزير الخارجية الأردني سامر الحلواني إن بلاده ترفض التصعيد في المنطقة. واستقبل الحلواني في عمان نظيره المصري وائل الشرقاوي."
RAID = "قتل خمسة مدنيين وأصيب ثلاثة آخرون في غارة جوية على مدينة معرة النعمان في محافظة إدلب، بحسب الدفاع المدني."
MATCH = "فاز فريق الوحدات على فريق الفيصلي بهدفين مقابل هدف في مباراة كرة القدم ضمن الدوري الأردني."


def coded(text: str, day: str, outlet: str, url: str) -> Record:
    return khabar.code_text(text, published=day, outlet=outlet, url=url)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "k.db") as opened:
        opened.add(coded(TALKS, "2024-05-06", "صحيفة الأفق", "https://a.example/1"))
        opened.add(coded(RAID, "2024-05-08", "رويترز", "https://b.example/1"))
        yield opened


def test_store_desk_watch_list_finds_what_it_holds(store: Store) -> None:
    d.watch(store, "الحدود", "country", "jor", by="ليلى")
    d.watch(store, "الحدود", "place", "معره النعمان", by="ليلى")
    d.watch(store, "الحدود", "words", "التصعيد", by="ليلى")
    found = {w.kind: hits for w, hits in d.watched(store, "الحدود")}
    assert {hit.type for hit in found["place"]} == {"ASSAULT"}
    assert any(hit.kind == "statement" and "التصعيد" in hit.text for hit in found["words"])
    assert {hit.published for hit in found["country"]} == {"2024-05-06"}
    assert d.unwatch(store, "الحدود", "country", "JOR") == 1
    assert {w.kind for w in d.watches(store, "الحدود")} == {"place", "words"}
    assert d.unwatch(store, "الحدود") == 2
    with pytest.raises(OptionError, match="الحدود"):
        d.watched(store, "الحدود")


@pytest.mark.parametrize(("name", "kind", "value"), [("", "actor", "س"), ("ل", "actor", " "), ("ل", "planet", "س")])
def test_store_desk_refuses_an_empty_watch(store: Store, name: str, kind: str, value: str) -> None:
    with pytest.raises(OptionError):
        d.watch(store, name, kind, value, by="ليلى")  # type: ignore[arg-type]
    assert d.watches(store) == []


def test_store_desk_saved_search_tells_what_is_new(store: Store) -> None:
    d.save_search(store, "تصعيد", "التصعيد", Filters(outlet="الأفق"), by="ليلى")
    saved = d.saved_search(store, "تصعيد")
    assert (saved.query, saved.filters.outlet, saved.seen) == ("التصعيد", "الأفق", None)
    store.connection.execute("UPDATE captures SET at = '2024-05-06T00:00:00Z'")
    d.seen(store, "تصعيد")
    since = d.saved_search(store, "تصعيد").seen
    assert store.search("التصعيد", stored_since=since) == []
    assert len(store.search("التصعيد", stored_since="2024-05-05T00:00:00Z")) > 0
    assert d.forget_search(store, "تصعيد")
    with pytest.raises(OptionError, match="تصعيد"):
        d.saved_search(store, "تصعيد")


def test_store_desk_notes_are_taken_back_and_not_lost(store: Store) -> None:
    article = store.ids()[0]
    row = d.add_note(store, f"{article}/s1", "يراجع مع النص الكامل", by="ليلى")
    d.add_note(store, article, "عاجل", by="ليلى")
    assert [n.text for n in d.notes(store, article)] == ["يراجع مع النص الكامل", "عاجل"]
    assert d.notes(store)[0].uid == store.record(article).statements[0].uid
    assert d.take_back_note(store, row)
    assert not d.take_back_note(store, row)
    assert [n.text for n in d.notes(store)] == ["عاجل"]
    assert [n.text for n in d.notes(store, gone=True)] == ["يراجع مع النص الكامل", "عاجل"]
    with pytest.raises(OptionError):
        d.add_note(store, "no-such-article", "س", by="ليلى")


def test_store_desk_tags_are_searched_for(store: Store) -> None:
    talks, raid = store.ids()
    d.add_tag(store, f"{raid}/e1", "مهم", by="ليلى")
    d.add_tag(store, talks, "مهم", by="ليلى")
    found = store.search(tag="مهم")
    assert {(h.article, h.kind) for h in found if h.article == raid} == {(raid, "event")}
    assert {h.kind for h in found if h.article == talks} >= {"article", "statement"}
    assert [t.tag for t in d.tags(store, talks)] == ["مهم"]
    assert d.remove_tag(store, talks, "مهم")
    assert {h.article for h in store.search(tag="مهم")} == {raid}


def test_store_desk_verdict_joins_two_actors_and_can_be_taken_back(store: Store) -> None:
    ids = {a.name_ar: a.id for r in store.records() for a in r.actors}
    one, other = "سامر الحلواني", "وائل الشرقاوي"
    d.say_pair(store, "actor", one, ids[other], True, by="ليلى", reason="للاختبار")
    given = Verdicts(actors=d.standing(store, "actor"))
    joined = link(store.records(), verdicts=given)
    assert [i for i in joined.identities if {one, other} <= set(i.names)]
    assert {m.kind for m in joined.merges} >= {"given"}
    d.say_pair(store, "actor", other, one, None, by="ليلى")
    assert d.standing(store, "actor") == {}
    assert len(d.verdicts(store)) == 2
    with pytest.raises(OptionError):
        d.say_pair(store, "actor", one, one, True, by="ليلى")
    with pytest.raises(OptionError):
        d.say_pair(store, "actor", one, "لا أحد بهذا الاسم", True, by="ليلى")


def test_store_desk_verdict_keeps_two_actors_apart() -> None:
    first = coded("قال رئيس بلدية الواحة كمال النجار إن المياه عادت.", "2024-05-06", "أ", "https://a.example/1")
    second = coded("أعلن رئيس بلدية الواحة كمال النجار افتتاح المدرسة.", "2024-05-06", "ب", "https://b.example/1")
    ids = sorted({a.id for r in (first, second) for a in r.actors if a.kind == "person"})
    assert len([i for i in link([first, second]).identities if i.kind == "person"]) == 1
    if len(ids) == 2:
        apart = link([first, second], verdicts=Verdicts(actors={(ids[0], ids[1]): False}))
        assert len([i for i in apart.identities if i.kind == "person"]) == 2


def test_store_desk_verdict_joins_and_parts_events() -> None:
    told = [coded(RAID, "2024-05-08", name, f"https://{name}.example/1") for name in ("a", "b")]
    uids = sorted(r.events[0].uid for r in told)
    assert len([e for e in link(told).events if len(e.reports) == 2]) == 1
    parted = link(told, verdicts=Verdicts(events={(uids[0], uids[1]): False}))
    assert all(len(e.reports) == 1 for e in parted.events if e.type == "ASSAULT")
    far = [told[0], coded("هاجم مسلحون دورية للشرطة في مدينة صيدا اللبنانية وقتلوا ضابطا.", "2024-05-30", "c", "https://c.example/1")]
    assert all(len(e.reports) == 1 for e in link(far).events)
    uids = sorted(next(e.uid for e in r.events if e.type == "ASSAULT") for r in far)
    joined = link(far, verdicts=Verdicts(events={(uids[0], uids[1]): True}))
    assert [len(e.reports) for e in joined.events if e.type == "ASSAULT"][:1] == [2]


def test_store_desk_coverage_counts_what_was_read_and_left_out(store: Store) -> None:
    store.add(coded(MATCH, "2024-05-08", "رويترز", "https://b.example/2"))
    store.failed("broken.html", [khabar.model.Fault(stage="read", code="empty", message="broken.html: no text")])
    rows = {(c.outlet, c.period): c for c in coverage(store, "day")}
    reuters = rows["رويترز", "2024-05-08"]
    assert (reuters.read, reuters.coded, reuters.empty) == (2, 1, 1)
    assert sum(c.read for c in coverage(store, "all")) == 3
    assert [c.read for c in coverage(store, "month", since="2024-05-07")] == [2]
    assert [(u.source, u.code) for u in unread(store)] == [("broken.html", "empty")]


def test_store_desk_coverage_tells_the_gate(store: Store) -> None:
    store.add(coded("شن لاعبو المنتخب هجوما على مرمى الخصم في الدوري.", "2024-05-09", "صدى", "https://s.example/1"))
    assert [c.dropped for c in coverage(store, "day") if c.outlet == "صدى"] == [{"sport": 1}]


def test_store_desk_outlets_have_their_first_day(store: Store) -> None:
    store.add(coded(MATCH, "2024-04-01", "رويترز", "https://b.example/3"))
    found = outlets(store, lexicon())
    assert (found[0].name, found[0].first, found[0].last, found[0].kind) == ("رويترز", "2024-04-01", "2024-05-08", "agency")
    assert found[1].kind is None


def test_store_desk_corrects_a_size(store: Store) -> None:
    article = store.ids()[1]
    event = next(e for e in store.record(article).events if e.type == "ASSAULT")
    made = on(store.record(article), event, "change", by="ليلى", changes=Changes(size=size_of(["dead=6-8", "injured="])))
    store.correct(made)
    now = next(e for e in store.corrected(article).record.events if e.uid == event.uid)
    assert now.size is not None
    assert now.size.dead is not None
    assert (now.size.dead.low, now.size.dead.high, now.size.injured) == (6, 8, None)
    for wrong in ("dead", "dead=many", "dead=-1"):
        with pytest.raises(OptionError):
            size_of([wrong])
    with pytest.raises(OptionError):
        on(store.record(article), event, "change", by="ليلى", changes=Changes(size={"dead": [8, 6]}))


def test_store_desk_older_store_is_drawn_anew(tmp_path: Path, store: Store) -> None:
    store.add(coded("شن لاعبو المنتخب هجوما على مرمى الخصم في الدوري.", "2024-05-09", "صدى", "https://s.example/1"))
    store.backup(tmp_path / "old.db")
    old = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    later = "\n".join(database.SCRIPTS[1:])
    for kind in ("INDEX", "TABLE"):
        for name in reversed(re.findall(rf"CREATE {kind} (\w+)", later)):
            old.execute(f"DROP {kind} {name}")
    old.execute("PRAGMA user_version = 1")
    old.close()
    with open_store(tmp_path / "old.db") as opened:
        assert opened.rows("SELECT gate FROM drops") == [("sport",)]
        assert opened.rows("SELECT * FROM pending") == []
        assert opened.check() == []


# -- two stores
def test_store_desk_two_stores_become_one(tmp_path: Path, store: Store) -> None:
    store.backup(tmp_path / "there.db")
    talks = store.ids()[0]
    with open_store(tmp_path / "there.db") as there:
        there.add(coded(MATCH, "2024-05-08", "رويترز", "https://b.example/2"))
        statement = there.record(talks).statements[0]
        there.correct(on(there.record(talks), statement, "change", by="هاني", changes=Changes(type="direct")))
        d.add_note(there, talks, "من هاني", by="هاني")
        d.watch(there, "قائمة", "country", "EGY", by="هاني")
        d.add_tag(there, talks, "وسم", by="هاني")
        d.save_search(there, "بحث", "التصعيد", Filters(), by="هاني")
        d.say_pair(there, "actor", "سامر الحلواني", "وائل الشرقاوي", False, by="هاني")
        first = join(store, there)
        again = join(store, there)
    wanted = {"articles": 1, "versions": 1, "captures": 1, "codings": 1, "corrections": 1, "notes": 1, "tags": 1, "watches": 1, "searches": 1, "verdicts": 1}
    assert first.counts == wanted
    assert first.conflicts == []
    assert set(again.counts.values()) == {0}
    assert store.corrected(talks).record.statements[0].type == "direct"
    assert store.check() == []


def test_store_desk_conflict_between_stores_is_told_and_the_later_stands(tmp_path: Path, store: Store) -> None:
    raid = store.ids()[1]
    event = next(e for e in store.record(raid).events if e.type == "ASSAULT")
    store.backup(tmp_path / "there.db")
    store.correct(on(store.record(raid), event, "change", by="ليلى", changes=Changes(size={"dead": [4, 4]})))
    with open_store(tmp_path / "there.db") as there:
        kept = there.correct(on(there.record(raid), event, "change", by="هاني", changes=Changes(size={"dead": [9, 9]})))
        there.connection.execute("UPDATE corrections SET at = '2030-01-01T00:00:00Z' WHERE row = ?", (kept.row,))
        joined = join(store, there)
    assert [(c.field, c.mine, c.theirs, c.mine_by, c.theirs_by) for c in joined.conflicts] == [("size", {"dead": [4, 4]}, {"dead": [9, 9]}, "ليلى", "هاني")]
    now = next(e for e in store.corrected(raid).record.events if e.uid == event.uid)
    assert now.size is not None
    assert now.size.dead is not None
    assert now.size.dead.low == 9


def test_store_desk_undo_comes_over_with_what_it_undoes(tmp_path: Path, store: Store) -> None:
    talks = store.ids()[0]
    store.backup(tmp_path / "there.db")
    store.correct(on(store.record(talks), store.record(talks).statements[0], "accept", by="ليلى"))
    with open_store(tmp_path / "there.db") as there:
        kept = there.correct(on(there.record(talks), there.record(talks).statements[0], "remove", by="هاني"))
        there.undo(talks, kept.row, by="هاني")
        join(store, there)
    assert len(store.corrected(talks).record.statements) == len(store.record(talks).statements)


# -- one correction for all articles
def test_store_desk_correction_teaches_all_articles(tmp_path: Path) -> None:
    told = "أعلنت كتائب النخيل الحمر مسؤوليتها عن الهجوم على مركز الشرطة في مدينة تعز."
    with open_store(tmp_path / "k.db") as store:
        for number, outlet in enumerate(("أ", "ب")):
            store.add(coded(told, "2024-05-06", outlet, f"https://{number}.example/1"))
        record = store.record(store.ids()[0])
        item = record.events[0] if record.events else record.statements[0]
        person = newcomer("كتائب النخيل الحمر", "armed_group", "YEM")
        field = {"actors": [person]} if record.events else {"speaker": [person]}
        kept = store.correct(on(record, item, "change", by="ليلى", changes=Changes(**field)))  # type: ignore[arg-type]
        people = taught(kept.changes, (a.id for a in record.actors))
        assert people == [person]
        before = [packed(r) for r in store.records()]
        changed = preview(store, None, people)
        assert {c.article for c in changed} == set(store.ids())
        assert [packed(r) for r in store.records()] == before
        path = write(tmp_path / "own", people)
        assert path == write(tmp_path / "own", people)
    assert path.read_text("utf-8").splitlines()[1:] == ["كتائب النخيل الحمر\tكتائب النخيل الحمر\tarmed_group\tYEM\tREB"]
    again = khabar.code_text(told, published="2024-05-06", lexicon=str(tmp_path / "own"))
    assert ("كتائب النخيل الحمر", "armed_group", "YEM") in {(a.name_ar, a.kind, a.country) for a in again.actors}
