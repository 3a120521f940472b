"""What the page about the way in for other systems says."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.api.rules import LONGEST_ID, LONGEST_SENDER
from app.formatting import number

ANSWER = (
    '{"id": 4711, "received": "2026-11-20T05:30:00+00:00", "drafts": 3, "confirmed": 0, "merged": 0, "left_out": 0}'
)


@dataclass(frozen=True, slots=True)
class Examples:
    """What is sent, and what comes back."""

    send: str
    answer: str = ANSWER


def examples(address: str) -> Examples:
    body = _('{"id": "natt-324", "received": "2026-11-20T06:30:00+01:00", "text": "22.10 Krossad ruta vid skolan."}')
    key = _("DIN-NYCKEL")
    return Examples(
        f'curl {address} \\\n  -H "Authorization: Bearer {key}" \\\n'
        f"  -H \"Content-Type: application/json\" \\\n  -d '{body}'"
    )


def fields(longest: int) -> list[tuple[str, str]]:
    """Each field with what it means."""
    return [
        ("text", _("Rapportens hela text, högst %(most)s tecken. Måste finnas.", most=number(longest))),
        ("received", _("När den skrevs, med tidszon. Klockslag i texten läses utifrån den. Annars: nu.")),
        ("id", _("Ert eget id, högst %(most)s tecken. Kommer det igen är det samma rapport.", most=LONGEST_ID)),
        ("sender", _("Vem som skrev, högst %(most)s tecken.", most=LONGEST_SENDER)),
    ]


def answers() -> list[tuple[int, str]]:
    """Each status with what it means."""
    return [
        (201, _("Rapporten är ny och sparad. Location är adressen att fråga på.")),
        (200, _("Rapporten har kommit förut. Inget är ändrat.")),
        (400, _("Innehållet är ingen rapport.")),
        (401, _("Nyckeln saknas, är fel eller indragen.")),
        (403, _("Organisationen rapporterar inte längre hit.")),
        (404, _("Rapporten finns inte, eller är någon annans.")),
        (409, _("Samma id har kommit förut med en annan text.")),
        (413, _("Rapporten är för stor.")),
        (415, _("Innehållet är varken JSON eller text.")),
        (429, _("För många anrop. Retry-After säger hur många sekunder det är klokt att vänta.")),
    ]
