"""A filter in words, as it stands on what is taken away: what was chosen, and what of it this reader may see."""

from datetime import datetime

from flask_babel import gettext as _

from app.exports.asked import Asked
from app.formatting import moment
from app.i18n import language
from app.incidents.ways import chips, period_words
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


def about(asked: Asked, choice: str, municipality: str, now: datetime) -> list[str]:
    """What a file of rows holds, as lines; `choice` is the filter in words."""
    view = [_("Bara händelser med plats på kartan i det utsnitt som visades.")] if asked.box else []
    return [
        title(asked),
        municipality,
        choice,
        *map(str, view),
        str(_("Uttagen %(moment)s", moment=moment(now))),
        str(_("Tider är svensk tid. Latitud och longitud är i WGS 84. En händelse utan plats har ingen punkt.")),
    ]


def title(asked: Asked) -> str:
    return str(_("Händelser %(period)s", period=period_words(asked.filter)))
