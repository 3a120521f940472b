"""What lies under the map: drawn out of a file of ours, out of images, out of a service elsewhere, or nothing."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.models import Role
from geo.points import Point
from tests.databases import SpatiaLite
from tests.e2e.conditions import wait_until
from tests.e2e.serving import Served, serve
from tests.factories import make_place, make_town
from tests.made_tiles import orange_image, spoil, write_basemap, write_images

WATER, DARK_WATER, ORANGE = "207,225,234", "21,37,48", "224,128,16"
FAULT = "Det gick inte att hämta kartans bakgrund"
HAS_COLOUR = """(wanted) => [...document.querySelectorAll(".map-background canvas")].some((one) => {
  if (!one.isConnected || !one.width) return false;
  const { width, height } = one;
  const { data } = one.getContext("2d").getImageData(0, 0, width, height);
  for (let at = 0; at < data.length; at += 4) if (`${data[at]},${data[at + 1]},${data[at + 2]}` === wanted) return true;
  return false;
})"""
LOOK_AT_LAKE = "map_laget.setView([59.44, 17.75], 13, { animate: false })"
NOTE_TEXTS = """window.texts = [];
const { fillText } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
  window.texts.push([text, this.font]);
  return fillText.call(this, text, ...where);
};"""


class Service(BaseHTTPRequestHandler):
    """A service of map images elsewhere; notes what it is asked for, and by what page."""

    asked: list[tuple[str, str | None]]
    is_down = False
    has_gaps = False

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("Referer")))
        # A browser shows an image whatever the status says.
        is_gap = self.is_down or (self.has_gaps and int(self.path.split("/")[-2]) % 2)
        image = b"" if is_gap else orange_image()
        self.send_response(503 if is_gap else 200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(image)))
        self.end_headers()
        self.wfile.write(image)

    def log_message(self, *_words: object) -> None:
        """Not beside what a failing test says."""


@pytest.fixture(scope="module")
def town(spatialite: SpatiaLite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served app of its own, without a background."""
    with serve(tmp_path_factory.mktemp("instance"), spatialite.fresh()) as served:
        with served.database.writing() as session:
            make_town(session)
            make_place(session, "Ortens torg", Point(17.66, 59.56)).kind = "square"
        yield served


@pytest.fixture(scope="module")
def basemap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_basemap(tmp_path_factory.mktemp("tiles") / "a.pmtiles", told={"attribution": "© <b>Prov</b>kartan"})


@contextmanager
def set_up(town: Served, **settings: str) -> Iterator[None]:
    before = town.app.extensions["settings"]
    town.app.extensions["settings"] = replace(before, **settings)
    yield
    town.app.extensions["settings"] = before


@pytest.fixture
def on_file(town: Served, basemap: Path) -> Iterator[None]:
    with set_up(town, background_file=str(basemap)):
        yield


@pytest.fixture
def context(new_context: Callable[[], BrowserContext]) -> BrowserContext:
    """Of its own for each test: what one has fetched of a file is not there for the next."""
    return new_context()


@pytest.fixture
def asked(page: Page) -> list[str]:
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


@pytest.fixture
def reader(page: Page, context: BrowserContext, town: Served) -> Page:
    town.sign_in(context, Role.AREA_MEMBER)
    page.add_init_script(NOTE_TEXTS)
    return page


@pytest.fixture
def unlucky(browser: Browser, town: Served) -> Iterator[Page]:
    """A page whose console may complain."""
    context = browser.new_context(base_url=town.url)
    town.sign_in(context, Role.COORDINATOR)
    yield context.new_page()
    context.close()


def wait_for_colour(page: Page, colour: str) -> None:
    wait_until(page, HAS_COLOUR, arg=colour)


def test_a_file_is_drawn_below_the_districts_and_their_names(
    reader: Page, town: Served, on_file: None, asked: list[str]
):
    answers: list[int] = []
    reader.on("response", lambda answer: ".pmtiles" in answer.url and answers.append(answer.status))
    reader.goto(f"{town.url}/map")
    wait_for_colour(reader, WATER)
    assert reader.locator(".map-district").first.evaluate("(one) => getComputedStyle(one).fill") == "none"
    expect(reader.locator(".map-name", has_text="Väst")).to_be_visible()
    expect(reader.locator(".map-name", has_text="Ortens torg")).to_have_css("visibility", "hidden")
    expect(reader.locator(".leaflet-control-attribution")).to_have_text("© Provkartan")
    assert set(answers) == {206}
    assert not [url for url in asked if not url.startswith((town.url, "data:"))]
    assert Axe().run(reader).violations_count == 0


def test_names_are_swedish_where_there_are_such_and_in_the_pages_letters(reader: Page, town: Served, on_file: None):
    reader.goto(f"{town.url}/map?lang=en")
    wait_until(reader, "() => ['Storby', 'Lillby'].every((name) => window.texts.some(([text]) => text === name))")
    texts = reader.evaluate("window.texts")
    assert "Stoby" not in {text for text, _font in texts}
    assert all('"Source Sans 3"' in font for _text, font in texts)


def test_it_turns_dark_and_light_with_the_system(reader: Page, town: Served, on_file: None):
    reader.emulate_media(color_scheme="dark")
    reader.goto(f"{town.url}/map")
    wait_for_colour(reader, DARK_WATER)
    assert not reader.evaluate(HAS_COLOUR, WATER)
    assert Axe().run(reader).violations_count == 0
    reader.emulate_media(color_scheme="light")
    wait_for_colour(reader, WATER)
    assert not reader.evaluate(HAS_COLOUR, DARK_WATER)


def test_paper_gets_a_light_background_or_the_maps_own_ground(reader: Page, town: Served, on_file: None):
    canvas, name = reader.locator(".map-background canvas").first, reader.locator(".map-name", has_text="Ortens torg")
    reader.goto(f"{town.url}/map")
    wait_for_colour(reader, WATER)
    reader.emulate_media(media="print")
    expect(canvas).to_be_visible()
    expect(name).to_have_css("visibility", "hidden")
    reader.emulate_media(media="screen", color_scheme="dark")
    wait_for_colour(reader, DARK_WATER)
    reader.emulate_media(media="print", color_scheme="light")
    expect(canvas).to_be_hidden()
    expect(name).to_have_css("visibility", "visible")


def test_both_of_two_maps_have_it(reader: Page, town: Served, on_file: None):
    reader.goto(f"{town.url}/map?from=2026-03-02&to=2026-03-15&against=before")
    for name in ("map_laget", "map_against"):
        expect(reader.locator(f"#{name}.has-background .map-background canvas").first).to_be_visible()
    wait_for_colour(reader, WATER)


def test_images_out_of_a_file_are_drawn_where_it_has_them(reader: Page, town: Served, tmp_path: Path):
    with set_up(town, background_file=str(write_images(tmp_path / "images.pmtiles"))):
        reader.goto(f"{town.url}/map#map=10/59.5000/17.7000")
        wait_for_colour(reader, ORANGE)
        expect(reader.locator(".leaflet-control-attribution")).to_have_text("© Prov")
        expect(reader.locator("#map_laget.has-background")).to_have_count(1)
        reader.evaluate("map_laget.setZoom(8, { animate: false })")
        expect(reader.locator("#map_laget.has-background")).to_have_count(0)


def test_without_one_nothing_is_fetched_and_the_map_has_its_own_ground(reader: Page, town: Served, asked: list[str]):
    reader.goto(f"{town.url}/map#map=15/59.5600/17.6600")
    expect(reader.locator(".map-name", has_text="Ortens torg")).to_be_visible()
    reader.wait_for_load_state("networkidle")
    expect(reader.locator(".map-background")).to_have_count(0)
    assert reader.locator(".map-district").first.evaluate("(one) => getComputedStyle(one).fill") != "none"
    assert not [url for url in asked if "pmtiles" in url or "protomaps" in url or "basemap" in url]
    assert not [url for url in asked if not url.startswith((town.url, "data:"))]


def test_a_file_that_is_laid_in_its_place_meanwhile_is_drawn(reader: Page, town: Served, basemap: Path, tmp_path: Path):
    """Its tiles lie elsewhere in it."""
    shown = tmp_path / "shown.pmtiles"
    shown.write_bytes(basemap.read_bytes())
    with set_up(town, background_file=str(shown)):
        reader.goto(f"{town.url}/map#map=15/59.5600/17.6600")
        expect(reader.locator(".map-background canvas.leaflet-tile-loaded").first).to_be_attached()
        write_basemap(tmp_path / "new.pmtiles", told={"description": os.urandom(500).hex()}).replace(shown)
        reader.evaluate(LOOK_AT_LAKE)
        wait_for_colour(reader, WATER)
        expect(reader.locator("#map-status")).to_be_hidden()


def test_a_file_that_is_damaged_meanwhile_gives_way_and_is_told(unlucky: Page, town: Served, basemap: Path):
    damaged = basemap.with_name("damaged.pmtiles")
    damaged.write_bytes(basemap.read_bytes())
    with set_up(town, background_file=str(damaged)):
        unlucky.route("**/map/background.pmtiles*", lambda route: (os.truncate(damaged, 500), route.continue_()))
        unlucky.goto("/map#map=15/59.5600/17.6600")
        expect(unlucky.get_by_role("alert")).to_contain_text(FAULT)
        expect(unlucky.locator(".map-name", has_text="Ortens torg")).to_be_visible()
        assert unlucky.locator(".map-district").first.evaluate("(one) => getComputedStyle(one).fill") != "none"
        unlucky.unroute("**/map/background.pmtiles*")
        damaged.write_bytes(basemap.read_bytes())
        unlucky.evaluate(LOOK_AT_LAKE)
        wait_for_colour(unlucky, WATER)
        expect(unlucky.locator("#map-status")).to_be_hidden()


def test_a_dossiers_background_that_breaks_is_told_in_text_and_moves_nothing(
    page: Page, context: BrowserContext, town: Served, basemap: Path, tmp_path: Path
):
    shown = tmp_path / "shown.pmtiles"
    shown.write_bytes(basemap.read_bytes())
    town.sign_in(context, Role.COORDINATOR)
    address = f"{town.url}/dossiers/place?at=59.45,17.74&from=2026-10-01&to=2026-11-20"
    picture, told = page.locator("#place-map"), page.locator("figcaption [aria-live=polite]")
    with set_up(town, background_file=str(shown)):
        page.goto(address)
        wait_until(page, "document.getElementById('place-map').naturalHeight === 340")
        expect(told).to_have_text("Bakgrund: © Provkartan")
        room = picture.bounding_box()
        spoil(shown)
        page.goto(address)
        expect(told).to_have_text("Bakgrundskartan gick inte att läsa och är inte med.")
        assert picture.bounding_box() == room
        assert Axe().run(page).violations_count == 0


@pytest.fixture(scope="module")
def service() -> Iterator[ThreadingHTTPServer]:
    Service.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = Thread(target=server.serve_forever, name="service of map images")
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def on_service(town: Served, service: ThreadingHTTPServer) -> Iterator[None]:
    url = f"http://127.0.0.1:{service.server_port}/karta/{{z}}/{{x}}/{{y}}.png"
    with set_up(town, background_url=url, background_attribution="© <i>Tjänsten</i>"):
        yield


@pytest.mark.usefixtures("on_service")
def test_a_service_elsewhere_is_asked_for_places_and_nothing_more(reader: Page, town: Served):
    reader.goto(f"{town.url}/map?q=hemligt#map=12/59.5000/17.7000")
    expect(reader.locator(".map-background img.leaflet-tile-loaded").first).to_be_visible()
    expect(reader.locator(".leaflet-control-attribution")).to_have_text("© <i>Tjänsten</i>")
    expect(reader.locator(".map-name", has_text="Ortens torg")).to_have_css("visibility", "hidden")
    reader.wait_for_load_state("networkidle")
    assert all(re.fullmatch(r"/karta/12/\d+/\d+\.png", path) for path, _referer in Service.asked)
    assert {referer for _path, referer in Service.asked} == {None}


@pytest.mark.usefixtures("on_service")
def test_no_other_server_may_show_images_on_that_page(unlucky: Page, town: Served):
    unlucky.goto("/map")
    tried = """() => new Promise((done) => {
      document.addEventListener("securitypolicyviolation", ({ blockedURI }) => done(blockedURI));
      new Image().src = "https://annan.example/a.png";
    })"""
    assert unlucky.evaluate(tried) == "https://annan.example/a.png"


@pytest.mark.usefixtures("on_service")
def test_a_service_that_is_down_is_told(unlucky: Page, town: Served, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Service, "is_down", True)
    unlucky.goto("/map#map=14/59.5600/17.6600")
    expect(unlucky.get_by_role("alert")).to_contain_text(FAULT)
    expect(unlucky.locator(".map-name", has_text="Ortens torg")).to_be_visible()


@pytest.mark.usefixtures("on_service")
def test_a_service_that_ends_somewhere_is_shown_as_far_as_it_goes(
    unlucky: Page, town: Served, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Service, "has_gaps", True)
    unlucky.goto("/map")
    expect(unlucky.locator(".map-background img.leaflet-tile-loaded").first).to_be_visible()
    unlucky.wait_for_load_state("networkidle")
    expect(unlucky.locator("#map_laget.has-background")).to_have_count(1)
    expect(unlucky.locator("#map-status")).to_be_hidden()
