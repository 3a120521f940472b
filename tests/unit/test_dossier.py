"""A place's page: its numbers, what is said of them, what is hidden outside, and that it is one page of paper."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.pictures.documents import FONTS
from geo.areas import circle_around
from geo.drawing.content import DistrictMap, MapKind, MapMark
from geo.place_map import draw_place_map
from geo.points import Point
from reports.dossier import month_chart
from reports.dossier.compose import compose
from reports.dossier.inputs import Asked, DossierInput, Texts, Vague
from reports.dossier.numbers import judged, month_starts, week_of
from reports.dossier.pdf import render_pdf
from reports.dossier.record import Month
from reports.dossier.sharing import for_sharing, to_hide
from reports.picture.inputs import CategoryLabel
from reports.picture.numbers.stretches import Stretch
from reports.picture.record import Verdict

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
PERIOD, BEFORE = Stretch(FIRST, LAST), Stretch(date(2026, 3, 31), date(2026, 6, 30))
SINCE = date(2025, 1, 1)
TRAFFIC = CategoryLabel("trafik", "Trafik", "circle", "#009E73")
DRUGS = CategoryLabel("narkotika", "Narkotika", "star", "#E69F00", enforcement=True)
OTHER = CategoryLabel("ovrigt", "Övrigt", "square", "#0072B2")


def each(number: int, first: date, last: date, code: str = "trafik") -> Counter[tuple[date, str]]:
    """So many incidents, evenly over some days."""
    days = (last - first).days + 1
    return Counter((first + timedelta(days=at * days // number), code) for at in range(number))


def given(days: Counter[tuple[date, str]], **changes: object) -> DossierInput:
    asked = Asked("Torget", "300 m runt Torget i Väst", "Väst", PERIOD, BEFORE)
    history = tuple(one for one in PERIOD.before(26) if one.first >= SINCE)
    data = DossierInput(
        asked, "Provstad", "sv", datetime(2026, 10, 1, 9, tzinfo=UTC), (TRAFFIC, DRUGS, OTHER), days, SINCE, history
    )
    return replace(data, **changes)


def test_before_and_after_are_judged_by_category_and_most_now_comes_first():
    days = each(60, BEFORE.first, BEFORE.last) + each(20, FIRST, LAST)
    days += each(10, BEFORE.first, BEFORE.last, "narkotika") + each(40, FIRST, LAST, "narkotika")
    total, drugs, traffic = judged(given(days, history=())).lines
    assert (total.before, total.comparison.now) == (70, 60)
    assert (drugs.before, drugs.comparison.now, drugs.comparison.verdict) == (10, 40, Verdict.CLEAR_INCREASE)
    assert (traffic.before, traffic.comparison.now, traffic.comparison.verdict) == (60, 20, Verdict.CLEAR_DECREASE)


def test_what_swings_too_much_to_be_judged_is_called_so():
    days = each(10, BEFORE.first, BEFORE.last) + each(40, FIRST, LAST)
    sheet = compose(given(days))
    assert sheet.lines.total is not None
    assert sheet.lines.total.values[-1].text == "antalen svänger för mycket för att avgöra"


def test_the_enforcement_note_stands_where_such_a_category_is_counted():
    note = "Antalet följer i hög grad hur mycket polisen arbetar"
    with_drugs, without = (compose(given(each(8, FIRST, LAST, code))) for code in ("narkotika", "trafik"))
    assert any(note in one for one in with_drugs.lines.notes)
    assert not any(note in one for one in without.lines.notes)
    assert "Narkotika följer hur mycket polisen arbetar" in with_drugs.questions[3].text


def test_days_without_data_count_on_neither_side():
    days = each(30, date(2026, 6, 1), LAST)
    known = judged(given(days, since=date(2026, 6, 1), history=()))
    assert (known.exposure, known.lines[0].before) == (30 / 92, days[date(2026, 6, 1), "trafik"] and 8)
    unknown = compose(given(days, since=FIRST, history=()))
    assert unknown.lines.total is not None
    assert [one.text for one in unknown.lines.total.values[1:3]] == ["–", "22"]
    assert "tiden före kan därför inte jämföras" in unknown.remarks[0]
    assert not any("Före och efter" in one.text for one in unknown.said)


def test_times_of_different_length_are_weighed_and_that_is_said():
    asked = replace(given(Counter()).asked, before=Stretch(date(2025, 7, 1), date(2026, 6, 30)))
    sheet = compose(given(each(80, asked.before.first, asked.before.last) + each(20, FIRST, LAST), asked=asked))
    assert "Tiden före är 365 dagar och perioden 92" in sheet.said[1].text
    assert sheet.said[1].verdict is Verdict.WITHIN_NORMAL


def test_the_rest_of_the_district_is_the_control():
    days = each(60, BEFORE.first, BEFORE.last) + each(20, FIRST, LAST)
    alike, apart = (compose(given(days, rest=rest)).said[2].text for rest in ((600, 200), (600, 610)))
    assert "skiljer sig inte säkert från resten" in alike
    assert "skiljer sig säkert från resten" in apart


def test_a_time_before_that_overlaps_is_refused():
    asked = replace(given(Counter()).asked, before=Stretch(FIRST, FIRST))
    with pytest.raises(ValueError, match="must end before"):
        judged(given(Counter(), asked=asked))


def test_months_reach_back_over_a_turn_of_the_year():
    assert month_starts(date(2025, 11, 20), date(2026, 1, 3)) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    ]
    assert len(month_starts(date(2010, 1, 1), date(2026, 1, 1))) == 60


@pytest.mark.parametrize(
    ("since", "named", "years"),
    [
        (date(2026, 5, 4), ["maj", "juni", "juli", "aug", "sep"], ["2026"]),
        (date(2025, 11, 1), ["nov", "dec", "jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep"],
         ["2025", "2026"]),
        (date(2023, 12, 1), ["jan", "apr", "juli", "okt", "jan", "apr", "juli", "okt", "jan", "apr", "juli"],
         ["2024", "2025", "2026"]),
    ],
)  # fmt: skip
def test_the_chart_names_its_months(since: date, named: list[str], years: list[str]):
    svg = compose(given(each(12, since, LAST), since=since, history=())).months.svg
    words = re.findall(r">([^<>]+)</text>", svg)
    assert [word for word in words if word.isalpha()] == named
    assert [word for word in words if len(word) == 4 and word.isdecimal()] == years


def test_a_month_in_which_a_time_ends_is_drawn_in_parts():
    svg = month_chart.months_svg(
        [Month(date(2026, 8, 1), 10, now=4, before=5, is_cut=True)], None, list("123456789abc"), ""
    )
    heights = {colour: float(height) for height, colour in re.findall(r'height="([\d.]+)" fill="(#\w+)"/>', svg)}
    assert heights[month_chart.NOW] / heights[month_chart.BEFORE] == pytest.approx(4 / 5, abs=0.01)
    assert heights[month_chart.OTHER] / heights[month_chart.BEFORE] == pytest.approx(1 / 5, abs=0.01)


def test_hours_are_spread_over_what_a_span_touches():
    week = week_of({(167, 2): 4, (0, 24): 9})
    assert (week[6][23], week[0][0], sum(map(sum, week))) == (2, 2, 4)


def test_outside_no_number_of_one_or_two_is_told_nor_what_would_tell_it():
    days = each(30, BEFORE.first, BEFORE.last) + each(30, FIRST, LAST) + each(2, FIRST, LAST, "ovrigt")
    days += each(5, BEFORE.first, BEFORE.last, "narkotika") + each(9, FIRST, LAST, "narkotika")
    shared = for_sharing(judged(given(days, spans={(5, 1): 2})))
    total, *lines = shared.lines
    assert (total.before, total.comparison.now) == (35, 41)
    hidden = [line for line in lines if line.comparison.is_hidden]
    assert len(hidden) >= 2
    assert lines[-len(hidden) :] == sorted(hidden, key=lambda line: line.label.name if line.label else "")
    assert all(line.comparison.now not in (1, 2) and line.before not in (1, 2) for line in lines)
    assert shared.week is None


def test_outside_what_was_before_and_what_is_now_are_hidden_each_by_itself():
    """A row's sum stands nowhere: a small number before says nothing of those that are now."""
    days = each(2, BEFORE.first, BEFORE.last) + each(40, FIRST, LAST)
    days += each(30, BEFORE.first, BEFORE.last, "ovrigt") + each(40, FIRST, LAST, "ovrigt")
    total, *lines = for_sharing(judged(given(days))).lines
    assert [(line.before, line.comparison.now) for line in (total, *lines)] == [(32, 80), (None, 40), (None, 40)]
    alone = for_sharing(judged(given(each(2, BEFORE.first, BEFORE.last) + each(12, FIRST, LAST))))
    assert [(line.before, line.comparison.now) for line in alone.lines] == [(None, 12), (None, 12)]
    assert (alone.period.now, [month.number for month in alone.months if month.is_now]) == (12, [5, 4, 3])


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ((40, 30), set()),
        ((1, 2, 40), {0, 1}),
        ((1, 1, 40, 30), {0, 1, 3}),
        ((2, 9, 30), {0, 1}),
        ((1, 1, 1), {0, 1, 2, 3}),
        ((0, 2), {1, 2}),
        ((), set()),
    ],
)
def test_outside_ones_and_twos_can_be_told_apart_by_no_sum(numbers: tuple[int, ...], hidden: set[int]):
    assert to_hide(numbers) == hidden


def test_outside_a_sum_that_is_hidden_is_told_by_nothing_else():
    """One of each category is told by their sum: so neither the months nor the only source may tell that."""
    days = Counter({(date(2026, 8, day), code): 1 for day, code in enumerate(("trafik", "narkotika", "ovrigt"), 3)})
    asked = replace(given(Counter()).asked, for_sharing=True)
    data = given(days + each(30, BEFORE.first, BEFORE.last), asked=asked, sources=(("Polisen", 3),))
    shared, sheet = for_sharing(judged(data)), compose(data)
    assert (shared.lines[0].before, shared.lines[0].comparison.now, shared.period.now) == (30, None, None)
    assert {month.number for month in shared.months if month.is_now} == {None}
    assert sheet.sources == "Polisen"


def test_outside_a_hidden_month_has_another_beside_it_in_a_sum_that_is_told():
    days = each(20, date(2026, 7, 1), date(2026, 7, 31)) + each(2, date(2026, 8, 1), date(2026, 8, 31))
    days += each(20, date(2026, 9, 1), LAST)
    months = {month.first: month.number for month in for_sharing(judged(given(days))).months}
    assert months[date(2026, 8, 1)] is None
    assert [months[date(2026, month, 1)] for month in (7, 9)].count(None) == 1


def test_outside_a_month_that_the_period_cuts_tells_nothing_of_its_parts():
    """Five in July of which one before the period: the sum of the period would tell that one."""
    asked = replace(given(Counter()).asked, period=Stretch(date(2026, 7, 15), LAST))
    days = Counter({(date(2026, 7, 2), "trafik"): 1}) + each(40, date(2026, 7, 15), LAST)
    whole = judged(given(days, asked=replace(asked, before=Stretch(date(2026, 4, 1), date(2026, 6, 30)))))
    assert [(month.number, month.now) for month in whole.months if month.first == FIRST] == [(10, 9)]
    months = {month.first: month.number for month in for_sharing(whole).months}
    assert (months[FIRST], months[date(2026, 8, 1)]) == (None, 16)


def test_outside_small_numbers_beside_the_tables_are_few():
    asked = replace(given(Counter()).asked, for_sharing=True)
    data = given(each(30, FIRST, LAST), asked=asked, vague=Vague(2, 1, 40), sources=(("Polisen", 28), ("Skolan", 2)))
    sheet = compose(data)
    assert "färre än 3 händelser" in sheet.uncertain[0]
    assert "färre än 3 händelser" in sheet.uncertain[1]
    assert sheet.sources == "Polisen 28 och Skolan"
    assert "30 av" not in sheet.map_alt


def test_an_own_answer_stands_and_an_empty_one_is_drafted():
    sheet = compose(given(each(12, FIRST, LAST), texts=Texts(meaning="Vi vill pröva ny belysning.")))
    assert [question.is_own for question in sheet.questions] == [False, False, False, True]
    assert sheet.questions[3].text == "Vi vill pröva ny belysning."
    assert "Där registrerades 12" in sheet.questions[0].text.replace("\u00a0", " ")


def test_all_is_said_in_english_too():
    sheet = compose(given(each(12, FIRST, LAST), language="en"))
    assert sheet.heading == "Place dossier"
    assert not any(word in repr(sheet) for word in ("händelse", "perioden", "och "))


def drawn_place(number: int, name: str, lon: float) -> str:
    """The map of a place with so many incidents in its middle, and a name beside it."""
    ring = [[17.6, 59.4], [17.7, 59.4], [17.7, 59.6], [17.6, 59.6], [17.6, 59.4]]
    content = DistrictMap(
        {"type": "Polygon", "coordinates": [ring]},
        {"trafik": MapKind("Trafik", "circle", "#009E73")},
        (MapMark(17.65, 59.5, "trafik", number),),
        ((name, lon, 59.5),),
        description=f"Karta över {name}",
    )
    return draw_place_map(content, circle_around(Point(17.65, 59.5), 300)).svg


@pytest.fixture(scope="module")
def place_map() -> str:
    return drawn_place(3, "Torget", 17.65)


def test_the_map_has_its_place_in_the_middle_with_scale_and_name(place_map: str):
    assert 'aria-label="Karta över Torget"' in place_map
    assert all(f">{words}</text>" in place_map for words in ("Torget", "200 m", "N", "3"))


def test_no_name_of_a_map_is_stuck_to_a_number():
    drawn = drawn_place(12, "Parken", 17.6522)
    texts = re.findall(r"<text[^>]*translate\(([\d.]+),([\d.]+)\)[^>]*>([^<]*)</text>", drawn)
    at = {text: (float(x), float(y)) for x, y, text in texts}
    (name, name_down), (number, number_down) = at["Parken"], at["12"]
    assert abs(name_down - number_down) < 11, "they stand beside each other"
    assert (name - len("Parken") * 6 / 2) - (number + len("12") * 7) > 7


@pytest.mark.parametrize("letters", [0, 800])
def test_the_paper_is_one_tagged_page_with_everything_on_it(place_map: str, letters: int):
    own = Texts(*(["Vi ser att platsen används om kvällarna. " * (letters // 41)] * 4)) if letters else Texts()
    data = given(
        each(60, BEFORE.first, BEFORE.last) + each(20, FIRST, LAST) + each(9, FIRST, LAST, "narkotika"),
        texts=own, spans={(5, 1): 20, (9, 30): 2}, vague=Vague(3, 4, 5), rest=(100, 90),
        sources=(("Polisen", 20), ("Väktarna", 9)), silent=("Skolan",),
    )  # fmt: skip
    sheet = compose(data)
    content = render_pdf(sheet, place_map, FONTS)
    pdf = PdfReader(BytesIO(content))
    words = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for said in (sheet.title, *(question.title for question in sheet.questions), sheet.sources, "Narkotika"):
        assert said.replace("\u00a0", " ") in words
    assert render_pdf(sheet, place_map, FONTS) == content


def test_a_place_where_nothing_happened_has_its_page_too():
    sheet = compose(given(Counter()))
    assert sheet.uncertain == ("Ingen händelse räknades under perioden.",)
    assert (sheet.lines.rows, sheet.hours.week) == ((), None)
    day = compose(given(Counter(), asked=replace(given(Counter()).asked, period=Stretch(LAST, LAST))))
    assert day.period == "Period: 30 september 2026"


def test_without_continuous_data_the_numbers_are_said_to_tell_little():
    sheet = compose(given(each(3, FIRST, LAST), since=None, history=()))
    assert "inga sammanhängande uppgifter" in sheet.remarks[0]
    assert [len(sheet.months.table.rows), sheet.months.table.rows[0].values[0].text] == [1, "2026"]
