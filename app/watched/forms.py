"""What may be told of a watched area."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from shapely import MultiPolygon
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from app.watched.rules import NewArea, WatchedAreaError, check_name, corner_words
from geo.corners import CornerError, read_corners

LONGEST_LIST = 200_000


class FileForm(FlaskForm):
    """A file of areas, and what it does not say itself."""

    file = FileField(_l("Fil med områden"), validators=[FileRequired(_l("Välj en fil."))])
    column = StringField(_l("Kolumn med namn"), validators=[Length(max=100)])
    crs = StringField(
        _l("Koordinatsystem"),
        validators=[Optional(), Regexp(r"^[A-Za-z]+:\d{1,6}$", message=_l("Skriv det som EPSG:3006."))],
    )


class WatchedAreaForm(FlaskForm):
    """A name, a district, and the corners one to a line."""

    name = StringField(_l("Namn"), validators=[InputRequired(_l("Ge området ett namn."))])
    corners = TextAreaField(
        _l("Hörn"),
        validators=[InputRequired(_l("Peka ut minst tre hörn på kartan, eller skriv dem.")), Length(max=LONGEST_LIST)],
    )
    district = SelectField(_l("Kommundel"))

    shape: MultiPolygon

    def __init__(self, districts: list[tuple[str, str]], **about: Any) -> None:
        super().__init__(**about)
        self.district.choices = [("", _("den som området ligger i")), *districts]

    def validate_name(self, field: StringField) -> None:
        try:
            check_name(field.data or "")
        except WatchedAreaError as error:
            raise ValidationError(str(error)) from None

    def validate_corners(self, field: TextAreaField) -> None:
        try:
            self.shape = read_corners(field.data or "")
        except CornerError as error:
            raise ValidationError(corner_words(error)) from None

    def new_area(self) -> NewArea:
        return NewArea(self.name.data or "", self.district.data or "", self.shape)
