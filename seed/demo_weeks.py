"""Twenty-six weeks of made-up incidents, the same at every run of a day; nothing of it has happened."""

import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import events, logbook
from app.models import Category, IncidentStatus, Organisation, Report, ReportKind
from app.places.queries import gazetteer
from geo.gazetteer import Place
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Certainty, DraftIncident, Interval, Whereabouts
from reports.picture.periods import LOCAL_TIME, Period, newest_closed_period

WEEKS = 26
PER_DAY = 4.2
TITLE = "Påhittad rapport (demo)"
RISING = {
    "category": "trafik.buskorning",
    "hours": [16, 23],
    "sources": ["vaktare", "polisen"],
    "places": ["Emaljstigen", "Energivägen", "Keramikstigen"],
    "texts": ["Mopeder kör fort på gångvägen"],
}
PATTERNS = Path(__file__).parent / "demo" / "patterns.toml"
DISTRICT_SHARES = {"bro": 5, "brunna": 2, "kungsangen": 3}
DAILY = ("polisen", "vaktare")


@dataclass(frozen=True, slots=True)
class Seen:
    """A made-up incident, who reports it, and on which day their report comes in."""

    draft: DraftIncident
    organisation: str
    reported_on: date


def seed_demo(session: Session, first_monday: date, now: datetime) -> int:
    """Log the demo once; gives the number of incidents it has, 0 where a report is there already."""
    if session.scalar(select(Report.id).limit(1)):
        return 0
    today = now.astimezone(LOCAL_TIME).date()
    newest = newest_closed_period(today, first_monday)
    start = newest.end - timedelta(weeks=WEEKS)
    seen = list(_made_up(session, start, today, newest))
    reports = _reports(session, seen, start, today)
    drafts = [(each.draft, reports[each.organisation, each.reported_on]) for each in seen]
    logbook.log_incidents(session, drafts, IncidentStatus.CONFIRMED, logbook.lookups(session))
    events.record(session, "seeded", "demo", None, {"incidents": [0, len(drafts)]}, None)
    return len(drafts)


def has_demo(session: Session) -> bool:
    """Whether any report is made up."""
    return session.scalar(select(Report.id).where(Report.title == TITLE).limit(1)) is not None


def _made_up(session: Session, start: date, today: date, newest: Period) -> Iterator[Seen]:
    chance = random.Random(start.toordinal())
    patterns = tomllib.loads(PATTERNS.read_text(encoding="utf-8"))["pattern"]
    missing = {p["category"] for p in patterns} - set(session.scalars(select(Category.code)))
    assert not missing, f"the demo names unknown categories: {missing}"
    places = {place.name: place for place in gazetteer(session).places}
    for offset in range((today - start).days):
        day = start + timedelta(days=offset)
        chosen = chance.choices(patterns, [pattern["weight"] for pattern in patterns], k=_number(chance, day))
        # In the newest period one category rises, so that the demo shows what a clear change looks like.
        if newest.start <= day < newest.end and chance.random() < 0.8:
            chosen.append(RISING)
        for pattern in chosen:
            yield _incident(chance, pattern, day, places)


def _number(chance: random.Random, day: date) -> int:
    """More on Fridays and Saturdays."""
    mean = PER_DAY * (1.5 if day.weekday() in (4, 5) else 0.85)
    return sum(chance.random() < mean / 20 for _ in range(20))


def _incident(chance: random.Random, pattern: dict[str, Any], day: date, places: dict[str, Place]) -> Seen:
    first, last = pattern["hours"]
    minute = chance.randrange(first * 60, last * 60, 5)
    moment = (datetime.combine(day, time(), LOCAL_TIME) + timedelta(minutes=minute)).astimezone(UTC)
    unsure = chance.random() < 0.15
    end = moment + timedelta(hours=chance.choice((1, 2, 6))) if unsure else None
    draft = DraftIncident(
        when=Interval(moment, end),
        where=_where(chance, pattern["places"], places),
        category=pattern["category"],
        summary=f"{chance.choice(pattern['texts'])} (påhittat).",
        certainty=chance.choices(list(Certainty), (8, 2, 1))[0],
    )
    return Seen(draft, chance.choice(pattern["sources"]), day + timedelta(days=1))


def _where(chance: random.Random, names: list[str], places: dict[str, Place]) -> Whereabouts:
    """Mostly a named place; now and then an exact point beside it, only the district, or nothing at all."""
    district = chance.choices(list(DISTRICT_SHARES), list(DISTRICT_SHARES.values()))[0]
    luck = chance.random()
    if luck < 0.05:
        return Whereabouts(precision=LocationPrecision.UNKNOWN)
    if not names or luck < 0.18:
        return Whereabouts(precision=LocationPrecision.DISTRICT, district=district)
    place = places[chance.choice(names)]
    if place.point is None:
        key = chance.choice(place.districts) if place.districts else None
        return Whereabouts(place.name, place.id, None, LocationPrecision.DISTRICT, key)
    if luck < 0.4:
        near = Point(place.point.lon + chance.gauss(0, 0.0012), place.point.lat + chance.gauss(0, 0.0006))
        return Whereabouts(f"nära {place.name}", None, near, LocationPrecision.POINT)
    return Whereabouts(place.name, place.id, place.point, place.precision)


def _reports(session: Session, seen: list[Seen], start: date, today: date) -> dict[tuple[str, date], int]:
    """A report for each organisation and day that has something to tell; police and guards send one every day."""
    organisations = {each.key: each for each in session.scalars(select(Organisation))}
    told: dict[tuple[str, date], list[str]] = defaultdict(list)
    for offset in range(1, (today - start).days + 1):
        for key in DAILY:
            told[key, start + timedelta(days=offset)] = []
    for each in seen:
        told[each.organisation, each.reported_on].append(each.draft.summary)
    return {
        (key, day): _report(session, organisations[key], day, texts).id for (key, day), texts in sorted(told.items())
    }


def _report(session: Session, organisation: Organisation, day: date, texts: list[str]) -> Report:
    received = datetime.combine(day, time(7), LOCAL_TIME).astimezone(UTC)
    report, _ = logbook.receive_report(
        session,
        organisation,
        ReportKind.DAY_REPORT,
        external_id=f"demo:{day}",
        title=TITLE,
        raw_text="\n".join([TITLE, *texts]),
        received_at=received,
        period_from=received - timedelta(days=1),
        period_to=received,
    )
    return report
