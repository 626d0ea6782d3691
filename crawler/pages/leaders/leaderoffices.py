"""Words of office: which posts are those of leaders (党委书记、主任), and which lead nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.pages.words.labels import people_words

_BETWEEN = re.compile(r"[、，,；;]")
# What may stand in brackets behind a post that is held: anything else may say that it is not.
_BRACKETED = re.compile(
    r"[(（](?:兼|挂职|代|女|常务|专职|兼职|[正副][省厅县处科乡]级|[一二三四]级[\u3400-\u9fff]{2,4}|"
    r"(?:全面)?主持[\u3400-\u9fff]{0,4}工作|分管[\u3400-\u9fff]{1,8})[)）]"
)
_BODY = (
    r"(?:[\u3400-\u9fff]{2,4}?(?:自治)?[省市州盟县区旗镇乡])?[省市州盟县区旗镇乡局委厅]?"
    r"(?:直属?机关)?(?:党委|党组|党工委|党总支|党支部|工委|委|纪委|纪工委|监委|监察委员会|人民政府|政府|人大|人大常委会|政协|管委会|"
    r"街道|办事处|办公室|政法委|宣传部|组织部|统战部|武装部|人武部|公安局|机关|(?:派?驻[\u3400-\u9fff]{0,10}?)?纪检(?:监察)?组|纪检监察|纪检|"
    r"[局办委厅]){0,3}"
)
_RANK = r"(?:第一|常务|专职|兼职|挂职|执行|代理|代|副|分管[\u3400-\u9fff]{0,6}?|总|[一二三四]级)*"
# Posts that lead a small body, and another's below it where that has a 局长 or 县长 of its own.
_MINOR = frozenset({
    "站长", "所长", "院长", "校长", "馆长", "行长", "台长", "处长", "会长", "理事长",
    "董事长", "总经理", "大队长", "支队长", "总队长", "队长",
})  # fmt: skip
_OF_PARTY = frozenset({"书记", "党委委员", "党组成员", "委员", "常委"})
_NEVER = frozenset({"科长", "股长", "经理", "科员"})
_POSTS = "|".join(sorted({*people_words("posts")} - _NEVER, key=len, reverse=True))
_OFFICE = re.compile(rf"{_BODY}{_RANK}(?P<post>{_POSTS})")
_ENDS_IN_POST = re.compile(rf"(?:{_POSTS})$")
# Posts within a party committee: of a leader only beside another post of his.
_SIDE = re.compile(r"(?:组织|宣传|统战|政法|纪检|武装)(?:统战)?(?:委员|干事)")
# Posts of bodies that are set up for one matter, and who keeps a site or answers a telephone.
_NO_LEADER = re.compile(
    r"主任委员|小组|指挥部|专班|督[导查]|工作组|科员|联系|值班|信箱|热线|电话|[^党组纪检]组长$|^副?组长$"
)
# Of posts that are not held now, or of people who are told of for something else.
_NOT_IN_OFFICE = re.compile(
    r"免去|免职|辞去|拟任|拟提|拟聘|候选|提名|任命|退休|离休|离任|前任|历任|曾任|原任|^[原前]|已(?:故|调|退|离|辞|免)|"
    r"出席|列席|参加|参会|表彰|获奖|优秀|先进|带班|值守|接访|下访|接待|驻村|包[村片案保]|发言人|第一书记|[村社][\u3400-\u9fff]{0,4}支部书记|^支部书记$|监督员|^兼任|的|"
    r"(?:19|20)\d{2}\s*年?\s*[-—–~至]"
)


@lru_cache(maxsize=8192)
def is_office(post: str) -> bool:
    """Whether words are posts of a leader and nothing else: 党委书记、主任, 副局长（挂职）."""
    bare = _BRACKETED.sub("", post)
    parts = _BETWEEN.split(bare)
    return (
        not leads_nothing(bare)
        and any(map(_OFFICE.fullmatch, parts))
        and all(_OFFICE.fullmatch(part) or _SIDE.fullmatch(part) for part in parts)
    )


def ends_in_post(text: str) -> bool:
    """Whether words end in a post that a leader may hold, whatever body is named before it."""
    return _ENDS_IN_POST.search(_BRACKETED.sub("", text)) is not None


def is_minor(post: str) -> bool:
    """Whether every part of a post heads what may be a body below another's."""
    return all(part is not None and part["post"] in _MINOR for part in _parts(post))


def minor_posts(post: str) -> frozenset[str]:
    """The posts among those of somebody that head what may be a body below another's (院长)."""
    return frozenset(part["post"] for part in _parts(post) if part is not None) & _MINOR


def heads_another(post: str) -> bool:
    """Whether words end in a post that heads a body, which they name before it: 派出所所长."""
    return post.endswith(tuple(_MINOR)) and not is_office(post)


def is_of_party(post: str) -> bool:
    """Whether every part of a post is one of the party's, which heads no body (党委书记)."""
    return all(part is not None and part["post"] in _OF_PARTY for part in _parts(post))


def _parts(post: str) -> list[re.Match[str] | None]:
    return [_OFFICE.fullmatch(part) for part in _BETWEEN.split(_BRACKETED.sub("", post))]


def leads_nothing(post: str) -> bool:
    """Whether a post is none of a leader: who is on duty (值班主任), or heads a working group,
    who held it or is to hold it (免去局长, 拟任副局长), or is told of otherwise (出席会议的)."""
    return _NO_LEADER.search(post) is not None or _NOT_IN_OFFICE.search(post) is not None
