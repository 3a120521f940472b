"""A text of many thousand lines is refused soon, with what to do, and nothing of it is kept."""

from time import process_time

import pytest

from app.models import Report
from reports.incoming.passages.cutting import outline
from tests.web.test_intake_documents import SCRIPT, many, send

ROW = "{:02}.{:02} Ungdomar bråkar på Provtorget.\n"
CPU_SECONDS = 4
"""It takes about one; cutting all of the text alone takes as many as this."""


def lines(number: int, head: str = "") -> str:
    return head + "".join(ROW.format(at % 24, at % 60) for at in range(number))


@pytest.mark.parametrize("head", ["", "Tid  Vad\n"])
def test_ten_thousand_lines_are_refused_at_once(client, session, town, head):
    began = process_time()
    text = lines(10_000, head).replace(" Ungdomar", "  Ungdomar") if head else lines(10_000)
    answer = send(client, text=text, organisation=town.guards.key, headers=SCRIPT).json
    assert process_time() - began < CPU_SECONDS
    assert "fler än 1 000 händelser" in answer["words"].replace("\xa0", " ")
    assert "inget är borta" in answer["words"]
    assert many(session, Report) == 0


def test_what_is_too_much_is_not_looked_at_to_its_end():
    def seconds(number: int) -> float:
        began = process_time()
        assert len(outline(lines(number), 500).told) > 500
        return process_time() - began

    assert seconds(9_000) < 4 * seconds(1_500)
