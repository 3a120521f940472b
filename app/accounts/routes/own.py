"""One's own account: where one is signed in, password, language."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.access import signed_in
from app.accounts import actions, queries
from app.accounts.forms import ChangePasswordForm, LanguageForm, MailForm
from app.accounts.routes.blueprint import bp
from app.accounts.routes.sign_in import owner_of
from app.models import Role, User


@bp.route("/account", methods=["GET", "POST"])
@signed_in
def profile() -> str | Response:
    user = context.signed_in_user()
    form = LanguageForm(language=user.language or "")
    if form.validate_on_submit():
        actions.choose_language(context.session(), user, form.language.data or None)
        context.session().commit()
        return redirect(url_for("accounts.profile"))
    sessions = queries.sessions_of(context.session(), user, datetime.now(UTC))
    return render_template(
        "accounts/profile.html",
        form=form,
        mail_form=MailForm(formdata=None, wants_mail=user.wants_mail) if _gets_mail(user) else None,
        user=user,
        sessions=sessions,
        here=context.signed_in_session(),
    )


@bp.post("/account/mail")
@signed_in
def choose_mail() -> Response:
    form = MailForm()
    if form.validate_on_submit():
        actions.choose_mail(context.session(), context.signed_in_user(), form.wants_mail.data)
        context.session().commit()
        flash(_("Ditt val av mejl är sparat."))
    return redirect(url_for("accounts.profile"))


def _gets_mail(user: User) -> bool:
    """Whether anything is ever sent to such a user here."""
    return bool(context.settings().smtp_host) and user.role in (Role.COORDINATOR, Role.STEERING, Role.REPORTER)


@bp.route("/account/password", methods=["GET", "POST"])
@signed_in
def password() -> str | Response:
    user, here = context.signed_in_user(), context.signed_in_session()
    form = ChangePasswordForm(owner=user.email)
    if form.validate_on_submit():
        if owner_of(user.email, form.current.data) == user:
            actions.change_password(context.session(), user, form.password.data, by=user, keep=here.id)
            context.session().commit()
            flash(_("Lösenordet är bytt. Andra webbläsare är utloggade."))
            return redirect(url_for("accounts.profile"))
        form.current.errors.append(_("Det stämmer inte med ditt nuvarande lösenord."))
    return render_template("accounts/password.html", form=form)


@bp.post("/account/sessions/<int:session_id>/revoke")
@signed_in
def revoke_session(session_id: int) -> Response:
    user = context.signed_in_user()
    actions.revoke(context.session(), queries.own_session(context.session(), user, session_id), by=user)
    context.session().commit()
    flash(_("Webbläsaren är utloggad."))
    return redirect(url_for("accounts.profile"))


@bp.post("/account/sessions/revoke-others")
@signed_in
def revoke_other_sessions() -> Response:
    user = context.signed_in_user()
    actions.revoke_all(context.session(), user, by=user, keep=context.signed_in_session().id)
    context.session().commit()
    flash(_("Alla andra webbläsare är utloggade."))
    return redirect(url_for("accounts.profile"))
