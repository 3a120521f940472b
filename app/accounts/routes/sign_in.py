"""Signing in and out, one-time links, the language of those who are not signed in."""

from datetime import UTC, datetime

from flask import abort, redirect, render_template, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from app import context
from app.access import public, signed_in
from app.accounts import actions, passwords, queries
from app.accounts.forms import FirstAdministratorForm, NewPasswordForm, SignInForm
from app.accounts.routes.blueprint import bp
from app.accounts.rules import browser_name, network_of, normal_email, safe_next
from app.accounts.tokens import pseudonym
from app.errors import DomainError
from app.i18n import LANGUAGES
from app.models import OneTimeLink, User

YEAR = 365 * 24 * 3600


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> str | Response:
    here = safe_next(request.args.get("next"))
    if context.user() is not None:
        return redirect(here or url_for("start.today"))
    form = SignInForm()
    user = owner_of(form.email.data, form.password.data) if form.validate_on_submit() else None
    if user is None:
        is_refused = form.is_submitted() and not form.errors
        return render_template("accounts/sign_in.html", form=form, is_refused=is_refused)
    enter(user)
    return redirect(here or url_for("start.today"))


@bp.post("/sign-out")
@signed_in
def sign_out() -> Response:
    actions.revoke(context.session(), context.signed_in_session(), by=context.signed_in_user())
    context.session().commit()
    cookie.clear()
    return redirect(url_for("accounts.sign_in"))


@bp.route("/welcome/<token>", methods=["GET", "POST"])
@public
def welcome(token: str) -> str | Response:
    link = queries.usable_link(context.session(), token, datetime.now(UTC))
    form = NewPasswordForm(owner=link.user.email) if link.user else FirstAdministratorForm()
    if form.validate_on_submit():
        try:
            enter(_consume(link, token, form))
            return redirect(url_for("start.today"))
        except DomainError as error:
            context.session().rollback()
            form.form_errors.append(str(error))
    return render_template("accounts/welcome.html", form=form, user=link.user)


@bp.get("/language/<code>")
@public
def choose_language(code: str) -> Response:
    """Remember the language in this browser, for pages before signing in."""
    if code not in LANGUAGES:
        abort(404)
    response = redirect(safe_next(request.args.get("next")) or url_for("accounts.sign_in"))
    secure = context.settings().secure_cookies
    response.set_cookie("language", code, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
    return response


def owner_of(email: str, password: str) -> User | None:
    """The open account with this password. Answers 429 after too many failures.

    Commits before it looks at the password: that takes its time, and must not keep other writers waiting.
    """
    session, settings, now = context.session(), context.settings(), datetime.now(UTC)
    who = [
        pseudonym(settings.cookie_key(), f"email {normal_email(email)}"),
        pseudonym(settings.cookie_key(), f"address {network_of(request.remote_addr)}"),
    ]
    is_allowed = actions.count_attempt(session, who, settings.sign_in_attempts, now)
    user = queries.account_by_email(session, email)
    session.commit()
    if not is_allowed:
        abort(429)
    if not passwords.is_right(user.password_hash if user else None, password) or user is None or not user.is_active:
        return None
    actions.forget_failures(session, who, now)
    actions.renew_hash(session, user, password)
    session.commit()
    return user


def enter(user: User) -> None:
    """Open a session in this browser, with nothing left of an older one."""
    token = actions.open_session(
        context.session(),
        user,
        browser=browser_name(request.user_agent.string),
        hours=context.settings().session_hours,
        now=datetime.now(UTC),
    )
    context.session().commit()
    cookie.clear()
    cookie["token"] = token


def _consume(link: OneTimeLink, token: str, form: NewPasswordForm) -> User:
    session, password = context.session(), form.password.data
    if isinstance(form, FirstAdministratorForm):
        return actions.create_first_administrator(
            session, token, name=form.name.data, email=form.email.data, password=password
        )
    return actions.set_password_by_link(session, token, password)
