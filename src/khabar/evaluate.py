"""Code a folder of gold articles and measure the records against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from khabar.errors import InputError
from khabar.goldform import Gold, check_gold
from khabar.messages import Lang, say
from khabar.model import Record
from khabar.read.text import read_text
from khabar.rules.schema import rules
from khabar.scoring import Comparison, Scores, Tally
from khabar.scoring_desk import DESK, GOALS, desk_misses, desk_scores, interval, verdict

Coder = Callable[[str, str, str | None], Record]
"""(name, text, published) → record."""
FLOOR_SLACK = 0.0005
"""Floors are kept with three decimals: what is lost in rounding is no regression."""
FLOORED = (
    "actors", "times", "statement spans", "statements", "event types", "events", "events held", "events named",
    "title", "credits", "clean", "faithful",
)  # fmt: skip
"""What floors are set on; the others are over matched records, and may fall when more are matched."""
_EACH = ("actors", "times", "statements", "events", "events held")


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One article of the gold."""

    name: str
    text: str
    gold: Gold


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a whole set, and of each article."""

    total: Scores
    each: dict[str, Scores]
    folder: str = ""


def read_gold(folder: Path) -> Iterator[Case]:
    """Every case of ``folder``: ``NAME.txt`` with ``NAME.gold.json`` beside it.

    Raises:
        InputError: there are none, one cannot be read, or one points at words that are not in its article.
    """
    files = sorted(folder.glob("*.gold.json"))
    if not files:
        raise InputError(f"{folder}: no *.gold.json there; give a folder of gold articles")
    for file in files:
        yield _case(folder, file)


def _case(folder: Path, file: Path) -> Case:
    name = file.name.removesuffix(".gold.json")
    path = folder / f"{name}.txt"
    try:
        gold = msgspec.json.decode(file.read_bytes(), type=Gold)
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise InputError(f"{file}: cannot be read: {error}") from None
    faults = check_gold(gold, text)
    if faults:
        raise InputError(f"{file}: {faults[0]}")
    return Case(name=name, text=text, gold=gold)


def code_text_case(name: str, text: str, published: str | None, folder: str | None = None) -> Record:
    """Code one gold article with its date and nothing else that the gold knows."""
    from khabar.pipeline import code

    article, faults = read_text(text, published=published)
    return code(article, id=name, faults=faults, folder=folder)


def evaluate(folder: Path, *, records: Path | None = None, code: Coder = code_text_case) -> Outcome:
    """Code each gold article of ``folder`` and compare.

    Args:
        folder: the gold.
        records: where ``NAME.json`` is written for each article; nowhere when None.
        code: what makes the records.

    Raises:
        InputError: the gold cannot be read.
    """
    total, each = Scores(), {}
    if records is not None:
        records.mkdir(parents=True, exist_ok=True)
    for case in read_gold(folder):
        record = code(case.name, case.text, case.gold.published)
        if records is not None:
            (records / f"{case.name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1))
        each[case.name] = _compared(case, record)
        total.merge(each[case.name])
    return Outcome(total=total, each=each, folder=str(folder))


def _compared(case: Case, record: Record) -> Scores:
    scores = Comparison(case.gold, record, case.text).run()
    scores.desk.update(desk_scores(case.gold, record, case.text))
    if scores.desk:
        scores.misses += desk_misses(case.gold, record, case.text)
    return scores


def figures(outcome: Outcome) -> dict[str, dict[str, Any]]:
    """The figures, those of each type of statement (``statements direct`` …) and the rates as plain values, rounded to four decimals."""
    out: dict[str, dict[str, Any]] = {}
    types = {f"statements {name}": tally for name, tally in sorted(outcome.total.statement_types.items())}
    for name, t in (outcome.total.figures | types).items():
        out[name] = {
            "p": round(t.precision, 4), "r": round(t.recall, 4), "f1": round(t.f1, 4), "gold": t.gold, "got": t.got,
        }  # fmt: skip
    for name, t in outcome.total.rates.items():
        out[name] = {"rate": round(t.hit / t.gold, 4) if t.gold else None, "of": t.gold}
    for name, t in outcome.total.desk.items():
        out[f"desk {name}"] = {"f1": round(t.f1, 4), "gold": t.gold, "got": t.got}
        if goal := verdict(name, t):
            out[f"desk {name}"]["goal"] = goal
    for name, pick in _tallies(outcome):
        if name in out and "f1" in out[name]:
            out[name]["from"], out[name]["to"] = (round(v, 4) for v in interval(list(outcome.each.values()), pick))
    return out


def _tallies(outcome: Outcome) -> Iterator[tuple[str, Callable[[Scores], Tally | None]]]:
    """Each figure that gets an interval, and how an article's part of it is found."""
    for name in outcome.total.figures:
        yield name, lambda s, n=name: s.figures[n]  # type: ignore[misc]
    for name in outcome.total.desk:
        yield f"desk {name}", lambda s, n=name: s.desk.get(n)  # type: ignore[misc]


def report(outcome: Outcome, *, each: bool = False, misses: bool = False, types: bool = True) -> list[str]:
    """The figures as lines for people.

    Args:
        outcome: what `evaluate` gave.
        each: a line for each article.
        misses: what was missed or extra, by article.
        types: the tables by type of event and statement.
    """
    lines: list[str] = []
    if each:
        lines += [_each_line(name, scores) for name, scores in outcome.each.items()]
    if misses:
        lines += [f"  {name}: {miss}" for name, scores in outcome.each.items() for miss in scores.misses]
    spans = {name: interval(list(outcome.each.values()), pick) for name, pick in _tallies(outcome)}
    lines += _table("figure", outcome.total.figures, spans)
    lines += [f"{n:<18}{t.hit / t.gold:>7.3f}   of {t.gold}" for n, t in outcome.total.rates.items() if t.gold]
    if outcome.total.desk:
        lines += ["", *_desk_table(outcome, spans)]
    if types:
        lines += ["", *_table("events by type", outcome.total.event_types)]
        lines += ["", *_table("statements by type", outcome.total.statement_types)]
    return lines


def _each_line(name: str, scores: Scores) -> str:
    return f"{name:<28} " + "  ".join(f"{n} {scores.figures[n].f1:.2f}" for n in _EACH)


def _table(title: str, tallies: Mapping[str, Tally], spans: Mapping[str, tuple[float, float]] | None = None) -> list[str]:
    head = f"{title:<18}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'got':>7}" + (f"{'95% of F1':>14}" if spans else "")
    names = list(tallies) if spans else sorted(tallies)
    rows = [(n, tallies[n], _between(spans[n]) if spans else "") for n in names]
    return [head] + [f"{n:<18}{t.precision:>7.3f}{t.recall:>7.3f}{t.f1:>7.3f}{t.gold:>7}{t.got:>7}{span}" for n, t, span in rows]


def _between(span: tuple[float, float]) -> str:
    return f"{span[0]:>8.3f}–{span[1]:.3f}"


def _desk_table(outcome: Outcome, spans: Mapping[str, tuple[float, float]]) -> list[str]:
    """The desk's figures with their goals: met, missed, or too few cases to say."""
    lines = [f"{'for the desk':<18}{'F1':>7}{'gold':>7}{'got':>7}{'95% of F1':>14}  goal"]
    for name in (n for n in DESK if n in outcome.total.desk):
        tally = outcome.total.desk[name]
        goal = f"  {GOALS[name]:.2f} {verdict(name, tally)}" if name in GOALS else ""
        lines.append(f"{name:<18}{tally.f1:>7.3f}{tally.gold:>7}{tally.got:>7}{_between(spans[f'desk {name}'])}{goal}")
    return lines


def list_firings(gold: Path, lang: Lang = "en") -> list[str]:
    """A line for each rule: id, how often it fired on the gold articles of ``gold``, how often its type and all of it was right.

    Those that are wrong more often than right are marked.

    Raises:
        InputError: the gold cannot be read.
    """
    scores = evaluate(gold).total.rules
    names = ("rule_name", "fired", "type_right", "all_right")
    lines = ["{:<34}{:>10}{:>14}{:>12}".format(*(say(n, lang) for n in names))]
    for rule in rules():
        done = scores[rule.id]
        mark = f"  {say('more_wrong', lang)}" if done.fired > 1 and 2 * done.typed < done.fired else ""
        lines.append(f"{rule.id:<34}{done.fired:>10}{done.typed:>14}{done.right:>12}{mark}")
    return lines


def measured(outcome: Outcome) -> dict[str, float]:
    """What floors are set on: F1 of the figures that the gold has, and the rates over articles."""
    found = {n: round(t.f1, 4) for n, t in outcome.total.figures.items() if t.gold}
    found |= {n: round(t.hit / t.gold, 4) for n, t in outcome.total.rates.items() if t.gold}
    return {n: value for n, value in found.items() if n in FLOORED}


def below(outcome: Outcome, floors: Mapping[str, float]) -> list[str]:
    """The figures that are under their floor, as lines for people."""
    now = measured(outcome)
    low = [(n, now.get(n, 0.0), floor) for n, floor in floors.items() if now.get(n, 0.0) < floor - FLOOR_SLACK]
    return [f"{name} is {value:.3f}, its floor {floor:.3f}" for name, value, floor in low]


def read_floors(path: Path) -> dict[str, dict[str, float]]:
    """The floors of each set, by name.

    Raises:
        InputError: the file is missing or no table of numbers.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, float]])
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{path}: cannot be read as floors: {error}") from None


def set_name(folder: Path, floors_file: Path) -> str:
    """Which set of floors holds for a folder: ``own`` for the project's gold, ``open`` for any other."""
    return "own" if folder.resolve() == floors_file.resolve().parent else "open"
