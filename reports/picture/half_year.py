"""What an edition says, twice a year, of where and when incidents cluster."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NearRepeat:
    """Pairs of incidents of one category within `metres` and `days` of each other, and how many chance would give.

    `p_value` is P(X >= pairs) when places and times have nothing to do with each other; `is_clear` where it stands
    after many categories were tested.
    """

    category: str
    metres: int
    days: int
    pairs: int
    expected: float
    p_value: float
    is_clear: bool = False


@dataclass(frozen=True, slots=True)
class HotSpot:
    """A square that, with those around it, has more incidents than chance gives.

    `lon`, `lat` are its middle (WGS 84 degrees), `district` where most of its incidents are.
    `number` counts the square, `around` that and its eight neighbours; `p_value` is P(X >= around).
    """

    district: str | None
    lon: float
    lat: float
    number: int
    around: int
    z: float
    p_value: float


@dataclass(frozen=True, slots=True)
class HalfYear:
    """Where and when half a year's incidents cluster.

    `points` is the number of incidents with a point. With too few to mean anything `is_enough` is False, and nothing
    was tested; `too_few` names the categories with too few of their own. Squares measure `square_metres` a side.
    """

    points: int
    is_enough: bool
    near_repeat: tuple[NearRepeat, ...] = ()
    too_few: tuple[str, ...] = ()
    hot_spots: tuple[HotSpot, ...] = ()
    square_metres: int = 0
