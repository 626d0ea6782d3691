"""Chat groups and webhooks (企业微信, 钉钉, 飞书 …) through apprise; addresses are secrets."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from crawler.portals import Channel
from reports.errors import MailRefused, Verdict
from reports.mail.short import MOST_BYTES, MOST_CHARACTERS

OCTETS = {"wecombot": MOST_BYTES}
"""Bytes of UTF-8 that a kind of channel takes where that is less than our own limit."""
CHARACTERS = MOST_CHARACTERS
_SECONDS = 10.0


def kind_of(url: str) -> str:
    """The kind of channel of an apprise address: its scheme."""
    return url.partition("://")[0].strip().lower()


def hand_over(channel: Channel, url: str | None, message: EmailMessage) -> None:
    """Post a message's text to a channel. Raises MailRefused unless it was accepted.

    Nothing of the address, which is a secret, gets into an error or a log.
    """
    if not url:
        raise MailRefused(f"channel {channel.name}: {channel.env} is not set", Verdict.AWAY)
    target = _target(channel, url)
    body = message.get_body(("plain",))
    text = body.get_content().strip() if body is not None else ""
    with _silent(), _answers(target) as answers:
        taken = bool(target.notify(body=text, title="", body_format="text"))
    refusal = next((said for said in map(_refusal, answers) if said), "")
    if not taken or refusal:
        codes = ", ".join(str(answer.status_code) for answer in answers) or "no answer"
        said = f"channel {channel.name} ({kind_of(url)}): not taken: {refusal or codes}"
        raise MailRefused(said, Verdict.AWAY)


def _target(channel: Channel, url: str) -> Any:
    # Loaded when it is needed: the library has a hundred services.
    with _silent(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of plugins that we do not use
        import apprise

        target = apprise.Apprise.instantiate(url, suppress_exceptions=True)
    if target is None:
        raise MailRefused(
            f"channel {channel.name}: what {channel.env} holds is no apprise address", Verdict.AWAY
        )
    target.socket_connect_timeout = target.socket_read_timeout = _SECONDS
    return target


@contextmanager
def _silent() -> Iterator[None]:
    """The libraries' logs name addresses, and ours are secrets."""
    logs = [logging.getLogger(name) for name in ("apprise", "urllib3.connectionpool")]
    before = [log.disabled for log in logs]
    for log in logs:
        log.disabled = True
    try:
        yield
    finally:
        for log, was in zip(logs, before, strict=True):
            log.disabled = was


class _Heard:
    """`requests` as the plugin sees it, with every answer kept."""

    def __init__(self, real: Any, answers: list[Any]) -> None:
        self._real, self._answers = real, answers

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if name not in ("post", "get", "request"):
            return found

        def asked(*args: Any, **given: Any) -> Any:
            answer = found(*args, **given)
            self._answers.append(answer)
            return answer

        return asked


@contextmanager
def _answers(target: Any) -> Iterator[list[Any]]:
    """The answers that a plugin gets: some services refuse with status 200, unseen by it."""
    plugin: Any = sys.modules[type(target).__module__]
    answers: list[Any] = []
    real = getattr(plugin, "requests", None)
    if real is None:
        yield answers
        return
    plugin.requests = _Heard(real, answers)
    try:
        yield answers
    finally:
        plugin.requests = real


def _refusal(answer: Any) -> str:
    """What a 200 says if it is a refusal after all: errcode (企业微信, 钉钉) or code (飞书)."""
    try:
        said = json.loads(answer.content)
    except (ValueError, TypeError):
        return ""
    if not isinstance(said, dict):
        return ""
    for key, words in (("errcode", "errmsg"), ("code", "msg"), ("StatusCode", "StatusMessage")):
        if said.get(key) not in (None, 0, "0") and words in said:
            return f"{key} {str(said[key])[:20]}: {str(said.get(words, ''))[:100]}"
    return ""
