"""What there is to choose from when filtering and entering: categories, districts, organisations, as code and name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.incidents.filters import Arguments, IncidentFilter
from app.models import Category, District, Organisation, Role, User
from app.places.queries import districts


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """A top-level category and what stands below it."""

    top: Category
    below: Sequence[Category]

    @property
    def members(self) -> tuple[Category, ...]:
        return (self.top, *self.below)


@dataclass(frozen=True, slots=True)
class Choices:
    """`districts` and `organisations` map keys to names, in the order in which they are shown.

    `is_limited` is whether somebody sees nothing outside these districts, `sees_as_told` whether others' tellings are
    hidden: such a one may not ask for places and hours, see `queries.matching`.
    """

    groups: Sequence[CategoryGroup]
    districts: Mapping[str, str]
    organisations: Mapping[str, str]
    is_limited: bool = False
    sees_as_told: bool = False

    @property
    def categories(self) -> dict[str, Category]:
        return {category.code: category for group in self.groups for category in group.members}


def choices_for(session: Session, user: User, on: date | None = None) -> Choices:
    """What somebody may choose; `on` a day leaves out the categories that were not in use then."""
    return Choices(
        groups=_groups(session, on),
        districts={district.key: district.name for district in _districts(session, user)},
        organisations={organisation.key: organisation.name for organisation in _organisations(session, user)},
        is_limited=user.role is Role.AREA_MEMBER,
        sees_as_told=user.role is Role.REPORTER,
    )


def filter_of(args: Arguments, today: date, choices: Choices) -> IncidentFilter:
    """The filter of a URL without what is not there to choose."""
    chosen = IncidentFilter.from_args(args, today)
    if choices.sees_as_told:
        chosen = chosen.anywhere().at_all_hours().on_page(chosen.page)
    return chosen.limited_to(choices.districts, choices.categories, choices.organisations)


def _groups(session: Session, on: date | None) -> list[CategoryGroup]:
    query = select(Category).order_by(Category.sort, Category.id)
    if on:
        query = query.where(Category.valid_from <= on, or_(Category.valid_to.is_(None), Category.valid_to > on))
    categories = list(session.scalars(query))
    tops = [category for category in categories if category.parent_id is None]
    return [CategoryGroup(top, [below for below in categories if below.parent_id == top.id]) for top in tops]


def _districts(session: Session, user: User) -> Sequence[District]:
    """Those that somebody may see incidents of: all, or for a member of an area group the own ones."""
    return user.districts if user.role is Role.AREA_MEMBER else districts(session)


def _organisations(session: Session, user: User) -> list[Organisation]:
    """Those that somebody may know to report: all, or for a reporter the own one."""
    if user.role is Role.REPORTER:
        return [user.organisation] if user.organisation else []
    query = select(Organisation).where(Organisation.is_active).order_by(Organisation.name, Organisation.id)
    return list(session.scalars(query))
