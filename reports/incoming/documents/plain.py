"""Characters of received texts, also where they are not what the sender says."""

import codecs
import re

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
_MOST_CONTROL = 0.01


def looks_like_text(content: bytes) -> bool:
    """Whether the bytes are characters rather than something else."""
    sample = content[:_SAMPLE]
    if _encoding_by_bytes(sample):
        return True
    return b"\0" not in sample and len(_CONTROL.findall(sample)) <= _MOST_CONTROL * len(sample)


def decoded(content: bytes, declared: str | None = None) -> str:
    """The text in some bytes, whatever the sender said its characters were; what cannot be read becomes "�".

    Swedish letters in one-byte encodings are no valid UTF-8, so a text with letters beyond ASCII that is valid UTF-8
    is UTF-8, also where something else is declared.
    """
    for encoding in (_encoding_by_bytes(content[:_SAMPLE]), "utf-8"):
        if encoding and (text := _strictly(content, encoding)) is not None:
            return text
    if _is_damaged_utf8(content):
        return content.decode("utf-8", errors="replace")
    text = _strictly(content, _known(declared) or "cp1252")
    return content.decode("cp1252", errors="replace") if text is None else text


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether only few of the bytes beyond ASCII make no letter of UTF-8; in Windows-1252 hardly one of them does."""
    damaged = content.decode("utf-8", errors="replace").count("�")
    return damaged * 4 < sum(byte > 0x7F for byte in content)


def _known(name: str | None) -> str | None:
    """A declared encoding that Python knows and that is one of text. ISO 8859-1 means Windows-1252 in the wild."""
    try:
        found = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    if found.name in ("iso8859-1", "ascii"):
        return "cp1252"
    return found.name if found._is_text_encoding else None


def _encoding_by_bytes(sample: bytes) -> str | None:
    """UTF with a mark, or UTF-16 without one: every other byte of Swedish text is zero then."""
    for mark, encoding in _MARKS.items():
        if sample.startswith(mark):
            return encoding
    half = len(sample) // 2
    if half >= 8 and sample.count(b"\0") > 0.6 * half:
        for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
            if zeros.count(b"\0") > 0.7 * half:
                return encoding
    return None
