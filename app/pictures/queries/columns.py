"""Incidents as whole columns: how PostgreSQL hands over a million of them, four bytes a number, in half a second.

To put together there who told of each, and to group by that and by hours, takes its processes several times as long as
NumPy takes here. What an edition counts is the same in either database (see `counting`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, ColumnElement, LargeBinary, Select, cast, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from app.models import Category, District, Incident, Organisation, Report, Source
from app.pictures.queries.numbers import CONFIRMED, TOP, within
from reports.picture.hours_of_week import LONGEST, WEEK, Whole, hours_of_week, since_1970
from reports.picture.inputs import CountInput, SpanInput
from reports.picture.periods import Period

Small = NDArray[np.int32]

HOUR = 3600
HOUR_AT = 32
BEFORE_ID = 1 << HOUR_AT
"""A row is packed as one number: the hour, and behind it the incident's id."""

MOST_CELLS = 10_000_000
"""To count in a row of as many cells takes a tenth of the time of sorting, and 80 MB."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Confirmed incidents, a row each: its id, the hour since 1970 (UTC) in which it began, the places of its district
    and category in the lists beside it, and how many hours it touches. District 0 is none."""

    ids: Whole
    hours: Whole
    districts: Small
    categories: Small
    touched: Small
    district_ids: list[int]
    category_ids: list[int]


def columns_of(session: Session, periods: Sequence[Period]) -> Columns:
    """Those of periods that follow on each other, in no order; read of the index alone, each half by a process."""
    halves = [half for half in (periods[: len(periods) // 2], periods[len(periods) // 2 :]) if half]
    rows = session.execute(union_all(*map(_of_periods, halves))).all()
    packed = [np.frombuffer(row.packed, ">i8").astype(np.int64) for row in rows]
    both = np.concatenate(packed) if packed else np.zeros(0, np.int64)
    groups = np.array([row[:-1] for row in rows], dtype=np.int32).reshape(len(rows), 3)
    district_ids, groups[:, 0] = np.unique(groups[:, 0], return_inverse=True)
    category_ids, groups[:, 1] = np.unique(groups[:, 1], return_inverse=True)
    districts, categories, touched = np.repeat(groups, [len(one) for one in packed], axis=0).T
    ids, hours = both & (BEFORE_ID - 1), both >> HOUR_AT
    return Columns(ids, hours, districts, categories, touched, district_ids.tolist(), category_ids.tolist())


def _of_periods(periods: Sequence[Period]) -> Select[int, int, int, bytes]:
    """By district, category and hours touched: their hours and ids."""
    began = cast(func.floor(func.date_part("epoch", Incident.occurred_from) / HOUR), BigInteger)
    alike = func.coalesce(Incident.district_id, 0), Incident.category_id, Incident.hours_touched
    packed = _packed(func.int8send(began * BEFORE_ID + Incident.id)).label("packed")
    return select(*alike, packed).where(CONFIRMED, within(Incident.occurred_from, periods)).group_by(*alike)


def _packed(number: ColumnElement[bytes]) -> ColumnElement[bytes]:
    return func.string_agg(number, literal(b"", LargeBinary), type_=LargeBinary)


def counts_by_source(session: Session, periods: Sequence[Period], read: Columns) -> tuple[CountInput, ...]:
    """As `counting.counts_by_source`; the columns hold all of the periods."""
    begins = [since_1970(moment) for moment in (*(one.starts_at for one in periods), periods[-1].ends_at)]
    stretches = np.searchsorted(begins, read.hours, side="right") - 1
    told, tellers = _tellers(session, read.ids)
    keys, codes = district_keys(session), top_codes(session)
    sums = Counter[tuple[int, str, str, tuple[str, ...]]]()
    for (at, district, category, by), number in _counted(stretches, read.districts, read.categories, told):
        key, code = keys.get(read.district_ids[district], ""), codes[read.category_ids[category]]
        sums[at, key, code, tellers[by]] += number
    return tuple(
        CountInput(periods[at].start, key or None, code, number, by)
        for (at, key, code, by), number in sorted(sums.items())
    )


def _counted(*columns: Whole | Small) -> Iterator[tuple[list[int], int]]:
    """How often which numbers, none below 0, stand beside each other."""
    sizes = [int(column.max(initial=0)) + 1 for column in columns]
    cells = np.ravel_multi_index(columns, sizes)
    if np.prod(sizes) <= MOST_CELLS:
        numbers = np.bincount(cells)
        found, numbers = numbers.nonzero()[0], numbers[numbers > 0]
    else:
        found, numbers = np.unique(cells, return_counts=True)
    yield from zip(np.column_stack(np.unravel_index(found, sizes)).tolist(), numbers.tolist(), strict=True)


def _tellers(session: Session, ids: Whole) -> tuple[Whole, list[tuple[str, ...]]]:
    """For each incident a number, and what it stands for: the keys of all who told of it."""
    if not len(ids):
        return ids, [()]
    first, last = int(ids.min()), int(ids.max())
    middle = (first + last) // 2
    halves = _of_incidents(first, middle), _of_incidents(middle + 1, last)
    keys = {row.id: row.key for row in session.execute(select(Organisation.id, Organisation.key))}
    rows = [(keys[row.organisation_id], row.packed) for row in session.execute(union_all(*halves))]
    told: Whole = np.zeros(last - first + 1, dtype=np.int64)
    tellers: list[tuple[str, ...]] = [()]
    for key, packed in sorted(rows):
        theirs = np.frombuffer(packed, ">i4").astype(np.int64) - first
        before = told[theirs]
        with_key = np.zeros(len(tellers), dtype=np.int64)
        for number in np.bincount(before).nonzero()[0].tolist():
            with_key[number] = len(tellers)
            tellers.append((*tellers[number], key))
        told[theirs] = with_key[before]
    return told[ids - first], tellers


def _of_incidents(first: int, last: int) -> Select[int, bytes]:
    """By organisation: the ids of the incidents that it told of."""
    return (
        select(Report.organisation_id, _packed(func.int4send(Source.incident_id)).label("packed"))
        .join(Source, Source.report_id == Report.id)
        .where(Source.incident_id.between(first, last))
        .group_by(Report.organisation_id)
    )


def spans(session: Session, moments: Sequence[datetime], read: Columns) -> tuple[SpanInput, ...]:
    """As `counting.spans`, of stretches between the moments; the columns hold all of them."""
    edges = [since_1970(moment) for moment in moments]
    is_open = ~np.isin(read.category_ids, sensitive(session))
    shown = (read.hours >= edges[0]) & (read.hours < edges[-1]) & is_open[read.categories]
    hours, districts, touched = read.hours[shown], read.districts[shown], read.touched[shown]
    stretches = np.searchsorted(edges, hours, side="right") - 1
    of_week = hours_of_week(edges[0], edges[-1])[hours - edges[0]]
    sizes = (len(edges), len(read.district_ids), WEEK, LONGEST + 1)
    alike = np.ravel_multi_index((stretches, districts, of_week, touched), sizes)
    numbers, first = np.bincount(alike), np.full(np.prod(sizes), edges[-1])
    np.minimum.at(first, alike, hours)
    keys, found = district_keys(session), numbers.nonzero()[0]
    _, there, _, wide = np.unravel_index(found, sizes)
    rows = zip(there.tolist(), first[found].tolist(), wide.tolist(), numbers[found].tolist(), strict=True)
    return tuple(
        SpanInput(keys.get(read.district_ids[district]), start, start + touch, number)
        for district, start, touch, number in rows
    )


def district_keys(session: Session) -> dict[int, str]:
    return {row.id: row.key for row in session.execute(select(District.id, District.key))}


def top_codes(session: Session) -> dict[int, str]:
    """The code of each category's top-level one."""
    top = aliased(Category)
    return {row.id: row.code for row in session.execute(select(Category.id, top.code).join(top, top.id == TOP))}


def sensitive(session: Session) -> list[int]:
    top = aliased(Category)
    return list(session.scalars(select(Category.id).join(top, top.id == TOP).where(top.is_sensitive)))
