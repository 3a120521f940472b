"""Times in Swedish and English words, read and written."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.incoming.drafts import Interval
from reports.incoming.times.local_time import to_interval, to_utc, to_wall, whole_day
from reports.incoming.times.when import UnknownTimeError, day_of_clock, in_words, read_when

DAY = date(2026, 11, 20)  # a Friday
MORNING = to_utc(datetime.fromisoformat("2026-11-20 08:00"))
EVENING = to_utc(datetime.fromisoformat("2026-11-20 23:00"))


def wall(words: str, now: datetime = MORNING) -> str:
    """What `words` on Friday the 20th mean, as "20 22.15" or "19 22.00–20 06.00" in local time."""
    when = read_when(words, DAY, now)
    ends = [to_wall(moment).strftime("%d %H.%M") for moment in (when.start, when.end) if moment]
    return "–".join(ends)


@pytest.mark.parametrize(
    "words", ["22.15", "22:15", "kl 22.15", "kl. 22.15", "Kl.22:15", "2215", "22 . 15", "22,15", "klockan 22:15:30"]
)
def test_a_clock_time_is_on_the_day_however_it_is_written(words: str) -> None:
    assert wall(words) == "20 22.15"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("kl 22", "20 22.00"),
        ("vid 23-tiden", "20 22.30–20 23.30"),
        ("omkring 14", "20 13.30–20 14.30"),
        ("ca 14.20", "20 14.05–20 14.35"),
        ("strax före midnatt", "20 23.45–21 00.00"),
        ("strax efter midnatt", "20 00.00–20 00.15"),
        ("14-16", "20 14.00–20 16.00"),
        ("14 – 16.30", "20 14.00–20 16.30"),
        ("mellan 21 och 04", "20 21.00–21 04.00"),
        ("22.30-01.15", "20 22.30–21 01.15"),
        ("från 21 till 23", "20 21.00–20 23.00"),
        ("between 21 and 23:30", "20 21.00–20 23.30"),
        ("18.00–24.00", "20 18.00–21 00.00"),
        ("14-14", "20 14.00"),
    ],
)
def test_vague_times_and_spans(words: str, meant: str) -> None:
    assert wall(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("igår kväll", "19 18.00–20 00.00"),
        ("i morse", "20 06.00–20 10.00"),
        ("i förmiddags", "20 09.00–20 12.00"),
        ("i eftermiddags", "20 12.00–20 18.00"),
        ("sent på kvällen", "20 18.00–21 00.00"),
        ("Torsdag kväll", "19 18.00–20 00.00"),
        ("torsdagskvällen", "19 18.00–20 00.00"),
        ("gårdagskvällen vid 23-tiden", "19 22.30–19 23.30"),
        ("yesterday evening", "19 18.00–20 00.00"),
        ("fredags 22.15", "20 22.15"),
        ("i fredags 22.15", "13 22.15"),
        ("måndag", "16 00.00–17 00.00"),
        ("18 november", "18 00.00–19 00.00"),
        ("den 18:e nov 22.15", "18 22.15"),
        ("18/11 22.15", "18 22.15"),
        ("18/11 2026 22.15", "18 22.15"),
        ("2026-11-18 22:15", "18 22.15"),
        ("2026-11-18T22:15", "18 22.15"),
        ("torsdag 22 - fredag 04", "19 22.00–20 04.00"),
        ("16 november – 18 november", "16 00.00–19 00.00"),
    ],
)
def test_days_and_parts_of_them(words: str, meant: str) -> None:
    assert wall(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("i natt", "19 22.00–20 06.00"),
        ("last night", "19 22.00–20 06.00"),
        ("i natt 22.12", "19 22.12"),
        ("i natt kl 2.20", "20 02.20"),
        ("i natt 22.30-01.15", "19 22.30–20 01.15"),
        ("natten till fredag", "19 22.00–20 06.00"),
        ("natten mot lördagen", "13 22.00–14 06.00"),
        ("natten mellan torsdag och fredag 23.40", "19 23.40"),
        ("natten till den 18 november", "17 22.00–18 06.00"),
        ("torsdagsnatten 02.20", "20 02.20"),
        ("18 november, natt", "18 00.00–18 06.00"),
        ("18 november på natten 23.10", "18 23.10"),
        ("igår kväll 01.15", "20 01.15"),
        ("igår kväll kl 10", "19 22.00"),
    ],
)
def test_nights_in_the_morning_after(words: str, meant: str) -> None:
    assert wall(words) == meant


def test_written_in_the_evening_the_night_is_the_one_that_has_begun() -> None:
    assert wall("i natt", EVENING) == wall("natten till lördag", EVENING) == "20 22.00–21 06.00"
    assert wall("i natt 01.15", EVENING + timedelta(hours=3)) == "21 01.15"
    assert wall("i natt", MORNING + timedelta(days=1)) == "19 22.00–20 06.00"


def test_a_weekday_is_the_day_after_when_that_has_come() -> None:
    assert wall("lördag 02.15", MORNING + timedelta(days=1)) == "21 02.15"
    assert wall("lördag 02.15") == "14 02.15"


@pytest.mark.parametrize("words", ["", "  ", "okänd tid", "Okänt", "unknown time", "i dag", "idag", "hela dagen"])
def test_no_time_is_the_whole_day(words: str) -> None:
    assert read_when(words, DAY, MORNING) == whole_day(DAY)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("hej", "not_understood"),
        ("på", "not_understood"),
        ("den 18", "not_understood"),
        ("18-20 november", "not_understood"),
        ("22.15 Bro centrum", "not_understood"),
        ("2026-11-18T22:15+01:00", "not_understood"),
        ("25.10", "no_such_clock"),
        ("22.61", "no_such_clock"),
        ("31/11", "no_such_date"),
        ("torsdag 20 november", "wrong_weekday"),
        ("i morse 22.15", "wrong_part_of_day"),
        ("18/11 22.15 - 17/11 04.00", "ends_before_start"),
    ],
)
def test_what_cannot_be_known_says_why_in_both_languages(words: str, code: str) -> None:
    with pytest.raises(UnknownTimeError) as caught:
        read_when(words, DAY, MORNING)
    assert caught.value.code == code
    for language in ("sv", "en"):
        assert words in caught.value.in_words(language)
    assert caught.value.in_words("sv") != caught.value.in_words("en")


def test_a_date_without_year_is_the_last_one() -> None:
    assert read_when("18 december", DAY, MORNING) == whole_day(date(2025, 12, 18))
    assert read_when("29 feb", DAY, MORNING) == whole_day(date(2024, 2, 29))
    assert read_when("fredag 18 december", DAY, MORNING) == whole_day(date(2026, 12, 18))


def test_the_hour_that_summer_time_skips_moves_forward() -> None:
    spring = date(2026, 3, 29)
    assert read_when("02.30", spring, MORNING).start == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert read_when("02.30-03.15", spring, MORNING) == Interval(datetime(2026, 3, 29, 1, 30, tzinfo=UTC))
    assert read_when("", spring, MORNING) == Interval(
        datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC)
    )


def test_of_the_hour_that_autumn_repeats_the_first_counts() -> None:
    autumn = date(2026, 10, 25)
    assert read_when("02.30", autumn, MORNING).start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    night = read_when("i natt", autumn, to_utc(datetime.fromisoformat("2026-10-25 08:00")))
    assert night.end is not None
    assert night.end - night.start == timedelta(hours=9)


@pytest.mark.parametrize(
    ("start", "end", "swedish", "english"),
    [
        ("2026-11-20 22:15", None, "fredag 20 november kl. 22.15", "Friday 20 November at 22:15"),
        (
            "2026-11-20 22:15",
            "2026-11-21 01:15",
            "fredag 20 november kl. 22.15–01.15",
            "Friday 20 November at 22:15–01:15",
        ),
        (
            "2026-11-20 18:00",
            "2026-11-21 00:00",
            "fredag 20 november kl. 18.00–24.00",
            "Friday 20 November at 18:00–24:00",
        ),
        ("2026-11-20 00:00", "2026-11-21 00:00", "fredag 20 november", "Friday 20 November"),
        ("2025-11-20 22:15", None, "torsdag 20 november 2025 kl. 22.15", "Thursday 20 November 2025 at 22:15"),
        (
            "2026-11-20 22:15",
            "2026-11-22 01:15",
            "fredag 20 november kl. 22.15 – söndag 22 november kl. 01.15",
            "Friday 20 November at 22:15 – Sunday 22 November at 01:15",
        ),
        (
            "2026-11-20 00:00",
            "2026-11-23 00:00",
            "fredag 20 november – söndag 22 november",
            "Friday 20 November – Sunday 22 November",
        ),
    ],
)
def test_an_interval_in_words(start: str, end: str | None, swedish: str, english: str) -> None:
    interval = to_interval(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)
    assert in_words(interval, MORNING) == swedish
    assert in_words(interval, MORNING, "en") == english


MOMENTS = st.integers(0, 100 * 365 * 24 * 60).map(lambda n: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
LANGUAGES = st.sampled_from(["sv", "en"])


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)), MOMENTS, LANGUAGES)
def test_what_in_words_writes_read_when_reads(start: datetime, length: timedelta, now: datetime, language: str) -> None:
    end = start + timedelta(minutes=length // timedelta(minutes=1))
    interval = to_interval(to_wall(start), to_wall(end))
    day = to_wall(now).date()
    assert read_when(in_words(interval, now, language), day, now) == interval


TIME_WORDS = (
    "i natt|igår|kväll|natten till|lördag|fredags|22.15|04|2215|vid|-tiden|18 nov|31/11|2026-11-18|-|och|mellan|till|"
    "strax före|midnatt|okänd|morgon|omkring|24|kl"
)
HEAPS = st.lists(st.sampled_from(TIME_WORDS.split("|")), max_size=7).map(" ".join)


@given(st.one_of(st.text(max_size=300), HEAPS), st.dates(date(1990, 1, 1), date(2089, 12, 31)), MOMENTS)
def test_any_text_is_read_or_refused(text: str, day: date, now: datetime) -> None:
    try:
        when = read_when(text, day, now)
    except UnknownTimeError:
        return
    assert when.end is None or when.start < when.end


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("21–04", 19),
        ("22.15", 19),
        ("kl 08.01", 19),
        ("vid 23-tiden", 19),
        ("08.00", 20),
        ("00.30", 20),
        ("07–09", 20),
        ("idag 22.15", 20),
        ("fredag 21–04", 20),
        ("20 nov 22.15", 20),
        ("ikväll", 20),
        ("25.61", 20),
        ("", 20),
    ],
)
def test_a_clock_time_alone_that_lies_ahead_is_of_the_day_before(words: str, day: int) -> None:
    assert day_of_clock(words, DAY, MORNING) == date(2026, 11, day)


@pytest.mark.parametrize("other", [DAY - timedelta(days=1), DAY + timedelta(days=1), date.min, date.max])
def test_a_clock_time_on_another_day_than_today_stays_there(other: date) -> None:
    assert day_of_clock("22.15", other, MORNING) == other


@pytest.mark.parametrize(("words", "day"), [("", date.min), ("", date.max), ("igår", date.min), ("imorgon", date.max)])
def test_a_day_that_no_calendar_holds_is_an_unknown_time(words: str, day: date) -> None:
    with pytest.raises(UnknownTimeError):
        read_when(words, day, MORNING)
