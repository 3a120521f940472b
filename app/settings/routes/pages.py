"""Pages that only show: how the system is set, its districts, its event log."""

from datetime import UTC, datetime

from flask import render_template, request

from app import context
from app.access import allow
from app.models import Role
from app.settings import fetching_words, log_words, mail_words, queries, words
from app.settings.routes.blueprint import bp, keepers


@bp.get("/settings")
@keepers
def index() -> str:
    session, settings, now = context.session(), context.settings(), datetime.now(UTC)
    return render_template(
        "settings/index.html",
        settings=words.settings_in_words(settings),
        fetched=[
            *fetching_words.all_in_words(session, settings, now),
            mail_words.mail_in_words(session, settings, now),
        ],
        waiting=queries.number_of_waiting_types(session),
    )


@bp.get("/settings/districts")
@keepers
def districts() -> str:
    return render_template("settings/districts.html", districts=queries.districts(context.session()))


@bp.get("/settings/events")
@allow(Role.ADMINISTRATOR)
def events() -> str:
    session, subject = context.session(), request.args.get("subject") or None
    return render_template(
        "settings/events.html",
        events=[words.event_in_words(event) for event in queries.newest_events(session, subject)],
        subjects=[(one, log_words.subject_name(one)) for one in queries.subjects(session)],
        subject=subject,
        newest=queries.NEWEST,
    )
