"""Telegram Desktop's ``result.json``, of one chat or of all: one document a message, dated, with whom it was forwarded from."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from khabar.model import BlockKind, Credit
from khabar.read.document import Defaults, Document, failed, given
from khabar.read.extract import Extract, UnreadableError

_START = re.compile(rb'\s*\{.*?"(?:messages"\s*:\s*\[|chats"\s*:\s*\{|personal_information"\s*:)', re.DOTALL)
_MAX = 1_000_000_000  # bytes; an export that is longer is split by the exporter's own dates
_PUBLIC = frozenset(("public_channel", "private_channel", "public_supergroup"))
_TOLD = "private chats"


class _Entity(msgspec.Struct):
    """A stretch of a message with its make-up."""

    type: str = "plain"
    text: str = ""
    href: str | None = None


_Text = str | list[str | _Entity]


class _Message(msgspec.Struct):
    """One message, as much of it as is read."""

    id: int = 0
    type: str = "message"
    date: str | None = None
    date_unixtime: str | None = None
    edited: str | None = None
    edited_unixtime: str | None = None
    author: str | None = None
    forwarded_from: str | None = None
    forwarded_from_id: str | None = None
    reply_to_message_id: int | None = None
    media_type: str | None = None
    photo: str | None = None
    file: str | None = None
    text: _Text = ""


class _Chat(msgspec.Struct):
    """One chat; its messages are decoded where they are coded."""

    name: str | None = None
    type: str = ""
    id: int = 0
    messages: list[msgspec.Raw] = []


class _Chats(msgspec.Struct):
    """A list of chats."""

    members: list[_Chat] = msgspec.field(default_factory=list, name="list")


class _Export(_Chat):
    """The whole file: a chat, or all chats."""

    chats: _Chats | None = None
    left_chats: _Chats | None = None


class _Kind(msgspec.Struct):
    """What tells a message from a service note."""

    id: int = 0
    type: str = "message"
    text: msgspec.Raw = msgspec.Raw(b'""')


def is_telegram(head: bytes) -> bool:
    """Whether a file begins as Telegram Desktop's JSON export does."""
    return bool(_START.match(head.removeprefix(b"\xef\xbb\xbf")))


def read_telegram(data: bytes, name: str, path: str, defaults: Defaults, at: Callable[[], float | None]) -> Iterator[Document]:
    """One document for each message that has text, in the order of the file, and a fault that counts what was left out.

    Of an export of all chats only channels and public groups are read: what people wrote to one another is not news.

    Args:
        data: the whole file.
        name: what stands before the message's number in the id where the chat has no name.
        path: the file's path, for messages.
        defaults: what holds where a message does not say otherwise.
        at: the share of the input that has been passed.
    """
    if len(data) > _MAX:
        yield failed(path, "too_large", f"more than {_MAX // 10**6} MB; export fewer months at a time", done=at())
        return
    try:
        whole = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Export)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield failed(path, "unsupported", f"no export of Telegram Desktop ({error}); articles as JSON go a line each into .jsonl", done=at())
        return
    left: Counter[str] = Counter()
    for chat in _chats(whole, left):
        for raw in chat.messages:
            yield from _document(raw, chat, name, path, defaults, left, at())
    if left:
        told = ", ".join(f"{count} {what}" for what, count in left.items())
        yield failed(path, "left_out", f"left out of the export: {told}", id=name, done=at())


def _chats(whole: _Export, left: Counter[str]) -> Sequence[_Chat]:
    """The chat, or of all chats those that are public; the others are counted."""
    if whole.chats is None and whole.left_chats is None:
        return [whole]
    chats = [c for group in (whole.chats, whole.left_chats) if group for c in group.members]
    private = sum(c.type not in _PUBLIC for c in chats)
    if private:
        left[_TOLD] = private
    return [c for c in chats if c.type in _PUBLIC]


def _document(
    raw: msgspec.Raw, chat: _Chat, name: str, path: str, defaults: Defaults, left: Counter[str], done: float | None
) -> Iterator[Document]:
    """The document of a message with text; any other is counted."""
    try:
        kind = msgspec.json.decode(raw, type=_Kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        left["broken messages"] += 1
        return
    if kind.type != "message":
        left["service messages"] += 1
    elif bytes(kind.text) in (b'""', b"[]"):
        left["messages without text"] += 1
    else:
        url = f"https://t.me/c/{chat.id}/{kind.id}" if chat.type in _PUBLIC and chat.id else None
        yield Document(
            id=f"{chat.name or name}:{kind.id}", path=f"{path}:{kind.id}", kind="message", data=bytes(raw),
            fields=given(msgspec.structs.replace(defaults, published=None), url=url, outlet=defaults.outlet or chat.name),
            published_else=defaults.published, lexicon_folder=defaults.lexicon_folder, done=done,
        )  # fmt: skip


# -- one message
def extract_message(data: bytes) -> Extract:
    """A message as text: under the name of whom it was forwarded from, if any, its words unchanged.

    Raises:
        UnreadableError: a part of it is not as Telegram writes it.
    """
    try:
        message = msgspec.json.decode(data, type=_Message)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableError("bad_message", f"a message is not as Telegram Desktop writes it ({error}); it was left out") from None
    pieces = [message.text] if isinstance(message.text, str) else message.text
    parts = [p if isinstance(p, _Entity) else _Entity(text=p) for p in pieces]
    body = "".join(p.text for p in parts)
    source = (message.forwarded_from or "").strip()
    head = f"{source}\n\n" if source else ""
    hints: dict[int, BlockKind] = {0: "credit"} if source else {}
    if title := _headline(parts, body):
        hints[len(head)] = "title"
    return Extract(
        head + body, hints, sent=_moment(message.date, message.date_unixtime), title=title, author=message.author, links=_links(parts),
        credits=(_credit(source, message.forwarded_from_id),) if source else (), extra=_extra(message),
    )  # fmt: skip


def _headline(parts: Sequence[_Entity], body: str) -> str | None:
    """The first line, where it alone is bold and text follows."""
    first, _, rest = body.partition("\n")
    bold = ""
    for part in parts:
        if part.type != "bold" and part.text.strip():
            break
        bold += part.text
    return first.strip() if rest.strip() and first.strip() and bold.strip() == first.strip() else None


def _moment(date: str | None, unix: str | None) -> str | None:
    """The wall clock of who exported, with its distance from UTC, which the two times of a message tell together."""
    try:
        local = dt.datetime.fromisoformat(date) if date else None
        true = dt.datetime.fromtimestamp(int(unix), dt.UTC) if unix else None
    except (ValueError, OverflowError, OSError):
        return None
    if local is None or true is None:
        return (local or true).isoformat() if local or true else None  # type: ignore[union-attr]
    offset = local.replace(tzinfo=dt.UTC) - true
    if abs(offset) > dt.timedelta(hours=15):
        return true.isoformat()
    return local.replace(tzinfo=dt.timezone(offset)).isoformat()


def _links(parts: Sequence[_Entity]) -> tuple[str, ...]:
    found = [p.href or (p.text if p.type == "link" else None) for p in parts]
    return tuple(dict.fromkeys(link for link in found if link and link.startswith(("http://", "https://"))))


def _credit(name: str, id: str | None) -> Credit:
    """Whom a message was forwarded from, as its first line names him."""
    person = bool(id and id.startswith("user"))
    return Credit(start=0, end=len(name), text=name, name=name, kind="person" if person else "outlet")


def _extra(message: _Message) -> dict[str, Any]:
    """What has no field of its own: the message's number, what it answers, when it was edited, what is attached."""
    found = {
        "message": message.id, "reply_to": message.reply_to_message_id, "edited": _moment(message.edited, message.edited_unixtime),
        "forwarded_from": message.forwarded_from, "media": message.media_type or ("photo" if message.photo else "file" if message.file else None),
    }  # fmt: skip
    return {"telegram": {k: v for k, v in found.items() if v is not None}}
