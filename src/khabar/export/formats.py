"""The forms that records are written in, by name: the one way from records to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from khabar.errors import ExtraError, InputError, OptionError
from khabar.export import acled, ftm, gdelt, ninjs, package, plover, polecat, relational, webannotation
from khabar.export.facts import ATTRIBUTION
from khabar.export.tables import Table, write_csv, write_parquet
from khabar.link.collection import link
from khabar.link.records import Linked
from khabar.model import Record


class Job(NamedTuple):
    """What is to be written, and where."""

    records: Sequence[Record]
    path: Path
    bom: bool = False
    apart: Sequence[tuple[str, str]] = ()
    claims: bool = False
    """Events that are only somebody's word too, and denials and plans."""

    def linked(self) -> Linked:
        """The links between the records."""
        return link(self.records, self.apart)


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
        count = writer(job.records, job.path)
        form = "json" if mediatype.endswith("ld+json") else "jsonl"
        return Made([package.Resource(job.path, count, form=form, mediatype=mediatype)])

    return write


def _plover(job: Job) -> Made:
    count = plover.write(job.records, job.path, claims=job.claims)
    return Made([package.Resource(job.path, count, form="jsonl", mediatype="application/jsonl")])


def _one_table(table: Table, job: Job, **settings: Any) -> package.Resource:
    count = write_csv(table, job.path, bom=job.bom, **settings)
    kind = "text/tab-separated-values" if settings.get("delimiter") == "\t" else "text/csv"
    return package.Resource(job.path, count, table, "csv", kind, job.bom, settings.get("delimiter", ","), settings.get("header", True))


def _polecat(job: Job) -> Made:
    return Made([_one_table(polecat.table(job.records, claims=job.claims), job, delimiter="\t")])


def _acled(job: Job) -> Made:
    linked = job.linked()
    resource = _one_table(acled.table(job.records, linked.events), job)
    return Made([resource], {"left_out": {"not_actual_or_not_of_acled": acled.left_out(linked.events)}})


def _gdelt(job: Job) -> Made:
    return Made([_one_table(gdelt.table(job.records, job.linked().events), job, delimiter="\t", header=False)])


def _csv(job: Job) -> Made:
    made = []
    for table in relational.tables(job.records, job.linked()):
        made.append(_one_table(table, job._replace(path=job.path / f"{table.name}.csv")))
    return Made(made)


def _parquet(job: Job) -> Made:
    try:
        import pyarrow  # noqa: F401
    except ModuleNotFoundError:
        raise ExtraError("tables") from None
    coder = job.records[0].coder if job.records else None
    facts = {"attribution": ATTRIBUTION, "coder": coder.version if coder else "", "codebook": coder.codebook if coder else "", "offsets": "Unicode code points"}
    made = []
    for table in relational.tables(job.records, job.linked()):
        path = job.path / f"{table.name}.parquet"
        count = write_parquet(table, path, facts)
        made.append(package.Resource(path, count, table, "parquet", "application/vnd.apache.parquet"))
    return Made(made)


FORMS: dict[str, Form] = {
    "plover": Form(_plover, False, "PLOVER's exchange format, an event a line", "صيغة بلوفر للتبادل، حدث في كل سطر"),
    "polecat": Form(_polecat, False, "POLECAT's 40 columns, tab-separated", "أعمدة بوليكات الأربعون"),
    "acled": Form(_acled, False, "ACLED's 31 columns, an event once however many report it", "أعمدة أكلد الواحد والثلاثون، لكل حدث سطر واحد"),
    "gdelt": Form(_gdelt, False, "GDELT's mentions: which report tells which event", "جدول الإشارات في غديلت: أي خبر يروي أي حدث"),
    "csv": Form(_csv, True, "a folder of tables that point at one another", "مجلد جداول يشير بعضها إلى بعض"),
    "parquet": Form(_parquet, True, "the same tables as Parquet", "الجداول نفسها بصيغة باركيه"),
    "webannotation": Form(_lines(webannotation.write, "application/ld+json"), False, "W3C Web Annotations", "حواشي الويب"),
    "ftm": Form(_lines(ftm.write, "application/jsonl"), False, "FollowTheMoney entities", "كيانات تتبع المال"),
    "ninjs": Form(_lines(ninjs.write, "application/jsonl"), False, "IPTC ninjs, an article a line", "أخبار بصيغة ninjs، مقال في كل سطر"),
}
"""Name → how it is written."""


def export(records: Iterable[Record], form: str, path: Path, *, bom: bool = False, apart: Sequence[tuple[str, str]] = (), claims: bool = False) -> list[Path]:
    """Write ``records`` in ``form``, with a data package beside; the files that were written.

    Args:
        records: coded articles.
        form: a name of `FORMS`.
        path: a folder for ``csv`` and ``parquet``, else a file.
        bom: begin CSV files with a byte-order mark, for Excel.
        apart: pairs of actors that are two.
        claims: in the forms of event data (plover, polecat) also what is only somebody's word, denied or planned.

    Raises:
        OptionError: no such form, or it needs a library that is not there.
        InputError: the place cannot be written to.
    """
    if form not in FORMS:
        raise OptionError(f"no form {form!r}; there are {', '.join(FORMS)}")
    chosen = FORMS[form]
    job = Job(list(records), path, bom, apart, claims)
    try:
        (path if chosen.folder else path.parent).mkdir(parents=True, exist_ok=True)
        made = chosen.write(job)
        descriptor = package.describe(form, made.resources, (r.coder for r in job.records), made.notes)
        return [r.path for r in made.resources] + [package.write(path, descriptor)]
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); choose another place") from None
