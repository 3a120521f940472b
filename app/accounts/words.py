"""What roles are called on screen."""

from flask_babel import gettext as _

from app.models import Role


def role_name(role: Role) -> str:
    names: dict[Role, str] = {
        Role.ADMINISTRATOR: _("Administratör"),
        Role.COORDINATOR: _("Samordnare"),
        Role.REPORTER: _("Rapportör"),
        Role.AREA_MEMBER: _("Medlem i områdesgrupp"),
        Role.STEERING: _("Medlem i styrgrupp"),
    }
    return names[role]


def role_advice(role: Role) -> str:
    """What the role opens, in a sentence."""
    advice: dict[Role, str] = {
        Role.ADMINISTRATOR: _("Sköter konton och inställningar och ser händelseloggen."),
        Role.COORDINATOR: _("Läser in, loggar och rättar händelser och gör lägesbilder."),
        Role.REPORTER: _("Loggar händelser och ser den egna organisationens rapporter."),
        Role.AREA_MEMBER: _("Läser bekräftade händelser i sina kommundelar."),
        Role.STEERING: _("Läser publicerade lägesbilder och sammanfattningar."),
    }
    return advice[role]
