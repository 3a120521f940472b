"""What somebody looks at on the map beside the filter: layer, overlays, comparison. All of it stands in the URL."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.incidents.filters import Arguments, IncidentFilter, read_value


class Layer(StrEnum):
    """What the map draws of the incidents."""

    INCIDENTS = "incidents"
    DENSITY = "density"
    PLACES = "places"


class Overlay(StrEnum):
    """What may be drawn beside them."""

    WATCHED = "watched"
    REFERENCE = "reference"


class Against(StrEnum):
    """Which time the period is compared with: the days just before it, or the same weeks of the year before."""

    BEFORE = "before"
    LAST_YEAR = "last_year"


class Step(StrEnum):
    """How long a time each bar under the map stands for."""

    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"


class Arrangement(StrEnum):
    """How two times are shown: two maps with one view, or one map with a line that is drawn across."""

    SIDE = "side"
    SWIPE = "swipe"


REACHES = (150, 300, 600)
"""Metres that density may be smoothed over, as `geo.density.REACHES`: that loads what a page without it need not."""


@dataclass(frozen=True, slots=True)
class MapView:
    """`problems` holds values of the URL that mean nothing, those of the filter too.

    Without a `step` the bars under the map suit the length of the period, and without a `reach` (metres) density is
    smoothed as suits the incidents.
    """

    filter: IncidentFilter
    layer: Layer = Layer.INCIDENTS
    overlays: tuple[Overlay, ...] = ()
    against: Against | None = None
    arrangement: Arrangement = Arrangement.SIDE
    step: Step | None = None
    reach: int | None = None
    problems: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_args(cls, args: Arguments, chosen: IncidentFilter) -> "MapView":
        problems = list(chosen.problems)
        overlays = {read_value(value, Overlay, problems) for value in args.getlist("show")}
        return cls(
            filter=chosen,
            layer=read_value(args.get("layer"), Layer, problems) or Layer.INCIDENTS,
            overlays=tuple(overlay for overlay in Overlay if overlay in overlays),
            against=read_value(args.get("against"), Against, problems),
            arrangement=read_value(args.get("as"), Arrangement, problems) or Arrangement.SIDE,
            step=read_value(args.get("step"), Step, problems),
            reach=read_value(args.get("metres"), _reach, problems),
            problems=tuple(problems),
        )

    def to_args(self) -> dict[str, str | list[str]]:
        """The URL's arguments in a fixed order, so that the same view has the same address."""
        return self.filter.to_args() | self.own_args()

    def own_args(self) -> dict[str, str | list[str]]:
        """Those that are not the filter's."""
        written: dict[str, str | list[str]] = {
            "layer": "" if self.layer is Layer.INCIDENTS else self.layer.value,
            "show": [overlay.value for overlay in self.overlays],
            "against": self.against.value if self.against else "",
            "as": self.arrangement.value if self.against and self.arrangement is not Arrangement.SIDE else "",
            "step": self.step.value if self.step else "",
            "metres": str(self.reach) if self.reach else "",
        }
        return {name: value for name, value in written.items() if value}

    def on(self, layer: Layer) -> "MapView":
        return replace(self, layer=layer)

    def toggling(self, overlay: Overlay) -> "MapView":
        """With the overlay where it is not shown, without it where it is."""
        kept = tuple(other for other in Overlay if (other in self.overlays) != (other is overlay))
        return replace(self, overlays=kept)

    def compared(self, against: Against | None, arrangement: Arrangement = Arrangement.SIDE) -> "MapView":
        return replace(self, against=against, arrangement=arrangement)

    def by(self, step: Step) -> "MapView":
        return replace(self, step=step)

    def smoothed(self, reach: int | None) -> "MapView":
        return replace(self, reach=reach)

    def over(self, chosen: IncidentFilter) -> "MapView":
        """The same of other incidents."""
        return replace(self, filter=chosen)


def _reach(text: str) -> int:
    return REACHES[[str(reach) for reach in REACHES].index(text)]
