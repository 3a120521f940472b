"""The map on paper: measured as with a ruler on the printed sheet, and that it shows what was in view and no more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
import shapely
from pypdf import PdfReader

from geo.drawing.circles import OVERLAP, PlaceCircle, parted
from geo.drawing.frame import Panel
from geo.points import Point, metres_between
from geo.print_frame import grown, largest
from geo.printed_map import MapKind, PrintedMap, PrintMark, Sheet, draw_printed_map
from reports.printed_map.document import Kind, Listed, Table, Words, render_picture, render_print
from reports.printed_map.paper import LegendSize, Paper, Turn, layout, layouts

FONTS = Path(__file__).parents[2] / "app" / "static" / "vendor" / "fonts-ttf"
MADE = datetime(2026, 11, 21, 12, tzinfo=UTC)
INCH = 25.4
VIEW = (17.6, 59.5, 17.7, 59.53)
KINDS = {"trafik": MapKind("Trafik", "square", "#0072b2"), "brand": MapKind("Brand", "circle", "#d55e00")}
MAP = PrintedMap(
    districts=[("Väst", shapely.box(17.5, 59.4, 17.65, 59.6)), ("Öst", shapely.box(17.65, 59.4, 17.8, 59.6))],
    kinds=KINDS,
    description="En karta",
)
WORDS = Words(
    language="sv",
    title="Händelser 1–14 november 2026",
    municipality="Provstad",
    made="Uttagen i dag",
    choice="Urval: alla händelser.",
    counts="2 händelser på kartan",
    legend_title="Tecken",
    legend=(Kind("Trafik", "square", "#0072b2", "2"),),
    signs=(("", "iakttaget"), ("circle", "någonstans här")),
    unplaced_title="Utan plats",
    unplaced=("Väst: 3",),
    remarks=("Norr är uppåt.",),
    notes=("Skala",),
    table_title="Händelserna",
    about=("Alla",),
    table=Table(
        heads=("När", "Vad", "Var", "På kartan"),
        widths=(0, 1.5, 2, 1.2),
        rows=(Listed(("i går", "Trafik", "Torget", "exakt punkt"), "square", "#0072b2"),),
    ),
    page="Sida",
    alt="En karta med två händelser",
)
EVERY_SHEET = pytest.mark.parametrize(("paper", "turn"), [(paper, turn) for paper in Paper for turn in Turn])
Line = list[tuple[float, float]]


def drawn(*marks: PrintMark, paper: Paper = Paper.A4, turn: Turn = Turn.LANDSCAPE, view: Any = VIEW) -> Sheet:
    return draw_printed_map(replace(MAP, marks=marks), layout(paper, turn).room, view)


def printed(sheet: Sheet, paper: Paper = Paper.A4, turn: Turn = Turn.LANDSCAPE, words: Words = WORDS) -> bytes:
    return render_print(words, sheet, layout(paper, turn), FONTS, MADE)


def lines_on_paper(content: bytes) -> Iterator[Line]:
    """Every line that the first page draws, as corners in millimetres on the sheet."""
    with pikepdf.open(BytesIO(content)) as pdf:
        yield from _lines(pdf.pages[0], pdf.pages[0], pikepdf.Matrix())


def _lines(page: Any, part: Any, matrix: pikepdf.Matrix) -> Iterator[Line]:
    kept: list[pikepdf.Matrix] = []
    line: Line = []
    for operands, operator in pikepdf.parse_content_stream(part):
        match str(operator):
            case "q":
                kept.append(matrix)
            case "Q":
                matrix = kept.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "m" | "l" as step:
                x, y = matrix.transform(tuple(map(float, operands)))
                line = [*line, (x / 72 * INCH, y / 72 * INCH)] if step == "l" else [(x / 72 * INCH, y / 72 * INCH)]
            case "S":
                yield line
            case "Do":
                inner = part.Resources.XObject[str(operands[0])]
                if inner.Subtype == "/Form":
                    placed = pikepdf.Matrix(*map(float, inner.get("/Matrix", [1, 0, 0, 1, 0, 0])))
                    yield from _lines(page, inner, placed @ matrix)


def bar_on_paper(content: bytes) -> float:
    """The length of the scale bar in millimetres: a line with a short upright at either end."""

    def long(line: Line) -> list[float]:
        return [hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(line)]

    bars = [long(line) for line in lines_on_paper(content) if len(line) == 4]
    (found,) = [sides[1] for sides in bars if sides[0] == pytest.approx(sides[2]) and sides[1] > 5 * sides[0]]
    return found


@EVERY_SHEET
def test_the_scale_bar_is_true_with_a_ruler_on_the_printed_sheet(paper: Paper, turn: Turn):
    sheet = drawn(paper=paper, turn=turn)
    content = printed(sheet, paper, turn)
    metres, millimetres = sheet.bar
    assert bar_on_paper(content) == pytest.approx(millimetres, abs=0.05)
    assert millimetres / 1000 * sheet.scale == pytest.approx(metres, rel=1e-6)
    width, height = (float(side) / 72 * INCH for side in PdfReader(BytesIO(content)).pages[0].mediabox[2:])
    sides = (paper.short, paper.long) if turn is Turn.PORTRAIT else (paper.long, paper.short)
    assert (width, height) == pytest.approx(sides, abs=0.1)


def sizes_of_type(content: bytes) -> list[float]:
    """In points, of what stands above, beside and below the map."""
    found: dict[str, float] = {}

    def keep(words: str, _outer: Any, matrix: list[float], _font: Any, size: float) -> None:
        found[words.strip()] = size * abs(matrix[3])

    PdfReader(BytesIO(content)).pages[0].extract_text(visitor_text=keep)
    return [found[words] for words in ("Händelser", WORDS.counts, "Tecken", "iakttaget", "Utan plats", "Skala")]


@pytest.mark.parametrize("turn", Turn)
def test_on_a_sheet_for_a_wall_type_and_marks_are_a_third_larger(turn: Turn):
    small, large = (drawn(PrintMark(17.65, 59.515, "trafik"), paper=paper, turn=turn) for paper in Paper)
    on_a4, on_a3 = sizes_of_type(printed(small, turn=turn)), sizes_of_type(printed(large, Paper.A3, turn))
    assert on_a3 == pytest.approx([4 / 3 * size for size in on_a4], rel=0.01)
    pixels = [sheet.width / float(ElementTree.fromstring(sheet.svg).get("width", "")) for sheet in (small, large)]
    assert pixels[1] / pixels[0] == pytest.approx(4 / 3)


def places(sheet: Sheet) -> list[tuple[float, float]]:
    """Where symbols stand on the drawn map, in millimetres."""
    root = ElementTree.fromstring(sheet.svg)
    pixel = sheet.width / float(root.get("width", ""))
    fills = {kind.colour for kind in KINDS.values()}
    found = [path for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("fill") in fills]
    moves = [path.get("transform", "").removeprefix("translate(").rstrip(")").split(",") for path in found]
    return [(float(x) * pixel, float(y) * pixel) for x, y in moves]


def test_distances_between_incidents_are_true_and_north_is_up():
    sheet = drawn(
        PrintMark(17.62, 59.51, "trafik"), PrintMark(17.62, 59.525, "trafik"), PrintMark(17.68, 59.51, "trafik")
    )
    west, north, east = sorted(places(sheet), key=lambda at: (at[0] > 100, -at[1]))[:3]
    up = metres_between(Point(17.62, 59.51), Point(17.62, 59.525))
    across = metres_between(Point(17.62, 59.51), Point(17.68, 59.51))
    on_paper = 1000 / sheet.scale
    assert hypot(north[0] - west[0], north[1] - west[1]) == pytest.approx(up * on_paper, abs=0.2)
    assert hypot(east[0] - west[0], east[1] - west[1]) == pytest.approx(across * on_paper, abs=0.2)
    assert north[0] == pytest.approx(west[0], abs=0.2)
    assert north[1] < west[1]


def test_the_sheet_shows_the_view_and_nothing_beside_it():
    corners = [PrintMark(lon, lat, "trafik") for lon in (17.6, 17.7) for lat in (59.5, 59.53)]
    assert drawn(*corners).outside == 0
    beside = [PrintMark(17.59, 59.51, "trafik"), PrintMark(17.65, 59.54, "trafik")]
    assert drawn(*corners, *beside).outside == 2
    sheet = drawn()
    width, height = (
        metres_between(Point(17.6, 59.515), Point(17.7, 59.515)),
        metres_between(Point(17.65, 59.5), Point(17.65, 59.53)),
    )
    assert sheet.width / sheet.height == pytest.approx(width / height, rel=0.02)


@EVERY_SHEET
@pytest.mark.parametrize("view", [VIEW, (17.64, 59.4, 17.66, 59.6), (17.65, 59.51, 17.6505, 59.5105), None])
def test_a_map_takes_no_more_room_than_there_is(paper: Paper, turn: Turn, view: Any):
    sheet, room = drawn(paper=paper, turn=turn, view=view), layout(paper, turn).room
    assert sheet.width <= room.width + room.pixel
    assert sheet.height <= room.height + room.pixel
    assert max(sheet.width / room.width, sheet.height / room.height) > 0.7
    reader = PdfReader(BytesIO(printed(sheet, paper, turn)))
    assert len(reader.pages) == 2


@EVERY_SHEET
@pytest.mark.parametrize("view", [(17.6, 59.47, 17.9, 59.55), (17.64, 59.4, 17.66, 59.6), VIEW, None])
def test_the_legend_stands_where_it_leaves_the_map_most_room(paper: Paper, turn: Turn, view: Any):
    laid = layouts(paper, turn, LegendSize(12, 4, (100, 100)))
    best = largest([shape for _, shape in MAP.districts], [each.room for each in laid], view)
    sheet = draw_printed_map(MAP, laid[best].room, view)
    scales = [draw_printed_map(MAP, each.room, view).scale for each in laid]
    assert sheet.scale == min(scales)
    assert laid[best].room.width >= sheet.width - laid[best].room.pixel
    if view == (17.6, 59.47, 17.9, 59.55) and turn is Turn.LANDSCAPE:
        assert (laid[best].is_beside, sheet.scale < scales[0]) == (False, True)
    if view is None or scales[0] == scales[1]:
        assert best == 0


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(("kinds", "unplaced", "remarks"), [(16, 2, 1), (2, 12, 1), (2, 2, 5)])
def test_a_legend_below_a_lying_map_ends_above_the_foot(paper: Paper, kinds: int, unplaced: int, remarks: int):
    remark = "Utan plats ritas de inte: en gissad punkt skulle visa fel plats. Antalen gäller hela urvalet. Sist"
    words = replace(
        WORDS,
        legend=(Kind("Skadegörelse, klotter och brand", "square", "#0072b2", "127"),) * kinds,
        signs=(*[("", "iakttaget")] * 3, ("circle", "händelsen är någonstans i cirkeln: gata 150 m, plats 300 m")),
        unplaced=("En kommundel: 3",) * unplaced,
        remarks=(remark,) * remarks,
    )
    _beside, laid = layouts(paper, Turn.LANDSCAPE, LegendSize(kinds, unplaced, (len(remark),) * remarks))
    sheet = draw_printed_map(MAP, laid.room)
    reader = PdfReader(BytesIO(render_print(words, sheet, laid, FONTS, MADE)))
    heights: dict[str, float] = {}

    sizes: dict[str, float] = {}

    def note(text: str, page: Any, line: Any, _font: Any, size: float) -> None:
        at = line[4] * page[1] + line[5] * page[3] + page[5]
        heights[text.strip()] = min(heights.get(text.strip(), at), at)
        sizes[text.strip()] = size * abs(line[3] * page[3])

    reader.pages[0].extract_text(visitor_text=note)
    assert len(reader.pages) == 2
    lowest = min(
        at for text, at in heights.items() if any(word in text for word in ("127", "kommundel", "Sist", "300"))
    )
    assert lowest > heights["Skala"] + laid.text
    assert (sizes["Tecken"], sizes["127"]) == pytest.approx((laid.text, laid.small), abs=0.01)


@EVERY_SHEET
@pytest.mark.parametrize(
    "view", [VIEW, (17.3, 59.3, 18.0, 59.4), (17.64, 59.4, 17.66, 59.6), (17.65, 59.51, 17.6505, 59.5105)]
)
def test_a_view_grows_to_the_sheet_at_its_own_scale(paper: Paper, turn: Turn, view: tuple[float, float, float, float]):
    room = layout(paper, turn).room
    wider = grown(view, room)
    assert wider[0] <= view[0] < view[2] <= wider[2]
    assert wider[1] <= view[1] < view[3] <= wider[3]
    before, after = drawn(paper=paper, turn=turn, view=view), drawn(paper=paper, turn=turn, view=wider)
    assert after.scale == before.scale
    assert min(after.width / room.width, after.height / room.height) > 0.94
    assert max(after.width - room.width, after.height - room.height) <= room.pixel


def test_a_ring_tells_how_sure_one_alone_is_and_a_circle_how_exactly_its_place_is_known():
    alone = drawn(PrintMark(17.62, 59.51, "trafik", 300, "dashed")).svg
    together = drawn(*[PrintMark(17.62, 59.51, "trafik", 300, "dashed")] * 2).svg
    assert alone.count("stroke-dasharray") == 2
    assert together.count("stroke-dasharray") == 0


def test_it_is_read_aloud_and_nothing_that_was_written_runs():
    evil = '#panic("run") *_`$x$` <label> @ref \\ #{[} 😀'
    table = replace(WORDS.table, rows=(Listed((evil,) * 4, "circle", "#000000"),))
    words = replace(WORDS, title=evil, choice=evil, unplaced=(evil,), table=table, alt=evil)
    with pikepdf.open(BytesIO(printed(drawn(), words=words))) as pdf:
        assert pdf.Root.Lang == "sv"
        assert pdf.Root.MarkInfo.Marked
        kinds = {str(item.S) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item}
    assert {"/Figure", "/Table", "/TH", "/H1"} <= kinds


def test_the_same_sheet_is_the_same_file():
    assert printed(drawn()) == printed(drawn())
    assert render_picture(WORDS, drawn(), layout(Paper.A4, Turn.LANDSCAPE), FONTS, "svg").startswith(b"<svg")


def test_density_is_drawn_where_it_is_and_hot_places_with_number_name_and_sign():
    cells = [
        ("#f3e4b5", shapely.box(17.62, 59.51, 17.63, 59.515)),
        ("#6d3110", shapely.box(17.63, 59.51, 17.64, 59.515)),
    ]
    sheet = draw_printed_map(replace(MAP, cells=cells), layout(Paper.A4, Turn.LANDSCAPE).room, VIEW)
    west, east = (box_of(sheet, colour) for colour, _ in cells)
    across = metres_between(Point(17.62, 59.51), Point(17.63, 59.51)) * 1000 / sheet.scale
    assert west[2] - west[0] == pytest.approx(across, rel=0.03)
    assert east[0] == pytest.approx(west[2], abs=0.3)
    circles = [
        PlaceCircle(17.62, 59.51, "Torget", 12, "▲"),
        PlaceCircle(17.6201, 59.51, "Parken", 3),
        PlaceCircle(17, 59, "Borta", 9),
    ]
    told = draw_printed_map(replace(MAP, circles=circles), layout(Paper.A4, Turn.LANDSCAPE).room, VIEW).svg
    for words in (">12▲<", ">Torget<", ">3<", ">Parken<"):
        assert words in told
    assert "Borta" not in told


def box_of(sheet: Sheet, fill: str) -> tuple[float, float, float, float]:
    """West, north, east, south of what has a colour, in millimetres."""
    root = ElementTree.fromstring(sheet.svg)
    (path,) = [one for one in root.iter("{http://www.w3.org/2000/svg}path") if one.get("fill") == fill]
    corners = [part.split(",") for part in path.get("d", "").strip("MZ").replace("Z", "").split("L")]
    pixel = sheet.width / float(root.get("width", ""))
    xs, ys = [float(x) * pixel for x, _ in corners], [float(y) * pixel for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def test_circles_do_not_hide_each_others_numbers():
    panel = Panel(0, 0, 600, 400)
    places = [(300.0 + i % 3, 200.0, PlaceCircle(0, 0, f"Plats {i}", 20 - i)) for i in range(12)]
    circles = parted(places, panel)
    assert [circle.told.number for circle in circles] == sorted((20 - i for i in range(12)), reverse=True)
    for number, one in enumerate(circles):
        for other in circles[:number]:
            assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius - OVERLAP - 0.01
    at_edge = parted([(1.0, 399.0, PlaceCircle(0, 0, "Kant", 5))], panel)[0]
    assert at_edge.room.is_within(panel)


def test_a_map_without_districts_is_none():
    with pytest.raises(ValueError, match="districts"):
        draw_printed_map(replace(MAP, districts=()), layout(Paper.A4, Turn.LANDSCAPE).room)
