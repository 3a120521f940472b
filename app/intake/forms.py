"""What may be uploaded and pasted."""

from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateTimeLocalField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app.models import Organisation
from reports.incoming.local_time import to_utc

LONGEST_REPORT = 500_000


class NoticesForm(FlaskForm):
    """A file of the police's notices."""

    notices = FileField(_l("Fil (JSON)"), validators=[FileRequired(_l("Välj en fil."))])
    is_everywhere = BooleanField(_l("Ta med notiser om andra kommuner"))


class TableForm(FlaskForm):
    """A table of incidents."""

    table = FileField(_l("Fil (CSV)"), validators=[FileRequired(_l("Välj en fil."))])
    source = SelectField(_l("Vem lämnar de rader som inte säger det?"))

    def offer(self, organisations: list[Organisation]) -> "TableForm":
        named = [(one.key, one.name) for one in organisations]
        self.source.choices = [("", _l("Ingen: varje rad har sin källa")), *named]
        return self


def _not_ahead(_form: FlaskForm, field: DateTimeLocalField) -> None:
    if field.data and to_utc(field.data) > datetime.now(UTC):
        raise ValidationError(_("Rapporten kan inte ha kommit in i framtiden. Kontrollera dag och tid."))


class PasteForm(FlaskForm):
    """A day report as text."""

    organisation = SelectField(_l("Från"), validators=[DataRequired(_l("Välj vem rapporten kommer från."))])
    received = DateTimeLocalField(
        _l("Kom in"),
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        validators=[InputRequired(_l("Skriv dag och tid, till exempel 2026-11-20 07:00.")), _not_ahead],
    )
    text = TextAreaField(
        _l("Rapporten"),
        filters=[lambda text: text.replace("\r\n", "\n").replace("\0", "").strip() if text else text],
        validators=[DataRequired(_l("Klistra in rapportens text.")), Length(max=LONGEST_REPORT)],
    )

    def __init__(self, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.organisation.choices = [("", ""), *((one.key, one.name) for one in organisations)]
