"""What can be wrong with something received: a code with its details, and the sentences for people.

Readers raise a code and details; whoever shows them chooses the language with `in_words`.
"""

from collections.abc import Mapping
from typing import ClassVar


class ReadingError(Exception):
    """A fault in what was received. `code` is a key of the class's `sentences`: (Swedish, English) with {details}."""

    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        return self.in_words("en")

    def in_words(self, language: str = "sv") -> str:
        """One or two sentences in Swedish ("sv") or English (anything else)."""
        swedish, english = self.sentences[self.code]
        return (swedish if language == "sv" else english).format(**self.details)


class UnreadableFileError(ReadingError):
    """The file as a whole cannot be read; nothing of it was taken in."""

    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "empty": (
            "Filen är tom. Kontrollera att rätt fil är vald.",
            "The file is empty. Check that the right file is chosen.",
        ),
        "spreadsheet": (
            "Filen är ett kalkylblad, inte text. Öppna den i kalkylprogrammet och spara som CSV (UTF-8).",
            "The file is a spreadsheet, not text. Open it in the spreadsheet program and save it as CSV (UTF-8).",
        ),
        "archive": (
            "Filen är ett packat arkiv. Packa upp den och välj filen i det.",
            "The file is a packed archive. Unpack it and choose the file inside.",
        ),
        "not_text": (
            "Filen är inte text utan något annat, till exempel ett dokument eller en bild. Spara den som {wanted}.",
            "The file is not text but something else, such as a document or a picture. Save it as {wanted}.",
        ),
        "bad_characters": (
            "Tecknen på rad {line} går inte att tyda. Spara filen som UTF-8 och försök igen.",
            "The characters on line {line} cannot be read. Save the file as UTF-8 and try again.",
        ),
        "no_header": (
            "Första raden namnger inga kolumner som känns igen: {found}. Den ska ha minst {wanted}.",
            "The first line names no known columns: {found}. It needs at least {wanted}.",
        ),
        "column_missing": (
            "Det finns ingen kolumn för {wanted}. Första raden har: {found}.",
            "There is no column for {wanted}. The first line has: {found}.",
        ),
        "column_twice": (
            "Kolumnerna {first} och {second} betyder samma sak. Ta bort eller döp om den ena.",
            "The columns {first} and {second} mean the same. Remove or rename one of them.",
        ),
        "broken_archive": (
            "Den komprimerade filen är avbruten eller skadad. Hämta eller spara den på nytt.",
            "The compressed file is cut short or damaged. Fetch or save it again.",
        ),
        "not_json": (
            "Filen är inte giltig JSON (rad {line}). Hämta eller spara den på nytt.",
            "The file is not valid JSON (line {line}). Fetch or save it again.",
        ),
        "not_notices": (
            "Filen är JSON men innehåller inga händelser i polisens format.",
            "The file is JSON but holds no notices in the police's format.",
        ),
    }
