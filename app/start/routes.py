"""The start page, *Idag*, which differs by role, and the sign of life."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from app import context
from app.access import public, signed_in
from app.formatting import local_today
from app.incidents.filters import IncidentFilter, Placing
from app.models import IncidentStatus, Role
from app.pictures.queries import overview
from app.pictures.queries.ahead import edition_ahead
from app.pictures.queries.failing import failing
from app.pictures.showing import district_cards, essence
from app.review.queries.waiting import waiting_by_source
from app.settings.fetching_words import FetchingInWords, all_in_words
from app.settings.mail_words import mail_in_words
from app.start import queries
from app.twins.queries import suspected
from reports.picture.periods import period_of

bp = Blueprint("start", __name__)
EDITIONS_AT_A_GLANCE = 6


@bp.get("/")
@signed_in
def today() -> str:
    user = context.signed_in_user()
    makers = {Role.REPORTER: _for_reporter, Role.AREA_MEMBER: _for_area_member, Role.STEERING: _for_steering}
    maker = makers.get(user.role, _for_coordinator)
    return render_template(f"start/{maker.__name__[5:]}.html", user=user, now=datetime.now(UTC), **maker())


@bp.get("/more")
@signed_in
def more() -> str:
    """What a phone's bar has no room for."""
    return render_template("start/more.html")


@bp.get("/healthz")
@public
def health() -> dict[str, str]:
    """For supervisors: answers only when the process serves."""
    return {"status": "ok"}


def _for_coordinator() -> dict[str, Any]:
    """Everything that waits, each a number that opens the work."""
    session, user, now = context.session(), context.signed_in_user(), datetime.now(UTC)
    confirmed = (IncidentStatus.CONFIRMED,)
    unplaced = replace(_last_days(28), statuses=confirmed, placings=(Placing.WITHOUT_POINT,))
    return {
        "waiting": waiting_by_source(session),
        "drafts": queries.work(session, user, IncidentFilter(statuses=(IncidentStatus.DRAFT,))),
        "unplaced": queries.work(session, user, unplaced),
        "lately": queries.work(session, user, replace(_last_days(7), statuses=confirmed)),
        "reports": queries.reports_received_since(session, now - timedelta(days=1)),
        "fetched": _troubled(session, now),
        "silent": queries.silent_sources(session, now),
        "twins": len(suspected(session)),
        "types": queries.types_to_map(session),
        "failing": failing(session),
        "ahead": edition_ahead(session, context.settings(), now),
        "running": period_of(local_today(), context.settings().picture_first_monday),
        "today": local_today(),
    }


def _troubled(session: Session, now: datetime) -> list[FetchingInWords]:
    """What is fetched or sent and needs somebody."""
    settings = context.settings()
    known = [*all_in_words(session, settings, now), mail_in_words(session, settings, now)]
    return [one for one in known if one.needs_somebody]


def _for_reporter() -> dict[str, Any]:
    return {"reports": queries.own_reports(context.session(), context.signed_in_user())}


def _for_area_member() -> dict[str, Any]:
    session, user = context.session(), context.signed_in_user()
    edition = overview.newest_published(session)
    keys = [district.key for district in user.districts]
    return {
        "lately": queries.work(session, user, _last_days(28)),
        "edition": edition,
        **(district_cards(session, edition, keys) if edition else {}),
    }


def _last_days(number: int) -> IncidentFilter:
    today = local_today()
    return IncidentFilter(start=today - timedelta(days=number - 1), end=today)


def _for_steering() -> dict[str, Any]:
    session = context.session()
    edition = overview.newest_published(session)
    if edition is None:
        return {"edition": None}
    return {
        "edition": edition,
        "over_time": overview.over_time(session, most=EDITIONS_AT_A_GLANCE),
        **essence(session, edition),
    }
