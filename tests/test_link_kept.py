"""Linking, kept in the store and asked piece by piece: the same as linking anew; lists a page at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from khabar.link import kept
from khabar.link.collection import part_of
from khabar.link.views import Wanted, chosen, relations, timeline
from khabar.store import Store, database, open_store
from khabar.store.browse import busiest_pairs, busiest_speakers, doings, ids, listed, newest_day
from khabar.store.corrections import whole
from khabar.store.search import Filters
from tests.serving import TEXT, stories_db
from tests.stories import corpus, linked, told

WANTED = (
    Wanted(), Wanted(status=None), Wanted(type="ASSAULT"), Wanted(since="2026-03-10"), Wanted(until="2026-03-09", status=None),
    Wanted(since="2026-03-08", until="2026-03-12", type="CONSULT"), Wanted(actor="JOR"), Wanted(actor="الوزير"), Wanted(actor="kh:JOR"), Wanted(actor="nobody"),
    Wanted(voice=None), Wanted(voice="claimed"), Wanted(voice="outlet", status="denied"), Wanted(status=None, voice="contested"),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The corpus of stories, linked; nobody writes to it."""
    with open_store(stories_db(tmp_path_factory.mktemp("kept"))) as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "k.db") as opened:
        yield opened


def test_link_kept_stories_are_those_of_linking(store: Store) -> None:
    told_all = kept.stories(store, limit=1000)
    assert sorted(told_all, key=lambda s: s.id) == sorted(linked().stories, key=lambda s: s.id)
    places = [kept.place_of(s) for s in told_all]
    assert places == sorted(places, reverse=True)
    assert kept.stories(store, limit=1000, after=places[2]) == told_all[3:]
    assert kept.stories(store, limit=3) == told_all[:3]
    assert all(len(s.articles) > 1 for s in kept.stories(store, limit=1000, least=2))


def test_link_kept_a_story_is_its_part_of_the_links(store: Store) -> None:
    for whole_story in linked().stories:
        found, wanted = kept.story(store, whole_story.articles[0].article), part_of(linked(), whole_story)
        assert found is not None
        assert found.stories == wanted.stories
        assert sorted(found.events, key=lambda e: e.id) == sorted(wanted.events, key=lambda e: e.id)
        assert sorted(found.variants, key=lambda v: v.id) == sorted(wanted.variants, key=lambda v: v.id)
        assert sorted(found.copies, key=lambda c: (c.article, c.of)) == sorted(wanted.copies, key=lambda c: (c.article, c.of))
        assert sorted(found.merges, key=lambda m: m.id) == sorted(wanted.merges, key=lambda m: m.id)
        named = {id for e in found.events for id in (*e.actors, *e.recipients)}
        assert named <= {i.id for i in found.identities} <= {i.id for i in wanted.identities}
    assert kept.story(store, "nix") is None


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_link_kept_events_give_the_same_views(store: Store, wanted: Wanted) -> None:
    found = kept.events(store, wanted)
    assert timeline(found, wanted) == timeline(linked(), wanted)
    assert relations(found, wanted) == relations(linked(), wanted)
    assert len(list(chosen(found, wanted))) == len(found.events)


def test_link_kept_the_next_days_of_a_timeline_are_enough_for_a_page(store: Store) -> None:
    whole_row = timeline(linked())
    for start in ("", whole_row[3].date, whole_row[-1].date, "2099"):
        rest = [row for row in whole_row if row.date[:10] >= start[:10]]
        for most in (1, 7, 1000):
            found = timeline(kept.events(store, Wanted(), start=start, days_of=most))
            assert found == rest[: len(found)]
            assert len([r for r in found if r.date[:10] > start[:10]]) >= min(most, len([r for r in rest if r.date[:10] > start[:10]]))


def test_link_kept_statements_events_and_actors_are_found_by_any_id(store: Store) -> None:
    group, event, person = linked().variants[0], linked().events[0], linked().identities[0]
    assert kept.variants(store, group.id) == kept.variants(store, group.tellings[-1].uid) == group
    assert kept.event(store, event.id) == event
    assert event in [kept.event(store, r.uid) for r in event.reports]
    assert [kept.identity(store, id) for id in person.ids] == [person] * len(person.ids)
    assert (kept.variants(store, "nix"), kept.event(store, "nix"), kept.identity(store, "nix")) == (None, None, None)
    assert group in kept.said_by(store, group.speaker, limit=100)


def test_link_kept_actors_are_listed_by_name_kind_and_country(store: Store) -> None:
    everybody = kept.identities(store, limit=10_000)
    assert sorted(i.id for i in everybody) == sorted(i.id for i in linked().identities)
    places = [(len(i.articles), i.id) for i in everybody]
    assert places == sorted(places, reverse=True)
    assert kept.identities(store, limit=10_000, after=places[4]) == everybody[5:]
    person = next(i for i in everybody if i.kind == "person" and i.country)
    asked = kept.identities(store, limit=10_000, kind="person", country=person.country, name=person.name_ar)
    assert person in asked
    assert {(i.kind, i.country) for i in asked} == {("person", person.country)}


def test_link_kept_links_tell_how_far_behind_they_are(empty: Store) -> None:
    assert kept.state(empty) is None
    empty.add(told("n1", TEXT, "صحيفة المرفأ"))
    first = kept.relink(empty)
    assert first.current
    assert len(kept.stories(empty, limit=9)) == 1
    empty.correct(whole(empty.record(empty.ids()[0]), by="sara"))
    state = kept.state(empty)
    assert state is not None
    assert not state.current
    empty.add(told("n2", TEXT, "موقع السنديان"))
    assert kept.relink(empty).current
    assert [len(s.articles) for s in kept.stories(empty, limit=9)] == [2]
    assert empty.check() == []


def test_link_kept_a_store_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    database.connect(path, scripts=database.SCRIPTS[:1]).close()
    with open_store(path) as store:
        store.add(told("n1", TEXT, "صحيفة المرفأ"))
        assert kept.relink(store).current


# -- lists
def test_store_browse_lists_hold_what_the_store_holds(store: Store) -> None:
    for kind, count in (("article", 60), ("statement", store.counts()["statements"]), ("event", store.counts()["events"])):
        items, after = [], None
        while True:
            page = listed(store, kind, limit=13, after=after)  # type: ignore[arg-type]
            items += page.items
            after = page.after
            if after is None:
                break
        assert len(items) == len({getattr(i, "uid", None) or i.id for i in items}) == count
    assert listed(store, "article", Filters(status="actual"), limit=9).items == []


def test_store_browse_lists_use_their_index(store: Store) -> None:
    for kind in ("article", "statement", "event"):
        seen: list[str] = []
        store.connection.set_trace_callback(seen.append)
        listed(store, kind, limit=5, after=listed(store, kind, limit=5).after)  # type: ignore[arg-type]
        store.connection.set_trace_callback(None)
        main = next(q for q in seen if "LIMIT 6" in q and "<=" in q)
        plan = " ".join(row[3] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {main}"))
        assert f"{kind}s_in_time" in plan


def test_store_browse_the_busiest_are_counted_by_days(store: Store) -> None:
    speakers, pairs = busiest_speakers(store, limit=5), busiest_pairs(store, limit=5)
    assert [s.count for s in speakers] == sorted((s.count for s in speakers), reverse=True)
    assert len(speakers) == 5
    assert all(p.actor != p.recipient and -10 <= p.score <= 10 for p in pairs)
    assert doings(store, [speakers[0].id]).statements == speakers[0].count
    assert doings(store, [pairs[0].actor]).events
    assert busiest_speakers(store, since="2030-01-01") == []
    assert newest_day(store) == max(r.article.published for r in corpus()[0] if r.article.published)[:10]


def test_store_browse_nothing_is_said_of_an_empty_store(empty: Store) -> None:
    assert (newest_day(empty), busiest_speakers(empty), busiest_pairs(empty), ids(empty), listed(empty, "article", limit=1).items) == (None, [], [], [], [])


def test_store_browse_articles_are_chosen_by_words_and_filters(store: Store) -> None:
    every = ids(store)
    assert every == store.ids()
    found = ids(store, "الوزير")
    assert set(found) == {h.article for h in store.search("الوزير", kinds=("article",), limit=100)}
    day = newest_day(store)
    assert 0 < len(ids(store, "", Filters(since=day))) < len(every)
    assert ids(store, "زخلقوط") == ids(store, "", Filters(type="CONSULT")) == []


def test_store_shared_connections_are_for_one_thread_after_another(tmp_path: Path) -> None:
    with open_store(tmp_path / "k.db", shared=True) as shared, open_store(tmp_path / "k.db") as own:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(shared.counts).result()["articles"] == 0
            with pytest.raises(Exception, match="thread"):
                thread.submit(own.counts).result()
    assert sqlite3.threadsafety
