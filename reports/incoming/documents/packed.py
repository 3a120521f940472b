"""Packed documents (.docx, .xlsx, .ods): how large they would become, known before anything is unpacked."""

import io
import zipfile

from reports.incoming.documents.faults import DocumentError

MOST_UNPACKED = 300 * 1024 * 1024
MOST_TIMES = 300
"""How many times its packed size a part may be; XML of a million equal cells comes to some 100."""
SMALL = 16 * 1024 * 1024
MOST_ENTRIES = 10_000
MOST_DIRECTORY = 2 * 1024 * 1024
"""Bytes of the list of entries: several times that of so many. It costs seven times its size in memory."""


class _Held(io.BytesIO):
    """A packed file of which no long stretch is read at once: the list of entries is the only one that would be."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self._name = name

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > MOST_DIRECTORY:
            raise _expands(self._name)
        return super().read(size)


def unpacking(name: str, content: bytes) -> zipfile.ZipFile:
    """The archive, its list of entries read and nothing unpacked. Raises DocumentError for too long a list, and what
    `zipfile` raises."""
    return zipfile.ZipFile(_Held(name, content))


def _expands(name: str) -> DocumentError:
    return DocumentError("expands", name, most=MOST_UNPACKED // 1024 // 1024)


def check_unpacked_size(name: str, content: bytes) -> None:
    """Raises DocumentError for what would unpack to very much, or where a part is packed too well to be true.

    The directory may lie; then unpacking stops at the size that it tells (zipfile), or at the limits of the process.
    """
    try:
        with unpacking(name, content) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        raise DocumentError("broken", name) from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentError("encrypted", name)
    is_bomb = any(one.file_size > max(SMALL, MOST_TIMES * one.compress_size) for one in entries)
    if is_bomb or len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _expands(name)
