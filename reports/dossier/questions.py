"""Drafted answers to the four questions that Brå asks of every such basis; what somebody has written stands instead."""

from collections.abc import Iterable

from reports.dossier.said import Telling
from reports.dossier.sharing import is_small
from reports.dossier.sheet import Question
from reports.picture.record import Verdict
from reports.picture.wording.words import incidents, listed

MOST_NAMED, MOST_SILENT = 3, 6
_JUDGEMENTS = {
    Verdict.CLEAR_INCREASE: "why_more",
    Verdict.WITHIN_NORMAL: "why_same",
    Verdict.CLEAR_DECREASE: "why_less",
}


def answered(telling: Telling) -> tuple[Question, ...]:
    """The four questions in their order."""
    drafts = {
        "why": _why(telling),
        "sources": " ".join(_sources(telling)),
        "selection": " ".join(_selection(telling)),
        "meaning": " ".join(_meaning(telling)),
    }
    own = {key: getattr(telling.data.texts, key) for key in drafts}
    return tuple(
        Question(key, telling.say(f"q_{key}"), own[key] or draft, draft, bool(own[key]))
        for key, draft in drafts.items()
    )


def uncertain(telling: Telling) -> Iterable[str]:
    """What is not known of where things happened; nothing where all is."""
    vague, asked = telling.data.vague, telling.data.asked
    if vague.inside:
        yield telling.say("inside", number=telling.beside(vague.inside))
    if vague.near:
        yield telling.say("near", number=telling.beside(vague.near))
    if vague.unplaced:
        yield telling.say("unplaced", number=telling.beside(vague.unplaced), district=asked.district)


def source_names(telling: Telling) -> list[str]:
    """ "Polisen 34", or without the number where that is small and must not be told, or would tell a hidden sum."""
    is_shared, is_hidden = telling.data.asked.for_sharing, telling.dossier.period.is_hidden
    return [
        name if is_hidden or (is_shared and is_small(count)) else telling.say("source", name=name, number=number)
        for name, count in telling.data.sources
        for number in [telling.count(count)]
    ]


def _why(telling: Telling) -> str:
    period = telling.dossier.period
    judgement = telling.say(_JUDGEMENTS.get(period.verdict or Verdict.NO_BASELINE, "why_unsure"))
    where = telling.data.asked.where
    if period.now is None:
        return telling.say("why_hidden", where=where, judgement=judgement)
    shown = [
        telling.say("top_one", name=line.label.name, number=telling.count(line.comparison.now))
        for line in telling.dossier.lines[1:]
        if line.label and line.comparison.now
    ]
    top = telling.say("top", names=listed(shown[:MOST_NAMED], telling.language)) if shown else ""
    counted = incidents(period.now, telling.language)
    return telling.say("why", where=where, number=counted, top=top, judgement=judgement)


def _sources(telling: Telling) -> Iterable[str]:
    names, silent = [name for name, _ in telling.data.sources], telling.data.silent
    yield telling.say("sources_of", names=listed(names, telling.language)) if names else telling.say("sources_none")
    if silent:
        more = [telling.say("others", count=len(silent) - MOST_SILENT)] if len(silent) > MOST_SILENT else []
        yield telling.say("sources_silent", names=listed([*silent[:MOST_SILENT], *more], telling.language))
    yield telling.say("sources_left")


def _selection(telling: Telling) -> Iterable[str]:
    yield telling.say("selection_seen")
    if any(uncertain(telling)):
        yield telling.say("selection_where", title=telling.say("uncertain"))


def _meaning(telling: Telling) -> Iterable[str]:
    yield telling.say("meaning_use")
    follow = [line.label.name for line in telling.dossier.lines if line.label and line.label.enforcement]
    if follow:
        yield telling.say("meaning_enforcement", names=listed(follow, telling.language))
    if telling.dossier.is_uneven:
        yield telling.say("meaning_uneven")
    yield telling.say("meaning_peak")
