"""What newly fails by a page that was not asked for tonight accuses nobody until it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging.wording import WORDS, chinese_date
from crawler.records import Cause, Dossier
from crawler.records.moments import beijing_date


def up_to_date(finding: Finding, dossier: Dossier) -> Finding:
    """The finding; `cant_tell` in the place of a failure that is new and rests on a page of which
    an earlier night's look was taken over. What cannot be told is asked for the next night.
    """
    manner = dossier.manner
    if finding.outcome is not Outcome.FAILED or finding.case_id in manner.accused:
        return finding
    looks: dict[str, date] = {}
    for one in finding.evidence:  # of a page that is cited twice the newer look counts
        if one.url in manner.unasked:
            day = beijing_date(one.captured_at)
            looks[one.url] = max(day, looks.get(one.url, day))
    if not looks:
        return finding
    text = WORDS["resting"]["held"].format(
        day=chinese_date(min(looks.values())), judged=finding.statement.removesuffix("。")
    )
    return replace(finding, outcome=Outcome.CANT_TELL, cause=Cause.SCANNER, statement=text)
