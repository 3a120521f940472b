"""Commands for accounts."""

import click
from flask import Flask
from flask.cli import with_appcontext

from app import context
from app.accounts.actions import first_link, make_link
from app.accounts.queries import account_by_email


def init_app(app: Flask) -> None:
    app.cli.command("sign-in-link")(with_appcontext(sign_in_link))


@click.argument("email", required=False)
def sign_in_link(email: str | None) -> None:
    """Print a one-time link: to the account with EMAIL, or else for creating the first administrator."""
    with context.database().writing() as session:
        user = account_by_email(session, email) if email else None
        if email and (user is None or not user.is_active):
            raise click.ClickException(f"No open account has the e-mail {email}.")
        token = make_link(session, user) if user else first_link(session)
    if token is None:
        raise click.ClickException("There is an administrator already: name the account by its e-mail.")
    click.echo(welcome_address(token))


def welcome_address(token: str) -> str:
    """Where the web process of this installation takes a one-time link's token."""
    settings = context.settings()
    return f"http://{settings.bind_host}:{settings.port}/welcome/{token}"
