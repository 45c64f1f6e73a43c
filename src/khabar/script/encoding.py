"""From bytes to text: the encoding that the bytes are in, whatever their label says, and mojibake made whole.

Arabic on the web is UTF-8, windows-1256, UTF-16 or ISO-8859-6, with a right label, a wrong one or none; and some of it
was read in the wrong encoding before it came here.
"""

from __future__ import annotations

import codecs
import re
from html import unescape
from typing import NamedTuple

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LABEL = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page or feed gives its label
_OLD = ("cp1256", "iso8859_6")
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_COMMON = re.compile(r"(?<!\w)(?:ال\w|في |من |على |إلى |أن |التي )")
_SAMPLE = 20_000
_LOST = 0.005  # share of letters that a text may have lost and still be read
_AMID_LATIN = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])")
"""A byte above ASCII inside a Latin word: an accented letter, not Arabic."""
_ENTITY = re.compile(
    r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|quot|nbsp|amp|lt|gt|apos|laquo|raquo|[lr][sd]quo|hellip|[nm]dash);"
)


class Decoded(NamedTuple):
    """A text as it was meant, and what had to be done to read it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()
    """What was not as declared: one phrase each, for a fault."""


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """The text that ``data`` holds.

    Args:
        data: Raw bytes.
        declared: What a header says of them; without it the label inside a page or feed counts.

    Returns:
        None where the bytes are no text.
    """
    label = declared or _label(data)
    found = _marked(data) or _plain(data, label)
    if found is None:
        return None
    text, encoding = found
    if _dirty(text[:_SAMPLE]) or "\0" in text:
        return None
    notes = [f"declared {label}, is {_name(encoding)}"] if label and not _same(label, encoding) else []
    lost = text.count("\ufffd")
    notes += [f"{lost} letters could not be read"] if lost else []
    whole, how = repair(text)
    return Decoded(whole, _name(encoding), (*notes, *([how] if how else [])))


def _label(data: bytes) -> str | None:
    match = _LABEL.search(data[:_HEAD].replace(b"\0", b""))
    return match[1].decode("ascii", "replace") if match else None


def _name(encoding: str) -> str:
    return {"utf-8-sig": "utf-8", "cp1256": "windows-1256", "iso8859_6": "iso-8859-6", "cp1252": "windows-1252"}.get(
        encoding, encoding
    )


def _same(label: str, encoding: str) -> bool:
    """Whether a label means what was used; ``utf-16`` of any order is one, and plain ASCII is all of them."""
    if encoding == "ascii":
        return True
    try:
        known = codecs.lookup(label).name
    except LookupError:
        return False
    used = codecs.lookup(_name(encoding)).name
    return known.split("-", 2)[:2] == used.split("-", 2)[:2] if used.startswith("utf-16") else known == used


def _marked(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                return None
    return None


def _plain(data: bytes, label: str | None) -> tuple[str, str] | None:
    """Bytes without a mark: UTF-8 where they are, else the old encoding whose text reads most like Arabic."""
    if b"\0" in data[:_HEAD]:
        return _wide(data) if len(data) >= 4 else None
    if data.isascii():
        return data.decode("ascii"), "ascii"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= max(2, _LOST * len(damaged)) and len(_ARABIC.findall(damaged)) > 2 * damaged.count(
        "\ufffd"
    ):
        return damaged, "utf-8"
    return _old(data, label)


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without its mark: every other byte is 0 or 6 (Arabic letters are U+06xx)."""
    head = data[:_HEAD]
    for first, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        high = head[first::2]
        if high and sum(b in (0, 6) for b in high) >= 0.8 * len(high):
            try:
                return data[: len(data) // 2 * 2].decode(encoding), encoding
            except UnicodeDecodeError:
                return None
    return None


def _old(data: bytes, label: str | None) -> tuple[str, str] | None:
    if 2 * len(_AMID_LATIN.findall(data)) > sum(b > 127 for b in data):
        return data.decode("cp1252", "replace"), "cp1252"
    best: tuple[float, str, str] | None = None
    for encoding in dict.fromkeys((*_OLD, *([_codec(label)] if label and _codec(label) else []))):
        text = data.decode(encoding or "ascii", "replace")
        score = _arabic_score(text[:_SAMPLE])
        if best is None or score > best[0]:
            best = (score, text, encoding or "ascii")
    return best[1:] if best and best[0] > 0 else None


def _codec(label: str) -> str | None:
    """The name of a codec of one byte a letter, or None where the label names none."""
    try:
        info = codecs.lookup(label)
    except LookupError:
        return None
    names = {"cp1256": "cp1256", "iso8859-6": "iso8859_6"}
    return names.get(info.name, info.name) if info._is_text_encoding and not info.name.startswith("utf") else None


def _arabic_score(text: str) -> float:
    """How much a text reads like Arabic (or at least like letters): common words count most."""
    high = [c for c in text if ord(c) > 127]
    if not high or _dirty(text):
        return 0.0
    letters = sum(c.isalpha() for c in high) / len(high)
    arabic = sum(bool(_ARABIC.match(c)) for c in high) / len(high)
    return max(0.0, letters - 0.5) + arabic + 20 * len(_COMMON.findall(text)) / len(text)


def _dirty(text: str) -> bool:
    """Whether more than a few letters are controls or lost."""
    return len(_CONTROL.findall(text)) > max(2, _LOST * len(text))


# -- mojibake
def _back(encoding: str) -> dict[str, int]:
    """Letter → the byte it was read from; Latin-1 reads the bytes 80 to 9F as controls of the same number."""
    return {chr(b): b for b in range(256)} | {bytes([b]).decode(encoding, "ignore") or chr(b): b for b in range(256)}


def _pair(first: str, back: dict[str, int]) -> re.Pattern[str]:
    """The first half of an Arabic letter in UTF-8 (D8, D9) and a second (80 to BF)."""
    seconds = "".join(re.escape(c) for c, b in back.items() if 0x80 <= b < 0xC0)
    return re.compile(f"[{first}][{seconds}]")


_KINDS = {
    "cp1256": (_pair("طظ", _back("cp1256")), _back("cp1256")),
    "cp1252": (_pair("ØÙ", _back("cp1252")), _back("cp1252")),
}
"""Encoding that UTF-8 was taken for → what a pair of halves looks like, and the way back to bytes."""
_LATIN = re.compile("(?<![^\\W\\d_])[\u00c0-\u00ff]{3,}(?![^\\W\\d_])")
"""A word of accented letters alone: no language writes that."""


def repair(text: str) -> tuple[str, str | None]:
    """``text`` without mojibake, and what was mended, or None.

    UTF-8 read as windows-1256 (``ط§ظ„``) or as Latin (``Ø§Ù„``), and windows-1256 read as Latin (``ÇáÏ``); line by line,
    so that a page with one broken title keeps the rest.
    """
    kinds: dict[str, None] = {}
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if line.isascii():
            continue
        mended, kind = _mend(line)
        if kind:
            lines[i] = mended
            kinds[kind] = None
    return ("\n".join(lines), f"mended {', '.join(kinds)}") if kinds else (text, None)


def _mend(line: str) -> tuple[str, str | None]:
    for encoding, (pair, back) in _KINDS.items():
        halves = 2 * len(pair.findall(line))
        if halves >= 6 and halves >= 0.6 * sum(ord(c) > 127 for c in line):
            return _unmix(line, back, "utf-8"), f"UTF-8 that was read as {_name(encoding)}"
    words = _LATIN.findall(line)
    if len(words) >= 2 or any(len(word) >= 4 for word in words):
        return _unmix(line, _KINDS["cp1252"][1], "cp1256"), "windows-1256 that was read as Latin"
    return line, None


def _unmix(line: str, back: dict[str, int], encoding: str) -> str:
    """Runs of letters that can go back to bytes, decoded as they were meant; other letters stay."""
    done: list[str] = []
    run = bytearray()
    for c in line:
        if c in back:
            run.append(back[c])
            continue
        done += [run.decode(encoding, "replace"), c]
        run.clear()
    done.append(run.decode(encoding, "replace"))
    return "".join(done)


def entities(text: str) -> tuple[str, bool]:
    """``text`` with HTML entities as the letters that they stand for, twice escaped ones too; whether there were any."""
    if not _ENTITY.search(text):
        return text, False
    once = unescape(text)
    return (unescape(once) if _ENTITY.search(once) else once), True


# -- visual order
_FORWARD = re.compile(r"(?<!\w)(?:[وفبك]?ال\w\w|في(?!\w)|من(?!\w)|على(?!\w)|إلى(?!\w)|أن(?!\w))|\w[ةى](?!\w)")
_IMPOSSIBLE = re.compile(r"(?<!\w)(?:[ةى]\w|ىلع(?!\w)|ىلإ(?!\w))")
_BACKWARD = re.compile(r"\w\wلا[وفبك]?(?!\w)|(?<!\w)(?:يف|نم|ىلع|ىلإ|نأ)(?!\w)|(?<!\w)[ةى]\w")


def is_reversed(text: str) -> bool:
    """Whether Arabic stands in visual order, its letters from left to right, as some PDF files give it."""
    from unicodedata import normalize

    sample = normalize("NFKC", text[:_SAMPLE])
    backward = len(_BACKWARD.findall(sample))
    return backward >= 3 and bool(_IMPOSSIBLE.search(sample)) and backward > 1.5 * len(_FORWARD.findall(sample))
