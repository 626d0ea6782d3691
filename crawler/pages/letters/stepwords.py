"""What the words of a step say: that it was done, a plain state, a note, or something more.

A state is composed of words that tell nothing of the matter (该件正在办理, 剩余1个工作日): it is no
answer. A note passes on or puts off in words that an answer may use as well: it is left open.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from crawler.pages.letters.answers import is_no_reply, says_none
from crawler.pages.words.labels import is_placeholder
from crawler.pages.words.offices import AUTHORITY_END
from crawler.pages.words.text import CLAUSES, clean
from crawler.pages.words.wording import pattern

_CITIZEN = re.compile(
    r"(?:来信|写信|留言|诉求|反映|咨询|投诉|当事|提交)人.{0,4}|网友.{0,8}|网民.{0,8}|市民.{0,4}|群众.{0,4}|用户.{0,8}|"
    r"系统|[\u3400-\u9fff](?:[某*＊×]{1,2}|先生|女士|[\u3400-\u9fff]?[*＊×])"
)
_NOTE, _MATTER, _COUNTS = pattern("step_note"), pattern("step_matter"), pattern("step_counts")
# No words of a sentence stand in the name of an office.
_NAME = (
    r"(?:(?![已未不将请到至向与的了在是可需应从把被为对就有由于付拨贴款])[\u3400-\u9fff]){1,12}?"
)
# Citizens are sent to counters and stations (请县医保局窗口办理), offices are charged.
_CHARGED = (
    rf"{_NAME}(?:局|委|委员会|委办|政府|[府政]办(?:公室)?|办公室|办事处|街道|镇|乡|厅|部|大队)"
)
_DONE = re.compile(rf"(?:{_CHARGED})?(?:{pattern('step_done').pattern})")
# A word of a state in front of one of the rests that are written below the clause.
_STATE = re.compile(
    rf"(?m:{pattern('step_state').pattern}|(?<=[转交派送报呈给由]){_NAME}(?:{AUTHORITY_END}|公司)|"
    rf"{_CHARGED}|[\s:：、（）()\[\]【】“”\"·—~-])"
    r"(?=(?P<rest>[^\n\0]*)\n(?:\0[^\n]*\n)*\0(?P=rest)\n)"
)
_RESULT, _PERHAPS = pattern("step_result"), pattern("step_perhaps")
_UNSETTLED = pattern("step_unsettled")
_INTERNAL = re.compile(
    r"(?:请|报|呈|待|拟).{0,10}(?:审核|审批|审阅|审签|审定|签发|阅示|批示|领导)|审核后|(?:已)?提交审核"
)
_HANDS_ON, _HANDS_BACK, _HANDS_OPEN = map(pattern, ("hands_on", "hands_back", "hands_open"))
_GIVEN_UP = re.compile(r"自动(?:办结|结案|关闭|归档)|延期|撤回|撤诉|撤销|撤件")
_NUMBER = re.compile(r"[\d一二三四五六七八九十]个?(?:工作日|自然日|[日天小分月])|\d")
_LONGEST_NOTE = 30
_LONGEST_STATE = 40


class Says(Enum):
    """What a step's words are."""

    TEXT = "text"  # something of the matter
    NOTE = "note"  # passing on, a note for colleagues, or an answer in such words
    DONE = "done"  # nothing, or that it was answered, closed or published
    STATE = "state"  # a state, a name, a term, satisfaction: certainly no answer


def what(said: str) -> Says:
    """What the words beside a step say."""
    words = clean(said).strip("。.！! ")
    if not words:
        return Says.DONE
    clauses = [clause for clause in CLAUSES.split(words) if clause]
    if says_none(words) or is_placeholder(words):
        return Says.STATE
    if all(_DONE.fullmatch(clause) for clause in clauses):
        return Says.DONE
    plain = [_DONE.fullmatch(clause) is not None or _is_state(clause) for clause in clauses]
    if all(plain):
        return Says.STATE
    internal = len(words) <= _LONGEST_NOTE and any(_INTERNAL.search(one) for one in clauses)
    if internal or is_no_reply(words):
        return Says.NOTE
    if all(said or _NOTE.fullmatch(one) for said, one in zip(plain, clauses, strict=True)):
        return Says.NOTE
    return Says.TEXT


def what_answer(said: str) -> Says:
    """What the words beside a step of 答复 say: plain ones tell a result there, or may tell one."""
    plain = what(said)
    words = clean(said).strip("。.！! ")
    if plain is not Says.STATE or _UNSETTLED.search(words):
        return plain
    clauses = CLAUSES.split(words)
    if any(_RESULT.search(clause) for clause in clauses):
        return Says.DONE
    return Says.NOTE if any(_PERHAPS.search(clause) for clause in clauses) else plain


def passes_on(said: str) -> bool:
    """Whether words tell what a letter is about, or whom it is passed to, and no more of it."""
    clauses = [clause for clause in CLAUSES.split(clean(said).strip("。.！! ")) if clause]
    return _MATTER.match(clauses[0]) is not None or any(
        _is_state(one) or _NOTE.fullmatch(one) for one in clauses
    )


def hands_on(said: str) -> bool:
    """Whether words say only that a letter was taken or passed on, or is being dealt with.

    What says that it was answered or closed as well (已受理，已办结) tells of an answer.
    """
    settled = any(
        _HANDS_BACK.search(one) and not _HANDS_OPEN.search(one) for one in CLAUSES.split(said)
    )
    passed = what_answer(said) is Says.STATE and _HANDS_ON.search(said) is not None
    return passed and not settled


def _is_state(clause: str) -> bool:
    if _NUMBER.search(clause) and not _COUNTS.search(clause):
        return False
    return len(clause) <= _LONGEST_STATE and _composed(clause)


@lru_cache(maxsize=4096)  # the same words stand beside many labels, and are asked for again
def _composed(clause: str) -> bool:
    """Whether words of a state follow one another from the beginning of a clause to its end.

    From the end on, each place is tried once: words overlap, and one expression for them all
    would try every way to part them.
    """
    rests = [""]
    for start in range(len(clause) - 1, -1, -1):
        told = "".join(f"\0{rest}\n" for rest in rests)
        if _STATE.match(f"{clause}\n{told}", start):
            rests.append(clause[start:])
    return rests[-1] == clause


def given_up(said: str) -> bool:
    """Whether a letter was closed without being settled: by a clock, by its writer, or put off."""
    return _GIVEN_UP.search(said) is not None


def of_citizen(who: str) -> bool:
    """Whether a step is that of whoever wrote the letter, or of the machine."""
    return _CITIZEN.fullmatch(who.strip()) is not None
