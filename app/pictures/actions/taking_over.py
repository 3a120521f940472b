"""What was written in a withdrawn edition begins the one that replaces it: most of it is right, and is mended there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Assessment, Picture, PictureText


def take_over(session: Session, withdrawn: Picture, replacement: Picture) -> None:
    """Copy texts, assessments and picks, with who wrote them and when."""
    texts = select(PictureText).where(PictureText.picture_id == withdrawn.id).order_by(PictureText.id)
    for text in session.scalars(texts).all():
        session.add(
            PictureText(
                picture_id=replacement.id,
                section=text.section,
                district_id=text.district_id,
                text=text.text,
                at=text.at,
                by_id=text.by_id,
            )
        )
    assessments = select(Assessment).where(Assessment.picture_id == withdrawn.id).order_by(Assessment.id)
    for one in session.scalars(assessments).all():
        session.add(
            Assessment(
                picture_id=replacement.id,
                district_id=one.district_id,
                level_id=one.level_id,
                reason=one.reason,
                at=one.at,
                by_id=one.by_id,
            )
        )
    replacement.for_steering = list(withdrawn.for_steering)
    session.flush()
