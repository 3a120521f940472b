"""What an edition allows."""

from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _

from app.errors import DomainError
from app.models import Picture, PictureStatus
from reports.picture.periods import LOCAL_TIME, Period, newest_closed_period


class PublishedError(DomainError):
    """A published edition is frozen."""


class NotEndedError(DomainError):
    """A fortnight that still runs cannot be published."""


def check_may_change(picture: Picture) -> None:
    if picture.status == PictureStatus.PUBLISHED:
        raise PublishedError(_("Lägesbild %(edition)s är publicerad och ändras inte.", edition=picture.edition))


class NumberTakenError(DomainError):
    """Another period's edition has this number."""


class OutdatedError(DomainError):
    """A draft that the data have left behind cannot be published."""


def check_may_publish(picture: Picture, now: datetime, changed: int) -> None:
    """`changed` is the number of incidents of the period that have changed since the draft was built."""
    check_may_change(picture)
    if changed:
        words = _("%(n)s händelser i perioden har ändrats sedan utkastet byggdes. Uppdatera utkastet först.", n=changed)
        raise OutdatedError(words)
    if min(now, picture.cutoff) < Period(picture.period_start).ends_at:
        raise NotEndedError(_("Perioden är inte slut än. Publicera när den är det."))


def is_due(period: Period, hour: int, now: datetime) -> bool:
    """Whether the configured hour of the Monday after a period has come."""
    return now >= datetime.combine(period.end, time(hour), LOCAL_TIME)


def missing_periods(newest: date | None, first_monday: date, hour: int, now: datetime) -> list[Period]:
    """The closed periods after the newest edition, oldest first; the last closed one where there is no edition."""
    last = newest_closed_period(now.astimezone(LOCAL_TIME).date(), first_monday)
    if not is_due(last, hour, now):
        last = Period(last.start - timedelta(days=14))
    if newest is None:
        return [last]
    missing: list[Period] = []
    while last.start > newest:
        missing.insert(0, last)
        last = Period(last.start - timedelta(days=14))
    return missing
