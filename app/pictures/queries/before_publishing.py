"""What is looked at before an edition is published: what each of its readers gets, what is missing, what disagrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Picture
from app.pictures.queries.desk import desk_of
from app.pictures.queries.remaining import Remaining, disagreeing, unwritten
from app.pictures.queries.written import remarks_of
from app.pictures.submission import Outcome, Submission
from reports.picture import record as recorded
from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.content.compose import compose, shortened_for_steering
from reports.picture.remarks import Remarks
from reports.picture.storage import from_json


@dataclass(frozen=True, slots=True)
class Reader:
    """What one audience gets: its summary, whether somebody wrote it, the titles of its sections, numbers hidden.

    `shortened` are the titles of what does not fit on its pages.
    """

    audience: Audience
    summary: Sequence[str]
    is_own: bool
    titles: Sequence[str]
    hidden: int
    shortened: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class BeforePublishing:
    """`revealing`: passages to everybody that seem to tell what the public version hides; `sign` stands for just these,
    so that nobody agrees to others than they have seen."""

    readers: Sequence[Reader]
    missing: Sequence[Remaining]
    disagreeing: Sequence[Remaining]
    revealing: Sequence[str]
    language: str

    @property
    def sign(self) -> str:
        return sha256("\n".join(self.revealing).encode()).hexdigest()[:16] if self.revealing else ""

    @property
    def objections(self) -> list[str]:
        """All of it as sentences, for those who see no page."""
        return [one.words for one in (*self.missing, *self.disagreeing)]


def before_publishing(session: Session, edition: Picture) -> BeforePublishing:
    picture, said = from_json(edition.record), remarks_of(session, edition)
    desk = desk_of(session, edition, picture, Submission(), Outcome())
    return BeforePublishing(
        readers=[_reader(picture, said, audience) for audience in Audience],
        missing=unwritten(desk),
        disagreeing=disagreeing(desk),
        revealing=desk.revealing,
        language=picture.language,
    )


def told_of(reader: Reader) -> str:
    """How its summary came about, in words."""
    own, drafted = _("Sammanfattningen är er egen."), _("Sammanfattningen är förslaget, skrivet av siffrorna.")
    return str(own if reader.is_own else drafted)


def _reader(picture: recorded.Picture, said: Remarks, audience: Audience) -> Reader:
    shown, remarks = for_audience(picture, said, audience)
    document = compose(shown, remarks, audience)
    cells = (shown.total, *shown.district_totals, *shown.category_totals, *shown.cells)
    return Reader(
        audience,
        remarks.summary or shown.summary,
        bool(remarks.summary),
        [section.title for section in document.sections],
        sum(cell.is_hidden for cell in cells),
        shortened_for_steering(shown, remarks) if audience is Audience.STYRGRUPP else (),
    )
