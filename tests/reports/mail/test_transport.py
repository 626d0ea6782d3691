import time
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from reports.errors import MailRefused
from reports.mail import Recipient, Verdict, compose, send
from reports.mail.transport import trust
from tests.reports.builders import judged, report
from tests.reports.mail.servers import Authority, Inbox, checker, free_port, rude, serving

TO = "office@yunxi.example"
MESSAGE = compose(report(judged()), Recipient(TO, ("yunxi",)), "gongkai@yunzhou.example")


@pytest.fixture
def server() -> Iterator[tuple[str, Inbox]]:
    inbox = Inbox()
    with serving(inbox) as where:
        yield f"smtp://{where}", inbox


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


def test_a_message_arrives_as_it_was_made(server: tuple[str, Inbox]) -> None:
    send(MESSAGE, server[0], timeout=5)
    assert len(server[1].taken) == 1
    back = message_from_bytes(server[1].taken[0], policy=SMTP)
    assert back["Subject"] == MESSAGE["Subject"]
    assert back["Message-ID"] == MESSAGE["Message-ID"]
    assert [part.get_filename() for part in back.iter_attachments()] == ["整改台账-2026-11-20.xlsx"]


@pytest.mark.parametrize(
    ("rcpt", "data", "verdict"),
    [
        ("550 5.1.1 no such user", "", Verdict.NEVER),
        ("451 4.7.1 greylisted", "", Verdict.LATER),
        ("452 4.2.2 mailbox full", "", Verdict.LATER),
        ("421 4.3.2 shutting down", "", Verdict.AWAY),
        ("", "451 4.3.0 try later", Verdict.LATER),
        ("", "554 5.7.1 looks like spam", Verdict.NEVER),
        ("", "552 5.3.4 too large", Verdict.NEVER),
    ],
)
def test_what_the_server_does_not_take_is_refused_with_a_verdict(
    server: tuple[str, Inbox], rcpt: str, data: str, verdict: Verdict
) -> None:
    server[1].rcpt[TO] = rcpt or "250 OK"
    server[1].data[TO] = data or "250 OK"
    with pytest.raises(MailRefused, match=r"127\.0\.0\.1") as caught:
        send(MESSAGE, server[0], timeout=5)
    assert caught.value.verdict is verdict
    assert (rcpt or data) in str(caught.value)
    assert server[1].taken == []


def test_a_sender_that_is_refused_is_the_servers_matter(server: tuple[str, Inbox]) -> None:
    server[1].sender = "530 5.7.0 authenticate first"
    with pytest.raises(MailRefused, match="sender refused: 530") as caught:
        send(MESSAGE, server[0], timeout=5)
    assert caught.value.verdict is Verdict.AWAY


def test_greylisting_is_over_the_second_time(server: tuple[str, Inbox]) -> None:
    server[1].greylisting = True
    with pytest.raises(MailRefused):
        send(MESSAGE, server[0], timeout=5)
    send(MESSAGE, server[0], timeout=5)
    assert len(server[1].taken) == 1


def test_a_server_that_is_not_there_is_away() -> None:
    with pytest.raises(MailRefused) as caught:
        send(MESSAGE, f"smtp://127.0.0.1:{free_port()}", timeout=2)
    assert caught.value.verdict is Verdict.AWAY


@pytest.mark.parametrize("script", ["silent", "drip"])
def test_a_server_that_hangs_or_drips_is_left_in_time(script: str) -> None:
    with rude(script) as (where, _):
        start = time.monotonic()
        with pytest.raises(MailRefused) as caught:
            send(MESSAGE, f"smtp://{where}", timeout=0.5, whole=1.0)
        assert time.monotonic() - start < 3
        assert caught.value.verdict is Verdict.AWAY


def test_a_line_that_breaks_after_data_leaves_it_open_whether_it_was_taken() -> None:
    with rude("drop-after-data") as (where, seen):
        for _ in range(2):
            with pytest.raises(MailRefused) as caught:
                send(MESSAGE, f"smtp://{where}", timeout=5)
            assert caught.value.verdict is Verdict.UNSURE
        ids = {message_from_bytes(one, policy=SMTP)["Message-ID"] for one in seen}
        assert len(seen) == 2
        assert ids == {MESSAGE["Message-ID"]}


@pytest.mark.parametrize("address", ["http://127.0.0.1", "smtp://", "127.0.0.1:25"])
def test_an_unusable_address_is_said_so(address: str) -> None:
    with pytest.raises(ValueError, match="mail server"):
        send(MESSAGE, address)


def test_a_password_never_goes_over_an_open_line(
    server: tuple[str, Inbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.mail.transport._is_here", lambda host: False)
    with pytest.raises(MailRefused, match="no TLS") as caught:
        send(MESSAGE, server[0], "user", "secret", timeout=5)
    assert "secret" not in str(caught.value)


def test_starttls_that_is_required_is_used(authority: Authority) -> None:
    inbox = Inbox()
    with serving(inbox, tls_context=authority.server, require_starttls=True) as where:
        for mode in ("auto", "starttls"):
            send(MESSAGE, f"smtp://{where}", tls=mode, timeout=5, context=authority.client)
        with pytest.raises(MailRefused, match="530"):
            send(MESSAGE, f"smtp://{where}", tls="none", timeout=5, context=authority.client)
    assert len(inbox.taken) == 2


def test_starttls_that_is_not_offered_is_insisted_on(server: tuple[str, Inbox]) -> None:
    with pytest.raises(MailRefused, match="STARTTLS"):
        send(MESSAGE, server[0], tls="starttls", timeout=5)
    assert server[1].taken == []


def test_tls_from_the_first_byte(authority: Authority) -> None:
    inbox = Inbox()
    with serving(inbox, ssl_context=authority.server) as where:
        send(MESSAGE, f"smtps://{where}", timeout=5, context=authority.client)
        send(MESSAGE, f"smtp://{where}", tls="tls", timeout=5, context=trust(authority.ca_file))
    assert len(inbox.taken) == 2


def test_a_certificate_that_is_not_trusted_or_not_the_hosts_is_refused(
    authority: Authority, tmp_path: Path
) -> None:
    other = Authority(tmp_path, "mail.elsewhere.example")
    inbox = Inbox()
    with serving(inbox, tls_context=authority.server) as where:
        for context in (trust(None), other.client):
            with pytest.raises(MailRefused, match="CERTIFICATE_VERIFY_FAILED") as caught:
                send(MESSAGE, f"smtp://{where}", timeout=5, context=context)
            assert caught.value.verdict is Verdict.AWAY
    with (
        serving(inbox, tls_context=other.server) as where,
        pytest.raises(MailRefused, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        send(MESSAGE, f"smtp://{where}", timeout=5, context=other.client)
    assert inbox.taken == []


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_login_with_the_right_and_the_wrong_password(authority: Authority, mechanism: str) -> None:
    inbox = Inbox()
    others = [name for name in ("PLAIN", "LOGIN") if name != mechanism]
    with serving(
        inbox,
        tls_context=authority.server,
        authenticator=checker("gongkai", "right"),
        auth_required=True,
        auth_exclude_mechanism=others,
    ) as where:
        server, context = f"smtp://{where}", authority.client
        send(MESSAGE, server, "gongkai", "right", timeout=5, context=context)
        for user, password in (("gongkai", "wrong"), (None, None), ("gongkai", "密码")):
            with pytest.raises(MailRefused) as caught:
                send(MESSAGE, server, user, password, timeout=5, context=context)
            assert caught.value.verdict is Verdict.AWAY
            assert "wrong" not in str(caught.value)
    assert len(inbox.taken) == 1
