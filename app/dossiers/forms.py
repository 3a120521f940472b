"""What may be typed about a place: a title, and answers to the four questions."""

from collections.abc import Mapping

from app.dossiers.choice import read_number
from app.dossiers.rules import Typed
from reports.dossier.inputs import Texts

KEYS = ("why", "sources", "selection", "meaning")


def read_typed(form: Mapping[str, str]) -> Typed:
    """An answer that is still what was drafted (`drafted_…`) is nobody's own, so that it follows the numbers."""
    own = {key: _own(form.get(key, ""), form.get(f"drafted_{key}", "")) for key in KEYS}
    return Typed(" ".join(form.get("title", "").split()), Texts(**own))


def read_version(form: Mapping[str, str]) -> int:
    """Which version was read; 0, which none has, for what means nothing."""
    try:
        return read_number(form.get("version", ""))
    except ValueError:
        return 0


def _own(text: str, drafted: str) -> str:
    written = "\n".join(line.strip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    return "" if " ".join(written.split()) == " ".join(drafted.split()) else written
