"""An alarm to the office: one matter, at once, in plain text."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

from crawler.records.moments import beijing_date
from reports.mail.compose import FOOTER
from reports.mail.headers import blank, steady_boundaries, thread
from reports.safety import shown
from reports.wording import SAMPLE, moment_text

_MOST_LINES = 60


def office_alarm(
    sender: str,
    office: str,
    key: str,
    text: str,
    at: datetime,
    *,
    title: str = "",
    sample: bool = False,
) -> EmailMessage:
    """The alarm `key` to one address of the office; of a key there is one a day and address.

    `text` may have several lines; its first stands in the subject unless `title` is given. What
    comes from elsewhere is made harmless. Raises ValueError for an address that is none.
    """
    lines = [shown(line, 500) for line in text.splitlines()[:_MOST_LINES]]
    told = shown(title, 80) or next((line[:80] for line in lines if line), "")
    message = blank(
        sender=sender,
        to=office,
        subject=f"【政务公开监测告警】{told}" + (f"（{SAMPLE}）" if sample else ""),
        at=at,
        key=("alarm", key, office, beijing_date(at).isoformat()),
        day=beijing_date(at).isoformat(),
    )
    thread(message, sender, [("alarm", key, office)])
    body = [f"时间：{moment_text(at)}", "", *lines, "", "--", FOOTER]
    message.set_content("\n".join(body) + "\n", cte="base64")
    steady_boundaries(message)
    return message
