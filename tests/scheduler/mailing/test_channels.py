"""Chat groups and webhooks: what they get, how it is bounded, and that secrets stay secret."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from crawler.portals import Channel
from reports.errors import MailRefused
from reports.mail import Recipient, digest, short_text, subject
from reports.mail.short import MOST_BYTES, MOST_CHARACTERS, SHORT_FOOTER
from reports.model import RunReport
from scheduler.mailing.channels import hand_over
from scheduler.store.outbox import listed
from tests.reports.builders import METADATA, REPLY, finding, judged, portal, report
from tests.scheduler.mailing.test_alerting import MAIL, Post, Town, post, unseen

__all__ = ["post"]  # a fixture

EVIL = '@所有人 <at user_id="all">all</at> [点我](http://evil.test) `x` <font color="red">红</font>'
CHANNEL = Channel("group", "GONGKAI_CHANNEL_GROUP", ("units",))


class Hook:
    """A local webhook: what was posted, and with what status and words it answers."""

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []
        self.status = 200
        self.answer: bytes = b"{}"


@pytest.fixture
def hook() -> Iterator[tuple[str, Hook]]:
    kept = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            kept.posted.append(json.loads(self.rfile.read(size)))
            self.send_response(kept.status)
            self.end_headers()
            self.wfile.write(kept.answer)

        def log_message(self, *args: Any) -> None:
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}/hook", kept
    server.shutdown()
    server.server_close()


def flood(title: str = "关于小区供水问题的咨询") -> RunReport:
    rows = (REPLY, METADATA)
    return report(*(judged(finding(number=n, row=rows[n % 2], title=title)) for n in range(200)))


def text_of(night: RunReport, **given: Any) -> str:
    who = Recipient("", ("yunxi",))
    parts = digest(night, who)
    return short_text(night, who, parts, subject(night, who, parts), **given)


def test_the_short_text_is_bounded_counts_the_rest_and_has_no_scores() -> None:
    text = text_of(flood())
    assert text.startswith("【政务公开提醒】云溪县人民政府：新增200项")
    assert len(text) <= MOST_CHARACTERS
    assert text.endswith(SHORT_FOOTER)
    assert "留言按期答复100项" in text
    assert "得分" not in text
    assert "扣分" not in text
    small = text_of(flood("很长的标题" * 30), octets=700)
    assert len(small.encode()) <= 700
    assert small.endswith(SHORT_FOOTER)
    assert "另有" in small


def test_hostile_titles_can_neither_call_nor_mark_up() -> None:
    text = text_of(flood(EVIL))
    for sign in "@<>[]`":
        assert sign not in text
    for kind in ("http://x.test/@all/<at>", "http://x.test/[a](b)"):
        night = report(judged(finding(subject=kind)))
        assert not set("@<>[]`") & set(text_of(night))


def mail_of(text: str) -> Any:
    from scheduler.mailing.channelling import _message

    return _message("channel:group", text, report().today)


def test_a_webhook_gets_the_text(hook: tuple[str, Hook]) -> None:
    hand_over(CHANNEL, hook[0], mail_of("新增2项\n第二行"))
    (posted,) = hook[1].posted
    assert posted["message"] == "新增2项\n第二行"


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, b""),
        (403, b""),
        (200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}'),
        (200, b'{"code": 19001, "msg": "param invalid"}'),
    ],
)
def test_a_refusal_is_noticed_even_with_status_200(
    hook: tuple[str, Hook], status: int, answer: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    hook[1].status, hook[1].answer = status, answer
    with caplog.at_level(logging.DEBUG), pytest.raises(MailRefused) as caught:
        hand_over(CHANNEL, hook[0], mail_of("x"))
    assert "group" in str(caught.value)
    assert "/hook" not in str(caught.value) + caplog.text
    hook[1].status, hook[1].answer = 200, b'{"errcode": 0, "errmsg": "ok"}'
    hand_over(CHANNEL, hook[0], mail_of("x"))


@pytest.mark.parametrize("url", [None, "", "nonsense", "http//x"])
def test_an_address_that_is_none_is_a_refusal(url: str | None) -> None:
    with pytest.raises(MailRefused, match="GONGKAI_CHANNEL_GROUP"):
        hand_over(CHANNEL, url, mail_of("x"))


@pytest.mark.parametrize(
    ("url", "host", "where"),
    [
        ("wecombot://botkeybotkeybotkey01", "qyapi.weixin.qq.com", ("text", "content")),
        ("dingtalk://" + "a" * 32, "oapi.dingtalk.com", ("text", "content")),
        ("feishu://tokentokentokentoken", "open.feishu.cn", ("content", "text")),
    ],
)
def test_the_chat_services_are_asked_as_they_want_it(
    url: str, host: str, where: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, dict[str, Any]]] = []

    def posted(address: str, data: Any, **given: Any) -> requests.Response:
        asked.append((address, json.loads(data)))
        answer = requests.Response()
        answer.status_code = 200
        answer._content = b'{"errcode": 0, "errmsg": "ok", "code": 0, "msg": "success"}'
        return answer

    monkeypatch.setattr(requests, "post", posted)
    hand_over(CHANNEL, url, mail_of("新增2项"))
    ((address, payload),) = asked
    assert address.startswith(f"https://{host}/")
    outer, inner = where
    assert payload[outer][inner].strip() == "新增2项"
    assert payload.get("msgtype", payload.get("msg_type")) == "text"


class Channels(Town):
    """A town with channels."""

    channels: tuple[Channel, ...] = ()

    @property
    def place(self) -> Any:
        place = super().place
        return replace(place, watchlist=replace(place.watchlist, channels=self.channels))


def test_each_channel_gets_its_own_once(
    tmp_path: Path, post: Post, hook: tuple[str, Hook], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_CHANNEL_GROUP", hook[0])
    other = portal(id="b", name="乙局", contacts=())
    town = Channels(tmp_path, MAIL, portal(), other)
    town.channels = (
        Channel("office", "GONGKAI_CHANNEL_GROUP", ("summary", "alarms")),
        Channel("b", "GONGKAI_CHANNEL_GROUP", ("units",), ("b",)),
    )
    town.fail(1)
    found = town.fail(2, portal="b")
    for _ in range(3):
        town.night()
        town.sleep()
    told = [one["message"] for one in hook[1].posted]
    summaries = [text for text in told if "监测：新增" in text]
    assert len(summaries) == 3
    assert "新增2项" in summaries[0]
    assert "新增0项" in summaries[1]
    units = [text for text in told if text.startswith("【政务公开提醒】乙局")]
    assert len(units) == 1
    assert found.case_id not in town.told  # a chat group is no serving: only mail to the unit is
    town.failing = {}
    town.night(unseen(1, "yunxi"), unseen(2, "b"))
    assert hook[1].posted[-2]["message"].startswith("【政务公开监测告警】共用站点无法访问")


def test_a_channel_that_is_away_holds_up_neither_mail_nor_others(
    tmp_path: Path, post: Post, hook: tuple[str, Hook], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_CHANNEL_GROUP", hook[0])
    town = Channels(tmp_path)
    town.channels = (
        Channel("gone", "GONGKAI_CHANNEL_GONE", ("summary",)),
        Channel("here", "GONGKAI_CHANNEL_GROUP", ("summary",)),
    )
    town.fail(1)
    town.night()
    assert len(post.taken) == 2
    assert len(hook[1].posted) == 1
    (waiting,) = listed(town.db, "pending")
    assert waiting["recipient"] == "channel:gone:summary"
    assert "GONGKAI_CHANNEL_GONE is not set" in waiting["last_error"]


def test_a_wecom_text_fits_its_bytes(
    tmp_path: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_CHANNEL_GROUP", "wecombot://botkeybotkeybotkey01")
    sent: list[str] = []
    monkeypatch.setattr(
        "scheduler.mailing.alerting.hand_over",
        lambda channel, url, message: sent.append(message.get_content()),
    )
    town = Channels(tmp_path)
    town.channels = (CHANNEL,)
    for number in range(100):
        town.fail(number, title="关于小区供水问题的咨询" * 5, row=(REPLY, METADATA)[number % 2])
    town.night()
    (text,) = sent
    assert len(text.encode()) <= MOST_BYTES
