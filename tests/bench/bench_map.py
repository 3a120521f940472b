"""The map page with 10,000 incidents in view, in a browser, beside folium's page with a Marker for each of them.

Folium's page asks other servers for a dozen files. Here it gets Leaflet from our copy and a few lines for the rest, and
none of it is counted, so its figures are better than what people would see.
"""

import gzip
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import folium
from playwright.sync_api import Browser, Page, sync_playwright

from app import create_app
from app.config import ROOT, Settings
from app.incidents.filters import IncidentFilter
from app.maps.queries.marks import marks
from app.maps.rules import Mark
from app.models import Role, User
from tests.bench.bench_web_process import wait_for
from tests.bench.scratch import NOW, fill, spatialite
from tests.e2e.serving import ARGUMENTS, Served, browser_path
from tests.postgis_server import free_port

LOGGED = 11_111
"""Nine of ten have a point."""
RUNS = 5
LEAFLET = ROOT / "app" / "static" / "vendor" / "leaflet"
STAND_IN = """window.$ = (markup) => {
  const template = document.createElement("template");
  template.innerHTML = markup;
  return [template.content.firstElementChild];
};"""
ICONS = "L.AwesomeMarkers = {icon: (options) => L.divIcon({...options, html: '<i></i>', iconSize: [35, 45]})};"
COLOURS = (
    "red",
    "blue",
    "green",
    "purple",
    "orange",
    "darkred",
    "beige",
    "darkblue",
    "cadetblue",
    "pink",
    "gray",
    "black",
)
MARK = "requestAnimationFrame(() => performance.mark('incidents-drawn'))"
MARKED_AT = """(name) => new Promise((resolve) => {
  const look = () => {
    const [marked] = performance.getEntriesByName(name);
    if (marked) resolve(marked.startTime);
    else setTimeout(look, 50);
  };
  look();
})"""
DRAWN, ALL_THERE, STEPPED = "incidents-drawn", "all-incidents", "time-shown"
BUSY_UNTIL = """new Promise((resolve) => {
  const observer = new PerformanceObserver((list) => resolve(list.getEntries().at(-1)));
  observer.observe({ type: "longtask", buffered: true });
  setTimeout(() => resolve(null), 500);
}).then((task) => (task ? task.startTime + task.duration : 0))"""
"""Milliseconds until the end of the last task that kept the page from answering for more than 50 ms."""

PAN_SECONDS, PAN_EVERY = 3.0, 0.016
"""For so long the map is dragged to and fro, and so much lies between two moves of the mouse, or what a page needs."""
FRAMES = "disabled-by-default-devtools.timeline.frame"

STEPS = """async ([name, number]) => {
  const end = document.getElementById("time-from");
  const took = [];
  for (let step = 0; step < number; step += 1) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begun = performance.now();
    const drawn = new Promise((resolve) => {
      new PerformanceObserver((list, observer) => {
        const entry = list.getEntriesByName(name).find((found) => found.startTime >= begun);
        if (!entry) return;
        observer.disconnect();
        resolve(entry.startTime + entry.duration);
      }).observe({ entryTypes: ["mark", "measure"] });
    });
    end.value = Number(end.value) + 1;
    end.dispatchEvent(new Event("input", { bubbles: true }));
    took.push((await drawn) - begun);
  }
  return took;
}"""


@dataclass(frozen=True)
class Visit:
    """What one cold opening of a page took: seconds until marks are drawn and until it answers at once; bytes as sent,
    per address.
    """

    seconds: float
    interactive: float
    sizes: dict[str, int]

    def bytes_of(self, *endings: str) -> int:
        return sum(size for url, size in self.sizes.items() if url.partition("?")[0].endswith(endings))


def main() -> None:
    with spatialite() as settings, gunicorn(settings) as served:
        fill(served.database, LOGGED, NOW - timedelta(days=182), NOW)
        with served.database.reading() as session:
            coordinator = User(role=Role.COORDINATOR)
            drawn = marks(session, IncidentFilter(), coordinator)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
            ours = measure_ours(browser, served, len(drawn))
            measure_panning(browser, f"{served.url}/map?from=&to=", "ours", served)
            measure_slider(browser, served, "from=&to=", len(drawn))
            measure_slider(browser, served, *in_one_layer(drawn))
            measure_folium(browser, drawn, ours)
            browser.close()


@contextmanager
def gunicorn(settings: Settings) -> Iterator[Served]:
    """The web process as people run it."""
    port = free_port()
    environment = {"PORT": str(port), "INSTANCE_DIR": str(settings.instance_dir), "SECRET_KEY": settings.secret_key}
    process = subprocess.Popen([".venv/bin/gunicorn"], env=os.environ | environment, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/sign-in")
        yield Served(url, create_app(settings))
    finally:
        process.terminate()
        process.wait()


def measure_ours(browser: Browser, served: Served, number: int) -> int:
    """Gives the bytes of page and data."""
    visits = [visit(browser, f"{served.url}/map?from=&to=", served) for _ in range(RUNS + 1)][1:]
    last = visits[-1]
    page, data = last.bytes_of("/map"), last.bytes_of("/incidents.json", ".mvt")
    everything = sum(last.sizes.values())
    print(
        f"ours, {number:,} incidents: page {kilobytes(page)} + data {kilobytes(data)} = {kilobytes(page + data)};",
        end=" ",
    )
    print(f"with all {len(last.sizes)} files {kilobytes(everything)} (as sent, with headers)")
    print(f"ours: {spread(visits)} (goal ≤ 1 s)")
    return page + data


def in_one_layer(drawn: list[Mark]) -> tuple[str, int]:
    """A period of which the browser holds all incidents, and how many it draws of them."""
    since = NOW.date() - timedelta(days=76)
    first = (since - date(1970, 1, 1)).days * 24
    return f"from={since}&to={NOW.date()}", sum(mark.hour >= first for mark in drawn)


def measure_slider(browser: Browser, served: Served, period: str, number: int) -> None:
    """Steps of the slider, from the key to the marks on screen; tiles are asked for anew at each."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    served.sign_in(context, Role.COORDINATOR)
    page = context.new_page()
    sizes = watch(page)
    page.goto(f"{served.url}/map?{period}")
    page.evaluate(MARKED_AT, DRAWN)
    how = "in one layer"
    if page.locator("#map-part[data-tiles]").count():
        page.locator("#time-from").focus()
        page.evaluate(MARKED_AT, ALL_THERE)
        how = "as tiles until the slider is used"
    layer = sum(size for url, size in sizes.items() if "/incidents.json" in url)
    page.evaluate(STEPS, [STEPPED, 3])
    steps = sorted(page.evaluate(STEPS, [STEPPED, 8]))
    context.close()
    print(f"slider, {number:,} incidents {how}, {kilobytes(layer)} in all (goal ≤ 150 kB):", end=" ")
    print(f"a step {statistics.median(steps):.0f} ms (median of {len(steps)}, slowest {steps[-1]:.0f} ms;", end=" ")
    print(f"load {os.getloadavg()[0]:.1f}; goal ≤ 100 ms)")


def measure_panning(browser: Browser, address: str, what: str, served: Served | None = None) -> None:
    """Drag the map to and fro by mouse; the browser's own trace tells which frames it drew meanwhile."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    if served:
        served.sign_in(context, Role.COORDINATOR)
    page = context.new_page()
    page.goto(address, timeout=120_000)
    page.evaluate(MARKED_AT, DRAWN)
    page.wait_for_load_state("networkidle" if served else "load", timeout=120_000)
    box = page.locator(".leaflet-container").first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 40
    page.mouse.move(x, y)
    browser.start_tracing(page=page, categories=[FRAMES])
    begun = time.perf_counter()
    page.mouse.down()
    while (now := time.perf_counter() - begun) < PAN_SECONDS:
        page.mouse.move(x + 150 * math.sin(7 * now), y - 100 * (1 - math.cos(7 * now)))
        time.sleep(max(0.0, begun + now + PAN_EVERY - time.perf_counter()))
    taken = time.perf_counter() - begun
    page.mouse.up()
    frames = sum(one["name"] == "DrawFrame" for one in json.loads(browser.stop_tracing())["traceEvents"])
    context.close()
    print(f"{what}: panning {frames / taken:.0f} frames a second, traced over {taken:.1f} s", end=" ")
    print(f"(goal ≥ 30; load {os.getloadavg()[0]:.1f})")


def measure_folium(browser: Browser, drawn: list[Mark], ours: int) -> None:
    """Two pages: one that tells what ours tells, and the least one can do with Markers."""
    for what, tells in (("symbol by category and popup", True), ("bare", False)):
        html = folium_page(drawn, tells=tells)
        packed = len(gzip.compress(html.encode(), 6))
        print(
            f"folium, {len(drawn):,} Markers, {what}: {kilobytes(packed)} gzipped, {kilobytes(len(html))} plain;",
            end=" ",
        )
        print(f"ours is 1/{packed / ours:.1f} of it{' (goal ≤ 1/20)' if tells else ''}")
        with served_folder(at_home(html)) as address:
            visits = [visit(browser, address) for _ in range(RUNS)]
            print(f"folium, {what}: {spread(visits)}")
            measure_panning(browser, address, f"folium, {what}")


def folium_page(drawn: list[Mark], *, tells: bool) -> str:
    page = folium.Map(location=[59.51, 17.7], zoom_start=11, tiles=None)
    for mark in drawn:
        told = f"<b>Trafik och buskörning</b><br>{NOW - timedelta(hours=mark.id % 4000):%Y-%m-%d kl. %H.%M}<br>Polisen"
        looks = {"popup": told, "icon": folium.Icon(COLOURS[mark.kind % len(COLOURS)], icon="star")} if tells else {}
        folium.Marker([mark.lat, mark.lon], **looks).add_to(page)
    page.get_root().script.add_child(folium.Element(MARK))
    html: str = page.get_root().render()
    return html


def visit(browser: Browser, address: str, served: Served | None = None) -> Visit:
    """Open a page in a browser that has nothing in store."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    if served:
        served.sign_in(context, Role.COORDINATOR)
    page = context.new_page()
    sizes = watch(page)
    page.goto(address, timeout=120_000)
    drawn = page.evaluate(MARKED_AT, DRAWN)
    page.wait_for_load_state("networkidle" if served else "load", timeout=120_000)
    interactive = max(drawn, page.evaluate(BUSY_UNTIL))
    context.close()
    return Visit(drawn / 1000, interactive / 1000, sizes)


def watch(page: Page) -> dict[str, int]:
    """Bytes on the wire per address, as the browser counts them, filled in while the page is open."""
    sizes: dict[str, int] = {}
    names: dict[str, str] = {}
    network: Any = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.requestWillBeSent", lambda sent: names.update({sent["requestId"]: sent["request"]["url"]}))
    network.on(
        "Network.loadingFinished", lambda done: sizes.update({names[done["requestId"]]: int(done["encodedDataLength"])})
    )
    return sizes


def at_home(html: str) -> str:
    """Folium's page as it can be opened without the net."""
    html = re.sub(r"https://[^\"]*/(leaflet\.(?:js|css))", r"/\1", html)
    html = re.sub(r"<(script src|link rel=.stylesheet. href)=.https://[^>]*>(</script>)?", "", html)
    return html.replace("</head>", f"<script>{STAND_IN}{ICONS}</script></head>", 1)


@contextmanager
def served_folder(html: str) -> Iterator[str]:
    """The address of a page on a server of its own, with Leaflet beside it."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_args: Any) -> None:
            pass

    with tempfile.TemporaryDirectory() as name:
        folder = shutil.copytree(LEAFLET, Path(name) / "site")
        (folder / "map.html").write_text(html)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/map.html"
        server.shutdown()
        server.server_close()


def kilobytes(number: int) -> str:
    return f"{number / 1000:,.1f} kB"


def spread(visits: list[Visit]) -> str:
    drawn, ready = (sorted(times) for times in zip(*((one.seconds, one.interactive) for one in visits), strict=True))
    return (
        f"marks drawn after {statistics.median(drawn):.2f} s, interactive after {statistics.median(ready):.2f} s "
        f"(medians of {len(ready)} cold visits; slowest {ready[-1]:.2f} s; load {os.getloadavg()[0]:.1f})"
    )


if __name__ == "__main__":
    main()
