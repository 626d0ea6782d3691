"""What opens or closes the text of an answer: the office that speaks, or signs it, and the day.

Whoever answers is told so where no label does: …三日内修复。石桥镇农综站 2026-10-31 15:25:08, or
督导室：已责令退费。
"""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.pages.words.dates import FoundDate, find_dates
from crawler.pages.words.offices import AUTHORITY_END
from crawler.pages.words.text import key
from crawler.pages.words.wording import pattern
from crawler.records.model import Field, Reply, Source

_LONGEST, _LONGEST_NAME = 160, 20
# What may still stand below the date that closes a reply.
_BELOW = re.compile(
    r"[(（\[【]?(?:联系|咨询|承办|经办|办公|监督|回复|答复|此件)\S{0,3}(?:人|电话|方式|单位|部门|地址|时间|公开)?"
)
_FILE = r"\.(?:docx?|pdf|wps|ofd|xlsx?|zip|rar|jpe?g|png)"
_CHARACTER = rf"(?!{pattern('not_in_name').pattern})[\u3400-\u9fff]"
_NAME = rf"(?!{pattern('no_signer').pattern})(?:{_CHARACTER}){{1,28}}"
# A name between the end of what was said and the day.
_SIGNS = re.compile(
    rf"(?P<said>[。！？!?…~～]|(?:{pattern('last_words').pattern}|\d{{7}}|[)）”]|{_FILE})(?=\s))"
    rf"\s?[(（\[【]?\s?(?P<who>{_NAME}(?:{AUTHORITY_END}|{pattern('other_bodies').pattern}))[\s,，:：|]?$"
)
_SPEAKS = re.compile(
    rf"(?P<who>(?!尊敬|致(?!公)|关于){_NAME}(?:{AUTHORITY_END}|办|室))\s?[:：]\s?(?!(?:[您你]|贵)(?:单位|公司|[局委办院厅部处所站科镇乡村])|[您你]们|来[函文])"
)
_CLOSE = " 。.)）】]"


def closed(reply: Reply, source: Field[str]) -> Reply:
    """The reply with the day that closes its text, and with the office that signs it there.

    Office and day are no part of the text. A labelled office or day that says otherwise stays,
    as does the text then: who signs may be another, whom the answer quotes.
    """
    found = _last_day(reply.text)
    if found is None:
        return reply
    text, last = found
    day = reply.replied_on
    if day is None or day.value is None:
        day = Field(last.value, last.raw, Source.SIGNATURE, "", "答复落款", source.url, last.at)
    signs = _SIGNS.search(text[-_LONGEST:][: last.start])
    below = text[-_LONGEST:][last.start + len(last.raw) :].strip(_CLOSE)
    if signs is None or below or day.value != last.value:
        return replace(reply, replied_on=day)
    who, body = signs["who"], reply.body
    if body is not None and body.value and key(body.value) != key(who):
        return replace(reply, replied_on=day)
    if body is None or not body.value:
        body = Field(who, who, Source.SIGNATURE, "", "答复落款", source.url)
    said = text[: max(len(text) - _LONGEST, 0) + signs.end("said")]
    return Reply(said, day, body)


def opened(reply: Reply, source: Field[str]) -> Reply:
    """The reply with the office whose name opens its text: 督导室：已责令退费.

    A labelled office stays. An office that is greeted, or spoken to (你单位), is who had asked.
    """
    found = _SPEAKS.match(reply.text) if reply.body is None or not reply.body.value else None
    if found is None or len(found["who"]) > _LONGEST_NAME:
        return reply
    body = Field(found["who"], found.group().strip(), Source.TEXT, "", "答复正文", source.url)
    return replace(reply, body=body)


def _last_day(text: str) -> tuple[str, FoundDate] | None:
    """The text of a reply and the date that closes it, as under a letter."""
    found = find_dates(text[-_LONGEST:])
    if not found:
        return None
    last = found[-1]
    rest = text[-_LONGEST:][last.start + len(last.raw) :].strip(_CLOSE)
    return None if rest and not _BELOW.match(rest) else (text, last)
