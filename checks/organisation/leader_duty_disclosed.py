"""A leader's published division of work names openness (政务公开).

What is measured
    Whether the division of work of at least one present leader names one of the requirement's
    keywords. Openness of party, village, school or factory affairs is another matter.
Why it matters
    The notices want one leader to answer for openness, and the public to know who.
Evidence
    The leader's page with the words; for a failure, the pages of divisions that were read.
Not judged
    Leaders marked as former. Where no division of work is shown anywhere, or none that was read
    names it and a present leader's could not be read: cannot tell.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, statement_holds
from checks.judging.bench import proof
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier, Leader, ReadState, Record

CHECK = Check(
    slug="leader_duty_disclosed",
    title="领导分工含政务公开",
    reads=(Role.LEADERS,),
    terms=("keywords", "excluded_words", "statement_days"),
)

_FORMS = tomllib.loads(Path(__file__).with_name("duties.toml").read_text(encoding="utf-8"))
_NOT_BEFORE, _NOT_AFTER = re.compile(_FORMS["not_before"]), re.compile(_FORMS["not_after"])
_DIVISION = re.compile(_FORMS["division"])
_VACANT = re.compile(r"\W*.{0,10}(?:空缺|暂缺|待任命|缺位)\W*")
"""A post that nobody holds has no division of work, and says nothing of that of others."""


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench = Bench(CHECK, dossier, requirement)
    section, name = dossier.section(Role.LEADERS), Role.LEADERS.chinese
    divisions: list[tuple[Record, str]] = [
        (leader, leader.division)
        for leader in dossier.leaders
        if leader.present and (said := plain(leader.division)) and not _VACANT.fullmatch(said)
    ]
    pages: list[tuple[Record, str]] = [
        (page, page.text)
        for page in dossier.static_pages
        if page.role is Role.LEADERS and _DIVISION.search(page.text)
    ]
    for record, text in (*divisions, *(() if dossier.leaders else pages)):
        words = _naming(text, requirement, own=isinstance(record, Leader))
        if words:
            said = "有现任领导的分工写明政务公开或政府信息公开。"
            yield bench.give(Outcome.PASSED, None, said, evidence=(proof(record, words),))
            return
    evidence = tuple(proof(record, text) for record, text in divisions[:10]) or section.evidence
    if section.state is ReadState.UNOBSERVABLE or section.state is ReadState.PART:
        cause = section.cause or Cause.UNREADABLE
        yield bench.cant_tell(None, cause, f"“{name}”栏目未能采集完整", evidence=evidence)
    elif section.seen and not divisions and statement_holds(bench, section):
        said = f"“{name}”栏目公开了情况说明，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, said, evidence=evidence)
    elif not divisions:
        yield bench.cant_tell(None, Cause.UNREADABLE, "未见任何领导的分工文字", evidence=evidence)
    elif any(leader.present and leader.unread for leader in dossier.leaders):
        said = "部分领导的分工文字未能读取"
        yield bench.cant_tell(None, Cause.UNREADABLE, said, evidence=evidence)
    else:
        said = f"所见{len(divisions)}名现任领导的分工均未写明政务公开或政府信息公开。"
        yield bench.give(Outcome.FAILED, None, said, evidence=evidence)


def _naming(text: str, requirement: Requirement, *, own: bool) -> str:
    """The words around the first place where a division of work names openness, or nothing.

    `own` text is that of one leader; the text of a whole page may name columns of the site.
    """
    line = plain(text)
    keywords: Sequence[str] = requirement.terms["keywords"]
    named = _FORMS["named"] % "|".join(re.escape(plain(word)) for word in keywords)
    wanted = re.compile(f"{named}|{_FORMS['alone']}" if own else named)
    for match in wanted.finditer(line):
        if any(plain(word) == match.group() for word in requirement.terms["excluded_words"]):
            continue
        if _NOT_BEFORE.search(line[: match.start()]) or _NOT_AFTER.match(line[match.end() :]):
            continue
        return line[max(0, match.start() - 20) : match.end() + 10]
    return ""
