"""What is the same on every sheet that is printed at a time."""

from dataclasses import dataclass
from datetime import datetime

from app.background.in_use import OnPaper


@dataclass(frozen=True, slots=True)
class Imprint:
    """`choice` is the filter in words, `made_at` when the map is taken out, `background` the file of tiles in use."""

    choice: str
    municipality: str
    made_at: datetime
    background: OnPaper = None
