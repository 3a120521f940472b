"""What a review costs: keys and clicks for each incident of real night reports, and seconds from paste to drafts.

A person is simulated who knows the right reading (the gold): Enter for a right draft, a digit for a wrong category, the
time or place typed where they are wrong, Delete for what is none, and for an incident that was not found ten keys: mark
its text, make it one, category, time, Enter. All 90 reports are counted so; a sample is done in a browser, key by key,
and compared with the gold afterwards.
"""

import json
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.arrivals import Arrival, take_in_report
from app.db import Database
from app.formatting import local
from app.models import Category, Channel, Incident, IncidentStatus, Organisation, Role
from tests.bench import scratch
from tests.bench.real_data import real_file
from tests.e2e.serving import ARGUMENTS, Served, browser_path, serve

SAMPLE = 8
NOT_FOUND = 10
LONG = timedelta(hours=8)
"""A longer span is no time that somebody told."""
TWENTY = "\n\n".join(
    f"{n % 24:02}.{n * 7 % 60:02} Skadegörelse, Bro centrum\nRuta nummer {n} krossad." for n in range(20)
)


@dataclass(frozen=True)
class Plan:
    """What is pressed for one draft: its id, the keys, and what it ought to be in the end (None: left out)."""

    draft: int
    keys: tuple[str, ...]
    gold: dict[str, Any] | None


@dataclass(frozen=True)
class Night:
    """One real report with its drafts: what to press for each, and how many incidents were not found."""

    report: int
    plans: Sequence[Plan]
    missed: int

    @property
    def keys(self) -> list[int]:
        """Keys for each incident that is confirmed in the end; those for drafts that are none go to the first."""
        costs = [len(plan.keys) for plan in self.plans if plan.gold] + [NOT_FOUND] * self.missed
        wasted = sum(len(plan.keys) for plan in self.plans if not plan.gold)
        return [costs[0] + wasted, *costs[1:]] if costs else []


def main() -> None:
    texts, gold = real_file("polisen/summaries.jsonl"), real_file("polisen/summaries.gold.jsonl")
    if not (texts and gold):
        return
    known = {row["id"]: row for row in map(json.loads, gold.read_text().splitlines())}
    rows = [json.loads(line) for line in texts.read_text().splitlines()]
    with scratch.spatialite() as settings:
        database = Database(settings.sqlalchemy_url)
        nights = [_night(database, row, known[row["id"]]["incidents"]) for row in rows]
        report_costs(nights)
        with serve(settings.instance_dir, settings.sqlalchemy_url) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
            context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm", base_url=served.url)
            served.sign_in(context, Role.COORDINATOR)
            page = context.new_page()
            corrected = [night for night in nights if any(len(plan.keys) > 1 for plan in night.plans)]
            do_sample(page, served, [*nights[:: len(nights) // SAMPLE], *corrected[:SAMPLE]])
            for number in range(4):
                time_paste(page, number)
            browser.close()


def report_costs(nights: Sequence[Night]) -> None:
    per_night = [statistics.mean(night.keys) for night in nights if night.keys]
    costs = [cost for night in nights for cost in night.keys]
    print(f"{len(nights)} reports, {len(costs)} incidents; keys and clicks for each that is confirmed and correct:")
    middle = statistics.median(costs)
    print(f"  median {middle:.1f} (goal ≤ 2), of the reports' means {statistics.median(per_night):.2f}")
    right = sum(cost == 1 for cost in costs) / len(costs)
    print(f"  mean {statistics.mean(costs):.2f}; {right:.0%} cost one key")


def do_sample(page: Page, served: Served, nights: Sequence[Night]) -> None:
    pressed = confirmed = wrong = 0
    for night in nights:
        page.goto(f"/reports/{night.report}/review")
        page.locator("#review[data-ready]").wait_for()
        for plan in night.plans:
            page.evaluate(f"document.querySelector('#draft-{plan.draft} article').focus()")
            for key in plan.keys:
                (page.keyboard.insert_text if len(key) == 1 and not key.isascii() else page.keyboard.press)(key)
            pressed += len(plan.keys)
        page.locator("#review:not(.is-saving)").wait_for()
        confirmed += sum(plan.gold is not None for plan in night.plans)
        with served.database.reading() as session:
            wrong += sum(not _is_as_it_ought(session, plan) for plan in night.plans)
    print(
        f"  in the browser {len(nights)} of them: {pressed} keys, {confirmed} confirmed, {wrong} not as they should be"
    )


def time_paste(page: Page, number: int) -> None:
    page.goto("/intake/paste")
    page.get_by_label("Rapporten", exact=True).fill(TWENTY.replace("nummer", f"nummer {number}"))
    sender = page.locator("select[name=organisation]")
    if not sender.input_value():
        sender.select_option(index=1)
    began = time.perf_counter()
    page.keyboard.press("Control+Enter")
    page.locator(".draft").nth(19).wait_for()
    on_screen = time.perf_counter() - began
    page.locator("#review[data-ready]").wait_for()
    ready = time.perf_counter() - began
    print(f"from paste to 20 drafts on screen: {on_screen:.2f} s (goal ≤ 1 s), ready for keys: {ready:.2f} s")


def _night(database: Database, row: dict[str, Any], gold: list[dict[str, Any]]) -> Night:
    received = datetime.fromisoformat(re.sub(r" (\d):", r" 0\1:", row["datetime"]).replace(" +", "+"))
    with database.writing() as session:
        police = session.scalars(select(Organisation).where(Organisation.key == "polisen")).one()
        arrival = Arrival(police, Channel.PASTE, received, row["text"], external_id=str(row["id"]))
        report, _ = take_in_report(session, arrival, None)
        session.flush()
        session.expire_all()
        drafts = [_read(session, source.incident, source.start, row["text"]) for source in report.sources]
        keys = _digits(session)
        pairs = _pairs(row["text"], gold, drafts)
        plans = [_plan(read, pairs.get(read["id"]), received, keys) for read in drafts]
        return Night(report.id, plans, len(gold) - len(pairs))


def _read(session: Session, incident: Incident, start: int, text: str) -> dict[str, Any]:
    """A draft in the shape of the gold."""
    happened, end = local(incident.occurred_from), incident.occurred_to
    is_told = end is None or end - incident.occurred_from < LONG
    fields = incident.reading.fields if incident.reading else {}
    spans = fields.get("where", {}).get("words", [])
    words = [incident.place_words, fields.get("unknown_place"), *(text[low:high] for low, high in spans)]
    return {
        "id": incident.id,
        "at": start,
        "time": f"{happened:%H:%M}" if is_told else None,
        "day": happened.date(),
        "category": incident.category.code.partition(".")[0],
        "place": " ".join(filter(None, words)) or None,
    }


def _plan(read: dict[str, Any], gold: dict[str, Any] | None, received: datetime, digits: dict[str, str]) -> Plan:
    if gold is None:
        return Plan(read["id"], ("Delete",), None)
    keys: list[str] = []
    if read["category"] != gold["category"]:
        keys.append(digits[gold["category"]])
    day = local(received).date() + timedelta(days=gold["day_offset"] or 0)
    if gold["time"] and (read["time"] != gold["time"] or (gold["day_offset"] is not None and read["day"] != day)):
        keys += ["t", *gold["time"], "Escape"]
    if gold["place"] and not _overlap(gold["place"], read["place"]):
        # Nowhere in the municipality: the words, and that it is not known here.
        keys += ["w", *gold["place"], "Tab", "o", "Escape"]
    return Plan(read["id"], (*keys, "Enter"), gold)


def _digits(session: Session) -> dict[str, str]:
    """The key of each main category."""
    tops = list(session.scalars(select(Category.code).where(Category.parent_id.is_(None)).order_by(Category.sort)))
    keys = [f"Digit{n}" for n in range(1, 10)] + [f"Shift+Digit{n}" for n in range(1, 10)]
    return {**dict(zip(tops, keys, strict=False)), tops[-1]: "Digit0"}


def _is_as_it_ought(session: Session, plan: Plan) -> bool:
    incident = session.get_one(Incident, plan.draft)
    if plan.gold is None:
        return incident.status is IncidentStatus.WITHDRAWN
    is_time = not plan.gold["time"] or f"{local(incident.occurred_from):%H:%M}" == plan.gold["time"]
    is_category = incident.category.code.partition(".")[0] == plan.gold["category"]
    return incident.status is IncidentStatus.CONFIRMED and is_category and is_time


def _pairs(text: str, gold: Sequence[dict[str, Any]], drafts: Sequence[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The right reading of each draft, by its id: the nearest that begins within 60 characters, the same time first."""
    starts = _starts(text, gold)
    near = sorted(
        (abs(draft["at"] - start) - 30 * (draft["time"] == wanted["time"]), number, draft["id"])
        for number, (wanted, start) in enumerate(zip(gold, starts, strict=True))
        for draft in drafts
        if start >= 0 and abs(draft["at"] - start) <= 60
    )
    found: dict[int, dict[str, Any]] = {}
    taken: set[int] = set()
    for _distance, number, id_ in near:
        if id_ not in found and number not in taken:
            found[id_] = gold[number]
            taken.add(number)
    return found


def _starts(text: str, gold: Sequence[dict[str, Any]]) -> list[int]:
    """Where the passage of each begins, in turn: the same words may begin several."""
    found, used = [], dict[str, int]()
    for wanted in gold:
        words = re.compile(r"\s+".join(map(re.escape, wanted["start"][:20].split())))
        hit = words.search(text, used.get(words.pattern, 0)) or words.search(text)
        found.append(hit.start() if hit else -1)
        used[words.pattern] = found[-1] + 1
    return found


def _overlap(one: str, other: str | None) -> bool:
    """Whether two places have a word in common."""
    first, second = (set(re.findall(r"\w\w+", words.casefold())) for words in (one, other or ""))
    return bool(first & second)


if __name__ == "__main__":
    main()
