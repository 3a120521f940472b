"""Why corners that somebody typed make no area, in words."""

from flask_babel import gettext as _

from geo.corners import LEAST, MOST, CornerError


def corner_words(error: CornerError, most: int = MOST) -> str:
    """Why corners make no area, of which there may be at most so many, and how to mend it."""
    words: dict[str, str] = {
        "unreadable": _(
            "Rad %(line)s går inte att läsa: ”%(text)s”. Skriv två tal, till exempel 59.5140, 17.6420.",
            line=error.line or 0,
            text=error.text[:60],
        ),
        "elsewhere": _(
            "Rad %(line)s ligger inte i Sverige: ”%(text)s”. Skriv grader (59.5140, 17.6420) eller SWEREF 99 TM "
            "(6600123 653211).",
            line=error.line or 0,
            text=error.text[:60],
        ),
        "too_few": _("Ett område behöver minst %(least)s olika hörn.", least=LEAST),
        "too_many": _("Ett område får ha högst %(most)s hörn.", most=most),
        "crosses_itself": _("Områdets gräns korsar sig själv. Skriv eller peka ut hörnen i ordning runt området."),
        "overlap": _("Områdets delar ligger delvis över varandra. Dra isär dem, eller gör dem till en."),
    }
    return words[error.kind]
