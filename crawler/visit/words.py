"""The words that steer a visit, read once from `words.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from crawler.pages.words.text import key, simplify
from crawler.portals.autonomous import short_place
from crawler.portals.roles import Role

_NAMED_FIRST = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{1,12}?(?:局|镇|乡|街道|委员会|办事处))(?!镇|乡|街道)(?P<rest>.{2,})"
)
# Another government's: 云州市政府公报, 云州市人民政府公报.
_GOVERNMENT_S = re.compile(
    r"(?P<place>(?:(?!政府|[及和与或委级])[\u4e00-\u9fff]){2,8}(?:省|自治区|市|县|区|自治州|州|盟|旗))政府(?!信息)"
)
_GENERAL = (
    "本",
    "我",
    "各",
    "全县",
    "全市",
    "全区",
    "全省",
    "全局",
    "全镇",
    "全乡",
    "城乡",
    "部门",
)


_GOVERNMENT = re.compile(r"(?:人民)?政府$|办事处$")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,8}?[省市州盟县区旗]")
_UNIT = re.compile(r"(?:街道|[省市州盟县区旗镇乡])$")

UNLISTED = "所在主机未列入监测名单"
"""Why a page on a host that the watchlist does not name was not asked for."""
UNSEARCHED = "栏目查找未完成"
"""What the misses say of menus that were to be seen in search of columns, and were not."""
OUT_OF_PAGES = "超出每站页面上限"
OUT_OF_LOOKS = "超出导航页上限"
TOO_LONG = "已到单个网站的采集时限"
AT_THE_BOUNDS = (OUT_OF_PAGES, OUT_OF_LOOKS, TOO_LONG)
"""What a visit leaves for want of pages or of time."""


@dataclass(frozen=True)
class Words:
    """The lists of `words.toml`, as sets and tuples."""

    body_endings: tuple[str, ...]
    body_groups: frozenset[str]
    common_channels: re.Pattern[str]
    never_sections: frozenset[str]
    interaction_hubs: tuple[str, ...]
    kept_hubs: tuple[tuple[re.Pattern[str], frozenset[Role]], ...]
    interpretation_labels: tuple[str, ...]
    interpretation_menus: frozenset[str]
    interpretation_questions: re.Pattern[str]
    policy_questions: re.Pattern[str]
    policy_question_words: re.Pattern[str]
    interpretation_question_boxes: re.Pattern[str]
    question_words: re.Pattern[str]
    keeping_titles: re.Pattern[str]
    place_profiles: re.Pattern[str]
    not_reports: tuple[str, ...]
    report_words: tuple[str, ...]
    submission_labels: tuple[str, ...]
    letter_kind: re.Pattern[str]
    file_endings: frozenset[str]
    years: re.Pattern[str]
    roster_titles: re.Pattern[str]


@cache
def words() -> Words:
    """The word lists of this package."""
    data = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    return Words(
        body_endings=tuple(data["body_endings"]),
        body_groups=frozenset(data["body_groups"]),
        common_channels=re.compile("|".join(data["common_channels"])),
        never_sections=frozenset(key(word) for word in data["never_sections"]),
        interaction_hubs=tuple(data["interaction_hubs"]),
        kept_hubs=tuple(
            (re.compile(name), frozenset(map(Role, roles))) for name, roles in data["kept_hubs"]
        ),
        interpretation_labels=tuple(data["interpretation_labels"]),
        interpretation_menus=frozenset(data["interpretation_menus"]),
        interpretation_questions=re.compile(data["interpretation_questions"]),
        policy_questions=re.compile(data["policy_questions"]),
        policy_question_words=re.compile(data["policy_question_words"]),
        interpretation_question_boxes=re.compile(data["interpretation_question_boxes"]),
        question_words=re.compile(data["question_words"]),
        place_profiles=re.compile(data["place_profiles"]),
        keeping_titles=re.compile("|".join(data["keeping_titles"])),
        not_reports=tuple(data["not_reports"]),
        report_words=tuple(data["report_words"]),
        submission_labels=tuple(data["submission_labels"]),
        letter_kind=re.compile(data["letter_kind"]),
        file_endings=frozenset(data["file_endings"]),
        years=re.compile(data["years"]),
        roster_titles=re.compile("|".join(data["roster_titles"])),
    )


def bare(label: str) -> str:
    """A label as letters and digits alone, autonomous places by their short names: how labels
    are compared."""
    return short_place(key(label))


def is_file(url: str) -> bool:
    """Whether an address gives a file (an attachment, a picture), by its ending."""
    name = urlsplit(url).path.rpartition("/")[2]
    return "." in name and name.rpartition(".")[2].lower() in words().file_endings


_WALK = re.compile(r"^(?:走进|认识|了解|感知|关于)")
# The mailbox of a secretary and a head (书记镇长信箱) begins with no body's name.
_POSTS = re.compile(r"(?:党[委组工]|党工委)?(?:书记|[省市县区州旗]长)+[局镇乡]长")
_SHORTEST_SUBJECT = 4
_OURS = re.compile(r"[我本咱](?:局|委|办|厅|院|处|县|市|区|州|旗|镇|乡|街道|单位|机关|部门)")


def names_other_body(label: str, own_name: str) -> bool:
    """Whether a label is the name of a public body other than `own_name`, or begins with one."""
    text = _WALK.sub("", bare(label).replace("人民政府", "政府"))
    own = bare(own_name).replace("人民政府", "政府")
    if len(text) < 2 or text in own or own in text or _OURS.search(text) or _POSTS.match(text):
        return False
    if text in words().body_groups:
        return True
    if 3 <= len(text) <= 24 and text.endswith(words().body_endings):
        return not text.startswith(_GENERAL)
    government = _GOVERNMENT_S.match(text)
    if government is not None and not government["place"].startswith(_GENERAL):
        place = government["place"]
        return not own.endswith(f"{place}政府") if own.endswith("政府") else place not in own
    first = _NAMED_FIRST.fullmatch(text)
    if first is None or first["body"].startswith(_GENERAL):
        return False
    body = first["body"]
    return len(body) >= 3 and body not in own and not body.endswith(("乡镇", "乡镇街道"))


@cache
def short_name(name: str) -> str:
    """A body's name as its own area says it: 教育局 for 云溪县教育局, 芦桥镇 for its government."""
    short = _GOVERNMENT.sub("", bare(name)) or bare(name)
    while (shorter := _PLACE.sub("", short, count=1)) != short and len(shorter) >= 3:
        short = shorter
    return short


def names_body(label: str, name: str) -> bool:
    """Whether a label names the body of that name, in full or in short."""
    text, short = bare(label), short_name(name)
    return len(short) >= 2 and (short in text or text == _UNIT.sub("", short))


def without_name(label: str, name: str) -> str:
    """A label without the body's own name, or its place's, in front; empty if it has none."""
    text, full, short = bare(label), bare(name), short_name(name)
    seat = _GOVERNMENT.sub("", full)
    place = seat if short == seat else seat.removesuffix(short)
    for start in (full, seat, short, place, _UNIT.sub("", place)):
        if len(start) >= 2 and text.startswith(start) and len(text) >= len(start) + 2:
            return text.removeprefix(start)
    return ""


def speaks_of_interpretation(text: str, heading: str, title: str = "") -> bool:
    """Whether a link on the page of a document of that title claims to lead to an interpretation.

    Its own text or the heading of its box says so.
    """
    marks = words().interpretation_labels
    own, box = bare(text), bare(heading)
    if own in words().interpretation_menus or own in words().never_sections:
        return False
    return any(mark in own or mark in box for mark in marks) or _asks_about(text, heading, title)


def _asks_about(text: str, heading: str, title: str) -> bool:
    """Whether a link leads to questions and answers on the document, not to a board of them."""
    if words().interpretation_question_boxes.fullmatch(bare(heading)):
        return True
    if any(words().interpretation_questions.search(said) for said in (text, bare(text), heading)):
        return True
    if any(_asks_about_policy(said, bare(title)) for said in (text, heading)):
        return True
    subject, asked, _ = bare(text).partition("问答")
    subject = words().question_words.sub("", subject)
    return bool(asked) and len(subject) >= _SHORTEST_SUBJECT and subject in bare(title)


def _asks_about_policy(label: str, title: str) -> bool:
    """Whether questions on policy name no subject, or one that the title has: 医保 in 医疗保险."""
    if not words().policy_questions.search(bare(label)):
        return False
    said = bare(words().policy_question_words.sub("", label))
    subject = words().question_words.sub("", said)
    return not subject or sum(letter in title for letter in subject) * 2 > len(subject)


def keeps_in_force(title: str) -> bool:
    """Whether a title is that of a notice which tells documents to stay in force."""
    return words().keeping_titles.search(simplify(title)) is not None


_OUTCOME = re.compile(
    r"(?:查看|点击查看|公众|公开)?(?:意见|征集|征求|结果|采纳|建议|反馈|公布|征集意见|意见征集|征求意见){0,3}"
    r"(?:结果|采纳|反馈)(?:情况|结果|反馈|公布|公示|意见|说明){0,3}"
)
_OUTCOME_TITLE = re.compile(
    r"(?:征集|征求|征询)?.{0,20}(?:结果|采纳|反馈)(?:的)?(?:情况|公告|公示|反馈|说明|通报)?"
)


def tells_outcome(text: str, *, in_body: bool = False) -> bool:
    """Whether a link on a call for opinions claims to lead to what came of it.

    In the text a whole title may say so; elsewhere only a label that names nothing else.
    """
    said = bare(text)
    if in_body and len(said) > _SHORTEST_SUBJECT and _OUTCOME_TITLE.search(said):
        return "表" not in said[-3:]
    return _OUTCOME.fullmatch(said) is not None


def lists_persons(title: str) -> bool:
    """Whether a title is that of a page which lists persons by name."""
    return words().roster_titles.search(simplify(title)) is not None
