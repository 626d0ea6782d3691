"""Handing one message to an SMTP server: accepted for every recipient, or an error."""

from __future__ import annotations

import ipaddress
import smtplib
import socket
import ssl
from email.message import EmailMessage
from urllib.parse import urlsplit

from reports.errors import MailRefused

TIMEOUT_SECONDS = 30.0
_PORTS = {"smtp": 25, "smtps": 465}


def send(
    message: EmailMessage,
    server: str,
    username: str | None = None,
    password: str | None = None,
    *,
    timeout: float = TIMEOUT_SECONDS,
    tls: ssl.SSLContext | None = None,
) -> None:
    """Hand the message to `server` (smtp:// or smtps://HOST[:PORT]); return once it was taken.

    STARTTLS is used wherever it is offered; a password is never sent over an open line except
    to this machine itself. `timeout` is in seconds for each step. Raises MailRefused if the
    server cannot be reached or does not take the message, ValueError for an unusable address.
    """
    parts = urlsplit(server)
    host, scheme = parts.hostname, parts.scheme.lower()
    if scheme not in _PORTS or not host:
        raise ValueError(f"not a mail server address: {server[:100]!r}")
    port = parts.port or _PORTS[scheme]
    context = tls or ssl.create_default_context()
    try:
        with _connect(scheme, host, port, timeout, context) as client:
            client.ehlo_or_helo_if_needed()
            safe = scheme == "smtps"
            if not safe and client.has_extn("starttls"):
                client.starttls(context=context)
                client.ehlo()
                safe = True
            if username and password:
                if not (safe or _is_here(host)):
                    raise MailRefused(f"{host}: no TLS, the password is not sent")
                client.login(username, password)
            refused = client.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        raise MailRefused(f"{host}:{port}: {type(error).__name__}: {error}") from error
    if refused:
        raise MailRefused(f"{host}:{port}: refused for {', '.join(refused)}")


def _connect(
    scheme: str, host: str, port: int, timeout: float, context: ssl.SSLContext
) -> smtplib.SMTP:
    # Our own name, without asking the name server for it as the library would.
    name = socket.gethostname()
    name = name if "." in name and name.isascii() else "[127.0.0.1]"
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, name, timeout=timeout, context=context)
    return smtplib.SMTP(host, port, name, timeout=timeout)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
