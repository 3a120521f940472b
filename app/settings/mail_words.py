"""How the mail that is sent is going, in words: what is wrong and how to mend it, and what goes when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.config import Settings
from app.fetching import MAIL, Fault, fault_of, fetching
from app.mailing import has_gone_wrong, is_uncertain
from app.models import Letter, LetterKind, LetterStatus
from app.pictures.schedule import meeting_at, meeting_reminder_at, report_reminder_at
from app.settings.fetching_words import LATE, FetchingInWords
from app.settings.queries import letters_gone_wrong
from reports.picture.periods import LOCAL_TIME, newest_closed_period


@dataclass(frozen=True, slots=True)
class Sending:
    """What sort of letter goes to whom, and when the next ones do; `at` is None where nobody knows, or none goes."""

    name: str
    to: str
    when: str
    at: datetime | None = None


def mail_in_words(session: Session, settings: Settings, now: datetime) -> FetchingInWords:
    row = fetching(session, MAIL)
    fault, wrong = fault_of(row), len(letters_gone_wrong(session, now))
    is_late = "looked_at" in row.state and now - datetime.fromisoformat(row.state["looked_at"]) > LATE
    if not settings.smtp_host:
        state, advice, fault, is_late = _("Avstängd"), _("Ingen mejlserver är inställd. Sätt SMTP_HOST."), None, False
    elif is_late:
        state, advice = _("Står still"), _stopped()
    elif fault:
        state, advice = faults()[fault]
    else:
        state = _("Skickas varje minut") if row.went_well_at else _("Inget skickat än")
        advice = ngettext("%(num)s mejl väntar på dig.", "%(num)s mejl väntar på dig.", wrong) if wrong else ""
    is_faulty = bool(fault) or is_late
    needs_somebody = is_faulty or bool(settings.smtp_host and wrong)
    times = row.tried_at, row.went_well_at
    return FetchingInWords(_("E-post"), "settings.mail", state, advice, is_faulty, *times, needs_somebody)


def faults() -> dict[Fault, tuple[str, str]]:
    """Each fault with what helps."""
    kept = _("Mejlen ligger kvar och skickas när det är rättat.")
    known = {
        Fault.CERTIFICATE: (
            _("Förbindelsen går inte att skydda"),
            _(
                "Serverns certifikat godtas inte, eller så tar den inte emot krypterat. Kontrollera SMTP_HOST, "
                "SMTP_TLS och SMTP_CA_FILE."
            ),
        ),
        Fault.WRONG_PASSWORD: (
            _("Fel användarnamn eller lösenord"),
            _("Rätta SMTP_USER och SMTP_PASSWORD och starta om jobbprocessen."),
        ),
        Fault.NO_PASSWORD: (
            _("Lösenordsfilen går inte att läsa"),
            _("Kontrollera SMTP_PASSWORD_FILE och vem som får läsa filen."),
        ),
        Fault.REFUSED: (
            _("Servern tar inte emot mejl från oss"),
            _("Kontrollera MAIL_FROM, och att kontot på servern får skicka från den adressen."),
        ),
        Fault.PROTOCOL: (
            _("Servern svarar inte som en mejlserver"),
            _("Kontrollera SMTP_HOST, SMTP_PORT och SMTP_TLS."),
        ),
        Fault.STORAGE: (
            _("Databasen tar inte emot"),
            _("Disken kan vara full. Be den som sköter servern se efter."),
        ),
        Fault.CONNECTION: (
            _("Servern svarar inte"),
            _("Nätet eller servern är nere, eller adressen fel. Nytt försök görs av sig självt."),
        ),
    }
    other = _("Något gick fel hos oss"), _("Felet är antecknat i jobbprocessens logg. Nytt försök görs av sig självt.")
    return {fault: (said, f"{advice} {kept}") for fault in Fault for said, advice in [known.get(fault, other)]}


def letter_kind(letter: Letter) -> str:
    names = {
        LetterKind.REPORT_REMINDER: _("Påminnelse att rapportera"),
        LetterKind.MEETING_REMINDER: _("Påminnelse inför mötet"),
        LetterKind.PUBLISHED: _("Besked om ny lägesbild"),
        LetterKind.WITHDRAWN: _("Besked om tillbakadragen lägesbild"),
        LetterKind.TEST: _("Provmejl"),
    }
    return str(names[letter.kind])


def letter_status(letter: Letter, now: datetime) -> str:
    if is_uncertain(letter, now):
        return str(_("Osäkert om det kom fram"))
    names = {
        LetterStatus.WAITING: _("Väntar"),
        LetterStatus.HANDED_OVER: _("Skickas"),
        LetterStatus.SENT: _("Skickat"),
        LetterStatus.REFUSED: _("Avvisat"),
        LetterStatus.TOO_LATE: _("För sent att skicka"),
        LetterStatus.NOT_WANTED: _("Mottagaren vill inte ha mejl"),
        LetterStatus.NOT_DUE: _("Inte längre aktuellt"),
    }
    return str(names[letter.status])


def why_wrong(letter: Letter, now: datetime) -> str:
    """Why a letter needs a decision, and what helps."""
    if not has_gone_wrong(letter, now):
        return ""
    if letter.status is LetterStatus.HANDED_OVER:
        return str(
            _("Servern fick mejlet men svarade aldrig. Fråga mottagaren om det kom; annars kan du skicka det igen.")
        )
    return str(
        _(
            "Mottagarens server sade nej: %(said)s. Rätta adressen under Användare och skicka igen.",
            said=letter.said or "–",
        )
    )


def sendings(settings: Settings, now: datetime) -> Sequence[Sending]:
    """What goes to whom and when."""
    if not settings.smtp_host:
        return ()
    return (_reporting(settings, now), _meeting(settings, now), _publication())


def _reporting(settings: Settings, now: datetime) -> Sending:
    name, days = _("Påminnelse att rapportera"), settings.reminder_days
    to = _("De som rapporterar för en organisation som inte har skickat något i perioden")
    if not days:
        return Sending(name, to, _("Avstängd (REMINDER_DAYS=0)"))
    period = newest_closed_period(now.astimezone(LOCAL_TIME).date(), settings.picture_first_monday).after()
    when = ngettext("%(num)s dag före periodens slut", "%(num)s dagar före periodens slut", days)
    times = (report_reminder_at(one, days, settings.reminder_hour) for one in (period, period.after()))
    return Sending(name, to, when, next(at for at in times if at > now))


def _meeting(settings: Settings, now: datetime) -> Sending:
    name, to = _("Påminnelse inför mötet"), _("Samordnare, om lägesbilden inte är publicerad")
    days = settings.meeting_reminder_days
    if not days:
        return Sending(name, to, _("Avstängd (MEETING_REMINDER_DAYS=0)"))
    when = ngettext("%(num)s dag före mötet", "%(num)s dagar före mötet", days)
    period = newest_closed_period(now.astimezone(LOCAL_TIME).date(), settings.picture_first_monday)
    meetings = (meeting_at(one, settings.meeting_day, settings.meeting_hour) for one in (period, period.after()))
    times = (meeting_reminder_at(meeting, days, settings.reminder_hour) for meeting in meetings)
    return Sending(name, to, when, next((at for at in times if at > now), None))


def _publication() -> Sending:
    return Sending(
        _("Besked om ny lägesbild"), _("Styrgruppen och samordnare"), _("Inom några minuter efter publiceringen")
    )


def _stopped() -> str:
    return str(_("Jobbprocessen verkar inte gå. Be den som sköter servern starta den. Inget är förlorat."))
