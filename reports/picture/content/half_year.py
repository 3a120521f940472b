"""Patterns on the map over half a year: what follows close upon what, and where incidents gather."""

from reports.picture.content.blocks import (
    Block,
    Column,
    Paragraph,
    Row,
    Section,
    SectionKind,
    Side,
    Symbol,
    Table,
    Value,
)
from reports.picture.content.edition import Edition
from reports.picture.half_year import HalfYear, HotSpot, NearRepeat
from reports.picture.wording.words import degrees, listed


def half_year_section(edition: Edition) -> list[Section]:
    """Twice a year; or that there are too few points for patterns to mean anything."""
    found = edition.picture.half_year
    if found is None:
        return []
    blocks: list[Block] = [Paragraph(edition.say("half_points", number=edition.incidents(found.points)))]
    if found.is_enough:
        blocks += [*_near_repeats(edition, found), *_hot_spots(edition, found)]
        blocks.append(Paragraph(edition.say("half_method"), is_quiet=True))
    else:
        blocks.append(Paragraph(edition.say("half_few")))
    return [Section(SectionKind.HALF_YEAR, "half-year", edition.say("half_year"), tuple(blocks), starts_page=True)]


def _near_repeats(edition: Edition, found: HalfYear) -> list[Block]:
    """What was tested, and what had too few to be."""
    blocks: list[Block] = []
    if found.near_repeat:
        first = found.near_repeat[0]
        about = edition.say("near_about", metres=edition.number(first.metres), days=first.days)
        rows = tuple(_near_repeat(edition, near) for near in found.near_repeat)
        heads = (edition.say("pairs"), edition.say("by_chance"), edition.say("chance"))
        columns = (
            Column(edition.say("category"), weight=1),
            *(Column(head, Side.RIGHT) for head in heads),
            Column(edition.say("pattern"), weight=1),
        )
        blocks += [Paragraph(about), Table("near-repeats", edition.say("near_repeats"), columns, rows)]
    if found.too_few:
        labels = [label.name for code in found.too_few if (label := edition.category(code))]
        blocks.append(Paragraph(edition.say("near_few", names=listed(labels, edition.language)), is_quiet=True))
    return blocks


def _near_repeat(edition: Edition, near: NearRepeat) -> Row:
    label = edition.category(near.category)
    pattern = edition.say("follows" if near.is_clear else "no_pattern")
    values = (
        Value(label.name if label else near.category),
        Value(edition.number(near.pairs), near.pairs),
        Value(edition.number(near.expected), round(near.expected, 1)),
        Value(edition.chance(near.p_value), near.p_value),
        Value(pattern),
    )
    return Row(values, Symbol(label.mark, label.colour) if label else None)


def _hot_spots(edition: Edition, found: HalfYear) -> list[Block]:
    if not found.hot_spots:
        return [Paragraph(edition.say("no_hot_spots"))]
    about = edition.say("hot_about", metres=edition.number(found.square_metres))
    heads = ("in_square", "around")
    columns = (
        Column(edition.say("district"), weight=1),
        Column(edition.say("middle"), weight=1),
        *(Column(edition.say(head), Side.RIGHT) for head in heads),
    )
    rows = tuple(_hot_spot(edition, spot) for spot in found.hot_spots)
    return [Paragraph(about), Table("hot-spots", edition.say("hot_spots"), columns, rows)]


def _hot_spot(edition: Edition, spot: HotSpot) -> Row:
    return Row(
        (
            Value(edition.district(spot.district)),
            Value(degrees(spot.lat, spot.lon, edition.language)),
            Value(edition.number(spot.number), spot.number),
            Value(edition.number(spot.around), spot.around),
        )
    )
