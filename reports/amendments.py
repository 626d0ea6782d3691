"""Changes of rulebook, roster and terms between two runs (规则变更), in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from checks.rulebooks.differences import Difference
from reports.safety import shown
from reports.wording import day_text, moment_text

SUBJECTS = {
    "rulebook": "指标体系",
    "roster": "测评名单",
    "terms": "监测参数",
    "calendar": "工作日历",
}
"""What can change, and its words."""
FIELDS = {
    "title": "名称", "version": "版本", "starts_on": "施行日期", "ends_on": "终止日期",
    "number": "文号", "issued_on": "印发日期", "source": "来源", "summary": "要求",
    "sources": "来源条款", "binds": "适用类别", "scoring": "计分方式", "weight": "权重",
    "points": "每项扣分", "cap": "扣分上限", "curable": "可补正", "deduct_with": "并案扣分",
    "assessment": "测评方式", "basis_text": "依据", "remedy": "整改措施",
    "remedy_late": "超期整改措施", "level1": "一级指标", "clause": "条款", "named": "点名单位",
    "bodies": "责任单位", "due_on": "期限", "due_assumed": "期限为推定", "cadence": "频次",
    "unseen": "不可见部分", "why": "不测评的原因", "process": "过程要求", "waits_for": "待生效条件",
    "blocked": "不能测评原因", "part_of": "权重归属", "check": "测评项", "from_on": "起始日",
    "until_on": "截止日", "name": "名称", "kind": "类别", "home": "首页",
    "rulebooks": "指标体系", "parent": "上级单位", "hosts": "所属主机", "baseline_on": "基准日",
    "extra_holidays": "本地假日", "valid_from": "设立日期", "valid_to": "撤销日期",
    "successor": "承接单位", "sections": "栏目地址", "handling": "承办单位",
    "platform": "平台运维单位", "family": "网站类型", "emergencies": "突发事件登记",
}  # fmt: skip
_VALUE = 120


@dataclass(frozen=True)
class Amendment:
    """One change: of what, from which digest and version to which, and the first run under it.

    `lines` say in Chinese what changed. `person` and `reason` are those of the signature, empty
    until somebody signed. `initial` marks what monitoring began with: nothing to be signed.
    """

    id: int
    kind: str
    name: str
    from_sha256: str
    from_version: str
    to_sha256: str
    to_version: str
    first_run: str
    noted_at: datetime
    lines: tuple[str, ...]
    initial: bool = False
    person: str = ""
    reason: str = ""
    signed_at: datetime | None = None

    @property
    def unsigned(self) -> bool:
        """Whether a named person still owes the reason."""
        return not self.initial and not self.person

    @property
    def subject(self) -> str:
        """What changed, in words."""
        return f"{SUBJECTS.get(self.kind, self.kind)} {shown(self.name, 80)}".strip()

    def in_short(self, most: int = 3) -> str:
        """One line: what changed, its first lines, and from which run on."""
        head = "；".join(shown(line, 200) for line in self.lines[:most])
        more = f"等{len(self.lines)}处" if len(self.lines) > most else ""
        return f"{self.subject}：{head}{more}（自{self.first_run}起适用）"

    @property
    def signature(self) -> str:
        """Who signed, when and why; the words for nobody yet."""
        if self.initial:
            return "初始"
        if not self.person or self.signed_at is None:
            return "待说明理由"
        return f"{shown(self.person, 60)}（{moment_text(self.signed_at)}）：{shown(self.reason)}"


def rulebook_lines(found: Iterable[Difference]) -> tuple[str, ...]:
    """The differences of two rulebooks, one line each."""
    return tuple(_rulebook_line(one) for one in found)


def table_lines(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[str, ...]:
    """What differs between two tables of named things, such as portals or terms.

    `names` gives the words for a key of the table; things that came or went are one line each.
    """
    lines = []
    for key in dict.fromkeys((*before, *after)):
        name = names.get(key, key)
        if key not in before:
            lines.append(f"新增{name}")
        elif key not in after:
            lines.append(f"移除{name}")
        elif isinstance(before[key], Mapping) and isinstance(after[key], Mapping):
            was, now = before[key], after[key]
            lines += [
                f"{name}：{_turn(field, was.get(field), now.get(field))}"
                for field in dict.fromkeys((*was, *now))
                if was.get(field) != now.get(field)
            ]
        elif before[key] != after[key]:
            lines.append(_turn(name, before[key], after[key]))
    return tuple(shown(line, 600) for line in lines)


def value_text(value: Any) -> str:
    """A value of a rulebook or watchlist in a few characters."""
    if value is None or value == "":
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        inner = "，".join(f"{key}={value_text(one)}" for key, one in value.items())
        return shown(inner or "无", _VALUE)
    if isinstance(value, Set):
        value = sorted(str(getattr(one, "value", one)) for one in value)
    if isinstance(value, (tuple, list)):
        return shown("、".join(value_text(one) for one in value) or "无", _VALUE)
    return shown(value, _VALUE)


def _rulebook_line(one: Difference) -> str:
    if not one.row:
        return _turn(one.key, one.before, one.after)
    where = f"{one.row}（{shown(one.title, 60)}）"
    if not one.key:
        return f"新增条款{where}" if one.before is None else f"删除条款{where}"
    return f"{where}：{_turn(one.key, one.before, one.after)}"


def _turn(key: str, before: Any, after: Any) -> str:
    place, _, rest = key.partition(".")
    words = {"terms": f"参数 {rest} ", "assumed": f"推定参数（{rest}）"}.get(place, "")
    name = words or FIELDS.get(key, key)
    return f"{name}由“{value_text(before)}”改为“{value_text(after)}”"
