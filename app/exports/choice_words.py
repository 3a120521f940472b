"""A filter in words, as it stands on what is taken away: what was chosen, and what of it this reader may see."""

from flask_babel import gettext as _

from app.exports.asked import Asked
from app.i18n import language
from app.incidents.ways import chips
from app.models import Role, User


def choice_words(asked: Asked, user: User, places: dict[int, str]) -> str:
    """ "Urval: Bro · Trafik och buskörning · fredag kl. 20–24"; of everything it says so. `places` are names by id."""
    chosen = [chip.words for chip in chips(asked.filter, asked.choices, language(), places)]
    limits = [words for words in (_limit(asked, user),) if words]
    said = " · ".join(chosen) if chosen else _("alla händelser")
    return " ".join([_("Urval: %(chosen)s.", chosen=said), *limits])


def _limit(asked: Asked, user: User) -> str:
    if user.role is Role.REPORTER and user.organisation:
        return str(_("Bara det som %(organisation)s har rapporterat.", organisation=user.organisation.name))
    if asked.choices.is_limited:
        return str(
            _("Bara bekräftade händelser i %(districts)s.", districts=", ".join(asked.choices.districts.values()))
        )
    return ""
