"""What a page needs to show an edition's document: the document, and where its numbers and words lead."""

from collections.abc import Collection
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from app.access import may_visit
from app.incidents.filters import IncidentFilter
from app.models import IncidentStatus, Picture
from app.pictures.category_words import everyday_words
from app.pictures.queries.written import written
from geo.symbols import shape_path
from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.audiences.revealing import revealing_sentences
from reports.picture.content.blocks import About, Block, Cards, SectionKind
from reports.picture.content.compose import compose
from reports.picture.content.legible import legible
from reports.picture.storage import from_json, remarks_from_json

ESSENCE = (SectionKind.SUMMARY, SectionKind.DECISIONS, SectionKind.CHANGES)
EXPLAINED = (SectionKind.MORE,)


def shown(record: bytes, remarks: bytes, audience: Audience, is_draft: bool) -> dict[str, Any]:
    """The document of a stored edition as one audience gets it; of a draft also what its summary gives away."""
    whole, everything = from_json(record), remarks_from_json(remarks)
    document = legible(compose(*for_audience(whole, everything, audience), audience, is_draft))
    return {
        "document": document,
        "revealing": revealing_sentences(whole, everything, everyday_words(whole)) if is_draft else (),
        "anchors": document.anchors,
        "section_keys": {section.key for section in document.sections},
        "kind_of": kind_of,
        "link_to": link_to,
        "path_of": shape_path,
    }


def essence(session: Session, edition: Picture) -> dict[str, Any]:
    """The parts of an edition's document that a director reads: what it says, what is asked for, what surely changed.

    `explained` are the words of its method, which those parts lead to.
    """
    content = shown(edition.record, written(session, edition), Audience.STYRGRUPP, is_draft=False)
    sections = content["document"].sections
    return {
        **content,
        "sections": [one for kind in ESSENCE for one in sections if one.kind is kind],
        "explained": [one for one in sections if one.kind in EXPLAINED],
    }


def district_cards(session: Session, edition: Picture, keys: Collection[str]) -> dict[str, Any]:
    """Of an edition's public version the cards of some districts, by their keys."""
    content = shown(edition.record, written(session, edition), Audience.ALLMAN, is_draft=False)
    wanted = {f"district-{key}" for key in keys}
    blocks = (block for section in content["document"].sections for block in section.blocks)
    cards = [card for block in blocks if isinstance(block, Cards) for card in block.cards if card.key in wanted]
    # Their section and their words' method stand on the edition's own page.
    return {**content, "cards_shown": Cards(tuple(cards)), "section_keys": (), "anchors": ()}


def kind_of(block: Block) -> str:
    return type(block).__name__


def link_to(about: About) -> str | None:
    """The list of the incidents that a number counts; None for those who may see no list."""
    if not may_visit("incidents.index"):
        return None
    if about.incident is not None:
        return url_for("incidents.show", incident_id=about.incident)
    chosen = IncidentFilter(
        start=about.period.start,
        end=about.period.last_day,
        districts=(about.district,) if about.district else (),
        categories=(about.category,) if about.category else (),
        statuses=(IncidentStatus.CONFIRMED,),
        words=about.place or "",
    )
    return url_for("incidents.index", **chosen.to_args())  # type: ignore[arg-type]
