"""Says whose a report is after it was taken in: its incidents then count for that organisation."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import events
from app.errors import DomainError
from app.holding import hold_report
from app.intake.rules import may_change_sender
from app.models import Organisation, Report, User


class SenderFixedError(DomainError):
    """The report cannot be another organisation's."""


def change_sender(session: Session, report: Report, organisation: Organisation, by: User) -> bool:
    """Whether the sender is another one now. Who may read the report follows from it, as do the counts per sender."""
    hold_report(session, report.id)
    session.refresh(report, ["organisation_id"])
    if report.organisation_id == organisation.id:
        return False
    if not may_change_sender(report):
        raise SenderFixedError(_("Avsändaren är känd genom mejlet eller nyckeln och går inte att ändra."))
    same = select(Report.id).where(
        Report.organisation_id == organisation.id,
        Report.external_id == report.external_id,
    )
    if report.external_id and session.scalar(same):
        raise SenderFixedError(
            _("%(name)s har redan en rapport med samma nummer. Inget ändrades.", name=organisation.name)
        )
    events.record(
        session, "changed", "report", report.id, {"organisation_id": (report.organisation_id, organisation.id)}, by
    )
    report.organisation = organisation
    session.flush()
    return True
