"""A briefing as a Word file. Needs python-docx (``khabar[documents]``)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from khabar.errors import ExtraError
from khabar.export.brief import Brief, BriefLine, Cite
from khabar.export.brief_html import fragment
from khabar.export.brief_words import word

_ARABIC = re.compile("[\u0600-\u06ff]")
_LRM = "\u200e"
"""Before a date: its parts stand from left to right whatever is around it."""
_RLM = "\u200f"
"""After Arabic words in an English line: their last mark is of them."""
_FONT = "Noto Naskh Arabic"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write_docx(brief: Brief, path: Path) -> None:
    """Write the briefing.

    Raises:
        ExtraError: python-docx is not installed.
        OSError: the place cannot be written to.
    """
    try:
        import docx
    except ModuleNotFoundError:
        raise ExtraError("documents") from None
    document = docx.Document()
    _arabic_styles(document.styles)
    made = dt.datetime.fromisoformat(brief.until).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author, properties.created, properties.modified = word("heading", brief.lang), "Khabar", made, made
    _Writer(document, brief).write()
    document.save(str(path))


def _arabic_styles(styles: Any) -> None:
    """Arabic letters in one font everywhere, not slanted, and not spaced out: spaces would part joined letters."""
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Quote", "List Bullet"):
        properties = styles[name].element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        fonts.set(_name("w:cs"), _FONT)
        fonts.attrib.pop(_name("w:cstheme"), None)
        for mark in ("w:spacing", "w:i", "w:iCs"):
            for element in properties.findall(_name(mark)):
                properties.remove(element)


class _Writer:
    """Fills a document of python-docx."""

    def __init__(self, document: Any, brief: Brief) -> None:
        self.document, self.brief, self.lang = document, brief, brief.lang
        self.turn_back = "" if brief.lang == "ar" else _LRM
        """After Arabic words in an English line: what follows is not of them."""

    def write(self) -> None:
        """Head, stories, actors, lines."""
        brief, lines = self.brief, self.brief.lines
        self.heading(word("heading", self.lang), 0)
        span = word("span", self.lang, since="|", until="|").split("|")
        moments = [_LRM + moment for moment in brief.span]
        self.paragraph([(piece, "") for pair in zip(span, (*moments, ""), strict=True) for piece in pair])
        spoken = sum(line.quoted is not None for line in lines)
        self.paragraph([(word("counts", self.lang, articles=brief.articles, stories=len(brief.stories), statements=spoken, events=len(lines) - spoken), "")])
        self.paragraph([(word("how" if brief.stories else "nothing", self.lang), "")])
        for story in brief.stories:
            self.heading(story.title, 1)
            for actor in story.actors:
                self.heading(f"{actor.name} ({actor.role})" if actor.role else actor.name, 2)
                for line in actor.lines:
                    self.line(line)
            if story.bare:
                self.heading(word("bare", self.lang), 2)
            for cite in story.bare:
                self.cites([cite])

    def line(self, line: BriefLine) -> None:
        """Marks, what is told, and where it was read."""
        runs = [(f"[{word(mark, self.lang)}] ", "bold") for mark in line.marks]
        runs += [(line.told, ""), (f"{self.turn_back} · {self.turn_back}" if line.told and line.said else "", ""), (line.said + (_RLM if line.said and self.lang == "en" else ""), "")]
        self.paragraph(runs, style="List Bullet")
        self.cites([line.cite])
        c = line.cite
        self.paragraph([(c.before, "small"), (c.words, "small bold"), (c.after, "small")], style="Quote", rtl=True)
        if line.also:
            self.cites(line.also, f"{word('also', self.lang)}: ")

    def cites(self, cites: Sequence[Cite], lead: str = "") -> None:
        """Outlets, dates and links in one paragraph."""
        comma, between = ("، ", "؛ ") if self.lang == "ar" else (f"{self.turn_back}, ", "; ")
        paragraph = self.paragraph([(lead, "small")], near=True)
        for number, cite in enumerate(cites):
            outlet, date = cite.outlet or word("no_outlet", self.lang), cite.date or word("no_date", self.lang)
            for text in (between if number else "", outlet + comma, _LRM + date, " · "):
                self.run(paragraph, text, "small")
            if cite.url and cite.url.startswith(("http://", "https://")):
                self.link(paragraph, fragment(cite.url, cite.words), cite.url)
            else:
                self.run(paragraph, cite.record, "small")

    def heading(self, text: str, level: int) -> None:
        """A heading, with the direction of its letters."""
        paragraph = self.document.add_heading(level=level)
        self.turn(paragraph, self.lang == "ar" or (level == 1 and bool(_ARABIC.search(text))))
        self.run(paragraph, text, "")

    def paragraph(self, runs: list[tuple[str, str]], *, style: str | None = None, rtl: bool | None = None, near: bool = False) -> Any:
        """A paragraph of runs, in the direction of the briefing unless told; ``near`` to what follows it."""
        from docx.shared import Pt

        paragraph = self.document.add_paragraph(style=style)
        if near or style == "List Bullet":
            paragraph.paragraph_format.space_after = Pt(2)
        self.turn(paragraph, self.lang == "ar" if rtl is None else rtl)
        for text, how in runs:
            if text:
                self.run(paragraph, text, how)
        return paragraph

    def turn(self, paragraph: Any, rtl: bool) -> None:
        """Word keeps the direction of a paragraph apart from that of its letters."""
        if rtl:
            spacing = paragraph._p.get_or_add_pPr().find(_name("w:spacing"))
            bidi = _element("w:bidi")
            if spacing is not None:  # the parts of a paragraph's make-up have an order: direction, spacing
                spacing.addprevious(bidi)
            else:
                paragraph._p.get_or_add_pPr().append(bidi)

    def run(self, paragraph: Any, text: str, how: str) -> Any:
        """A run; one with Arabic letters is of a right-to-left script, with that script's size and weight."""
        from docx.shared import Pt

        run = paragraph.add_run(_ILLEGAL.sub("", text))
        arabic, bold, small = bool(_ARABIC.search(text)), "bold" in how, "small" in how
        run.bold = bold or None
        if bold and arabic:
            run._r.get_or_add_rPr().append(_element("w:bCs"))
        if small:
            run.font.size = Pt(9)
        if arabic:  # the parts of a run's make-up have an order: bold, size, direction
            size = [_element("w:szCs", **{"w:val": "18"})] if small else []
            for element in (*size, _element("w:rtl")):
                run._r.get_or_add_rPr().append(element)
        return run

    def link(self, paragraph: Any, address: str, text: str) -> None:
        """A run that opens an address."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        number = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        run = self.run(paragraph, text, "small")
        run.font.underline = True
        link = _element("w:hyperlink", **{"r:id": number})
        link.append(run._r)
        paragraph._p.append(link)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(_name(key), value)
    return element


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    found: str = qn(name)
    return found
