"""Reads a report's text: which passages tell of incidents, and of each one when, where and what."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import chain

from geo.points import LocationPrecision
from reports.incoming.categories.reader import UNKNOWN_CATEGORY
from reports.incoming.drafts import DraftIncident, Interval
from reports.incoming.facts.case_numbers import find_case_number
from reports.incoming.facts.certainty import read_certainty
from reports.incoming.facts.quantities import read_quantity
from reports.incoming.language import is_english
from reports.incoming.passages.crime_lines import lines_apart
from reports.incoming.passages.cutting import outline
from reports.incoming.passages.english import parted_in_english
from reports.incoming.passages.headings import heading_end
from reports.incoming.passages.kinds_told import Kind
from reports.incoming.passages.left_out import as_named
from reports.incoming.passages.outlines import Outline, Told
from reports.incoming.passages.parting import parted
from reports.incoming.passages.sightings import (
    Asks,
    both_of,
    is_note,
    may_hold_sightings,
    sightings,
    with_what_names_trouble,
)
from reports.incoming.passages.summary import summary
from reports.incoming.places.place_cells import place_in_row
from reports.incoming.reading import (
    Basis,
    Confidence,
    Doubt,
    Passage,
    PlaceRead,
    ReadIncident,
    Reading,
    ReadsCategories,
    ReadsPlaces,
    Span,
)
from reports.incoming.times.passage_time import read_time


class TooManyPassagesError(ValueError):
    """A text tells of more incidents than its reader wants."""


def read_report(
    text: str, received: datetime, places: ReadsPlaces, categories: ReadsCategories, most: int | None = None
) -> Reading:
    """The incidents that a report tells of, in the order of its text, and what was left out of it.

    `received` (aware) tells the day of its clock times: each is the last one before it, so that 22.12 in a night
    report is of the evening before; a date in the text goes before that. What tells no time is of the day before
    `received`, with a doubtful basis; in English nothing is sure. Raises TooManyPassagesError for more than `most`.
    """
    found = outline(text, most)
    if most is not None and len(found.told) > most:
        raise TooManyPassagesError(most)
    incidents: list[ReadIncident] = []
    before: Interval | None = None
    english = is_english(text)
    if not english:
        found = _parted(text, found, categories, places)
    for told in _in_english(text, found.told) if english else found.told:
        read = _read(text, told, received, places, categories, before)
        before = read.draft.when if told.mark else before
        incidents.append(_after(incidents[-1], read) if told.follows else read)
        if most is not None and len(incidents) > most:
            raise TooManyPassagesError(most)
    if english:
        incidents = [_unsure(read) for read in incidents]
    left_out = (left._replace(reason=as_named(text[left.start : left.end], left.reason)) for left in found.left_out)
    return Reading(tuple(incidents), tuple(sorted(left_out)), english)


def read_passage(
    text: str, start: int, end: int, received: datetime, places: ReadsPlaces, categories: ReadsCategories
) -> ReadIncident:
    """The incident that text[start:end] tells of, whether a reader would have cut the report there or not.

    What stands above it in the report, such as a day or a place, still counts. For `received` see `read_report`.
    """
    within = [told for told in outline(text).told if start <= told.start < end]
    cut = outline(text[start:end]).told
    if within:
        told = replace(within[0], start=start, heading_end=min(within[0].heading_end, end), end=end)
    elif cut and cut[0].mark is None:
        told = Told(start, start + cut[0].heading_end if cut[0].start == 0 else start, end)
    else:
        told = Told(start, heading_end(text, start, end, goes_on=False), end)
    read = _read(text, told, received, places, categories, None)
    return _unsure(read) if is_english(text) else read


def _unsure(read: ReadIncident) -> ReadIncident:
    """What was read of a language that the reader does not know."""
    when, where, what = (Basis(Confidence.DOUBTFUL, basis.words) for basis in (read.when, read.where, read.what))
    return read._replace(when=when, where=where, what=what)


def _in_english(text: str, told: Iterable[Told]) -> Iterator[Told]:
    return chain.from_iterable(parted_in_english(text, one) for one in told)


def _parted(text: str, found: Outline, categories: ReadsCategories, places: ReadsPlaces) -> Outline:
    """The passages, those that tell of several things cut."""

    @cache
    def kind_of(span: Span) -> Kind | None:
        read = categories.read_passage(Passage(text, span.start, span.start, span.end))
        is_told = read.basis.words and read.code.partition(".")[0] != UNKNOWN_CATEGORY
        return Kind(read.code, read.basis.confidence is Confidence.SURE) if is_told else None

    @cache
    def place_of(span: Span) -> str | None:
        read = places.read_passage(Passage(text, span.start, span.start, span.end))
        return read.where.words.casefold() if read.basis.words and read.where.words else None

    asks, note = Asks(kind_of, place_of), is_note(text)
    if note:
        found = with_what_names_trouble(text, found)
    whole = Outline(left_out=found.left_out)
    for told in chain.from_iterable(lines_apart(text, told) for told in found.told):
        seen = Outline([told])
        if note and may_hold_sightings(text, told, asks):
            seen = sightings(text, told, asks)
        for one in seen.told:
            parts = chain.from_iterable(both_of(text, part, asks) for part in parted(text, one, kind_of))
            whole.told += (replace(part, night=one.night) for part in parts)
        whole.left_out += seen.left_out
    return whole


def _after(before: ReadIncident, read: ReadIncident) -> ReadIncident:
    """What was told in the words of another: what it does not tell itself is as doubtful as likely the same."""
    if not read.when.words:
        when, words = before.draft.when, before.when.words
        read = read._replace(draft=read.draft._replace(when=when), when=Basis(Confidence.DOUBTFUL, words))
    if not read.where.words:
        where, words = before.draft.where, before.where.words
        read = read._replace(draft=read.draft._replace(where=where), where=Basis(Confidence.DOUBTFUL, words))
    return read


def _read(
    text: str,
    told: Told,
    received: datetime,
    places: ReadsPlaces,
    categories: ReadsCategories,
    before: Interval | None,
) -> ReadIncident:
    passage = told.passage(text)
    when, when_basis = read_time(text, told, received, before)
    place = _place(passage, told, places)
    what = categories.read_passage(_whole(passage, told))
    what_basis = Basis(Confidence.DOUBTFUL, what.basis.words) if told.mixed else what.basis
    certainty, certainty_basis = read_certainty(passage)
    quantity, quantity_basis = read_quantity(passage)
    draft = DraftIncident(
        when,
        place.where,
        what.code,
        summary(passage, told, what, place),
        certainty,
        quantity,
        (passage.start, passage.end),
    )
    return ReadIncident(
        draft,
        when_basis,
        place.basis,
        what_basis,
        certainty_basis,
        quantity_basis,
        place.town,
        place.unknown_place,
        find_case_number(text, passage.start, passage.end),
        tuple(doubt for doubt, holds in ((Doubt.NEAR, what.may_be_near), (Doubt.SEVERAL, told.mixed)) if holds),
    )


def _whole(passage: Passage, told: Told) -> Passage:
    """All that tells what happened, of which the passage may be but a part."""
    return Passage(passage.text, told.about.start, told.about.start, told.about.end) if told.about else passage


def _place(passage: Passage, told: Told, places: ReadsPlaces) -> PlaceRead:
    """Where it happened; what the passage does not tell may stand above it: "Bro centrum:", "Arvika"."""
    if told.cells:
        return place_in_row(passage, told.cells, places)
    own = places.read_passage(passage)
    if not told.section or (own.town and own.basis.words):
        return own
    above = places.read_passage(Passage(passage.text, told.section.start, told.section.end, told.section.end))
    is_told = own.basis.words and own.where.precision is not LocationPrecision.MUNICIPALITY
    if not is_told and above.basis.words:
        is_walk = told.night  # where somebody was out, which an event may lie outside of
        return above._replace(basis=Basis(Confidence.DOUBTFUL, above.basis.words)) if is_walk else above
    named = passage.text[told.section.start : told.section.end].strip(" :.")
    return own._replace(town=own.town or above.town or named)
