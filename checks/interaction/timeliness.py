"""Whether a reply, or none, kept the term: the findings of message_reply_latency."""

from __future__ import annotations

from datetime import date

from checks.calendar import WorkCalendar
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.interaction.extension import with_extension
from checks.interaction.replies import first_reply, substantive_replies
from checks.interaction.terms import Came
from checks.judging import Bench, chinese_date, quoted, set_locally, working_days
from checks.judging.bench import proof
from checks.judging.dates import shown
from crawler.records import Cause, Message

BACKDATED = "倒签"
"""The aspect of a reply that bears an earlier date than it can have."""


def answered(
    bench: Bench, message: Message, calendar: WorkCalendar, start: date, came: Came
) -> Finding:
    """The finding about a message to which a reply came."""
    ours = set_locally(bench.requirement, "max_working_days")
    limit, today = int(bench.requirement.terms["max_working_days"]), bench.dossier.today
    exact = shown(message.submitted_on) is not None
    assert came.latest is not None
    aspect = BACKDATED if came.claimed is not None else None
    lead = f"该留言{chinese_date(start)}{'提交' if exact else '受理'}"
    total = working_days(calendar, start, limit, came.latest, today)
    soonest = came.earliest
    if soonest is not None and soonest != came.latest:
        at_least = working_days(calendar, start, limit, soonest, today)
        when = f"答复出现在{chinese_date(soonest)}至{chinese_date(came.latest)}之间"
        if came.claimed is not None:
            when = f"{when}，与所标{chinese_date(came.claimed)}不符"
        lost = at_least.late
        measured = at_least.measured
    else:
        when = f"{chinese_date(came.latest)}答复"
        if soonest is None:
            when = f"答复未标明日期，不晚于{chinese_date(came.latest)}"
        lost, measured = total.late and soonest is not None, total.measured
    shown_words = (proof(message, *words(message)),)
    if not total.late and exact:
        used = f"用时{total.measured:.0f}个工作日，" if soonest == came.latest else ""
        text = f"{lead}，{when}，{used}未超过{limit}个工作日{ours}的期限。"
        return bench.give(
            Outcome.PASSED, message, text, aspect=aspect, total=total, evidence=shown_words
        )
    if lost:
        least = "至少" if soonest != came.latest or not exact else ""
        used = f"用时{least}{measured:.0f}个工作日，" if measured is not None else ""
        text = f"{lead}，{when}，{used}超过{limit}个工作日{ours}的期限。"
        finding = bench.give(
            Outcome.FAILED, message, text, aspect=aspect, total=total, evidence=shown_words
        )
        return with_extension(bench, message, finding, start, came.latest)
    return bench.cant_tell(
        message, Cause.AMBIGUOUS, f"{lead}，{when}，是否逾期不能确定", aspect=aspect
    )


def unanswered(bench: Bench, message: Message, calendar: WorkCalendar, start: date) -> Finding:
    """The finding about a message that shows no reply; `start` is its submission or acceptance."""
    ours = set_locally(bench.requirement, "max_working_days")
    limit, today = int(bench.requirement.terms["max_working_days"]), bench.dossier.today
    exact = shown(message.submitted_on) is not None
    total = working_days(calendar, start, limit, None, today)
    assert total.due_on is not None
    lead = f"该留言{chinese_date(start)}{'提交' if exact else '受理'}"
    if total.late:
        text = f"{lead}，答复期限为{chinese_date(total.due_on)}{ours}，至今未见实质性答复。"
        finding = bench.give(
            Outcome.FAILED, message, text, basis=Basis.ABSENCE, total=total,
            evidence=(proof(message, *words(message)),),
        )  # fmt: skip
        return with_extension(bench, message, finding, start)
    if not exact:
        return bench.cant_tell(
            message, Cause.AMBIGUOUS, f"{lead}，未见提交日期和答复，是否逾期不能确定"
        )
    text = f"{lead}，答复期限为{chinese_date(total.due_on)}{ours}，尚未到期，目前未见实质性答复。"
    return bench.give(Outcome.PENDING, message, text, total=total)


def words(message: Message) -> tuple[str, ...]:
    """The words of a message's page that decide: its dates, its state, how its answer begins."""
    answer = first_reply(substantive_replies(message) or message.replies)
    replied = answer.replied_on if answer is not None else None
    fields = (message.submitted_on or message.accepted_on, replied, message.status)
    shown_fields = [f"{field.label} {field.raw}".strip() for field in fields if field is not None]
    return (*shown_fields, *([quoted(answer.text)[:40]] if answer is not None else []))
