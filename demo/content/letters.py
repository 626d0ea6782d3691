"""Public letters and their answers, made from one line of plan each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from demo import workdays
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

    `age`: days ago, or "w3" for three working days before the as-of date. `case`: answered:N
    (working days), silent, ack:N (acknowledged after N, nothing else), ack_then:N (answer
    after N), returned:N, accepted:N (no date of submission is shown), closed:N (no date of
    the answer but that of closing).
    """

    age: int | str
    case: str
    kind: str = "咨询"
    condition: str = "ok"
    script: str = ""


def _submitted(age: int | str, as_of: date) -> date:
    if isinstance(age, str):
        return workdays.before(as_of, int(age[1:])) if age != "w0" else as_of
    return as_of - timedelta(days=age)


def letters(
    plans: tuple[LetterPlan, ...], words: Words, as_of: date, prefix: str, code: str, office: str
) -> tuple[Item, ...]:
    """Letters of these plans; answers that lie ahead of the as-of date do not exist yet."""
    items: list[Item] = []
    for serial, plan in enumerate(plans, start=1):
        title, question, answer = words.letter()
        day = _submitted(plan.age, as_of)
        case, _, rest = plan.case.partition(":")
        lag = workdays.after(day, int(rest)) if rest else None
        late = lag is None or lag > as_of
        answers: list[tuple[date, str]] = []
        if case in ("ack", "ack_then"):
            first = workdays.after(day, int(rest) if case == "ack" else 1)
            if first is not None and first <= as_of:
                answers.append((first, _ACKNOWLEDGED[serial % len(_ACKNOWLEDGED)]))
        if case in ("answered", "ack_then", "returned", "accepted", "closed") and not late:
            assert lag is not None
            answers.append((lag, _RETURNED if case == "returned" else answer))
        substantive = None if case in ("silent", "ack") or late else lag
        facts = LetterFacts(
            number=f"{code}{day:%Y%m%d}{serial:03d}",
            kind=plan.kind,
            question=question,
            body=office,
            submitted=None if case == "accepted" else day,
            accepted=day if case == "accepted" else None,
            closed=substantive if case == "closed" else None,
            answers=tuple(answers),
            substantive=substantive,
        )
        items.append(
            Item(
                f"{prefix}m{serial}",
                title,
                day,
                (Block("p", question),),
                office,
                facts,
                condition=plan.condition,
                script=plan.script,
                clock=words.clock(),
            )
        )
    return tuple(sorted(items, key=lambda item: item.on, reverse=True))
