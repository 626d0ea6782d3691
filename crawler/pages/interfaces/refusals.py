"""Answers of interfaces: whether one says that it failed, or that there is nothing more.

An interface that fails often answers 200 with a body of its usual form, in which the zero is no
count: `{"code": 500, "total": 0}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_CODES = frozenset(
    {"code", "status", "statuscode", "errcode", "errorcode", "errno", "retcode", "resultcode"}
)
_MESSAGES = frozenset(
    {"msg", "message", "errmsg", "errormsg", "errormessage", "info", "resultmsg", "retmsg"}
)
_ERRORS = frozenset({"error", "err", "errors", "exception"})
_INNER = frozenset({"result", "head", "header", "response", "meta", "returninfo"})
_GOOD = frozenset({"0", "200", "ok", "success", "true", "none", ""})
_NO_ERROR = frozenset({"0", "200", "false", "none", "ok", "success", "", "[]", "{}"})
_FAILED = re.compile(r"失败|异常|错误|登录|登陆|频繁")
_WENT_WELL = re.compile(r"成功|^\s*(?:success|ok)\b", re.I)
_ROWS = re.compile(
    r"(?:.*(?:list|rows|records?|items|results?|articles|infos)|data|content|docs|page)", re.I
)
_WORD = re.compile(
    r"""\s*["']?(?:null|undefined|none|nan|error|fail(?:ed|ure)?|exception|true|false|-?\d{1,6}|[{]\s*[}])?["']?\s*;?\s*""",
    re.I,
)
_DEEPEST = 3


def is_refusal(value: Any) -> bool:
    """Whether a JSON answer says of itself that it failed, or that a login is wanted."""
    if not isinstance(value, dict):
        return False
    inner = [item for name, item in value.items() if name.lower() in _INNER]
    return any(_failed(one) for one in (value, *inner) if isinstance(one, dict))


def _failed(holder: dict[str, Any]) -> bool:
    plain = {
        name.lower(): str(item).strip().lower()
        for name, item in holder.items()
        if not isinstance(item, list | dict) or name.lower() in _ERRORS
    }
    said = [plain[name] for name in plain.keys() & _MESSAGES]
    if plain.get("success") in ("false", "0") or any(map(_FAILED.search, said)):
        return True
    if any(plain[name] not in _NO_ERROR for name in plain.keys() & _ERRORS):
        return True
    # Some count 1 or 20000 as well: their own word tells.
    if any(map(_WENT_WELL.search, said)) or plain.get("success") in ("true", "1"):
        return False
    return any(plain[name] not in _GOOD for name in plain.keys() & _CODES)


def has_empty_rows(value: Any, depth: int = 0) -> bool:
    """Whether an answer holds the place of its rows, and none stand there: `{"rows": []}`."""
    if value == []:
        return depth == 0
    return (
        isinstance(value, dict)
        and depth < _DEEPEST
        and any(
            _ROWS.fullmatch(name) is not None if item == [] else has_empty_rows(item, depth + 1)
            for name, item in value.items()
        )
        and not any(_filled(value))
    )


def _filled(holder: dict[str, Any]) -> Iterator[bool]:
    """Whether records stand in the members of an answer."""
    for item in holder.values():
        yield isinstance(item, list) and any(isinstance(one, dict | list) for one in item)


def says_nothing(text: str) -> bool:
    """Whether all of an answer is one word of a program: null, undefined, error, `{}`."""
    return len(text) < 60 and _WORD.fullmatch(text) is not None
