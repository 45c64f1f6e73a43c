"""An actor while the article is read, and the persons by the names that they are called by."""

from __future__ import annotations

from khabar.model import Actor, ActorKind
from khabar.script.fold import bare, fold


class Draft:
    """An actor while the article is read."""

    def __init__(self, number: int, kind: ActorKind, name: str, reason: str) -> None:
        self.order, self.key = number, f"a{number}"
        self.kind: ActorKind = kind
        self.name = name
        self.name_en: str | None = None
        self.names: list[tuple[str, ...]] = []
        self.aliases: list[str] = []
        self.country: str | None = None
        self.sectors: list[str] = []
        self.role: str | None = None
        self.role_ar: str | None = None
        self.role_row = -1
        self.modifier = ""
        self.of: str | None = None
        self.authority: str | None = None
        self.gender = ""
        self.number = "s"
        self.row: tuple[str, int] = ("", -1)
        self.reason = reason
        self.bare = False
        self.tells = False
        """An outlet that a clause makes a subject: it tells, it is not only credited."""
        self.titles: set[str] = set()
        self.acting = 0
        self.last_seen = -1

    @property
    def named(self) -> bool:
        """Known by a name of its own: a state, a person with a name, a listed or fully composed body."""
        if self.kind == "person":
            return bool(self.names)
        if self.kind == "media":
            return self.tells
        return self.kind not in ("people", "unnamed", "bloc") and not self.bare and self.row[0] != "people"

    def alias(self, text: str) -> None:
        """Remember a form in which the article names the actor."""
        clean = bare(text).strip(" «»“”\"'()")
        if clean and clean not in self.aliases:
            self.aliases.append(clean)

    def record(self, owner: Draft | None) -> Actor:
        """The frozen record; one without a state goes by the body that he serves."""
        where = self.country or (fold(owner.name) if owner else "INT")
        return Actor(
            key=self.key, id=f"kh:{where}:{fold(self.name)}", name_ar=self.name, name_en=self.name_en, kind=self.kind,
            aliases=[a for a in self.aliases if a != self.name], country=self.country, sectors=self.sectors, role=self.role,
            role_ar=self.role_ar, of=self.of, authority=self.authority, reason=self.reason,
        )  # fmt: skip


class Called:
    """Persons by their names: the work of finding one does not grow with how many there are."""

    def __init__(self) -> None:
        self._last: dict[str, dict[int, Draft]] = {}
        self._whole: dict[str, dict[int, Draft]] = {}

    def add(self, draft: Draft, keys: tuple[str, ...]) -> None:
        """``draft`` is called by the folded words ``keys``."""
        draft.names.append(keys)
        self._last.setdefault(keys[-1], {})[draft.order] = draft
        self._whole.setdefault("".join(keys), {})[draft.order] = draft

    def find(self, keys: tuple[str, ...]) -> Draft | None:
        """The person, last seen, one of whose names ends as this one does, the words of the shorter among those of the longer."""
        alike = {**self._last.get(keys[-1], {}), **self._whole.get("".join(keys), {})}
        fit = (alike[n] for n in sorted(alike) if alike[n].kind == "person" and any(_same_name(keys, known) for known in alike[n].names))
        return max(fit, key=lambda d: d.last_seen, default=None)


def _same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return (short[-1] == long[-1] and set(short) <= set(long)) or "".join(a) == "".join(b)
