"""What settings and the event log are called on screen."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.config import Settings
from app.models import Event, LevelPattern, OrganisationKind
from app.settings.log_words import field_name, subject_name, verb_name, word

PAGES = {
    "incident": ("incidents.show", "incident_id"),
    "organisation": ("settings.organisation", "organisation_id"),
    "police_type": ("settings.police_type", "type_id"),
    "user": ("accounts.user", "user_id"),
}
SECRET = frozenset({"secret_key", "database_url", "imap_password", "smtp_password", "background_url"})


@dataclass(frozen=True, slots=True)
class SettingInWords:
    """A setting as it is shown: the environment variable, what it is for, its value."""

    name: str
    about: str
    value: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class EventInWords:
    """A line of the event log; `who` is None for the system itself."""

    at: datetime
    who: str | None
    verb: str
    subject: str
    address: str | None
    changes: list[str]


def organisation_kind(kind: OrganisationKind) -> str:
    names: dict[OrganisationKind, str] = {
        OrganisationKind.POLICE: _("Polis"),
        OrganisationKind.GUARDS: _("Väktare"),
        OrganisationKind.HOUSING: _("Bostadsbolag"),
        OrganisationKind.FIELD_GROUP: _("Fältgrupp"),
        OrganisationKind.SCHOOL: _("Skola"),
        OrganisationKind.MUNICIPALITY: _("Kommunen"),
        OrganisationKind.ASSOCIATION: _("Förening"),
        OrganisationKind.OTHER: _("Annan"),
    }
    return names[kind]


def level_pattern(pattern: LevelPattern) -> str:
    names: dict[LevelPattern, str] = {
        LevelPattern.SOLID: _("Hel färg"),
        LevelPattern.DOTS: _("Prickar"),
        LevelPattern.STRIPES: _("Ränder"),
        LevelPattern.CROSSED: _("Rutor"),
    }
    return names[pattern]


def setting_purposes() -> dict[str, str]:
    """What each setting is for."""
    return {
        "instance_dir": _("Mapp för den inbyggda databasen, dokument och den hemliga nyckeln."),
        "database_url": _("Databas: PostgreSQL med PostGIS, eller den inbyggda SQLite."),
        "secret_key": _("Nyckel som undertecknar kakor."),
        "municipality": _("Kommunens mapp i seed/municipalities."),
        "demo": _("Om en tom databas ska få den påhittade demon."),
        "default_language": _("Språk för den som inte har valt: sv eller en."),
        "bind_host": _("Adress som webben lyssnar på."),
        "port": _("Port som webben lyssnar på."),
        "web_threads": _("Antal trådar i webbprocessen."),
        "trusted_proxies": _("Antal omvända proxyer framför, vars X-Forwarded-* gäller."),
        "secure_cookies": _("Kakor bara över HTTPS."),
        "session_hours": _("Timmar utan användning innan en inloggning tar slut."),
        "sign_in_attempts": _(
            "Misslyckade inloggningar per e-post på en kvart innan det blir paus; tolv gånger så många per adress."
        ),
        "upload_megabytes": _("Största fil som går att ladda upp, i MB."),
        "picture_first_monday": _("Måndag som tvåveckorsperioderna räknas från."),
        "picture_hour": _("Timme, lokal tid, då utkastet till lägesbild byggs på måndagen."),
        "background_file": _("Fil med kartans bakgrund (PMTiles); tom: background.pmtiles i mappen, om den finns."),
        "background_url": _("Tjänst utifrån som kartans bakgrund hämtas från; tom: ingen."),
        "background_attribution": _("Vem som har gjort bakgrunden; tom: vad filen säger."),
        **_fetching_purposes(),
        **_mail_purposes(),
    }


def _fetching_purposes() -> dict[str, str]:
    return {
        "imap_host": _("Server för brevlådan som rapporter läses från; tom: ingen brevlåda läses."),
        "imap_port": _("Port på brevlådans server."),
        "imap_user": _("Användarnamn till brevlådan."),
        "imap_password": _("Lösenord till brevlådan."),
        "imap_password_file": _("Fil med brevlådans lösenord, i stället för IMAP_PASSWORD."),
        "imap_oauth": _("Om lösenordet är en åtkomstnyckel (OAuth 2), som Microsoft 365 vill ha."),
        "imap_folder": _("Mapp i brevlådan som läses."),
        "imap_tls": _("TLS med kontrollerat certifikat till brevlådan."),
        "imap_ca_file": _("Certifikat som brevlådans server kontrolleras med; tom: systemets."),
        "imap_minutes": _("Minuter mellan två läsningar av brevlådan."),
        "imap_trusted_server": _("Mejlserver vars Authentication-Results måste gå i god för avsändaren."),
        "polisen_url": _("Adress som polisens notiser hämtas från, om de är påslagna."),
    }


def _mail_purposes() -> dict[str, str]:
    return {
        "smtp_host": _("Server som mejl skickas genom; tom: inga mejl skickas."),
        "smtp_port": _("Port på mejlservern."),
        "smtp_user": _("Användarnamn på mejlservern; tomt: den släpper fram oss ändå."),
        "smtp_password": _("Lösenord på mejlservern."),
        "smtp_password_file": _("Fil med det lösenordet, i stället för SMTP_PASSWORD."),
        "smtp_tls": _("TLS med kontrollerat certifikat till mejlservern: starttls, implicit eller off."),
        "smtp_ca_file": _("Certifikat som mejlservern kontrolleras med; tom: systemets."),
        "smtp_seconds": _("Sekunder att vänta på varje svar från mejlservern."),
        "mail_from": _("Avsändare av mejlen; den ska kunna ta emot svar."),
        "public_url": _("Adress där sidorna nås, för länkar i mejl."),
        "reminder_days": _("Dagar före periodens slut då den påminns som inte har rapporterat; 0: ingen påminns."),
        "reminder_hour": _("Timme, lokal tid, för påminnelserna."),
        "meeting_day": _("Dag efter perioden då mötet om lägesbilden är: 1 är måndagen, högst 14."),
        "meeting_hour": _("Timme, lokal tid, för mötet."),
        "original_days": _("Dagar efter vilka rapporters text och fil gallras; händelserna är kvar. 0: aldrig."),
        "meeting_reminder_days": _(
            "Dagar före mötet då samordnaren påminns om en lägesbild som inte är publicerad; 0: aldrig."
        ),
    }


def settings_in_words(settings: Settings) -> list[SettingInWords]:
    purposes = setting_purposes()
    return [
        SettingInWords(
            name=field.name.upper(),
            about=purposes[field.name],
            value=_shown(field.name, getattr(settings, field.name)),
            is_changed=getattr(settings, field.name) != field.default,
        )
        for field in fields(settings)
    ]


def event_in_words(event: Event) -> EventInWords:
    number = "" if event.subject_id is None else f" {event.subject_id}"
    return EventInWords(
        at=event.at,
        who=event.user.name if event.user else None,
        verb=verb_name(event.verb),
        subject=f"{subject_name(event.subject)}{number}",
        address=_address(event),
        changes=[_change(field, values) for field, values in event.changes.items()],
    )


def _address(event: Event) -> str | None:
    """The page of what the event is about, where it has one."""
    if event.subject_id is None or event.subject not in PAGES:
        return None
    endpoint, argument = PAGES[event.subject]
    values: dict[str, Any] = {argument: event.subject_id}
    return url_for(endpoint, **values)


def _change(field: str, values: list[Any] | None) -> str:
    if values is None:
        return str(_("%(field)s ändrad", field=field_name(field)))
    before, after = map(_value, values)
    return f"{field_name(field)}: {before} → {after}"


def _value(value: Any) -> str:
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return _yes_or_no(value)
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return word(value) if isinstance(value, str) else str(value)


def _shown(name: str, value: Any) -> str:
    """A secret, or an address that may hold a password, is told only as set or not."""
    if name in SECRET:
        return str(_("angiven") if value else _("inte angiven"))
    return _yes_or_no(value) if isinstance(value, bool) else str(value) or "–"


def _yes_or_no(value: bool) -> str:
    return str(_("ja") if value else _("nej"))
