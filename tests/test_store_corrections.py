"""Corrections: kept with who, when and why, laid over every later coding, never lost; gold out and in; agreement."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import khabar
from khabar.errors import OptionError
from khabar.evaluate import read_gold
from khabar.model import Record
from khabar.scoring import Comparison, Scores
from khabar.store import Store, open_store
from khabar.store.agreement import agreement, alpha
from khabar.store.corrections import Changes, Correction, Person, added, find, on, people_of, person_of, piece, whole
from khabar.store.gold import export_gold, import_gold
from khabar.store.overlay import apply
from khabar.store.recode import by_rule, changes, recode
from khabar.store.review import Review, standings

TEXT = (
    "قال وزير الزراعة الأردني نبيل الشرفاوي إن موسم الزيتون واعد. وأضاف أن بلاده تدعم المزارعين."
    " والتقى الشرفاوي وزير التجارة التونسي كريم البيطار في عمان أمس. وكانت البسمة على وجه البيطار، فالمحصول خير من سابقه.\n"
)
MISSED = "المحصول خير من سابقه"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "k.db") as opened:
        opened.add(coded())
        yield opened


def coded(text: str = TEXT) -> Record:
    return khabar.code_text(text, published="2024-05-06", url="https://naba.example/1", id="olives")


@pytest.fixture
def article(store: Store) -> str:
    return store.ids()[0]


def correct(store: Store, id: str, action: str = "change", by: str = "سلمى", reason: str = "", **fields: object) -> Correction:
    (article,) = store.ids()
    record = store.corrected(article).record
    return store.correct(on(record, find(record, id), action, by=by, reason=reason, changes=Changes(**fields)))  # type: ignore[arg-type]


def other_coding(record: Record, **changed: object) -> Record:
    """As a coder with other rules might give it."""
    return msgspec.structs.replace(record, coder=msgspec.structs.replace(record.coder, rules="other"), **changed)


# -- what can be corrected
def test_corrections_change_the_speaker_and_nothing_else(store: Store, article: str) -> None:
    before = store.record(article)
    correct(store, "s1", speaker=[person_of(before, "كريم البيطار")], reason="السياق")
    after = store.corrected(article).record
    assert people_of(after, after.statements[0].speaker)[0].name == "كريم البيطار"
    assert [(c.link, c.actor) for c in after.statements[0].chain] == [("told", after.statements[0].speaker[0])]
    assert msgspec.structs.replace(after.statements[0], speaker=before.statements[0].speaker, chain=before.statements[0].chain) == before.statements[0]
    assert after.statements[1:] == before.statements[1:]
    assert store.record(article) == before
    assert [h.id for h in store.search("الزيتون", speaker="البيطار")] == ["s1"]
    assert store.search("الزيتون", speaker="الشرفاوي") == []


def test_corrections_a_new_actor_is_added_once(store: Store, article: str) -> None:
    somebody = person_of(store.record(article), "هدى النحاس|person|TUN")
    correct(store, "s1", speaker=[somebody])
    correct(store, "s2", speaker=[somebody])
    record = store.corrected(article).record
    assert [(a.country, a.kind) for a in record.actors if a.name_ar == "هدى النحاس"] == [("TUN", "person")]
    assert record.statements[0].speaker == record.statements[1].speaker
    assert len(store.search("", speaker="هدى")) == 2


def test_corrections_change_span_type_status_and_what_follows_from_them(store: Store, article: str) -> None:
    record = store.record(article)
    correct(store, "s1", span=piece(record, "موسم الزيتون"), type="direct")
    event = next(e for e in record.events if e.type == "CONSULT")
    correct(store, event.id, type="AID", status="hypothetical", actors=[person_of(record, "الأردن")], recipients=[])
    after = store.corrected(article).record
    assert (after.statements[0].content.text, after.statements[0].type, after.statements[0].verbatim) == ("موسم الزيتون", "direct", "unmarked")
    changed = next(e for e in after.events if e.uid == event.uid)
    assert (changed.type, changed.mode, changed.quad, changed.score, changed.status, changed.recipients) == ("AID", None, 2, 10, "hypothetical", [])


def test_corrections_only_words_in_quotation_marks_may_be_shown_as_a_quotation(store: Store) -> None:
    article = store.add(khabar.code_text("قال وزير الزراعة الأردني نبيل الشرفاوي إن «الموسم واعد هذا العام».", url="https://naba.example/3")).article
    record = store.record(article)
    store.correct(on(record, record.statements[0], "change", by="سلمى", changes=Changes(type="direct", span=piece(record, "الموسم واعد هذا العام"))))
    assert store.corrected(article).record.statements[0].verbatim == "marked"
    store.correct(on(record, record.statements[0], "change", by="سلمى", changes=Changes(span=piece(record, "الموسم واعد"))))
    assert store.corrected(article).record.statements[0].verbatim == "unmarked"
    store.correct(on(record, record.statements[0], "change", by="سلمى", changes=Changes(type="indirect")))
    assert store.corrected(article).record.statements[0].verbatim == "no"


def test_corrections_add_a_missed_record_and_remove_a_wrong_one(store: Store, article: str) -> None:
    record = store.record(article)
    assert not any(s.content.text == MISSED for s in record.statements)
    store.correct(added(record, "statement", Changes(span=piece(record, MISSED), type="indirect", speaker=[person_of(record, "كريم البيطار")]), by="سلمى"))
    correct(store, "s2", "remove")
    after = store.corrected(article).record
    assert after.statements[-1].content.text == MISSED
    assert after.statements[-1].trace.rule == "correction"
    assert "s2" not in [s.id for s in after.statements]
    assert store.search(f'"{MISSED}"', kinds=("statement",))


def test_corrections_nothing_points_at_a_record_that_was_removed(store: Store) -> None:
    record = store.add(khabar.code_text("قال وزير الزراعة الأردني نبيل الشرفاوي إن الجيش التونسي قصف مواقع المسلحين.", url="https://naba.example/2")).article
    inside = next(e for e in store.record(record).events if e.statement)
    before = store.record(record)
    store.correct(on(before, find(before, str(inside.statement)), "remove", by="سلمى"))
    after = next(e for e in store.corrected(record).record.events if e.uid == inside.uid)
    assert (after.statement, after.attribution) == (None, "outlet")


@pytest.mark.parametrize(
    ("id", "fields"),
    [("s1", {"type": "loud"}), ("s1", {"status": "actual"}), ("e1", {"type": "PARTY"}), ("e1", {"speaker": []}), ("e1", {"date": "soon"}), ("e1", {"mode": "drone"})],
)
def test_corrections_that_make_no_sense_are_refused(store: Store, article: str, id: str, fields: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        correct(store, id, **fields)
    assert store.corrections(article) == []


def test_corrections_name_what_is_missing_or_unknown(store: Store, article: str) -> None:
    record = store.record(article)
    with pytest.raises(OptionError, match="speaker"):
        added(record, "statement", Changes(span=piece(record, MISSED), type="indirect"), by="سلمى")
    with pytest.raises(OptionError, match="not have these words"):
        piece(record, "ليس في المقال")
    with pytest.raises(OptionError, match="s1"):
        find(record, "s99")
    with pytest.raises(OptionError, match="kind of actor"):
        person_of(record, "أحد|robot|")
    with pytest.raises(OptionError):
        store.undo(article, 99, by="سلمى")


def test_corrections_in_one_go_are_all_kept_or_none(store: Store, article: str) -> None:
    record = store.record(article)
    one = on(record, record.statements[0], "remove", by="سلمى")
    with pytest.raises(OptionError):
        store.correct_all([one, msgspec.structs.replace(one, article="beef")])
    assert store.corrections(article) == []
    kept = store.correct_all([one, on(record, record.statements[1], "accept", by="سلمى")])
    assert store.corrections(article) == kept


# -- who, when, why; undo
def test_corrections_keep_who_when_and_why(store: Store, article: str) -> None:
    kept = correct(store, "s1", "accept", by="هشام", reason="قرأته مرتين")
    (again,) = store.corrections(article)
    assert again == kept
    assert (again.by, again.reason, again.action, again.span) == ("هشام", "قرأته مرتين", "accept", store.record(article).statements[0].content)
    assert again.at.endswith("Z")


def test_corrections_undo_takes_back_and_can_be_taken_back(store: Store, article: str) -> None:
    before = store.corrected(article).record
    kept = correct(store, "s1", type="direct")
    undone = store.undo(article, kept.row, by="هشام")
    assert store.corrected(article).record == before
    assert store.corrected(article).states == {kept.row: "undone"}
    store.undo(article, undone.row, by="سلمى")
    assert store.corrected(article).record.statements[0].type == "direct"
    assert len(store.corrections(article)) == 3


def test_corrections_the_last_word_holds(store: Store, article: str) -> None:
    correct(store, "s1", type="direct", by="هشام")
    correct(store, "s1", type="mixed", by="سلمى")
    assert store.corrected(article).record.statements[0].type == "mixed"
    assert store.corrected(article, by="هشام").record.statements[0].type == "direct"


# -- recoding
def test_corrections_stand_after_recoding_with_other_rules(store: Store, article: str) -> None:
    record = store.record(article)
    kept = correct(store, "s1", speaker=[person_of(record, "كريم البيطار")])
    renamed = [msgspec.structs.replace(a, key=f"a{n + 40}") for n, a in enumerate(record.actors)]
    keys = {a.key: b.key for a, b in zip(record.actors, renamed, strict=True)}
    said = [msgspec.structs.replace(s, id=f"s{n + 7}", speaker=[keys[k] for k in s.speaker]) for n, s in enumerate(record.statements)]
    store.recode(other_coding(record, actors=renamed, statements=said, events=[], mentions=[]))
    after = store.corrected(article)
    assert after.states == {kept.row: "held"}
    assert people_of(after.record, after.record.statements[0].speaker)[0].name == "كريم البيطار"


def test_corrections_whose_record_is_gone_are_shown_as_such_and_come_back(store: Store, article: str) -> None:
    record = store.record(article)
    kept = correct(store, "s1", type="direct")
    store.recode(other_coding(record, statements=record.statements[1:]))
    assert store.corrected(article).states == {kept.row: "gone"}
    assert [s.correction for s in standings(store, article)] == [kept]
    store.recode(record)
    assert store.corrected(article).states == {kept.row: "held"}


def test_corrections_that_the_coder_has_learnt_are_met(store: Store, article: str) -> None:
    record = store.record(article)
    person = person_of(record, "كريم البيطار")
    retyped = correct(store, "s1", type="direct")
    moved = correct(store, "s2", span=piece(record, "بلاده تدعم"))
    dropped = correct(store, "e1", "remove")
    new = store.correct(added(record, "statement", Changes(span=piece(record, MISSED), type="indirect", speaker=[person]), by="سلمى"))
    wanted = store.corrected(article).record
    learnt = [msgspec.structs.replace(s, uid=khabar.model.statement_uid(article, s.content.start, s.content.end)) for s in wanted.statements]
    store.recode(other_coding(wanted, statements=learnt))
    assert store.corrected(article).states == {c.row: "met" for c in (retyped, moved, dropped, new)}
    assert len(store.corrected(article).record.statements) == len(wanted.statements)


def test_corrections_hold_in_another_version_of_the_text(store: Store, article: str) -> None:
    record = store.record(article)
    kept = correct(store, "s1", type="direct")
    new = store.correct(added(record, "statement", Changes(span=piece(record, MISSED), type="indirect", speaker=[person_of(record, "كريم البيطار")]), by="سلمى"))
    store.add(coded("تحديث: اختتم المؤتمر الزراعي أعماله في عمان.\n\n" + TEXT))
    after = store.corrected(article)
    assert after.record.article.version == 2
    assert after.states == {kept.row: "held", new.row: "held"}
    assert next(s for s in after.record.statements if "الزيتون" in s.content.text).type == "direct"
    assert after.record.statements[-1].content.text == MISSED
    assert after.record.article.text[slice(after.record.statements[-1].content.start, after.record.statements[-1].content.end)] == MISSED


def test_recode_tells_what_changed_by_record_and_by_rule(store: Store, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    record = store.record(article)
    kept = correct(store, "s2", type="mixed")
    first = msgspec.structs.replace(record.statements[0], voice="doubt")
    new = other_coding(record, statements=[first, *record.statements[2:]])
    monkeypatch.setattr("khabar.pipeline.code", lambda *_, **__: new)
    (done,) = recode(store)
    assert [(c.what, c.uid) for c in done.changes] == [("changed", first.uid), ("gone", record.statements[1].uid)]
    assert (done.changes[0].before, done.changes[0].after) == ({"voice": record.statements[0].voice}, {"voice": "doubt"})
    assert done.gone == [kept]
    counts = by_rule([done.changes])
    assert sum(counts[first.trace.rule].values()) >= 1
    assert sum(c["gone"] for c in counts.values()) == 1
    assert len(store.codings(article)) == 2
    (again,) = recode(store)
    assert (again.changes, again.gone) == ([], [])
    assert len(store.codings(article)) == 2


def test_recode_keys_that_moved_are_no_change(store: Store, article: str) -> None:
    record = store.record(article)
    keys = {a.key: f"a{n + 9}" for n, a in enumerate(record.actors)}

    def rekeyed(value: Any) -> Any:
        if isinstance(value, list):
            return [rekeyed(v) for v in value]
        if isinstance(value, dict):
            return {k: rekeyed(v) for k, v in value.items()}
        return keys.get(value, value) if isinstance(value, str) else value

    moved = msgspec.convert(rekeyed(msgspec.to_builtins(record)), type(record))
    assert moved.statements[0].speaker != record.statements[0].speaker
    assert list(changes(record, moved)) == []


def test_recode_a_coder_that_breaks_leaves_the_old_coding(store: Store, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Record:
        raise ZeroDivisionError

    before = store.record(article)
    monkeypatch.setattr("khabar.pipeline.code", broken)
    (done,) = recode(store)
    assert [f.code for f in done.faults] == ["internal"]
    assert store.record(article) == before


# -- gold
def reviewed(store: Store) -> None:
    (article,) = store.ids()
    record = store.record(article)
    correct(store, "s1", "accept")
    correct(store, "s2", speaker=[person_of(record, "هدى النحاس|person|TUN")], span=piece(record, "بلاده تدعم"))
    correct(store, "e1", status="hypothetical", recipients=[])
    store.correct(added(record, "statement", Changes(span=piece(record, MISSED), type="indirect", speaker=[person_of(record, "كريم البيطار")], cue=piece(record, "وكانت البسمة")), by="سلمى"))


@pytest.mark.parametrize("complete", [True, False])
def test_gold_exported_comes_back_equal(store: Store, article: str, tmp_path: Path, complete: bool) -> None:
    reviewed(store)
    if complete:
        store.correct(whole(store.record(article), by="سلمى"))
    assert export_gold(store, tmp_path / "one") == ["olives"]
    with open_store(tmp_path / "other.db") as other:
        assert import_gold(other, tmp_path / "one", by="سلمى") > 0
        export_gold(other, tmp_path / "two")
    for name in ("olives.txt", "olives.gold.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    gold = next(read_gold(tmp_path / "one")).gold
    assert [s.content for s in gold.statements if not s.optional][-1] == MISSED
    assert any(s.optional for s in [*gold.statements, *gold.events, *gold.actors]) is not complete


def test_gold_passes_the_check_of_the_shared_scorer(store: Store, tmp_path: Path, open_gold: Path) -> None:
    reviewed(store)
    export_gold(store, tmp_path / "gold")
    done = subprocess.run([sys.executable, open_gold / "score.py", "--check", tmp_path / "gold"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "1 gold files, 0 faults" in done.stdout


def test_gold_words_that_occur_twice_are_counted(store: Store, tmp_path: Path) -> None:
    text = "الموسم واعد. قال وزير الزراعة الأردني نبيل الشرفاوي إن الموسم واعد."
    added_ = store.add(khabar.code_text(text, published="2024-05-06", url="https://naba.example/9", id="twice"))
    store.correct(whole(store.record(added_.article), by="سلمى"))
    export_gold(store, tmp_path / "gold")
    gold = json.loads((tmp_path / "gold" / "twice.gold.json").read_text("utf-8"))
    assert [s.get("nth") for s in gold["statements"]] == [2]


OWN = Path(__file__).parent.parent / "gold"


@pytest.mark.parametrize("where", ["own", "shared"])
def test_gold_made_by_hand_becomes_corrections(where: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Taken in as corrections, gold makes the coding say all that it asks for and little else; out and in again it is equal."""
    folder = OWN if where == "own" else request.getfixturevalue("open_gold")
    scores = Scores()
    with open_store(tmp_path / "k.db") as store:
        import_gold(store, folder, by="الفريق")
        export_gold(store, tmp_path / "one")
        records = {store.captures(r.article.id)[0].name: r for r in store.records()}
    for case in read_gold(folder):
        scores.merge(Comparison(case.gold, records[case.name], case.text).run())
    for figure in ("statements", "events held", "events named", "statement channel", "event date", "event place"):
        assert (scores.figures[figure].recall, figure) == (1, figure)
        assert scores.figures[figure].precision > 0.99
    with open_store(tmp_path / "again.db") as store:
        import_gold(store, tmp_path / "one", by="الفريق")
        export_gold(store, tmp_path / "two")
    files = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert len(files) == 2 * len(records)
    assert [n for n in files if (tmp_path / "one" / n).read_bytes() != (tmp_path / "two" / n).read_bytes()] == []


# -- agreement
def test_agreement_alpha_is_that_of_the_textbook() -> None:
    """Krippendorff's own example: four coders, twelve units, some values missing; nominal alpha .743."""
    rows = ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."]
    units = zip(*([None if v == "." else v for v in row.split()] for row in rows), strict=True)
    assert alpha(units) == pytest.approx(0.743, abs=0.001)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_agreement_alpha_is_at_most_one_and_one_only_for_full_agreement(units: list[tuple[str, str]]) -> None:
    found = alpha(units)
    if found is None:
        assert len({v for u in units for v in u}) == 1
    else:
        assert (found == pytest.approx(1)) == all(a == b for a, b in units)
        assert found <= 1 + 1e-9
        assert alpha([u[::-1] for u in units]) == pytest.approx(found)


def test_agreement_of_two_people_on_one_article(store: Store, article: str) -> None:
    for by in ("سلمى", "هشام"):
        store.correct(whole(store.record(article), by=by))
    assert agreement(store, "سلمى", "هشام").f1["statements"] == 1
    correct(store, "s1", speaker=[person_of(store.record(article), "كريم البيطار")], by="هشام")
    correct(store, "s2", "remove", by="هشام")
    found = agreement(store, "سلمى", "هشام")
    assert found.articles == 1
    assert found.f1["statement spans"] > found.f1["statements"]
    assert found.alpha["speaker"].units == len(store.record(article).statements) - 1
    assert found.alpha["kept"].alpha is not None and found.alpha["kept"].alpha < 1


def test_agreement_needs_articles_that_both_have_read(store: Store) -> None:
    correct(store, "s1", "accept", by="سلمى")
    assert agreement(store, "سلمى", "هشام").articles == 0


def test_agreement_what_nobody_looked_at_counts_for_nothing(store: Store) -> None:
    correct(store, "s1", "accept", by="سلمى")
    correct(store, "s1", "accept", by="هشام")
    assert agreement(store, "سلمى", "هشام").alpha["kept"].units == 1


# -- the way through an article
def test_review_goes_through_acts_and_undoes(store: Store, article: str) -> None:
    review = Review(store, article, by="سلمى")
    count = len(review.items)
    review.move(-1)
    assert review.at == 0
    review.act("remove")
    assert len(review.items) == count - 1
    assert review.undo() is not None
    assert len(review.items) == count
    assert review.undo() is None
    review.move(99)
    assert review.item is None
    review.add("statement", Changes(span=piece(review.record, MISSED), type="indirect", speaker=[Person(name="كريم البيطار")]))
    assert len(review.items) == count + 1
    review.finish()
    assert [s.state for s in standings(store, article)] == ["undone", "held", "held"]


def test_corrections_apply_changes_no_record_that_it_was_given(store: Store, article: str) -> None:
    record = store.record(article)
    kept = msgspec.json.encode(record)
    apply(record, [correct(store, "s1", type="direct"), correct(store, "s2", "remove")])
    assert msgspec.json.encode(record) == kept


ACTS = st.lists(st.tuples(st.sampled_from(("type", "speaker", "span", "remove", "add", "undo")), st.integers(0, 5), st.integers(0, 60)), max_size=12)


@given(ACTS)
@settings(max_examples=60, deadline=None)
def test_corrections_any_sequence_leaves_a_true_record_and_can_be_undone(acts: list[tuple[str, int, int]]) -> None:
    """Spans are their text, keys are actors, nothing dangles; and with all taken back the coding is as it was."""
    original = coded()
    made: list[Correction] = []
    for number, (act, which, at) in enumerate(acts, 1):
        record = apply(original, made).record
        made.append(msgspec.structs.replace(_act(record, made, act, which, at), row=number))
    after = apply(original, made)
    text, keys = original.article.text, {a.key for a in after.record.actors}
    for s in after.record.statements:
        assert s.content.text == text[s.content.start : s.content.end]
        assert set(s.speaker) <= keys
        assert s.parent is None or s.parent in {o.id for o in after.record.statements}
    assert len({s.id for s in after.record.statements}) == len(after.record.statements)
    assert set(after.states) == {c.row for c in made if c.action != "undo"}
    undos = [msgspec.structs.replace(c, action="undo", undoes=c.row, row=100 + n) for n, c in enumerate(made) if c.action != "undo"]
    assert apply(original, [c for c in made if c.action != "undo"] + undos).record == apply(original, []).record


def _act(record: Record, made: list[Correction], act: str, which: int, at: int) -> Correction:
    span = khabar.model.span_of(record.article.text, at, at + 9)
    person = Person(name=f"شخص {which}", id=f"kh:INT:شخص {which}")
    if act == "undo" and made:
        undone = made[which % len(made)]
        return msgspec.structs.replace(undone, action="undo", undoes=undone.row)
    if act == "add" or not record.statements or act == "undo":
        return added(record, "statement", Changes(span=span, type="indirect", speaker=[person]), by="سلمى")
    item = record.statements[which % len(record.statements)]
    changes = {"type": Changes(type="direct"), "speaker": Changes(speaker=[person]), "span": Changes(span=span), "remove": Changes()}[act]
    return on(record, item, "remove" if act == "remove" else "change", by="سلمى", changes=changes)
