"""Words that tell leaders: names of people and posts, and who is in charge of what."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from crawler.pages.words.labels import is_placeholder, labels_of, people_words
from crawler.pages.words.roles import is_hub, roles_of
from crawler.pages.words.text import clean, key, simplify
from crawler.pages.words.wording import pattern

# What follows the same verbs where they divide no work: who is asked, who keeps the page.
_NOT_CHARGED = r"人(?![事力才口大社防武民居])|维护|更新|解释|提供|发布|审核"
_NOT_KEPT_UP = r"电话|方式|人(?![大社民防])|我们|地址|邮箱|邮件|号码|热线"
_NOT_BELOW = (
    r"[\u3400-\u9fff]{0,4}(?:领导|负责人|[长任](?![安江治期城春])|同志|范围|情况|内容|领域)"
)
_DIVISION = re.compile(
    # 主持工作 in brackets is a post (acting head), 领导班子 and 联系电话 are nouns, and who keeps
    # the page (负责维护) divides no work.
    rf"(?:主持(?!\w{{0,2}}工作\s*[)）])|负责(?!{_NOT_CHARGED})|分管|主管|协管|协助"
    rf"|联系(?!{_NOT_KEPT_UP})|牵头"
    r"|(?<!任)领导(?!班子|成员|干部|小组|名单|名录|信息|分工|简介|之窗|介绍))"
    r"[^。；;]{0,80}?(?:工作|部门|局|办|委|中心|单位|事务|事项|公司|日常)"
)
_LONGEST_NAME = 40
_LONGEST_PLAIN = 4
"""Characters of a name that nothing but its place tells to be one."""
_STRETCHED = 3
"""Characters of the longest posts that are written with blanks between them."""
_PARTED_NAME = r"[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8}){1,3}"
# What says by itself that work is divided, whatever the work is called: who has it under him, whom
# he assists in what, several things he is charged with, bodies that he keeps in touch with.
_CHARGE = re.compile(
    r"(?:^|[，,。；;：:）)\s])(?:现|并)?(?:"
    rf"(?:分管|主管|协管)(?!{_NOT_BELOW})[:：]?\s?[\u3400-\u9fff“《]{{2}}"
    r"|协助[\u3400-\u9fff]{0,6}?(?:书记|[长任])[\u3400-\u9fff]{0,3}?(?:抓|管|做|负责|处理|联系|主持|开展)"
    rf"|负责(?!{_NOT_CHARGED})[^。；;，,、:：\d]{{2,16}}、"
    rf"|联系[:：]?\s?(?!{_NOT_KEPT_UP}|群众)[^。；;，,\d]{{0,12}}?"
    r"(?:人大|政协|法院|检察院|武部|工会|妇联|团委|共青团|[县市区州旗]委|乡镇|街道|社区|[镇乡村局办](?=[、，,。；;等]|$)))"
)
_BEGINS_DUTY = re.compile(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]\s*)?(?:并|现|同时|具体|主要)?"
    rf"(?:负责(?!{_NOT_CHARGED})|(?:分管|主管|协管)(?!{_NOT_BELOW})|联系(?!{_NOT_KEPT_UP}|群众)"
    r"|主持(?!人|会议|召开|仪式|并)|协助|牵头)[^:：\d]{2,60}"
)
_ANY_NAME = re.compile(rf"[\u3400-\u9fff]{{2,5}}|[\u3400-\u9fff] [\u3400-\u9fff]|{_PARTED_NAME}")
_NO_PERSON = re.compile(
    r"空缺|待[定补公任]|暂缺|缺位|未定|不详|领导|简[介历]|分工|班子|成员|之窗|信息|机构|部门|单位|办公|政府|职[务责位]|"
    r"工作|电话|姓名|照片|性别|民族|籍贯|学历|党派|^正文|详[情细]|公开|同志$|先生$|女士$|栏目|页面|首页|名单|委员会"
)
# What begins like a name and is none wherever it stands: a post that nobody holds, other labels,
# a place or a body.
_NOBODY = re.compile(
    r"^尚未|空缺|暂缺|待[定补公任]|职[务责位]|任[职命免]|时间$|^单位|^任期|[县局厅区市]$|"
    r".[办所室股]$|^(?:农[机技经广]|文[化广]|安监|林[业管]|水[利管务保]|广[电播]|经管|计生|房管|畜牧|兽医|植保|环[保卫]|"
    r"城[建管]|村[建镇]|规划|民政|劳[动保]|统计|司法|国土|交管|运管|路政|消防|供[水电]|执法|巡防|救援|宣传|武装|温泉|应急)[站部队]$|"
    r"^(?:关工|政法)委$|十字会$"  # 党政办, 农机站, 司法所: surnames begin them
)
# What tells who somebody is, on a line of its own beside his name: no name of the next one.
_DESCRIBES = re.compile(
    r"^.族$|^(?:土家|蒙古|朝鲜|布依|哈尼|傈僳|仡佬|拉祜|东乡|纳西|仫佬|撒拉|毛南|锡伯|景颇|普米|裕固|德昂|阿昌|[\u3400-\u9fff]{3,4})族$|"
    r"党员$|群众$|学[历位]$|研究生|^(?:大学|大专|中专|党校|高中|本科)|(?:本科|大专|中专)$|(?:^|学)(?:学士|硕士|博士)|"
    r"^[正副][省厅县处科乡局]|[级籍]$|[兼担]任|^(?:现任|同时|任现职)|"
    r"^(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|陕西|甘肃|青海|"
    r"宁夏|新疆|西藏|内蒙古?|北京|天津|上海|重庆)[\u3400-\u9fff]{2,3}$"
)
# What may stand in brackets behind a name: who he is, not that he has left.
_ASIDE = re.compile(
    r"\s*[(（](?:(?:女|男|[\u3400-\u9fff]{1,5}族|挂职|兼|[正副]?[部省厅局县处科乡股]级|[一二三四]级(?:调研员|主任科员|巡视员)?|非?中共党员|民盟|九三学社|致公党|无党派)"
    r"[，,、\s]?)+[)）]$"
)
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff] [\u3400-\u9fff]")
# Of two short words joined by a dot a slogan is made as well: 智慧·云溪; longer ones have words
# that are in no name.
_PARTED = re.compile(
    r"(?=.*[\u3400-\u9fff]{3})(?!.*(?:中国|美丽|智慧|平安|幸福|文明|魅力|活力|生态|数字|诚信|法治|清廉|书香|健康|宜居|宜业|走进|"
    r"聚焦|专题|主题|时代|服务|便民|古城|名城|之[都乡城]|印象|视界|视点|发布|政务|民生|为民))"
    + _PARTED_NAME
)
_DOT = re.compile(r"\s*[·•・‧]\s*")


@cache
def posts() -> re.Pattern[str]:
    """What finds the name of a post (县长, 副局长)."""
    return re.compile("|".join(sorted(people_words("posts"), key=len, reverse=True)))


@cache
def _stretched() -> re.Pattern[str]:
    """What finds a post alone whose characters stand apart: 副 局 长."""
    words = "|".join(r"\s".join(word) for word in people_words("posts") if len(word) <= _STRETCHED)
    return re.compile(rf"(?<![\u3400-\u9fff])(?:[副总]\s?)?(?:{words})(?![\u3400-\u9fff])")


def with_posts_closed(text: str) -> str:
    """A text without the blanks that stretch the words of a post: 副 局 长 张三."""
    return _stretched().sub(lambda found: "".join(found.group().split()), text)


@cache
def _surnames() -> frozenset[str]:
    return frozenset((*people_words("surnames"), *people_words("double_surnames")))


def name_in(text: str) -> str:
    """The personal name that a text is, without blanks; empty if it does not look like one.

    It begins with a surname, or its parts are joined by a dot as those of minorities are; words
    of a menu that begin like that (通知公告) are none.
    """
    if len(text) > _LONGEST_NAME:
        return ""
    bare = _DOT.sub("·", simplify(clean(text)).strip("：:，,。 "))
    named = _NAME.fullmatch(bare) and not _surnames().isdisjoint((bare[0], bare[:2]))
    if not named and not _PARTED.fullmatch(bare):
        return ""
    bare = bare.replace(" ", "")
    if posts().search(bare) or _NOBODY.search(bare) or key(bare) in labels_of("leader"):
        return ""
    if describes(bare):
        return ""
    return "" if any(map(is_of_menu, bare.split("·"))) else bare


def describes(text: str) -> bool:
    """Whether words tell who somebody is, and name nobody: 汉族, 中共党员, 在职研究生."""
    return _DESCRIBES.search(text) is not None


@lru_cache(maxsize=8192)
def is_of_menu(text: str) -> bool:
    """Whether a text is what a menu calls one of its entries."""
    told = _NO_PERSON.search(text) or is_hub(text) or roles_of(text)
    word, tiles = key(text), people_words("tiles")
    return bool(told) or word in tiles or (len(word) > 3 and word[:2] in tiles)  # 安全生产


def labelled_name(text: str) -> str:
    """The personal name that stands where a page says that one does (姓名), without blanks.

    There a name may begin with any character and be longer, as those of minorities are (岩温香,
    买买提·吐尔逊); empty for a post, a word for nobody, or a sentence.
    """
    bare = simplify(clean(text)).strip("：:，,。 ")
    bare = _DOT.sub("·", bare)
    if is_placeholder(bare) or _NO_PERSON.search(bare):
        return ""
    known = name_in(bare)
    if known or not _ANY_NAME.fullmatch(bare):
        return known
    bare = bare.replace(" ", "")
    if posts().search(bare) or key(bare) in labels_of("leader"):
        return ""
    return bare


def may_be_name(text: str) -> bool:
    """Whether words that stand where names do may be one, whatever character they begin with: no
    post, body, subject or word of a menu."""
    name = labelled_name(text)
    told = not name or is_of_menu(name) or describes(name) or is_nobody(name)
    return not told and len(name) <= _LONGEST_PLAIN and not pattern("no_name").search(name)


def name_told(text: str) -> str:
    """The name that stands beside its label: all that is said, or the first word of it.

    Who he is may stand in brackets behind it: 王建国（女，回族）.
    """
    text = without_aside(text)
    return labelled_name(text) or labelled_name(text.split(" ")[0] if len(text) > 4 else "")


def without_aside(text: str) -> str:
    """A name without what stands in brackets behind it of who he is: 李建军（挂职）."""
    return _ASIDE.sub("", simplify(text))


def name_over(heads: list[str], row: str, post: str) -> str:
    """The name, of whatever character it begins with, on which row and a heading of a page agree.

    Beside a post only: what heads a page without one may be anything.
    """
    parts = [part for part in re.split(r"[\s:：—–|｜_-]+", simplify(row)) if part]
    rest = [part for part in parts if not posts().search(part)]
    if not post or len(rest) != 1 or roles_of(rest[0]):
        return ""
    told = any(key(rest[0]) in key(head) for head in heads)
    return labelled_name(rest[0]) if told else ""


def is_nobody(text: str) -> bool:
    """Whether what stands beside 姓名 says that nobody is named (空缺), or that he left."""
    return _NOBODY.search(text) is not None or re.search("退休|离任|免职|原任", text) is not None


def is_division(text: str) -> bool:
    """Whether a text states who is in charge of what; a label alone (分管工作) states nothing."""
    if len(text) <= _LONGEST_NAME and key(text) in labels_of("leader"):
        return False
    return _DIVISION.search(text) is not None or _CHARGE.search(text) is not None


def begins_duty(text: str) -> bool:
    """Whether a line is one of duties by the verb that it begins with: 负责审计。联系区工商联。

    Only of lines below a leader's name, for anybody else may be charged with something too.
    """
    return _BEGINS_DUTY.fullmatch(text) is not None and key(text) not in labels_of("leader")
