"""What may be told of a file of boundaries."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from app.boundaries.rules import Wish
from app.formatting import local_today


def _stripped(text: str | None) -> str | None:
    return text.strip() if text else text


class BoundaryForm(FlaskForm):
    """A file, the day its boundaries begin to hold, and what the file does not say itself."""

    file = FileField(_l("Fil med gränser"), validators=[FileRequired(_l("Välj en fil."))])
    valid_from = DateField(
        _l("Gäller från"), default=local_today, validators=[InputRequired(_l("Skriv en dag, till exempel 2026-11-20."))]
    )
    name_field = StringField(_l("Kolumn med namn"), filters=[_stripped], validators=[Length(max=100)])
    layer = StringField(_l("Lager"), filters=[_stripped], validators=[Length(max=200)])
    crs = StringField(
        _l("Koordinatsystem"),
        filters=[_stripped],
        validators=[Optional(), Regexp(r"^[A-Za-z]+:\d{1,6}$", message=_l("Skriv det som EPSG:3006."))],
    )

    def wish(self) -> Wish:
        return Wish(
            self.valid_from.data,
            name_field=self.name_field.data or "",
            layer=self.layer.data or "",
            crs=(self.crs.data or "").upper(),
        )
