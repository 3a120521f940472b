"""The steering group's version is two pages, whatever is picked for it, and says what was shortened for that."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.pictures.documents import FONTS
from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.content.blocks import Bullets, Cards, Document, Paragraph, SectionKind
from reports.picture.content.compose import compose, shortened_for_steering
from reports.picture.content.two_pages import cut
from reports.picture.documents.pdf import render_pdf
from reports.picture.record import Picture
from reports.picture.remarks import Remarks
from tests.unit.full_edition import TALE, full_picture, full_remarks

OFFERED = ("places", "hours", "half_year", "child_perspective", "feedback", "corrections")


def picked(districts: int, tale: str) -> tuple[Picture, Remarks]:
    """Everything there is to pick, with a comment and a reason of such length for every district."""
    picture = full_picture(districts)
    said = full_remarks(picture)
    keys = [label.key for label in picture.districts]
    events = [f"event:{number}" for number in range(len(said.events))]
    everything = replace(
        said,
        comments=dict.fromkeys(keys, tale),
        assessments=tuple(replace(one, reason=tale) for one in said.assessments),
        decisions_wanted=said.decisions_wanted * 3,
        for_steering=(*OFFERED, *events, *(f"comment:{key}" for key in keys)),
    )
    return for_audience(picture, everything, Audience.STYRGRUPP)


def last_words(document: Document) -> str:
    last = document.sections[-1].blocks[-1]
    assert isinstance(last, Paragraph)
    return last.text


@pytest.mark.parametrize(("districts", "tales"), [(3, 2), (6, 8), (12, 4)])
def test_it_is_two_pages_whatever_is_picked_for_it(districts: int, tales: int) -> None:
    document = compose(*picked(districts, TALE * tales), Audience.STYRGRUPP)
    assert len(PdfReader(BytesIO(render_pdf(document, FONTS))).pages) == 2


def test_it_says_what_was_shortened_and_the_desk_is_told_the_same() -> None:
    shown = picked(3, TALE * 4)
    titles = shortened_for_steering(*shown)
    assert "Platser med flest händelser" in titles
    words = last_words(compose(*shown, Audience.STYRGRUPP))
    assert words.startswith("Kortat för att rymmas på två sidor: ")
    assert all(title in words for title in titles)


@pytest.mark.parametrize("corrections", [4, 8])
def test_no_more_of_long_reasons_is_cut_than_does_not_fit_and_they_are_named(corrections: int) -> None:
    """A row of cards that does not fit below the summary goes on to the next page, and leaves the first one empty."""
    picture = full_picture(3)
    said = full_remarks(picture)
    judged = tuple(replace(one, reason=(TALE * 10)[:1000].strip()) for one in said.assessments)
    told = tuple(f"Lägesbild 2026:{number}, Del 2, Oväsen: nu 3, då 2." for number in range(corrections))
    said = replace(said, assessments=judged, corrections=told, for_steering=("corrections",))
    document = compose(*for_audience(picture, said, Audience.STYRGRUPP), Audience.STYRGRUPP)
    assert len(PdfReader(BytesIO(render_pdf(document, FONTS))).pages) == 2
    (cards,) = (block for block in document.sections[0].blocks if isinstance(block, Cards))
    assert all(card.judgement and 600 < len(card.judgement.reason) < 1000 for card in cards.cards)
    assert "Skälen till bedömningarna" in last_words(document)
    assert "Sammanfattning" not in last_words(document)


def test_numbers_steps_and_decisions_stay_when_much_is_shortened() -> None:
    document = compose(*picked(6, TALE * 8), Audience.STYRGRUPP)
    kinds = {section.kind for section in document.sections}
    assert {SectionKind.SUMMARY, SectionKind.CHANGES, SectionKind.DECISIONS, SectionKind.SOURCES} <= kinds
    (cards,) = (block for block in document.sections[0].blocks if isinstance(block, Cards))
    assert all(card.judgement and card.judgement.reason and card.big.text for card in cards.cards)


def test_what_fits_is_not_touched() -> None:
    picture = full_picture()
    few = replace(full_remarks(picture), for_steering=("event:0",))
    shown = for_audience(picture, few, Audience.STYRGRUPP)
    assert shortened_for_steering(*shown) == []
    assert "Kortat" not in last_words(compose(*shown, Audience.STYRGRUPP))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kort.", "Kort."),
        ("En hel mening här. Och en till som är för lång.", "En hel mening här. …"),
        ("Ett enda långt stycke utan någon punkt i mitten", "Ett enda långt stycke utan …"),
    ],
)
def test_a_text_is_cut_between_sentences_or_words(text: str, shown: str) -> None:
    assert cut(text, 30) == shown


@pytest.mark.parametrize(("signs", "left"), [(2_019, 2_000), (3_900, 1_500)])
def test_a_long_decision_parts_and_is_cut_no_more_than_needed(signs: int, left: int) -> None:
    picture = full_picture()
    decision = " ".join(f"Mening {number} handlar om något påhittat." for number in range(120))[:signs]
    said = replace(full_remarks(picture), summary=("En mening.", decision[:300]), decisions_wanted=(decision,))
    document = compose(*for_audience(picture, said, Audience.STYRGRUPP), Audience.STYRGRUPP)
    assert len(PdfReader(BytesIO(render_pdf(document, FONTS))).pages) == 2
    (shown,) = [one.blocks[0] for one in document.sections if one.kind is SectionKind.DECISIONS]
    assert isinstance(shown, Bullets)
    assert len(shown.items[0].text) >= left
