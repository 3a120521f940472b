"""Real notices about Upplands-Bro: how many get the right district. Skipped where the data are absent."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reports.incoming.drafts import DraftIncident
from reports.incoming.notices.polisen import Notice, concerns, draft_from, read_notices
from reports.incoming.reading import Confidence, Passage
from reports.incoming.times.local_time import to_wall
from tests.unit.upplands_bro import DISTRICTS, POLICE_TYPES, place_reader

DATA = Path(__file__).parents[3] / "shared" / "data" / "polisen"
READER = place_reader()

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data/polisen, the real notices, is not here")


@pytest.fixture(scope="module")
def gold() -> dict[int, dict[str, Any]]:
    rows = map(json.loads, (DATA / "local.gold.jsonl").read_text().splitlines())
    return {row["id"]: row for row in rows if row["in_municipality"]}


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Notice]:
    """The rows of local.jsonl in the API's own form, read as any such file is."""
    rows = map(json.loads, (DATA / "local.jsonl").read_text().splitlines())
    file = tmp_path_factory.mktemp("local") / "local.json"
    file.write_text(
        json.dumps([row | {"location": {"name": row["location"]}, "preamble": row["text"]} for row in rows])
    )
    return {notice.id: notice for notice in read_notices(file) if isinstance(notice, Notice)}


@pytest.fixture(scope="module")
def drafts(local: dict[int, Notice]) -> dict[int, DraftIncident]:
    return {number: draft_from(notice, READER, POLICE_TYPES) for number, notice in local.items()}


def test_all_are_known_to_be_ours(gold: dict[int, dict[str, Any]], local: dict[int, Notice]):
    names = READER.municipality_names, READER.district_names, READER.neighbours
    assert [number for number in gold if not concerns(local[number], *names)] == []


def test_most_get_the_right_district(gold: dict[int, dict[str, Any]], drafts: dict[int, DraftIncident]):
    placed = {number: row["district"] for number, row in gold.items() if row["district"]}
    right = sum(DISTRICTS.get(drafts[number].where.district or "") == name for number, name in placed.items())
    print(f"\n{right} of {len(placed)} real notices get the right district")
    assert right / len(placed) >= 0.95


def test_none_is_surely_in_the_wrong_district(gold: dict[int, dict[str, Any]], local: dict[int, Notice]):
    texts = {number: local[number].text for number in gold}
    reads = {number: READER.read_passage(Passage(text, 0, 0, len(text))) for number, text in texts.items()}
    sure = {number: read.where for number, read in reads.items() if read.basis.confidence is Confidence.SURE}
    print(f"\n{len(sure)} of {len(gold)} are sure")
    assert len(sure) / len(gold) >= 0.6
    wrong = [n for n, where in sure.items() if DISTRICTS.get(where.district or "") != gold[n]["district"]]
    assert wrong == []


def test_most_get_the_words_of_the_place(gold: dict[int, dict[str, Any]], drafts: dict[int, DraftIncident]):
    named = [number for number, row in gold.items() if row["precision"] in ("point", "street", "place")]
    right = [_words(gold[number]["place"]) & _words(drafts[number].where.words or "") for number in named]
    print(f"\n{sum(map(bool, right))} of {len(named)} get words of the right place")
    assert sum(map(bool, right)) / len(named) >= 0.9


def _words(place: str) -> set[str]:
    return {word for word in re.findall(r"\w+", place.lower()) if len(word) > 1}


def test_few_get_a_district_that_nobody_told(gold: dict[int, dict[str, Any]], drafts: dict[int, DraftIncident]):
    untold = [number for number, row in gold.items() if not row["district"]]
    assert sum(drafts[number].where.district is None for number in untold) / len(untold) >= 0.8


def test_most_get_the_right_category_and_day(gold: dict[int, dict[str, Any]], drafts: dict[int, DraftIncident]):
    right = [drafts[number].category == row["category"] for number, row in gold.items()]
    days = [str(to_wall(drafts[number].when.start).date()) == row["date"] for number, row in gold.items()]
    print(f"\n{sum(right)} of {len(right)} get the right category, {sum(days)} the right day")
    assert sum(right) / len(right) >= 0.8
    assert sum(days) / len(days) >= 0.95
