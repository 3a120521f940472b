"""What may be told of a watched area."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from shapely import MultiPolygon
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from app.corner_words import corner_words
from app.watched.rules import NewArea, WatchedAreaError, check_name
from geo.corners import CornerError, read_corners, write_corners

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
        validators=[InputRequired(_l("Peka ut minst tre hörn på kartan, eller skriv dem."))],
    )
    district = SelectField(_l("Kommundel"))
    seen = HiddenField()

    shape: MultiPolygon

    def __init__(self, districts: list[tuple[str, str]], before: NewArea | None = None) -> None:
        """`before`: the area as it is, where one is changed."""
        self.before = before
        super().__init__(data=before and _told(before))
        self.district.choices = [("", _("den som området ligger i")), *districts]

    def validate_name(self, field: StringField) -> None:
        try:
            check_name(field.data or "")
        except WatchedAreaError as error:
            raise ValidationError(str(error)) from None

    def validate_corners(self, field: TextAreaField) -> None:
        """Corners that nobody has moved stay as they are stored: a file may bring more of them, and finer."""
        text = field.data or ""
        if self.before and _lines(text) == _lines(write_corners(self.before.shape)):
            self.shape = self.before.shape
            return
        try:
            if len(text) > LONGEST_LIST:
                raise CornerError("too_many")
            self.shape = read_corners(text)
        except CornerError as error:
            raise ValidationError(corner_words(error)) from None

    def new_area(self) -> NewArea:
        return NewArea(self.name.data or "", self.district.data or "", self.shape)


def _told(area: NewArea) -> dict[str, str]:
    told = {"name": area.name, "district": area.district, "corners": write_corners(area.shape)}
    return told | {"seen": area.mark}


def _lines(corners: str) -> list[str]:
    return [line.strip() for line in corners.strip().splitlines()]
