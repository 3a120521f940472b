"""What may be typed about accounts."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, Email, EqualTo, Length, ValidationError
from wtforms.widgets import CheckboxInput

from app.accounts.rules import LONGEST_PASSWORD, AccountDetails, PasswordError, check_password
from app.accounts.words import role_advice, role_name
from app.models import District, Organisation, Role

LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}


def email_field() -> EmailField:
    return EmailField(
        _l("E-post"),
        filters=[lambda text: text.strip() if text else text],
        validators=[DataRequired(), Length(max=254), Email(_l("Det ser inte ut som en e-postadress."))],
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )


def name_field() -> StringField:
    return StringField(
        _l("Namn"),
        filters=[lambda text: text.strip() if text else text],
        validators=[DataRequired(), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )


def current_password_field(label: str) -> PasswordField:
    return PasswordField(
        label,
        validators=[DataRequired(), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )


class SignInForm(FlaskForm):
    email = email_field()
    password = current_password_field(_l("Lösenord"))


class NewPasswordForm(FlaskForm):
    """A new password, typed twice."""

    password = PasswordField(
        _l("Nytt lösenord"), validators=[DataRequired()], render_kw={"autocomplete": "new-password"}
    )
    repeated = PasswordField(
        _l("Lösenordet en gång till"),
        validators=[DataRequired(), EqualTo("password", _l("De två lösenorden är olika."))],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, *args: Any, owner: str = "", **kwargs: Any) -> None:
        """`owner` is the e-mail of the account that gets the password."""
        super().__init__(*args, **kwargs)
        self.owner = owner

    def validate_password(self, field: PasswordField) -> None:
        try:
            check_password(field.data, self.owner)
        except PasswordError as error:
            raise ValidationError(str(error)) from error


class FirstAdministratorForm(NewPasswordForm):
    name = name_field()
    email = email_field()

    def validate_password(self, field: PasswordField) -> None:
        self.owner = self.email.data or ""
        super().validate_password(field)


class ChangePasswordForm(NewPasswordForm):
    current = current_password_field(_l("Nuvarande lösenord"))


class LanguageForm(FlaskForm):
    language = SelectField(
        _l("Språk på sidorna"),
        choices=[
            SelectChoice("", _l("Som kommunen har valt")),
            *(SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()),
        ],
    )


class MailForm(FlaskForm):
    wants_mail = BooleanField(_l("Skicka påminnelser och besked om nya lägesbilder till mig"))


class AccountForm(FlaskForm):
    """What an administrator decides about an account."""

    name = name_field()
    email = email_field()
    role = RadioField(_l("Roll"))
    organisation = SelectField(_l("Organisation"), coerce=int)
    districts = SelectMultipleField(_l("Kommundelar"), coerce=int, option_widget=CheckboxInput())

    def offer(self, organisations: list[Organisation], districts: list[District]) -> "AccountForm":
        """Fill in what there is to choose from."""
        self.role.choices = [SelectChoice(role.value, f"{role_name(role)}: {role_advice(role)}") for role in Role]
        self.organisation.choices = [
            SelectChoice(0, _l("Ingen")),
            *(SelectChoice(one.id, one.name) for one in organisations),
        ]
        self.districts.choices = [SelectChoice(one.id, one.name) for one in districts]
        return self

    def details(self) -> AccountDetails:
        return AccountDetails(
            name=self.name.data,
            email=self.email.data,
            role=Role(self.role.data),
            organisation_id=self.organisation.data or None,
            district_ids=tuple(self.districts.data or ()),
        )
