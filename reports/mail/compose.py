"""One digest as a mail message, in text and HTML, in Chinese, without any score for units."""

from __future__ import annotations

import hashlib
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from checks.engine.outcome import Outcome
from crawler.records.moments import beijing
from reports.mail.digest import Digest, Recipient, digest
from reports.mail.items import PARTS, item
from reports.mail.office import office_values
from reports.model import JudgedFinding, RunReport
from reports.page.environment import template
from reports.safety import header, shown
from reports.wording import SAMPLE, SAMPLE_BANNER, moment_text

FOOTER = "本邮件为自动提醒，不替代正式通知。"
_MOST_ITEMS = 100


def compose(
    report: RunReport, recipient: Recipient, sender: str, since: date | None = None
) -> EmailMessage:
    """The digest for one recipient; the same run gives the same message, byte for byte.

    `since` is the day of the last digest. Raises ValueError for an address that is none.
    """
    parts = digest(report, recipient, since)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject(report, recipient, parts)
    message["From"] = Address(addr_spec=_spec(sender))
    message["To"] = Address(addr_spec=_spec(recipient.address))
    message["Date"] = beijing(report.as_of)
    message["Message-ID"] = _message_id(report, recipient, sender)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "zh-CN"
    values, name = _values(report, recipient, parts), "office" if recipient.office else "digest"
    message.set_content(template(f"{name}.txt.j2").render(values), cte="base64")
    message.add_alternative(
        template(f"{name}.html.j2").render(values), subtype="html", cte="base64"
    )
    _steady_boundary(message)
    return message


def subject(report: RunReport, recipient: Recipient, parts: Digest) -> str:
    """【政务公开提醒】××局：新增2项、临期1项、逾期1项 — for the office, of all units.

    The office is also told how many units could not be seen: no news of those is not good news.
    """
    counts = (("新增", parts.new), ("临期", parts.nearly_due), ("逾期", parts.overdue))
    told = "、".join(f"{word}{len(found)}项" for word, found in counts)
    if recipient.office and (unseen := _unseen(report)):
        told += f"，{'全部' if unseen == len(report.portals) else ''}{unseen}个单位未能观察"
    who = f"{report.run}监测" if recipient.office else _units(report, recipient)
    return header(f"【政务公开提醒】{who}：{told}" + (f"（{SAMPLE}）" if report.sample else ""))


def _unseen(report: RunReport) -> int:
    """The units of which something could not be seen, and nothing at all was."""
    blind = {j.finding.portal for j in report.judged if j.finding.outcome is Outcome.CANT_TELL}
    told = (Outcome.CANT_TELL, Outcome.INAPPLICABLE)
    return len(blind - {j.finding.portal for j in report.judged if j.finding.outcome not in told})


def _units(report: RunReport, recipient: Recipient) -> str:
    names = [shown(portal.name, 60) for portal in report.portals if portal.id in recipient.portals]
    return names[0] + (f"等{len(names)}个单位" if len(names) > 1 else "")


def _spec(text: str) -> str:
    spec = header(text)
    if spec != text or not spec.isascii() or "@" not in spec:
        raise ValueError(f"not a mail address: {text[:100]!r}")
    return spec


def _message_id(report: RunReport, recipient: Recipient, sender: str) -> str:
    key = "\x1f".join((report.run, recipient.address, "office" if recipient.office else "unit"))
    digest_ = hashlib.sha256(key.encode()).hexdigest()[:24]
    return f"<gongkai-{report.run}-{digest_}@{sender.rpartition('@')[2]}>"


def _steady_boundary(message: EmailMessage) -> None:
    # The library draws boundaries by lot; base64 parts cannot contain this one.
    token = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:24]
    message.set_boundary(f"=_{token}")


def _values(report: RunReport, recipient: Recipient, parts: Digest) -> dict[str, object]:
    sections = []
    for name, heading in PARTS:
        found: tuple[JudgedFinding, ...] = getattr(parts, name)
        if found:
            items = [item(judged, report) for judged in found[:_MOST_ITEMS]]
            sections.append((name, heading, len(found), items, len(found) - len(items)))
    own = office_values(report, parts) if recipient.office else {"sections": sections}
    return {
        "title": subject(report, recipient, parts),
        "banner": SAMPLE_BANNER if report.sample else "",
        "units": _units(report, recipient) if report.portals else "",
        "cut": moment_text(report.data_cut),
        "footer": FOOTER,
        **own,
    }
