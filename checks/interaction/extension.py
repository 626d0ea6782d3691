"""What an extension (延期) that a page tells makes of a breach of the term."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.interaction.replies import extension_in
from checks.judging import Bench, chinese_date
from checks.judging.bench import proof
from crawler.records import Cause, Message

_DAY = re.compile(r"(?<=[至到于])(?:(\d{4})[年./-])?(\d{1,2})[月./-](\d{1,2})(?!\d)")


def with_extension(
    bench: Bench, message: Message, finding: Finding, start: date, came: date | None = None
) -> Finding:
    """The finding, but none of a breach while an extension that the page tells may run.

    The notices say nothing of extensions, other rules know them: whether one was lawful cannot be
    told. It ends on the day that the page names, and after `extension_days` from `start` at the
    latest. `came` is the day of the reply, None where there is none.
    """
    if finding.outcome is not Outcome.FAILED or not (told := extension_in(message)):
        return finding
    last = start + timedelta(days=int(bench.requirement.terms["extension_days"]))
    named = _named(told, start)
    last = min(last, named) if named is not None else last
    if (came or bench.dossier.today) > last:
        beyond = f"页面标明“{told}”，也已超过延期可及的{chinese_date(last)}"
        return replace(finding, statement=f"{finding.statement.removesuffix('。')}（{beyond}）。")
    when = f"{chinese_date(came)}答复" if came is not None else "至今未见实质性答复"
    lead = (
        f"该留言自{chinese_date(start)}起的答复期限已过，{when}，但页面标明“{told}”，"
        "规定没有写明可否延期"
    )
    return bench.cant_tell(
        message, Cause.AMBIGUOUS, lead, aspect=finding.aspect,
        evidence=(*finding.evidence, proof(message, told)),
    )  # fmt: skip


def _named(told: str, start: date) -> date | None:
    """The day until which the words extend the term, the first such day from `start` on."""
    match = _DAY.search(told)
    if match is None:
        return None
    year, month, day = match.groups()
    for one in (int(year),) if year else (start.year, start.year + 1):
        try:
            found = date(one, int(month), int(day))
        except ValueError:
            return None
        if found >= start:
            return found
    return None
