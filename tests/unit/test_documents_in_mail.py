"""Mails as they are sent: odd letters, HTML alone, attachments, mails within mails."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from reports.incoming.documents import Document, DocumentError, Kind, read_document
from tests.unit.made_files import NIGHT, pdf_of, word_of


def mail(text: str = NIGHT, **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {
        "From": "Vakt Ett <vakt@exempel.se>",
        "Date": "Wed, 18 Nov 2026 07:02:00 +0100",
        "Subject": "Dygnsrapport",
        "Message-ID": "<ett@exempel.se>",
        **headers,
    }.items():
        message[name] = value
    message.set_content(text)
    return message


def read(message: EmailMessage | bytes) -> Document:
    return read_document("mejl.eml", "message/rfc822", message if isinstance(message, bytes) else message.as_bytes())


def test_a_mail_gives_its_text_its_sender_and_when_it_was_sent():
    found = read(mail())
    assert (found.text, found.kind) == (NIGHT, Kind.MAIL)
    assert (found.sender, found.subject, found.message_id) == ("vakt@exempel.se", "Dygnsrapport", "ett@exempel.se")
    assert found.sent == datetime(2026, 11, 18, 6, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("declared", "written"),
    [("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("x-unknown", "utf-8"), ("us-ascii", "utf-8")],
)
def test_letters_that_are_declared_wrongly_are_read(declared, written):
    head = f"From: a@exempel.se\nSubject: Natt\nContent-Type: text/plain; charset={declared}\n\n"
    assert read(head.encode() + NIGHT.encode(written)).text == NIGHT


def test_html_alone_becomes_text():
    message = mail()
    message.set_content("<p>22.12 Klotter<br>på Provtorget</p><p>Lugnt i övrigt</p>", subtype="html")
    assert read(message).text == "22.12 Klotter\npå Provtorget\n\nLugnt i övrigt"


def test_of_two_forms_the_plain_one_is_read_once():
    message = mail()
    message.add_alternative("<p>22.12 Skadegörelse</p>", subtype="html")
    assert read(message).text == NIGHT


def test_a_plain_form_that_only_refers_to_the_other_is_passed_over():
    message = mail("Visa som HTML.")
    message.add_alternative(f"<p>{NIGHT}</p>" * 4, subtype="html")
    assert read(message).text.count("Skadegörelse") == 4


def test_signatures_and_what_is_quoted_stay():
    text = "Se nedan.\n\nHälsningar\n-- \nVakt Ett\n\n> 22.12 Klotter"
    assert read(mail(text)).text.endswith("--\nVakt Ett\n\n> 22.12 Klotter")


def test_attachments_follow_under_their_names():
    message = mail("Rapporterna bifogas.")
    message.add_attachment(word_of("23.10 Klotter"), maintype="application", subtype="octet-stream", filename="a.docx")
    message.add_attachment(pdf_of("23.50 Bråk"), maintype="application", subtype="pdf", filename="Väst.pdf")
    message.add_attachment("00.15 Brand", filename="c.txt")
    assert read(message).text == (
        "Rapporterna bifogas.\n\n--- a.docx ---\n23.10 Klotter\n\n--- Väst.pdf ---\n23.50 Bråk"
        "\n\n--- c.txt ---\n00.15 Brand"
    )


def test_a_mail_within_a_mail_is_read_with_its_attachments():
    inner = mail("Texten inuti.", Subject="Ursprunget")
    inner.add_attachment(pdf_of("23.50 Bråk"), maintype="application", subtype="pdf", filename="b.pdf")
    outer = mail("Vidarebefordrar.")
    outer.add_attachment(inner)
    text = read(outer).text
    assert [text.count(words) for words in ("Vidarebefordrar.", "Texten inuti.", "23.50 Bråk")] == [1, 1, 1]
    assert "Date: Wed, 18 Nov 2026 07:02:00 +0100" in text


def test_what_cannot_be_read_is_named_and_the_rest_is_read():
    message = mail()
    message.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="karta.png")
    message.add_attachment(b"\0\1\2" * 50, maintype="application", subtype="x-odd", filename="odd.bin")
    message.add_attachment(pdf_of(""), maintype="application", subtype="pdf", filename="skannad.pdf")
    found = read(message)
    assert found.text == NIGHT
    assert [(remark.code, remark.name) for remark in found.remarks] == [
        ("picture", "karta.png"),
        ("unknown", "odd.bin"),
        ("scanned", "skannad.pdf"),
    ]
    assert found.remarks[0].in_words().endswith("Den finns kvar i originalet.")


def test_an_empty_mail_is_its_subject():
    assert read(mail("", Subject="Inget att rapportera")).text == "Inget att rapportera"


def test_a_mail_with_nothing_but_a_picture_says_so():
    message = mail("", Subject="")
    message.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="karta.png")
    with pytest.raises(DocumentError) as caught:
        read(message)
    assert caught.value.code == "picture"


def test_many_attachments_end_with_a_word_about_the_rest():
    message = mail()
    for number in range(60):
        message.add_attachment(f"Rad {number}", filename=f"{number}.txt")
    found = read(message)
    assert "Rad 49" in found.text
    assert "Rad 50" not in found.text
    assert [remark.code for remark in found.remarks] == ["too_many_parts"]


def test_mails_nested_without_end_are_read_in_time():
    message = mail("Innerst.")
    for _ in range(30):
        outer = mail("Yttre.")
        outer.add_attachment(message)
        message = outer
    assert "too_many_parts" in [remark.code for remark in read(message).remarks]


@pytest.mark.parametrize(
    "head",
    [
        b"From: =?utf-8?Q?=ff?= <a@exempel.se\nDate: ig\xe5r\nSubject: =?x?Q?a?=",
        b"From:\nDate: Wed, 99 Nov 2026 77:02:00 +9900\nSubject:" + b" (" * 400,
        b"From: a@exempel.se, b@exempel.se\nSubject: x\nContent-Type: multipart/mixed",
        b'From: @@@\nSubject: x\nContent-Type: text/plain; charset="\xff"\nContent-Transfer-Encoding: base64x',
    ],
)
def test_broken_heads_keep_no_text_back(head):
    assert "22.12" in read(head + b"\n\n" + NIGHT.encode()).text


def test_letters_of_no_known_encoding_in_the_address_keep_no_text_back():
    found = read("From: åsa@exempel.se\nSubject: Natt\n\n".encode("latin-1") + NIGHT.encode())
    assert (found.text, found.sender) == (NIGHT, "?sa@exempel.se")
