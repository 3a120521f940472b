"""A report of which nothing was read waits until the coordinator has said that it tells of nothing."""

from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden

from app import context
from app.models import Role
from app.review.actions import undoing
from app.review.actions.signing import sign_off
from app.review.routes import answers
from app.review.routes.asking import refusing
from app.review.routes.blueprint import bp, reviewers


@bp.post("/reports/<int:report_id>/review/nothing")
@reviewers
@refusing
def nothing(report_id: int) -> answers.Answer:
    """Nothing in the report is to be kept; only the coordinator sees all of its text."""
    report, user = answers.opened(report_id), context.signed_in_user()
    if user.role is not Role.COORDINATOR:
        raise Forbidden
    memory = undoing.remember(report, [])
    if not sign_off(context.session(), report, user):
        return answers.done(report, _("Redan granskad."))
    return answers.done(report, _("Inget att ta med."), answers.committed(memory))
