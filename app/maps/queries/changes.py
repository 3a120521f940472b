"""Reads what has changed for sure between the chosen period and its history, by the same test as an edition."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.incidents.filters import NO_DISTRICT, IncidentFilter
from app.incidents.queries import matching
from app.maps.queries.stretches import heard_of, which_of
from app.maps.views import Against
from app.models import Category, District, Incident, IncidentStatus, Role, User
from app.places.queries import districts
from reports.picture.numbers.stretches import MOST_YEARS, QUIET_DAYS, YEAR, Stretch, stretches_before, years_before
from reports.picture.record import Comparison, Verdict

Key = tuple[int | None, int | None]
"""Ids of a district and a category; None for all of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One count against its history. Without a district it is that of all chosen, and so without a category."""

    district: District | None
    category: Category | None
    comparison: Comparison

    @property
    def verdict(self) -> Verdict:
        return self.comparison.verdict or Verdict.NO_BASELINE


@dataclass(frozen=True, slots=True)
class Changes:
    """The counts of a period against `stretches` others as long, the first of them the total of all that is chosen.

    Only confirmed incidents count, unless the filter asks for others; `drafts` is how many more there are.
    `is_running`: the period's last day has not ended, and more may come.
    """

    period: Stretch
    against: Against
    stretches: int
    all: Sequence[Change]
    drafts: int
    is_running: bool

    @property
    def total(self) -> Change:
        return self.all[0]

    @property
    def sure(self) -> list[Change]:
        """Clear increases first, and within them the likeliest first."""
        found = [change for change in self.all if change.verdict.is_change]
        return sorted(found, key=lambda c: (c.verdict is Verdict.CLEAR_DECREASE, c.comparison.p_value))

    def number(self, verdict: Verdict) -> int:
        return sum(change.verdict == verdict for change in self.all)

    def others(self, verdict: Verdict) -> int:
        """How many are judged so beside the total."""
        return self.number(verdict) - (self.total.verdict == verdict)


def changes(
    session: Session, chosen: IncidentFilter, user: User, today: date, against: Against = Against.BEFORE
) -> Changes | None:
    """What differs, of the total, each district, each category, and each category in each district, within the filter.

    History is the 26 stretches of as many days before, or the same weeks of earlier years; only since data are
    continuous. None for a period without a beginning, one that has not begun, and last year's weeks for one longer
    than a year; and for reporters, who see but what they have told. What of the period is still to come is left out.
    """
    last = min(chosen.end or today, today)
    if chosen.start is None or chosen.start > last or user.role is Role.REPORTER:
        return None
    period = Stretch(chosen.start, last)
    if against is Against.LAST_YEAR and period.days > YEAR.days:
        return None
    counted = replace(chosen, statuses=chosen.statuses or (IncidentStatus.CONFIRMED,))
    labels = _Labels.of(session, counted, user)
    number, compared = _compared(session, counted, user, period, against, labels)
    return Changes(
        period=period,
        against=against,
        stretches=number,
        all=[Change(labels.districts.get(d), labels.categories.get(c), found) for (d, c), found in compared.items()],
        drafts=0 if chosen.statuses else _drafts(session, chosen, user, period),
        is_running=(chosen.end or today) >= today,
    )


@dataclass(frozen=True, slots=True)
class _Labels:
    """The districts and categories that are told apart, by id in their order, and under which each category counts."""

    districts: dict[int | None, District]
    categories: dict[int | None, Category]
    counted_under: dict[int, int]

    @classmethod
    def of(cls, session: Session, chosen: IncidentFilter, user: User) -> "_Labels":
        own = user.districts if user.role is Role.AREA_MEMBER else districts(session)
        shown = [district for district in own if not chosen.districts or district.key in chosen.districts]
        every = list(session.scalars(select(Category).order_by(Category.sort, Category.id)))
        above = {category.id: category.parent_id or category.id for category in every}
        picked = {category.id for category in every if category.code in chosen.categories}
        under = {id_: top if not picked or top in picked else id_ for id_, top in above.items()}
        kept = {id_: label for id_, label in under.items() if not picked or label in picked}
        labels: dict[int | None, Category] = {c.id: c for c in every if c.id in kept.values()}
        return cls({district.id: district for district in shown}, labels, kept)

    def keys(self, is_in_one: bool) -> list[Key]:
        """The total comes first. Where all is in one district or category, that is the same as all."""
        of_districts: list[int | None] = [*([] if is_in_one else [None]), *self.districts]
        of_categories: list[int | None] = [*([] if len(self.categories) == 1 else [None]), *self.categories]
        return [(district, category) for district in of_districts for category in of_categories]


def _compared(
    session: Session, chosen: IncidentFilter, user: User, period: Stretch, against: Against, labels: _Labels
) -> tuple[int, dict[Key, Comparison]]:
    """How many stretches the period is set against, and each count with its verdict."""
    # Loaded here alone: it brings the library of statistics, which the web process does without until it is asked.
    from reports.picture.numbers.changing import compared_with_before, compared_with_years

    back = YEAR * MOST_YEARS if against is Against.LAST_YEAR else timedelta(days=QUIET_DAYS)
    first_data, watched = heard_of(session, chosen, user, period, back)
    before = stretches_before(period, first_data, watched)
    years = years_before(period, first_data, watched) if against is Against.LAST_YEAR else []
    is_limited = user.role is Role.AREA_MEMBER or bool(chosen.districts)
    keys = labels.keys(is_limited and len(labels.districts) == 1 and NO_DISTRICT not in chosen.districts)
    counts = _counts(session, chosen, user, [*before, *years, period], labels)
    if against is Against.BEFORE:
        found = {key: (counts[key][period], [counts[key][one] for one in before]) for key in keys}
        return len(before), compared_with_before(found)
    found = {key: (counts[key][period], [counts[key][one] for one in years]) for key in keys}
    return len(years), compared_with_years(found, {key: [counts[key][one] for one in before] for key in keys})


def _counts(
    session: Session, chosen: IncidentFilter, user: User, stretches: Sequence[Stretch], labels: _Labels
) -> defaultdict[Key, defaultdict[Stretch, int]]:
    """How many of each stretch, in all and of each district and category; stretches may overlap."""
    sums: defaultdict[Key, defaultdict[Stretch, int]] = defaultdict(lambda: defaultdict(int))
    for some in _apart(stretches):
        which = which_of(some)
        over = replace(chosen, start=min(one.first for one in some), end=max(one.last for one in some))
        rows = session.execute(
            select(which.label("stretch"), Incident.district_id, Incident.category_id, func.count())
            .where(*matching(over, user), which.is_not(None))
            .group_by("stretch", Incident.district_id, Incident.category_id)
        )
        for at, district, category, number in rows:
            known = district if district in labels.districts else None
            under = labels.counted_under.get(category)
            for key in {(d, c) for d in (known, None) for c in (under, None)}:
                sums[key][some[at]] += number
    return sums


def _apart(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """In groups within which none overlaps another: the weeks of last year may be among those just before."""
    groups: list[list[Stretch]] = []
    for one in dict.fromkeys(stretches):
        for group in groups:
            if all(one.last < other.first or one.first > other.last for other in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _drafts(session: Session, chosen: IncidentFilter, user: User, period: Stretch) -> int:
    waiting = replace(chosen, start=period.first, end=period.last, statuses=(IncidentStatus.DRAFT,))
    return session.scalar(select(func.count()).select_from(Incident).where(*matching(waiting, user))) or 0
