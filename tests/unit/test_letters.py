"""What a letter says of itself: its sender, who vouches for it, when it was sent, and its id."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.letters import Letter

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)


def letter(*heads: str, arrived: datetime | None = NOW) -> Letter:
    return Letter("\r\n".join([*heads, "", "Text\r\n"]).encode(), arrived)


@pytest.mark.parametrize(
    ("heads", "sender"),
    [
        (["From: Vakten <Vakt@Exempel.se>"], "vakt@exempel.se"),
        (["From: =?utf-8?q?=C3=85sa?= <asa@exempel.se>"], "asa@exempel.se"),
        (['From: "vakt@exempel.se" <annan@exempel.se>'], "annan@exempel.se"),
        (["From: a@exempel.se, b@exempel.se"], ""),
        (["From: a@exempel.se", "From: b@exempel.se"], ""),
        (["From: nobody"], ""),
        (["From: <>"], ""),
        (["Sender: vakt@exempel.se"], ""),
        ([], ""),
    ],
)
def test_a_letter_has_one_sender_or_none(heads: list[str], sender: str):
    assert letter(*heads).sender == sender


def test_letters_of_no_known_encoding_make_an_address_that_can_be_written():
    raw = Letter("From: åsa@exempel.se\r\nMessage-ID: <å@exempel.se>\r\n\r\nText".encode("latin-1"), NOW)
    assert (raw.sender.encode(), raw.external_id()) == (b"?sa@exempel.se", "mail:\N{REPLACEMENT CHARACTER}@exempel.se")


TRUSTED = "mx.provstad.se"


@pytest.mark.parametrize(
    ("results", "is_vouched"),
    [
        (["mx.provstad.se; spf=pass; dmarc=pass (p=none) header.from=exempel.se"], True),
        (["MX.provstad.se 1; dkim=pass header.d=exempel.se"], True),
        (["mx.provstad.se; dkim=fail header.d=exempel.se; dkim=pass header.d=se"], False),
        (["mx.provstad.se; dkim=pass header.d=annan.se"], False),
        (["mx.provstad.se; dkim=pass header.d=xexempel.se"], False),
        (["mx.provstad.se; dmarc=pass header.from=annan.se"], False),
        (["mx.provstad.se; dmarc=fail header.from=exempel.se"], False),
        (["mx.provstad.se; spf=fail (dmarc=pass (a) ; dmarc=pass header.from=exempel.se)"], False),
        (["mx.annan.se; dmarc=pass header.from=exempel.se"], False),
        (["mx.provstad.se; dmarc=fail", "mx.provstad.se; dmarc=pass header.from=exempel.se"], False),
        (["mx.annan.se; dmarc=fail", "mx.provstad.se; dmarc=pass header.from=exempel.se"], True),
        (["mx.provstad.se; none"], False),
        ([""], False),
        ([], False),
    ],
)
def test_a_sender_is_vouched_for_by_the_trusted_server_alone(results: list[str], is_vouched: bool):
    heads = [f"Authentication-Results: {result}" for result in results]
    assert letter("From: vakt@exempel.se", *heads).is_vouched_for(TRUSTED) is is_vouched


def test_the_signature_of_the_domain_above_is_enough():
    result = "Authentication-Results: mx.provstad.se; dkim=pass header.d=exempel.se"
    assert letter("From: vakt@natt.exempel.se", result).is_vouched_for(TRUSTED)


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server whose clock is hours from UTC."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("date", "sent"),
    [
        ("Fri, 20 Nov 2026 06:30:00 +0100", datetime(2026, 11, 20, 5, 30, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 09:30:00 +0100", NOW),
        ("Tue, 20 Nov 2001 06:30:00 +0100", NOW),
        ("imorgon", NOW),
        ("Fri, 99 Nov 2026 06:30:00 +0100", NOW),
        ("Fri, 20 Nov 2026 05:30:00 -0000", datetime(2026, 11, 20, 5, 30, tzinfo=UTC)),
    ],
)
@pytest.mark.usefixtures("far_east")
def test_a_date_that_cannot_be_true_gives_way_to_the_arrival(date: str, sent: datetime):
    assert letter(f"Date: {date}").sent_at(NOW + timedelta(hours=1)) == sent


def test_ids_are_the_senders_own_where_they_can_be():
    assert letter("Message-ID: <1@exempel.se>").external_id() == "mail:1@exempel.se"
    assert letter("Message-ID: <1@\r\n exempel.se>").external_id() == "mail:1@exempel.se"
    nameless, long = letter("From: a@exempel.se"), letter(f"Message-ID: <{'x' * 500}>")
    assert nameless.external_id() != letter("From: b@exempel.se").external_id()
    assert max(len(nameless.external_id()), len(long.external_id())) <= 200


@given(st.binary(max_size=400))
def test_whatever_the_head_holds_there_is_an_answer(noise: bytes):
    heads = (b"From: ", b"Date: ", b"Message-ID: ", b"Authentication-Results: ")
    found = Letter(b"\r\n".join(head + noise for head in heads) + b"\r\n\r\nText", NOW)
    assert found.sent_at(NOW) <= NOW
    assert len(found.external_id()) <= 200
    assert found.is_vouched_for(TRUSTED) in (True, False)
    assert found.sender.encode() is not None
    assert found.external_id().encode() is not None
