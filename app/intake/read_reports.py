"""The command read-reports: many reports read at once, one JSON object a line in and out; nothing is stored."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import click
import orjson
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import gettext as _

from app.intake.file_readers import NOWHERE, categories, municipalities, places_of
from reports.incoming.reading import ReadIncident, ReadsCategories, ReadsPlaces
from reports.incoming.report_reader import read_report
from reports.incoming.times.local_time import LOCAL_TIME, to_wall
from reports.incoming.times.time_marks import clock_of

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d{1,2})(:\d\d(?::\d\d)?(?:\.\d+)?) ?(Z|[+-]\d\d:?\d\d)?")
_START = 25  # characters by which a passage is known again


class BadLineError(ValueError):
    """A line is no report; the text says why."""


def init_app(app: Flask) -> None:
    app.cli.command("read-reports")(with_appcontext(read_reports))


@click.option("--municipality", default=NOWHERE, help='Whose places to look for; "none": places by their look alone.')
def read_reports(municipality: str) -> None:
    """Read reports from standard input and write what they tell to standard output, one JSON object a line.

    In: id, datetime (when the report came), text. A line that is no report is told on standard error and left out.
    Neither the database is used nor what this installation has learned: places, categories and labels are those that
    are shipped. Where a line was left out, the command ends with 1.
    """
    if municipality not in municipalities():
        known = ", ".join(municipalities())
        raise click.UsageError(
            _("Kommunen ”%(name)s” finns inte här. Välj bland: %(known)s.", name=municipality, known=known)
        )
    bad: list[int] = []

    def complain(line: int, error: BadLineError) -> None:
        bad.append(line)
        click.echo(_("Rad %(number)s: %(why)s", number=line, why=error), err=True)

    for answer in answers(sys.stdin.buffer, municipality, complain):
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
    if bad:
        raise click.exceptions.Exit(1)


def answers(
    lines: Iterable[bytes], municipality: str, complain: Callable[[int, BadLineError], None]
) -> Iterator[dict[str, Any]]:
    """What each report tells, in their order; a line that is none, counted from 1, goes to `complain`."""
    (places, districts), what = places_of(municipality), categories()
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _answer(line, places, what, districts)
            except BadLineError as error:
                complain(number, error)


def _answer(line: bytes, places: ReadsPlaces, what: ReadsCategories, districts: dict[str, str]) -> dict[str, Any]:
    report = _report(line)
    text, received = report["text"], _moment(report["datetime"])
    reading = read_report(text, received, places, what)
    incidents = [_incident(text, read, received, districts) for read in reading.incidents]
    return {"id": report["id"], "incidents": incidents, "overview": bool(reading.left_out)}


def _report(line: bytes) -> dict[str, Any]:
    try:
        report = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise BadLineError(_("Raden är inte giltig JSON.")) from None
    if not isinstance(report, dict):
        raise BadLineError(_("Raden är inte en rapport."))
    if missing := [name for name in ("id", "datetime", "text") if name not in report]:
        raise BadLineError(_("%(field)s saknas.", field=missing[0]))
    if not isinstance(report["text"], str):
        raise BadLineError(_("text är inte en text."))
    return report


def _moment(written: Any) -> datetime:
    """When a report came. Hours may be of one digit; a time without a zone is Swedish."""
    found = _MOMENT.fullmatch(str(written).strip())
    try:
        date, hour, rest, zone = found.groups() if found else ("", "", "", "")
        moment = datetime.fromisoformat(f"{date}T{hour:0>2}{rest}{zone or ''}")
        return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL_TIME)
    except ValueError:
        raise BadLineError(_("Tiden ”%(value)s” går inte att tyda.", value=str(written)[:40])) from None


def _incident(text: str, read: ReadIncident, received: datetime, districts: dict[str, str]) -> dict[str, Any]:
    draft, where = read.draft, read.draft.where
    told = _told(text, read)
    return {
        "time": told and f"{told:%H:%M}",
        "day_offset": (told.date() - to_wall(received).date()).days if told else None,
        "category": draft.category.partition(".")[0],
        "place": _place(text, read),
        "town": read.town,
        "start": text[draft.passage[0] :][:_START],
        "district": districts.get(where.district or ""),
        "precision": where.precision.value,
    }


def _told(text: str, read: ReadIncident) -> datetime | None:
    """The wall-clock time that the text tells, which an interval such as "strax före 23.30" does not begin with."""
    clocks: Iterable[str] = (text[slice(*span)] for span in reversed(read.when.words))
    clock = next(filter(None, map(clock_of, clocks)), None)
    if clock is None:
        return None
    begins = to_wall(read.draft.when.start)
    midnight = begins.replace(hour=0, minute=0, second=0, microsecond=0)
    same_clock: Iterator[datetime] = (
        midnight + timedelta(days=day, hours=hours) + clock.at % timedelta(days=1)
        for day in (-1, 0, 1)
        for hours in ((0, 12) if clock.is_half_day else (0,))
    )
    return min(same_clock, key=lambda moment: abs(moment - begins))


def _place(text: str, read: ReadIncident) -> str | None:
    """The most exact place words of the text; none where it names but the town."""
    words = read.draft.where.words
    return words if words and words in text and words != read.town else None
