"""What may be typed about settings."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, IntegerField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from app.i18n import language
from app.models import Category, LevelPattern, Organisation, OrganisationKind
from app.senders import clean_senders
from app.settings.rules import LevelDetails, OrganisationDetails
from app.settings.words import level_pattern, organisation_kind


def _stripped(text: str | None) -> str | None:
    return text.strip() if text else text


class PoliceTypeForm(FlaskForm):
    category = SelectField(_l("Kategori"), coerce=int)
    with_earlier = BooleanField(default=True)

    def offer(self, categories: Sequence[Category]) -> "PoliceTypeForm":
        """Fill in what there is to choose from: `categories` in order, sub-categories after their parent."""
        names = {category.id: category.name(language()) for category in categories}
        self.category.choices = [
            SelectChoice(one.id, names[one.id], optgroup=names[one.parent_id or one.id]) for one in categories
        ]
        return self


class OrganisationForm(FlaskForm):
    name = StringField(
        _l("Namn"),
        filters=[lambda text: text.strip() if text else text],
        validators=[DataRequired(), Length(max=120)],
    )
    kind = SelectField(_l("Slag"))
    reports_every_days = IntegerField(
        _l("Rapporterar så här ofta, i dagar"), validators=[Optional(), NumberRange(min=1, max=366)]
    )
    is_active = BooleanField(_l("Rapporterar till oss nu"), default=True)
    senders = TextAreaField(_l("Mejlar från"), validators=[Length(max=4000)])

    def offer(self) -> "OrganisationForm":
        """Fill in what there is to choose from."""
        self.kind.choices = [SelectChoice(kind.value, organisation_kind(kind)) for kind in OrganisationKind]
        return self

    def details(self) -> OrganisationDetails:
        """Raises SenderError for a sender that is none."""
        return OrganisationDetails(
            name=self.name.data,
            kind=OrganisationKind(self.kind.data),
            reports_every_days=self.reports_every_days.data,
            is_active=self.is_active.data,
            senders=clean_senders(self.senders.data or ""),
        )


class LevelForm(FlaskForm):
    """A step of the scale that districts are assessed by."""

    label_sv = StringField(_l("Ord på svenska"), filters=[_stripped], validators=[DataRequired(), Length(max=60)])
    label_en = StringField(_l("Ord på engelska"), filters=[_stripped], validators=[DataRequired(), Length(max=60)])
    colour = StringField(_l("Färg"), default="#009e73", validators=[Regexp(r"^#[0-9a-fA-F]{6}$")])
    pattern = SelectField(_l("Mönster"))
    sort = IntegerField(_l("Plats, lugnast är 0"), validators=[InputRequired(), NumberRange(min=0, max=99)])
    guidance_sv = TextAreaField(_l("Vägledning på svenska"), filters=[_stripped], validators=[Length(max=500)])
    guidance_en = TextAreaField(_l("Vägledning på engelska"), filters=[_stripped], validators=[Length(max=500)])
    is_active = BooleanField(_l("Kan väljas"), default=True)

    def offer(self) -> "LevelForm":
        """Fill in what there is to choose from."""
        self.pattern.choices = [SelectChoice(pattern.value, level_pattern(pattern)) for pattern in LevelPattern]
        return self

    def details(self) -> LevelDetails:
        return LevelDetails(
            label_sv=self.label_sv.data,
            label_en=self.label_en.data,
            colour=self.colour.data.lower(),
            pattern=LevelPattern(self.pattern.data),
            sort=self.sort.data,
            guidance_sv=self.guidance_sv.data or "",
            guidance_en=self.guidance_en.data or "",
            is_active=self.is_active.data,
        )


class TokenForm(FlaskForm):
    token_name = StringField(
        _l("Vad nyckeln är till för"),
        filters=[lambda text: text.strip() if text else text],
        validators=[DataRequired(), Length(max=120)],
    )


class SenderForm(FlaskForm):
    """Whose mail an unknown address is."""

    sender = StringField(validators=[DataRequired(), Length(max=254)])
    organisation = SelectField(coerce=int)

    def offer(self, organisations: Sequence[Organisation]) -> "SenderForm":
        """Fill in what there is to choose from."""
        self.organisation.choices = [SelectChoice(one.id, one.name) for one in organisations]
        return self


class PolisenForm(FlaskForm):
    contact = EmailField(_l("E-post som polisen kan nå er på"), filters=[lambda text: text.strip() if text else text])
