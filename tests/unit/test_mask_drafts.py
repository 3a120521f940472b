"""Masking many drafts at once is masking each of them: no text is let through because another was clean."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.privacy import mask_draft, mask_drafts, number_masked
from reports.incoming.drafts import DraftIncident, Interval, Whereabouts

WHEN = Interval(datetime(2026, 11, 18, 21, 15, tzinfo=UTC))
WORDS = ("Klotter", "Ring Kim på 070-174 06 05", "Kim bor i lgh 1203", "Skriv till kim@example.se", "Storgatan 1", "")
NUMBERS = (None, "5000-K123456-26", "900101-0017")


def draft(summary: str, place: str | None, number: str | None) -> DraftIncident:
    return DraftIncident(WHEN, Whereabouts(place), "ordning", summary, case_number=number)


DRAFTS = st.builds(
    draft,
    st.sampled_from(WORDS) | st.text(),
    st.none() | st.sampled_from(WORDS) | st.text(),
    st.sampled_from(NUMBERS),
)


@given(st.lists(DRAFTS, max_size=12))
def test_each_is_masked_as_it_would_be_alone(drafts: list[DraftIncident]):
    assert mask_drafts(drafts) == [mask_draft(one) for one in drafts]


def test_what_is_masked_is_counted_and_the_clean_stay_as_they_are():
    drafts = [draft(summary, "Storgatan 1", None) for summary in ("Klotter", WORDS[1], "Klotter", WORDS[1])]
    kept = mask_drafts(drafts)
    assert [one.summary for one in kept] == ["Klotter", "Ring Kim på [telefonnummer]"] * 2
    assert kept[0] is drafts[0]
    assert kept[2] is drafts[2]
    assert number_masked(drafts, kept) == 2
