"""Real SMTP servers for tests: patient ones, and ones that refuse, hang or hang up."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Inbox:
    """What a server took, and how it answers: `rcpt` and `data` by recipient."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.to: list[str] = []
        self.rcpt: dict[str, str] = {}
        self.data: dict[str, str] = {}
        self.sender = ""
        self.grey: set[str] = set()
        self.greylisting = False

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.sender:
            return self.sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.greylisting and address not in self.grey:
            self.grey.add(address)
            return "451 4.7.1 greylisted, try again"
        envelope.rcpt_tos.append(address)
        return self.rcpt.get(address, "250 OK")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.data.get(envelope.rcpt_tos[0], "250 taken")
        if answer.startswith("250"):
            self.taken.append(envelope.content)
            self.to.extend(envelope.rcpt_tos)
        return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(inbox: Inbox, **given: Any) -> Iterator[str]:
    """A server's host and port as long as the block lasts."""
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **given)
    controller.start()
    try:
        yield f"127.0.0.1:{controller.port}"
    finally:
        controller.stop()


class Authority:
    """An authority of ours, with a server certificate for 127.0.0.1 (or another name)."""

    def __init__(self, folder: Path, name: str = "127.0.0.1") -> None:
        authority = trustme.CA()
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(self.server)
        self.ca_file = folder / f"ca-{name}.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))

    @property
    def client(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.ca_file))


def checker(user: str, password: str) -> Any:
    """An authenticator that knows one user."""

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check


@contextmanager
def rude(script: str) -> Iterator[tuple[str, list[bytes]]]:
    """A server that breaks the rules: "silent", "drip", "drop-after-data", "drop-before-data".

    Yields its address and the messages whose last byte it saw.
    """
    seen: list[bytes] = []
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)

        def serve() -> None:
            while not over.is_set():
                try:
                    line, _ = listener.accept()
                except TimeoutError:
                    continue
                except OSError:
                    return
                threading.Thread(target=_talk, args=(line, script, seen, over), daemon=True).start()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{listener.getsockname()[1]}", seen
        finally:
            over.set()
            thread.join(5)


def _talk(line: socket.socket, script: str, seen: list[bytes], over: threading.Event) -> None:
    with line:
        if script == "silent":
            over.wait(30)
            return
        if script == "drip":
            while not over.wait(0.1):
                try:
                    line.sendall(b"2")
                except OSError:
                    return
            return
        file = line.makefile("rwb")
        try:
            _say(file, b"220 here")
            for command in file:
                if command.upper().startswith(b"DATA"):
                    if script == "drop-before-data":
                        return
                    _say(file, b"354 go on")
                    content = b""
                    for part in file:
                        if part == b".\r\n":
                            break
                        content += part
                    seen.append(content)
                    return  # the message is here, and no answer ever comes
                _say(file, b"250 fine")
        except OSError:
            return


def _say(file: Any, words: bytes) -> None:
    file.write(words + b"\r\n")
    file.flush()
