"""Everybody's accounts, for administrators."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.accounts import actions, queries
from app.accounts.forms import AccountForm
from app.accounts.routes.blueprint import bp
from app.accounts.rules import AccountError
from app.models import Role, User

only_administrators = allow(Role.ADMINISTRATOR)


@bp.get("/users")
@only_administrators
def users() -> str:
    return render_template("accounts/users.html", users=queries.accounts(context.session()))


@bp.route("/users/new", methods=["GET", "POST"])
@only_administrators
def invite() -> str | Response:
    session, form = context.session(), _offer(AccountForm(role=Role.REPORTER.value))
    if form.validate_on_submit():
        try:
            user = actions.invite(session, form.details(), by=context.signed_in_user())
            return _hand_over(user)
        except AccountError as error:
            _refuse(form, error)
    return render_template("accounts/invite.html", form=form)


@bp.route("/users/<int:user_id>", methods=["GET", "POST"])
@only_administrators
def user(user_id: int) -> str | Response:
    session = context.session()
    found = queries.account(session, user_id)
    form = _offer(_form_of(found))
    if form.validate_on_submit():
        try:
            actions.change_account(session, found, form.details(), by=context.signed_in_user())
            session.commit()
            flash(_("Ändringarna är sparade."))
            return redirect(url_for("accounts.users"))
        except AccountError as error:
            _refuse(form, error)
    return render_template("accounts/user.html", form=form, user=found)


@bp.post("/users/<int:user_id>/close")
@only_administrators
def close_user(user_id: int) -> Response:
    session = context.session()
    actions.close_account(session, queries.account(session, user_id), by=context.signed_in_user())
    session.commit()
    flash(_("Kontot är stängt och utloggat överallt."))
    return redirect(url_for("accounts.users"))


@bp.post("/users/<int:user_id>/open")
@only_administrators
def open_user(user_id: int) -> Response:
    session = context.session()
    actions.open_account(session, queries.account(session, user_id), by=context.signed_in_user())
    session.commit()
    flash(_("Kontot är öppet igen."))
    return redirect(url_for("accounts.users"))


@bp.post("/users/<int:user_id>/link")
@only_administrators
def link(user_id: int) -> str:
    """A new one-time link, for somebody who forgot the password or lost the first link."""
    return _hand_over(queries.account(context.session(), user_id))


def _hand_over(user: User) -> str:
    """The page with a one-time link, shown this once: a link is kept nowhere, so there is nothing to redirect to."""
    token = actions.make_link(context.session(), user, by=context.signed_in_user())
    context.session().commit()
    address = url_for("accounts.welcome", token=token, _external=True)
    return render_template("accounts/link.html", user=user, address=address, days=actions.LIFETIME.days)


def _offer(form: AccountForm) -> AccountForm:
    session = context.session()
    return form.offer(queries.organisations(session), queries.districts(session))


def _form_of(user: User) -> AccountForm:
    return AccountForm(
        name=user.name,
        email=user.email,
        role=user.role.value,
        organisation=user.organisation_id or 0,
        districts=[district.id for district in user.districts],
    )


def _refuse(form: AccountForm, error: AccountError) -> None:
    context.session().rollback()
    form.form_errors.append(str(error))
