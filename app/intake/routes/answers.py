"""What the pages of uploads share: whose upload it is, where it lies, and work on it."""

from collections.abc import Callable
from pathlib import Path

from flask import url_for

from app import context
from app.db import Database
from app.intake.uploads import Upload, find_upload
from app.models import User


def worked(upload: Upload, work: Callable[[Database, Upload, User], None]) -> str:
    """Let work begin, which has transactions of its own: this request's ends first, as SQLite has one writer.

    Gives the address of the page that tells of it.
    """
    user = context.signed_in_user()
    context.session().commit()
    work(context.database(), upload, user)
    return url_for("intake.upload", token=upload.token)


def own(token: str) -> Upload:
    return find_upload(folder(), token, context.signed_in_user().id)


def folder() -> Path:
    return context.settings().instance_dir / "uploads"
