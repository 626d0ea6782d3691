"""Mails as files, to be looked at without a server."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from reports.mail import DueMail
from scheduler.places import make_folder, safe_name, write_private


def write_previews(mails: Iterable[DueMail], folder: Path) -> list[Path]:
    """Write each mail as .eml and .txt (and .html if it has one); the files, in order."""
    make_folder(folder)
    found = []
    for number, mail in enumerate(mails, 1):
        stem = f"{number:03}-{mail.kind}-{safe_name(mail.recipient.address)[:80]}"
        found.append(folder / f"{stem}.eml")
        write_private(found[-1], mail.message.as_bytes(policy=SMTP))
        for kind, ending in (("plain", "txt"), ("html", "html")):
            text = body_of(mail.message, kind)
            if text:
                found.append(folder / f"{stem}.{ending}")
                write_private(found[-1], text.encode())
    return found


def body_of(message: EmailMessage, kind: str) -> str:
    """The text of a mail of that kind ("plain" or "html"); empty if it has none."""
    body = message.get_body((kind,))
    return str(body.get_content()) if body is not None else ""
