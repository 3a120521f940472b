"""When reminders go and when an edition's meeting is: counted in whole days from its period, at local hours."""

from datetime import date, datetime, time, timedelta

from reports.picture.periods import LOCAL_TIME, Period


def report_reminder_at(period: Period, days: int, hour: int) -> datetime:
    """When those are reminded who have sent nothing in a running period: some days before its end."""
    return _at(period.end - timedelta(days=days), hour)


def meeting_at(period: Period, day: int, hour: int) -> datetime:
    """When the edition of a period is met over; `day` is 1 on the Monday after it."""
    return _at(period.end + timedelta(days=day - 1), hour)


def meeting_reminder_at(meeting: datetime, days: int, hour: int) -> datetime:
    """When coordinators are reminded of a meeting: so many days before it by the calendar."""
    return _at(meeting.astimezone(LOCAL_TIME).date() - timedelta(days=days), hour)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), LOCAL_TIME)
