"""The districts: a card each on the first page, and a section each."""

from reports.picture.content.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    Figure,
    Judgement,
    Paragraph,
    Section,
    SectionKind,
    Value,
    Width,
)
from reports.picture.content.changes import caveats, change_words, last_year, strongest_first
from reports.picture.content.edition import Edition
from reports.picture.content.histories import history_figure
from reports.picture.content.tables import per_category, verdict_value
from reports.picture.drawings.maps import (
    map_alt,
    on_map_words,
    on_projected_map_words,
    projected_map_alt,
    small_map_alt,
)
from reports.picture.drawings.worth import district_history, projected
from reports.picture.record import Cell, DistrictLabel
from reports.picture.remarks import Assessment
from reports.picture.wording.words import day_words

FEW, MOST_MAPS = 4, 8
"""Districts above which a card is narrow and says things shorter, and above which it has no map: each district's own
section has it large, and smaller than that it says nothing."""
MOST_ALONE = 6
"""Districts above which those in which nothing has happened stand together, before the others and without a map: each
would be a page with nothing on it."""


def cards(edition: Edition, with_reasons: bool) -> Cards:
    """A card per district; `with_reasons` where no section of its own gives the reason for the assessment."""
    return Cards(tuple(_card(edition, label, with_reasons) for label in edition.picture.districts))


def district_sections(edition: Edition) -> list[Section]:
    """A section each. Those that stand together follow what is told of all, so that they fill its page."""
    labels = edition.picture.districts
    calm = [label for label in labels if _is_together(edition, label)]
    others = (label for label in labels if label not in calm)
    return [_district(edition, label, _map(edition, label) if label not in calm else []) for label in (*calm, *others)]


def _district(edition: Edition, label: DistrictLabel, drawn: list[Block]) -> Section:
    """One district: number, assessment with reason, comment, map, what changed, all categories."""
    total = edition.district_total(label.key)
    cells = edition.picture.cells_of(label.key)
    changed = strongest_first(cells)
    blocks: list[Block] = [Paragraph(_line(edition, total), is_lead=True)]
    blocks += _said(edition, label) + drawn
    if changed:
        blocks.append(Bullets(tuple(_change(edition, cell) for cell in changed)))
    blocks += caveats(edition, changed)
    blocks += last_year(edition, cells)
    blocks.append(per_category(edition, f"table-{label.key}", label.name, total, cells))
    return Section(SectionKind.DISTRICT, section_key(label), label.name, tuple(blocks), starts_page=True)


def histories_section(edition: Edition) -> list[Section]:
    """How it went before, the districts beside each other."""
    picture = edition.picture
    blocks = [
        block
        for label in picture.districts
        for block in history_figure(edition, district_history(label.key), label.name, picture.cells_of(label.key))
    ]
    return [Section(SectionKind.HISTORIES, "histories", edition.say("histories"), tuple(blocks))] if blocks else []


def comments_section(edition: Edition) -> list[Section]:
    """What was picked of the comments on districts, for readers who get no section per district."""
    comments = edition.remarks.comments
    picked = [(label.name, comments[label.key]) for label in edition.picture.districts if comments.get(label.key)]
    blocks = tuple(Paragraph(part) for name, text in picked for part in f"{name}: {text}".split("\n") if part.strip())
    return [Section(SectionKind.COMMENTS, "comments", edition.say("picked"), blocks)] if blocks else []


def section_key(label: DistrictLabel) -> str:
    return f"district-{label.key}"


def judgement(edition: Edition, district: str, with_reason: bool = True, is_short: bool = False) -> Judgement | None:
    """The assessment of a district as the audience gets it; None where it has not been made."""
    found = edition.remarks.assessment_of(district)
    if found is None:
        return None
    by = ""
    if with_reason and found.by:
        by = edition.say("assessed_by", name=found.by, day=day_words(found.at, edition.language))
    reason = found.reason if with_reason else ""
    return Judgement(
        found.label, found.colour, found.pattern, reason, by, *_warning(edition, found, with_reason, is_short)
    )


def _warning(edition: Edition, found: Assessment, with_reason: bool, is_short: bool) -> tuple[str, str]:
    """That an assessment and the statistics point apart, with where its reason is to be read, and without."""
    if not found.disagrees:
        return "", ""
    if is_short:
        return (edition.say("disagrees_short"),) * 2
    apart = edition.say("disagrees")
    return f"{apart} {edition.say('disagrees_read' if with_reason else 'disagrees_below')}", apart


def _card(edition: Edition, label: DistrictLabel, with_reasons: bool) -> Card:
    total = edition.district_total(label.key)
    changed = strongest_first(edition.picture.cells_of(label.key))
    return Card(
        key=section_key(label),
        title=label.name,
        big=_big(edition, total),
        verdict=None if total.is_hidden else verdict_value(edition, total.comparison),
        expected=_expected(edition, total),
        changes=tuple(_card_change(edition, cell) for cell in changed),
        calm=edition.say("no_changes") if _is_calm(edition, total) else "",
        judgement=judgement(edition, label.key, with_reasons, is_short=len(edition.picture.districts) > FEW),
        figure=_small_map(edition, label) if len(edition.picture.districts) <= MOST_MAPS else None,
        is_together=_is_together(edition, label),
    )


def _is_calm(edition: Edition, total: Cell) -> bool:
    """Nothing has changed surely, as far as one can know who sees all the numbers."""
    cells = (total, *edition.picture.cells_of(total.district or ""))
    return edition.picture.fortnights > 0 and not any(cell.is_change or cell.is_hidden for cell in cells)


def _is_together(edition: Edition, label: DistrictLabel) -> bool:
    """Of many districts one in which nothing has happened, neither its sum nor a category has changed surely, and which
    nobody judges otherwise than the numbers do.
    """
    if len(edition.picture.districts) <= MOST_ALONE:
        return False
    total, found = edition.district_total(label.key), edition.remarks.assessment_of(label.key)
    is_moved = any(cell.is_change for cell in (total, *edition.picture.cells_of(label.key)))
    return total.now == 0 and not is_moved and not (found and found.disagrees)


def _big(edition: Edition, total: Cell) -> Value:
    if total.is_hidden:
        return Value(edition.say("hidden_big"), is_hidden=True)
    about = edition.about(total.district) if total.now else None
    return Value(edition.incidents(total.counted), total.now, total.verdict, about)


def _line(edition: Edition, total: Cell) -> str:
    """ "42 händelser: inom normal variation, väntat 30–50"."""
    if total.is_hidden:
        return edition.say("hidden_big")
    words = f"{edition.incidents(total.counted)}: {edition.verdict(total.judged)}"
    return ", ".join(filter(None, (words, _expected(edition, total))))


def _expected(edition: Edition, total: Cell) -> str:
    """ "väntat 30–50", and what is to be said where the number is outside that without a clear change."""
    expected = edition.range(total.comparison)
    if not expected:
        return ""
    stray = edition.say("stray_after") if total.is_stray else ""
    return f"{edition.say('expected')} {expected}{stray}"


def _change(edition: Edition, cell: Cell) -> Value:
    label = edition.category(cell.category)
    words = change_words(edition, label.name if label else "", cell)
    about = edition.about(cell.district, cell.category)
    return Value(words, cell.now, cell.verdict, about, basis=edition.basis(cell.comparison))


def _card_change(edition: Edition, cell: Cell) -> Value:
    label = edition.category(cell.category)
    name, number = label.name if label else "", edition.number(cell.counted)
    words = edition.say("card_change", name=name, now=number, range=edition.range(cell.comparison))
    about = edition.about(cell.district, cell.category)
    return Value(words, cell.now, cell.verdict, about, basis=edition.basis(cell.comparison))


def _said(edition: Edition, label: DistrictLabel) -> list[Block]:
    """What people say of a district: assessment, comment."""
    found, comment = judgement(edition, label.key), edition.remarks.comments.get(label.key, "")
    blocks: list[Block] = [found] if found else []
    return blocks + [Paragraph(part) for part in comment.split("\n") if part.strip()]


def _map(edition: Edition, label: DistrictLabel) -> list[Block]:
    picture = edition.picture
    if label.key not in picture.maps:
        return []
    about = [edition.say("approximate")] if label.is_approximate else []
    title, svg = edition.say("map", district=label.name), picture.maps[label.key]
    return [
        Figure(
            f"map-{label.key}",
            title,
            svg,
            map_alt(picture, label.key),
            " · ".join((on_map_words(picture, label.key), *about)),
            projected=tuple(filter(None, [picture.maps.get(projected(label.key))])),
            projected_alt=projected_map_alt(picture, label.key),
            projected_caption=" · ".join((on_projected_map_words(picture, label.key), *about)),
        )
    ]


def _small_map(edition: Edition, label: DistrictLabel) -> Figure | None:
    svg, title = edition.picture.small_maps.get(label.key), edition.say("map", district=label.name)
    if svg is None:
        return None
    return Figure(f"small-map-{label.key}", title, svg, small_map_alt(edition.picture, label.key), width=Width.THIRD)
