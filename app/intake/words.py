"""What a report is called, and what a run has come to, in words: the same on the page and on the command line."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import context
from app.formatting import number, short_day
from app.incidents.words import word
from app.intake.tally import Outcome
from app.models import Channel, OrganisationKind, Report, ReportKind, Role

CHANNELS: Mapping[Channel, LazyString] = {
    Channel.FORM: _l("formulär"),
    Channel.PASTE: _l("inklistrad"),
    Channel.FILE: _l("fil"),
    Channel.MAIL: _l("e-post"),
    Channel.API: _l("annat system"),
    Channel.FEED: _l("hämtad"),
}
"""By which way a report came in."""
DAILY = (OrganisationKind.POLICE, OrganisationKind.GUARDS)
"""Who reports on each day; others write when they have been out."""


def report_title(report: Report) -> str:
    """Its own title, or its kind and the day it came in: "Dygnsrapport 18 november 2026"."""
    return report.title or f"{kind_words(report).capitalize()} {short_day(report.received_at)}"


def kind_words(report: Report) -> str:
    """What sort of thing came in; only who reports every day sends a report on a day."""
    is_plain = report.kind is ReportKind.DAY_REPORT and report.organisation.kind not in DAILY
    return str(_("rapport")) if is_plain else word(report.kind)


def came_by(report: Report) -> str:
    """What tells a report from others of the same day: its file, to those who may fetch it, else how it came."""
    is_shown = report.original is not None and context.signed_in_user().role is Role.COORDINATOR
    return report.original.name if report.original and is_shown else str(CHANNELS[report.channel])


def way_words(report: Report) -> str:
    """By which way it came, with its file and its sender to those who may fetch it: "e-post från vakt@example.se"."""
    way, name = str(CHANNELS[report.channel]), came_by(report)
    if context.signed_in_user().role is Role.COORDINATOR and "@" in report.sender:
        way = str(_("%(way)s från %(sender)s", way=way, sender=report.sender))
    return way if report.channel is Channel.MAIL or name == str(CHANNELS[report.channel]) else f"{name}, {way}"


def waiting_words(report: Report, drafts: int) -> str:
    """How many drafts of it wait; a report of which nothing was read waits, too. Empty where none does."""
    if drafts:
        return str(ngettext("%(count)s att granska", "%(count)s att granska", drafts, count=number(drafts)))
    return str(_("ska granskas")) if report.awaits_sign_off else ""


def outcome_words(outcome: str, many: int) -> str:
    """What becomes of a number of rows or notices."""
    count = number(many)
    words = {
        Outcome.NEW: lambda: ngettext("%(count)s ny händelse", "%(count)s nya händelser", many, count=count),
        Outcome.UPDATED: lambda: ngettext(
            "%(count)s händelse med ändrad text", "%(count)s händelser med ändrad text", many, count=count
        ),
        Outcome.BY_HAND: lambda: ngettext(
            "%(count)s händelse som någon har ändrat här: bara rapportens text följer med",
            "%(count)s händelser som någon har ändrat här: bara rapporternas text följer med",
            many,
            count=count,
        ),
        Outcome.KNOWN: lambda: _("%(count)s finns redan", count=count),
        Outcome.ELSEWHERE: lambda: _("%(count)s rör andra kommuner", count=count),
        Outcome.NO_INCIDENT: lambda: _("%(count)s är inga händelser (sammanfattningar, uppdateringar)", count=count),
        Outcome.BAD: lambda: ngettext(
            "%(count)s rad går inte att läsa", "%(count)s rader går inte att läsa", many, count=count
        ),
    }
    return str(words[Outcome(outcome)]())


def outcomes_words(outcomes: Mapping[str, int]) -> list[str]:
    """All that came of a run, the most wanted first."""
    return [outcome_words(outcome, outcomes[outcome]) for outcome in Outcome if outcomes.get(outcome)]


def unknown_types_words(types: Mapping[str, int]) -> str:
    """Types of the police that nobody has mapped yet; empty when there are none."""
    listed = ", ".join(f"{label} ({number(many)})" for label, many in sorted(types.items()))
    return str(_("Okända polistyper räknas som Övrigt: %(types)s", types=listed)) if types else ""


def bad_rows_words(outcomes: Mapping[str, int], reason: str, file: str) -> str:
    """What happened to the good rows and the bad ones; `reason` is that of the first bad one."""
    bad, good = outcomes.get(Outcome.BAD, 0), outcomes.get(Outcome.NEW, 0)
    told = {
        "first": reason if bad == 1 else outcome_words(Outcome.BAD, bad) + ".",
        "good": number(good),
        "file": file,
    }
    if not good:
        return str(_("%(first)s Inget annat i filen är nytt; de felaktiga raderna finns i %(file)s.", **told))
    return str(_("%(first)s De andra %(good)s raderna är inlästa; de felaktiga finns i %(file)s.", **told))


def state_words(tally: Mapping[str, Any]) -> str:
    """How far a run has come."""
    read = sum(tally.get("outcomes", {}).values())
    part = 100 * tally["position"] // tally["size"] if tally.get("size") else 0
    return str(_("%(read)s rader lästa, %(part)s %% av filen", read=number(read), part=part))
