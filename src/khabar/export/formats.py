"""The forms that records are written in, by name: the one way from records to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from khabar.errors import ExtraError, InputError, OptionError
from khabar.export import acled, ftm, gdelt, located, ninjs, package, plover, polecat, relational, sheets, webannotation
from khabar.export.facts import ATTRIBUTION
from khabar.export.redact import unworded, without_persons, without_text
from khabar.export.tables import Table, write_csv, write_parquet
from khabar.lexicon.words import lexicon
from khabar.link.collection import NONE, link
from khabar.link.records import Linked, Verdicts
from khabar.messages import Lang
from khabar.model import Record


class Job(NamedTuple):
    """What is to be written, and where."""

    records: Sequence[Record]
    path: Path
    bom: bool = False
    apart: Sequence[tuple[str, str]] = ()
    lang: Lang = "en"
    words: bool = True
    """Whether the words of the articles may be written."""
    verdicts: Verdicts = NONE
    folder: str | None = None
    """The user's own word tables, for P-codes."""
    claims: bool = False
    """Events that are only somebody's word too, and denials and plans."""

    def shown(self) -> Sequence[Record]:
        """The records as they may be written: linking needs their texts, readers may not have them."""
        return self.records if self.words else [without_text(r) for r in self.records]

    def linked(self) -> Linked:
        """The links between the records."""
        found = link(self.records, self.apart, self.verdicts)
        return found if self.words else unworded(found, {r.article.title for r in self.records})


class Made(NamedTuple):
    """What a writer wrote."""

    resources: list[package.Resource]
    notes: dict[str, Any] = {}


class Form(NamedTuple):
    """One form of export."""

    write: Callable[[Job], Made]
    folder: bool
    told_en: str
    told_ar: str


def _lines(writer: Callable[[Iterable[Record], Path], int], mediatype: str) -> Callable[[Job], Made]:
    """A form that is one file of JSON."""

    def write(job: Job) -> Made:
        count = writer(job.shown(), job.path)
        form = "json" if mediatype.endswith("ld+json") else "jsonl"
        return Made([package.Resource(job.path, count, form=form, mediatype=mediatype)])

    return write


def _plover(job: Job) -> Made:
    count = plover.write(job.shown(), job.path, claims=job.claims)
    return Made([package.Resource(job.path, count, form="jsonl", mediatype="application/jsonl")])


def _one_table(table: Table, job: Job, **settings: Any) -> package.Resource:
    count = write_csv(table, job.path, bom=job.bom, **settings)
    kind = "text/tab-separated-values" if settings.get("delimiter") == "\t" else "text/csv"
    return package.Resource(job.path, count, table, "csv", kind, job.bom, settings.get("delimiter", ","), settings.get("header", True))


def _polecat(job: Job) -> Made:
    return Made([_one_table(polecat.table(job.shown(), claims=job.claims), job, delimiter="\t")])


def _acled(job: Job) -> Made:
    linked = job.linked()
    resource = _one_table(acled.table(job.shown(), linked.events), job)
    return Made([resource], {"like": "ACLED's columns, filled by Khabar; not data of ACLED's, nor coded by its people or codebook", "left_out": acled.left_out(linked.events)})


def _gdelt(job: Job) -> Made:
    return Made([_one_table(gdelt.table(job.shown(), job.linked().events), job, delimiter="\t", header=False)])


def _csv(job: Job) -> Made:
    made = []
    for table in relational.tables(job.shown(), job.linked()):
        made.append(_one_table(table, job._replace(path=job.path / f"{table.name}.csv")))
    return Made(made)


def _workbook(job: Job) -> Made:
    try:
        import openpyxl  # noqa: F401
    except ModuleNotFoundError:
        raise ExtraError("sheets") from None
    count, cut = sheets.write_workbook(relational.tables(job.shown(), job.linked()), job.path, job.lang)
    resource = package.Resource(job.path, count, form="xlsx", mediatype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    return Made([resource], {"cut_cells": cut} if cut else {})


def _located(job: Job) -> list[located.Located]:
    return located.located(job.shown(), job.linked(), lexicon(job.folder))


def _geojson(job: Job) -> Made:
    count, left = located.write_geojson(_located(job), job.path)
    return Made([package.Resource(job.path, count, form="geojson", mediatype="application/geo+json")], {"left_out": left})


def _hxl(job: Job) -> Made:
    kept, left = located.sorted_out(_located(job), placed=False)
    table = located.hxl_table(kept)
    count = located.write_hxl(table, job.path, bom=job.bom)
    return Made([package.Resource(job.path, count, form="hxl", mediatype="text/csv", bom=job.bom)], {"left_out": left})


def _parquet(job: Job) -> Made:
    try:
        import pyarrow  # noqa: F401
    except ModuleNotFoundError:
        raise ExtraError("tables") from None
    coder = job.records[0].coder if job.records else None
    facts = {"attribution": ATTRIBUTION, "coder": coder.version if coder else "", "codebook": coder.codebook if coder else "", "offsets": "Unicode code points"}
    made = []
    for table in relational.tables(job.shown(), job.linked()):
        path = job.path / f"{table.name}.parquet"
        count = write_parquet(table, path, facts)
        made.append(package.Resource(path, count, table, "parquet", "application/vnd.apache.parquet"))
    return Made(made)


FORMS: dict[str, Form] = {
    "plover": Form(_plover, False, "PLOVER's exchange format, an event a line", "صيغة بلوفر للتبادل، حدث في كل سطر"),
    "polecat": Form(_polecat, False, "POLECAT's 40 columns, tab-separated", "أعمدة بوليكات الأربعون"),
    "acled-like": Form(_acled, False, "ACLED's 31 columns filled by Khabar, an event once however many report it", "أعمدة أكلد الواحد والثلاثون يملؤها خبر، لكل حدث سطر واحد"),
    "gdelt": Form(_gdelt, False, "GDELT's mentions: which report tells which event", "جدول الإشارات في غديلت: أي خبر يروي أي حدث"),
    "csv": Form(_csv, True, "a folder of tables that point at one another", "مجلد جداول يشير بعضها إلى بعض"),
    "parquet": Form(_parquet, True, "the same tables as Parquet", "الجداول نفسها بصيغة باركيه"),
    "xlsx": Form(_workbook, False, "a workbook: articles, statements, events, actors, codebook", "مصنف جداول: المقالات والتصريحات والأحداث والفاعلون ودليل الترميز"),
    "geojson": Form(_geojson, False, "events with a place as points (RFC 7946)", "الأحداث ذات المكان نقاطا على الخريطة"),
    "hxl": Form(_hxl, False, "events with HXL's hashtags, for humanitarian data", "الأحداث بوسوم HXL للبيانات الإنسانية"),
    "webannotation": Form(_lines(webannotation.write, "application/ld+json"), False, "W3C Web Annotations", "حواشي الويب"),
    "ftm": Form(_lines(ftm.write, "application/jsonl"), False, "FollowTheMoney entities", "كيانات تتبع المال"),
    "ninjs": Form(_lines(ninjs.write, "application/jsonl"), False, "IPTC ninjs, an article a line", "أخبار بصيغة ninjs، مقال في كل سطر"),
}
"""Name → how it is written."""


ALIASES = {"acled": "acled-like"}
"""Older names of forms."""


class Kept(NamedTuple):
    """What of the articles may be written."""

    words: bool = True
    """The words of the articles; without them offsets, names and codes."""
    persons: bool = True
    """The names of persons; without them a pseudonym each."""
    key: str = ""
    """A secret for the pseudonyms."""


def export(
    records: Iterable[Record], form: str, path: Path, *, bom: bool = False, apart: Sequence[tuple[str, str]] = (), lang: Lang = "en", kept: Kept = Kept(),  # noqa: B008 - frozen
    verdicts: Verdicts = NONE, folder: str | None = None, claims: bool = False,
) -> list[Path]:
    """Write ``records`` in ``form``, with a data package beside; the files that were written.

    Args:
        records: coded articles.
        form: a name of `FORMS` or `ALIASES`.
        path: a folder for ``csv`` and ``parquet``, else a file.
        bom: begin CSV files with a byte-order mark, for Excel.
        apart: pairs of actors that are two.
        lang: of the sheets' names; an Arabic workbook runs from right to left.
        kept: what may be written of words and persons.
        verdicts: what people have said of pairs of actors and events.
        folder: the user's own word tables: its divisions may have P-codes.
        claims: in the forms of event data (plover, polecat) also what is only somebody's word, denied or planned.

    Raises:
        OptionError: no such form, or it needs a library that is not there.
        InputError: the place cannot be written to.
    """
    form = ALIASES.get(form, form)
    if form not in FORMS:
        raise OptionError(f"no form {form!r}; there are {', '.join(FORMS)}")
    chosen = FORMS[form]
    given = list(records) if kept.persons else without_persons(records, kept.key, apart, verdicts)
    job = Job(given, path, bom, apart if kept.persons else (), lang, kept.words, verdicts if kept.persons else Verdicts(events=verdicts.events), folder, claims)
    notes = {} if kept.words else {"words": "left out"}
    notes |= {} if kept.persons else {"persons": "pseudonyms, the same in all articles; a name that was not read as a person's stays"}
    try:
        (path if chosen.folder else path.parent).mkdir(parents=True, exist_ok=True)
        made = chosen.write(job)
        descriptor = package.describe(form, made.resources, (r.coder for r in job.records), made.notes | notes)
        return [r.path for r in made.resources] + [package.write(path, descriptor)]
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); choose another place") from None
