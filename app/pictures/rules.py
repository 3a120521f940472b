"""What an edition allows."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from app.errors import DomainError
from app.models import Assessment, AssessmentLevel, Picture, PictureStatus, PictureText
from app.pictures.submission import LONGEST_EVENT, LONGEST_REASON, NewEvent
from reports.picture.periods import LOCAL_TIME, Period, newest_closed_period
from reports.picture.record import Verdict

EARLIEST = date(2000, 1, 1)
"""The first day that an edition may be of."""


class FrozenError(DomainError):
    """A published edition is frozen, withdrawn or not."""


class NotEndedError(DomainError):
    """A fortnight that still runs cannot be published."""


class NumberTakenError(DomainError):
    """Another period's edition has this number."""


class OutdatedError(DomainError):
    """A draft that the data have left behind cannot be published."""


class NotReviewedError(DomainError):
    """Somebody has to have read an edition before it is published."""


class ChangedMeanwhileError(DomainError):
    """An edition was changed while its documents were drawn."""


class WithdrawError(DomainError):
    """An edition cannot be withdrawn so."""


class RemoveError(DomainError):
    """A draft that holds something is not removed by a button."""


def check_may_change(picture: Picture) -> None:
    if picture.status == PictureStatus.WITHDRAWN:
        words = _(
            "Lägesbild %(edition)s är tillbakadragen och ändras inte. "
            "Bygg en ny som ersätter den, och skriv vad som är rätt där.",
            edition=picture.edition,
        )
        raise FrozenError(words)
    if picture.status.is_frozen:
        raise FrozenError(_("Lägesbild %(edition)s är publicerad och ändras inte.", edition=picture.edition))


def check_may_review(picture: Picture, now: datetime, changed: int) -> None:
    """`changed` is the number of incidents of the period that have changed since the draft was built."""
    check_may_change(picture)
    if changed:
        words = ngettext(
            "%(num)s händelse i perioden har ändrats sedan utkastet byggdes. Uppdatera utkastet först.",
            "%(num)s händelser i perioden har ändrats sedan utkastet byggdes. Uppdatera utkastet först.",
            changed,
        )
        raise OutdatedError(words)
    if min(now, picture.cutoff) < Period(picture.period_start).ends_at:
        raise NotEndedError(_("Perioden är inte slut än. Publicera när den är det."))


def check_may_publish(picture: Picture, now: datetime, changed: int) -> None:
    """`changed` as above."""
    check_may_review(picture, now, changed)
    if picture.status != PictureStatus.REVIEWED:
        raise NotReviewedError(_("Lägesbilden är ett utkast. Läs igenom den och markera den som granskad först."))


def check_may_withdraw(picture: Picture, reason: str) -> None:
    if picture.status != PictureStatus.PUBLISHED:
        raise WithdrawError(_("Bara en publicerad lägesbild kan dras tillbaka."))
    if not reason:
        raise WithdrawError(_("Skriv varför lägesbilden dras tillbaka: styrgruppen får läsa det. Inget är ändrat."))


def check_may_remove(picture: Picture, has_data: bool, is_written: bool) -> None:
    """By a button, what nobody misses: a draft of nothing that nobody has reviewed or written in."""
    check_may_change(picture)
    was_reviewed = picture.status != PictureStatus.DRAFT or picture.returned_at is not None
    if has_data or was_reviewed or is_written:
        raise RemoveError(
            _(
                "Bara ett utkast utan uppgifter, som ingen har granskat eller skrivit i, kan tas bort här. "
                "Inget är borttaget."
            )
        )


class UnseenError(DomainError):
    """Somebody else has changed it since the page was opened."""


class TooLongError(DomainError):
    """A text has no room."""


class ReasonError(DomainError):
    """An assessment is a step of the scale and why; one without the other tells nobody anything."""


class EventError(DomainError):
    """What is known ahead cannot be so."""


def check_seen(stored: PictureText | Assessment | None, version: int) -> None:
    """`version` is the one that the writer had before them; 0 where there was nothing."""
    if stored is not None and stored.version != version:
        name = stored.by.name if stored.by else ""
        raise UnseenError(_("%(name)s har ändrat här medan du skrev. Din text är inte sparad än.", name=name))


def check_text_length(text: str, longest: int) -> None:
    if len(text) > longest:
        words = _("Texten är %(n)s tecken för lång. Korta den och spara igen.", n=len(text) - longest)
        raise TooLongError(words)


def check_reason(level: AssessmentLevel | None, reason: str) -> AssessmentLevel:
    """The level, where both it and the reason are there."""
    if level is None:
        raise ReasonError(_("Välj också ett läge."))
    if not reason:
        raise ReasonError(_("Skriv också varför: det är motiveringen som gör bedömningen användbar."))
    check_text_length(reason, LONGEST_REASON)
    return level


def check_event(event: NewEvent, period_end: date) -> tuple[date, date | None, str]:
    """First day, last day where it has one, and words of something known ahead."""
    words = " ".join(event.words.split())
    try:
        starts_on = date.fromisoformat(event.starts_on)
        ends_on = date.fromisoformat(event.ends_on) if event.ends_on else None
    except ValueError:
        raise EventError(_("Skriv dagen som 2026-11-30.")) from None
    if not words:
        raise EventError(_("Skriv vad som händer."))
    check_text_length(words, LONGEST_EVENT)
    if ends_on and ends_on < starts_on:
        raise EventError(_("Sista dagen är före den första."))
    if (ends_on or starts_on) < period_end:
        raise EventError(_("Det är före periodens slut. Här står det som är på väg."))
    return starts_on, None if ends_on == starts_on else ends_on, words


def disagrees(rank: int, steps: int, verdicts: Collection[Verdict | None]) -> bool:
    """Whether an assessment and what the numbers say point apart: a calm step and an increase, or the reverse.

    The gravest step of all wants an increase: it points apart where all that could be judged is as usual.

    `rank` is the step's place among the `steps` of the scale, 0 the calmest; `verdicts` are those of the district's
    total and of its categories that do not follow from police work alone.
    """
    if rank == 0 and Verdict.CLEAR_INCREASE in verdicts:
        return True
    is_as_usual = Verdict.WITHIN_NORMAL in verdicts and Verdict.CLEAR_INCREASE not in verdicts
    if rank == steps - 1 > 0 and is_as_usual:
        return True
    is_high = rank >= (steps + 1) // 2
    return is_high and Verdict.CLEAR_DECREASE in verdicts and Verdict.CLEAR_INCREASE not in verdicts


def is_due(period: Period, hour: int, now: datetime) -> bool:
    """Whether the configured hour of the Monday after a period has come."""
    return now >= datetime.combine(period.end, time(hour), LOCAL_TIME)


def missing_periods(newest: date | None, first_monday: date, hour: int, now: datetime) -> list[Period]:
    """The closed periods after the newest edition, oldest first; the last closed one where there is no edition."""
    last = newest_closed_period(now.astimezone(LOCAL_TIME).date(), first_monday)
    if not is_due(last, hour, now):
        last = Period(last.start - timedelta(days=14))
    if newest is None:
        return [last]
    missing: list[Period] = []
    while last.start > newest:
        missing.insert(0, last)
        last = Period(last.start - timedelta(days=14))
    return missing
