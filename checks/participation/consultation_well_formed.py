"""A call for opinions (意见征集) carries its period, its draft, and a way to answer.

What is measured
    Per call begun in the window, the parts that the requirement lists: 起止时间 (a length or an
    end that counts from publication will do; it must not end before it begins), 草案 (a file, a
    link, or the text itself, in articles or numbered items), 反馈渠道 (telephone, e-mail, post or
    a form), 依据. Aspect: the parts missing.
Why it matters
    Without a draft, an address and a term nobody can take part in a decision.
Evidence
    The call's page, with the words of the parts that are there.
Not judged
    Environmental notices, bids, appointments; outcomes and notices of a longer term. A call for
    ideas has no draft yet. A part that the page names and does not hold, items that may be a
    draft, a term whose words could not be read, a notice that is a picture or a file: cannot
    tell, unless a part is surely missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, chinese_date, hidden_in_files, nothing_judged, read_in_part
from checks.judging.bench import proof
from checks.matching.titles import matches_any
from checks.participation.calls import Term, calls, changes_in, set_aside, term_of, words_of_term
from checks.participation.unread import unread_calls
from crawler.portals import Role
from crawler.records import Cause, Consultation, Dossier

_TERM, _DRAFT, _CHANNEL, _GROUNDS = "起止时间", "草案", "反馈渠道", "依据"
CHECK = Check(
    slug="consultation_well_formed",
    title="意见征集要素齐全",
    reads=(Role.CONSULTATIONS,),
    terms=(
        "window_days", "parts", "excluded_title_patterns", "open_call_patterns", "min_text_chars",
        "statement_days",
    ),
    choices=(("parts", (_TERM, _DRAFT, _CHANNEL, _GROUNDS)),),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per call begun in the window, or one at home where there is none."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    first = dossier.today - timedelta(days=int(terms["window_days"]))
    findings: list[Finding] = []
    changes = changes_in(dossier)
    for call in calls(dossier):
        reason = set_aside(call, terms["excluded_title_patterns"], changes)
        try:
            term = term_of(call, calendar, changes)
        except CalendarGap:
            findings.append(bench.cant_tell(call, Cause.CALENDAR, "该征集的截止日期无法推算"))
            continue
        if term.begins is not None and not first <= term.begins <= dossier.today:
            continue
        if reason:
            text = f"{reason}，不适用本项要求。"
            findings.append(bench.give(Outcome.INAPPLICABLE, call, text))
        else:
            findings.append(_judge(bench, call, term))
    findings += unread_calls(bench, first)
    yield from findings
    if not findings:
        yield from nothing_judged(bench, (Role.CONSULTATIONS,), "期限内没有开展意见征集")


def _judge(bench: Bench, call: Consultation, term: Term) -> Finding:
    wanted = [str(part) for part in bench.requirement.terms["parts"]]
    states = {part: _state(bench, call, term, part) for part in wanted}
    missing = [part for part, state in states.items() if state is False]
    unseen = [part for part, state in states.items() if isinstance(state, Cause)]
    said = [field.raw for field in (call.draft, *call.channels[:1]) if field is not None]
    shown = (proof(call, words_of_term(call), *said),)
    if missing:
        aspect = "、".join(missing)
        text = f"该意见征集未列明{aspect}。"
        if term.backwards:
            assert term.begins is not None
            assert term.ends is not None
            days = f"{chinese_date(term.begins)}开始、{chinese_date(term.ends)}截止"
            rest = "、".join(part for part in missing if part != _TERM)
            text = f"该意见征集{days}，起始晚于截止{f'，且未列明{rest}' if rest else ''}。"
        words = term.backwards and missing == [_TERM]
        basis = Basis.WORDS if words else Basis.ABSENCE
        return bench.give(Outcome.FAILED, call, text, aspect=aspect, basis=basis, evidence=shown)
    if unseen:
        cause = states[unseen[0]]
        assert isinstance(cause, Cause)
        return bench.cant_tell(call, cause, f"该意见征集的{unseen[0]}未能看到", evidence=shown)
    text = f"该意见征集列明了{'、'.join(wanted)}。"
    return bench.give(Outcome.PASSED, call, text, evidence=shown)


def _state(bench: Bench, call: Consultation, term: Term, part: str) -> bool | Cause:
    """Whether a part is there, or why that cannot be told."""
    terms = bench.requirement.terms
    if part == _TERM:
        there = term.begins is not None and term.ends is not None and not term.backwards
    elif part == _DRAFT:
        there = call.draft is not None or matches_any(call.title, terms["open_call_patterns"])
    else:
        there = bool(call.channels) if part == _CHANNEL else call.grounds is not None
    if there:
        return True
    if (part == _TERM and not term.stated) or (part == _DRAFT and "draft" in call.hinted):
        return Cause.AMBIGUOUS
    offered = {_DRAFT: "draft", _GROUNDS: "grounds"}.get(part)
    short = call.text_chars < int(terms["min_text_chars"]) and not term.backwards
    filed = hidden_in_files(call) if short else None
    elsewhere = offered in call.unread or (short and call.pictures)
    return filed or read_in_part(call) or (Cause.UNREADABLE if elsewhere else False)
