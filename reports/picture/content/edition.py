"""The edition that is being composed: its numbers, its remarks, its readers, and how it says things to them."""

from dataclasses import dataclass, field

from reports.picture.audiences.audience import Audience
from reports.picture.content.basis import Adjusted, Kind, Pairs, adjusted, basis_of
from reports.picture.content.blocks import NO_DISTRICT, About
from reports.picture.inputs import CategoryLabel
from reports.picture.record import Cell, Comparison, Picture, Verdict
from reports.picture.remarks import Remarks
from reports.picture.wording.limits import LIMITS, LIMITS_PUBLIC
from reports.picture.wording.sections import PUBLIC, SECTIONS
from reports.picture.wording.words import VERDICTS, WORDS, incidents, interval, number, probability


@dataclass(frozen=True, slots=True)
class Edition:
    """What an audience gets of an edition (see `audiences.audience.for_audience`)."""

    picture: Picture
    remarks: Remarks
    audience: Audience
    adjusted: Adjusted = field(init=False, compare=False, repr=False)
    """Adjusted p-values, worked out once."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "adjusted", adjusted(self.picture))

    @property
    def language(self) -> str:
        return self.picture.language

    @property
    def is_public(self) -> bool:
        return self.audience is Audience.ALLMAN

    def say(self, key: str, **values: object) -> str:
        """A text by its key, filled in. Raises KeyError for one that there is not."""
        return self._words()[key].format(**values)

    def number(self, value: float) -> str:
        return number(value, self.language)

    def chance(self, value: float) -> str:
        """A probability: "0,03", "under 0,001"."""
        words = probability(max(value, 0.001), self.language)
        return self.say("under", value=words) if value < 0.001 else words

    def incidents(self, count: int) -> str:
        return incidents(count, self.language)

    def verdict(self, verdict: Verdict) -> str:
        return VERDICTS[self.language][verdict]

    def range(self, comparison: Comparison) -> str:
        """ "3–9"; empty where there is none."""
        if comparison.low is None or comparison.high is None:
            return ""
        return interval(comparison.low, comparison.high, self.language)

    def stray(self, comparison: Comparison) -> str:
        """What stands beside a count outside its range that is yet no clear change; empty for any other."""
        return self.say("stray_beside") if comparison.is_stray else ""

    def basis(self, comparison: Comparison, kind: Kind = Kind.CELL) -> Pairs:
        """What a judgement rests on."""
        return basis_of(comparison, self.language, self.adjusted, kind)

    def district(self, key: str | None) -> str:
        names = {label.key: label.name for label in self.picture.districts}
        return names.get(key or "", self.say("unknown"))

    def category(self, code: str | None) -> CategoryLabel | None:
        return next((label for label in self.picture.categories if label.code == code), None)

    def district_total(self, key: str) -> Cell:
        return next(cell for cell in self.picture.district_totals if cell.district == key)

    def about(self, district: str | None = None, category: str | None = None, place: str | None = None) -> About | None:
        """Which incidents a number counts, for those who may look at them."""
        return None if self.is_public else About(self.picture.period, district, category, place)

    def about_incident(self, incident_id: int) -> About | None:
        return None if self.is_public else About(self.picture.period, incident=incident_id)

    def about_no_district(self) -> About | None:
        return self.about(NO_DISTRICT)

    def _words(self) -> dict[str, str]:
        language = self.language
        words = {**WORDS[language], **SECTIONS[language], **LIMITS[language]}
        return {**words, **PUBLIC[language], **LIMITS_PUBLIC[language]} if self.is_public else words
