"""A briefing as one HTML page that needs nothing else."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from khabar.export.brief import ActorPart, Brief, BriefLine, Cite, StoryPart
from khabar.export.brief_words import word
from khabar.messages import Lang

_STYLE = """
:root { color-scheme: light; --ink: #1c2330; --dim: #566072; --line: #d5dae2; --mark: #fff0b3; --warn: #8a3b00; --soft: #f5f7fa; }
body { font: 17px/1.75 "Noto Naskh Arabic", Amiri, "Segoe UI", "Geeza Pro", sans-serif; color: var(--ink); background: #fff; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.3rem; margin: 2.4rem 0 .3rem; border-top: 2px solid var(--ink); padding-top: .8rem; }
h3 { font-size: 1.05rem; margin: 1.3rem 0 .2rem; } h3 small { font-weight: normal; color: var(--dim); }
header p, .cite, footer { color: var(--dim); font-size: .9rem; } ul { list-style: none; padding: 0; margin: 0; } li { margin: .7rem 0 1.1rem; break-inside: avoid; } details[open] summary { margin-bottom: .3rem; }
.tag { display: inline-block; border: 1px solid currentColor; border-radius: .25rem; padding: 0 .4rem; margin-inline-end: .35rem; font-size: .8rem; line-height: 1.5; color: var(--dim); }
.tag.warn { color: var(--warn); font-weight: bold; } .words { margin: .25rem 0 0; padding: .3rem .8rem; border-inline-start: 3px solid var(--line); background: var(--soft); font-size: .92rem; }
mark { background: var(--mark); color: inherit; } a { color: #1247a0; } summary { cursor: pointer; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } a { color: inherit; } }
"""
_WARN = frozenset(("claimed", "denial", "denied", "contested", "planned", "supposed", "promise"))


def page(brief: Brief) -> str:
    """The whole page."""
    lang, direction = brief.lang, "rtl" if brief.lang == "ar" else "ltr"
    lines = brief.lines
    counts = word(
        "counts", lang, articles=brief.articles, stories=len(brief.stories), statements=sum(x.quoted is not None for x in lines), events=sum(x.quoted is None for x in lines)
    )
    since, until = (f'<time dir="ltr">{t}</time>' for t in brief.span)
    span = word("span", lang, since=since, until=until)
    parts = [f"<header><h1>{word('heading', lang)}</h1><p>{span}</p><p>{counts}</p><p>{word('how', lang)}</p></header>"]
    parts += [_story(story, lang) for story in brief.stories] or [f"<p>{word('nothing', lang)}</p>"]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{word("heading", lang)} {brief.until[:10]}</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="{lang}" dir="{direction}"><head>{head}</head><body>\n' + "\n".join(parts) + "\n</body></html>\n"


def _story(story: StoryPart, lang: Lang) -> str:
    actors = "\n".join(_actor(actor, lang) for actor in story.actors)
    bare = "".join(f"<li>{_cite(cite, lang)}</li>" for cite in story.bare)
    rest = f"<h3>{word('bare', lang)}</h3><ul>{bare}</ul>" if bare else ""
    return f'<section id="{escape(story.id)}"><h2>{_arabic(story.title)}</h2>\n{actors}{rest}</section>'


def _actor(actor: ActorPart, lang: Lang) -> str:
    role = f" <small>{escape(actor.role)}</small>" if actor.role else ""
    return f"<h3><bdi>{escape(actor.name)}</bdi>{role}</h3><ul>\n" + "\n".join(_line(line, lang) for line in actor.lines) + "\n</ul>"


def _line(line: BriefLine, lang: Lang) -> str:
    tags = "".join(f'<span class="tag{" warn" if m in _WARN else ""}">{word(m, lang)}</span>' for m in line.marks)
    told = f"<bdi>{escape(line.told)}</bdi> " if line.told else ""
    said = _arabic(line.said) if line.quoted is not None else ""
    words = _words(line.cite)
    if said:  # the words are on the line already; what stands around them opens on demand
        words = f'<details class="cite"><summary>{word("context", lang)}</summary>{words}</details>'
    return f'<li id="{escape(line.uid)}">{tags}{told}{said}<div class="cite">{_cite(line.cite, lang)}</div>{words}{_also(line, lang)}</li>'


def _also(line: BriefLine, lang: Lang) -> str:
    """Who else tells it, and in which words."""
    if not line.also:
        return ""
    outlets = dict.fromkeys(c.outlet or word("no_outlet", lang) for c in line.also)
    told = "".join(f'<div class="cite">{_cite(c, lang)}</div>{_words(c)}' for c in line.also)
    return f'<details class="cite"><summary>{word("also", lang)}: <bdi>{escape(("، " if lang == "ar" else ", ").join(outlets))}</bdi> ({len(line.also)})</summary>{told}</details>'


def _words(cite: Cite) -> str:
    """The words as they stand in the article."""
    return f'<div class="words" lang="ar" dir="rtl">{escape(cite.before)}<mark>{escape(cite.words)}</mark>{escape(cite.after)}</div>'


def _cite(cite: Cite, lang: Lang) -> str:
    where = f"<bdi>{escape(cite.outlet or word('no_outlet', lang))}</bdi>, <time>{escape(cite.date or word('no_date', lang))}</time>"
    where = where.replace(", ", "، ") if lang == "ar" else where
    label = f"<bdi>{escape(cite.url or cite.record)}</bdi>"
    safe = cite.url if cite.url and cite.url.startswith(("http://", "https://")) else None
    return f'{where} · <a href="{escape(fragment(safe, cite.words))}">{label}</a>' if safe else f"{where} · {label}"


def fragment(url: str, words: str) -> str:
    """The address with a text fragment: a browser goes to these words on the page."""
    pieces = words.split()
    if not pieces or "#" in url:
        return url
    if len(pieces) <= 8:
        return f"{url}#:~:text={quote(' '.join(pieces), safe='')}"
    return f"{url}#:~:text={quote(' '.join(pieces[:4]), safe='')},{quote(' '.join(pieces[-4:]), safe='')}"


def _arabic(text: str) -> str:
    return f'<bdi lang="ar" dir="rtl">{escape(text)}</bdi>'
