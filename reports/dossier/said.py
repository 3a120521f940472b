"""How a place's numbers are said: counts that may be hidden, verdicts with their ranges, the first sentences."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.dossier.inputs import DossierInput
from reports.dossier.numbers import is_sure
from reports.dossier.record import Dossier
from reports.dossier.sharing import is_small
from reports.dossier.words import WORDS
from reports.picture.content.blocks import Value
from reports.picture.record import Comparison, Model, Verdict
from reports.picture.wording.words import VERDICTS, incidents, interval, number, probability
from reports.picture.wording.words import WORDS as SAID


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told, to whom and in which language."""

    data: DossierInput
    dossier: Dossier

    @property
    def language(self) -> str:
        return self.data.language

    def say(self, key: str, **values: object) -> str:
        return WORDS[self.language][key].format(**values)

    def count(self, value: int | None) -> str:
        """ "12", or that it is hidden."""
        return self.say("hidden") if value is None else number(value, self.language)

    def beside(self, value: int) -> str:
        """ "12 händelser" of what stands beside the tables; "färre än 3 händelser" outside."""
        if self.data.asked.for_sharing and is_small(value):
            return f"{self.say('few')} {SAID[self.language]['incidents']}"
        return incidents(value, self.language)

    def verdict(self, comparison: Comparison) -> str:
        if comparison.verdict is Verdict.TOO_FEW and comparison.model is Model.NEGATIVE_BINOMIAL:
            return self.say("too_uneven")
        return VERDICTS[self.language][comparison.verdict or Verdict.NO_BASELINE]

    def range(self, comparison: Comparison) -> str:
        if comparison.low is None or comparison.high is None:
            return ""
        return interval(comparison.low, comparison.high, self.language)


def sentences(telling: Telling) -> Iterable[Value]:
    """About the period, about before and after, about the rest of the district."""
    yield _of_period(telling)
    yield from _of_before(telling)
    yield from _of_rest(telling)


def _of_period(telling: Telling) -> Value:
    period, lang = telling.dossier.period, telling.language
    if period.now is None:
        return Value(telling.say("said_hidden"), is_hidden=True)
    counted = incidents(period.now, lang)
    if period.verdict in (None, Verdict.NO_BASELINE):
        return Value(telling.say("said_alone", number=counted))
    compared = len(telling.data.history)
    history = telling.say("of_one_history" if compared == 1 else "of_history", count=compared)
    expected = f"{SAID[lang]['expected']} {telling.range(period)}{history}" if period.low is not None else history[2:]
    words = telling.say("said_now", number=counted, verdict=telling.verdict(period), expected=f" ({expected})")
    return Value(words, verdict=period.verdict)


def _of_before(telling: Telling) -> Iterable[Value]:
    line = telling.dossier.lines[0]
    change = line.comparison
    if line.before is None or change.now is None or change.verdict is None:
        return
    key = "said_before" if change.low is not None else "said_before_few"
    words = telling.say(
        key,
        before=telling.count(line.before),
        now=telling.count(change.now),
        verdict=telling.verdict(change),
        range=telling.range(change),
    )
    before, period = telling.data.before, telling.data.period
    if before and before.days != period.days:
        words += " " + telling.say("said_lengths", before=before.days, now=period.days)
    yield Value(words, verdict=change.verdict)


def _of_rest(telling: Telling) -> Iterable[Value]:
    rest = telling.dossier.rest
    if rest is None or rest.p_value is None:
        return
    same = telling.say(
        "rest_differs" if is_sure(rest.p_value) else "rest_same", p=probability(rest.p_value, telling.language)
    )
    words = telling.say(
        "said_rest",
        district=telling.data.asked.district,
        before=telling.count(rest.before),
        now=telling.count(rest.comparison.now),
        verdict=telling.verdict(rest.comparison),
        same=same,
    )
    yield Value(words, verdict=rest.comparison.verdict)
