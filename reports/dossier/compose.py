"""Puts a place's numbers into words, tables and charts."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from babel.dates import format_date, get_month_names

from reports.dossier.inputs import DossierInput
from reports.dossier.month_chart import months_svg
from reports.dossier.numbers import judged, month_of
from reports.dossier.questions import answered, source_names, uncertain
from reports.dossier.record import Dossier, Line, Month
from reports.dossier.said import Telling, sentences
from reports.dossier.sharing import for_sharing
from reports.dossier.sheet import Chart, Hours, Sheet
from reports.picture.content.blocks import Column, Row, Side, Symbol, Table, Value
from reports.picture.numbers.stretches import Stretch
from reports.picture.wording.words import incidents, listed, moment, weekday

NO_BREAK = "\u00a0"


def compose(data: DossierInput) -> Sheet:
    """The page of a place, as those who are asked for may have it. Raises ValueError as `numbers.judged`."""
    dossier = judged(data)
    telling = Telling(data, for_sharing(dossier) if data.asked.for_sharing else dossier)
    asked = data.asked
    return Sheet(
        language=data.language,
        heading=telling.say("heading"),
        title=asked.title,
        where=asked.where,
        municipality=data.municipality,
        period=telling.say("period", days=stretch_words(asked.period, data.language)),
        before=telling.say("before", days=stretch_words(asked.before, data.language)),
        made=telling.say("made", moment=moment(data.made_at, data.language)),
        made_at=data.made_at,
        page_word=telling.say("page"),
        marking=telling.say("shared" if asked.for_sharing else "internal"),
        is_shared=asked.for_sharing,
        remarks=tuple(_remarks(telling)),
        said=tuple(sentences(telling)),
        months=_months(telling),
        lines=_lines(telling),
        hours=_hours(telling, dossier),
        uncertain_title=telling.say("uncertain"),
        uncertain=tuple(uncertain(telling)) or (telling.say("certain" if _counted(telling) else "certain_none"),),
        sources_title=telling.say("sources"),
        sources=listed(source_names(telling), data.language) or telling.say("sources_none"),
        map_alt=_map_alt(telling),
        map_note=telling.say("map_shared") if asked.for_sharing else "",
        questions=answered(telling),
    )


def stretch_words(stretch: Stretch, language: str) -> str:
    """ "1 november 2025–31 oktober 2026"; the year once where it is the same."""
    if stretch.days == 1:
        return format_date(stretch.first, "d MMMM y", language)
    pattern = "d MMMM" if stretch.first.year == stretch.last.year else "d MMMM y"
    return f"{format_date(stretch.first, pattern, language)}–{format_date(stretch.last, 'd MMMM y', language)}"


def _counted(telling: Telling) -> bool:
    return telling.dossier.period.now != 0


def _remarks(telling: Telling) -> Iterable[str]:
    since, asked = telling.data.since, telling.data.asked
    if since is None:
        yield telling.say("since_none")
    elif since > asked.before.first:
        key = "since_no_before" if telling.data.before is None else "since"
        yield telling.say(key, day=format_date(since, "d MMMM y", telling.language))
    if telling.data.is_running:
        yield telling.say("running")
    if asked.is_limited:
        yield telling.say("limited")


def _months(telling: Telling) -> Chart:
    months, month = telling.dossier.months, telling.dossier.month
    expected = None if month.low is None or month.high is None else (month.low, month.high)
    first, last = (format_date(one.first, "MMMM y", telling.language) for one in (months[0], months[-1]))
    period = telling.dossier.period
    counted = telling.say("hidden") if period.now is None else incidents(period.now, telling.language)
    alt = telling.say("months_alt", first=first, last=last, number=counted, table=telling.say("months_table"))
    notes = [telling.say("months_about")]
    if any(one.is_cut and one.number is not None for one in months):
        notes.append(telling.say("months_cut"))
    if expected:
        notes.append(telling.say("months_band", range=telling.range(month)))
    if not _are_whole(telling.data, months):
        notes.append(telling.say("months_part"))
    if any(one.number is None for one in months):
        notes.append(telling.say("months_hidden"))
    svg = months_svg(months, expected, _month_names(telling.language), alt)
    return Chart(telling.say("months"), svg, alt, " ".join(notes), _months_table(telling, months))


def _are_whole(data: DossierInput, months: Sequence[Month]) -> bool:
    first, last = months[0].first, month_of(months[-1].first).last
    return (data.since is None or data.since <= first) and data.period.last >= last


def _months_table(telling: Telling, months: Sequence[Month]) -> Table:
    """A row per year, the months beside each other."""
    columns = (Column(telling.say("year")), *(Column(name, Side.RIGHT) for name in _month_names(telling.language)))
    rows = []
    for year, found in groupby(months, key=lambda month: month.first.year):
        held = {month.first.month: month for month in found}
        cells = (Value(telling.count(held[at].number) if at in held else "") for at in range(1, 13))
        rows.append(Row((Value(str(year)), *cells)))
    return Table("months", telling.say("months"), columns, tuple(rows))


def _month_names(language: str) -> list[str]:
    names = get_month_names("abbreviated", locale=language)
    return [names[at].rstrip(".") for at in range(1, 13)]


def _lines(telling: Telling) -> Table:
    total, *lines = (_row(telling, line) for line in telling.dossier.lines)
    columns = (
        Column(telling.say("category"), weight=1),
        Column(telling.say("before_head"), Side.RIGHT),
        Column(telling.say("now_head"), Side.RIGHT),
        Column(telling.say("expected_head"), Side.RIGHT),
        Column(telling.say("verdict_head"), weight=1),
    )
    notes = [telling.say("together")] if len(lines) > 1 else []
    if any(line.label and line.label.enforcement for line in telling.dossier.lines):
        notes.append(telling.say("enforcement"))
    return Table("lines", telling.say("categories"), columns, tuple(lines), total=total, notes=tuple(notes))


def _row(telling: Telling, line: Line) -> Row:
    label, change = line.label, line.comparison
    name = telling.say("all") if label is None else label.name + f"{NO_BREAK}†" * label.enforcement
    judged = Value(telling.verdict(change), verdict=change.verdict) if change.verdict else Value("–")
    has_before = telling.dossier.exposure is not None
    values = (
        Value(name),
        Value(telling.count(line.before), is_hidden=line.before is None) if has_before else Value("–"),
        Value(telling.count(change.now), is_hidden=change.now is None),
        Value(telling.range(change) or "–"),
        judged,
    )
    return Row(values, symbol=None if label is None else Symbol(label.mark, label.colour))


def _hours(telling: Telling, whole: Dossier) -> Hours:
    days = tuple(weekday(day, telling.language).capitalize() for day in range(7))
    title, week = telling.say("hours"), telling.dossier.week
    if week is None:
        return Hours(title, None, days, telling.say("hours_hidden"), "")
    undated = telling.say("undated", number=incidents(whole.undated, telling.language)) if whole.undated else ""
    most = max((weight, day, hour) for day, row in enumerate(week) for hour, weight in enumerate(row))
    if not most[0]:
        return Hours(title, None, days, f"{telling.say('hours_none')} {undated}".strip(), "")
    named = f"{days[most[1]].lower()} {most[2]:02}–{most[2] + 1:02}"
    about = f"{telling.say('hours_about')} {undated}".strip()
    return Hours(title, week, days, about, telling.say("hours_alt", most=named))


def _map_alt(telling: Telling) -> str:
    asked, period = telling.data.asked, telling.dossier.period
    if asked.for_sharing or period.now is None:
        return telling.say("map_alt_shared", title=asked.title)
    return telling.say("map_alt", title=asked.title, number=incidents(period.now, telling.language))
