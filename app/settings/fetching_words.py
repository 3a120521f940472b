"""How what is fetched from outside is going, in words: what is wrong and how to mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.arrivals import MOST_DRAFTS
from app.config import Settings
from app.fetching import MAILBOX, POLISEN, Fault, fault_of, fetching
from app.formatting import number
from app.models import Fetching

LATE = timedelta(minutes=15)
"""How long after its time a job may run before its process is taken for stopped."""


@dataclass(frozen=True, slots=True)
class FetchingInWords:
    """How one fetching is going. `advice` is empty where all is well; `endpoint` is the page about it.

    Somebody is needed where it is faulty, and where letters wait for a decision.
    """

    name: str
    endpoint: str
    state: str
    advice: str
    is_faulty: bool
    tried_at: datetime | None
    went_well_at: datetime | None
    needs_somebody: bool


@dataclass(frozen=True, slots=True)
class Stranger:
    """An address whose letters are left unread: how many, since when, and why."""

    sender: str
    count: int
    last: datetime
    why: str
    can_be_added: bool


@dataclass(frozen=True, slots=True)
class LetterInWords:
    """A letter that could not be read, or (`report_id`) was read but for a part."""

    sender: str
    at: datetime
    said: Sequence[str]
    report_id: int | None = None


def all_in_words(session: Session, settings: Settings, now: datetime) -> list[FetchingInWords]:
    return [
        mailbox_in_words(fetching(session, MAILBOX), settings, now),
        polisen_in_words(fetching(session, POLISEN), now),
    ]


def mailbox_in_words(row: Fetching, settings: Settings, now: datetime) -> FetchingInWords:
    fault = fault_of(row)
    is_late = row.tried_at is not None and now - row.tried_at > timedelta(minutes=settings.imap_minutes) + LATE
    if not settings.imap_host:
        state, advice, fault, is_late = _("Avstängd"), _("Ingen brevlåda är inställd. Sätt IMAP_HOST."), None, False
    elif is_late:
        state, advice = _("Står still"), _stopped()
    elif fault:
        state, advice = _faults()[fault]
    elif row.went_well_at is None:
        state, advice = _("Inte läst än"), _("Den läses när jobbprocessen går.")
    else:
        minutes = settings.imap_minutes
        state = ngettext("Läses varje minut", "Läses var %(num)s:e minut", minutes)
        advice = _waiting_letters(row)
    is_faulty = bool(fault) or is_late
    needs_somebody = is_faulty or bool(settings.imap_host and _waiting_letters(row))
    return FetchingInWords(
        _("Brevlåda"), "settings.mailbox", state, advice, is_faulty, row.tried_at, row.went_well_at, needs_somebody
    )


def polisen_in_words(row: Fetching, now: datetime) -> FetchingInWords:
    fault, following = fault_of(row), row.state.get("next_at")
    is_late = row.is_on and following is not None and now - datetime.fromisoformat(following) > LATE
    if is_late:
        state, advice = _("Står still"), _stopped()
    elif fault:
        state, advice = _faults()[fault]
    elif not row.is_on:
        state, advice = _("Avstängd"), ""
    else:
        state, advice = _("Hämtas var 30:e minut"), ""
    is_faulty = bool(fault) or is_late
    times = row.tried_at, row.went_well_at
    return FetchingInWords(
        _("Polisens notiser"), "settings.polisen", state, advice, is_faulty, *times, needs_somebody=is_faulty
    )


def strangers(row: Fetching) -> list[Stranger]:
    """Unknown senders, newest first."""
    whys = {
        "unknown": _("Hör inte till någon organisation som rapporterar."),
        "unproven": _("Mejlservern går inte i god för att avsändaren är den som står där. Fråga avsändaren."),
    }
    return [
        Stranger(
            one["sender"],
            one["count"],
            datetime.fromisoformat(one["last"]),
            whys.get(one["why"], ""),
            bool(one["sender"]) and one["why"] == "unknown",
        )
        for one in row.state.get("unknown", [])
    ]


def broken_letters(row: Fetching) -> list[LetterInWords]:
    """Letters that could not be read, newest first."""
    found = [
        LetterInWords(one["sender"], datetime.fromisoformat(one["at"]), [_why_broken(one)])
        for one in row.state.get("broken", {}).values()
    ]
    return sorted(found, key=lambda letter: letter.at, reverse=True)


def partly_read(row: Fetching) -> list[LetterInWords]:
    return [
        LetterInWords("", datetime.fromisoformat(one["at"]), one["said"], one["report"])
        for one in row.state.get("partly", [])
    ]


def _why_broken(letter: dict[str, Any]) -> str:
    if letter["why"] == "too_large":
        return str(_("Meddelandet är för stort. Spara bilagan i mindre delar och läs in dem under Läs in."))
    if letter["why"] == "too_many":
        advice = _(
            "Meddelandet berättar om fler än %(most)s händelser, och fler läses inte i en rapport. Klistra in en del "
            "av det i taget under Läs in, eller läs in det där som en tabell. Det ligger kvar oläst; inget är borta.",
            most=number(MOST_DRAFTS),
        )
        return str(advice)
    if letter["why"] == "unreadable" and letter["said"]:
        return str(letter["said"])
    return str(_("Meddelandet gick inte att läsa. Öppna det i brevlådan och klistra in texten under Läs in."))


def _waiting_letters(row: Fetching) -> str:
    waiting = sum(one["count"] for one in row.state.get("unknown", [])) + len(row.state.get("broken", {}))
    if not waiting:
        return ""
    return str(ngettext("%(num)s meddelande väntar på dig.", "%(num)s meddelanden väntar på dig.", waiting))


def _stopped() -> str:
    return str(_("Jobbprocessen verkar inte gå. Be den som sköter servern starta den. Inget är förlorat."))


def _faults() -> dict[Fault, tuple[str, str]]:
    return {**_faults_of_the_mailbox(), **_faults_of_the_feed()}


def _ending(with_words: str, faults: Mapping[Fault, tuple[str, str]]) -> dict[Fault, tuple[str, str]]:
    return {fault: (said, f"{advice} {with_words}") for fault, (said, advice) in faults.items()}


def _faults_of_the_mailbox() -> dict[Fault, tuple[str, str]]:
    """Each fault with what helps."""
    asked = {
        Fault.CERTIFICATE: (
            _("Serverns certifikat godtas inte"),
            _("Kontrollera IMAP_HOST, och IMAP_CA_FILE om servern har ett eget certifikat."),
        ),
        Fault.WRONG_PASSWORD: (
            _("Fel användarnamn eller lösenord"),
            _("Rätta IMAP_USER och IMAP_PASSWORD och starta om jobbprocessen."),
        ),
        Fault.NO_PASSWORD: (
            _("Lösenordsfilen går inte att läsa"),
            _("Kontrollera IMAP_PASSWORD_FILE och vem som får läsa filen."),
        ),
        Fault.NO_FOLDER: (_("Mappen finns inte"), _("Kontrollera IMAP_FOLDER; stora och små bokstäver räknas.")),
        Fault.PROTOCOL: (_("Servern svarar inte som en brevlåda"), _("Kontrollera IMAP_HOST och IMAP_PORT.")),
        Fault.STORAGE: (
            _("Databasen tar inte emot"),
            _("Disken kan vara full. Be den som sköter servern se efter."),
        ),
    }
    return {
        **_ending(_("Meddelandena ligger kvar olästa."), asked),
        Fault.CONNECTION: (
            _("Servern svarar inte"),
            _("Nätet eller servern är nere, eller adressen fel. Nytt försök görs av sig självt; inget är förlorat."),
        ),
        Fault.UNEXPECTED: (
            _("Något gick fel hos oss"),
            _("Felet är antecknat i jobbprocessens logg. Nytt försök görs av sig självt; inget är förlorat."),
        ),
    }


def _faults_of_the_feed() -> dict[Fault, tuple[str, str]]:
    """Each fault with what helps."""
    stopped = {
        Fault.REFUSED: (_("Polisen har sagt nej"), _("Hör av dig till polisen om varför (svar 403).")),
        Fault.TOO_OFTEN: (
            _("Polisen tycker att vi frågar för ofta"),
            _("Kanske hämtar någon annan från samma nät (svar 429)."),
        ),
        Fault.GONE: (_("Adressen finns inte längre"), _("Kontrollera POLISEN_URL (svar 404).")),
    }
    again = _("Nytt försök görs av sig självt, med allt längre paus. Notiserna som har kommit finns kvar.")
    return {
        **_ending(
            _("Hämtningen är stoppad tills någon slår på den igen. Notiserna som har kommit finns kvar."), stopped
        ),
        Fault.SERVER: (_("Polisens server har ett fel"), again),
        Fault.UNREADABLE: (_("Svaret går inte att tyda"), again),
        Fault.NO_ORGANISATION: (
            _("Polisen saknas bland organisationerna"),
            _("Det ska finnas en organisation med nyckeln polisen-se. Be den som sköter servern lägga till den."),
        ),
    }
