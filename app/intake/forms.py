"""What may be uploaded and pasted."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, ClassVar, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, DateTimeLocalField, MultipleFileField, SelectField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from app.intake.column_words import COLUMN_WORDS
from app.intake.pieces import Piece
from app.models import Organisation
from reports.incoming.tables.columns import COLUMNS, REQUIRED, SEVERAL
from reports.incoming.tables.table_head import Column
from reports.incoming.times.local_time import to_utc

LONGEST_REPORT = 500_000


class NoticesForm(FlaskForm):
    """A file of the police's notices."""

    notices = FileField(_l("Fil (JSON)"), validators=[FileRequired(_l("Välj en fil."))])
    is_everywhere = BooleanField(_l("Ta med notiser om andra kommuner"))


class TableForm(FlaskForm):
    """A table of incidents."""

    table = FileField(_l("Fil (Excel, ODS eller CSV)"), validators=[FileRequired(_l("Välj en fil."))])
    source = SelectField(_l("Vem lämnar de rader som inte säger det?"))

    def offer(self, organisations: list[Organisation]) -> "TableForm":
        named = [(one.key, one.name) for one in organisations]
        self.source.choices = [("", _l("Ingen: varje rad har sin källa")), *named]
        return self


def _not_ahead(_form: FlaskForm, field: DateTimeLocalField) -> None:
    if field.data and to_utc(field.data) > datetime.now(UTC):
        raise ValidationError(_("Rapporten kan inte ha kommit in i framtiden. Kontrollera dag och tid."))


class ReportsForm(FlaskForm):
    """Reports as text and as files. From whom they are, and when they came, they tell themselves where it is empty."""

    text = TextAreaField(
        _l("Rapporten"),
        filters=[lambda text: text.replace("\r\n", "\n").replace("\0", "").strip() if text else text],
        validators=[Length(max=LONGEST_REPORT, message=_l("Texten är för lång. Dela den i flera rapporter."))],
    )
    files = MultipleFileField(_l("Filer"))
    organisation = SelectField(_l("Från"))
    received = DateTimeLocalField(
        _l("Kom in"),
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        validators=[Optional(), _not_ahead],
    )

    def __init__(self, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        named = [(one.key, one.name) for one in organisations]
        self.organisation.choices = [("", _l("Känn igen av rapporten")), *named]

    def validate_files(self, field: MultipleFileField) -> None:
        """One of the two is needed; a browser sends an empty file where none is chosen."""
        field.data = [file for file in field.data or [] if file and file.filename]
        if not (field.data or self.text.data):
            raise ValidationError(_("Klistra in rapportens text, eller välj en fil."))

    def pieces(self) -> list[Piece]:
        files = [Piece(_name(file), file.mimetype, file.stream.read()) for file in self.files.data]
        return [Piece.of_text(self.text.data), *files] if self.text.data else files


def _name(file: FileStorage) -> str:
    """Some browsers send a path."""
    return PurePath((file.filename or "").replace("\\", "/")).name or "fil"


class ColumnsForm(FlaskForm):
    """What each column of a table means, and who reports its rows."""

    source = SelectField(_l("Vem lämnar de rader som inte säger det?"))
    columns: ClassVar[list[Column]] = []

    @classmethod
    def about(
        cls, columns: list[Column], meanings: Mapping[str, str], organisations: list[Organisation], source: str
    ) -> "ColumnsForm":
        """A form with a choice for each column; `meanings` is what they are taken for until somebody says otherwise."""
        fields = {f"column_{at}": SelectField(one.heading) for at, one in enumerate(columns)}
        chosen = {f"column_{at}": meanings.get(one.heading, "") for at, one in enumerate(columns)}
        form = type(cls.__name__, (cls,), {**fields, "columns": columns})(data={**chosen, "source": source})
        named = [(one.key, one.name) for one in organisations]
        form.source.choices = [("", _l("Ingen: varje rad har sin källa")), *named]
        for name in fields:
            form[name].choices = [("", _l("Lämnas utanför")), *((one, COLUMN_WORDS[one]) for one in COLUMNS)]
        return cast(ColumnsForm, form)

    def asked(self) -> list[tuple[Column, SelectField]]:
        return [(column, self[f"column_{at}"]) for at, column in enumerate(self.columns)]

    def meanings(self) -> dict[str, str]:
        return {column.heading: choice.data for column, choice in self.asked() if choice.data}

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        faults = [*self._faults()] if is_valid else []
        self.form_errors.extend(faults)
        if is_valid and not (self.source.data or "source" in self.meanings().values()):
            words = _("Säg vem som lämnar raderna: välj det här, eller säg vilken kolumn som är källa.")
            self.source.errors = [*self.source.errors, words]
            return False
        return is_valid and not faults

    @property
    def lacks_sender_alone(self) -> bool:
        """Whether the columns tell all that is needed but whose the rows are."""
        return "source" not in self.meanings().values() and not any(self._faults())

    def _faults(self) -> Iterator[str]:
        said = [choice.data for _column, choice in self.asked()]
        for column in REQUIRED:
            if column not in said and not (column == "category" and "text" in said):
                yield _("Säg vilken kolumn som är %(name)s.", name=str(COLUMN_WORDS[column]).lower())
        for column, words in COLUMN_WORDS.items():
            if said.count(column) > 1 and column not in SEVERAL:
                yield _("Bara en kolumn kan vara %(name)s.", name=str(words).lower())
