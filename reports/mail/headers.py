"""Headers of our mails: who, to whom, and in which thread; nothing crawled can add one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.policy import SMTP

from crawler.records.moments import beijing
from reports.safety import header

_MOST_THREADS = 20


def blank(
    *, sender: str, to: str, subject: str, at: datetime, key: tuple[str, ...], day: str
) -> EmailMessage:
    """A message without a body. `key` makes its Message-ID: the same key, the same message.

    Raises ValueError for an address that is none.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = header(subject)
    message["From"] = Address(addr_spec=_spec(sender))
    message["To"] = Address(addr_spec=_spec(to))
    message["Date"] = beijing(at)
    message["Message-ID"] = f"<gongkai-{day}-{_token(*key)}@{_domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "zh-CN"
    return message


def thread(message: EmailMessage, sender: str, roots: Iterable[tuple[str, ...]]) -> None:
    """Put a message into the threads of these keys, the first being the one it answers.

    The root of a thread is a Message-ID made from its key alone, so that every mail on one case
    (or every digest of one unit) meets in one thread, whichever of them came first.
    """
    ids = [f"<gongkai-{_token(*key)}@{_domain(sender)}>" for key in roots][:_MOST_THREADS]
    if ids:
        message["In-Reply-To"] = ids[0]
        message["References"] = " ".join(ids)


def case_thread(case_id: str, address: str) -> tuple[str, ...]:
    """The key of the thread of one case for one recipient."""
    return ("case", case_id, address)


def steady_boundaries(message: EmailMessage) -> None:
    """Boundaries made from the Message-ID; the library draws them by lot.

    Base64 parts cannot contain them.
    """
    multiparts: list[Message] = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(multiparts):
        part.set_boundary(f"=_{_token(str(message['Message-ID']), str(number))}")


def _token(*key: str) -> str:
    return hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:24]


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2]


def _spec(text: str) -> str:
    spec = header(text)
    if spec != text or not spec.isascii() or "@" not in spec:
        raise ValueError(f"not a mail address: {text[:100]!r}")
    return spec
