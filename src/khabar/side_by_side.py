"""Stories, events and tellings as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from khabar.link.labels import Label
from khabar.link.records import Linked, LinkedEvent, Range, Story, Telling, Variants
from khabar.link.views import Relation, Row, names
from khabar.messages import Lang, say
from khabar.show import Line, isolate, plain

_INDENT = "    "


def story_lines(linked: Linked, story: Story, lang: Lang) -> list[Line]:
    """A story: its articles in time with their sources, its events counted once, the statements that several tell."""
    copies = {c.article: c for c in linked.copies}
    names_of = {m.article: plain(m.outlet or m.record) for m in story.articles}
    lines = [Line(isolate(story.title), "title"), Line(f"{story.id} · " + say("story_line", lang, articles=len(story.articles), sources=len(story.origins)), "dim"), Line("")]
    lines.append(Line(say("articles", lang), "heading"))
    for m in story.articles:
        copy = copies.get(m.article)
        note = f" · {say('copy_of', lang, of=isolate(names_of.get(copy.of, copy.of)), share=copy.shared)}" if copy else ""
        lines.append(Line(f"{_INDENT}{m.published or '?':<17}{isolate(m.outlet or '')} · {isolate(m.title)} · {plain(m.record)}{note}"))
    events = [e for e in linked.events if e.story == story.id]
    lines += [Line(""), Line(f"{say('events', lang)} ({len(events)})", "heading")] if events else []
    for event in events:
        lines += _event_lines(linked, event, lang)
    groups = [v for v in linked.variants if v.story == story.id]
    lines += [Line(""), Line(f"{say('tellings', lang)} ({len(groups)})", "heading")] if groups else []
    return lines + [variant_line(v) for v in groups]


def _event_lines(linked: Linked, event: LinkedEvent, lang: Lang) -> list[Line]:
    people = {i.id: i for i in linked.identities}
    code = f"{event.type}/{event.mode}" if event.mode else event.type
    told = say("event_line", lang, reports=len(event.reports), sources=event.sources)
    lines = [Line(f"{_INDENT}{code} · {event.status} · {event.date or '?'} · {told}", "id")]
    sides = " ← ".join("، ".join(names(ids, people)) for ids in (event.actors, event.recipients) if ids)
    lines += [Line(f"{_INDENT * 2}{isolate(sides)}")] if sides else []
    lines += [Line(f"{_INDENT * 2}{isolate('«' + event.reports[0].evidence.text + '»')}")]
    for quantity, told_range in event.sizes.items():
        lines.append(Line(f"{_INDENT * 2}{quantity} {range_text(told_range)}: {figures_text(told_range, lang)}"))
    return lines + ([Line(f"{_INDENT * 2}{say('contested', lang)}")] if event.contested else [])


def range_text(told: Range) -> str:
    """``5`` or ``5–6``."""
    return f"{told.low}" if told.low == told.high else f"{told.low}–{told.high}"


def figures_text(told: Range, lang: Lang) -> str:
    """Who gives which figure."""
    parts = []
    for f in told.figures:
        number = f"{f.low}" if f.high in (None, f.low) else f"{f.low}–{f.high}"
        by = f"، {say('figure_by', lang, by=f.by)}" if f.by else ""
        parts.append(isolate(f"{number} ({f.origin}{by})"))
    return " · ".join(parts)


def story_line(story: Story, lang: Lang) -> Line:
    """A story on one line."""
    told = say("story_line", lang, articles=len(story.articles), sources=len(story.origins))
    return Line(f"{story.id}  {(story.articles[0].published or '?')[:10]}  {isolate(story.title)}  ({told})")


def variant_line(item: Variants) -> Line:
    """A group of tellings on one line."""
    return Line(f"{_INDENT}{item.id}  {len(item.tellings):>2}  {isolate(item.speaker_name)}: {isolate(item.tellings[0].content.text)}")


def variants_lines(item: Variants, lang: Lang) -> list[Line]:
    """The tellings of one statement in time, each with where it comes from and how it differs from the first."""
    outlets = {t.article: plain(t.outlet or t.record) for t in item.tellings}
    lines = [Line(isolate(item.speaker_name), "title"), Line(f"{item.id} · {item.story}", "dim")]
    for t in item.tellings:
        source = say(f"taken_{t.reason}", lang, of=isolate(outlets.get(t.taken_from or "", t.taken_from or "")))
        lines += [Line(""), Line(f"{t.published or '?':<17}{isolate(t.outlet or '')} · {plain(t.record)}/{t.statement} · {source}", "id")]
        lines.append(Line(f"{_INDENT}{isolate('«' + plain(t.content.text) + '»')}"))
        lines += [Line(f"{_INDENT}{label}: {' · '.join(isolate(p) for p in parts)}") for label, parts in differences(t, lang) if parts]
    return lines


def differences(telling: Telling, lang: Lang) -> list[tuple[str, list[str]]]:
    """What a telling changed, dropped, added, and put in quotation marks or took out of them."""
    found: dict[str, list[str]] = {"changed": [], "dropped": [], "added": []}
    last = ""
    for step in telling.steps:
        if step.change in found:
            text = " ← ".join(s.text for s in (step.old, step.new) if s)
            if step.change == last and step.change != "changed":
                found[step.change][-1] += f" {text}"
            else:
                found[step.change].append(text)
        last = step.change
    pairs = [(say(f"diff_{change}", lang), parts) for change, parts in found.items()]
    for marks in ("added", "removed"):
        words = [s.new.text for s in telling.steps if s.quoted == marks and s.new]
        pairs.append((say(f"diff_marks_{marks}", lang), words))
    return pairs


def timeline_lines(rows: Iterable[Row], lang: Lang) -> list[Line]:
    """Events in time, one a line and its words under it."""
    lines = []
    for r in rows:
        code = f"{r.type}/{r.mode}" if r.mode else r.type
        about = "" if r.date_from == "text" else "~"
        sides = " ← ".join("، ".join(side) for side in (r.actors, r.recipients) if side)
        voice = say(f"voice_{r.attribution}", lang) if r.attribution != "outlet" else ""
        facts = [code, voice, isolate(sides) if sides else "", isolate(r.place) if r.place else "", f"dead {r.dead[0]}–{r.dead[1]}" if r.dead else "", f"×{r.sources}"]
        lines.append(Line(f"{about + r.date:<12}" + " · ".join(f for f in facts if f), "id"))
        lines.append(Line(f"{'':<12}{isolate('«' + r.words + '»')}"))
    return lines


def label_lines(rows: Sequence[Label], lang: Lang) -> list[Line]:
    """Each actor under its heading, with what each outlet calls it."""
    lines: list[Line] = []
    heading = None
    for row in rows:
        if row.heading != heading:
            heading = row.heading
            lines.append(Line(isolate(heading) + (f"  ({isolate(row.authority)})" if row.authority else ""), "id"))
        lines.append(Line(f"  {isolate(row.outlet or say('no_outlet', lang))}: {isolate(row.label)} ×{row.mentions}"))
    return lines


def relation_lines(rows: Sequence[Relation]) -> list[Line]:
    """Who deals with whom, one pair a line."""
    return [Line(f"{r.events:>5} {r.mean:>6.1f}  {isolate(r.actor + ' ← ' + r.recipient)}  {r.first}–{r.last}") for r in rows]
