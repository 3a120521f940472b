"""Reads the incidents of a tile, and which state of the data it shows."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import pi

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    and_,
    cast,
    false,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching
from app.maps.queries.marks import HAS_PLACE
from app.maps.queries.near import LAT, LON, near
from app.maps.rules import Mark, wall_hour
from app.models import Category, Event, Incident, Role, User
from app.tiles.rules import FINER, MOST_SINGLY, SINGLES, Counted, cell_key, cells_tile, singles_tile
from geo.tiles import EXTENT, Tile
from reports.picture.hours_of_week import FIRST_HOUR, WEEK

COUNTED_LEVEL = 17
"""Cells of some 150 m (at 60° north): how finely all that a filter chooses is counted at once."""
LATE = 1_000
"""An event may be written after later ones, by a transaction that took longer: among so many such a one is noticed."""
LISTED = 50
LAST_LATITUDE = 85
"""Degrees; the web's map ends a little beyond, and has no place for a pole."""

_east = (LON + 180) / 360
_south = 0.5 - func.ln(func.tan(pi / 4 + LAT * (pi / 360))) / (2 * pi)
_hour = cast(func.floor(func.extract("epoch", Incident.occurred_from) / 3600), Integer)
_wall_hour = _hour + ((Incident.hour_of_week - _hour - FIRST_HOUR) % WEEK + WEEK) % WEEK
"""As `app.maps.rules.wall_hour`, for PostGIS."""
_newest = select(func.max(Event.id)).scalar_subquery()
_STATE = select(
    _newest,
    select(func.count()).where(Event.id > _newest - LATE).scalar_subquery(),
    select(func.max(Incident.id)).scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose incidents, which of them, and the kind of each category that is drawn."""

    user: User
    filter: IncidentFilter
    kinds: Mapping[int, int]

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        return [*matching(self.filter, self.user), HAS_PLACE, Incident.category_id.in_(self.kinds)]


@dataclass(frozen=True, slots=True)
class Members:
    """The newest incidents of some cells, how many there are in all, and west, south, east and north of all."""

    ids: Sequence[int]
    number: int
    bounds: Sequence[float]


def data_version(session: Session) -> tuple[int | None, ...]:
    """Another one after each change of what a tile may show, whichever process has made it.

    Every change of incidents is logged as an event, and many that come at once have new ids as well.
    """
    return tuple(session.execute(_STATE).one())


def sight(user: User) -> Hashable:
    """Equal for those who see the same of the same filter, as `incidents.queries.matching` says it."""
    if user.role is Role.AREA_MEMBER:
        return user.role, *sorted(district.id for district in user.districts)
    return user.role, user.organisation_id if user.role is Role.REPORTER else None


def counted(session: Session, choice: Choice) -> Counted:
    """All that is chosen, in cells of `COUNTED_LEVEL`: from it the tiles further out are made."""
    return _counted(session, choice, COUNTED_LEVEL, [])


def near_tile(session: Session, choice: Choice, tile: Tile) -> bytes:
    """A tile from its own incidents."""
    found = singles(session, choice, tile)
    if found is not None:
        return found
    return _of_cells(session, choice, tile, _counted(session, choice, tile.z + FINER, [_within(session, tile)]))


def far_tile(session: Session, choice: Choice, tile: Tile, whole: Counted) -> bytes:
    """A tile from the counts of all that is chosen."""
    number = sum(cell.number for cell in whole.within(tile))
    if not number:
        return b""
    found = singles(session, choice, tile) if number <= MOST_SINGLY else None
    return _of_cells(session, choice, tile, whole) if found is None else found


def _of_cells(session: Session, choice: Choice, tile: Tile, counts: Counted) -> bytes:
    cells = counts.within(tile)
    alone = [cell.first for cell in cells if cell.number == 1]
    marks = _marks(session, choice, Incident.id.in_(alone), most=len(alone)) if alone else []
    return cells_tile(tile, cells, marks)


def singles(session: Session, choice: Choice, tile: Tile) -> bytes | None:
    """A tile with each of its incidents; None where they are too many for that."""
    if session.get_bind().dialect.name == "postgresql":
        return _singles_by_postgis(session, choice, tile)
    marks = _marks(session, choice, _within(session, tile), most=MOST_SINGLY + 1)
    return singles_tile(tile, marks) if len(marks) <= MOST_SINGLY else None


def _marks(session: Session, choice: Choice, which: ColumnElement[bool], most: int) -> list[Mark]:
    columns = (LON, LAT, Incident.category_id, Incident.precision, Incident.occurred_from)
    rows = session.execute(
        select(Incident.id, *columns, Incident.hour_of_week, Incident.hours_touched, Incident.certainty)
        .where(*choice.conditions, which)
        .order_by(Incident.id)
        .limit(most)
    ).all()
    return [
        Mark(id_, lon, lat, choice.kinds[category], precision, wall_hour(start, hour), *rest)
        for id_, lon, lat, category, precision, start, hour, *rest in rows
    ]


def _singles_by_postgis(session: Session, choice: Choice, tile: Tile) -> bytes | None:
    """What `rules.singles_tile` makes. Sorted only once they are known to be few."""
    hits = (
        select(
            Incident.id,
            Incident.point,
            func.coalesce(Category.parent_id, Category.id).label("kind"),
            Incident.precision,
            Incident.certainty,
            _wall_hour.label("hour"),
            Incident.hours_touched.label("touched"),
        )
        .join(Incident.category)
        .where(*choice.conditions, _within(session, tile))
        .limit(MOST_SINGLY + 1)
        .cte("hits")
    )
    square = func.ST_TileEnvelope(tile.z, tile.x, tile.y)
    told = (hits.c.kind, hits.c.precision, hits.c.certainty, hits.c.hour, hits.c.touched)
    geometry = func.ST_AsMVTGeom(func.ST_Transform(hits.c.point, 3857), square, EXTENT, 0, False).label("geom")
    tiled = select(hits.c.id, *told, geometry).order_by(hits.c.id).subquery("tiled")
    packed = func.ST_AsMVT(literal_column("tiled.*"), SINGLES, EXTENT, "geom", "id")
    number, found = session.execute(select(func.count(), packed).select_from(tiled)).one()
    return bytes(found) if number <= MOST_SINGLY else None


def members(session: Session, choice: Choice, cells: Sequence[Tile]) -> Members:
    """Who is in some cells."""
    conditions = [*choice.conditions, or_(*(_within(session, cell) for cell in cells))]
    ends = (func.min(LON), func.min(LAT), func.max(LON), func.max(LAT))
    number, *bounds = session.execute(select(func.count(), *ends).where(*conditions)).one()
    newest = (
        select(Incident.id).where(*conditions).order_by(Incident.occurred_from.desc(), Incident.id.desc()).limit(LISTED)
    )
    return Members(list(session.scalars(newest)), number, bounds)


def _counted(session: Session, choice: Choice, zoom: int, where: Sequence[ColumnElement[bool]]) -> Counted:
    x, y = (cast(func.floor(part * 2**zoom), BigInteger) for part in (_east, _south))
    key = cell_key(x, y, Incident.category_id, zoom)
    each = select(key.label("key"), Incident.id, LON.label("lon"), LAT.label("lat")).where(
        *choice.conditions, LAT.between(-LAST_LATITUDE, LAST_LATITUDE), *where
    )
    # Of an expression PostgreSQL expects as many values as there are rows, and groups them one by one. Of a union, even
    # one with nothing, it expects few, and lets several processes group: worth while for very many.
    rows = (each if where else union_all(each, each.where(false()))).subquery().c
    sums = (func.count(), func.min(rows.id), func.sum(rows.lon), func.sum(rows.lat))
    found = session.execute(select(rows.key, *sums).group_by(rows.key)).all()
    return Counted(zoom, list(zip(*found, strict=True)), list(choice.kinds.items()))


def _within(session: Session, tile: Tile) -> ColumnElement[bool]:
    """Each point lies in one tile of a zoom level: what is on an edge belongs to the east or the south of it."""
    west, south, east, north = tile.west, tile.south, tile.east, tile.north
    exactly = (west <= LON, east > LON, south < LAT, north >= LAT)
    return and_(near(session, west, south, east, north), *exactly)
