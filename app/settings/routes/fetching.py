"""Pages about what is fetched from outside: the mailbox, and the police's notices."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.fetching import MAILBOX, POLISEN, fetching
from app.senders import SenderError
from app.settings import actions, fetching_words, queries
from app.settings.forms import PolisenForm, SenderForm
from app.settings.routes.blueprint import bp, keepers
from app.settings.rules import ContactError


@bp.get("/settings/mailbox")
@keepers
def mailbox() -> str:
    session, settings = context.session(), context.settings()
    row = fetching(session, MAILBOX)
    return render_template(
        "settings/mailbox.html",
        state=fetching_words.mailbox_in_words(row, settings, datetime.now(UTC)),
        settings=settings,
        strangers=fetching_words.strangers(row),
        broken=fetching_words.broken_letters(row),
        partly=fetching_words.partly_read(row),
        organisations=queries.active_organisations(session),
    )


@bp.post("/settings/mailbox/senders")
@keepers
def add_sender() -> Response:
    session = context.session()
    form = SenderForm().offer(queries.active_organisations(session))
    if form.validate_on_submit():
        found = queries.organisation(session, form.organisation.data)
        try:
            actions.add_sender(session, found, form.sender.data, by=context.signed_in_user())
            session.commit()
            flash(_("Avsändaren är tillagd. Meddelandena läses in nästa gång brevlådan läses."))
        except SenderError as error:
            session.rollback()
            flash(str(error), "error")
    else:
        flash(_("Välj vilken organisation avsändaren hör till. Inget är ändrat."), "error")
    # Asked for beside a report, one goes on there.
    if report_id := request.form.get("report", type=int):
        return redirect(url_for("intake.report", report_id=report_id))
    return redirect(url_for("settings.mailbox"))


@bp.post("/settings/mailbox/again")
@keepers
def try_letters_again() -> Response:
    actions.try_letters_again(context.session())
    context.session().commit()
    flash(_("Meddelandena provas igen nästa gång brevlådan läses."))
    return redirect(url_for("settings.mailbox"))


@bp.route("/settings/polisen", methods=["GET", "POST"])
@keepers
def polisen() -> str | Response:
    session = context.session()
    row = fetching(session, POLISEN)
    form = PolisenForm(contact=row.state.get("contact") or context.signed_in_user().email)
    if form.validate_on_submit():
        try:
            return _switched(form)
        except ContactError as error:
            session.rollback()
            form.contact.errors = [str(error)]
    state = fetching_words.polisen_in_words(row, datetime.now(UTC))
    return render_template("settings/polisen.html", form=form, row=row, state=state)


def _switched(form: PolisenForm) -> Response:
    session, user = context.session(), context.signed_in_user()
    if request.form.get("turn") == "off":
        actions.switch_polisen_off(session, by=user)
        flash(_("Notiserna hämtas inte längre. De som har kommit finns kvar."))
    else:
        actions.switch_polisen_on(session, form.contact.data, by=user)
        flash(_("Notiserna hämtas, första gången inom en minut. De blir utkast som du bekräftar eller lämnar utanför."))
    session.commit()
    return redirect(url_for("settings.polisen"))
