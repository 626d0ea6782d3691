"""Public letters and their answers, made from one line of plan each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from demo import workdays
from demo.content.epoch import EPOCH, day
from demo.content.model import Block, Item, LetterFacts
from demo.content.words import Words

COMPLAINTS = frozenset({"投诉", "举报", "检举", "信访"})

_ACKNOWLEDGED = (
    "您好！来信已收悉，我们已转相关部门核实处理，请您耐心等待。",
    "网友您好，您反映的情况我们已经收到，正在核实，感谢您的关注。",
    "您好，来信收悉，已转交有关单位办理，办理结果将及时向您反馈。",
)
_RETURNED = (
    "您好！您来信反映的事项属于司法程序正在审理的案件，依照规定不属于本信箱受理范围，现予退回，"
    "请您向承办法院咨询。"
)


@dataclass(frozen=True)
class LetterPlan:
    """One letter in one line.

    `age`: days ago, or "w3" for three working days before the epoch. `case`: answered:N
    (working days), silent, ack:N (acknowledged after N, nothing else), ack_then:N (answer
    after N), returned:N, accepted:N (no date of submission is shown), closed:N (no date of
    the answer but that of closing).
    """

    age: int | str
    case: str
    kind: str = "咨询"
    condition: str = "ok"
    script: str = ""
    clock: str = ""


def _submitted(age: int | str) -> date:
    if isinstance(age, str):
        return workdays.before(EPOCH, int(age[1:]))
    return day(age)


def letters(
    plans: tuple[LetterPlan, ...], words: Words, prefix: str, code: str, office: str
) -> tuple[Item, ...]:
    """Letters of these plans; with every answer that they will ever get."""
    items: list[Item] = []
    for serial, plan in enumerate(plans, start=1):
        title, question, answer = words.letter()
        on = _submitted(plan.age)
        case, _, rest = plan.case.partition(":")
        lag = workdays.after(on, int(rest)) if rest else None
        answers: list[tuple[date, str]] = []
        if case in ("ack", "ack_then"):
            first = workdays.after(on, int(rest) if case == "ack" else 1)
            if first is not None:
                answers.append((first, _ACKNOWLEDGED[serial % len(_ACKNOWLEDGED)]))
        if case in ("answered", "ack_then", "returned", "accepted", "closed") and lag is not None:
            answers.append((lag, _RETURNED if case == "returned" else answer))
        substantive = None if case in ("silent", "ack") else lag
        facts = LetterFacts(
            number=f"{code}{on:%Y%m%d}{serial:03d}",
            kind=plan.kind,
            question=question,
            body=office,
            submitted=None if case == "accepted" else on,
            accepted=on if case == "accepted" else None,
            closed=substantive if case == "closed" else None,
            answers=tuple(answers),
            substantive=substantive,
        )
        items.append(
            Item(
                f"{prefix}m{serial}",
                title,
                on,
                (Block("p", question),),
                office,
                facts,
                condition=plan.condition,
                script=plan.script,
                clock=plan.clock or words.clock(),
            )
        )
    return tuple(sorted(items, key=lambda item: item.on, reverse=True))
