"""One digest as a mail message, in text and HTML, in Chinese, without any score for units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from checks.engine.case import Stage
from checks.engine.outcome import Outcome
from reports.banner import banner
from reports.day_sums import mending_day
from reports.mail.attachment import ledger_sheet
from reports.mail.desk import Task
from reports.mail.digest import TOLD_PARTS, Digest, Recipient, digest, is_urgent, presses
from reports.mail.grouping import groups
from reports.mail.headers import blank, case_thread, steady_boundaries, thread
from reports.mail.items import PARTS, platforms
from reports.mail.memory import Memory
from reports.mail.office import office_values
from reports.model import JudgedFinding, RunReport
from reports.page.environment import template
from reports.safety import header, shown
from reports.wording import SAMPLE, STAGES, moment_text

FOOTER = "本邮件为自动提醒，不替代正式通知。"
_MOST_SILENT = 20
BRIEF = frozenset({"mended", "lifted", "unlisted"})
"""Parts that are told on a line each."""
_WITH_OFFICE = (Stage.REPORTED, Stage.RECHECKING, Stage.DISPUTED)
HEADINGS = {
    "returned": "退回重改、申诉不成立",
    "unlisted": "页面已撤下或不再列出",
    "lifted": "核销或免予处理（无需再整改）",
}
_PART_NOTES = {
    "unlisted": "页面已撤下或不再列出，不等于已整改。请恢复页面并完成整改，或书面说明原因；"
    "经人工核实后方可销号。",
    "returned": "经复核或裁定，下列问题仍需整改，请在时限内重新整改并反馈。",
}


@dataclass(frozen=True)
class OfficeNotes:
    """What the office is told beside the findings, as Chinese lines.

    `windows` are announced windows, `held` units that were not written to and why, `undelivered`
    mails that no server takes, `desk` what awaits the office itself, `changes` the changes of
    rulebook, roster and terms that nobody signed yet, `owed` what is to be attested soon.
    """

    windows: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    undelivered: tuple[str, ...] = ()
    desk: tuple[Task, ...] = ()
    changes: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()


def compose(
    report: RunReport,
    recipient: Recipient,
    sender: str,
    memory: Memory | None = None,
    *,
    parts: Digest | None = None,
    notes: OfficeNotes | None = None,
    urgent: bool = False,
) -> EmailMessage:
    """The digest for one recipient; the same run gives the same message, byte for byte.

    `parts` is the digest if it was made already, else it is made by `memory`. An `urgent`
    message tells of what does not wait for the digest, and of nothing else. There is one
    Message-ID for a recipient and day. Raises ValueError for an address that is none.
    """
    parts = digest(report, recipient, memory) if parts is None else parts
    kind = "office" if recipient.office else "urgent" if urgent else "unit"
    if urgent:
        parts = Digest(new=parts.urgent)
    text = subject(report, recipient, parts, urgent=urgent)
    message = blank(
        sender=sender,
        to=recipient.address,
        subject=text,
        at=report.as_of,
        key=(report.today.isoformat(), recipient.address, kind, *_cases(parts, urgent)),
        day=report.today.isoformat(),
    )
    if not recipient.office:
        told = (*parts.new, *parts.overdue, *parts.returned, *parts.unlisted)
        touched = (j for j in (*told, *parts.mended, *parts.lifted) if presses(j))
        cases = [case_thread(j.finding.case_id, recipient.address) for j in touched]
        own = [] if urgent else [("digests", recipient.address)]
        thread(message, sender, [*own, *cases])
    sheet = None if recipient.office else ledger_sheet(report, _problems(parts))
    values = _values(report, recipient, parts, text, attached=sheet is not None)
    if recipient.office:
        values |= office_values(report, parts)
        notes = notes or OfficeNotes()
        values |= {"notes": notes, "desk": notes.desk}
    name = "office" if recipient.office else "digest"
    message.set_content(template(f"{name}.txt.j2").render(values), cte="base64")
    message.add_alternative(
        template(f"{name}.html.j2").render(values), subtype="html", cte="base64"
    )
    if sheet is not None:
        message.add_attachment(
            sheet,
            maintype="application",
            subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            filename=f"整改台账-{report.today}.xlsx",
        )
    steady_boundaries(message)
    return message


def _cases(parts: Digest, urgent: bool) -> list[str]:
    """There may be several urgent mails a day, each about other cases."""
    return sorted(judged.finding.case_id for judged in parts.new) if urgent else []


def subject(report: RunReport, recipient: Recipient, parts: Digest, *, urgent: bool = False) -> str:
    """【政务公开提醒】××局：新增2项、临期1项、逾期1项 — for the office, of all units.

    The office is also told how many units could not be seen: no news of those is not good news.
    """
    counts = (("新增", parts.new), ("临期", parts.nearly_due), ("逾期", parts.overdue))
    told = "、".join(f"{word}{len(found)}项" for word, found in counts)
    if urgent:
        told = f"新增{len(parts.new)}项，请立即处理"
    elif not recipient.office:
        pressing = parts.new or parts.overdue
        more = (
            ("退回重改", parts.returned),
            ("页面撤下", parts.unlisted),
            ("系统复测通过", () if pressing else parts.mended),
            ("核销", () if pressing else parts.lifted),
        )
        rest = "、".join(f"{word}{len(found)}项" for word, found in more if found)
        told += f"，{rest}" if rest else ""
        told += f"，其中{len(parts.urgent)}项请立即处理" if parts.urgent else ""
    if recipient.office:
        if parts.unconfirmed:
            told += f"，隐私待核实{len(parts.unconfirmed)}项"
        if unseen := _unseen(report):
            told += f"，{'全部' if unseen == len(report.portals) else ''}{unseen}个单位未能观察"
    who = f"{report.run}监测" if recipient.office else units_text(report, recipient)
    return header(f"【政务公开提醒】{who}：{told}" + (f"（{SAMPLE}）" if report.sample else ""))


def units_text(report: RunReport, recipient: Recipient) -> str:
    """××局, or ××局等3个单位."""
    names = [shown(portal.name, 60) for portal in report.portals if portal.id in recipient.portals]
    return (names[0] if names else "") + (f"等{len(names)}个单位" if len(names) > 1 else "")


def _unseen(report: RunReport) -> int:
    """The units of which something could not be seen, and nothing at all was."""
    blind = {j.finding.portal for j in report.judged if j.finding.outcome is Outcome.CANT_TELL}
    told = (Outcome.CANT_TELL, Outcome.INAPPLICABLE)
    seen = {j.finding.portal for j in report.judged if j.finding.outcome not in told}
    return len((blind | set(report.unvisited)) - seen)


def _problems(parts: Digest) -> list[JudgedFinding]:
    found = (
        *parts.new, *parts.nearly_due, *parts.overdue, *parts.returned, *parts.unlisted,
        *parts.standing,
    )  # fmt: skip
    return [judged for judged in found if judged.finding.outcome is Outcome.FAILED]


def _values(
    report: RunReport, recipient: Recipient, parts: Digest, title: str, *, attached: bool
) -> dict[str, Any]:
    return {
        "title": title,
        "banner": banner(report),
        "units": units_text(report, recipient) if report.portals else "",
        "cut": moment_text(report.data_cut),
        "footer": FOOTER,
        "attached": attached,
        "sections": () if recipient.office else _sections(report, recipient, parts),
        "part_notes": _PART_NOTES,
        "platforms": platforms(
            (j for name in TOLD_PARTS for j in getattr(parts, name)),
            report,
            several=len(recipient.portals) > 1,
        ),
        "standing": _standing(report, parts.standing),
        "summary": _summary(parts),
    }


def _summary(parts: Digest) -> str:
    """What the mail tells, in one line."""
    counts = [(heading, len(getattr(parts, name))) for name, heading in PARTS if name != "standing"]
    return "、".join(f"{heading} {count} 项" for heading, count in counts if count)


def _sections(
    report: RunReport, recipient: Recipient, parts: Digest
) -> list[tuple[str, str, int, list[Any]]]:
    """Name, heading, count and groups of every part that has something; what presses first."""
    at_once = parts.urgent
    later = tuple(judged for judged in parts.new if not is_urgent(judged))
    told = [("urgent", "请立即处理", at_once), ("new", "新增", later)]
    told += [
        (name, heading, getattr(parts, name))
        for name, heading in PARTS
        if name not in ("new", "standing")
    ]
    told = [(name, HEADINGS.get(name, heading), found) for name, heading, found in told]
    several = len(recipient.portals) > 1
    return [
        (
            name,
            heading,
            len(found),
            groups(found, report, several=several, brief=name in BRIEF),
        )
        for name, heading, found in told
        if found
    ]


def _standing(report: RunReport, found: Sequence[JudgedFinding]) -> dict[str, Any]:
    """What is known and stands: counted by indicator, not told again."""
    late, answered = 0, Counter[Stage]()
    for judged in found:
        stage = judged.stage or (judged.case.stage if judged.case else None)
        if stage in _WITH_OFFICE or (judged.case and judged.case.work.unlisted_on):
            answered[stage or Stage.ISSUED] += stage in _WITH_OFFICE
            continue
        due = mending_day(judged, report) if judged.finding.outcome is Outcome.FAILED else None
        late += due is not None and due < report.today
    by_indicator = Counter(judged.requirement.title for judged in found)
    return {
        "count": len(found),
        "overdue": late,
        "answered": "、".join(
            f"{STAGES[stage]} {answered[stage]} 项" for stage in _WITH_OFFICE if answered[stage]
        ),
        "lines": [f"{title} {count} 项" for title, count in by_indicator.most_common(_MOST_SILENT)],
    }
