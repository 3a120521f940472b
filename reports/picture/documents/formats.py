"""The formats that an edition is handed out in."""

from enum import StrEnum


class Format(StrEnum):
    """A format; its value is also the ending of the file's name."""

    PDF = "pdf"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """The name that mail and web give the format."""
        return MEDIA_TYPES[self]


MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.JSON: "application/json",
}
