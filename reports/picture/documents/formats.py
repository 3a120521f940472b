"""The formats that an edition is handed out in."""

from enum import StrEnum


class Format(StrEnum):
    """A format; its value is also the ending of the file's name."""

    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """The name that mail and web give the format."""
        return MEDIA_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Format.PPTX: f"{_OFFICE}.presentationml.presentation",
    Format.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Format.JSON: "application/json",
}
