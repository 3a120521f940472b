"""A table whose headings say all but whose its rows are: that alone is asked, and the answer of before is proposed."""

import io
import re

from app.intake.queries.columns import only_mapping
from tests.unit.made_files import book

ROWS = [
    ["Händelsedatum", "Kl", "Adress", "Typ av händelse", "Beskrivning"],
    ["2026-11-18", "22.15", "Provtorget", "trafik", "Moped körde fort (påhittat)"],
]


def sent(client) -> str:
    files = [(io.BytesIO(book(Blad=ROWS)), "vecka.xlsx")]
    answer = client.post("/intake/paste", data={"files": files, "text": "", "received": "", "organisation": ""})
    assert answer.location.endswith("/columns"), answer.location
    return answer.location


def test_the_sender_alone_is_asked_where_nothing_else_is_missing(client, town):
    page = client.get(sent(client)).text
    assert "Vem lämnar raderna?" in page
    assert "Det enda som saknas i vecka.xlsx" in page
    assert "säger inte själva" not in page
    assert '<details class="columns-told">' in page
    assert re.findall(r'<option selected value="(\w+)"', page) == ["date", "time", "place", "category", "text"]


def test_without_a_sender_the_question_is_asked_again_at_its_field(client, town):
    said = {f"column_{at}": name for at, name in enumerate(("date", "time", "place", "category", "text"))}
    page = client.post(sent(client), data={"source": "", **said}).text
    assert "Säg vem som lämnar raderna" in page
    assert re.search(r'<select aria-describedby="[^"]*"[^>]*id="source"|id="source"[^>]*aria-describedby', page)


def test_the_one_who_sent_such_a_file_before_is_proposed(client, session, town):
    said = {f"column_{at}": name for at, name in enumerate(("date", "time", "place", "category", "text"))}
    client.post(sent(client), data={"source": town.guards.key, **said})
    page = client.get(sent(client)).text
    assert f'<option selected value="{town.guards.key}"' in page
    assert "Vem lämnar raderna?" in page


def test_nobody_is_proposed_where_two_send_such_files(client, session, town):
    said = {f"column_{at}": name for at, name in enumerate(("date", "time", "place", "category", "text"))}
    for one in (town.guards, town.police):
        client.post(sent(client), data={"source": one.key, **said})
    assert only_mapping(session, "of no file") is None
    page = client.get(sent(client)).text
    assert town.guards.key not in re.findall(r'<option selected value="(\w+)"', page)
