"""Files as they come from outside: their text is read, and each fault is told with its remedy."""

import io
import struct
import subprocess
import sys
import tracemalloc
import zipfile

import docx
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.apart import ROOT
from reports.incoming.documents import DocumentError, Kind, kind_of, read_document
from reports.incoming.documents.document import LONGEST_TEXT
from reports.incoming.documents.faults import DocumentError as Fault
from reports.incoming.documents.plain import decoded
from reports.incoming.documents.reader import parse
from tests.unit.made_files import NIGHT, pdf_of, word_of, zipped

PDF, WORD = pdf_of(NIGHT), word_of(NIGHT)


def locked(password: str) -> pikepdf.Encryption:
    """An old lock, which pypdf opens by itself when it has the password."""
    return pikepdf.Encryption(owner="hemligt", user=password, R=3, aes=False, metadata=False)


def fault_of(name: str, content: bytes, media_type: str = "") -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_document(name, media_type, content)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_text_is_read_in_whatever_letters_it_is_written(encoding):
    assert read_document("natt.txt", "text/plain", NIGHT.replace("\n", "\r\n").encode(encoding)).text == NIGHT


def test_what_is_declared_wrongly_is_read_rightly():
    assert decoded("Räksmörgås".encode(), "iso-8859-1") == "Räksmörgås"
    assert decoded("Räksmörgås".encode("cp1252"), "utf-8") == "Räksmörgås"
    assert decoded("Räksmörgås".encode("cp1252"), "no-such-thing") == "Räksmörgås"


def test_damaged_letters_are_shown_and_said():
    read = read_document("natt.txt", "", ("Åäö " * 30).encode() + b"\xff slut")
    assert read.text.startswith("Åäö Åäö")
    assert [remark.code for remark in read.remarks] == ["damaged_letters"]


def test_word_gives_paragraphs_and_tables_in_their_order():
    content = word_of("Väktarrapport", NIGHT, table=[["Tid", "Vad"], ["23.10", "Klotter"]])
    read = read_document("rapport.docx", "", content)
    assert read.kind is Kind.WORD
    assert read.text == f"Väktarrapport\n{NIGHT}\nTid\tVad\n23.10\tKlotter\n\nEfter tabellen."


def test_word_gives_what_stands_in_content_controls_and_insertions_and_not_what_is_struck_out():
    content = word_of("Platshållare")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    inner = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Ur fältet.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>Tillagt.</w:t></w:r></w:ins><w:del><w:r><w:delText>Struket.</w:delText></w:r></w:del></w:p>"
    )
    changed = [
        (name, part.replace(b"<w:sectPr", inner.encode() + b"<w:sectPr", 1) if name == "word/document.xml" else part)
        for name, part in entries
    ]
    assert read_document("rapport.docx", "", zipped(*changed)).text == "Platshållare\nUr fältet.\nTillagt."


def test_the_header_of_word_is_read():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Rapport 18 november 2026"
    document.add_paragraph("22.12 Klotter")
    out = io.BytesIO()
    document.save(out)
    assert read_document("r.docx", "", out.getvalue()).text == "Rapport 18 november 2026\n\n22.12 Klotter"


def test_pdf_gives_its_text():
    read = read_document("rapport.pdf", "", pdf_of(NIGHT, "Sidan två."))
    assert read.text == f"{NIGHT}\n\nSidan två."
    assert read.remarks == ()


def test_pages_of_a_pdf_that_are_pictures_are_named():
    [remark] = read_document("rapport.pdf", "", pdf_of("Text.", "", "Text.", "")).remarks
    assert remark.in_words().startswith("Sidorna 2, 4 i ”rapport.pdf” är bilder utan text")


def test_html_is_read_as_a_person_would():
    page = (
        "<html><head><style>p {color: red}</style></head><body><p>Hej!<br>Två rader</p><ul><li>ett<li>två</ul>"
        "<table><tr><td>22.12</td><td>Klotter</td></tr></table><!-- dold --><script>alert(1)</script>Slut</body></html>"
    )
    assert (
        read_document("r.html", "", page.encode()).text == "Hej!\nTvå rader\n\n- ett\n- två\n\n22.12\tKlotter\n\nSlut"
    )


def test_deeply_nested_html_is_read():
    assert read_document("r.html", "text/html", b"<div>" * 5_000 + b"djupt").text == "djupt"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("fel.txt", pdf_of("Text."), Kind.PDF),
        ("fel.pdf", word_of("Text."), Kind.WORD),
        ("fel.docx", NIGHT.encode(), Kind.TEXT),
        ("fel.eml", NIGHT.encode(), Kind.TEXT),
        ("fel.xlsx", b"<!DOCTYPE html><p>Text", Kind.HTML),
        ("fel.txt", b"From: a@exempel.se\r\nSubject: Natt\r\n\r\nText", Kind.MAIL),
    ],
)
def test_the_content_tells_what_a_file_is(name, content, kind):
    assert kind_of(name, "", content) is kind
    assert read_document(name, "", content).kind is kind


OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 60


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("tom.txt", b" \r\n", "empty"),
        ("bild.pdf", pdf_of("", ""), "scanned"),
        (
            "last.pdf",
            pdf_of(NIGHT, encryption=pikepdf.Encryption(owner="a", user="b", R=3, aes=False, metadata=False)),
            "encrypted",
        ),
        ("aes.pdf", pdf_of(NIGHT, encryption=pikepdf.Encryption(owner="a", user="b")), "encrypted"),
        ("kort.pdf", pdf_of(NIGHT)[:200], "broken"),
        ("kort.docx", word_of(NIGHT)[:300], "broken"),
        ("trasig.docx", zipped(("word/document.xml", b"<w:do")), "broken"),
        ("arkiv.zip", zipped(("a.txt", b"a")), "archive"),
        ("text.odt", zipped(("mimetype", b"application/vnd.oasis.opendocument.text")), "old_word"),
        ("gammal.doc", OLE + "WordDocument".encode("utf-16-le"), "old_word"),
        ("rik.rtf", b"{\\rtf1 text}", "old_word"),
        ("last.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("mejl.msg", OLE + "__substg1.0_0037001F".encode("utf-16-le"), "outlook"),
        ("Mejl.MSG", OLE + b"\0" * 600, "outlook"),
        ("notiser.json", b'[\n {"id": 1, "name": "x"}]', "json"),
        ("foto.jpg", b"\xff\xd8\xff\xe0 JFIF", "picture"),
        ("film.bin", bytes(range(256)) * 20, "unknown"),
        ("lang.txt", b"ord " * (LONGEST_TEXT // 4 + 10), "too_long"),
    ],
)
def test_each_fault_is_told_with_its_remedy(name, content, code):
    fault = fault_of(name, content)
    assert fault.code == code
    assert name in fault.in_words("sv")
    assert fault.in_words("sv").endswith("Inget av den sparades, och filen är kvar hos dig.")
    assert fault.in_words("en").endswith("Nothing of it was saved, and the file is still with you.")


def test_a_pdf_that_is_locked_against_changes_alone_is_read():
    content = pdf_of(NIGHT, encryption=locked(""))
    assert read_document("r.pdf", "", content).text == NIGHT


def test_a_zip_bomb_is_not_unpacked():
    bomb = zipped(("word/document.xml", b" " * 40_000_000))
    assert len(bomb) < 50_000
    tracemalloc.start()
    with pytest.raises(DocumentError) as caught:
        parse("bomb.docx", "", bomb)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == "expands"
    assert most < 5_000_000


@pytest.mark.parametrize("counted", [60_000, 1])
def test_a_list_of_very_many_entries_is_not_read(counted):
    """Also where its end says that there is but one."""
    packed = zipped(("word/document.xml", b"<a/>"))
    at, end = packed.index(b"PK\x01\x02"), packed.index(b"PK\x05\x06")
    entry = packed[at:end]
    listed = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535 & counted, 65_535 & counted, 60_000 * len(entry), at, 0
    )
    many = packed[:at] + 60_000 * entry + listed
    tracemalloc.start()
    with pytest.raises(DocumentError) as caught:
        kind_of("lista.docx", "", many)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == "expands"
    assert most < 2 * len(many)


def test_a_bomb_that_lies_about_its_size_is_stopped():
    bomb = bytearray(zipped(("word/document.xml", b"<a>" + b" " * 40_000_000)))
    at = bomb.rindex(b"PK\x01\x02") + 24
    bomb[at : at + 4] = (1_000).to_bytes(4, "little")
    assert fault_of("bomb.docx", bytes(bomb)).code == "broken"


def test_ten_thousand_pages_are_too_many():
    with pikepdf.open(io.BytesIO(pdf_of("Text."))) as pdf:
        pdf.Root.Pages.Kids = pikepdf.Array([pdf.Root.Pages.Kids[0]] * 10_000)
        pdf.Root.Pages.Count = 10_000
        out = io.BytesIO()
        pdf.save(out)
    assert "10000 sidor; högst 500" in fault_of("tjock.pdf", out.getvalue()).in_words()


def test_ten_thousand_lines_are_read():
    lines = "\n".join(f"{n % 24:02}.15 Händelse {n}" for n in range(10_000))
    assert read_document("lang.txt", "", lines.encode()).text == lines


def test_a_file_that_takes_more_than_its_share_ends_alone():
    script = (
        "from reports.incoming.documents import __main__ as child\nchild.MOST_MEMORY = 200 * 1024 * 1024\nchild.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "document", "stor.eml", ""],
        input=b"From: a@exempel.se\nDate: x\n\n" + b"a\n" * 60_000_000,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert b'"too_demanding"' in done.stdout


BEGINNINGS = (
    b"",
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj ",
    b"PK\x03\x04",
    b"From: a@exempel.se\nSubject: x\nContent-Type: ",
    b"From: a@exempel.se\nDate: x\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/html\n\n",
    b"<html>",
    b"\xff\xfe",
)


def text_or_fault(content: bytes) -> str:
    try:
        return parse("fil", "", content).text
    except DocumentError as error:
        return error.in_words()


@settings(max_examples=150, deadline=2_000)
@given(beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_text_or_a_fault(beginning, rest):
    assert text_or_fault(beginning + rest)


@settings(max_examples=60, deadline=2_000)
@given(at=st.integers(0, 5_000), bytes_=st.binary(min_size=1, max_size=30), kind=st.sampled_from([0, 1]))
def test_a_document_that_is_damaged_anywhere_gives_a_text_or_a_fault(at, bytes_, kind):
    whole = (PDF, WORD)[kind]
    at %= len(whole)
    assert text_or_fault(whole[:at] + bytes_ + whole[at + len(bytes_) :])


def test_every_fault_has_its_sentences():
    details = {"name": "f", "most": 1, "found": 2, "pages": "1"}
    for swedish, english in Fault.sentences.values():
        assert "f" in swedish.format(**details)
        assert "f" in english.format(**details)
