"""The sections of a meeting, in their order: each maker gives its slides, none where it has nothing to tell.

Further sections (measures, decisions) join by adding their maker to a list below, with a template of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from app.maps.rules import bounds_of
from app.meeting_mode.queries import Meeting, MeetingDistrict, drawn, hot, hours
from app.meeting_mode.rules import SHADES, Box, Slide, blocks, nearer

MOST_PLACES = 6
"""As many rows as a projector of 1024 x 768 has room for."""

Maker = Callable[[Meeting], Iterable[Slide]]
DistrictMaker = Callable[[Meeting, MeetingDistrict], Iterable[Slide]]


def start(meeting: Meeting) -> Iterator[Slide]:
    yield Slide("start", "", "meeting_mode/_start.html", {})


def on_map(meeting: Meeting, district: MeetingDistrict) -> Iterator[Slide]:
    """The whole district, and where most lie nearer, as that is often a small part of it."""
    tally, bounds = district.tally, bounds_of([district.shape] if district.shape else [])
    shown: dict[str, Any] = {
        "bounds": bounds,
        "kinds": district.kinds,
        "in_view": tally.drawn,
        "all": tally.total,
        "untold": tally.total - sum(district.kinds.values()),
        "undrawn": tally.total_undrawn,
    }
    if not bounds:
        yield _of(district, "map", _("På kartan"), shown)
        return
    found = drawn(meeting, district)
    yield _of(district, "map", _("På kartan"), {**shown, "drawn": found.packed})
    near = nearer(found.spots, Box(*bounds))
    if near:
        kinds = near.kinds_of(found.spots)
        outside = tally.total_drawn - kinds.total()
        # The page's script counts anew what its map has in view, which may be a little more.
        part = {"bounds": near, "in_view": kinds, "outside": outside}
        data = {**shown, **part, "drawn_on": f"{district.key}-map"}
        yield _of(district, "near", _("Där de flesta var"), data, template="meeting_mode/_map.html")


def changed(meeting: Meeting, district: MeetingDistrict) -> Iterator[Slide]:
    yield _of(district, "changes", _("Vad som har förändrats"), {"own": district.changes})


def places(meeting: Meeting, district: MeetingDistrict) -> Iterator[Slide]:
    found = hot(meeting, district)
    data = {"rows": found.rows[:MOST_PLACES], "number": found.number, "compared": found.compared}
    yield _of(district, "places", _("Platser med flest händelser"), data)


def times(meeting: Meeting, district: MeetingDistrict) -> Iterator[Slide]:
    found = hours(meeting, district)
    days = blocks(found.hours)
    top = sorted((block for day in days for block in day if block.shade == SHADES), key=lambda block: -block.weight)
    yield _of(district, "hours", _("När på veckan"), {"days": days, "top": top[:1], "undated": found.undated})


def side_by_side(meeting: Meeting) -> Iterator[Slide]:
    """Of one district there is nothing to set it beside."""
    if len(meeting.districts) > 1 or (meeting.elsewhere and meeting.elsewhere.total):
        yield Slide("all", _("Kommundelarna bredvid varandra"), "meeting_mode/_side_by_side.html", {})


OPENING: tuple[Maker, ...] = (start,)
OF_EACH_DISTRICT: tuple[DistrictMaker, ...] = (on_map, changed, places, times)
CLOSING: tuple[Maker, ...] = (side_by_side,)


def slides(meeting: Meeting) -> Iterator[Slide]:
    for make in OPENING:
        yield from make(meeting)
    for district in meeting.districts:
        for make_of in OF_EACH_DISTRICT:
            yield from make_of(meeting, district)
    for make in CLOSING:
        yield from make(meeting)


def _of(district: MeetingDistrict, section: str, heading: str, data: Mapping[str, object], template: str = "") -> Slide:
    own = template or f"meeting_mode/_{section}.html"
    return Slide(f"{district.key}-{section}", heading, own, data, district.name)
