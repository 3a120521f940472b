"""From a received file (text, mail, Word, PDF, spreadsheet) to its text, or to rows of a table."""

from reports.incoming.documents.apart import read_document, read_table
from reports.incoming.documents.document import Document, Kind, TableFile
from reports.incoming.documents.faults import DocumentError
from reports.incoming.documents.kinds import kind_of

__all__ = ["Document", "DocumentError", "Kind", "TableFile", "kind_of", "read_document", "read_table"]
