"""Why something was not read or not done, in words: what programs note, as people are told it.

Fetcher, readers and jobs note in English, for their logs. This table has the words for each note,
Chinese here and other languages by catalogue; a note that it does not know is shown as code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from markupsafe import Markup, escape

from reports.safety import shown

REASONS: tuple[tuple[str, str], ...] = (
    (r"script-only page", "页面只有脚本，没有可读的内容"),
    (r"nothing to see", "页面没有可见的内容"),
    (r"empty body", "返回的内容为空"),
    (r"login", "页面要求登录"),
    (r"shown: (?P<words>.+)", "页面显示“%(words)s”"),
    (r"title: (?P<words>.+)", "页面标题为“%(words)s”"),
    (r"error page: (?P<words>.+)", "页面是错误提示“%(words)s”"),
    (r"maintenance: (?P<words>.+)", "页面显示正在维护“%(words)s”"),
    (r"refresh to (?P<where>.+)", "页面自动转向 %(where)s"),
    (r"not a text page: ?(?P<kind>.*)", "不是文字页面（%(kind)s）"),
    (r"an answer without rows", "应答中没有列表行"),
    (r"(?:status|answers) (?P<status>\d{3})", "返回 %(status)s"),
    (r"返回 (?P<status>\d{3})", "返回 %(status)s"),
    (r"robots\.txt forbids it", "robots.txt 禁止采集"),
    (
        r"robots\.txt answers (?P<status>\d{3}): everything counts as forbidden \(RFC 9309\)",
        "robots.txt 返回 %(status)s，按 RFC 9309 视为全部禁止采集",
    ),
    (r"robots\.txt: (?P<inner>.+)", "robots.txt 未能取得：%(inner)s"),
    (r"redirect to unlisted host (?P<host>.+)", "转向未列入监测名单的主机 %(host)s"),
    (r"unlisted host (?P<host>.+)", "主机 %(host)s 未列入监测名单"),
    (r"host (?P<host>\S+) is not on the watchlist", "主机 %(host)s 未列入监测名单"),
    (r"redirects: more than (?P<count>\d+)", "转向超过 %(count)s 次"),
    (r"redirects in a circle at (?P<where>.+)", "循环转向 %(where)s"),
    (r"redirect to no usable address: (?P<code>.+)", "转向的地址不可用：%(code)s"),
    (r"address of (?P<count>\d+) characters", "网址过长（%(count)s 个字符）"),
    (r"no answer within (?P<count>[\d.]+) s", "%(count)s 秒内没有应答"),
    (r"no answer: (?P<code>.+)", "没有应答：%(code)s"),
    (r"(?P<host>\S+) cannot be resolved(?: \((?P<code>.+)\))?", "域名 %(host)s 无法解析"),
    (r"(?P<host>\S+) resolves to (?P<code>.+)", "域名 %(host)s 解析到不可访问的地址：%(code)s"),
    (r"more than (?P<count>\d+) bytes", "超过 %(count)s 字节"),
    (r"more than (?P<count>\d+) bytes after decompression", "解压后超过 %(count)s 字节"),
    (r"damaged compression: (?P<code>.+)", "压缩内容已损坏：%(code)s"),
    (r"the answer broke off before its end", "应答中途中断"),
    (r"more than (?P<count>\d+) attributes of one element", "一个元素的属性超过 %(count)s 个"),
    (r"more than (?P<count>\d+) elements inside each other", "元素嵌套超过 %(count)s 层"),
    (r"(?P<count>\d+) (?:tags|elements)", "页面元素过多（%(count)s 个）"),
    (r"(?P<count>\d+) options", "页面选项过多（%(count)s 个）"),
    (r"not for the unit yet", "尚不能告知单位的记录"),
    (r"notices of all", "全部单位的通知"),
    (r"action (?P<code>\w+)", "无权执行的操作：%(code)s"),
    (r"verdict before the answer", "作答前查看测评结果"),
    (r"a finding that is not next", "跳过抽样顺序的记录"),
)
"""Patterns of whole notes, and their words. `code` stays as it is, `inner` is a note itself."""

MESSAGES = tuple(dict.fromkeys(words for _, words in REASONS))
"""All that a catalogue must have."""
_TABLE = tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in REASONS)
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Reason:
    """A note: a message with its values; `code` is the note itself where nothing has words for it.

    A note in Chinese is a message of its own.
    """

    message: str = ""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    code: str = ""


def reason_of(note: str) -> Reason:
    """What a note says."""
    for pattern, words in _TABLE:
        found = pattern.fullmatch(note.strip())
        if found is not None:
            given = {key: value or "" for key, value in found.groupdict().items()}
            return Reason(words, MappingProxyType(given))
    if _CHINESE.search(note):
        return Reason(message=note)
    return Reason(code=note)


def reason_text(note: str, limit: int = 200) -> str:
    """The note in Chinese, as plain text; what has no words stays as it is."""
    reason = reason_of(note)
    if not reason.message:
        return shown(reason.code, limit)
    if not reason.values:
        return shown(reason.message, limit)
    values = {
        key: reason_text(value, limit) if key == "inner" else shown(value, limit)
        for key, value in reason.values.items()
    }
    return reason.message % values


def reason_markup(note: str, say: Callable[[str], str] = str, limit: int = 200) -> Markup:
    """The note for a page in the language of `say`; what has no words is code."""
    reason = reason_of(note)
    if not reason.message:
        code = shown(reason.code, limit)
        return Markup("<code>{}</code>").format(code) if code else Markup("")
    words = say(reason.message)
    if not reason.values:
        return escape(shown(words, limit))
    values = {key: _value(key, value, say, limit) for key, value in reason.values.items()}
    return escape(words) % values


def _value(key: str, value: str, say: Callable[[str], str], limit: int) -> Markup:
    if key == "inner":
        return reason_markup(value, say, limit)
    told = shown(value, limit)
    return Markup("<code>{}</code>").format(told) if key == "code" and told else escape(told)
