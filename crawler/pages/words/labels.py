"""The words of labels.toml: which label means which field, which value means nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from crawler.pages.words.automatic import AUTOMATIC, is_automatic
from crawler.pages.words.offices import ANY_OFFICE, OFFICE_END
from crawler.pages.words.text import clean, key
from crawler.records.model import Validity

_ALSO = {
    "annual_report": "document",
    "static_page": "document",
}
_SIGNS = re.compile(r"[\W_]*")
_NULL_DATE = re.compile(r"\W*(?:0000|0001|1900|1970)[-/.年]0?[01][-/.月]0?[01]\D?(?:[ T].*)?")

# What an answer is called by what was done and what came of it: 处理反馈情况, 回应内容.
_ANSWER = re.compile(
    r"(?:办理|处理|答复|回复|反馈|回应|解答|回信|核实|核查|调查){1,2}(?:的)?(?:结果|情况|意见|内容|详情|信息)"
)
# What is asked further below an answer, by whom: 网友追问, 留言人再次提问, 王先生追问.
_FOLLOWUP = re.compile(
    r"(?:网友|网民|市民|群众|居民|村民|用户|(?:来信|写信|留言|咨询|提问|诉求|反映)人|"
    r"[\u3400-\u9fff](?:某|先生|女士|同志)?)的?"
    r"(?:第?[二三四五\d]次|再次|继续|补充)?(?:追问|追加提问|追加咨询)(?:内容)?|"
    r"(?:网友|网民|市民|群众|用户|(?:来信|写信|留言|咨询|提问|诉求|反映)人)(?:第?[二三四五\d]次|再次|继续|补充)(?:提问|咨询|留言)"
)
_REPLYING = frozenset({"reply", "replied_on", "reply_body", "reply_stamp"})
_HANDLING = frozenset({"accepted_on", "closed_on"})
# Which answer of several it is, by its place in their order: 首次答复, 阶段性回复, 第二次反馈.
_ORDERED = (
    r"(?:首次|首轮|初次|初步|阶段性?|中间|中期|过程|预先|再次|二次|追加|补充|后续|正式|最终|最后|终结|办结|"
    r"结案|人工(?:客服|坐席)?|第[一二三四五\d](?:次|轮|条)?|[一二三]次)(?:的)?"
)
_ORDER = re.compile(rf"{_ORDERED}(?=(?:办理|处理|部门|单位)?(?:回复|答复|反馈|回应|回信|解答))")
_NUMBERED = re.compile(
    r"(回复|答复|反馈|解答)[1-9一二三四五](?=$|单位|部门|内容|时间|日期|意见|情况)"
)
# Whoever answers, named in front of what is answered: 镇政府回复, 县民政局答复意见, 村镇办补充答复.
_ANSWERER = re.compile(
    r"(?!经|据|由|请|向|等|待|按|对|就|已|将|未|无|不|没|希望|恳请|要求|何时)[\u3400-\u9fff]{0,14}?"
    rf"(?:{ANY_OFFICE}|{OFFICE_END}|社区|村|领导|书记|[县市区州镇乡局]长|主任)(?:信箱|热线|平台)?的?"
    rf"(?=(?:{_ORDERED})?(?:回复|答复|反馈|回应|回信|解答)|办理|处理|办结|结案|受理)"
)


class _MessageLabels(Mapping[str, str]):
    """The labels of letters; those of an answer may name in front whoever answers."""

    def __init__(self, table: dict[str, str]) -> None:
        self._table = table
        self._meant = lru_cache(maxsize=16384)(self._meaning)  # most asked for are no labels

    def __getitem__(self, word: str) -> str:
        slug = self._meant(word)
        if slug is None:
            raise KeyError(word)
        return slug

    def get(self, word: str, default: Any = None) -> Any:
        """As of any mapping, without an error made and caught for each word that is no label."""
        slug = self._meant(word)
        return default if slug is None else slug

    def _meaning(self, word: str) -> str | None:
        if is_automatic(word):
            return AUTOMATIC
        slug = self._table.get(word) or ("reply" if _ANSWER.fullmatch(word) else None)
        slug = slug or ("followup" if _FOLLOWUP.fullmatch(word) else None)
        if slug is None and (match := _NUMBERED.match(word)) is not None:
            rest = self.get(match.group(1) + word[match.end() :])
            slug = rest if rest in _REPLYING else None
        if slug is None and 3 < len(word) <= 20:
            match = _ORDER.match(word) or _ANSWERER.match(word)
            rest = self.get(word[match.end() :]) if match else None
            slug = rest if rest in _REPLYING | _HANDLING else None
        return slug

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


@cache
def _file() -> dict[str, Any]:
    text = files("crawler.pages.words").joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def words_of(kind: str) -> str:
    """The kind whose labels are those of this kind, too."""
    return _ALSO.get(kind, kind)


@cache
def labels_of(kind: str) -> Mapping[str, str]:
    """Label key → field slug, for one kind of record; its own words go before common ones."""
    table: dict[str, str] = {}
    for section in (words_of(kind), "common"):
        for slug, words in _file().get(section, {}).items():
            for word in words:
                table.setdefault(key(word), slug)
    return _MessageLabels(table) if kind == "message" else table


def answerer_in(label: str) -> str:
    """Who answers by the label of an answer (镇政府 in 镇政府回复); empty where it names nobody."""
    word = key(label)
    if word in _file_words("message"):
        return ""
    match = None if _ORDER.match(word) else _ANSWERER.match(word)
    name = match.group().removesuffix("的") if match else ""
    return "" if name.endswith(tuple(ANY_OFFICE.split("|"))) else name


@cache
def _file_words(kind: str) -> frozenset[str]:
    """The keys of every label of one kind as the file has them."""
    return frozenset(labels_of(kind))


def is_composed(label: str) -> bool:
    """Whether a label is one of an answer that words of its own have been put in front of."""
    return key(label) not in _file_words("message")


def slug_of(label: str, kind: str) -> str | None:
    """The field that a label names for that kind of record; None for an unknown label.

    Kinds: document, interpretation, message, leader, annual_report, static_page, meta, json.
    """
    return labels_of(kind).get(key(label))


@cache
def meta_names() -> dict[str, str]:
    """Lower-case <meta> name → field slug."""
    return {name: slug for slug, names in _file()["meta"].items() for name in names}


@cache
def date_tag_names() -> frozenset[str]:
    """Lower-case names of <meta> tags that tell the day of publication, mandated or not."""
    return frozenset((*_file()["date_tags"]["published_on"], *_file()["meta"]["published_on"]))


@cache
def damaged_labels() -> dict[str, str]:
    """What is left of labels after a bad conversion → field slug; the value must fit."""
    return {key(word): slug for slug, words in _file()["damaged"].items() for word in words}


@cache
def box_headings(name: str) -> frozenset[str]:
    """Keys of the headings of a sort of box: related, attachments, neighbours."""
    return frozenset(key(word) for word in _file()["boxes"][name])


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(key(word) for word in _file()["placeholders"]["words"])


def is_placeholder(text: str) -> bool:
    """Whether a value says nothing: empty, bare signs, 无, 暂无, 1970-01-01 and the like."""
    text = clean(text)
    return (
        _SIGNS.fullmatch(text) is not None
        or key(text) in _placeholders()
        or _NULL_DATE.fullmatch(text) is not None
    )


def validity_of(text: str) -> Validity | None:
    """The state that a value of 有效性 names; None for a placeholder or free text."""
    word = key(text)
    if not word or len(word) > 24:
        return None
    table = _file()["validity"]
    for state in (Validity.PARTLY, Validity.NOT_YET, Validity.LAPSED, Validity.REPEALED,
                  Validity.AMENDED, Validity.VALID):  # fmt: skip
        if any(one in word for one in table[state.value] if len(one) > 1):
            return state
        if word in table[state.value]:
            return state
    return Validity.LAPSED if word in table["not_valid"] else None


@cache
def people_words(name: str) -> tuple[str, ...]:
    """Words of the people table: posts, former; surnames come as single characters."""
    return tuple(_file()["people"][name])
