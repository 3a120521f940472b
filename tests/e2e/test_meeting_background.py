"""The map of a meeting's slides: what it has to find one's way by, with a background of one's own and without."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.models import Role
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Interval, Whereabouts
from tests.e2e.conditions import wait_until
from tests.e2e.serving import Served
from tests.factories import NOON, make_incident, make_place
from tests.made_tiles import write_basemap, write_images

WORD = "bakgrundsprovet"
ADDRESS = f"/meeting?from=2026-11-05&to=2026-11-18&q={WORD}"
PROJECTOR = {"width": 1024, "height": 768}
SQUARES = [Point(17.652, 59.512), Point(17.6562, 59.512)]
EARTH, WATER = "239,241,236", "207,225,234"
HAS_COLOUR = """(wanted) => [...document.querySelectorAll(".is-shown .map-background canvas")].some((one) => {
  if (!one.width) return false;
  const { data } = one.getContext("2d").getImageData(0, 0, one.width, one.height);
  for (let at = 0; at < data.length; at += 4) if (`${data[at]},${data[at + 1]},${data[at + 2]}` === wanted) return true;
  return false;
})"""
BOXES = """() => [...document.querySelectorAll(".is-shown :is(.is-placed, .leaflet-marker-icon, .leaflet-control)")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .map((one) => one.getBoundingClientRect()).map(({ left, top, right, bottom }) => [left, top, right, bottom])"""

PAST_THE_EDGE = """() => {
  const boxOf = (one) => document.querySelector(`.is-shown ${one}`).getBoundingClientRect();
  const [group, map] = [boxOf(".map-group"), boxOf(".folium-map")];
  map_laget.panBy([(group.left + group.right) / 2 - map.left + 10, 0], { animate: false });
  return group.width;
}"""


@pytest.fixture(scope="session", autouse=True)
def incidents(served: Served) -> None:
    """Three at each of two squares 240 metres apart, a school and a street beside them; one in the other district."""
    with served.database.writing() as session:
        for at, name in zip(SQUARES, ("Bildtorget", "Ljustorget"), strict=True):
            place = make_place(session, name, at)
            place.kind = "square"
            for _ in range(3):
                where = Whereabouts(name, place.id, at, LocationPrecision.PLACE)
                make_incident(session, where=where, summary=WORD, when=Interval(NOON))
        make_place(session, "Provbildsskolan", Point(17.6535, 59.5145)).kind = "school"
        make_place(session, "Projektorstigen", Point(17.6531, 59.5095)).kind = "street"
        make_incident(session, at=Point(17.75, 59.45), summary=WORD)


@pytest.fixture(scope="module")
def basemap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_basemap(tmp_path_factory.mktemp("tiles") / "a.pmtiles", told={"attribution": "© Provkartan"})


@contextmanager
def background(served: Served, path: Path) -> Iterator[None]:
    before = served.app.extensions["settings"]
    served.app.extensions["settings"] = replace(before, background_file=str(path))
    yield
    served.app.extensions["settings"] = before


@pytest.fixture
def opened(page: Page, coordinator: None) -> Page:
    page.set_viewport_size(PROJECTOR)
    return page


def show(page: Page, slide: str) -> None:
    page.evaluate("(slide) => { location.hash = slide; }", slide)
    page.locator(f"#{slide}.is-shown").wait_for()


def test_a_file_of_ones_own_lies_under_all_slides_also_without_a_network(
    opened: Page, served: Served, context: BrowserContext, basemap: Path
):
    with background(served, basemap):
        opened.goto(ADDRESS)
        opened.wait_for_load_state("networkidle")
        context.set_offline(True)
        asked: list[str] = []
        opened.on("request", lambda request: request.url.startswith("data:") or asked.append(request.url))
        for slide, colour in {"ost-map": WATER, "vast-map": EARTH, "vast-near": EARTH}.items():
            show(opened, slide)
            wait_until(opened, HAS_COLOUR, arg=colour)
        opened.keyboard.press("+")
        wait_until(opened, HAS_COLOUR, arg=EARTH)
        expect(opened.locator("#vast-near .has-background")).to_have_count(1)
        expect(opened.locator(".leaflet-control-attribution")).to_have_text("© Provkartan")
        expect(opened.locator(".is-shown .is-placed", has_text="Bildtorget")).to_be_visible()
        expect(opened.locator(".is-shown .is-placed", has_text="Projektorstigen")).to_have_count(0)
        context.set_offline(False)
    assert asked == []


def test_images_of_ones_own_are_shown_as_well(opened: Page, served: Served, tmp_path: Path):
    with background(served, write_images(tmp_path / "images.pmtiles")):
        opened.goto(f"{ADDRESS}#vast-map")
        wait_until(opened, HAS_COLOUR, arg="224,128,16")
        opened.wait_for_load_state("networkidle")


def test_a_file_that_cannot_be_fetched_gives_way_to_the_maps_own_ground_without_a_word(
    browser: Browser, served: Served, basemap: Path
):
    context = browser.new_context(base_url=served.url, viewport=PROJECTOR)
    served.sign_in(context, Role.COORDINATOR)
    page = context.new_page()
    page.route("**/map/background.pmtiles*", lambda route: route.abort())
    with background(served, basemap):
        page.goto(f"{ADDRESS}#vast-near")
        expect(page.locator(".is-shown .is-placed", has_text="Projektorstigen")).to_be_visible()
    expect(page.locator(".has-background")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("size", [PROJECTOR, {"width": 1920, "height": 1080}])
def test_names_lie_over_nothing_and_are_whole(opened: Page, size: dict[str, int]):
    opened.set_viewport_size(size)
    opened.goto(f"{ADDRESS}#vast-near")
    near = opened.locator("#vast-near")
    for name in ("Bildtorget", "Ljustorget", "Provbildsskolan", "Projektorstigen"):
        expect(near.locator(".is-placed", has_text=name)).to_be_visible()
    expect(near.locator(".map-reference")).to_have_count(3)
    expect(near.locator(".is-placed", has_text="Väst")).to_have_count(0)
    for slide in ("vast-near", "vast-map", "ost-map"):
        show(opened, slide)
        boxes = opened.evaluate(BOXES)
        map_ = opened.locator(".is-shown .folium-map").bounding_box()
        assert map_ is not None
        names = opened.locator(".is-shown .is-placed").count()
        assert names
        for at, (left, top, right, bottom) in enumerate(boxes):
            others = boxes[at + 1 :]
            assert not [b for b in others if left < b[2] and b[0] < right and top < b[3] and b[1] < bottom], slide
        inner = (map_["x"], map_["y"], map_["x"] + map_["width"], map_["y"] + map_["height"])
        shown = [one.bounding_box() for one in opened.locator(".is-shown .is-placed").all()]
        assert all(one and inner[0] <= one["x"] and one["x"] + one["width"] <= inner[2] for one in shown)


def test_no_circle_lies_around_nothing(opened: Page):
    """Two squares are drawn as one group between them."""
    opened.goto(f"{ADDRESS}#vast-near")
    near = opened.locator("#vast-near")
    expect(near.locator(".map-group")).to_have_text("6")
    expect(near.locator(".map-precision")).to_have_count(0)
    for _ in range(6):
        opened.keyboard.press("+")
    opened.evaluate(f"map_laget.setView([{SQUARES[0].lat}, {SQUARES[0].lon}], 16, {{ animate: false }})")
    expect(near.locator(".map-group")).to_have_text(["3", "3"])
    expect(near.locator(".map-precision")).to_have_count(2)


def test_what_the_edge_cuts_counts_as_seen(opened: Page):
    opened.goto(f"{ADDRESS}#vast-near")
    near = opened.locator("#vast-near")
    group, outside = near.locator(".map-group"), near.locator("[data-outside]")
    expect(group).to_have_text("6")
    over = opened.evaluate(PAST_THE_EDGE)
    assert over > 40
    expect(outside).to_have_text("0")
    expect(near.locator("[data-in-view]")).to_have_text("6")
    opened.evaluate("(over) => map_laget.panBy([over, 0], { animate: false })", over)
    expect(outside).to_have_text("6")
    expect(near.locator("[data-in-view]")).to_have_text("0")
