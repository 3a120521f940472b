"""Whether an edition says what the data say now: the data themselves are asked, whatever the time."""

from sqlalchemy.orm import Session

from app.models import Picture
from app.pictures.drawing import data_sign, gather
from reports.picture.periods import Period


def is_of_todays_data(session: Session, edition: Picture) -> bool:
    """Whether an edition's numbers would be the same if they were worked out now, those it is compared with too."""
    # Neither language nor time is in the sign.
    told = gather(session, "sv", Period(edition.period_start), edition.cutoff)
    return data_sign(told) == edition.data_sha256
