"""What kind of file it is, by what it begins with: never by what it says that other files hold."""

import shutil
import zipfile
from pathlib import Path

from geo.files.faults import MapFileError

DATA = (".gpkg", ".shp", ".geojson", ".json")
BESIDE = (".dbf", ".shx", ".prj", ".cpg")
MOST_UNPACKED = 1_000_000_000


def data_file(path: Path, folder: Path) -> Path:
    """The file that GDAL is to open: a ZIP is unpacked into the folder. Raises MapFileError."""
    with path.open("rb") as opened:
        head = opened.read(64)
    if head.startswith(b"PK\x03\x04"):
        return data_file(_unpacked(path, folder), folder)
    is_json = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    if is_json or head.startswith((b"SQLite format 3\0", b"\x00\x00\x27\x0a")):
        return path
    raise MapFileError("unknown_kind")


def _unpacked(path: Path, folder: Path) -> Path:
    """The one data file of a ZIP, laid in the folder with what stands beside it."""
    try:
        with zipfile.ZipFile(path) as packed:
            members = [one for one in packed.infolist() if _is_wanted(one.filename)]
            size = sum(one.file_size for one in members)
            if size > MOST_UNPACKED:
                raise MapFileError("too_large", size=size, most=MOST_UNPACKED)
            for one in members:
                with packed.open(one) as source, (folder / Path(one.filename).name.lower()).open("wb") as out:
                    shutil.copyfileobj(source, out)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
        raise MapFileError("broken") from None
    found = sorted(one for one in folder.iterdir() if one.suffix in DATA)
    if len(found) != 1:
        raise MapFileError("several_files" if found else "unknown_kind", files=", ".join(one.name for one in found))
    return found[0]


def _is_wanted(name: str) -> bool:
    """Neither what does not belong to a map, nor what a Mac lays beside every file."""
    is_beside = Path(name).name.startswith(".") or name.startswith("__MACOSX")
    return Path(name).suffix.lower() in (*DATA, *BESIDE) and not is_beside
