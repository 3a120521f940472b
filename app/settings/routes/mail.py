"""The page about the mail that is sent."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app import context
from app.models import LetterStatus
from app.settings import actions, mail_words, queries
from app.settings.routes.blueprint import bp, keepers

NEWEST = 30


@bp.get("/settings/mail")
@keepers
def mail() -> str:
    session, settings, now = context.session(), context.settings(), datetime.now(UTC)
    return render_template(
        "settings/mail.html",
        state=mail_words.mail_in_words(session, settings, now),
        settings=settings,
        sendings=mail_words.sendings(settings, now),
        wrong=queries.letters_gone_wrong(session, now),
        letters=queries.newest_letters(session, NEWEST),
        words=mail_words,
        now=now,
    )


@bp.post("/settings/mail/test")
@keepers
def send_test() -> Response:
    """By the job, as all mail goes: so the trial tries the whole way."""
    session, settings, user = context.session(), context.settings(), context.signed_in_user()
    if not settings.smtp_host:
        flash(_("Ingen mejlserver är inställd. Sätt SMTP_HOST."), "error")
        return redirect(url_for(".mail"))
    actions.send_test(session, settings, datetime.now(UTC), by=user)
    session.commit()
    flash(
        _(
            "Ett provmejl till %(address)s skickas inom en minut. Ladda om sidan och se hur det gick.",
            address=user.email,
        )
    )
    return redirect(url_for(".mail"))


@bp.post("/settings/mail/<int:letter_id>/again")
@keepers
def send_again(letter_id: int) -> Response:
    session = context.session()
    letter = queries.letter(session, letter_id)
    if actions.send_again(session, letter, datetime.now(UTC), by=context.signed_in_user()):
        session.commit()
        flash(_("Mejlet skickas igen inom en minut."))
    else:
        session.rollback()
        flash(_("Det mejlet är redan skickat eller på väg. Inget är ändrat."), "error")
    return redirect(url_for(".mail"))


@bp.post("/settings/mail/again")
@keepers
def send_all_again() -> Response:
    """For when one and the same fault has had many refused; what may have come is decided one by one."""
    session, now = context.session(), datetime.now(UTC)
    wrong = [one for one in queries.letters_gone_wrong(session, now) if one.status is LetterStatus.REFUSED]
    sent = sum(actions.send_again(session, letter, now, by=context.signed_in_user()) for letter in wrong)
    session.commit()
    flash(ngettext("%(num)s mejl skickas igen inom en minut.", "%(num)s mejl skickas igen inom en minut.", sent))
    return redirect(url_for(".mail"))
