"""What is frozen when an edition is published, and whether it is still the same."""

from collections.abc import Mapping
from hashlib import sha256

import orjson

from app.models import Picture
from app.pictures.documents import Part

Parts = Mapping[str, bytes]


def manifest_of(edition: str, parts: Parts) -> bytes:
    """Each part's SHA-256 by its name, as JSON; the same parts always give the same bytes."""
    hashes = {name: sha256(content).hexdigest() for name, content in parts.items()}
    return orjson.dumps({"edition": edition, "parts": hashes}, option=orjson.OPT_SORT_KEYS)


def parts_of(record: bytes, remarks: bytes, documents: Mapping[Part, bytes]) -> dict[str, bytes]:
    """By name: "record", "remarks", "styrgrupp.pdf" and so on."""
    drawn = {f"{audience}.{format_}": content for (audience, format_), content in documents.items()}
    return {"record": record, "remarks": remarks, **drawn}


def faults(picture: Picture) -> list[str]:
    """The names of the parts of a published edition that are no longer what was published; none is well.

    "manifest" is among them where the list of the parts is itself another.
    """
    stored = {f"{document.audience}.{document.format}": document.content for document in picture.documents}
    if picture.manifest is None:  # published before there were manifests
        whole = picture.record + stored.get("intern.pdf", b"")
        return [] if sha256(whole).hexdigest() == picture.sha256 else ["record", "intern.pdf"]
    found = {"record": picture.record, "remarks": picture.remarks or b"", **stored}
    hashes = {name: sha256(content).hexdigest() for name, content in found.items()}
    told: dict[str, str] = orjson.loads(picture.manifest)["parts"]
    wrong = [name for name in sorted({*hashes, *told}) if hashes.get(name) != told.get(name)]
    return ["manifest"] * (sha256(picture.manifest).hexdigest() != picture.sha256) + wrong
