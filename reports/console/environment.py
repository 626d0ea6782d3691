"""The console's templates: everything is escaped, words go through the catalogue."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.workflow import state_shown
from crawler.records.moments import beijing
from reports.amendments import value_text
from reports.console.language import CHINESE, catalogue
from reports.console.punctuation import NarrowSigns
from reports.console.ruling import DECISIVE
from reports.console.running import JOB_STATES, JOBS, RUN_STATES
from reports.copy_words import IN_CHINESE as COPIES_IN_CHINESE
from reports.copy_words import CopyWords
from reports.page.day_picture import day_picture
from reports.page.day_words import IN_CHINESE, DayWords
from reports.reasons import reason_markup
from reports.safety import address, shown, web_link
from reports.subjects import place_of, title_of
from reports.wording import (
    ACTIONS,
    ACTORS,
    ASSESSMENTS,
    CAUSES,
    KINDS,
    OUTCOMES,
    PLACES,
    READ_STATES,
    SCORINGS,
    STAGES,
    STATES,
    UNITS,
    VERDICTS,
    WEEKDAYS,
    WHYS,
    area_of,
    aspect_name,
    day_text,
    measured_text,
    moment_text,
    role_name,
    short_day,
)

STATIC = Path(__file__).parent / "static"
_TEMPLATES = Path(__file__).parent / "templates"
_WORDS = {
    "outcome": OUTCOMES,
    "state": STATES,
    "stage": STAGES,
    "why": WHYS,
    "actor": ACTORS,
    "action": ACTIONS,
    "cause": CAUSES,
    "read_state": READ_STATES,
    "kind": KINDS,
    "assessment": ASSESSMENTS,
    "scoring": SCORINGS,
    "field": DECISIVE,
    "job": JOBS,
    "job_state": JOB_STATES,
    "run_state": RUN_STATES,
    "verdict": VERDICTS,
    "place": PLACES,
}

DOING = "act"
"""The context of a message that names something to do, not what was done."""
TWOFOLD = frozenset(ACTIONS.values()) & {*STATES.values(), *STAGES.values()}
"""What Chinese calls alike, the act and the state after it."""


@cache
def environment(language: str) -> Environment:
    """The templates in a language."""
    english = language != CHINESE
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", *([NarrowSigns] if english else [])],
    )
    translations = catalogue(language)
    # The old style: a message is looked up and no more, a table asks for thousands of them.
    made.install_gettext_translations(translations, newstyle=False)  # type: ignore[attr-defined]

    def words(kind: str, value: object) -> str:
        """The word shown for an identifier, in the page's language."""
        word = _WORDS[kind][value]  # type: ignore[index]
        if kind == "action" and word in TWOFOLD:
            return translations.pgettext(DOING, word)
        return translations.gettext(word)

    def outcome_word(value: str) -> str:
        return translations.gettext(OUTCOMES[Outcome(value)])

    def weekday(moment: datetime) -> str:
        return translations.gettext(f"周{WEEKDAYS[moment.weekday()]}")

    def day(value: date | None) -> str:
        return value.isoformat() if english and value else day_text(value)

    def moment(value: datetime) -> str:
        return _in_figures(value) if english else moment_text(value)

    day_words = DayWords(translations.gettext, day, 8, ": ") if english else IN_CHINESE

    def picture(finding: Finding) -> Markup:
        return day_picture(finding, day_words)

    def reason(note: str, limit: int = 200) -> Markup:
        return reason_markup(note, translations.gettext, limit)

    def measured(value: float | None, unit: str | None) -> str:
        if not english or value is None or unit not in UNITS:
            return measured_text(value, unit)
        name = UNITS[unit]
        return f"{value:g}{name}" if name == "%" else f"{value:g} {translations.gettext(name)}"

    made.globals |= {
        "words": words,
        "language": language,
        "outcome_word": outcome_word,
        "measured_text": measured,
    }
    made.filters |= {
        "shown": shown,
        "address": address,
        "web_link": web_link,
        "day": day,
        "short_day": short_day,
        "moment": moment,
        "weekday": weekday,
        "aspect": aspect_name,
        "role": role_name,
        "area": area_of,
        "title_of": title_of,
        "place_of": place_of,
        "state_shown": state_shown,
        "day_picture": picture,
        "reason": reason,
        "figure": figure,
        "signed": signed,
        "percent": percent,
        "value": value_text,
    }
    return made


def copy_words(language: str) -> CopyWords:
    """The words in which an archived copy speaks of itself to whoever reads a language."""
    if language == CHINESE:
        return COPIES_IN_CHINESE
    return CopyWords(language, catalogue(language).gettext, _in_figures)


def _in_figures(value: datetime) -> str:
    return f"{beijing(value):%Y-%m-%d %H:%M}"


def figure(value: object) -> str:
    """A score to two places as in every paper; a dash for none."""
    return "—" if value is None else f"{float(str(value)):.2f}"


def signed(value: object) -> str:
    """A difference with its sign; empty for none and for nothing."""
    if value is None:
        return ""
    number = float(str(value))
    return "" if abs(number) < 0.005 else f"{number:+.2f}".replace("-", "−")


def percent(value: object) -> str:
    """A share from 0 to 1 as whole percents, never 100 % for less than all."""
    if value is None:
        return "—"
    share = float(str(value)) * 100
    return f"{int(share) if share < 100 else 100}%"
