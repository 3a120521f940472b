"""Seeds what every installation starts from: categories, the municipality, its districts, places, organisations.

Harmless to repeat: what is there already stays as people have made it since.
"""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from geoalchemy2.shape import from_shape, to_shape
from shapely import union_all
from shapely.geometry import MultiPolygon, shape
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import (
    Category,
    District,
    DistrictBoundary,
    Municipality,
    Organisation,
    OrganisationKind,
    Place,
    PlaceName,
    PoliceType,
    WatchedArea,
)
from geo.areas import circle_within
from geo.points import LocationPrecision, Point

FOLDER = Path(__file__).parent
LONG_AGO = date(2000, 1, 1)
WATCHED_METRES = 400


class UnknownMunicipalityError(ValueError):
    """No folder of seeds has this name."""


def seed_tables(session: Session, slug: str) -> None:
    folder = FOLDER / "municipalities" / slug.replace("-", "_")
    if not folder.is_dir():
        known = ", ".join(sorted(path.name.replace("_", "-") for path in folder.parent.iterdir() if path.is_dir()))
        raise UnknownMunicipalityError(f"MUNICIPALITY={slug} is not among: {known}")
    _seed_categories(session)
    _seed_police_types(session)
    _seed_municipality(session, _read(folder / "municipality.toml"), folder / "surroundings.geojson")
    _seed_boundaries(session, folder / "districts.geojson")
    _seed_places(session, _read(folder / "places.toml")["places"])
    _seed_watched(session, _read(folder / "municipality.toml")["districts"])
    _seed_organisations(session, _read(folder / "organisations.toml"))
    session.flush()


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _known(session: Session, column: Any) -> set[Any]:
    return set(session.scalars(select(column)))


def _seed_categories(session: Session) -> None:
    known = _known(session, Category.code)
    for sort, (code, top) in enumerate(_read(FOLDER / "categories.toml").items()):
        if code in known:
            continue
        look = {
            "mark": top["mark"],
            "colour": top["colour"],
            "is_sensitive": top.get("sensitive", False),
            "enforcement": top.get("enforcement", False),
        }
        parent = Category(code=code, name_sv=top["sv"], name_en=top["en"], sort=sort, **look)
        session.add(parent)
        for place, (sub, sv, en) in enumerate(top["subs"]):
            name = {"code": f"{code}.{sub}", "name_sv": sv, "name_en": en}
            session.add(Category(parent=parent, sort=place, **name, **look))
    session.flush()


def _seed_police_types(session: Session) -> None:
    known = _known(session, PoliceType.label)
    ids = {code: id_ for id_, code in session.execute(select(Category.id, Category.code))}
    for label, code in _read(FOLDER / "police_types.toml")["category_of"].items():
        if label not in known:
            session.add(PoliceType(label=label, category_id=ids[code]))


def _seed_municipality(session: Session, facts: dict[str, Any], surroundings: Path) -> None:
    if session.scalar(select(Municipality)) is None:
        lists = {name: "\n".join(facts[name]) for name in ("spellings", "neighbours", "elsewhere")}
        land = from_shape(_land(surroundings), srid=4326) if surroundings.exists() else None
        name = {"code": facts["code"], "slug": facts["slug"], "name": facts["name"]}
        session.add(Municipality(**name, **lists, surroundings=land))
    known = _known(session, District.key)
    for sort, district in enumerate(facts["districts"]):
        if district["key"] not in known:
            session.add(District(key=district["key"], name=district["name"], sort=sort))
    session.flush()


def _land(path: Path) -> MultiPolygon:
    """All polygons of a GeoJSON file as one."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    land = union_all([shape(feature["geometry"]) for feature in features])
    return land if isinstance(land, MultiPolygon) else MultiPolygon([land])


def _seed_boundaries(session: Session, path: Path) -> None:
    if session.scalar(select(DistrictBoundary.id).limit(1)):
        return
    districts = {district.key: district for district in session.scalars(select(District))}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        area, facts = shape(feature["geometry"]), feature["properties"]
        area = area if isinstance(area, MultiPolygon) else MultiPolygon([area])
        session.add(
            DistrictBoundary(
                district_id=districts[facts["key"]].id,
                valid_from=LONG_AGO,
                area=from_shape(area, srid=4326),
                is_approximate=facts["approximate"],
                origin=facts["source"],
            )
        )


def _seed_places(session: Session, places: list[dict[str, Any]]) -> None:
    known = _known(session, Place.name)
    districts = {district.key: district for district in session.scalars(select(District))}
    for facts in places:
        if facts["name"] in known:
            continue
        has_point = "lat" in facts
        precision = LocationPrecision(facts["precision"])
        place = Place(
            name=facts["name"],
            kind=facts["kind"],
            precision=precision,
            point=f"SRID=4326;POINT({facts['lon']} {facts['lat']})" if has_point else None,
            is_approximate=has_point and precision == LocationPrecision.PLACE,
            names=[PlaceName(name=name) for name in facts.get("names", [])],
            districts=[districts[key] for key in facts["districts"]],
        )
        session.add(place)


def _seed_watched(session: Session, districts: list[dict[str, Any]]) -> None:
    """A circle about each named place that is watched, as far as it lies in the district, until somebody draws it."""
    known = _known(session, WatchedArea.name)
    wanted = [(district["key"], name) for district in districts for name in district.get("watched", [])]
    for key, name in wanted:
        place = session.scalars(select(Place).where(Place.name == name)).one()
        boundary = session.scalars(select(DistrictBoundary).join(District).where(District.key == key)).first()
        if name in known or place.point is None or boundary is None:
            continue
        centre = to_shape(place.point)
        area = circle_within(to_shape(boundary.area), Point(centre.x, centre.y), WATCHED_METRES)
        origin = f"cirkel om {WATCHED_METRES} m kring platsens punkt"
        facts = {"district_id": boundary.district_id, "is_approximate": True, "origin": origin}
        session.add(WatchedArea(name=name, area=from_shape(area, srid=4326), **facts))


def _seed_organisations(session: Session, organisations: dict[str, Any]) -> None:
    known = _known(session, Organisation.key)
    for key, facts in organisations.items():
        if key not in known:
            kind, patience = OrganisationKind(facts["kind"]), facts.get("every_days")
            session.add(Organisation(key=key, name=facts["name"], kind=kind, reports_every_days=patience))
