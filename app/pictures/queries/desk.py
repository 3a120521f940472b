"""What stands on the page that an edition is written on: each part as stored, or as typed where it was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.errors import DomainError
from app.models import Assessment, AssessmentLevel, KnownEvent, Picture, PictureText, TextSection
from app.pictures.category_words import everyday_words
from app.pictures.queries.written import (
    Texts,
    assessments,
    events_ahead,
    levels,
    lines,
    points_apart,
    public_reasons,
    remarks_of,
    texts,
)
from app.pictures.rules import UnseenError
from app.pictures.submission import (
    LONGEST,
    LONGEST_REASON,
    Judged,
    NewEvent,
    Outcome,
    Submission,
    assessment_part,
    text_part,
)
from app.privacy import PersonalDataError, found_words
from reports.picture import record as recorded
from reports.picture.audiences.audience import Audience, for_audience, public_picture
from reports.picture.audiences.revealing import denied_sentences, revealing_sentences
from reports.picture.content.compose import shortened_for_steering
from reports.picture.remarks import Remarks


@dataclass(frozen=True, slots=True)
class Box:
    """A text to write; `problem` says why what stands in it is not saved, `stored` what is saved."""

    part: str
    label: str
    advice: str
    text: str
    stored: PictureText | Assessment | None
    problem: DomainError | None
    longest: int = LONGEST[TextSection.COMMENT]
    pick: str = ""

    @property
    def version(self) -> int:
        return self.stored.version if self.stored else 0

    @property
    def is_written(self) -> bool:
        """Whether anything is saved; a text that was emptied is stored, with its version, and says nothing."""
        return isinstance(self.stored, PictureText) and bool(self.stored.text)

    @property
    def words(self) -> str:
        """Why it is not saved."""
        return refusal_words(self.problem) if self.problem else ""

    @property
    def is_overtaken(self) -> bool:
        return isinstance(self.problem, UnseenError)

    @property
    def holds_personal_data(self) -> bool:
        return isinstance(self.problem, PersonalDataError)


@dataclass(frozen=True, slots=True)
class DistrictDesk:
    """A district on the page: what the numbers say, the comment, the assessment."""

    key: str
    name: str
    total: recorded.Cell
    changes: tuple[recorded.Cell, ...]
    comment: Box
    reason: Box
    public_reason: Box
    levels: Sequence[AssessmentLevel]
    """The steps to choose from: the scale, and the step that is stored though it is no longer in use."""
    level: str
    """The code of the step that is chosen, empty where none is."""
    stored: Assessment | None
    points_apart: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """All of the page."""

    boxes: Mapping[str, Box]
    districts: Sequence[DistrictDesk]
    events: Sequence[KnownEvent]
    new_event: NewEvent
    event_problem: DomainError | None
    revealing: Sequence[str]
    """What is saved for everybody and seems to tell a number that the public version hides."""

    denied: Sequence[str]
    """What is saved for anybody and holds a number that is not the edition's."""
    shortened: Sequence[str]
    """The titles of what is shortened to fit on the steering group's two pages."""

    @property
    def event_words(self) -> str:
        return refusal_words(self.event_problem) if self.event_problem else ""

    @property
    def event_holds_personal_data(self) -> bool:
        return isinstance(self.event_problem, PersonalDataError)

    @property
    def problems(self) -> list[Box]:
        """The parts that were not saved."""
        of_districts = [box for one in self.districts for box in (one.comment, one.reason, one.public_reason)]
        return [box for box in (*self.boxes.values(), *of_districts) if box.problem]


def refusal_words(error: DomainError, may_allow: bool = True) -> str:
    """What is wrong with a text and how to mend it; `may_allow`: whether the page lets it stand for a reason."""
    if not isinstance(error, PersonalDataError):
        return str(error)
    told = found_words(one for found in error.texts.values() for one in found)
    allowed = _("Uppgifter om enskilda sparas inte i en lägesbild: ta bort dem, eller säg varför de får stå.")
    advice = allowed if may_allow else _("Uppgifter om enskilda får inte stå här: ta bort dem. Inget är ändrat.")
    return f"{told} {advice}"


def desk_of(session: Session, edition: Picture, picture: recorded.Picture, sent: Submission, outcome: Outcome) -> Desk:
    """`sent` and `outcome` are empty where the page is opened, and say what became of it where it was sent."""
    written, judged, scale = texts(session, edition), assessments(session, edition), levels(session)

    def box(section: TextSection, key: str | None = None, name: str = "") -> Box:
        part, stored = text_part(section, key), written.get((section, key))
        problem = outcome.refused.get(part)
        text = sent.texts[part].text if problem else stored.text if stored else ""
        label, advice, pick = _words(section, key, name)
        return Box(part, label, advice, text, stored, problem, LONGEST[section], pick)

    def district(label: recorded.DistrictLabel) -> DistrictDesk:
        part, stored = assessment_part(label.key), judged.get(label.key)
        problem, typed = outcome.refused.get(part), sent.assessments.get(label.key)
        reason, level = _step(stored, typed if problem else None)
        return DistrictDesk(
            label.key,
            label.name,
            next(cell for cell in picture.district_totals if cell.district == label.key),
            tuple(cell for cell in picture.cells_of(label.key) if cell.is_change),
            box(TextSection.COMMENT, label.key, label.name),
            Box(part, _("Motivering, %(district)s", district=label.name), "", reason, stored, problem, LONGEST_REASON),
            box(TextSection.PUBLIC_REASON, label.key, label.name),
            _steps(scale, stored),
            level,
            stored,
            stored is not None and points_apart(stored.level, scale, picture, label.key),
        )

    refused = outcome.refused.get("events")
    return Desk(
        boxes={section.value: box(section) for section in TextSection if not section.is_of_district},
        districts=[district(label) for label in picture.districts],
        events=events_ahead(session, edition),
        new_event=sent.event if refused and sent.event else NewEvent("", "", "", ""),
        event_problem=refused,
        revealing=revealing_sentences(picture, _to_everybody(written), everyday_words(picture)),
        denied=_denied(session, edition, picture),
        shortened=shortened_for_steering(*for_audience(picture, remarks_of(session, edition), Audience.STYRGRUPP)),
    )


def _denied(session: Session, edition: Picture, picture: recorded.Picture) -> Sequence[str]:
    said, words = remarks_of(session, edition), everyday_words(picture)
    whole = denied_sentences(picture, (*said.summary, *said.public_texts), words)
    named = {label.key: label.name for label in picture.districts}
    of_districts = {named[key]: text for key, text in said.comments.items() if key in named}
    commented = (denied_sentences(picture, [text], words, district) for district, text in of_districts.items())
    return [*whole, *(one for found in commented for one in found)]


def _to_everybody(written: Texts) -> Remarks:
    return Remarks(public_summary=lines(written, TextSection.PUBLIC_SUMMARY), public_reasons=public_reasons(written))


def suggestions(picture: recorded.Picture) -> dict[str, Sequence[str]]:
    """By the part of a summary, the sentences drafted for its readers from the numbers that they get."""
    return {
        TextSection.SUMMARY.value: picture.summary,
        TextSection.PUBLIC_SUMMARY.value: public_picture(picture).summary,
    }


def _step(stored: Assessment | None, typed: Judged | None) -> tuple[str, str]:
    """Reason and step's code: as typed where that was refused."""
    if typed:
        return typed.reason, typed.level
    return (stored.reason, stored.level.code) if stored else ("", "")


def _steps(scale: Sequence[AssessmentLevel], stored: Assessment | None) -> Sequence[AssessmentLevel]:
    if stored is None or stored.level in scale:
        return scale
    return sorted([*scale, stored.level], key=lambda level: (level.sort, level.id))


def _words(section: TextSection, key: str | None, name: str) -> tuple[str, str, str]:
    """Label, advice, and the key by which the text is picked for the steering group (empty: it always is)."""
    known = {
        TextSection.SUMMARY: (
            _("Sammanfattning i tre meningar"),
            _("En mening per rad, till samordningsgruppen och styrgruppen. Lämnas den tom står förslaget."),
            "",
        ),
        TextSection.PUBLIC_SUMMARY: (
            _("Sammanfattning för allmänheten"),
            _("En mening per rad, utan de antal som är dolda för allmänheten. Lämnas den tom står förslaget."),
            "",
        ),
        TextSection.COMMENT: (
            _("Kommentar till %(district)s", district=name),
            _("Det som siffrorna inte säger: vad ni vet, vad som kan ligga bakom."),
            f"comment:{key}",
        ),
        TextSection.PUBLIC_REASON: (
            _("En mening till allmänheten om läget i %(district)s", district=name),
            _("Den läser bedömningen med den här meningen som skäl. Lämnas den tom får allmänheten ingen bedömning."),
            "",
        ),
        TextSection.DECISIONS: (
            _("Beslut som önskas av styrgruppen"),
            _("Ett beslut per rad, med vem som föreslås göra vad och när."),
            "",
        ),
        TextSection.CHILD_PERSPECTIVE: (
            _("Barnperspektiv"),
            _("Hur berörs barn och unga, som utsatta, som vittnen, som de som gör något?"),
            "child_perspective",
        ),
        TextSection.FEEDBACK: (
            _("Återkoppling till dem som har rapporterat"),
            _("Vad rapporterna har lett till. Inga uppgifter om enskilda."),
            "feedback",
        ),
    }
    return known[section]
