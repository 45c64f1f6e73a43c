"""The same actor across articles: joined by name, role, country and date, each joining with its reason and a way back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from khabar.link import names
from khabar.link.records import Identity, Merge
from khabar.link.union import Union
from khabar.model import Actor, Record
from khabar.script.fold import fold

NAMELESS = frozenset({"people", "unnamed"})
"""Kinds that are never the same across articles: civilians there are not civilians here."""
OPEN_ROLES = frozenset({"leading figure", "spokesperson", "official", "member", "representative", "minister", "leader"})
"""Roles that say too little to keep two men apart."""
PUBLIC = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "ELI", "OPP", "REB", "PRM"})
"""Sectors among which people change their offices."""


class Node(NamedTuple):
    """What the articles tell of one name in one role."""

    id: str
    role: str | None
    kind: str
    country: str | None
    name: str
    key: tuple[str, ...]
    public: bool
    seen: dict[str, str]
    """Article → day."""
    forms: dict[str, int]
    kunyas: frozenset[str]
    actor: Actor

    @property
    def days(self) -> tuple[str, str]:
        """First and last day."""
        days = sorted(day for day in self.seen.values() if day) or [""]
        return days[0], days[-1]


class Cast(NamedTuple):
    """The actors of one article, all that joining needs of its record."""

    article: str
    published: str | None
    actors: list[Actor]
    kunyas: dict[str, str]


def cast_of(record: Record) -> Cast:
    """The actors of ``record``."""
    return Cast(record.article.id, record.article.published, record.actors, names.kunyas(record))


class Identities(NamedTuple):
    """Actors across a collection."""

    nodes: tuple[Node, ...]
    merges: tuple[Merge, ...]
    apart: frozenset[frozenset[str]]
    of: dict[tuple[str, str], str]
    """(article, actor key) → identity id."""
    keys: dict[tuple[str, str], int]
    given: Mapping[tuple[str, str], bool]
    """Pairs of ids that people have said are one or two."""

    def undo(self, merge: str) -> Identities:
        """The identities without the joining ``merge``; what it joined stays apart for good."""
        gone = next(m for m in self.merges if m.id == merge)
        return _joined(self.nodes, self.keys, self.apart | {frozenset((gone.left, gone.right))}, self.given)

    def all(self) -> list[Identity]:
        """The identities, those of most articles first."""
        groups: dict[str, list[Node]] = {}
        for (article, key), index in self.keys.items():
            members = groups.setdefault(self.of[article, key], [])
            if self.nodes[index] not in members:
                members.append(self.nodes[index])
        found = [_identity(id, members) for id, members in groups.items()]
        return sorted(found, key=lambda i: (-len(i.articles), i.id))


def identities(records: Iterable[Record], apart: Iterable[tuple[str, str]] = ()) -> Identities:
    """Join the actors of ``records``, as `join` does."""
    return join((cast_of(record) for record in records), apart)


def join(casts: Iterable[Cast], apart: Iterable[tuple[str, str]] = (), given: Mapping[tuple[str, str], bool] = MappingProxyType({})) -> Identities:
    """Join the actors of articles.

    Args:
        casts: from `cast_of`, in an order that does not change.
        apart: pairs of node names that a person has said are two (`Merge.left`, `Merge.right`).
        given: pairs of ids that people have said are one or two, the lesser id first.
    """
    nodes: dict[tuple[str, str | None], Node] = {}
    where: dict[tuple[str, str], tuple[str, str | None]] = {}
    for cast in casts:
        for actor in cast.actors:
            at = (_plain_id(actor, cast.article), actor.role if actor.kind == "person" else None)
            nodes[at] = _seen(nodes.get(at), at[0], actor, cast)
            where[cast.article, actor.key] = at
    order = {at: n for n, at in enumerate(nodes)}
    return _joined(tuple(nodes.values()), {place: order[at] for place, at in where.items()}, frozenset(frozenset(p) for p in apart), given)


def _plain_id(actor: Actor, article: str) -> str:
    """The actor's id; one that only its article can tell apart takes the article's name in."""
    if actor.kind in NAMELESS or (actor.kind == "person" and not actor.name_ar.strip()):
        return f"{actor.id}@{article}"
    return f"kh:{actor.country or 'INT'}:{fold(actor.name_ar)}"


def _seen(known: Node | None, id: str, actor: Actor, cast: Cast) -> Node:
    """The node with one more article."""
    if known is None:
        known = Node(
            id, actor.role if actor.kind == "person" else None, actor.kind, actor.country, actor.name_ar, names.key(actor.name_ar),
            bool(PUBLIC & set(actor.sectors)), {}, {}, frozenset(), actor,
        )  # fmt: skip
    known.seen[cast.article] = (cast.published or "")[:10]
    kunya = cast.kunyas.get(actor.key)
    for form in {actor.name_ar, *actor.aliases}:
        known.forms[form] = known.forms.get(form, 0) + 1
    more = {"".join(names.key(kunya))} if kunya else set()
    return known._replace(kunyas=known.kunyas | more, public=known.public or bool(PUBLIC & set(actor.sectors)))


def _joined(
    nodes: tuple[Node, ...], keys: dict[tuple[str, str], int], apart: frozenset[frozenset[str]], given: Mapping[tuple[str, str], bool]
) -> Identities:
    """Join what may be joined, the surest reasons first."""
    union: Union[int] = Union(range(len(nodes)))
    members = {n: [n] for n in range(len(nodes))}
    merges = []
    for a, b, kind, reason in [*_given(nodes, given), *_proposals(nodes)]:
        left, right = union.root(a), union.root(b)
        pairs = [(nodes[x], nodes[y]) for x in members[left] for y in members[right]]
        if left == right or any(_forbidden(x, y, apart, given) or (kind != "given" and _conflict(x, y, kind)) for x, y in pairs):
            continue
        union.join(left, right)
        members[left] += members.pop(right)
        merges.append(_merge(nodes[a], nodes[b], kind, reason))
    ids = {root: _identity_id(nodes, group) for root, group in members.items()}
    taken = _distinct(ids)
    return Identities(nodes, tuple(merges), apart, {place: taken[union.root(n)] for place, n in keys.items()}, keys, given)


def _distinct(ids: dict[int, str]) -> dict[int, str]:
    """Ids with a number where two groups have the same: two men of one name."""
    counts: dict[str, int] = {}
    found = {}
    for root, id in ids.items():
        counts[id] = counts.get(id, 0) + 1
        found[root] = id if counts[id] == 1 else f"{id}~{counts[id]}"
    return found


def _identity_id(nodes: Sequence[Node], group: Sequence[int]) -> str:
    """The id of the fullest name with a country."""
    return max((nodes[n] for n in group), key=lambda n: (n.country is not None, len(n.key), len(n.seen), n.id)).id


def node_name(node: Node) -> str:
    """How a merge names a node: its id and role."""
    return node.id + (f"#{node.role}" if node.role else "")


def _forbidden(left: Node, right: Node, apart: frozenset[frozenset[str]], given: Mapping[tuple[str, str], bool]) -> bool:
    if given and any(given.get((min(a, b), max(a, b))) is False for a in _ids(left) for b in _ids(right)):
        return True
    return frozenset((node_name(left), node_name(right))) in apart


def _ids(node: Node) -> set[str]:
    """What a verdict may call it: the id of its record, or the one it has here."""
    return {node.id, node.actor.id}


def _given(nodes: Sequence[Node], given: Mapping[tuple[str, str], bool]) -> list[tuple[int, int, str, str]]:
    """What people have said is one actor, before all that the names tell."""
    by_id: dict[str, list[int]] = {}
    for number, node in enumerate(nodes):
        for id in _ids(node):
            by_id.setdefault(id, []).append(number)
    pairs = [pair for pair, same in sorted(given.items()) if same]
    return [(a, b, "given", "a person has said that they are one") for one, other in pairs for a in by_id.get(one, []) for b in by_id.get(other, [])]


# -- what may be one
def _proposals(nodes: Sequence[Node]) -> list[tuple[int, int, str, str]]:
    """Pairs that may be one actor, surest first: (node, node, kind of reason, reason)."""
    found = []
    for a, b in _blocked(nodes):
        told = _reason(nodes[a], nodes[b])
        if told is not None:
            found.append((_ORDER.index(told[0]), a, b, *told))
    return [(a, b, kind, reason) for _, a, b, kind, reason in sorted(found)]


_ORDER = ("same name", "kunya", "shorter form", "spelling", "surname")


def _blocked(nodes: Sequence[Node]) -> set[tuple[int, int]]:
    """Pairs worth a look: a part of the name in common, or one office of one country."""
    blocks: dict[tuple[str, ...], list[int]] = {}
    for number, node in enumerate(nodes):
        if node.kind in NAMELESS or not node.key:
            continue
        if node.kind != "person":
            blocks.setdefault(("name", fold(node.name)), []).append(number)
            continue
        for part in {node.key[-1], *node.kunyas}:
            blocks.setdefault(("part", part), []).append(number)
        if node.role and node.country:
            blocks.setdefault(("office", node.role, node.country), []).append(number)
    return {pair for block in blocks.values() for pair in combinations(block[:300], 2)}


def _reason(left: Node, right: Node) -> tuple[str, str] | None:
    """Why two nodes may be one actor."""
    if left.kind != right.kind:
        return None
    if left.kind != "person":
        return ("same name", f"both are called {left.name}") if fold(left.name) == fold(right.name) else None
    if _beside(left, right) or _beside(right, left):
        return "kunya", f"the kunya stands beside the name: {left.name}, {right.name}"
    if left.key == right.key and (len(left.key) > 1 or names.KUNYA.match(fold(left.name).split()[0]) or _office(left, right)):
        return "same name", f"both are called {left.name}" + (f", {left.role}" if left.role == right.role and left.role else "")
    if names.shorter(left.key, right.key) or names.shorter(right.key, left.key):
        return "shorter form", f"{min(left.name, right.name, key=len)} is {max(left.name, right.name, key=len)} with a part left out"
    if not _office(left, right):
        return None
    if len(left.key) > 1 and names.close(left.key, right.key):
        return "spelling", f"{left.name} and {right.name} are close spellings, and both are {left.role} of {left.country}"
    if 1 in (len(left.key), len(right.key)) and left.key[-1] == right.key[-1]:
        return "surname", f"one surname, and both are {left.role} of {left.country}"
    return None


def _beside(named: Node, called: Node) -> bool:
    return "".join(called.key) in named.kunyas


def _office(left: Node, right: Node) -> bool:
    return left.role is not None and left.role == right.role and left.country == right.country and left.country is not None


def _conflict(left: Node, right: Node, kind: str) -> bool:
    """What keeps two apart: countries, one article that has both, offices that do not go together."""
    if left.country and right.country and left.country != right.country:
        return True
    if left.kind != right.kind:
        return True
    if left.id != right.id and kind != "kunya" and set(left.seen) & set(right.seen):
        return True
    return left.kind == "person" and not _roles_agree(left, right)


def _roles_agree(left: Node, right: Node) -> bool:
    """Whether one man may be told by both roles."""
    if left.role is None or right.role is None:
        return True
    a, b = (role.removeprefix("former ").removeprefix("acting ") for role in (left.role, right.role))
    if a == b or a in b or b in a or {a, b} & OPEN_ROLES:
        return not (left.public != right.public and not {a, b} & OPEN_ROLES and a != b)
    if not (left.public and right.public):
        return False
    (first, last), (start, end) = left.days, right.days
    former = left.role.startswith("former ") or right.role.startswith("former ")
    return former or last < start or end < first


def _merge(left: Node, right: Node, kind: str, reason: str) -> Merge:
    a, b = sorted((node_name(left), node_name(right)))
    articles = [next(iter(left.seen)), next(iter(right.seen))]
    id = hashlib.sha256(f"{a}\x1f{b}".encode()).hexdigest()[:12]
    return Merge(id=id, left=a, right=b, kind=kind, reason=reason, articles=sorted(set(articles)))  # type: ignore[arg-type]


def _identity(id: str, members: Sequence[Node]) -> Identity:
    best = max(members, key=lambda n: (n.country is not None, len(n.key), len(n.seen), n.id))
    forms: dict[str, int] = {}
    for node in members:
        for form, count in node.forms.items():
            forms[form] = forms.get(form, 0) + count
    roles = [{"role": n.role, "first": n.days[0] or None, "last": n.days[1] or None} for n in members if n.role]
    return Identity(
        id=id, kind=best.kind, name_ar=best.name, name_en=best.actor.name_en, country=best.country, ids=sorted({n.id for n in members}),
        names=dict(sorted(forms.items(), key=lambda item: (-item[1], item[0]))), roles=sorted(roles, key=lambda r: (r["first"] or "", r["role"] or "")),
        articles=sorted({article for n in members for article in n.seen}),
    )  # fmt: skip
