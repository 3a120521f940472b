"""What is the same on every sheet that is printed at a time."""

from dataclasses import dataclass
from datetime import datetime

from app.background.in_use import Background, OwnFile


@dataclass(frozen=True, slots=True)
class Imprint:
    """`choice` is the filter in words, `made_at` when the map is taken out, `background` the file of tiles in use."""

    choice: str
    municipality: str
    made_at: datetime
    background: OwnFile | None = None


def on_paper(background: Background) -> OwnFile | None:
    """A file of shapes alone: a service elsewhere would learn what is printed, and images are drawn for a screen."""
    return background if isinstance(background, OwnFile) and background.file.is_vector else None
