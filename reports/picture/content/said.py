"""What people have added to an edition besides the districts: ahead, decisions, corrections, children, feedback."""

from reports.picture.content.blocks import Bullets, Paragraph, Section, SectionKind, Value
from reports.picture.content.edition import Edition
from reports.picture.remarks import KnownEvent
from reports.picture.wording.corrections import gathered
from reports.picture.wording.words import days_words


def events_section(edition: Edition) -> list[Section]:
    items = [_event(edition, event) for event in sorted(edition.remarks.events, key=lambda event: event.start)]
    return _list(edition, SectionKind.EVENTS, "events", items)


def decisions_section(edition: Edition) -> list[Section]:
    return _list(edition, SectionKind.DECISIONS, "decisions", list(edition.remarks.decisions_wanted))


def corrections_section(edition: Edition) -> list[Section]:
    told = gathered(edition.remarks.corrections, edition.language)
    return _list(edition, SectionKind.CORRECTIONS, "corrections", list(told))


def children_section(edition: Edition) -> list[Section]:
    return _text(edition, SectionKind.CHILDREN, "children", edition.remarks.child_perspective)


def feedback_section(edition: Edition) -> list[Section]:
    return _text(edition, SectionKind.FEEDBACK, "feedback", edition.remarks.feedback)


def _event(edition: Edition, event: KnownEvent) -> str:
    where = edition.district(event.district) if event.district else edition.say("everywhere")
    days = days_words(event.start, event.end, edition.language)
    return edition.say("event", days=days, district=where, words=event.words)


def _list(edition: Edition, kind: SectionKind, key: str, items: list[str]) -> list[Section]:
    """None where there is nothing: an empty heading tells a reader nothing."""
    block = Bullets(tuple(Value(item) for item in items))
    return [Section(kind, key, edition.say(key), (block,))] if items else []


def _text(edition: Edition, kind: SectionKind, key: str, text: str) -> list[Section]:
    blocks = tuple(Paragraph(part) for part in text.split("\n") if part.strip())
    return [Section(kind, key, edition.say(key), blocks)] if blocks else []
