"""What all letters share: greeting, who sends them, and how to be sent no more."""

from dataclasses import dataclass

from app.i18n import catalogue
from app.mailing import Words


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all letters of one language share: the municipality's name and the address of the pages."""

    language: str
    municipality: str
    url: str

    def letter(self, subject: str, *paragraphs: str, why: str = "") -> Words:
        """With who sends it, and how to be sent no more; `why` is said instead where it comes all the same."""
        gettext = catalogue(self.language).gettext
        greeting = gettext("Lägesbilden i %(municipality)s") % {"municipality": self.municipality}
        off = (gettext("Vill du inte ha sådana här mejl? Stäng av dem på ditt konto:"), self.address("account"))
        parts = (gettext("Hej!"), *paragraphs, greeting, *((why,) if why else off))
        return Words(subject, "\n\n".join(parts))

    def address(self, path: str) -> str:
        return f"{self.url.rstrip('/')}/{path}"
