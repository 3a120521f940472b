"""What remains to be done with an edition before it is published."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.models import Picture, PictureStatus
from app.pictures.queries.desk import Desk


@dataclass(frozen=True, slots=True)
class Remaining:
    """One thing to do; `anchor` is where on the page, `is_needed` whether the edition waits for it."""

    words: str
    anchor: str = ""
    is_needed: bool = False


def remaining(edition: Picture, desk: Desk, changed: int, has_ended: bool) -> list[Remaining]:
    """What is needed first, then what an edition usually has."""
    return [*_needed(edition, changed, has_ended), *_usual(desk)]


def _needed(edition: Picture, changed: int, has_ended: bool) -> list[Remaining]:
    found = []
    if not has_ended:
        found.append(Remaining(_("Perioden är inte slut än."), is_needed=True))
    if changed:
        words = ngettext("%(num)s händelse har ändrats", "%(num)s händelser har ändrats", changed)
        found.append(Remaining(_("Uppdatera utkastet: %(words)s.", words=words), is_needed=True))
    if edition.status == PictureStatus.DRAFT:
        found.append(Remaining(_("Läs igenom lägesbilden och markera den som granskad."), is_needed=True))
    return found


def _usual(desk: Desk) -> list[Remaining]:
    return [*unwritten(desk), *disagreeing(desk)]


def unwritten(desk: Desk) -> list[Remaining]:
    """What an edition usually has and this one does not have yet."""
    found = []
    if not desk.boxes["summary"].is_written:
        found.append(Remaining(_("Skriv sammanfattningen, eller låt förslaget stå."), "summary"))
    for district in desk.districts:
        if not district.stored:
            words = _("Bedöm läget i %(district)s.", district=district.name)
            found.append(Remaining(words, f"assessment-{district.key}"))
        elif not district.public_reason.is_written:
            words = _(
                "Säg allmänheten skälet för %(district)s, annars får den ingen bedömning.", district=district.name
            )
            found.append(Remaining(words, district.public_reason.part))
    if not desk.boxes["child_perspective"].is_written:
        found.append(Remaining(_("Skriv om barnperspektivet."), "child_perspective"))
    if not desk.boxes["feedback"].is_written:
        found.append(Remaining(_("Skriv återkopplingen till dem som har rapporterat."), "feedback"))
    return found


def disagreeing(desk: Desk) -> list[Remaining]:
    """What people have written against what the numbers say, and what it tells that its readers may not know."""
    found = [
        Remaining(
            _("Bedömningen av %(district)s och uppgifterna pekar åt olika håll.", district=one.name),
            f"assessment-{one.key}",
        )
        for one in desk.districts
        if one.points_apart
    ]
    found += [Remaining(_("Ett annat antal än uppgifternas: ”%(words)s”", words=one)) for one in desk.denied]
    if desk.revealing:
        found.append(Remaining(_("Texten till allmänheten verkar berätta ett dolt antal."), "public_summary"))
    return found
