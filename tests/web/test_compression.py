"""Text is packed for those who take it, and only then."""

import gzip

from tests.clients import Client

TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br"}
LEAFLET = "/static/vendor/leaflet/leaflet.js"


def test_a_file_is_packed_and_known_again(client: Client):
    packed = client.get(LEAFLET, headers=TAKES_GZIP)
    plain = client.get(LEAFLET)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    again = client.get(LEAFLET, headers={**TAKES_GZIP, "If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304


def test_caches_are_told_that_there_are_two_forms(client: Client):
    for headers in (TAKES_GZIP, {}):
        assert "Accept-Encoding" in client.get(LEAFLET, headers=headers).headers["Vary"]


def test_who_refuses_gets_plain_text(client: Client):
    answer = client.get(LEAFLET, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "Content-Encoding" not in answer.headers


def test_pages_are_packed(client: Client):
    packed = client.get("/map", headers={**TAKES_GZIP, "Sec-Fetch-Dest": "empty"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert b"<!doctype html>" in gzip.decompress(packed.data)


def test_what_is_small_or_no_text_is_left_alone(client: Client):
    assert "Content-Encoding" not in client.get("/healthz", headers=TAKES_GZIP).headers
    image = client.get("/static/vendor/leaflet/images/marker-icon.png", headers=TAKES_GZIP)
    assert "Content-Encoding" not in image.headers
    assert "Vary" not in image.headers or "Accept-Encoding" not in image.headers["Vary"]


def test_a_head_request_is_answered_without_a_body(client: Client):
    answer = client.head(LEAFLET, headers=TAKES_GZIP)
    assert (answer.status_code, answer.data) == (200, b"")


def test_a_part_of_a_file_is_sent_as_it_is(client: Client):
    answer = client.get(LEAFLET, headers={**TAKES_GZIP, "Range": "bytes=0-9"})
    assert answer.status_code == 206
    assert len(answer.data) == 10
