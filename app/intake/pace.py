"""How often the police's notices may be asked for: their own rules, and ours after a fault."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

BETWEEN = timedelta(minutes=30)
"""Between two fetchings when all goes well: the list holds more than a day's notices."""
LONGEST_WAIT = timedelta(hours=24)
LIMITS = (
    (timedelta(seconds=10), 1),
    (timedelta(hours=1), 60),
    (timedelta(days=1), 1440),
)
"""Within each span, so many calls at most: https://polisen.se/om-polisen/om-webbplatsen/oppna-data/regler-for-oppna-data/"""


def may_call(calls: Sequence[datetime], now: datetime) -> bool:
    """Whether one more call keeps the rules, after those at these times."""
    ordered = sorted(calls)
    return all(len(ordered) - bisect_right(ordered, now - span) < most for span, most in LIMITS)


def recent(calls: Sequence[datetime], now: datetime) -> list[datetime]:
    """Those of the calls that still count."""
    return [call for call in calls if now - max(span for span, _most in LIMITS) < call]


def wait_after(failures: int) -> timedelta:
    """How long until the next try: twice as long after each failure in a row, a day at most."""
    return min(BETWEEN * (1 << min(failures, 10)), LONGEST_WAIT)
