import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from reports.errors import MailRefused
from reports.mail import Recipient, compose, send
from tests.reports.builders import judged, report


class Inbox:
    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.refuse = ""

    async def handle_RCPT(self, *args: Any) -> str:  # noqa: N802
        args[2].rcpt_tos.append(args[3])
        return "550 no such user" if self.refuse == "rcpt" else "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuse == "data":
            return "451 try later"
        self.taken.append(envelope.content)
        return "250 taken"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server() -> Iterator[tuple[str, Inbox]]:
    inbox, port = Inbox(), free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}", inbox
    controller.stop()


MESSAGE = compose(
    report(judged()), Recipient("office@yunxi.example", ("yunxi",)), "gongkai@yunzhou.example"
)


def test_a_message_arrives_as_it_was_made(server: tuple[str, Inbox]) -> None:
    send(MESSAGE, server[0], timeout=5)
    assert len(server[1].taken) == 1
    assert b"Subject: =?utf-8?" in server[1].taken[0]
    assert str(MESSAGE["Message-ID"]).encode() in server[1].taken[0]


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_what_the_server_does_not_take_is_refused(server: tuple[str, Inbox], where: str) -> None:
    server[1].refuse = where
    with pytest.raises(MailRefused, match=r"127\.0\.0\.1"):
        send(MESSAGE, server[0], timeout=5)
    assert server[1].taken == []


def test_a_server_that_is_not_there_is_refused() -> None:
    with pytest.raises(MailRefused):
        send(MESSAGE, f"smtp://127.0.0.1:{free_port()}", timeout=2)


def test_a_silent_server_times_out() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(MailRefused):
            send(MESSAGE, f"smtp://127.0.0.1:{silent.getsockname()[1]}", timeout=0.3)


@pytest.mark.parametrize("address", ["http://127.0.0.1", "smtp://", "127.0.0.1:25"])
def test_an_unusable_address_is_said_so(address: str) -> None:
    with pytest.raises(ValueError, match="mail server"):
        send(MESSAGE, address)


def test_a_password_never_goes_over_an_open_line(
    server: tuple[str, Inbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.mail.transport._is_here", lambda host: False)
    with pytest.raises(MailRefused, match="no TLS"):
        send(MESSAGE, server[0], "user", "secret", timeout=5)
