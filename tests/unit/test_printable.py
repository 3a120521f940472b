"""What documents print of signs that no typeface has."""

import pytest

from app.pictures.showing import shown
from reports.picture.audiences.audience import Audience
from reports.picture.build import count_picture
from reports.picture.content.blocks import Paragraph
from reports.picture.documents.printable import MISSING, SIGNS, printable, unprintable
from reports.picture.remarks import Remarks
from reports.picture.storage import remarks_to_json, to_json
from tests.unit.picture_data import PICTURE_INPUT


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Bra 😀 jobbat", f"Bra {MISSING} jobbat"),
        ("Bra 👍🏽", f"Bra {MISSING}"),
        ("👨‍👩‍👧 och 日本語", f"{MISSING} och {MISSING}"),
        ("❤️ i ₂ → ✓ ½", "❤ i ₂ → ✓ ½"),
        ("①② 𝐁𝐫𝐨 ２４ ﬁ", "12 Bro 24 fi"),
        ("a\x07b\u200bc\u00ad", "abc"),
        ("A\u030angermanland", "Ångermanland"),
        (MISSING, MISSING),
    ],
)
def test_what_cannot_be_printed_is_said_in_signs_that_can(typed: str, printed: str) -> None:
    assert printable({"words": [typed]}) == {"words": [printed]}
    assert printable(printed) == printed


def test_who_writes_is_told_each_sign_that_readers_do_not_get() -> None:
    assert unprintable("Bra 😀 jobbat 😀 👍🏽, 日!") == ("😀", "👍", "日")
    assert unprintable("Ordning i Östra Påhittsby – ”❤️” → ½ ①\u200b\n") == ()
    assert unprintable("".join(SIGNS)) == ()


def test_all_that_cannot_be_printed_and_says_something_is_told() -> None:
    for sign in map(chr, (*range(0x2000, 0xD800, 7), *range(0xE000, 0x20000, 13))):
        assert (MISSING in printable(sign)) == bool(unprintable(sign)), hex(ord(sign))


def test_a_page_has_no_signs_that_set_words_backwards() -> None:
    record = to_json(count_picture(PICTURE_INPUT, 2026, 23))
    content = shown(
        record, remarks_to_json(Remarks(summary=("Lugnt, om\u202evänd.",))), Audience.INTERN, is_draft=False
    )
    lead = content["document"].sections[0].blocks[0]
    assert isinstance(lead, Paragraph)
    assert lead.text == "Lugnt, omvänd."
