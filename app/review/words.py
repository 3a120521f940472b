"""What the review says: how drafts stand, why text was left out, what an editor's boxes hold."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.formatting import number
from app.i18n import language
from app.incidents.choices import Choices
from app.incidents.words import where_words
from app.models import Incident, IncidentStatus, Lesson
from app.places.rules import IN_DISTRICT, NOWHERE, PLACED, as_typed
from app.privacy import mask
from app.review.queries.drafts import Draft
from geo.points import LocationPrecision
from reports.incoming.reading import Basis, Doubt, LeftOutReason
from reports.incoming.times.when import in_words

KINDS: Mapping[str, Any] = {
    "street": _l("gata"),
    "road": _l("väg genom flera områden"),
    "square": _l("torg"),
    "area": _l("område"),
    "centre": _l("centrum"),
    "school": _l("skola"),
    "station": _l("station"),
    "building": _l("byggnad eller butik"),
    "leisure": _l("fritid eller idrott"),
    "nature": _l("park eller natur"),
    "village": _l("by"),
    "church": _l("kyrka"),
    "junction": _l("trafikplats"),
}
"""The kinds of place that may be added."""


def standing(incident: Incident) -> str:
    """How a draft stands in the review."""
    words = {
        IncidentStatus.DRAFT: _("väntar"),
        IncidentStatus.CONFIRMED: _("bekräftad"),
        IncidentStatus.WITHDRAWN: _("utanför"),
        IncidentStatus.MERGED: _("sammanslagen"),
    }
    return str(words[incident.status])


def left_out_words(reason: LeftOutReason) -> str:
    words = {
        LeftOutReason.GREETING: _("hälsning"),
        LeftOutReason.TOTAL: _("summering"),
        LeftOutReason.ADVICE: _("råd"),
        LeftOutReason.NO_INCIDENT: _("ingen händelse"),
        LeftOutReason.HEADING: _("rubrik"),
    }
    return str(words[reason])


def doubt_words(doubt: Doubt) -> str:
    """Why a draft cannot be confirmed unseen, and what to do about it."""
    words = {
        Doubt.NEAR: _(
            "Orden tyder på att de inblandade har eller har haft en nära relation. Välj kategori innan du bekräftar."
        ),
        Doubt.SEVERAL: _("Kan berätta om mer än en händelse. Dela den, eller bekräfta om allt hör ihop."),
    }
    return str(words[doubt])


def sure_words(many: int, late: int) -> str:
    """How many sure drafts were confirmed at once, and why some that were counted among them were not."""
    said = ngettext("%(count)s säker är bekräftad.", "%(count)s säkra är bekräftade.", many, count=number(many))
    if not late:
        return str(said)
    why = ngettext(
        "%(count)s väntar: den liknar en händelse som har kommit in sedan sidan visades.",
        "%(count)s väntar: de liknar händelser som har kommit in sedan sidan visades.",
        late,
        count=number(late),
    )
    return f"{said} {why}"


def left_words(waiting: int) -> str:
    """ "3 kvar"."""
    if not waiting:
        return str(_("Allt är granskat"))
    return str(ngettext("%(count)s kvar", "%(count)s kvar", waiting, count=number(waiting)))


def quantity_words(draft: Draft) -> str:
    """A number that was counted, with the report's own words for what: "antal 2 (två okända personer)"."""
    said = _("antal %(number)s", number=number(draft.incident.quantity or 0))
    spans = draft.basis.get("quantity", Basis()).words if draft.is_readable else ()
    told = ", ".join(mask(draft.source.report.raw_text[span.start : span.end]) for span in spans)
    return f"{said} ({' '.join(told.split())})" if told else str(said)


def values_of(incident: Incident) -> dict[str, Any]:
    """What the editor's boxes hold of an incident, by their names."""
    place = as_typed(incident.where)
    return {
        "category": incident.category.code,
        "place": place.words,
        "place_id": place.place_id or "",
        "lon": place.point.lon if place.point else "",
        "lat": place.point.lat if place.point else "",
        "known": place.known,
        "when": in_words(incident.when, datetime.now(UTC), language()),
        "summary": incident.summary,
        "certainty": incident.certainty.value,
        "quantity": incident.quantity or "",
    }


def knowable(choices: Choices) -> list[tuple[str, str]]:
    """What may be known of a place, as the editor offers it."""
    districts = [
        (IN_DISTRICT + key, str(_("Bara %(district)s", district=name))) for key, name in choices.districts.items()
    ]
    return [(PLACED, _("Platsen som står")), *districts, (NOWHERE, _("Okänd plats"))]


def shown_of(incident: Incident) -> dict[str, Any]:
    """What the small map shows of an incident; nothing where its place is not known to a point."""
    at = incident.lonlat
    if at is None:
        return {}
    is_about = incident.precision is LocationPrecision.PLACE
    return {"lon": at.lon, "lat": at.lat, "is_about": is_about, "name": where_words(incident)}


def learned(lesson: Lesson | None) -> str:
    """What was learned: ”torpet” is a place, or means a category."""
    if lesson is None:
        return str(_("De orden går inte att lära."))
    meant = lesson.place.name if lesson.place else lesson.category.name(language()) if lesson.category else ""
    return str(_("Lärde mig: ”%(words)s” är %(meant)s.", words=lesson.words, meant=meant))
