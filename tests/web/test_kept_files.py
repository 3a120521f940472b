"""Our own files are kept by browsers until what is in them changes."""

import re
from pathlib import Path

from app.kept_files import files_in
from tests.clients import Client

FILE = re.compile(r'"(/static/[0-9a-f]{12}/css/base\.css)"')


def address_in_a_page(client: Client) -> str:
    found = FILE.search(client.get("/map").text)
    assert found
    return found[1]


def test_what_a_page_names_is_kept_for_long(client: Client):
    answer = client.get(address_in_a_page(client))
    assert (answer.status_code, answer.mimetype) == (200, "text/css")
    assert (answer.cache_control.max_age, answer.cache_control.immutable) == (365 * 24 * 3600, True)
    assert not answer.cache_control.no_cache


def test_an_older_or_plain_address_is_answered_with_what_is_there_now_and_not_kept(client: Client):
    now = client.get(address_in_a_page(client)).data
    for address in ("/static/0123456789ab/css/base.css", "/static/css/base.css"):
        answer = client.get(address)
        assert answer.data == now
        assert answer.cache_control.no_cache
        assert answer.cache_control.max_age is None


def test_what_is_not_there_is_not_found_and_nothing_outside_is(client: Client):
    for name in ("css/none.css", "0123456789ab/../../config.py", "0123456789ab//etc/passwd", "0123456789ab/"):
        assert client.get(f"/static/{name}").status_code == 404, name


def test_what_is_changed_under_a_running_process_is_no_longer_kept(tmp_path: Path):
    (tmp_path / "a.css").write_text("a")
    files = files_in(tmp_path)
    assert files.still_has(tmp_path, "a.css")
    (tmp_path / "a.css").write_text("another")
    assert not files.still_has(tmp_path, "a.css")
    assert not files.still_has(tmp_path, "none.css")


def test_the_version_changes_with_any_file(tmp_path: Path):
    versions = set()
    for number, (name, text) in enumerate([("a.css", "a"), ("b/c.js", ""), ("b/c.js", "d"), ("b/e.js", "d")]):
        folder = tmp_path / str(number)  # as a process reads each folder once
        (folder / "b").mkdir(parents=True)
        (folder / name).write_text(text)
        versions.add(files_in(folder).version)
    assert len(versions) == 4
