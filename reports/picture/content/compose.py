"""One content for every format: an edition's numbers and remarks as a document for one audience."""

from collections.abc import Collection
from dataclasses import replace
from hashlib import sha256

from reports.picture.audiences.audience import Audience
from reports.picture.content.blocks import (
    Block,
    Document,
    Notice,
    Paragraph,
    Section,
    SectionKind,
    Terms,
    Value,
    verdict_anchor,
)
from reports.picture.content.changes import changes_section, sure_changes_section, whole_changes
from reports.picture.content.districts import cards, comments_section, district_sections, histories_section
from reports.picture.content.edition import Edition
from reports.picture.content.half_year import half_year_section
from reports.picture.content.histories import history_figure
from reports.picture.content.places import hours_section, places_section
from reports.picture.content.said import (
    children_section,
    corrections_section,
    decisions_section,
    events_section,
    feedback_section,
)
from reports.picture.content.sources import limits_section, silence_section, sources_section, unplaced_section
from reports.picture.content.tables import per_category
from reports.picture.content.two_pages import on_two_pages
from reports.picture.drawings.worth import WHOLE
from reports.picture.record import Picture
from reports.picture.remarks import Remarks
from reports.picture.storage import remarks_to_json, to_json
from reports.picture.wording.words import explained, listed, moment, period_days, period_words


def compose(picture: Picture, remarks: Remarks, audience: Audience, is_draft: bool = False) -> Document:
    """The document of an edition, in the edition's own language.

    `picture` and `remarks` must be what `for_audience` gives for the same audience. The same values always give the
    same document.
    """
    edition = Edition(picture, remarks, audience)
    language = picture.language
    return Document(
        language=language,
        edition=f"{edition.say('picture')} {picture.name}",
        municipality=picture.municipality,
        period=period_words(picture.period, language),
        days=period_days(picture.period, language),
        audience=edition.say(f"for_{audience.value}"),
        cutoff=edition.say("cutoff", moment=moment(picture.cutoff, language)),
        made_at=picture.cutoff,
        fingerprint=sha256(to_json(picture) + remarks_to_json(remarks)).hexdigest()[:8],
        status=edition.say("draft") if is_draft else "",
        page_word=edition.say("page"),
        comments_word=edition.say("comments"),
        calm_word=edition.say("no_incidents"),
        sections=tuple(_for_steering(edition) if audience is Audience.STYRGRUPP else _whole(edition)),
    )


def _whole(edition: Edition) -> list[Section]:
    """All there is; what an audience does not get gives no section."""
    return [
        _summary(edition, with_reasons=edition.is_public),
        changes_section(edition),
        *district_sections(edition),
        _whole_municipality(edition),
        *histories_section(edition),
        *places_section(edition),
        *hours_section(edition),
        *half_year_section(edition),
        *events_section(edition),
        *decisions_section(edition),
        *sources_section(edition),
        *unplaced_section(edition),
        *corrections_section(edition),
        limits_section(edition),
        *children_section(edition),
        *feedback_section(edition),
        _method(edition),
    ]


def _for_steering(edition: Edition) -> list[Section]:
    """Two pages: what a director needs, and what is asked of the group; the last section says what was shortened."""
    shown, shortened = on_two_pages(_of_steering(edition), edition.say)
    if not shortened:
        return shown
    said = Paragraph(edition.say("shortened", titles=listed(shortened, edition.language)), is_quiet=True)
    return [*shown[:-1], replace(shown[-1], blocks=(*shown[-1].blocks, said))]


def shortened_for_steering(picture: Picture, remarks: Remarks) -> list[str]:
    """The names of what does not fit on the steering group's two pages and is shortened there; none where all fits.

    `picture` and `remarks` must be what `for_audience` gives for the steering group.
    """
    edition = Edition(picture, remarks, Audience.STYRGRUPP)
    return on_two_pages(_of_steering(edition), edition.say)[1]


def _of_steering(edition: Edition) -> list[Section]:
    return [
        _summary(edition, with_reasons=True),
        sure_changes_section(edition),
        *decisions_section(edition),
        *comments_section(edition),
        *places_section(edition),
        *hours_section(edition, with_table=False),
        *half_year_section(edition),
        *events_section(edition),
        *silence_section(edition),
        *corrections_section(edition),
        *children_section(edition),
        *feedback_section(edition),
        _more(edition),
    ]


def _summary(edition: Edition, with_reasons: bool) -> Section:
    sentences = edition.remarks.summary or edition.picture.summary
    blocks: list[Block] = [Paragraph(sentence, is_lead=True) for sentence in sentences]
    if replaced := edition.picture.replaced:
        blocks.insert(0, Notice(edition.say("replaces", edition=replaced)))
    if edition.picture.districts:
        blocks.append(cards(edition, with_reasons))
    blocks += whole_changes(edition)
    return Section(SectionKind.SUMMARY, "summary", edition.say("summary"), tuple(blocks))


def _whole_municipality(edition: Edition) -> Section:
    picture, title = edition.picture, edition.say("whole")
    blocks = (
        per_category(edition, "table-whole", title, picture.total, picture.category_totals),
        *history_figure(edition, WHOLE, title, picture.category_totals),
    )
    return Section(SectionKind.WHOLE, "whole", title, blocks, starts_page=True)


def _more(edition: Edition) -> Section:
    picture = edition.picture
    words = edition.say("full", edition=f"{edition.say('picture')} {picture.name}")
    cells = (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells)
    met = {verdict_anchor(cell.judged) for cell in cells}
    blocks = (_terms(edition, met | {"method-expected"}), Paragraph(words, is_quiet=True))
    return Section(SectionKind.MORE, "more", edition.say("more"), blocks)


def _method(edition: Edition) -> Section:
    picture = edition.picture
    needless = {
        "method-maps": not picture.maps,
        "method-hidden": not edition.is_public,
        "method-no-baseline": picture.fortnights > 0,
    }
    anchors = [anchor for anchor, _, _ in explained(picture) if not needless.get(anchor)]
    return Section(SectionKind.METHOD, "method", edition.say("method"), (_terms(edition, anchors),), starts_page=True)


def _terms(edition: Edition, anchors: Collection[str]) -> Terms:
    """The terms of the method that these anchors name, in their own order."""
    found = [term for term in explained(edition.picture) if term[0] in anchors]
    return Terms(tuple((Value(term), text) for _, term, text in found), tuple(anchor for anchor, _, _ in found))
