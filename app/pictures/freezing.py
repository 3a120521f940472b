"""What is frozen when an edition is published, and whether it is still the same."""

from collections.abc import Mapping
from datetime import UTC
from hashlib import sha256

import orjson

from app.models import Picture, PictureStatus
from reports.picture.documents.drawing import Part
from reports.picture.documents.formats import Format

Parts = Mapping[str, bytes]


def identity(picture: Picture) -> dict[str, str]:
    """Which edition it is and when it was published: what else could be changed without a part being so."""
    assert picture.published_at is not None
    published = picture.published_at.astimezone(UTC).isoformat()
    return {"edition": picture.edition, "period": picture.period_start.isoformat(), "published_at": published}


def manifest_of(known: Mapping[str, str], parts: Parts) -> bytes:
    """The edition's identity and each part's SHA-256 by its name, as JSON; the same always give the same bytes."""
    hashes = {name: sha256(content).hexdigest() for name, content in parts.items()}
    return orjson.dumps({**known, "parts": hashes}, option=orjson.OPT_SORT_KEYS)


def parts_of(record: bytes, remarks: bytes, documents: Mapping[Part, bytes]) -> dict[str, bytes]:
    """By name: "record", "remarks", "styrgrupp.pdf" and so on."""
    drawn = {f"{audience}.{format_}": content for (audience, format_), content in documents.items()}
    return {"record": record, "remarks": remarks, **drawn}


def printed_signs(picture: Picture) -> dict[str, str]:
    """By audience, the eight signs that its documents print: of what that audience gets, not of the whole edition."""
    stored = {one.audience: one.content for one in picture.documents if one.format == Format.JSON}
    return {readers: orjson.loads(content)["edition"]["fingerprint"] for readers, content in sorted(stored.items())}


def faults(picture: Picture) -> list[str]:
    """The names of the parts of a published edition that are no longer what was published; none is well.

    "manifest" is among them where the list of the parts is itself another, and so are the names of `identity` and
    "withdrawal", which came later and is in no hash, where it is half there.
    """
    stored = {f"{document.audience}.{document.format}": document.content for document in picture.documents}
    if picture.manifest is None:  # published before there were manifests
        whole = picture.record + stored.get("intern.pdf", b"")
        return [] if sha256(whole).hexdigest() == picture.sha256 else ["record", "intern.pdf"]
    manifest = orjson.loads(picture.manifest)
    known = [name for name, value in identity(picture).items() if manifest.get(name, value) != value]
    is_half = (picture.status is PictureStatus.WITHDRAWN) != (picture.withdrawn_at is not None)
    found = {"record": picture.record, "remarks": picture.remarks or b"", **stored}
    hashes = {name: sha256(content).hexdigest() for name, content in found.items()}
    told: dict[str, str] = manifest["parts"]
    wrong = [name for name in sorted({*hashes, *told}) if hashes.get(name) != told.get(name)]
    is_other = sha256(picture.manifest).hexdigest() != picture.sha256
    return ["manifest"] * is_other + known + ["withdrawal"] * is_half + wrong
