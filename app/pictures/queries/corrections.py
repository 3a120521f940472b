"""What has been corrected in published editions since: told beside them and in the next one, never in them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from app.models import Picture, PictureStatus
from app.pictures.queries.archive import changed_since
from app.pictures.queries.numbers import counts
from app.pictures.queries.redrawn import Redrawn, redrawn_since
from reports.picture.audiences.audience import Audience, corrections_for
from reports.picture.earlier import as_stored_today
from reports.picture.periods import HALF_YEAR, LENGTH, Period
from reports.picture.record import Picture as Record
from reports.picture.storage import from_json, remarks_from_json
from reports.picture.wording.corrections import (
    LANGUAGES,
    ChangedCell,
    Subject,
    changed_cells,
    correction_words,
    not_redrawn_words,
    redrawn_words,
    told_of,
)

MOST_KEPT = 4 * HALF_YEAR
"""Editions whose counts are remembered; more are read anew."""

Counts = Counter[tuple[str | None, str]]
"""By district key, None where it is not known, and category code."""


@dataclass(frozen=True, slots=True)
class Then:
    """What an edition counted, and the keys of the districts that it shows."""

    counts: Counts
    shown: Set[str]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What an edition counted, the counts that are others today by the boundaries that it was made by, and what others
    moved."""

    then: Counts
    cells: tuple[ChangedCell, ...]
    redrawn: Redrawn | None = None

    @property
    def number(self) -> int:
        """Of the sentences that tell of it."""
        return len(self.cells) + bool(self.redrawn and self.redrawn.known)


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences, and the published edition that has them; None: the next will, or it is too late for that, or none will
    as theirs is withdrawn, or it is not known whether those who read get them.
    """

    edition: Picture | None
    sentences: tuple[str, ...]
    is_next: bool = False
    is_too_late: bool = False


class Saying(NamedTuple):
    """A sentence that tells what of an edition is other today, or no longer other as was told; the last one that was
    told about the same number, if any; and whether that says the same, in whatever language."""

    words: str
    last: str
    is_told: bool


# By the hash of what was frozen, which never changes: a record is half a megabyte to read, with all of its maps.
_kept: dict[str, Then] = {}


def number_changed(session: Session, edition: Picture) -> int:
    """How many incidents of an edition's period were entered, changed or moved out of it since its cut-off, at least.

    One whose time was changed to another fortnight is no longer in the period, and one that was changed before the
    cut-off and committed after it bears no later time, so that only the counts tell of them: of each district and
    category, as one that was moved or sorted anew leaves their sum as it was.
    """
    period = Period(edition.period_start)
    then = _then(session, [edition])[edition.id]
    now = _shown(_counts_now(session, [period.start])[period.start], then.shown)
    differences = [now[key] - then.counts[key] for key in {*now, *then.counts}]
    more, fewer = sum(n for n in differences if n > 0), -sum(n for n in differences if n < 0)
    return max(changed_since(session, period, edition.cutoff), more, fewer)


def corrected(session: Session, editions: Sequence[Picture]) -> dict[int, Corrected]:
    """By the editions' ids, what is other today; as many statements for many editions as for one."""
    if not editions:
        return {}
    then, now = _then(session, editions), _counts_now(session, {one.period_start for one in editions})
    redrawn, found = redrawn_since(session, editions), {}
    for one in editions:
        since = redrawn.get(one.id)
        by_old = _by_old_boundaries(now[one.period_start], since) if since else now[one.period_start]
        counted, shown = then[one.id].counts, then[one.id].shown
        found[one.id] = Corrected(counted, changed_cells(counted, _shown(by_old, shown)), since)
    return found


def untold_corrections(session: Session, edition: Picture, language: str) -> tuple[str, ...]:
    """In words, what was corrected in the editions before, oldest first, and is told otherwise by the one that was
    published last of those that tell of it, or by none.

    A correction that was told and is so no longer is taken back in the same way.
    """
    before = (
        select(Picture)
        .where(Picture.status == PictureStatus.PUBLISHED, Picture.period_start < edition.period_start)
        .order_by(Picture.period_start.desc())
        .limit(HALF_YEAR)
        .options(undefer(Picture.remarks))
    )
    earlier = list(session.scalars(before))[::-1]
    sentences = [
        words for one in _as_published(earlier) if one.remarks for words in remarks_from_json(one.remarks).corrections
    ]
    found = corrected(session, earlier)
    sayings = (saying for one in earlier for saying in _sayings(one, found[one.id], sentences, language))
    return tuple(saying.words for saying in sayings if not saying.is_told)


def corrections_in_words(session: Session, edition: Picture, language: str) -> tuple[str, ...]:
    """Of a published edition; most have none, which is seen without reading all that they hold."""
    found = corrected(session, [edition])[edition.id]
    return tuple(_in_words(from_json(edition.record), found, (), language).values()) if found.number else ()


def editions_that_tell(session: Session, edition: Picture, audience: Audience) -> tuple[Told, ...]:
    """Of an edition's corrections in words, in which edition an audience finds them: by edition, the oldest first.

    Whether the next will tell the steering group of them is not known before it is published, and none tells of an
    edition that is withdrawn (see `untold_corrections`).
    """
    after = (
        select(Picture)
        .where(Picture.status == PictureStatus.PUBLISHED, Picture.period_start > edition.period_start)
        .order_by(Picture.period_start)
        .limit(HALF_YEAR)
        .options(undefer(Picture.remarks))
    )
    said = {
        one: corrections_for(remarks_from_json(one.remarks), audience) if one.remarks else ()
        for one in _as_published(session.scalars(after))
    }
    found: dict[Picture | None, list[str]] = {one: [] for one in (*said, None)}
    sentences = list(chain(*said.values()))
    for saying in _sayings(edition, corrected(session, [edition])[edition.id], sentences):
        where = next(one for one in reversed(said) if saying.last in said[one]) if saying.is_told else None
        found[where].append(saying.words)
    is_whole = audience is Audience.INTERN and edition.status == PictureStatus.PUBLISHED
    is_too_late = len(said) == HALF_YEAR
    rest = Told(None, tuple(found.pop(None)), is_whole and not is_too_late, is_whole and is_too_late)
    where_told = (*(Told(one, tuple(words)) for one, words in found.items()), rest)
    return tuple(told for told in where_told if told.sentences)


def _as_published(editions: Iterable[Picture]) -> list[Picture]:
    """In the order in which they told: what replaces a withdrawn one may be published after those that follow it."""
    return sorted(editions, key=lambda one: (one.published_at or one.cutoff, one.period_start))


def _sayings(edition: Picture, found: Corrected, sentences: Sequence[str], language: str = "") -> list[Saying]:
    """In a language, or in the edition's own. `sentences`: what later ones tell, the first to be published first."""
    if not found.number and not any(edition.edition in words for words in sentences):
        return []
    picture = from_json(edition.record)
    last = told_of(picture, sentences)
    own = _in_words(picture, found, last, language or picture.language)
    in_each = [_in_words(picture, found, last, one) for one in LANGUAGES]
    return [
        Saying(words, last.get(about, ""), last.get(about) in {same[about] for same in in_each})
        for about, words in own.items()
    ]


def _in_words(picture: Record, found: Corrected, told: Iterable[Subject], language: str) -> dict[Subject, str]:
    """By what they tell of. `told`: what sentences were told of before; what is as it was once more is told too."""
    since = found.redrawn
    moved: dict[Subject, str] = {None: not_redrawn_words(picture, language)} if None in told else {}
    if since and since.known:
        moved = {None: redrawn_words(picture, since.at, since.known, language)}
    changed = {(cell.district, cell.category): cell for cell in found.cells}
    again = [about for about in told if about and about not in changed]
    cells = changed | {about: ChangedCell(*about, found.then[about], found.then[about]) for about in again}
    return moved | dict(zip(cells, correction_words(picture, cells.values(), language), strict=True))


def _by_old_boundaries(now: Counts, since: Redrawn) -> Counts:
    found = now.copy()
    for (before, after, category), number in since.ways.items():
        found[after, category] -= number
        found[before, category] += number
    return found


def _then(session: Session, editions: Iterable[Picture]) -> dict[int, Then]:
    """By id; of frozen ones a record is read once, and all that are to be read in one statement."""
    signs = {one.id: one.sha256 if one.status.is_frozen else "" for one in editions}
    found = {id_: _kept[sign] for id_, sign in signs.items() if sign in _kept}
    missing = select(Picture.id, Picture.record).where(Picture.id.in_(signs.keys() - found.keys()))
    for id_, record in session.execute(missing) if len(found) < len(signs) else ():
        found[id_] = _counted(record)
        if sign := signs[id_]:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[sign] = found[id_]
    return found


def _counted(record: bytes) -> Then:
    """Read by itself: all of the record, with its maps, takes far longer."""
    stored: dict[str, Any] = as_stored_today(orjson.loads(record))
    then: Counts = Counter()
    for cell in stored["cells"]:
        then[cell["district"], cell["category"]] += cell["comparison"]["now"]
        then[None, cell["category"]] -= cell["comparison"]["now"]
    for cell in stored["category_totals"]:
        then[None, cell["category"]] += cell["comparison"]["now"]
    return Then(then, {label["key"] for label in stored["districts"]})


def _counts_now(session: Session, starts: Iterable[date]) -> dict[date, Counts]:
    """By the first day of a fortnight. They are counted in one pass, those between too, as they follow on each other.

    Only where an installation has changed its first Monday is there a pass for each.
    """
    rhythms: dict[int, list[date]] = defaultdict(list)
    for start in starts:
        rhythms[start.toordinal() % LENGTH.days].append(start)
    found: dict[date, Counts] = defaultdict(Counter)
    for days in rhythms.values():
        last = Period(max(days))
        for count in counts(session, (*last.before((last.start - min(days)) // LENGTH), last)):
            found[count.period_start][count.district, count.category] += count.number
    return found


def _shown(counted: Counts, shown: Set[str]) -> Counts:
    """What lies in a district that an edition does not show counts for the whole municipality."""
    found: Counts = Counter()
    for (district, category), number in counted.items():
        found[district if district in shown else None, category] += number
    return found
