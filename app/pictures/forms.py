"""What may be sent from the page that an edition is written on."""

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from app.models import TextSection
from app.pictures.submission import Judged, NewEvent, Submission, Written, assessment_part, text_part
from app.privacy import AllowReason

Sent = MultiDict[str, str]


def read_submission(form: Sent, districts: Iterable[str]) -> Submission:
    """Parts that are not in the form are left alone; what is no number or word of ours counts as not sent."""
    keys = list(districts)
    parts = [text_part(section) for section in TextSection if not section.is_of_district]
    parts += [text_part(section, key) for section in TextSection if section.is_of_district for key in keys]
    texts = {
        part: Written(form[part], _version(form, part), form.get(f"{part}-opened")) for part in parts if part in form
    }
    judged = {key: _judged(form, assessment_part(key)) for key in keys if f"{assessment_part(key)}-reason" in form}
    event = NewEvent(*(form.get(f"event-{name}", "").strip() for name in ("start", "end", "district", "words")))
    return Submission(
        texts=texts,
        assessments=judged,
        event=event,
        remove_event=_event_id(form),
        picks=frozenset(form.getlist("pick")),
        picked_before=frozenset(form.getlist("picked_before")),
        allowed=dict(_allowed(form, [*texts, *map(assessment_part, judged), "events"])),
    )


def _judged(form: Sent, part: str) -> Judged:
    opened = (form.get(f"{part}-opened-level", ""), form[f"{part}-opened"]) if f"{part}-opened" in form else None
    return Judged(form.get(f"{part}-level", ""), form.get(f"{part}-reason", ""), _version(form, part), opened)


def _event_id(form: Sent) -> int | None:
    number = form.get("remove_event", type=int)
    return number if number is not None and 0 < number < 2**31 else None  # what the database counts to


def _version(form: Sent, part: str) -> int:
    return form.get(f"{part}-version", 0, type=int)


def _allowed(form: Sent, parts: Iterable[str]) -> Iterable[tuple[str, AllowReason]]:
    for part in parts:
        reason = form.get(f"{part}-allow", "")
        if reason in list(AllowReason):
            yield part, AllowReason(reason)
