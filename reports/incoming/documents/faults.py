"""What can be wrong with a received file, or with a part of it."""

from collections.abc import Mapping
from typing import ClassVar

from reports.incoming.errors import ReadingError


class DocumentError(ReadingError):
    """A file that cannot be read, or (`is_part`) an attachment or a sheet that was left out of the text."""

    def __init__(self, code: str, name: str, *, is_part: bool = False, **details: object) -> None:
        super().__init__(code, name=name[:100], **details)
        self.name = name[:100]
        self.is_part = is_part

    def as_part(self, name: str = "") -> "DocumentError":
        details = {key: value for key, value in self.details.items() if key != "name"}
        return DocumentError(self.code, name or self.name, is_part=True, **details)

    def in_words(self, language: str = "sv") -> str:
        """What is wrong, how to mend it, and that nothing is lost."""
        swedish, english = self.nothing_lost[self.is_part]
        return f"{super().in_words(language)} {swedish if language == 'sv' else english}"

    nothing_lost: ClassVar[Mapping[bool, tuple[str, str]]] = {
        False: (
            "Inget av den sparades, och filen är kvar hos dig.",
            "Nothing of it was saved, and the file is still with you.",
        ),
        True: ("Den finns kvar i originalet.", "It is still in the original."),
    }
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "empty": (
            "”{name}” är tom. Kontrollera att rätt fil är vald.",
            "“{name}” is empty. Check that the right file is chosen.",
        ),
        "no_text": (
            "”{name}” innehåller ingen text. Kontrollera att rätt fil är vald.",
            "“{name}” holds no text. Check that the right file is chosen.",
        ),
        "scanned": (
            "”{name}” är bilder av papper utan text. Skriv av det viktiga, eller be avsändaren om en fil med text.",
            "“{name}” is pictures of paper without text. Type what matters, or ask the sender for a file with text.",
        ),
        "scanned_pages": (
            "Sidorna {pages} i ”{name}” är bilder utan text och lästes inte. Skriv av det viktiga.",
            "Pages {pages} of “{name}” are pictures without text and were not read. Type what matters.",
        ),
        "encrypted": (
            "”{name}” är låst med lösenord. Öppna den, spara en kopia utan lösenord och välj kopian.",
            "“{name}” is locked by a password. Open it, save a copy without password and choose the copy.",
        ),
        "broken": (
            "”{name}” är skadad eller avbruten. Hämta eller spara den på nytt.",
            "“{name}” is damaged or cut short. Fetch or save it again.",
        ),
        "expands": (
            "”{name}” packas upp till mer än {most} MB och öppnas därför inte. Spara om den utan bilder, eller klistra "
            "in texten.",
            "“{name}” would unpack to more than {most} MB and is therefore not opened. Save it without pictures, or "
            "paste the text.",
        ),
        "too_long": (
            "”{name}” har mer text än {most} tecken. Dela den i flera rapporter.",
            "“{name}” has more text than {most} characters. Split it into several reports.",
        ),
        "too_many_pages": (
            "”{name}” har {found} sidor; högst {most} läses. Dela den, eller klistra in det som hör till rapporten.",
            "“{name}” has {found} pages; {most} at most are read. Split it, or paste what belongs to the report.",
        ),
        "too_many_parts": (
            "”{name}” har fler än {most} bilagor; resten lästes inte. Läs in dem var för sig.",
            "“{name}” has more than {most} attachments; the rest were not read. Read them in one by one.",
        ),
        "too_demanding": (
            "”{name}” tar för lång tid eller för mycket minne att läsa. Spara om den, eller klistra in texten.",
            "“{name}” takes too long or too much memory to read. Save it anew, or paste the text.",
        ),
        "archive": (
            "”{name}” är ett packat arkiv. Packa upp det och välj filerna i det.",
            "“{name}” is a packed archive. Unpack it and choose the files inside.",
        ),
        "old_word": (
            "”{name}” är i ett format som inte läses (äldre Word, RTF eller ODT). Spara den som .docx eller .pdf.",
            "“{name}” is in a format that is not read (older Word, RTF or ODT). Save it as .docx or .pdf.",
        ),
        "outlook": (
            "”{name}” är i Outlooks eget format, som inte läses. Dra ut mejlet ur nya Outlook eller Outlook på webben, "
            "så blir det .eml, eller välj Spara som där. I äldre Outlook: spara bilagan för sig, eller klistra in "
            "texten.",
            "“{name}” is in Outlook's own format, which is not read. Drag the mail out of new Outlook or Outlook on "
            "the web, which makes it .eml, or choose Save as there. In older Outlook: save the attachment by itself, "
            "or paste the text.",
        ),
        "json": (
            "”{name}” är data (JSON), inte en rapport. Polisens notiser läser du in under Läs in.",
            "“{name}” is data (JSON), not a report. Read in the police's notices under Import.",
        ),
        "picture": (
            "”{name}” är en bild. Skriv av det viktiga i den.",
            "“{name}” is a picture. Type what matters in it.",
        ),
        "unknown": (
            "”{name}” är av ett slag som inte läses. Spara den som .eml, .txt, .docx, .pdf eller .xlsx, eller klistra "
            "in texten.",
            "“{name}” is of a kind that is not read. Save it as .eml, .txt, .docx, .pdf or .xlsx, or paste the text.",
        ),
        "not_a_table": (
            "”{name}” är ingen tabell. Läs in den under Klistra in rapport.",
            "“{name}” is no table. Read it in under Paste a report.",
        ),
        "damaged_letters": (
            "Några tecken i ”{name}” går inte att tyda; de syns som �. Jämför med originalet.",
            "Some letters in “{name}” cannot be read; they show as �. Compare with the original.",
        ),
        "other_sheet": (
            "Bladet ”{name}” lästes inte: bara ett blad läses åt gången. Spara det som en egen fil.",
            "The sheet “{name}” was not read: one sheet is read at a time. Save it as a file of its own.",
        ),
    }
