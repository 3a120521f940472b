"""What may be typed about an incident."""

from collections.abc import Callable, Set
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FloatField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import UUID, DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.i18n import language
from app.incidents.choices import Choices
from app.incidents.rules import Entry, NotYetError, happened
from app.incidents.words import word
from app.models import Incident
from app.places.rules import IN_DISTRICT, NOWHERE, PLACED, PlaceError, TypedPlace, as_typed, typed_whereabouts
from app.privacy import AllowReason, PersonalDataError, Typed, check_texts, mask, stop_words
from geo.gazetteer import Gazetteer, Place
from geo.points import Point
from reports.incoming.drafts import Certainty, DraftIncident, Interval, Whereabouts
from reports.incoming.privacy.personal_numbers import is_personal_number
from reports.incoming.times.when import UnknownTimeError, day_of_clock

PLACE_FIELDS = ("place", "place_id", "lon", "lat", "known")
TIME_FIELDS = ("when", "day")
MASK, ALLOW = "mask", "allow"
"""What a button may ask for of the personal data in the texts."""
YEARS = range(1900, 2200)
"""The years a day may be of: no calendar ends just before or after."""
NO_DAY = _l("Skriv en dag, till exempel 2026-11-20.")


def _stripped(text: str | None) -> str | None:
    return text.strip() if text else text


class IncidentForm(FlaskForm):
    """What, where, when, and a short text. `key` is the form's own: what it is sent with twice is one incident."""

    key = HiddenField(default=lambda: str(uuid4()), validators=[Length(max=36), UUID()])
    category = SelectField(_l("Vad"), validators=[DataRequired(_l("Välj en kategori."))])
    place = StringField(_l("Var"), filters=[_stripped], validators=[Length(max=300)])
    suggested = HiddenField()
    place_id = IntegerField(widget=HiddenInput(), validators=[Optional()])
    lon = FloatField(widget=HiddenInput(), validators=[Optional(), NumberRange(-180, 180)])
    lat = FloatField(widget=HiddenInput(), validators=[Optional(), NumberRange(-90, 90)])
    known = RadioField(_l("Känt om platsen"), default=PLACED)
    when = StringField(_l("När"), filters=[_stripped], validators=[Length(max=200)])
    day = DateField(_l("Dag"), validators=[InputRequired(NO_DAY)])
    is_ahead = BooleanField(_l("Det här är något som väntas, det har inte hänt än"))
    summary = TextAreaField(_l("Kort om vad som hände"), filters=[_stripped], validators=[Length(max=1000)])
    certainty = RadioField(_l("Säkerhet"), default=Certainty.OBSERVED.value)
    quantity = IntegerField(_l("Antal, om det har räknats"), validators=[Optional(), NumberRange(1, 1_000_000)])
    case_number = StringField(_l("Ärendenummer"), filters=[_stripped], validators=[Length(max=60)])
    source = SelectField(_l("Källa"), validators=[DataRequired(_l("Välj vem som har rapporterat."))])
    personal_data = HiddenField(filters=[_stripped])
    allow_reason = RadioField(_l("Varför får det stå kvar?"), validators=[Optional()])

    def __init__(self, choices: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.interval: Interval | None = None
        self.whereabouts: Whereabouts | None = None
        self.suggestions: tuple[Place, ...] = ()
        self.stopped: PersonalDataError | None = None
        self.standing: Set[str] = frozenset()
        """Personal data that somebody has let stand before."""
        self.category.choices = list(choices.categories)
        self.source.choices = [("", ""), *choices.organisations.items()]
        self.known.choices = [
            (PLACED, _("Platsen ovan")),
            *((IN_DISTRICT + key, _("Bara %(district)s", district=name)) for key, name in choices.districts.items()),
            (NOWHERE, _("Okänd plats")),
        ]
        self.certainty.choices = [(certainty.value, word(certainty).capitalize()) for certainty in Certainty]
        self.allow_reason.choices = [(reason.value, word(reason)) for reason in AllowReason]

    def validate_day(self, field: DateField) -> None:
        if field.data and field.data.year not in YEARS:
            raise ValidationError(NO_DAY)

    def validate_case_number(self, field: StringField) -> None:
        if field.data and is_personal_number(field.data):
            raise ValidationError(_("Det här är ett personnummer. Skriv ärendets nummer, eller lämna tomt."))

    def reads(
        self, now: datetime, gazetteer: Gazetteer, area_of: Callable[[Point], str | None], kept: Incident | None = None
    ) -> bool:
        """Whether all of it can be understood; `kept` is the incident whose time or place stays where not retyped."""
        is_valid = self.validate()
        understood = [self._read_time(now, kept), self._read_place(gazetteer, area_of, kept)]
        is_clean = self._has_no_personal_data()
        return is_valid and all(understood) and is_clean

    def entry(self) -> Entry:
        """What was typed, once `reads` has said that it can be understood."""
        assert self.interval is not None
        assert self.whereabouts is not None
        draft = DraftIncident(
            when=self.interval,
            where=self.whereabouts,
            category=self.category.data,
            summary=self.summary.data or "",
            certainty=Certainty(self.certainty.data),
            quantity=self.quantity.data,
            case_number=self.case_number.data or "",
        )
        return Entry(draft, self.day.data, self.source.data if "source" in self else None, self._allowed())

    def _read_time(self, now: datetime, kept: Incident | None) -> bool:
        if kept and self._is_untouched(TIME_FIELDS):
            self.interval = kept.when
        elif not self.day.errors and not self.when.errors:
            try:
                self.interval = understood(self.when.data or "", self.day.data, now, is_ahead=self.is_ahead.data)
            except UnknownTimeError as error:
                self.when.errors = [error.in_words(language())]
            except NotYetError as error:
                self.when.errors, self.is_ahead.flags.is_asked = [str(error)], True
        return self.interval is not None

    def _read_place(self, gazetteer: Gazetteer, area_of: Callable[[Point], str | None], kept: Incident | None) -> bool:
        if kept and self._is_untouched(PLACE_FIELDS):
            self.whereabouts = kept.where
            return True
        try:
            self.whereabouts = typed_whereabouts(self._typed_place(gazetteer), gazetteer, area_of)
        except PlaceError as error:
            self.place.errors, self.suggestions = [str(error)], error.suggestions
        return self.whereabouts is not None

    def _has_no_personal_data(self) -> bool:
        """Whether no personal data is left in the texts, once they are masked or let stand as was asked for."""
        if self.personal_data.data == MASK:
            self.summary.data, self.place.data = mask(self.summary.data or ""), mask(self.place.data or "")
            if self.whereabouts and self.whereabouts.words:
                self.whereabouts = self.whereabouts._replace(words=mask(self.whereabouts.words))
        elif self.personal_data.data == ALLOW and self._allowed() is None:
            self.allow_reason.errors = [_("Välj varför det får stå kvar.")]
        words = self.whereabouts.words if self.whereabouts else self.place.data
        try:
            check_texts({"place": words, "summary": self.summary.data}, Typed(self._allowed()), self.standing)
        except PersonalDataError as error:
            self.stopped = error
            for name, found in error.texts.items():
                self[name].errors = [*self[name].errors, stop_words(found)]
        return self.stopped is None

    def _allowed(self) -> AllowReason | None:
        is_allowed = self.personal_data.data == ALLOW and self.allow_reason.data in set(AllowReason)
        return AllowReason(self.allow_reason.data) if is_allowed else None

    def _typed_place(self, gazetteer: Gazetteer) -> TypedPlace:
        at = Point(self.lon.data, self.lat.data) if None not in (self.lon.data, self.lat.data) else None
        suggested = self.suggested.data or ""
        is_number = suggested.removeprefix("-").isdecimal() and len(suggested) < 12
        picked = gazetteer.place(int(suggested)) if is_number else None
        if picked:
            return TypedPlace(picked.name, picked.id, None, PLACED)
        return TypedPlace(self.place.data or "", self.place_id.data, at, self.known.data or PLACED)

    def _is_untouched(self, names: tuple[str, ...]) -> bool:
        return all(self[name].data == self[name].object_data for name in names)


def understood(words: str, day: date, now: datetime, *, is_ahead: bool = False) -> Interval:
    """When something happened that is typed now: "21–04" of today, in the morning, is of last night.

    Raises UnknownTimeError, or NotYetError unless it is said to lie ahead.
    """
    return happened(words, day if is_ahead else day_of_clock(words, day, now), now, is_ahead=is_ahead)


def typed_of(incident: Incident, when: str, day: date) -> dict[str, Any]:
    """What the form holds when an incident is opened for editing."""
    place = as_typed(incident.where)
    return {
        "category": incident.category.code,
        "place": place.words,
        "place_id": place.place_id,
        "lon": place.point.lon if place.point else None,
        "lat": place.point.lat if place.point else None,
        "known": place.known,
        "when": when,
        "day": day,
        "summary": incident.summary,
        "certainty": incident.certainty.value,
        "quantity": incident.quantity,
        "case_number": incident.case_number or "",
    }
