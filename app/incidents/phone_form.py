"""What may be typed on a phone: the same as anywhere, with the time told by one tap, and sent later if need be."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, RadioField

from app.formatting import local
from app.incidents.choices import Choices
from app.incidents.forms import IncidentForm
from app.models import Incident
from reports.incoming.drafts import Interval

KEPT = timedelta(days=14)
"""How long a phone may keep what was typed before it is sent."""
CLOCKS_DIFFER = timedelta(minutes=10)


class Recent(StrEnum):
    """When something happened that is reported on the spot; IN_WORDS leaves it to the text beside."""

    NOW = "now"
    LAST_HOUR = "hour"
    IN_WORDS = "words"


class PhoneForm(IncidentForm):
    """`typed_at` is when it was typed, in milliseconds since 1970, where it waited on the phone before it was sent."""

    typed_at = HiddenField()
    recent = RadioField(_l("När"), default=Recent.NOW.value)

    def __init__(self, choices: Choices, posted: MultiDict[str, str] | None = None, **kwargs: Any) -> None:
        now = datetime.now(UTC)
        self.now = moment_typed(posted.get("typed_at"), now) if posted else now
        """When it was typed: "now" and "i natt" are told from there."""
        if posted is not None:
            posted = posted.copy()
            posted["day"] = local(self.now).date().isoformat()
        super().__init__(choices, formdata=posted, **kwargs)
        self.place.label.text = _l("Plats")
        self.recent.choices = [
            (Recent.NOW.value, _l("Nu")),
            (Recent.LAST_HOUR.value, _l("Senaste timmen")),
            (Recent.IN_WORDS.value, _l("Annan tid")),
        ]

    def _read_time(self, now: datetime, kept: Incident | None) -> bool:
        if self.recent.data == Recent.NOW:
            self.interval = Interval(now)
        elif self.recent.data == Recent.LAST_HOUR:
            self.interval = Interval(now - timedelta(hours=1), now)
        else:
            return super()._read_time(now, kept)
        return True


def moment_typed(milliseconds: str | None, now: datetime) -> datetime:
    """The moment that a phone tells, to the minute; `now` where it tells none, or one that cannot be."""
    try:
        typed = datetime.fromtimestamp(int(milliseconds or "") / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        typed = now
    if not now - KEPT <= typed <= now + CLOCKS_DIFFER:
        typed = now
    return min(typed, now).replace(second=0, microsecond=0)
