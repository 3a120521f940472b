"""A report of which nothing was read waits until the coordinator has said that it tells of nothing."""

from flask_babel import gettext as _

from app import context
from app.review.actions import undoing
from app.review.actions.signing import sign_off
from app.review.routes import answers
from app.review.routes.asking import asked_for_all, step


@step("nothing")
def nothing(report_id: int) -> answers.Answer:
    """Nothing in the report is to be kept."""
    report = asked_for_all(report_id)
    memory = undoing.remember(report, [])
    if not sign_off(context.session(), report, context.signed_in_user()):
        return answers.done(report, _("Redan granskad."))
    return answers.done(report, _("Inget att ta med."), answers.committed(memory))
