"""What the words of a step say: an answer, that it was done, or nothing that answers."""

from __future__ import annotations

import re
from enum import Enum

from crawler.pages.answers import is_no_reply
from crawler.pages.text import CLAUSES, clean

_CITIZEN = re.compile(
    r"(?:来信|写信|留言|诉求|反映|咨询|投诉|当事|提交)人.{0,4}|网友.{0,8}|网民.{0,8}|市民.{0,4}|群众.{0,4}|用户.{0,8}|"
    r"系统|[\u3400-\u9fff](?:[某*＊×]{1,2}|先生|女士|[\u3400-\u9fff]?[*＊×])"
)
_DONE = re.compile(
    r"(?:同意|予以|准予|已经?|拟|该件|本件|此件|信件|来信|工单|情况属实|按期|正常|按时|请|办理)*"
    r"(?:办结|结案|归档|办理完毕|办理完成|办理完结|处理完毕|处理完成|完结|答复|回复|反馈|回应|公开|关闭)"
    r"(?:来信人|写信人|留言人|网友|网民|诉求人|群众|归档|公开|完毕|完成)?|情况属实|属实|详见.{0,12}|见(?:回复|答复).{0,6}"
)
_WHOM = r"(?:来信人|写信人|诉求人|网友|网民|群众|市民|反映人|当事人)"
_EMPTY = re.compile(
    rf"{_WHOM}?(?:对.{{0,16}})?(?:表示|评价为?)?(?:非常|很|比较|基本|十分|不)?(?:满意|认可)(?:度.{{0,6}})?|"
    r"(?:系统)?(?:超时|超期|逾期|到期)?(?:系统)?自动(?:办结|结案|关闭|归档|好评|评价|流转|回复)|"
    r"(?:同意|申请|批准|拟|予以)*延期.{0,20}|(?:请|欢迎|敬请|期待)(?:您|你)?.{0,14}(?:评价|打分|满意度.{0,4})|"
    rf"{_WHOM}?(?:已|自行|主动|要求|申请)*(?:撤回|撤诉|撤销|撤件).{{0,8}}|重复(?:件|信件|来信).{{0,10}}|"
    r"(?:已阅|阅|同意|无异议|拟同意|通过|已受理|同意受理|已签收|已接收|已安排|系统)|"
    r"(?:已|拟|现)?(?:转交?|转办|交办|转派|派单|分派|分办|移交|批转|交由|转由|流转)(?:至|给|到|由)?.{0,20}|"
    r"请(?![您你到向携前于按自在去持凭拨与]).{2,20}(?:办理|处理|阅处|阅办|核实|答复|研处|承办).{0,8}|[\u3400-\u9fff]{2,16}(?:已受理|已签收|已接收)|"
    r"(?:感谢|谢谢)[您你](?:的)?(?:参与|评价|配合|使用|理解|支持|来信)?"
)
_INTERNAL = re.compile(
    r"(?:请|报|呈|待|拟).{0,10}(?:审核|审批|审阅|审签|审定|签发|阅示|批示|领导)|审核后|(?:已)?提交审核"
)
_GIVEN_UP = re.compile(r"自动(?:办结|结案|关闭|归档)|延期|撤回|撤诉|撤销|撤件")
_LONGEST_NOTE = 30


class Says(Enum):
    """What a step's words are."""

    TEXT = "text"  # something of the matter
    DONE = "done"  # nothing, or that it was answered, closed or published
    NOTHING = "nothing"  # passing on, a promise, praise, a note for colleagues


def what(said: str) -> Says:
    """What the words beside a step say."""
    words = clean(said).strip("。.！! ")
    if not words:
        return Says.DONE
    clauses = [clause for clause in CLAUSES.split(words) if clause]
    internal = len(words) <= _LONGEST_NOTE and any(_INTERNAL.search(one) for one in clauses)
    if internal or is_no_reply(words):
        return Says.NOTHING
    if all(_DONE.fullmatch(clause) for clause in clauses):
        return Says.DONE
    if all(_DONE.fullmatch(clause) or _EMPTY.fullmatch(clause) for clause in clauses):
        return Says.NOTHING
    return Says.TEXT


def given_up(said: str) -> bool:
    """Whether a letter was closed without being settled: by a clock, by its writer, or put off."""
    return _GIVEN_UP.search(said) is not None


def of_citizen(who: str) -> bool:
    """Whether a step is that of whoever wrote the letter, or of the machine."""
    return _CITIZEN.fullmatch(who.strip()) is not None
