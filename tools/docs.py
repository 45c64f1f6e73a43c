"""Write the pages of ``docs/`` that come from the code, or check that they are those of the code.

    python tools/docs.py           write
    python tools/docs.py --check   compare; exit 1 and name the pages that differ
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import get_args

import click
import msgspec

from khabar import goldform, model
from khabar.catalogue import conditions
from khabar.cli import cli
from khabar.coding.plover import BORDERS_AR, MODES_AR, TYPES
from khabar.explain import STATEMENT_RULES
from khabar.lexicon.words import ALL_TABLES
from khabar.link import records as linking
from khabar.link import views
from khabar.rules.schema import Rule, rules
from khabar.store.database import SCRIPTS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MADE = "<!-- Written by tools/docs.py from the code; change the code, then run `make docs`. -->\n"


# -- commands
def commands() -> str:
    """Every command with its help."""
    lines = [MADE, "# Commands\n", "Exit codes: 0 done (faults are counted on standard error), 1 some input could not be read at all, 2 wrong usage.\n"]
    for name, command in walk(cli, "khabar"):
        lines += [f"## `{name}`\n", "```text", help_of(name, command).rstrip(), "```\n"]
    return "\n".join(lines)


def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """A command and all below it, with full names."""
    yield name, command
    if isinstance(command, click.Group):
        for child in sorted(command.commands):
            yield from walk(command.commands[child], f"{name} {child}")


def help_of(name: str, command: click.Command) -> str:
    """The help of a command at a fixed width."""
    context = click.Context(command, info_name=name, terminal_width=100, max_content_width=100, help_option_names=["-h", "--help"])
    return command.get_help(context)


# -- records
def records() -> str:
    """Every struct of the contract with its fields."""
    lines = [MADE, "# Records\n", f"{(model.__doc__ or '').strip()}\n", f"`schema` is {model.SCHEMA}.\n"]
    for struct in structs(model):
        lines += [f"## {struct.__name__}\n", f"{(struct.__doc__ or '').strip()}\n", *fields_table(struct), ""]
    lines += ["## The gold\n", "What `khabar evaluate` reads from `NAME.gold.json`.\n"]
    for struct in structs(goldform):
        lines += [f"### {struct.__name__}\n", f"{(struct.__doc__ or '').strip()}\n", *fields_table(struct), ""]
    return "\n".join(lines)


def links() -> str:
    """Every struct that linking writes, with its fields."""
    lines = [MADE, "# Links\n", "What `khabar story`, `statement`, `timeline` and `relations` give as JSON, and `khabar.link.collection.link` in Python.\n"]
    for struct in (*structs(linking), *structs(views)):
        notes = docstrings(struct)
        lines += [f"## {struct.__name__}\n", f"{(struct.__doc__ or '').strip()}\n", *fields_table(struct), ""]
        lines += [f"- `{name}`: {note}" for name, note in notes.items()] + ([""] if notes else [])
    return "\n".join(lines)


def structs(module: ModuleType) -> list[type[msgspec.Struct]]:
    """The structs that a module defines, in its order."""
    names = [node.name for node in ast.parse(Path(str(module.__file__)).read_text("utf-8")).body if isinstance(node, ast.ClassDef)]
    found = [getattr(module, name) for name in names]
    return [s for s in found if issubclass(s, msgspec.Struct) and s.__struct_fields__]


def fields_table(struct: type[msgspec.Struct]) -> list[str]:
    """A row for each field: its name in JSON, its type, its default."""
    types = written_types(struct)
    rows = ["| field | type | default |", "|---|---|---|"]
    for field in msgspec.structs.fields(struct):
        rows.append(f"| `{field.encode_name}` | {types[field.name]} | {default_of(field)} |")
    return rows


def written_types(struct: type[msgspec.Struct]) -> dict[str, str]:
    """The types as written, with the named choices told in full."""
    named = {name: " ".join(f"`{v}`" for v in get_args(value)) for name, value in vars(model).items() if name[0].isupper() and all(isinstance(v, str) for v in get_args(value)) and get_args(value)}
    found: dict[str, str] = {}
    for base in reversed(struct.__mro__):
        for name, written in getattr(base, "__annotations__", {}).items():
            text = str(written)
            choice = named.get(text.removesuffix(" | None"))
            found[name] = (choice + (" or null" if text.endswith("None") else "")) if choice else f"`{text}`".replace("|", "\\|")
    return found


def default_of(field: msgspec.structs.FieldInfo) -> str:
    """How the default is written in JSON."""
    if field.default_factory is not msgspec.NODEFAULT:
        return f"`{msgspec.json.encode(field.default_factory()).decode()}`"
    return "" if field.default is msgspec.NODEFAULT else f"`{msgspec.json.encode(field.default).decode()}`"


# -- rules
def rule_pages() -> str:
    """Every rule with its proof, by type of event."""
    every = sorted(rules(), key=lambda r: (r.type, r.id))
    lines = [MADE, "# Rules\n", f"{len(every)} rules of events, by PLOVER type; each with sentences that it codes and sentences that it must not.\n"]
    lines += ["## Statements\n", "The rules of statements are the grammar's own; a record names the one that made it.\n"]
    lines += [f"- `{name}`: {text}." for name, (text, _) in STATEMENT_RULES.items()] + [""]
    kind = ""
    for rule in every:
        lines += [f"## {rule.type}\n"] if rule.type != kind else []
        kind = rule.type
        lines += rule_lines(rule)
    return "\n".join(lines)


def rule_lines(rule: Rule) -> list[str]:
    """One rule."""
    lines = [f"### `{rule.id}` {rule.code}\n", f"{rule.why}\n"]
    lines += [f"- {name}: {text}" for name, text in conditions(rule)]
    lines += ["", "Codes:", ""]
    for example in rule.codes:
        sides = "، ".join(example.actors) + (f" ← {'، '.join(example.recipients)}" if example.recipients else "")
        lines.append(f"- {example.text}" + (f" ({sides})" if sides else ""))
    return [*lines, "", "Never:", "", *(f"- {text}" for text in rule.never), ""]


# -- codebook
QUADS_AR = {1: "تعاون بالقول", 2: "تعاون بالفعل", 3: "نزاع بالقول", 4: "نزاع بالفعل"}


def codebook_page(name: str) -> str:
    """The Arabic page of one type: what it is, its modes, an example of each rule, what it is not."""
    kind = TYPES[name]
    own = sorted((r for r in rules() if r.type == name), key=lambda r: (r.mode or "", r.id))
    lines = [MADE, '<div dir="rtl" lang="ar">\n', f"# {name}\n", f"{kind.definition_ar}.\n", f"- الربع: {kind.quad} ({QUADS_AR[kind.quad]})", f"- الدرجة: {kind.score:g}"]
    lines += ["- يلزمه متلق في تصدير PLOVER"] if kind.needs_recipient else []
    lines += ["", "## الأنماط\n", "| النمط | معناه | درجته | قواعده |", "|---|---|---|---|"] if kind.modes else []
    lines += [f"| `{mode}` | {MODES_AR[mode]} | {score:g} | {sum(r.mode == mode for r in own)} |" for mode, score in kind.modes.items()]
    lines += ["", "## أمثلة\n", "لكل قاعدة مثال: النص، ثم الفاعل ← المتلقي، ثم اسم القاعدة.\n"]
    lines += [codebook_example(rule) for rule in own]
    lines += ["", "## ما ليس منه\n", BORDERS_AR[name], ""]
    lines += [f"- {text}" for rule in own for text in rule.never[:1]]
    return "\n".join([*lines, "", "</div>", "", "Types, modes and scores: PLOVER manual (Open Event Data Alliance), CC BY-SA 4.0.", ""])


def codebook_example(rule: Rule) -> str:
    """A rule's first sentence with its sides."""
    example = rule.codes[0]
    sides = f"{'، '.join(example.actors) or '؟'} ← {'، '.join(example.recipients) or '؟'}"
    return f"- {example.text} ({sides}) `{rule.id}`" + (f" `{rule.mode}`" if rule.mode else "")


# -- lexicon
def lexicon_page() -> str:
    """Every table with its columns."""
    lines = [MADE, "# Word tables\n", "Each is `NAME.tsv` in `src/khabar/lexicon/data`, or in a folder of your own given by `--lexicon`.\n"]
    lines += ["A header line names the columns; an empty cell is the default; several values in a cell are parted by `|`; `#` starts a comment.\n"]
    for name, row in sorted(ALL_TABLES.items()):
        notes = docstrings(row)
        lines += [f"## {name}\n", f"{(row.__doc__ or '').strip()}\n", "| column | type | default | meaning |", "|---|---|---|---|"]
        types = written_types(row)
        lines += [f"| `{f.encode_name}` | {types[f.name]} | {default_of(f)} | {notes.get(f.name, '')} |" for f in msgspec.structs.fields(row)]
        lines.append("")
    return "\n".join(lines)


def docstrings(struct: type[msgspec.Struct]) -> dict[str, str]:
    """What the source says under each field."""
    file = sys.modules[struct.__module__].__file__
    tree = ast.parse(Path(str(file)).read_text("utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == struct.__name__)
    found: dict[str, str] = {}
    for field, note in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(note, ast.Expr) and isinstance(note.value, ast.Constant):
            found[field.target.id] = " ".join(str(note.value.value).split()).replace("|", "\\|")
    return found


# -- the store
def store() -> str:
    """The schema with its comments, for whoever asks the database in SQL."""
    schema = "\n".join(SCRIPTS)
    lines = [MADE, "# The store\n", "One SQLite file; any SQLite tool reads it while Khabar works on it. Offsets count Unicode code points; times are UTC.\n"]
    return "\n".join([*lines, "```sql", schema.rstrip(), "```"])


PAGES = {"links.md": links, "store.md": store, "commands.md": commands, "records.md": records, "rules.md": rule_pages, "lexicon.md": lexicon_page}
PAGES |= {f"codebook/{name}.md": partial(codebook_page, name) for name in TYPES}


def main() -> int:
    """Write the pages, or with ``--check`` compare them."""
    pages = {name: make().rstrip() + "\n" for name, make in PAGES.items()}
    if "--check" not in sys.argv[1:]:
        (DOCS / "codebook").mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (DOCS / name).write_text(text, "utf-8")
        return 0
    stale = [name for name, text in pages.items() if not (DOCS / name).exists() or (DOCS / name).read_text("utf-8") != text]
    for name in stale:
        print(f"docs/{name} is not what the code says; run `make docs`", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
