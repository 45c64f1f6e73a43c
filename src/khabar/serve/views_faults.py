"""Faults: what could not be read or decided, by kind, each with its article."""

from __future__ import annotations

from khabar.messages import FAULTS_AR, Lang
from khabar.model import Struct
from khabar.store import Store

PAGE = 50
"""Faults of one page."""


class FaultCount(Struct, frozen=True, kw_only=True):
    """A kind of fault."""

    stage: str
    code: str
    number: int


class FaultLine(Struct, frozen=True, kw_only=True):
    """One fault."""

    stage: str
    code: str
    message: str
    article: str
    title: str | None
    outlet: str | None
    published: str | None

    def told(self, lang: Lang) -> str:
        """What is wrong, in Arabic where that is known."""
        return FAULTS_AR.get(self.code, self.message) if lang == "ar" else self.message


class Faults(Struct, frozen=True, kw_only=True):
    """The page of faults."""

    counts: list[FaultCount]
    lines: list[FaultLine]
    more: bool


def fault_counts(store: Store) -> list[FaultCount]:
    """Kinds of faults, the most frequent first."""
    query = "SELECT stage, code, count(*) FROM faults GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    return [FaultCount(stage=stage, code=code, number=number) for stage, code, number in store.connection.execute(query)]


def faults(store: Store, *, code: str | None = None, page: int = 1) -> Faults:
    """The faults, those of the articles that came last first.

    Args:
        store: the store.
        code: only those of this kind.
        page: from 1.
    """
    query = """SELECT f.stage, f.code, f.message, a.id, a.title, a.outlet, a.published FROM faults f JOIN articles a ON a.row = f.article
        WHERE ?1 IS NULL OR f.code = ?1 ORDER BY f.article DESC, f.row LIMIT ?2 OFFSET ?3"""
    rows = store.connection.execute(query, (code, PAGE + 1, (page - 1) * PAGE)).fetchall()
    names = FaultLine.__struct_fields__
    return Faults(counts=fault_counts(store), lines=[FaultLine(**dict(zip(names, row, strict=True))) for row in rows[:PAGE]], more=len(rows) > PAGE)
