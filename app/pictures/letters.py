"""What letters about editions say: number, period and a link; never a word of what the edition tells."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime

from app.i18n import catalogue
from app.letterhead import Letterhead
from app.mailing import Words
from reports.picture.periods import LOCAL_TIME, Period
from reports.picture.wording.words import period_words


def report_reminder(head: Letterhead, organisation: str, period: Period) -> Words:
    """To somebody who reports for an organisation that has sent nothing."""
    gettext = catalogue(head.language).gettext
    told = {"organisation": organisation, "period": period_words(period, head.language)}
    end = {"day": _day(period, head.language)}
    return head.letter(
        gettext("Har ni något att rapportera? Perioden slutar %(day)s") % end,
        gettext("Ingen rapport från %(organisation)s har kommit till lägesbilden för %(period)s.") % told,
        gettext("Perioden slutar %(day)s. Skriv det ni har sett; det går på en minut i telefonen:") % end,
        head.address("report"),
        gettext("Har ni nyss skickat en rapport på annat sätt behöver du inte göra något."),
    )


def meeting_reminder(head: Letterhead, edition: str, period: Period, meeting: datetime, path: str) -> Words:
    """To a coordinator whose edition is not published; `path` is where it is written."""
    gettext = catalogue(head.language).gettext
    told = {"edition": edition, "period": period_words(period, head.language)}
    return head.letter(
        gettext("Lägesbild %(edition)s är inte publicerad än") % told,
        gettext("Lägesbild %(edition)s för %(period)s är inte publicerad.") % told,
        gettext("Mötet är %(when)s. Skriv det sista, bedöm läget och publicera den här:")
        % {"when": _moment(meeting, head.language)},
        head.address(path),
    )


@dataclass(frozen=True, slots=True)
class Names:
    """Of an edition, and of the withdrawn one that it replaces; empty where it replaces none."""

    edition: str
    replaced: str = ""


def published(head: Letterhead, names: Names, period: Period, path: str, goes_anyway: bool) -> Words:
    """To those who are told of each edition; `goes_anyway`: whether they want mail or not."""
    gettext = catalogue(head.language).gettext
    told = {"edition": names.edition, "period": period_words(period, head.language), "replaced": names.replaced}
    replaces = gettext("Lägesbild %(edition)s ersätter %(replaced)s, som är tillbakadragen.") % told
    return head.letter(
        gettext("Lägesbild %(edition)s är publicerad") % told,
        *([replaces] if names.replaced else []),
        gettext("Lägesbild %(edition)s för %(period)s är publicerad. Logga in och läs den här:") % told,
        head.address(path),
        why=gettext("Du får beskedet för att du är samordnare; det går inte att stänga av.") if goes_anyway else "",
    )


def withdrawn(head: Letterhead, edition: str, period: Period, path: str, goes_anyway: bool) -> Words:
    """To those who were told that it was published; the reason stands on the page alone. `goes_anyway` as above."""
    gettext = catalogue(head.language).gettext
    told = {"edition": edition, "period": period_words(period, head.language)}
    return head.letter(
        gettext("Lägesbild %(edition)s är tillbakadragen") % told,
        gettext("Lägesbild %(edition)s för %(period)s är tillbakadragen. Använd den inte längre.") % told,
        gettext("Har du skrivit ut eller sparat den: lämna den inte vidare. Skälet står här:"),
        head.address(path),
        why=gettext("Du får beskedet för att du är samordnare; det går inte att stänga av.") if goes_anyway else "",
    )


def _day(period: Period, language: str) -> str:
    """ "söndag 8 november", the last day of a period."""
    return _format(datetime.combine(period.last_day, datetime.min.time(), LOCAL_TIME), "EEEE d MMMM", language)


def _moment(value: datetime, language: str) -> str:
    pattern = "EEEE d MMMM 'at' HH:mm" if language == "en" else "EEEE d MMMM 'kl.' HH.mm"
    return _format(value.astimezone(LOCAL_TIME), pattern, language)


def _format(value: datetime, pattern: str, language: str) -> str:
    return str(format_datetime(value, pattern, tzinfo=LOCAL_TIME, locale=language))
