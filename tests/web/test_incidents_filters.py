"""The filter: read from a URL, written back to one, and what it chooses."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.incidents.choices import choices_for, filter_of
from app.incidents.filters import IncidentFilter, Sort
from app.incidents.queries import PAGE_SIZE, incident_page, matching
from app.models import Incident, IncidentStatus
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from tests.clients import Client
from tests.factories import Town, make_category, make_incident, make_incidents, make_place, make_report, make_user
from tests.pages import parse

TODAY = date(2026, 11, 20)
OPEN = [("from", ""), ("to", "")]


def read(*args: tuple[str, str]) -> IncidentFilter:
    return IncidentFilter.from_args(MultiDict(args), TODAY)


def chosen(session: Session, *args: tuple[str, str]) -> set[int]:
    conditions = matching(read(*OPEN, *args), make_user(session))
    return set(session.scalars(select(Incident.id).where(*conditions)))


def at(day: int, hour: int) -> Interval:
    return Interval(datetime(2026, 11, day, hour, tzinfo=UTC))


def test_without_a_period_the_last_four_weeks_are_meant():
    assert (read().start, read().end) == (date(2026, 10, 24), TODAY)


def test_an_empty_end_is_open():
    assert (read(*OPEN).start, read(*OPEN).end) == (None, None)
    assert (read(("from", "2026-01-01")).start, read(("from", "2026-01-01")).end) == (date(2026, 1, 1), None)


def test_days_the_wrong_way_round_mean_the_days_between_them():
    chosen = read(("from", "2026-11-20"), ("to", "2026-11-01"))
    assert (chosen.start, chosen.end) == (date(2026, 11, 1), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from", "igår"),
        ("to", "9999-12-31"),
        ("precision", "nästan"),
        ("status", "kanske"),
        ("sort", "x"),
        ("page", "0"),
    ],
)
def test_a_value_that_means_nothing_is_left_out_and_named(name: str, value: str):
    assert read((name, value), *OPEN) == read(*OPEN)
    assert read((name, value), *OPEN).problems == (value,)


def test_keys_that_are_not_there_are_left_out_and_named(session: Session, town: Town):
    args = MultiDict([*OPEN, ("district", "vast"), ("district", "atlantis"), ("source", "x"), ("category", "trafik")])
    limited = filter_of(args, TODAY, choices_for(session, make_user(session)))
    assert (limited.districts, limited.sources, limited.categories) == (("vast",), (), ("trafik",))
    assert limited.problems == ("atlantis", "x")


names = st.lists(st.sampled_from(["bro", "none", "kungsängen"]), unique=True).map(lambda keys: tuple(sorted(keys)))
filters = st.builds(
    IncidentFilter,
    start=st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    end=st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    districts=names,
    categories=names,
    sources=names,
    places=st.sets(st.integers(0, 10**9 - 1)).map(lambda ids: tuple(sorted(ids))),
    precisions=st.sets(st.sampled_from(LocationPrecision)).map(lambda s: tuple(p for p in LocationPrecision if p in s)),
    statuses=st.sets(st.sampled_from(IncidentStatus)).map(lambda s: tuple(p for p in IncidentStatus if p in s)),
    words=st.text(max_size=60).map(lambda text: " ".join(text.replace("\0", "").split())),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 5000),
).filter(lambda made: made.start is None or made.end is None or made.start <= made.end)


@given(filters)
def test_a_filter_written_to_a_url_reads_back_the_same(written: IncidentFilter):
    assert IncidentFilter.from_args(MultiDict(written.to_args()), TODAY) == written


def test_days_are_local_and_both_ends_count(session: Session, town: Town):
    """In November local midnight is 23 UTC."""
    _, first, last, _ = (make_incident(session, when=at(*time)).id for time in ((9, 22), (9, 23), (11, 22), (11, 23)))
    conditions = matching(read(("from", "2026-11-10"), ("to", "2026-11-11")), make_user(session))
    assert set(session.scalars(select(Incident.id).where(*conditions))) == {first, last}


def test_a_category_stands_for_all_below_it(session: Session, town: Town):
    top = make_category(session, "vald")
    make_category(session, "vald.hot", parent_id=top.id)
    threat = make_incident(session, category="vald.hot").id
    make_incident(session, category="trafik")
    assert chosen(session, ("category", "vald")) == {threat} == chosen(session, ("category", "vald.hot"))


def test_districts_and_that_none_is_known(session: Session, town: Town):
    west, east, nowhere = (make_incident(session, at=point).id for point in (town.in_west, town.in_east, None))
    assert chosen(session, ("district", "vast")) == {west}
    assert chosen(session, ("district", "vast"), ("district", "none")) == {west, nowhere}
    assert chosen(session, ("district", "none")) == {nowhere}
    assert chosen(session) == {west, east, nowhere}


@pytest.mark.parametrize("period", [[("from", "2026-01-01")], []])
def test_sources_whether_many_or_few_are_asked_about(session: Session, town: Town, period: list[tuple[str, str]]):
    by_guards = make_incident(session, report=make_report(session, organisation=town.guards)).id
    make_incident(session, report=make_report(session, organisation=town.police))
    conditions = matching(read(*period or OPEN, ("source", town.guards.key)), make_user(session))
    assert set(session.scalars(select(Incident.id).where(*conditions))) == {by_guards}


def test_places_by_their_ids_and_never_what_is_sensitive(session: Session, town: Town):
    square, park = (make_place(session, name, town.in_west, town.west) for name in ("Torget", "Parken"))
    here, there = (make_incident(session, where=Whereabouts(place.name, place.id)) for place in (square, park))
    secret = make_incident(session, category="nara_relation")
    session.execute(update(Incident).where(Incident.id == secret.id).values(place_id=square.id))
    make_incident(session)
    assert chosen(session, ("place", str(square.id))) == {here.id}
    assert chosen(session, ("place", str(square.id)), ("place", str(park.id))) == {here.id, there.id}
    assert read(("place", "torget"), ("place", "9" * 20)).problems == ("torget", "9" * 20)


def test_the_place_that_is_asked_for_is_named_and_can_be_left(client: Client, session: Session, town: Town):
    square = make_place(session, "Torget", town.in_west, town.west)
    root = parse(client.get(f"/incidents?from=&to=&place={square.id}").text)
    [chip] = [link for link in root.findall(".//a") if link.get("aria-label") == "Ta bort Torget"]
    assert chip.get("href") == "/incidents?from=&to="
    assert [box.get("value") for box in root.findall(".//input[@name='place']")] == [str(square.id)]


def test_precisions_and_statuses(session: Session, town: Town):
    point = make_incident(session, at=town.in_west).id
    draft = make_incident(session, status=IncidentStatus.DRAFT).id
    withdrawn = make_incident(session, status=IncidentStatus.WITHDRAWN).id
    assert chosen(session, ("precision", "point")) == {point}
    assert chosen(session) == {point, draft}
    assert chosen(session, ("status", "withdrawn")) == {withdrawn}


def test_all_words_must_stand_there_whatever_the_case_and_wildcards_mean_themselves(session: Session, town: Town):
    found = make_incident(session, summary="Krossad RUTA", where=Whereabouts("Örnstigen 4")).id
    make_incident(session, summary="Krossat glas")
    assert chosen(session, ("q", "örnstigen  ruta")) == {found}
    assert (
        chosen(session, ("q", "ruta glas")) == chosen(session, ("q", "r%a")) == chosen(session, ("q", "rut_")) == set()
    )


@pytest.mark.parametrize("words", ["", "händelse"])
@pytest.mark.parametrize("sort", list(Sort))
def test_pages_in_each_order_hold_everything_once(session: Session, town: Town, sort: Sort, words: str):
    number, places, kinds = PAGE_SIZE * 2 + 3, (town.in_west, town.in_east, None), ("trafik", "ovrigt")
    each = [{"when": at(1 + n % 5, 10), "at": places[n % 3], "category": kinds[n % 2]} for n in range(number)]
    make_incidents(session, each, summary="En händelse")
    pages = [
        incident_page(session, IncidentFilter(sort=sort, words=words, page=n), make_user(session)) for n in (1, 2, 3)
    ]
    rows = [incident for page in pages for incident in page.incidents]
    assert [len(page.incidents) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 3]
    assert {page.total for page in pages} == {number} == {len({row.id for row in rows})}
    assert rows == sorted(rows, key=lambda row: order(row, sort))


def order(row: Incident, sort: Sort) -> tuple[float, ...]:
    time = row.occurred_from.timestamp()
    if sort is Sort.OLDEST:
        return time, row.id
    group = {Sort.CATEGORY: row.category.sort, Sort.DISTRICT: row.district.sort if row.district else 99}.get(sort, 0)
    return group, -time, -row.id


def test_a_page_beyond_the_last_is_the_last(session: Session, town: Town):
    only = make_incident(session)
    page = incident_page(session, IncidentFilter(page=7), make_user(session))
    assert (page.number, page.pages, list(page.incidents)) == (1, 1, [only])
