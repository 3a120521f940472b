"""What the trial letter says."""

from app.i18n import catalogue
from app.letterhead import Letterhead
from app.mailing import Words


def trial(head: Letterhead) -> Words:
    """To the person who has asked for it."""
    gettext = catalogue(head.language).gettext
    return head.letter(
        gettext("Provmejl från Läget"),
        gettext("Det här är ett provmejl. Kom det fram så fungerar mejlen, och du behöver inte göra något."),
        gettext("Länkar i mejl leder hit:"),
        head.address(""),
        why=gettext("Du får mejlet för att du bad om det på sidan E-post."),
    )
