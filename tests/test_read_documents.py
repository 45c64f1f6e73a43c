"""Messages of Telegram, Word files, PDF, pages in one file: made with the libraries of those formats, read as articles."""

from __future__ import annotations

import base64
import datetime as dt
import json
import quopri
import shutil
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from khabar.batch import code_all
from khabar.read.document import Document, Kind, Source, read_document
from khabar.read.inputs import read_inputs
from khabar.read.pdf import _Row, _text
from khabar.read.pdf_lines import Glyph, PdfLine, lines_of, mirrored, turned
from tests.conftest import ROOT

STORED = ROOT / "tests" / "pages" / "files"
PAGE = "<html><head><meta charset='{label}'></head><body><h1>افتتاح مرفأ الصيد في ميناء صور</h1><p>قال مدير المرفأ سليم الحرداني إن الأرصفة ستفتح يوم السبت أمام مراكب الصيادين كلها.</p><p>وأضاف أن العمال سيعودون إلى العمل صباح الأحد بعد إضراب طويل.</p></body></html>"


def read(*paths: Path, **known: str) -> list[Source]:
    return list(read_inputs(list(paths), **known))  # type: ignore[arg-type]


def only(*paths: Path, **known: str) -> Source:
    (source,) = read(*paths, **known)
    return source


def kinds(source: Source) -> list[tuple[str, str]]:
    assert source.article is not None
    return [(b.kind, source.article.text[b.start : b.end].strip()) for b in source.article.blocks]


# -- Telegram
def message(number: int, text: Any, **fields: Any) -> dict[str, Any]:
    return {"id": number, "type": "message", "date": "2024-05-06T01:30:00", "date_unixtime": "1714948200", "from": "ساحل برس", "text": text, **fields}


CHANNEL = {
    "name": "ساحل برس", "type": "public_channel", "id": 1500,
    "messages": [
        {"id": 1, "type": "service", "action": "create_channel", "text": ""},
        message(2, "قال وزير النقل اللبناني فارس الدبوسي إن المرفأ سيفتح غدا."),
        message(3, [{"type": "bold", "text": "افتتاح المرفأ غدا"}, "\n\nأعلن وزير النقل اللبناني فارس الدبوسي اليوم أن المرفأ سيفتح. ", {"type": "text_link", "text": "المزيد", "href": "https://a.example/x"}],
                reply_to_message_id=2, edited="2024-05-06T02:00:00", edited_unixtime="1714950000", photo="photos/1.jpg"),
        message(4, "أكد محافظ طرابلس نبيل الكرمي أن المدينة تستقبل النازحين.", forwarded_from="قناة الجبل", forwarded_from_id="channel77"),
        message(5, "", photo="photos/2.jpg"),
    ],
}  # fmt: skip


def telegram(path: Path, data: dict[str, Any]) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return path


def test_telegram_messages_are_articles_of_their_channel(tmp_path: Path) -> None:
    first, second, third, left = read(telegram(tmp_path / "result.json", CHANNEL))
    assert [s.id for s in (first, second, third)] == ["ساحل برس:2", "ساحل برس:3", "ساحل برس:4"]
    assert first.article is not None and second.article is not None and third.article is not None
    assert first.article.text == CHANNEL["messages"][1]["text"]  # type: ignore[index]
    assert (first.article.published, first.article.published_from) == ("2024-05-06T01:30:00+03:00", "metadata")
    assert (first.article.outlet, first.article.url) == ("ساحل برس", "https://t.me/c/1500/2")
    assert (second.article.title, second.article.links) == ("افتتاح المرفأ غدا", ["https://a.example/x"])
    assert second.extra["telegram"] == {"message": 3, "reply_to": 2, "edited": "2024-05-06T02:00:00+03:00", "media": "photo"}
    assert kinds(third)[0] == ("credit", "قناة الجبل")
    assert [f.code for f in left.faults] == ["left_out"] and not left.unread
    assert "1 service messages" in left.faults[0].message and "1 messages without text" in left.faults[0].message


def test_telegram_forwarded_is_credited_in_the_chain(tmp_path: Path) -> None:
    record = next(c.record for c in code_all(read(telegram(tmp_path / "result.json", CHANNEL))) if c.id.endswith(":4"))
    assert record is not None
    assert [(c.name, c.kind) for c in record.article.credits] == [("قناة الجبل", "outlet")]
    (statement,) = record.statements
    assert [(s.link, s.span.text if s.span else None) for s in statement.chain][:2] == [("published", None), ("credited", "قناة الجبل")]


def test_telegram_whole_export_leaves_private_chats_out(tmp_path: Path) -> None:
    private = {"name": "صديق", "type": "personal_chat", "id": 9, "messages": [message(1, "قال لي المدير إن العمل غدا.")]}
    path = telegram(tmp_path / "export.json", {"about": "Here is the data", "personal_information": {"user_id": 1}, "chats": {"about": "", "list": [CHANNEL, private]}})
    sources = read(path)
    assert [s.id for s in sources if s.article] == ["ساحل برس:2", "ساحل برس:3", "ساحل برس:4"]
    assert "1 private chats" in sources[-1].faults[0].message


def test_telegram_edited_message_is_a_version(tmp_path: Path) -> None:
    ids = set()
    for text in ("قال الوزير إن المرفأ سيفتح.", "قال الوزير إن المرفأ سيفتح غدا."):
        data = {**CHANNEL, "messages": [message(2, text)]}
        article = only(telegram(tmp_path / "result.json", data)).article
        assert article is not None
        ids.add(article.id)
    assert len(ids) == 1


@pytest.mark.parametrize("text", ['{"messages": [', '{"messages": [{"id": "x", "type": 5}]}', '{"a": 1}'])
def test_telegram_broken_file_is_a_fault(tmp_path: Path, text: str) -> None:
    (tmp_path / "result.json").write_text(text, "utf-8")
    source = only(tmp_path / "result.json")
    assert source.article is None and source.faults


# -- Word
def word(path: Path) -> Path:
    document = docx.Document()
    document.core_properties.author = "ليلى الناصري"
    document.core_properties.created = dt.datetime(2024, 5, 6, 9)
    document.sections[0].header.paragraphs[0].text = "نشرة داخلية"
    document.add_heading("وزيرة المياه تعلن خطة للسدود", 0)
    document.add_paragraph("أعلنت وزيرة المياه الأردنية هالة الصرايرة أن الحكومة ستبني خمسة سدود جديدة في محافظات الجنوب خلال ثلاثة أعوام.")
    document.add_heading("تمويل الخطة", 2)
    document.add_paragraph("وقالت الصرايرة إن الاتحاد الأوروبي تعهد بدفع نصف تكاليف الخطة، وإن العمل في السد الأول يبدأ قريبا.")
    table = document.add_table(2, 2)
    for n, cell in enumerate(c for row in table.rows for c in row.cells):
        cell.text = ("السد", "السعة", "وادي عربة", "12")[n]
    document.save(str(path))
    return path


def test_word_paragraphs_headings_tables_and_properties(tmp_path: Path) -> None:
    source = only(word(tmp_path / "plan.docx"))
    assert source.article is not None
    assert source.article.text == "\n\n".join(text for _, text in kinds(source))
    assert [kind for kind, _ in kinds(source)] == ["title", "paragraph", "subhead", "paragraph", *["furniture"] * 4]
    assert source.article.title == "وزيرة المياه تعلن خطة للسدود" and source.article.author == "ليلى الناصري"
    assert (source.article.published, source.article.published_from) == ("2024-05-06", "metadata")
    assert [f.code for f in source.faults] == ["date_of_file"]
    assert "نشرة داخلية" not in source.article.text


def test_word_date_of_the_caller_wins(tmp_path: Path) -> None:
    source = only(word(tmp_path / "plan.docx"), published="2024-05-09")
    assert source.article is not None and source.article.published == "2024-05-09" and not source.faults


def test_word_tracked_changes_and_text_boxes(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("أعلن الوزير ")._p
    run = document.add_paragraph().add_run
    for tag, inner in (("ins", "<w:t>الجديد</w:t>"), ("del", "<w:delText>القديم</w:delText>")):
        paragraph.append(docx.oxml.parse_xml(f'<w:{tag} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r>{inner}</w:r></w:{tag}>'))
    assert run
    document.save(str(tmp_path / "a.docx"))
    article = only(tmp_path / "a.docx").article
    assert article is not None and article.text == "أعلن الوزير الجديد"


def _zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path


def test_word_bombs_and_others_are_faults(tmp_path: Path) -> None:
    bomb = _zipped(tmp_path / "bomb.docx", {"[Content_Types].xml": b"", "word/document.xml": b"0" * 201_000_000})
    odd = _zipped(tmp_path / "odd.docx", {"[Content_Types].xml": b"<a/>"})
    (tmp_path / "text.docx").write_bytes(b"not a zip at all")
    assert [f.code for s in read(bomb, odd, tmp_path / "text.docx") for f in s.faults] == ["too_large", "unreadable", "unsupported"]
    assert all(s.unread for s in read(bomb, odd))


def test_word_entities_are_not_expanded(tmp_path: Path) -> None:
    parts = {}
    with zipfile.ZipFile(word(tmp_path / "plan.docx")) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    bombs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    evil = f'<!DOCTYPE x [<!ENTITY a0 "واحد"><!ENTITY f SYSTEM "file:///etc/hostname">{bombs}]>'.encode()
    xml = parts["word/document.xml"].replace(b"<w:document", evil + b"<w:document", 1)
    parts["word/document.xml"] = xml.replace("خمسة سدود".encode(), b"&a9;&f;", 1)
    source = only(_zipped(tmp_path / "evil.docx", parts))
    text = source.article.text if source.article else ""
    assert len(text) < 2000 and "واحد" not in text and Path("/etc/hostname").read_text().strip() not in text


# -- PDF
def test_pdf_of_a_browser_is_read_in_order(tmp_path: Path) -> None:
    source = only(STORED / "seeds.pdf")
    assert source.article is not None
    text = source.article.text
    for phrase in ("عمان - 12 مايو 2024", "بنسبة 15% خلال عام 2025، وإن «الأولوية للمزارع الصغير» في محافظات الشمال", "من منظمة FAO الدولية", "3.5 مليون دينار للمشروع (المرحلة الأولى)،"):
        assert phrase in text
    labelled = kinds(source)
    assert labelled.count(("furniture", "نشرة الزراعة")) == 2 and ("furniture", "1") in labelled
    assert ("title", "وزير الزراعة الأردني يفتتح مركزا للبذور في إربد") in labelled
    assert source.article.published == "2024-05-12" and source.article.published_from == "text"


def test_pdf_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    paragraphs = [text for kind, text in kinds(only(STORED / "columns.pdf")) if kind == "paragraph"]
    assert len(paragraphs) == 4 and all(p.startswith("وقال مدير المركز عاصم الخطبا إن المزارعين سيحصلون على ") and p.endswith(".") for p in paragraphs)


def test_pdf_paragraph_goes_on_over_a_page(tmp_path: Path) -> None:
    line = PdfLine("نص", 10, 100, 50, 10, 10)
    rows = [
        _Row(line._replace(text="رأس الصفحة", y=100), 0, True), _Row(line._replace(text="قال الوزير إن العمل"), 0, False),
        _Row(line._replace(text="1"), 0, True), _Row(line._replace(text="سيبدأ غدا."), 1, False),
    ]  # fmt: skip
    assert _text(rows) == ("رأس الصفحة\n\nقال الوزير إن العمل سيبدأ غدا.\n\n1", {0: "furniture", 44: "furniture"})


def test_pdf_line_is_read_from_the_right_and_its_numbers_from_the_left() -> None:
    seen = "2025 ﻡﺎﻋ FAO ﻊﻣ (%15) 3/5 ﻲﻓ"
    glyphs = [Glyph(10.0 * n, 10.0 * n + 9, 0.0, 12.0, c) for n, c in enumerate(seen)]
    (line,) = lines_of(glyphs)
    assert turned(line.text, mirrored([line.text])) == "في 3/5 (15%) مع FAO عام 2025"


def test_pdf_latin_line_with_arabic_in_it() -> None:
    glyphs = [Glyph(10.0 * n, 10.0 * n + 9, 0.0, 12.0, c) for n, c in enumerate([*"office of ", *"ﺮﻳزو", " ", *"(a", "ff", *"airs)"])]
    assert [line.text for line in lines_of(glyphs)] == ["office of وزير (affairs)"]


def test_pdf_ligatures_marks_and_drawn_out_letters() -> None:
    glyphs = [Glyph(30, 39, 0, 12, "ﺱ"), Glyph(20, 29, 0, 12, "\u0640"), Glyph(10, 19, 0, 12, "ﻻ"), Glyph(32, 34, 1, 12, "\u064e"), Glyph(0, 9, 0, 12, "\ufeed")]
    (line,) = lines_of(glyphs)
    assert line.text == "سَلاو"


def test_pdf_is_the_text_that_pypdf_sees(tmp_path: Path) -> None:
    """The same letters as pypdf's own text, whatever their order: nothing lost, nothing made up."""
    source = only(STORED / "seeds.pdf")
    plain = "".join(p.extract_text() for p in pypdf.PdfReader(STORED / "seeds.pdf").pages)
    assert source.article is not None
    read_, seen = (sorted(c for c in unicodedata.normalize("NFKC", t) if c.isalnum()) for t in (source.article.text, plain))
    assert read_ == seen


@pytest.mark.parametrize(("stamp", "day"), [("D:20240506093000+03'00'", "2024-05-06"), ("D:20240506093000Z'", "2024-05-06"), ("D:20241399", None), ("قديم", None)])
def test_pdf_day_of_the_file_whatever_its_writer_put(tmp_path: Path, stamp: str, day: str | None) -> None:
    writer = pypdf.PdfWriter(clone_from=STORED / "columns.pdf")
    writer.add_metadata({"/CreationDate": stamp, "/Author": "ليلى الناصري"})
    writer.write(str(tmp_path / "a.pdf"))
    source = only(tmp_path / "a.pdf")
    assert source.article is not None
    assert (source.article.published, source.article.author) == (day, "ليلى الناصري")


def test_pdf_blanks_of_the_file_count(tmp_path: Path) -> None:
    glyphs = [Glyph(0, 9, 0, 12, "ﻢ"), Glyph(9, 18, 0, 12, "ﻧ"), Glyph(18, 19.5, 0, 12, " "), Glyph(19, 28, 0, 12, "ﻢ"), Glyph(28, 37, 0, 12, "ﻛ")]
    assert [line.text for line in lines_of(glyphs)] == ["كم نم"]


def _blank(path: Path, *, password: str = "", pages: int = 1, content: bytes = b"") -> Path:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(300, 300)
        if content:
            stream = DecodedStreamObject()
            stream.set_data(content)
            page[NameObject("/Contents")] = writer._add_object(stream)
            page[NameObject("/Resources")] = DictionaryObject()
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(str(path))
    return path


def test_pdf_without_text_locked_long_or_broken_is_a_fault(tmp_path: Path) -> None:
    scanned = _blank(tmp_path / "scan.pdf", content=b"q 10 0 0 10 0 0 cm Q")
    locked = _blank(tmp_path / "locked.pdf", password="سر")
    long = _blank(tmp_path / "long.pdf", pages=201)
    (tmp_path / "broken.pdf").write_bytes((STORED / "seeds.pdf").read_bytes()[:3000])
    sources = read(scanned, locked, long, tmp_path / "broken.pdf")
    assert [f.code for s in sources for f in s.faults] == ["no_text_layer", "locked", "too_large", "unreadable"]
    assert all(s.unread for s in sources)


# -- whatever the bytes
SOUND = {
    "pdf": (STORED / "columns.pdf").read_bytes(),
    "message": json.dumps(message(1, [{"type": "bold", "text": "عنوان"}, "\nقال الوزير إن العمل ماض."]), ensure_ascii=False).encode(),
}


@given(st.sampled_from(sorted(SOUND)), st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=6)), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_documents_broken_bytes_are_a_fault_and_no_error(kind: Kind, changes: list[tuple[float, bytes]]) -> None:
    data = bytearray(SOUND[kind])
    for where, put in changes:
        at = int(where * len(data))
        data[at : at + len(put)] = put
    source = read_document(Document(id="a", path="a", kind=kind, data=bytes(data)))
    assert source.article is not None or source.faults


# -- MHTML
@pytest.mark.parametrize(("encoding", "label"), [("quoted-printable", "utf-8"), ("base64", "windows-1256"), ("8bit", "utf-8")])
def test_mhtml_page_in_every_encoding(tmp_path: Path, encoding: str, label: str) -> None:
    raw = PAGE.format(label=label).encode(label)
    body = {"quoted-printable": quopri.encodestring(raw), "base64": base64.encodebytes(raw), "8bit": raw}[encoding]
    head = f"Content-Type: text/html; charset=\"{label}\"\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: https://a.example/port\r\n\r\n".encode()
    top = b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b1"\r\n\r\n'
    path = tmp_path / "page.mhtml"
    path.write_bytes(top + b"--b1\r\n" + head + body + b"\r\n--b1\r\nContent-Type: image/png\r\n\r\nx\r\n--b1--\r\n")
    source = only(path, published="2024-05-06")
    assert source.article is not None and source.article.title == "افتتاح مرفأ الصيد في ميناء صور"
    assert source.article.url == "https://a.example/port" and "سليم الحرداني" in source.article.text


# -- found by what they hold
def test_documents_are_known_by_their_first_bytes(tmp_path: Path) -> None:
    shutil.copy(STORED / "seeds.pdf", tmp_path / "noending")
    shutil.copy(word(tmp_path / "plan.docx"), tmp_path / "word.bin")
    telegram(tmp_path / "chat.json", CHANNEL)
    (tmp_path / "other.json").write_text('{"a": 1}', "utf-8")
    ids = [s.id for s in read(tmp_path) if s.article]
    assert ids == ["ساحل برس:2", "ساحل برس:3", "ساحل برس:4", "noending", "plan", "word"]


def test_documents_broken_message_is_not_the_end(tmp_path: Path) -> None:
    odd = message(7, "قال الوزير إن الأمر كذلك.", reply_to_message_id="x")
    path = telegram(tmp_path / "chat.json", {**CHANNEL, "messages": [odd, message(8, "قال الوزير إن الأمر كذلك.")]})
    first, second = read(path)
    assert [f.code for f in first.faults] == ["bad_message"] and not first.unread
    assert second.article is not None
