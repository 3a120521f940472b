"""How the reading process tells its result: JSON, then the bytes of a table."""

from datetime import datetime
from typing import Any

import orjson

from reports.incoming.documents.document import Document, Kind, TableFile
from reports.incoming.documents.faults import DocumentError

Letter = Document | TableFile | DocumentError


def pack(result: Letter) -> bytes:
    if isinstance(result, DocumentError):
        return orjson.dumps({"fault": _fault(result)}) + b"\n"
    remarks = [_fault(remark) for remark in result.remarks]
    if isinstance(result, TableFile):
        return orjson.dumps({"table": {"remarks": remarks}}) + b"\n" + result.csv
    fields = {name: getattr(result, name) for name in ("text", "kind", "sender", "sent", "subject", "message_id")}
    return orjson.dumps({"document": {**fields, "remarks": remarks}}) + b"\n"


def unpack(letter: bytes) -> Letter:
    """Raises ValueError for a letter that is cut short."""
    head, _, rest = letter.partition(b"\n")
    (what, fields), *_ = orjson.loads(head).items()
    if what == "fault":
        return _fault_of(fields)
    remarks = tuple(map(_fault_of, fields["remarks"]))
    if what == "table":
        return TableFile(rest, remarks)
    sent = fields["sent"] and datetime.fromisoformat(fields["sent"])
    return Document(**{**fields, "kind": Kind(fields["kind"]), "sent": sent, "remarks": remarks})


def _fault(error: DocumentError) -> dict[str, Any]:
    return {"code": error.code, "is_part": error.is_part, "details": error.details}


def _fault_of(fields: dict[str, Any]) -> DocumentError:
    return DocumentError(fields["code"], is_part=fields["is_part"], **fields["details"])
