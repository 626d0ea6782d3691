"""Why the workflow does not allow an act, in the words and the language of whoever asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from checks.errors import Bar, WorkflowError
from reports.console.language import CHINESE, say
from reports.wording import ACTORS, STAGES, day_text

_SENTENCES: Mapping[Bar, str] = {
    Bar.PERSON: "须写明办理人。",
    Bar.ROLE: "“%(actor)s”不能办理这一事项。",
    Bar.STAGE: "这条问题现在的状态是“%(stage)s”，不能这样办理。",
    Bar.MISSING: "须填写：%(fields)s。",
    Bar.EMPTY: "须填写整改措施或者网址。",
    Bar.EARLIER: "这条问题已有时间更晚的记录。",
    Bar.PAST: "截止日期%(day)s已过。",
    Bar.TERM: "申诉期限已于%(day)s届满。",
    Bar.SECOND_READ: "这条问题还在等待第二次读取，不能由人工代替。",
    Bar.MENDABLE: "这条问题可以整改；只有已经逾期、无法补救的才作情况说明。",
    Bar.STILL_JUDGED: "之后的测评没有通过，页面也仍在测评范围内，不能销号。",
    Bar.GONE: "页面已不存在，不等于已经整改：销号须写明理由。",
    Bar.NOTHING_TO_DECIDE: "没有待决定的申诉或者情况说明。",
    Bar.UNMEASURED: "提出申诉之后还没有重新测评，不能作出决定。",
    Bar.UNKNOWN: "没有这条问题。",
    Bar.LINK: "网址须以 http:// 或者 https:// 开头，并且写明主机。",
    Bar.MOVED: "这条问题已有新的办理记录，请刷新后再处理。",
}
_FIELDS = {
    "reason": "理由", "link": "网址", "measure": "整改措施", "to": "转办至", "until": "截止日期",
}  # fmt: skip


def barred(error: WorkflowError, language: str) -> str:
    """The sentence for an act that is not allowed."""
    values = {name: _TOLD[name](value, language) for name, value in error.values.items()}
    return say(language, _SENTENCES[error.bar]) % values


def _fields(names: Any, language: str) -> str:
    between = "、" if language == CHINESE else ", "
    return between.join(say(language, _FIELDS[name]) for name in names)


_TOLD: Mapping[str, Callable[[Any, str], str]] = {
    "actor": lambda actor, language: say(language, ACTORS[actor]),
    "stage": lambda stage, language: say(language, STAGES[stage]),
    "fields": _fields,
    "day": lambda day, language: day_text(day),
}
