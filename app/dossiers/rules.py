"""Who may see a place's dossier, what area a choice means, and what may be written in it."""

from dataclasses import dataclass

import shapely
from flask_babel import gettext as _
from shapely import Polygon

from app import privacy
from app.corner_words import corner_words
from app.dossiers.choice import MOST_CORNERS, Choice
from app.errors import DomainError
from app.incidents.rules import EDITORS
from app.models import Dossier, Role, User
from geo.areas import AreaIndex, circle_around, to_plane
from geo.points import Point
from reports.dossier.inputs import Texts

LARGEST_AREA = 10_000_000
"""Square metres: beyond ten km² it is no place."""
LONGEST_TITLE, LONGEST_TEXT = 120, 800
"""So long that four of them stand on one page even beside all categories."""


class DossierError(DomainError):
    """A dossier cannot be made or saved like that."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The area that is asked about (WGS 84), its middle, and the keys of the districts it meets, the middle's first."""

    shape: Polygon
    middle: Point
    districts: tuple[str, ...]


def spot_of(choice: Choice, at: Point | None, areas: AreaIndex) -> Spot:
    """Where a choice lies; `at` is the point of its place. Raises DossierError where there is no such area."""
    shape = area_of(choice, at)
    inside = shape.representative_point() if choice.corners else None
    middle = Point(inside.x, inside.y) if inside else at
    home = areas.area_of(middle) if middle else None
    if middle is None or home is None:
        raise DossierError(_("Platsen ligger utanför kommunens kommundelar. Välj en plats inom dem."))
    touched = [area.key for area in areas.areas if area.key != home and shapely.intersects(area.shape, shape)]
    return Spot(shape, middle, (home, *touched))


def area_of(choice: Choice, at: Point | None) -> Polygon:
    """The drawn area, or the circle around the place. Raises DossierError for what is none."""
    if choice.fault:
        raise DossierError(corner_words(choice.fault, MOST_CORNERS))
    if choice.corners:
        drawn = Polygon([(corner.lon, corner.lat) for corner in choice.corners])
        if not drawn.is_valid or not drawn.area:
            raise DossierError(_("Områdets gräns korsar sig själv. Ordna hörnen så att de går runt området i tur."))
        if to_plane(drawn).area > LARGEST_AREA:
            raise DossierError(_("Området är större än tio kvadratkilometer. Rita ett mindre område runt platsen."))
        return drawn
    if at is None:
        raise DossierError(_("Platsen har ingen känd punkt. Välj en annan plats, eller ange ett område med hörn."))
    return circle_around(at, choice.radius)


def may_ask_about(user: User, district: str) -> bool:
    """Members of an area group ask about places of their own districts."""
    if user.role is Role.AREA_MEMBER:
        return district in {own.key for own in user.districts}
    return user.role in EDITORS


def may_change(user: User, dossier: Dossier) -> bool:
    """Who may write in a saved one, and take it away; others of the group save what they write as their own."""
    return user.role in EDITORS or dossier.by_id == user.id


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote: a title, and the answers that are their own (see `own_texts`)."""

    title: str
    texts: Texts


def check_typed(typed: Typed) -> None:
    """Raises DossierError for a title that is none, and as `check_texts`."""
    if not typed.title or len(typed.title) > LONGEST_TITLE:
        raise DossierError(_("Ge underlaget ett namn på högst %(most)s tecken.", most=LONGEST_TITLE))
    check_texts(typed.texts, typed.title)


def check_texts(answers: Texts, title: str = "") -> None:
    """Raises DossierError for answers that are too long, and for personal data in them or in the title."""
    texts = all_texts(answers)
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise DossierError(_("Ett svar får ha högst %(most)s tecken, så att allt ryms på en sida.", most=LONGEST_TEXT))
    found = [one for text in (title, *texts) for one in privacy.check_text(text)]
    if found:
        advice = _("Underlaget läses av andra: ta bort personuppgifterna och försök igen.")
        raise DossierError(f"{privacy.found_words(found)} {advice}")


def all_texts(texts: Texts) -> tuple[str, str, str, str]:
    return texts.why, texts.sources, texts.selection, texts.meaning
