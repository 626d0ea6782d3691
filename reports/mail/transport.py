"""Handing one message to an SMTP server: accepted, or an error that says whether to try again."""

from __future__ import annotations

import ipaddress
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import urlsplit

from reports.errors import MailRefused, Verdict

TIMEOUT_SECONDS = 30.0
WHOLE_SECONDS = 120.0
_PORTS = {"smtp": 25, "smtps": 465}

__all__ = ["TIMEOUT_SECONDS", "Verdict", "send", "trust"]


def trust(ca_file: Path | None) -> ssl.SSLContext:
    """A context that checks certificates and names, by `ca_file` or the system's authorities."""
    try:
        return ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    except (OSError, ssl.SSLError) as error:
        raise MailRefused(f"{ca_file}: no certificates: {error}", Verdict.AWAY) from None


def send(
    message: EmailMessage,
    server: str,
    username: str | None = None,
    password: str | None = None,
    *,
    timeout: float = TIMEOUT_SECONDS,
    whole: float = WHOLE_SECONDS,
    tls: str = "auto",
    context: ssl.SSLContext | None = None,
) -> None:
    """Hand the message to `server` (smtp:// or smtps://HOST[:PORT]); return once it was taken.

    `tls` as in crawler.portals.Mail; a password is never sent over an open line except to this
    machine itself. `timeout` is in seconds for each step, `whole` for all of them, however
    slowly the server drips. Raises MailRefused, with a verdict, unless the server took the
    message; ValueError for an unusable address.
    """
    host, port, implicit = _where(server, tls)
    where = f"{host}:{port}"
    trusted = context or (None if tls == "none" else trust(None))
    client = _client(implicit, min(timeout, whole), trusted)
    try:
        with _cut_off(client, whole):
            try:
                _greet(client, host, port, tls, implicit, trusted)
                _log_in(client, host, implicit, username, password)
            except (smtplib.SMTPException, OSError, UnicodeError) as error:
                raise _refused(where, error, Verdict.AWAY) from error
            _hand_over(client, message, where)
    finally:
        client.close()


def _where(server: str, tls: str) -> tuple[str, int, bool]:
    parts = urlsplit(server)
    host, scheme = parts.hostname, parts.scheme.lower()
    if scheme not in _PORTS or not host:
        raise ValueError(f"not a mail server address: {server[:100]!r}")
    implicit = scheme == "smtps" or tls == "tls"
    return host, parts.port or _PORTS["smtps" if implicit else "smtp"], implicit


def _client(implicit: bool, timeout: float, context: ssl.SSLContext | None) -> smtplib.SMTP:
    # Our own name, without asking the name server for it as the library would.
    name = socket.gethostname()
    name = name if "." in name and name.isascii() else "[127.0.0.1]"
    if implicit:
        return smtplib.SMTP_SSL(local_hostname=name, timeout=timeout, context=context)
    return smtplib.SMTP(local_hostname=name, timeout=timeout)


@contextmanager
def _cut_off(client: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """Shut the line down after so many seconds: each step's own limit would let a drip pass."""

    def cut() -> None:
        line = client.sock
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _greet(
    client: smtplib.SMTP,
    host: str,
    port: int,
    tls: str,
    implicit: bool,
    context: ssl.SSLContext | None,
) -> None:
    # SMTP_SSL and starttls check the certificate against this name; connect() does not set it.
    client._host = host  # type: ignore[attr-defined]
    code, words = client.connect(host, port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, words)
    client.ehlo_or_helo_if_needed()
    if implicit or tls == "none":
        return
    if client.has_extn("starttls"):
        client.starttls(context=context)
        client.ehlo()
    elif tls == "starttls":
        raise smtplib.SMTPNotSupportedError("STARTTLS is not offered, and [mail] tls asks for it")


def _log_in(
    client: smtplib.SMTP, host: str, implicit: bool, username: str | None, password: str | None
) -> None:
    if not (username and password):
        return
    if not (isinstance(client.sock, ssl.SSLSocket) or implicit or _is_here(host)):
        raise smtplib.SMTPNotSupportedError("no TLS, the password is not sent")
    client.login(username, password)


def _hand_over(client: smtplib.SMTP, message: EmailMessage, where: str) -> None:
    """MAIL, RCPT, DATA, one by one: what a refusal means depends on where it comes."""
    content = message.as_bytes(policy=SMTP)
    try:
        code, words = client.mail(_bare(message, "From"))
        if code != 250:
            raise MailRefused(_said(where, "sender refused", code, words), Verdict.AWAY)
        code, words = client.rcpt(_bare(message, "To"))
        if code not in (250, 251):
            raise MailRefused(_said(where, "recipient refused", code, words), _by(code))
    except (smtplib.SMTPException, OSError) as error:
        raise _refused(where, error, Verdict.AWAY) from error
    try:
        code, words = client.data(content)
    except smtplib.SMTPDataError as error:
        text = _said(where, "not taken", error.smtp_code, error.smtp_error)
        raise MailRefused(text, _by(error.smtp_code)) from error
    except (smtplib.SMTPException, OSError) as error:
        # The line broke before the answer: the server may have the message, or may not.
        raise _refused(where, error, Verdict.UNSURE) from error
    if code != 250:
        raise MailRefused(_said(where, "not taken", code, words), _by(code))
    with suppress(smtplib.SMTPException, OSError):
        client.quit()  # it was taken; how the line ends is no matter


def _bare(message: EmailMessage, name: str) -> str:
    return str(message[name].addresses[0].addr_spec)


def _by(code: int) -> Verdict:
    if code == 421:
        return Verdict.AWAY
    return Verdict.NEVER if 500 <= code < 600 else Verdict.LATER


def _said(where: str, what: str, code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{where}: {what}: {code} {text[:300]}"


def _refused(where: str, error: Exception, verdict: Verdict) -> MailRefused:
    return MailRefused(f"{where}: {type(error).__name__}: {str(error)[:300]}", verdict)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
