"""Reads what a meeting is shown: of each district the numbers, the incidents on its map, its places and hours."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.incidents.choices import Choices
from app.incidents.filters import NO_DISTRICT, IncidentFilter
from app.incidents.queries import matching
from app.maps.queries.changes import Change, Changes, changes
from app.maps.queries.marks import drawable_kinds, marks, tally
from app.maps.queries.time import Week, week
from app.maps.rules import MOST_IN_ONE_LAYER, Tally, columns
from app.maps.views import MapView
from app.meeting_mode.rules import Spot
from app.models import Incident, IncidentStatus, User
from app.places.queries import area_index, gazetteer
from app.tiles.queries import Choice, counted
from geo.areas import Shape
from geo.maps import KINDS
from reports.picture.record import Verdict

if TYPE_CHECKING:
    from app.maps.queries.hot_places import HotPlaces

MOST_CELLS = 5_000


@dataclass(frozen=True, slots=True)
class DistrictChanges:
    """What has changed in one district: its total, the clear changes, how many others lie within what is normal."""

    total: Change
    sure: Sequence[Change]
    within_normal: int
    too_few: int

    @classmethod
    def of(cls, changes: Changes, key: str) -> "DistrictChanges | None":
        """None for a district that is not among those compared."""
        own = [change for change in changes.all if change.district and change.district.key == key]
        if not own:
            return None
        total, parts = own[0], own[1:]  # the total stands first; of a single category it is that
        sure = [change for change in changes.sure if change in parts]
        return cls(total, sure, _number(parts, Verdict.WITHIN_NORMAL), _number(parts, Verdict.TOO_FEW))


@dataclass(frozen=True, slots=True)
class MeetingDistrict:
    """A district that is shown: its outline where there is one, how many incidents, and what has changed.

    `kinds` is how many there are of each kind, with and without a place. Sensitive ones count in the total alone.
    """

    key: str
    name: str
    shape: Shape | None
    tally: Tally
    kinds: Mapping[int, int]
    changes: DistrictChanges | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is shown, and who shows it. `chosen` asks for confirmed incidents alone, whatever the address asks for:
    others than the one who opened the page look at it.

    `changes` is None where there is no beginning to compare from. `elsewhere` are those without a known district.
    """

    session: Session
    user: User
    today: date
    choices: Choices
    chosen: IncidentFilter
    tally: Tally
    changes: Changes | None
    districts: Sequence[MeetingDistrict]
    elsewhere: Tally | None

    def within(self, district: MeetingDistrict) -> IncidentFilter:
        return replace(self.chosen, districts=(district.key,))


def meeting(session: Session, user: User, view: MapView, today: date, choices: Choices) -> Meeting:
    chosen = replace(view.filter, statuses=(IncidentStatus.CONFIRMED,), page=1)
    # Asked without statuses it counts confirmed ones too, and tells how many drafts there are.
    found = changes(session, replace(chosen, statuses=()), user, today, *([view.against] if view.against else []))
    shapes = {area.key: area.shape for area in area_index(session, today).areas}
    shown = {key: name for key, name in choices.districts.items() if not chosen.districts or key in chosen.districts}

    def within(key: str) -> IncidentFilter:
        return replace(chosen, districts=(key,))

    def district(key: str, name: str) -> MeetingDistrict:
        changed = DistrictChanges.of(found, key) if found else None
        counts, kinds = tally(session, within(key), user), _kinds(session, within(key), user)
        return MeetingDistrict(key, name, shapes.get(key), counts, kinds, changed)

    is_whole = not choices.is_limited and (not chosen.districts or NO_DISTRICT in chosen.districts)
    return Meeting(
        session=session,
        user=user,
        today=today,
        choices=choices,
        chosen=chosen,
        tally=tally(session, chosen, user),
        changes=found,
        districts=[district(key, name) for key, name in shown.items()],
        elsewhere=tally(session, within(NO_DISTRICT), user) if is_whole else None,
    )


def _kinds(session: Session, chosen: IncidentFilter, user: User) -> Mapping[int, int]:
    kinds = drawable_kinds(session)
    rows = session.execute(
        select(Incident.category_id, func.count()).where(*matching(chosen, user)).group_by(Incident.category_id)
    )
    counts: Counter[int] = Counter()
    for category, number in rows:
        if category in kinds:
            counts[kinds[category]] += number
    return counts


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the map of a district draws: `spots`, and the same as the page's script gets them.

    Every incident, packed as for the map page, or where they are too many cells: the mean place in degrees, how many
    incidents, and how many of each kind.
    """

    spots: Sequence[Spot]
    packed: Mapping[str, Any]


def drawn(meeting: Meeting, district: MeetingDistrict) -> Drawn:
    chosen = meeting.within(district)
    if district.tally.total_drawn <= MOST_IN_ONE_LAYER:
        found = marks(meeting.session, chosen, meeting.user)
        return Drawn([Spot(mark.lon, mark.lat, {mark.kind: 1}) for mark in found], {"marks": columns(found)})
    kinds = drawable_kinds(meeting.session)
    cells = counted(meeting.session, Choice(meeting.user, chosen, kinds)).cells(MOST_CELLS)
    spots = [Spot(cell.lons / cell.number, cell.lats / cell.number, cell.kinds) for cell in cells]
    packed = [(round(spot.lon, 5), round(spot.lat, 5), spot.number, list(spot.kinds.items())) for spot in spots]
    return Drawn(spots, {"cells": packed})


def names(session: Session) -> list[tuple[str, str, float, float]]:
    """Name, kind and degrees of what may be named on a map; the page's script finds those that have room."""
    places = (place for place in gazetteer(session).places if place.kind in KINDS and place.kind != "district")
    return [(place.name, place.kind, place.point.lon, place.point.lat) for place in places if place.point]


def hours(meeting: Meeting, district: MeetingDistrict) -> Week:
    return week(meeting.session, meeting.within(district), meeting.user)


def hot(meeting: Meeting, district: MeetingDistrict) -> "HotPlaces":
    # Loaded here alone: it brings the library of statistics, which the web process does without until it is asked.
    from app.maps.queries.hot_places import hot_places

    return hot_places(meeting.session, meeting.within(district), meeting.user, meeting.today)


def _number(changes: Sequence[Change], verdict: Verdict) -> int:
    return sum(change.verdict is verdict for change in changes)
