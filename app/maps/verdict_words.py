"""What a place's count, set against its history, is called on screen: in the picture's words."""

from app.i18n import language
from reports.picture.record import Comparison, Verdict
from reports.picture.wording.texts import SIGNS, VERDICTS, WORDS


def verdict_words(comparison: Comparison) -> str:
    """ "tydlig ökning"; of what lies outside its range and is no clear change also that."""
    words = VERDICTS[language()][comparison.verdict or Verdict.NO_BASELINE]
    return f"{words} ({WORDS[language()]['stray_beside']})" if comparison.is_stray else words


def change_sign(comparison: Comparison) -> str:
    """▲ or ▼ for a clear change, else nothing."""
    return SIGNS[comparison.verdict] if comparison.verdict and comparison.verdict.is_change else ""
