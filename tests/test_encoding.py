"""Bytes to text in every encoding that Arabic is found in, with right, wrong and no labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.script.encoding import decode, entities, is_reversed, repair

TEXT = "قال الوزير إن الوفد سيصل إلى المدينة غدا، وأضاف: لن ننسحب من الجولة على أي حال"
QUOTED = f"{TEXT}. ثم قال «كلا»… وختم"


@pytest.mark.parametrize("label", [None, "utf-8", "windows-1256", "iso-8859-1", "no-such-code"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6"])
def test_encoding_is_found_whatever_the_label(encoding: str, label: str | None) -> None:
    found = decode(TEXT.encode(encoding), label)
    assert found is not None
    assert found.text == TEXT


@pytest.mark.parametrize(
    ("data", "label", "notes"),
    [
        (TEXT.encode(), "UTF-8", ()),
        (TEXT.encode("cp1256"), "windows-1256", ()),
        (TEXT.encode("cp1256"), "utf-8", ("declared utf-8, is windows-1256",)),
        (TEXT.encode(), "windows-1256", ("declared windows-1256, is utf-8",)),
        (TEXT.encode("utf-16"), "utf-16le", ()),
        (b"plain words", "windows-1256", ()),
    ],
)
def test_encoding_notes_a_wrong_label(data: bytes, label: str, notes: tuple[str, ...]) -> None:
    found = decode(data, label)
    assert found is not None
    assert found.notes == notes


def test_encoding_label_inside_a_page() -> None:
    found = decode(f'<meta charset="utf-8"><p>{TEXT}</p>'.encode("cp1256"))
    assert found is not None
    assert (found.encoding, found.notes) == ("windows-1256", ("declared utf-8, is windows-1256",))


@pytest.mark.parametrize(
    "data", [b"PK\0\0\x03", bytes(range(256)) * 9, b"\x89PNG\r\n\x1a\n\0\0\0", b"\xff\xfe\0", b"a\0b"]
)
def test_encoding_refuses_what_is_no_text(data: bytes) -> None:
    assert decode(data) is None


def test_encoding_counts_lost_letters() -> None:
    found = decode(TEXT.encode() + b"\xd8 " + TEXT.encode())
    assert found is not None
    assert found.notes == ("1 letters could not be read",)


def test_encoding_leaves_latin_text_alone() -> None:
    found = decode("Élection à Paris, déjà prévue l'été".encode("latin-1"))
    assert found is not None
    assert found.text == "Élection à Paris, déjà prévue l'été"


@pytest.mark.parametrize(
    ("written", "read"), [("utf-8", "cp1256"), ("utf-8", "latin-1"), ("cp1256", "latin-1"), ("cp1256", "cp1252")]
)
def test_encoding_mends_mojibake(written: str, read: str) -> None:
    broken = QUOTED.encode(written).decode(read)
    assert repair(f"سطر سليم\n{broken}\nسطر آخر")[0] == f"سطر سليم\n{QUOTED}\nسطر آخر"
    assert repair(broken)[1] is not None


@pytest.mark.parametrize(
    "text", [QUOTED, "Été à la forêt, ça va déjà très très tôt", "ضغط، وطقس — طب", "naïve ÀÉÎ", "R&D 100 %", ""]
)
def test_encoding_mends_nothing_that_is_whole(text: str) -> None:
    assert repair(text) == (text, None)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x6FF), max_size=200))
def test_encoding_utf8_comes_back_as_it_was(text: str) -> None:
    found = decode(text.encode())
    if found is not None and not found.notes and not text.encode().startswith((b"\xff\xfe", b"\xfe\xff")):
        assert found.text == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [("قال &quot;نعم&quot;", 'قال "نعم"'), ("&#1575;&#1604;", "ال"), ("&amp;quot;", '"'), ("R&D &copy", "R&D &copy")],
)
def test_encoding_entities_are_letters(text: str, plain: str) -> None:
    assert entities(text) == (plain, plain != text)


@pytest.mark.parametrize("text", [TEXT, "مثلا وفعلا وأصلا وحالا", "لا نأمل إلا خيرا", "", "abc", "يفن مني"])
def test_encoding_right_order_is_no_visual_order(text: str) -> None:
    assert not is_reversed(text)
    assert not is_reversed(text * 3)
