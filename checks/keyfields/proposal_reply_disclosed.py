"""Replies to suggestions and proposals (建议提案办理) are published, with their data.

What is measured
    Of the last ended year (or that of the notice) and of each kind that the requirement names
    (deputies' suggestions, members' proposals): at least so many replies. Each shows 发布机构、
    标题、发布日期、文号 (内容概述: a title or summary), and so much text where the full text is
    asked for. One finding per reply, aspect: the data missing; a kind without enough replies is
    one finding at home, aspect: the kind.
Why it matters
    What was asked on the public's behalf is to be answered before the public.
Evidence
    The reply's page; for a kind without, the section's lists and the coverage manifest.
Not judged
    Reports on all replies, lists, meetings; a reply of which the page says that it is not made
    public (不予公开): whether it may be withheld is for persons to say; who publishes one that
    tells but whom its text is from (来源). A reply whose page could
    not be read, or that is a scan or a file that cannot be read where text is asked for: cannot
    tell; so is a kind that may be among replies which tell neither, one for which there is but a
    report on all of them where the clause may be content with that (`report_patterns`), and one
    of which a body below a government shows none: whether it had any to answer nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import (
    Bench,
    Page,
    chinese_date,
    hidden_in_files,
    statement_holds,
    unproven,
)
from checks.judging.bench import proof
from checks.keyfields.replies import (
    FIELDS,
    KINDS,
    lacking,
    may_be_replies,
    replies_of,
    reported,
    unread_replies,
    year_of,
)
from crawler.portals import GOVERNMENT_KINDS, Role
from crawler.records import Cause, Dossier, ProposalReply

CHECK = Check(
    slug="proposal_reply_disclosed",
    title="建议提案办理公开",
    reads=(Role.PROPOSALS,),
    terms=(
        "min_replies",
        "kinds",
        "fields",
        "full_text",
        "min_chars",
        "report_patterns",
        "statement_days",
    ),
    choices=(("kinds", KINDS), ("fields", FIELDS)),
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per reply of the year, and one at home per kind without enough of them."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    section, year = dossier.section(Role.PROPOSALS), year_of(requirement, dossier.today)
    replies = replies_of(dossier, year)
    unread = unread_replies(dossier, year)
    if section.seen and statement_holds(bench, section) and not replies:
        text = f"“{Role.PROPOSALS.chinese}”栏目公开了情况说明，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text)
        return
    for reply in replies:
        yield _judge(bench, reply)
    for row, miss in unread:
        page = Page(row.url, row.title, (proof(row),))
        yield bench.cant_tell(page, miss.cause, "该件答复页面未能读取")
    told = [reply.reply_to.value if reply.reply_to else "" for reply in replies]
    for kind in map(str, terms["kinds"]):
        if told.count(kind) < int(terms["min_replies"]):
            doubt = unread[0][1].cause if unread else Cause.AMBIGUOUS if "" in told else None
            if doubt is None and may_be_replies(dossier, year):
                doubt = Cause.UNREADABLE
            elif doubt is None and reported(dossier, year, terms["report_patterns"]):
                doubt = Cause.AMBIGUOUS
            yield _of_kind(bench, kind, year, unproven(dossier, Role.PROPOSALS) or doubt)


def _of_kind(bench: Bench, kind: str, year: int, hidden: Cause | None) -> Finding:
    """The finding on a kind of which too few replies were seen."""
    section, row = bench.dossier.section(Role.PROPOSALS), bench.requirement
    wanted = f"{year}年{kind}的答复"
    if hidden is not None:
        return bench.cant_tell(
            None, hidden, f"{wanted}未能看全", aspect=kind, identity=kind,
            evidence=section.evidence,
        )  # fmt: skip
    if row.until_on is not None and bench.dossier.today <= row.until_on:
        text = f"{wanted}应于{chinese_date(row.until_on)}前公开，尚未到期，目前未见。"
        return bench.give(
            Outcome.PENDING, None, text, aspect=kind, identity=kind, rests_on=("min_replies",)
        )
    if bench.dossier.portal.kind not in GOVERNMENT_KINDS:
        lead = f"未见{wanted}，该单位当年有无承办的看不出"
        return bench.cant_tell(
            None, Cause.AMBIGUOUS, lead, aspect=kind, identity=kind, evidence=section.evidence
        )
    text = f"未见{wanted}，应至少公开{int(row.terms['min_replies'])}件。"
    return bench.give(
        Outcome.FAILED, None, text, aspect=kind, identity=kind, basis=Basis.ABSENCE,
        evidence=section.evidence, rests_on=("min_replies",),
    )  # fmt: skip


def _judge(bench: Bench, reply: ProposalReply) -> Finding:
    terms = bench.requirement.terms
    if reply.withheld is not None:
        text = "该件答复注明不予公开，不适用本项要求。"
        words = proof(reply, reply.withheld.raw)
        return bench.give(Outcome.INAPPLICABLE, reply, text, evidence=(words,))
    missing = lacking(reply, [str(name) for name in terms["fields"]], bench.dossier)
    short = bool(terms["full_text"]) and reply.text_chars < int(terms["min_chars"])
    filed = hidden_in_files(reply)
    if missing and filed is not None and reply.files:
        return bench.cant_tell(reply, filed, f"该件答复的{'、'.join(missing)}可能在附件中")
    if missing or (short and not (reply.pictures or filed)):
        faults = [*missing, *(["全文"] if short else [])]
        aspect = "、".join(faults)
        text = f"该件答复未列明{aspect}。" if missing else "该件答复没有公开全文。"
        rests_on = (*(["fields"] if missing else []), *(["min_chars"] if short else []))
        return bench.give(
            Outcome.FAILED, reply, text, aspect=aspect, basis=Basis.ABSENCE, rests_on=rests_on
        )
    if short:
        return bench.cant_tell(reply, filed or Cause.UNREADABLE, "该件答复的全文是图片或附件")
    told = f"列明了{'、'.join(terms['fields'])}" if terms["fields"] else "公开了全文"
    rests_on = ("fields", *(["min_chars"] if terms["full_text"] else []))
    return bench.give(Outcome.PASSED, reply, f"该件答复{told}。", rests_on=rests_on)
