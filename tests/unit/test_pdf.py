"""The PDF: that it keeps what PDF/UA-1 and PDF/A-2a ask of a file, and that nothing people wrote can run or stop it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.build import build_picture
from reports.picture.content.blocks import (
    Bullets,
    Cards,
    Document,
    Figure,
    Notice,
    Paragraph,
    SectionKind,
    Table,
    Terms,
)
from reports.picture.content.compose import compose
from reports.picture.documents.pdf import render_pdf
from reports.picture.documents.printable import LETTERS, MORE_LETTERS, SIGNS
from reports.picture.inputs import UnplacedInput
from reports.picture.record import Picture
from reports.picture.remarks import Remarks
from tests.unit.full_edition import full_document, full_picture, full_remarks
from tests.unit.picture_data import picture_input
from tests.unit.public_numbers import picture_of

FONTS = Path(__file__).parents[2] / "app" / "static" / "vendor" / "fonts-ttf"
EVIL = '#panic("run") *_`$x$` <label> @ref \\ #{[} "quoted" {{x}}'
MEGABYTE = 1_000_000
PRINTED = 4  # the flag of an annotation that PDF/A lets be
AUDIENCES = pytest.mark.parametrize("audience", list(Audience))


@pytest.fixture(scope="module")
def picture() -> Picture:
    return build_picture(picture_input(), 2026, 23)


@cache
def printed(audience: Audience) -> bytes:
    return render_pdf(full_document(audience), FONTS)


def plain(picture: Picture) -> bytes:
    return render_pdf(compose(picture, Remarks(), Audience.INTERN), FONTS)


@contextmanager
def opened(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(content)) as pdf:
        yield pdf


def elements(node: Any) -> list[pikepdf.Dictionary]:
    """A structure tree as a flat list."""
    if isinstance(node, pikepdf.Array):
        return [element for child in node for element in elements(child)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    return [node, *elements(node.get("/K"))]


def tree(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return elements(pdf.Root.StructTreeRoot.K)


def attributes(element: pikepdf.Dictionary) -> dict[str, Any]:
    found = element.get("/A", [])
    parts = found if isinstance(found, pikepdf.Array) else [found]
    return {key: value for part in parts if isinstance(part, pikepdf.Dictionary) for key, value in part.items()}


def titles(items: list[pikepdf.OutlineItem]) -> list[str]:
    return [str(item.title) for item in items]


def drawings(document: Document) -> list[Figure]:
    """As they stand in the document: those of cards, then those of the sections."""
    blocks = [block for section in document.sections for block in section.blocks]
    small = [card.figure for block in blocks if isinstance(block, Cards) for card in block.cards if card.figure]
    return small + [block for block in blocks if isinstance(block, Figure)]


def sentences(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield section.title
        for block in section.blocks:
            match block:
                case Paragraph() | Notice():
                    yield block.text
                case Bullets():
                    yield from (item.text for item in block.items)
                case Terms():
                    yield from (part for term, meaning in block.terms for part in (term.text, meaning))
                case Figure() if block.caption:
                    yield block.caption


def headings(document: Document) -> list[str]:
    blocks = [block for section in document.sections for block in section.blocks]
    tables = [block.caption for block in blocks if isinstance(block, Table)]
    figures = [block.title for block in blocks if isinstance(block, Figure) and block.table]
    return [section.title for section in document.sections] + tables + figures


def squeezed(text: str) -> str:
    """Without white space: lines end where the page does, not where the text was broken when written."""
    return "".join(text.split())


def missing(document: Document, content: bytes) -> list[str]:
    """The sentences that do not stand in the document after the one before them."""
    read, at, found = squeezed(" ".join(words_of(content))), 0, []
    for sentence in sentences(document):
        place = read.find(squeezed(sentence), at)
        at = max(at, place + 1)
        found += [sentence] if place < 0 else []
    return found


@cache
def words_of(content: bytes) -> tuple[str, ...]:
    """The text of each page as another program reads it, each white space as one space. Reading outlasts drawing."""
    return tuple(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


@AUDIENCES
def test_it_declares_what_it_keeps(audience: Audience):
    with opened(printed(audience)) as pdf:
        root = pdf.Root
        assert (root.Lang, bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle)) == (
            "sv",
            True,
            True,
        )
        with pdf.open_metadata() as metadata:
            told = [metadata[key] for key in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance", "dc:title")]
        assert told == ["1", "2", "A", "Lägesbild 2026:23 · Provköping"]
        assert [str(intent.S) for intent in root.OutputIntents] == ["/GTS_PDFA1"]
        assert root.OutputIntents[0].DestOutputProfile.N == 3
        assert all(page.Tabs == "/S" for page in pdf.pages if "/Annots" in page)
        assert not {"/Encrypt", "/OpenAction", "/AcroForm"} & ({*root.keys()} | {*pdf.trailer.keys()})
        assert all(
            note.get("/A", {}).get("/S") in (None, "/GoTo") for page in pdf.pages for note in page.get("/Annots", [])
        )


@AUDIENCES
def test_every_typeface_is_inside_and_tells_its_letters(audience: Audience):
    with opened(printed(audience)) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        composed = [font for font in fonts if font.Subtype == "/Type0"]
        assert len(composed) >= 2
        assert {str(font.Subtype) for font in fonts} == {"/Type0", "/CIDFontType2"}
        assert all("/ToUnicode" in font for font in composed)
        described = [font.FontDescriptor for font in fonts if "/FontDescriptor" in font]
        assert len(described) == len(composed)
        assert all("SourceSans3" in str(one.FontName) and "/FontFile2" in one for one in described)


@AUDIENCES
def test_each_drawing_says_what_it_shows(audience: Audience):
    document = full_document(audience)
    with opened(printed(audience)) as pdf:
        told = [str(element.Alt) for element in tree(pdf) if element.S == "/Figure"]
    assert told == [drawing.alt for drawing in drawings(document)]


@AUDIENCES
def test_each_table_has_heads_that_name_their_columns(audience: Audience):
    document = full_document(audience)
    blocks = [block for section in document.sections for block in section.blocks]
    wanted = [block for block in blocks if isinstance(block, Table)]
    wanted += [block.table for block in blocks if isinstance(block, Figure) and block.table]
    with opened(printed(audience)) as pdf:
        tables = [elements(element) for element in tree(pdf) if element.S == "/Table"]
        heads = [[part for part in table if part.S == "/TH"] for table in tables]
        rows = [sum(part.S == "/TR" for part in table) for table in tables]
        assert Counter(map(len, heads)) == Counter(len(table.columns) for table in wanted)
        assert Counter(rows) == Counter(1 + len(table.rows) + (table.total is not None) for table in wanted)
        assert {str(attributes(head)["/Scope"]) for table in heads for head in table} == {"/Column"}


@AUDIENCES
def test_headings_go_down_one_step_at_a_time_and_make_the_bookmarks(audience: Audience):
    with opened(printed(audience)) as pdf:
        kinds = [str(element.S) for element in tree(pdf)]
        steps = [int(kind[2]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdecimal()]
        assert kinds.count("/Title") == 1
        assert steps[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(steps))
        with pdf.open_outline() as outline:
            found = titles(outline.root)
    sections = [section.title for section in full_document(audience).sections]
    assert [title for title in found if title in sections] == sections


@AUDIENCES
def test_it_reads_in_the_order_of_the_document(audience: Audience):
    assert missing(full_document(audience), printed(audience)) == []


@AUDIENCES
def test_every_page_says_which_edition_it_is_of(audience: Audience):
    document, pages = full_document(audience), words_of(printed(audience))
    for number, page in enumerate(pages, 1):
        assert document.edition in page
        assert document.audience in page
        assert f"{document.page_word} {number} ({len(pages)})" in page
        assert document.fingerprint in page
        assert " ".join(document.cutoff.split()) in page


def test_a_draft_says_so_on_every_page_and_a_finished_one_on_none():
    draft = words_of(render_pdf(full_document(Audience.STYRGRUPP, is_draft=True), FONTS))
    assert all("UTKAST" in page for page in draft)
    assert "UTKAST" not in " ".join(words_of(printed(Audience.STYRGRUPP)))


def test_the_steering_group_reads_two_pages_at_most():
    assert len(words_of(printed(Audience.STYRGRUPP))) == 2


@pytest.mark.parametrize(
    "words", ["Kort.", "Mycket har hänt och mycket är sagt. " * 20 + "\n", "Ett långt stycke. " * 300]
)
@AUDIENCES
def test_no_heading_is_left_at_the_foot_of_a_page(audience: Audience, words: str):
    shown = full_picture()
    picks = tuple(f"comment:{label.key}" for label in shown.districts)
    said = replace(
        full_remarks(shown),
        comments={label.key: words * 4 for label in shown.districts},
        for_steering=(*picks, "places"),
    )
    document = compose(*for_audience(shown, said, audience), audience)
    bodies = [
        page.rsplit(squeezed(document.cutoff), 1)[0] for page in map(squeezed, words_of(render_pdf(document, FONTS)))
    ]
    assert all(bodies)
    widows = [title for title in headings(document) for body in bodies if body.endswith(squeezed(title))]
    assert widows == []


def test_a_table_over_several_pages_repeats_its_heads():
    rows = full_picture().unplaced * 2
    document = full_document(Audience.INTERN, replace(full_picture(), unplaced=rows, unplaced_total=len(rows)))
    pages = words_of(render_pdf(document, FONTS))
    told = [at for at, page in enumerate(pages) if "Vid provbron" in page]
    assert told == [at for at, page in enumerate(pages) if "Angiven plats" in page]
    assert len(told) > 1


def test_a_district_with_its_map_and_table_is_one_page():
    document, pages = full_document(Audience.INTERN), list(map(squeezed, words_of(printed(Audience.INTERN))))
    districts = [section for section in document.sections if section.kind is SectionKind.DISTRICT]
    for section in districts:
        said = [block.text for block in section.blocks if isinstance(block, Paragraph)]
        noted = [note for block in section.blocks if isinstance(block, Table) for note in block.notes]
        told = [squeezed(words) for words in (*said, *noted)]
        assert [page for page in pages if all(words in page for words in told)] != []
    assert len(pages) <= 12


def test_what_comes_before_three_districts_is_one_page():
    document, (first, second, *_) = full_document(Audience.INTERN), words_of(printed(Audience.INTERN))
    opening = [section for section in document.sections[:2] if section.kind is not SectionKind.DISTRICT]
    assert [section.title for section in opening if section.title not in first] == []
    assert "Kommundelarna jämförda" in first
    assert document.sections[2].title in second


def test_the_first_page_of_charts_has_as_many_as_the_others():
    (first,) = [page for page in words_of(printed(Audience.INTERN)) if "Så har det gått i kommundelarna" in page]
    assert "Norra Påhittsby med omnejd: antal per tvåveckorsperiod" in first
    assert "Del 2: antal per tvåveckorsperiod" in first


@AUDIENCES
def test_it_is_small_and_always_the_same(audience: Audience):
    assert len(printed(audience)) < MEGABYTE
    assert render_pdf(full_document(audience), FONTS) == printed(audience)


@pytest.mark.parametrize("districts", [1, 2, 4, 12])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_any_number_of_districts_fits(districts: int, language: str):
    document = full_document(Audience.INTERN, full_picture(districts, 3, language))
    content = render_pdf(document, FONTS)
    assert len(content) < MEGABYTE
    with opened(content) as pdf:
        assert pdf.Root.Lang == language
        assert sum(element.S == "/Figure" for element in tree(pdf)) == len(drawings(document))


@AUDIENCES
@pytest.mark.parametrize("counts", [[[1, 0], [0, 0]], [[1, 1], [1, 1]], [[0], [0]], [[12_345, 1], [2, 30_000]]])
def test_any_numbers_are_laid_out_for_anybody(audience: Audience, counts: list[list[int]]):
    document = compose(*for_audience(picture_of(counts), Remarks(), audience), audience)
    assert missing(document, render_pdf(document, FONTS)) == []


@pytest.mark.parametrize("words", ["😀", "日本語", "a\x07b\x00c", "Ωмега ẞ", "e\u0301n \u202ebak", "\u00ad\ufeff"])
def test_no_sign_that_somebody_typed_stops_a_document(picture: Picture, words: str):
    row = UnplacedInput(1, "fredag", "trafik", "norr", words)
    place = replace(picture.places[0], name=words)
    assert plain(replace(picture, unplaced=(row,), unplaced_total=1, places=(place,))).startswith(b"%PDF")


@pytest.mark.parametrize("fonts", [FONTS, FONTS / "missing"])
def test_every_letter_that_is_let_through_has_a_font(picture: Picture, fonts: Path):
    """Those that fonts lack would stop the document, so this finds a gap in what counts as printable."""
    letters = "".join(chr(code) for code in (*LETTERS, *MORE_LETTERS)) + "".join(sorted(SIGNS))
    rows = tuple(
        UnplacedInput(1, "fredag", "trafik", "norr", letters[at : at + 60]) for at in range(0, len(letters), 60)
    )
    document = compose(replace(picture, unplaced=rows, unplaced_total=len(rows)), Remarks(), Audience.INTERN)
    assert render_pdf(document, fonts).startswith(b"%PDF")


def test_a_document_is_made_without_the_fonts_and_without_any_data(tmp_path: Path):
    bare = picture_input(
        counts=(), sources=(), places=(), unplaced=(), unplaced_total=0, first_data=None, districts=(), language="en"
    )
    empty = compose(build_picture(bare, 2026, 1), Remarks(), Audience.INTERN)
    assert render_pdf(empty, tmp_path / "nowhere").startswith(b"%PDF-1.7")


def test_nothing_that_people_wrote_is_run():
    data = picture_input()
    evil = replace(
        data,
        municipality=EVIL,
        districts=tuple(
            replace(district, name=EVIL, place_names=((EVIL, 17.65, 59.52),)) for district in data.districts
        ),
        categories=tuple(replace(category, name=EVIL) for category in data.categories),
        sources=tuple(replace(source, name=EVIL) for source in data.sources),
        places=tuple(replace(place, name=EVIL) for place in data.places),
        unplaced=tuple(replace(incident, when=EVIL, words=EVIL) for incident in data.unplaced),
    )
    said = Remarks(summary=(EVIL,), comments={"norr": EVIL}, decisions_wanted=(EVIL,), child_perspective=EVIL)
    content = render_pdf(compose(build_picture(evil, 2026, 23), said, Audience.INTERN), FONTS)
    with opened(content) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == f"Lägesbild 2026:23 · {EVIL}"
    assert '#panic("run")' in words_of(content)[0]
