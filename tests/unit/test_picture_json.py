"""The JSON of an edition: its audience's own numbers and texts, in the shape that the docs tell."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.documents.data import VERSION, render_data
from reports.picture.documents.formats import Format
from reports.picture.storage import from_json, remarks_from_json
from tests.unit.full_edition import full_document, full_picture, full_remarks

DOCS = (Path(__file__).parents[2] / "docs" / "picture-json.md").read_text()
KEYED_BY_DATA = ("maps", "small_maps", "charts", "comments", "public_reasons", "steps")


def data(audience: Audience) -> Any:
    picture = full_picture()
    return orjson.loads(
        render_data(full_document(audience), *for_audience(picture, full_remarks(picture), audience)),
    )


def names(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from names(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield key
            if key not in (*KEYED_BY_DATA, "half_year"):
                yield from names(value)


@pytest.mark.parametrize("audience", Audience)
def test_it_holds_what_the_audience_gets(audience: Audience) -> None:
    found, picture = data(audience), full_picture()
    shown, said = for_audience(picture, full_remarks(picture), audience)
    assert from_json(orjson.dumps(found["picture"])) == shown
    assert remarks_from_json(orjson.dumps(found["remarks"])) == said


@pytest.mark.parametrize("audience", Audience)
def test_it_says_which_edition_it_is(audience: Audience) -> None:
    found, document = data(audience)["edition"], full_document(audience)
    told = [found[name] for name in ("version", "name", "fingerprint", "audience", "status")]
    assert told == [VERSION, document.edition, document.fingerprint, document.audience, ""]


def test_the_docs_name_every_part() -> None:
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]*)`", DOCS))))
    assert sorted(set(names(data(Audience.INTERN))) - told) == []
    assert f"now **{VERSION}**" in DOCS


def test_every_format_has_a_media_type_of_its_own() -> None:
    types = [kind.media_type for kind in Format]
    assert len(set(types)) == len(types)
    assert all(re.fullmatch(r"application/[\w.-]+", media) for media in types)
